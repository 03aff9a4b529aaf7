-- Mail to accounts. No subject and no body: a mail is a kind and ids, and its letter is written when it is sent or read, as its reader.
create table mail (
    id           uuid        not null primary key,
    account      uuid        not null,
    kind         text        not null,               -- name of the record that says what it is about
    data         text        not null,               -- JSON: ids and bare values
    secret       text,                               -- sealed: the token of a one-time link, until it is sent
    once         text        unique,                 -- what may be told only once; null: as often as it is posted
    state        text        not null check (state in ('waiting', 'gathered', 'bundled', 'kept', 'sent', 'dropped', 'dead', 'returned')),
    posted_at    timestamptz not null,
    due          timestamptz not null,
    attempts     integer     not null,
    leased_until timestamptz,
    error        text,                               -- status code of the server or name of the failure; never what the server says in words
    settled_at   timestamptz                         -- when it was sent, kept, dropped or given up
);
create index mail_due on mail (due) where state = 'waiting';
create index mail_account on mail (account, posted_at);
create index mail_settled on mail (settled_at) where settled_at is not null;

-- What somebody wants to be told, how and when. No row: as the programme sets out.
create table mail_preference (
    account     uuid    not null primary key,
    choices     text    not null,                    -- JSON: sort of mail to at-once, digest or never
    zone        text    not null,                    -- of the hours below, in the tz database's name
    quiet_from  integer,                             -- minute of the day; null: no quiet hours
    quiet_until integer,
    weekends    boolean not null,                    -- whether Saturday and Sunday are working days
    digest_at   integer not null,                    -- minute of the day
    told_until  timestamptz,                         -- up to when a digest has told what changed; null: none has
    returned_at timestamptz,                         -- since when the address returns mail for good; null: it does not
    version     integer not null
);
