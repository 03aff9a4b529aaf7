-- What a long list asks at every page: how many there are, and which of them the filters leave. The columns stand in the index, so that
-- rows that are not shown need not be read.
create index activity_count on activity (audience) where withdrawn_at is null;
create index commitment_count on commitment (audience) where withdrawn_at is null;
drop index activity_pillar;
create index activity_pillar on activity (pillar, first_day, last_day, type, audience) where withdrawn_at is null;
drop index status_entry_commitment;
create index status_entry_commitment on status_entry (commitment_id, "order", id, status, audience);
