-- Forms that were saved: the same form sent twice is saved once.
create table submission (
    token  text        not null primary key,  -- hash of the form's one-time value and of all that was typed
    at     timestamptz not null,
    led_to text                               -- address that the first answer led to
);
create index submission_at on submission (at);
