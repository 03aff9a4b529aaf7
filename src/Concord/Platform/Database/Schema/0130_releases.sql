-- What both sides know goes further when every side's dialogue desk has said so: a JSON list of side and audience.
alter table commitment add column releases text not null default '[]';
alter table status_entry add column releases text not null default '[]';
alter table status_entry add column released_at timestamptz;                    -- since when its present readers read it; null: since it was entered
