-- Who has the form of a record open to change it. A row counts while it is fresh, and is told to those of its audience who may read the record.
create table presence (
    record   uuid        not null,
    account  uuid        not null references account,
    kind     text        not null,
    audience text        not null,
    since    timestamptz not null,
    seen_at  timestamptz not null,
    primary key (record, account)
);
create index presence_account on presence (account);
create index presence_seen_at on presence (seen_at);
