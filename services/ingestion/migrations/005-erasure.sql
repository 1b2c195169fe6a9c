-- What was erased, by whom and when; of the customer a keyed hash is left. `event` is what was said, to be said again should the view have been away.
create table erasure (
  conversation_id text not null,
  revision int not null,
  customer text not null,
  by text not null,
  at timestamptz not null,
  event_id text not null,
  lane text not null,
  event jsonb not null,
  counts jsonb not null,
  -- The view has it: GETs show no text any more.
  shown boolean not null default false,
  primary key (conversation_id, revision)
);
create index erasure_of_customer on erasure (customer, at);
