-- A sealed record goes further when the dialogue desk of every side has said so: a JSON list of side and audience.
alter table joint_record add column releases text not null default '[]';
