-- Writes that people have stopped: a tool's name, or * for all of them.
create table pause (
  tool text primary key,
  by text not null,
  at timestamptz not null default now()
);
