-- How far the watcher of the promises has read the archive. What was there before it is not judged.
create table watch (
  one boolean primary key default true check (one),
  seq bigint not null
);
insert into watch (seq) select coalesce(max(seq), 0) from event;

-- Conversations of which every further word is looked at, or which must be looked at again.
create table watched_conversation (
  conversation_id text primary key,
  look_at timestamptz,
  looked_at timestamptz not null default now()
);
create index watched_conversation_due on watched_conversation (look_at) where look_at is not null;

-- Promises that were broken. The event says the same; this says what was done about it.
create table violation (
  id text primary key,
  rule text not null,
  conversation_id text not null,
  ticket_id text not null,
  turn int not null,
  tool text not null,
  detail text not null,
  evidence text[] not null,
  at timestamptz not null,
  found_at timestamptz not null default now(),
  -- When its tool was stopped; null while it has not been, and where there is none.
  stopped_at timestamptz
);
create index violation_by_age on violation (found_at desc);
create index violation_to_stop on violation (found_at) where tool <> '' and stopped_at is null;
