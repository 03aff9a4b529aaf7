-- The programme itself: one document that all readers share.
create table programme (
    id       uuid    not null primary key,
    document text    not null,               -- JSON: see Domain/Programmes/Programme.cs
    version  integer not null
);

create table setting (
    name  text not null primary key,
    value text not null
);

create table organisation (
    id               uuid    not null primary key,
    key              text    not null unique,
    audience         text    not null,       -- every query is filtered by it
    version          integer not null,       -- the second writer is told
    fictitious       boolean not null,
    sources          text    not null,       -- JSON
    withdrawn_at     timestamptz,
    withdrawn_reason text,
    name             text    not null,       -- JSON: language to wording and state
    abbreviation     text,
    party            text,
    role             text    not null check (role in ('partner', 'implementer', 'donor', 'other')),
    international    boolean not null,
    type             text,
    parent_id        uuid    references organisation,
    parent_name      text,
    country          text,
    valid_from       text    check (length(valid_from) in (4, 7, 10)),
    valid_to         text    check (length(valid_to) in (4, 7, 10)),
    successor_id     uuid    references organisation,
    former_names     text    not null,
    variants         text    not null,
    url              text,
    note             text
);
create index organisation_parent on organisation (parent_id) where parent_id is not null;
create index organisation_successor on organisation (successor_id) where successor_id is not null;

create table person (
    id               uuid    not null primary key,
    key              text    not null unique,
    audience         text    not null,
    version          integer not null,
    fictitious       boolean not null,
    sources          text    not null,
    withdrawn_at     timestamptz,
    withdrawn_reason text,
    name             text    not null,
    position         text,
    organisation_id  uuid    references organisation,
    language         text,
    purpose          text    not null,
    retain_until     text    not null check (length(retain_until) in (4, 7, 10))
);
create index person_organisation on person (organisation_id) where organisation_id is not null;

create table round (
    id               uuid    not null primary key,
    key              text    not null unique,
    audience         text    not null,
    version          integer not null,
    fictitious       boolean not null,
    sources          text    not null,
    withdrawn_at     timestamptz,
    withdrawn_reason text,
    name             text    not null,
    track            text    not null,
    start            text    check (length(start) in (4, 7, 10)),   -- 2026, 2026-06 or 2026-06-30: never a `date`, SQLite would make 2026 a number
    "end"            text    check (length("end") in (4, 7, 10)),
    place            text,
    host             text,
    status           text    not null check (status in ('planned', 'agenda-agreed', 'held', 'record-agreed', 'closed')),
    pillars          text    not null,
    chairs           text,
    summary          text
);

create table commitment (
    id               uuid    not null primary key,
    key              text    not null unique,
    audience         text    not null,
    version          integer not null,
    fictitious       boolean not null,
    sources          text    not null,
    withdrawn_at     timestamptz,
    withdrawn_reason text,
    name             text    not null,
    round_id         uuid    references round,
    origin           text,
    made             text    check (length(made) in (4, 7, 10)),
    pillar           text,
    owner            text,                    -- key of a party; null: both
    due              text    check (length(due) in (4, 7, 10)),
    due_latest       date,                    -- its last day: sorts, and says what is overdue
    roadmap_phase    text
);
create index commitment_due on commitment (due_latest) where due_latest is not null;
create index commitment_round on commitment (round_id) where round_id is not null;
create index commitment_pillar on commitment (pillar);

create table commitment_link (
    from_id uuid not null references commitment,
    to_id   uuid not null references commitment,
    kind    text not null check (kind in ('depends-on', 'in-parallel-with', 'supersedes', 'part-of')),
    note    text,
    primary key (from_id, to_id, kind)
);
create index commitment_link_to on commitment_link (to_id);

create table status_entry (
    id            uuid    not null primary key,
    commitment_id uuid    not null references commitment,
    audience      text    not null,
    status        text    not null,
    asserter      text    not null check (asserter in ('party', 'both', 'team')),
    party         text,
    "on"          text    check (length("on") in (4, 7, 10)),
    words         text,
    note          text,
    evidence      text,
    reply         text    not null check (reply in ('none', 'confirmed', 'differs')),
    reply_by      text,
    reply_note    text,
    entered_at    timestamptz,
    "order"       integer not null
);
create index status_entry_commitment on status_entry (commitment_id);

