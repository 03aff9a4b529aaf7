-- What a commitment that was lifted from a sealed record says of where it stands there, and how it is to be carried out.
alter table commitment add column paragraph_id uuid;
alter table commitment add column record_no text;                               -- null: there is no record
alter table commitment add column paragraph_no text;
alter table commitment add column is_continuous boolean not null default false; -- no due date because there is no end
alter table commitment add column milestones text not null default '[]';        -- JSON: what, due, done on

create table commitment_organisation (
    commitment_id   uuid not null references commitment,
    organisation_id uuid not null references organisation,
    primary key (commitment_id, organisation_id)
);
create index commitment_organisation_organisation on commitment_organisation (organisation_id);
