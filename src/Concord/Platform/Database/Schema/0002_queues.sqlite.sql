create table outbox (
    id           integer     primary key autoincrement,
    job          text        not null,
    data         text        not null,
    due          timestamptz not null,
    attempts     integer     not null,
    leased_until timestamptz,
    error        text
);
create index outbox_due on outbox (due);

create table search_entry (
    id         integer primary key autoincrement,
    record     uuid    not null,
    kind       text    not null,
    record_key text    not null,
    audience   text    not null,
    language   text    not null,
    field      text    not null,
    place      integer not null,
    words      text    not null,
    "on"       date
);
create index search_entry_record on search_entry (record);
create virtual table search_text using fts5(words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2');
create trigger search_entry_gone after delete on search_entry begin
    delete from search_text where rowid = old.id;
end;
