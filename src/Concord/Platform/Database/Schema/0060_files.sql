-- What is in the store of files, by its hash. Whatever refers to content does so by a foreign key: what is referred to cannot be removed.
create table content (
    hash    text        not null primary key,  -- SHA-256, 64 hexadecimal digits in lower case
    size    bigint      not null,              -- bytes
    seen_at timestamptz not null               -- when it was last stored: what nobody refers to is kept for a while longer
);

-- A file of a record: content with a name, read by those who read the record.
create table file (
    id               uuid        not null primary key,
    commitment_id    uuid        not null references commitment,
    status_entry_id  uuid        references status_entry,
    audience         text        not null,
    hash             text        references content,  -- null once it was erased
    thumbnail        text        references content,
    name             text        not null,
    type             text        not null,            -- media type, by its content
    size             bigint      not null,
    state            text        not null check (state in ('waiting', 'ready', 'refused')),
    finding          text,                            -- what the scanner found
    uploaded_by      uuid,
    uploaded_at      timestamptz not null,
    withdrawn_at     timestamptz,
    withdrawn_reason text
);
create index file_commitment on file (commitment_id);
create index file_status_entry on file (status_entry_id);
create index file_hash on file (hash);
create index file_thumbnail on file (thumbnail) where thumbnail is not null;

-- A file on its way here; it belongs to whoever sends it, until a record takes it.
create table upload (
    id           uuid        not null primary key,
    account      uuid        not null,
    name         text        not null,
    size         bigint,                              -- null while the sender has not said it
    received     bigint      not null,                -- bytes that are safe: where the sender goes on
    staged       text        not null,                -- JSON: what the store needs to go on
    started_at   timestamptz not null,
    expires_at   timestamptz not null,
    locked_until timestamptz,                         -- a request is writing; null: free
    lock         uuid,                                -- which request
    hash         text        references content,      -- null until all of it has been received and looked at
    type         text,
    refused      text                                 -- JSON: why it was refused, as a key of a text and its values
);
create index upload_account on upload (account, started_at);
create index upload_expires on upload (expires_at);
create index upload_hash on upload (hash) where hash is not null;
