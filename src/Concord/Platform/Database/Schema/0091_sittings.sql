-- When a round sits: a JSON list of intervals in the time of the venue, 2027-04-13T09:30/12:30.
alter table round add column sittings text not null default '[]';
