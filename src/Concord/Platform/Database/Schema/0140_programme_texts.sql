-- What the programme says of itself, paragraph by paragraph in all its languages.
create table programme_text (
    id               uuid    not null primary key,
    key              text    not null unique,
    audience         text    not null,
    version          integer not null,
    fictitious       boolean not null,
    sources          text    not null,
    withdrawn_at     timestamptz,
    withdrawn_reason text,
    name             text    not null,
    paragraphs       text    not null                     -- JSON, in their order: kind, and words by language
);
