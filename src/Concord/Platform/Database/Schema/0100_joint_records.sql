-- What a round agrees, paragraph by paragraph, and who signed it.
create table joint_record (
    id               uuid    not null primary key,
    key              text    not null unique,
    audience         text    not null,
    version          integer not null,
    fictitious       boolean not null,
    sources          text    not null,
    withdrawn_at     timestamptz,
    withdrawn_reason text,
    round_id         uuid    not null references round,
    name             text    not null,
    amends_id        uuid    references joint_record,
    authentic        text    not null,                    -- JSON: languages; none: all
    number           integer unique check (number > 0),   -- with the seal
    sealed_at        timestamptz,
    canonical        text,                                -- canonical JSON, from the first signature on
    seal             text                                 -- JWS
);
create index joint_record_round on joint_record (round_id);

create table paragraph (
    id               uuid    not null primary key,
    key              text    not null unique,
    audience         text    not null,
    version          integer not null,
    fictitious       boolean not null,
    sources          text    not null,
    withdrawn_at     timestamptz,
    withdrawn_reason text,
    record_id        uuid    not null references joint_record,
    agenda_item_id   uuid    references agenda_item,
    sequence         bigint  not null,                    -- lower first
    kind             text    not null,
    name             text    not null,                    -- its texts, with brackets
    stale            text    not null,                    -- JSON: languages
    clearings        text    not null,                    -- JSON: what each side says of these texts
    statements       text    not null,                    -- JSON: reservations
    waivers          text    not null                     -- JSON: doubts let pass
);
create index paragraph_record on paragraph (record_id, sequence);

create table paragraph_version (
    id           uuid    not null primary key,
    paragraph_id uuid    not null references paragraph,
    record_id    uuid    not null references joint_record,
    number       integer not null,
    audience     text    not null,
    at           timestamptz not null,
    account      uuid,
    party        text,
    name         text    not null,
    sequence     bigint  not null,
    withdrawn    boolean not null
);
create index paragraph_version_paragraph on paragraph_version (paragraph_id, number);
create index paragraph_version_record on paragraph_version (record_id, at);

create table proposal (
    id               uuid    not null primary key,
    key              text    not null unique,
    audience         text    not null,
    version          integer not null,
    fictitious       boolean not null,
    sources          text    not null,
    withdrawn_at     timestamptz,
    withdrawn_reason text,
    paragraph_id     uuid    not null references paragraph,
    record_id        uuid    not null references joint_record,
    party            text    not null,
    name             text    not null,
    note             text,
    tabled_at        timestamptz
);
create index proposal_paragraph on proposal (paragraph_id);

create table signature (
    id        uuid    not null primary key,
    record_id uuid    not null references joint_record,
    party     text    not null,
    account   uuid    not null,
    at        timestamptz not null,
    proof     text    not null,                           -- JSON: statement and proof
    voided_at timestamptz
);
create index signature_record on signature (record_id);
create unique index signature_once on signature (record_id, party) where voided_at is null;
