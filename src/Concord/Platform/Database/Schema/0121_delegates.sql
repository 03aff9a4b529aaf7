-- Who comes to a round, and for which side. Personal data: erased after a date.
create table delegate (
    id               uuid    not null primary key,
    key              text    not null unique,
    audience         text    not null,
    version          integer not null,
    fictitious       boolean not null,
    sources          text    not null,
    withdrawn_at     timestamptz,
    withdrawn_reason text,
    round_id         uuid    not null references round,
    party            text,                                -- key of the side; null: the team
    sequence         integer not null,                    -- the order of protocol: lower first
    role             text    not null check (role in ('head', 'member', 'interpreter', 'observer')),
    person_id        uuid    references person,
    name             text    not null,
    position         text,
    organisation_id  uuid    references organisation,
    retain_until     text    not null
);
create index delegate_round on delegate (round_id, sequence);
create index delegate_person on delegate (person_id) where person_id is not null;
