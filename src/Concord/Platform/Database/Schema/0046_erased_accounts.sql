-- When the data of an account's owner were erased: the row and its id stay, since the history names it.
alter table account add column erased_at timestamptz;
