-- Work of the outbox that failed too often is kept for an administrator to see.
alter table outbox add column dead_at timestamptz;

-- What was asked for again and again by rows of the outbox has a table of its own now.
delete from outbox where job in ('ForgetSubmissions', 'ForgetSignIns');

-- Work that is done again and again, by one node at a time.
create table scheduled_work (
    name         text        not null primary key,
    next_at      timestamptz not null,
    asked_by     uuid,                               -- who wants it done now; null: its time has come
    leased_until timestamptz                         -- a node is at it until then; null: none is
);

create table work_run (
    id         uuid        not null primary key,
    name       text        not null,
    started_at timestamptz not null,
    ended_at   timestamptz not null,
    done       integer     not null,                 -- how many things it did
    error      text,                                 -- name of the failure; null: none
    asked_by   uuid
);
create index work_run_name on work_run (name, started_at);
