-- Papers for a round or for an item of its agenda. A side prepares one for itself and tables it; a position note never leaves its side.
create table paper (
    id               uuid    not null primary key,
    key              text    not null unique,
    audience         text    not null,
    version          integer not null,
    fictitious       boolean not null,
    sources          text    not null,
    withdrawn_at     timestamptz,
    withdrawn_reason text,
    round_id         uuid    not null references round,
    agenda_item_id   uuid    references agenda_item,
    name             text    not null,
    body             text,
    party            text,                                -- key of the side whose paper it is; null: the team
    is_note          boolean not null
);
create index paper_round on paper (round_id);
create index paper_agenda_item on paper (agenda_item_id) where agenda_item_id is not null;

-- A file belongs to a paper too: made anew, since SQLite cannot let a column become null.
create table file_of_record (
    id               uuid        not null primary key,
    commitment_id    uuid        references commitment,
    status_entry_id  uuid        references status_entry,
    paper_id         uuid        references paper,
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
    withdrawn_reason text,
    check ((commitment_id is null) <> (paper_id is null))
);
insert into file_of_record (id, commitment_id, status_entry_id, audience, hash, thumbnail, name, type, size, state, finding, uploaded_by, uploaded_at, withdrawn_at, withdrawn_reason)
    select id, commitment_id, status_entry_id, audience, hash, thumbnail, name, type, size, state, finding, uploaded_by, uploaded_at, withdrawn_at, withdrawn_reason from file;
drop table file;
alter table file_of_record rename to file;
create index file_commitment on file (commitment_id) where commitment_id is not null;
create index file_status_entry on file (status_entry_id) where status_entry_id is not null;
create index file_paper on file (paper_id) where paper_id is not null;
create index file_hash on file (hash);
create index file_thumbnail on file (thumbnail) where thumbnail is not null;
