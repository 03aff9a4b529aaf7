-- Who chairs a round for each side: a JSON list of a party's key and a text.
alter table round add column co_chairs text not null default '[]';
