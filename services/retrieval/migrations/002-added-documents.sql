-- Documents that people brought besides the catalogue folder. The latest row of an id counts; its earlier rows are its versions.
create table added_document (
  seq        bigint generated always as identity primary key,
  id         text not null,
  version    text not null,             -- first 12 hex digits of the SHA-256 of what it says
  title      text not null,
  category   text not null,
  priority   text not null,
  updated    date not null,
  expires    date,
  source     text not null,             -- the file or address it was read from
  body       text not null,             -- Markdown
  added_by   text not null,
  added_at   timestamptz not null default now(),
  -- When its source was last found to say the same.
  checked_at timestamptz not null default now(),
  removed    boolean not null default false
);

create index added_document_by_id on added_document (id, seq desc);