create table activity (
    id               uuid    not null primary key,
    key              text    not null unique,
    audience         text    not null,
    version          integer not null,
    fictitious       boolean not null,
    sources          text    not null,
    withdrawn_at     timestamptz,
    withdrawn_reason text,
    name             text    not null,
    type             text    not null,
    word             text,
    pillar           text,
    phase            text,
    state            text    not null check (state in ('planned', 'ready', 'held', 'postponed', 'cancelled', 'unknown')),
    planned_start    text    check (length(planned_start) in (4, 7, 10)),
    planned_end      text    check (length(planned_end) in (4, 7, 10)),
    held_start       text    check (length(held_start) in (4, 7, 10)),
    held_end         text    check (length(held_end) in (4, 7, 10)),
    dates_inferred   boolean not null,
    date_note        text,
    countries        text    not null,
    participants     text    not null,
    note             text,
    first_day        date    not null,        -- 0001-01-01 when no date is known: last in lists, newest first
    last_day         date    not null
);
create index activity_day on activity (first_day, id);
create index activity_pillar on activity (pillar, first_day);
create index activity_type on activity (type, first_day);

create table activity_partner (
    id              uuid    not null primary key,
    activity_id     uuid    not null references activity,
    organisation_id uuid    references organisation,
    words           text,
    "order"         integer not null
);
create index activity_partner_activity on activity_partner (activity_id);
create index activity_partner_organisation on activity_partner (organisation_id) where organisation_id is not null;

create table activity_place (
    activity_id uuid    not null references activity,
    place       text    not null,
    "order"     integer not null,
    primary key (activity_id, place)
);
create index activity_place_place on activity_place (place);

create table activity_commitment (
    activity_id   uuid not null references activity,
    commitment_id uuid not null references commitment,
    note          text,
    source        text,
    primary key (activity_id, commitment_id)
);
create index activity_commitment_commitment on activity_commitment (commitment_id);

create table term (
    id               uuid    not null primary key,
    key              text    not null unique,
    audience         text    not null,
    version          integer not null,
    fictitious       boolean not null,
    sources          text    not null,
    withdrawn_at     timestamptz,
    withdrawn_reason text,
    name             text    not null,
    domain           text    not null,
    variants         text    not null
);

create table sort_name (
    record   uuid not null,
    language text not null,
    sort_key text not null,
    primary key (record, language)
);
create index sort_name_order on sort_name (language, sort_key);

create table loaded (
    record uuid not null primary key,
    kind   text not null,
    fields text not null                      -- JSON: field to value, as the programme's data last brought it
);

create table audit_entry (
    id         uuid        not null primary key,
    at         timestamptz not null,
    account    uuid,
    origin     text,
    kind       text        not null,
    record     uuid        not null,
    record_key text        not null,
    audience   text        not null,
    action     text        not null,
    version    integer     not null,
    reason     text,
    changes    text        not null
);
create index audit_entry_record on audit_entry (record);
create index audit_entry_at on audit_entry (at);

create table account (
    id                     uuid    not null primary key,
    user_name              text,
    normalized_user_name   text    unique,
    email                  text,
    normalized_email       text    unique,
    email_confirmed        boolean not null,
    password_hash          text,
    security_stamp         text,
    concurrency_stamp      text,
    phone_number           text,
    phone_number_confirmed boolean not null,
    two_factor_enabled     boolean not null,
    lockout_end            timestamptz,
    lockout_enabled        boolean not null,
    access_failed_count    integer not null,
    name                   text    not null,
    language               text    not null,
    fictitious             boolean not null,
    desk_seen_at           timestamptz
);

create table account_token (
    user_id        uuid not null references account,
    login_provider text not null,
    name           text not null,
    value          text,
    primary key (user_id, login_provider, name)
);

create table account_login (
    login_provider        text not null,
    provider_key          text not null,
    provider_display_name text,
    user_id               uuid not null references account,
    primary key (login_provider, provider_key)
);

create table role_grant (
    id           uuid        not null primary key,
    account      uuid        not null references account,
    role         text        not null,
    party        text,
    granted_at   timestamptz not null,
    granted_by   uuid,
    confirmed_at timestamptz,
    confirmed_by uuid,
    ended_at     timestamptz
);
create index role_grant_account on role_grant (account);

create table assignment (
    record  uuid not null,
    account uuid not null references account,
    party   text,
    primary key (record, account)
);
create index assignment_account on assignment (account);

create table data_protection_key (
    id   text not null primary key,
    xml  text not null
);
