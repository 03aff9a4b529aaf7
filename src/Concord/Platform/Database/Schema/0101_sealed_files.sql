-- The files that a seal names; their content lies in the store, under its hash.
create table sealed_file (
    record_id uuid    not null references joint_record,
    name      text    not null,
    type      text    not null,
    hash      text    not null references content,
    size      bigint  not null,
    sequence  integer not null,
    primary key (record_id, name)
);
