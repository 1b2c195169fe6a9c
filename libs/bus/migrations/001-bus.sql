-- Embedded driver: the log is outbox and bus in one.
create table log (
  seq bigint generated always as identity primary key,
  service text not null,
  topic text not null,
  lane text not null,
  key text not null,
  id text not null,
  subject text,
  headers jsonb not null,
  value text not null,
  at timestamptz not null
);
create index log_by_age on log (topic, at);

-- How far each service has come: everything up to seq is finished.
create table position (
  service text primary key,
  seq bigint not null
);

-- Kafka driver: committed events on their way to the broker.
create table outbox (
  seq bigint generated always as identity,
  service text not null,
  topic text not null,
  lane text not null,
  key text not null,
  id text not null,
  subject text,
  headers jsonb not null,
  value text not null,
  at timestamptz not null,
  primary key (service, seq)
);

-- What each service has handled. Older than every topic and every redrive: swept by age.
create table inbox (
  service text not null,
  id uuid not null,
  at timestamptz not null default now(),
  primary key (service, id)
);
create index inbox_by_age on inbox using brin (at);

-- Handling begun by a process that may die of it.
create table attempt (
  service text not null,
  id uuid not null,
  n int not null,
  at timestamptz not null default now(),
  primary key (service, id)
);

-- One line per dead letter. `raw` holds the record itself where the bus has no topic for it (embedded).
create table dead_letter (
  id uuid primary key,
  inbox_id uuid not null,
  service text not null,
  topic text not null,
  lane text not null,
  subject text,
  reason text not null,
  error_type text not null,
  attempts int not null,
  place text not null,
  kept_at text not null,
  raw jsonb,
  at timestamptz not null default now(),
  settled_as text,
  settled_at timestamptz
);
create index dead_letter_held on dead_letter (service, at) where settled_as is null;
