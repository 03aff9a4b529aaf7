-- Every signed-in device: the cookie names its row, and ending the row signs the device out.
create table sign_in (
    id        uuid        not null primary key,
    account   uuid        not null references account,
    method    text        not null,  -- how its owner proved who they are
    stamp     text        not null,  -- the account's security stamp then: when that changes, all sign-ins end
    browser   text,                  -- in a word, from what the browser says of itself; null: not known
    system    text,
    made_at   timestamptz not null,
    seen_at   timestamptz not null,  -- to the hour
    proved_at timestamptz not null,  -- when its owner last proved who they are
    ended_at  timestamptz
);
create index sign_in_account on sign_in (account);
create index sign_in_seen_at on sign_in (seen_at);
