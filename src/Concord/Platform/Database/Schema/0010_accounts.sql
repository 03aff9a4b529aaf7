-- A code of the authenticator is good for one use: no step of its clock at or before this one is accepted again.
alter table account add column totp_step bigint not null default 0;

-- One-time links: to open an account, or to choose a new password and authenticator.
create table invitation (
    id            uuid        not null primary key,
    account       uuid        not null references account,
    token_hash    text        not null unique,   -- SHA-256: who reads the table cannot use the link
    resets        boolean     not null,          -- of an account that is open already
    claims        boolean     not null,          -- the first dialogue desk of a party: nobody is there yet to confirm it
    made_at       timestamptz not null,
    made_by       uuid,                          -- null: whoever holds the installation
    expires_at    timestamptz not null,
    used_at       timestamptz,
    password_hash text,                          -- what a used reset brings, while it waits for the party's desk
    totp_secret   text,
    decided_at    timestamptz,                   -- when the desk confirmed or refused the reset
    decided_by    uuid
);
create index invitation_account on invitation (account);
create index invitation_waiting on invitation (used_at) where password_hash is not null and decided_at is null;

create table sign_in_counter (
    key      text    not null primary key,       -- a fingerprint of account and network, of network, or of device
    since    bigint  not null,                   -- Unix seconds: when its window began
    attempts integer not null
);
create index sign_in_counter_since on sign_in_counter (since);
