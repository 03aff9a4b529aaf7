-- Lists are filtered by any of these together with a span of days: each begins an index that holds all the others, so that only the rows
-- of the page that is shown are read.
drop index activity_day;
drop index activity_type;
create index activity_day on activity (first_day, id, last_day, pillar, type, state, phase, audience) where withdrawn_at is null;
create index activity_type on activity (type, pillar, first_day, id, last_day, state, phase, audience) where withdrawn_at is null;

-- What one side has stated and the other has not answered: few of many.
create index status_entry_unanswered on status_entry (party, entered_at) where reply = 'none' and entered_at is not null;
