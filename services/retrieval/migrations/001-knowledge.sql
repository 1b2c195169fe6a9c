-- Documents as they were at each of their versions. Old versions stay: answers that cited them are looked up here.
create table document (
  id          int generated always as identity primary key,
  path        text not null,
  version     text not null,            -- first 12 hex digits of the file's SHA-256
  pipeline    text not null,            -- how it was cut and embedded; another pipeline, other chunks
  title       text not null,
  category    text not null,
  updated     date not null,
  priority    text not null,
  indexed_at  timestamptz not null default now(),
  unique (path, version, pipeline)
);

create table chunk (
  id          int generated always as identity primary key,
  document    int not null references document,
  chunk_index int not null,
  section     text not null,
  text        text not null,
  -- Stems; those of title and heading weigh A, those of the body B.
  search      tsvector not null,
  embedding   real[] not null,
  unique (document, chunk_index)
);

create index chunk_search on chunk using gin (search);

-- Which documents a version of the index consists of.
create table index_version (
  version     text primary key,
  documents   int[] not null,
  created_at  timestamptz not null default now()
);
