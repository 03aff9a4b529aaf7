-- What the other side says of a statement has readers of its own: a reply to what was released already is not released by it. The columns
-- reply, reply_by and reply_note of status_entry stay for nodes of the version before, and are empty from now on.
create table status_reply (
    id              uuid        not null primary key,
    commitment_id   uuid        not null references commitment,
    status_entry_id uuid        not null references status_entry on delete cascade,
    audience        text        not null,
    releases        text        not null default '[]',
    party           text        not null,
    says            text        not null check (says in ('none', 'confirmed', 'differs')),
    note            text,
    at              timestamptz not null
);
create index status_reply_entry on status_reply (status_entry_id, party);
create index status_reply_commitment on status_reply (commitment_id);

insert into status_reply (id, commitment_id, status_entry_id, audience, party, says, note, at)
select id, commitment_id, id, audience, reply_by, reply, reply_note, coalesce(entered_at, current_timestamp) from status_entry where reply <> 'none' and reply_by is not null;

drop index status_entry_unanswered;
create index status_entry_stated on status_entry (party, entered_at) where entered_at is not null;

-- The activities that show what a statement says.
create table status_activity (
    status_entry_id uuid not null references status_entry on delete cascade,
    commitment_id   uuid not null references commitment,
    activity_id     uuid not null references activity,
    primary key (status_entry_id, activity_id)
);
create index status_activity_activity on status_activity (activity_id);
create index status_activity_commitment on status_activity (commitment_id);
