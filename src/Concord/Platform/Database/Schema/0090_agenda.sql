-- The items of a round's agenda. A side prepares one for itself and tables it.
create table agenda_item (
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
    aim              text,
    proposer         text,                                -- key of a party; null: the team
    lead_id          uuid    references organisation,
    minutes          integer check (minutes > 0),
    sequence         integer not null,                    -- lower first
    stands           text    not null,                    -- JSON: what each side has said
    carried_from_id  uuid    references agenda_item
);
create index agenda_item_round on agenda_item (round_id, sequence);
create index agenda_item_carried on agenda_item (carried_from_id) where carried_from_id is not null;
