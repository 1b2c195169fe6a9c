-- One row a ticket. `standing` is the state machine's snapshot with the machine's version, `doc` everything else that the rules look at.
create table case_record (
  ticket_id text primary key,
  conversation_id text not null,
  lane text not null,
  version int not null,
  revision int not null,
  state text not null,
  turn int not null,
  queue text,
  standing jsonb not null,
  doc jsonb not null,
  due_at timestamptz,
  changed_at timestamptz not null default now()
);
create index case_of_conversation on case_record (conversation_id);
create index case_due on case_record (due_at) where due_at is not null;

-- What each approval rests on: the turn as it was when it asked. Never changes; the approval itself is part of the case.
create table approval (
  approval_id text primary key,
  ticket_id text not null,
  conversation_id text not null,
  lane text not null,
  facts jsonb not null,
  asked_at timestamptz not null default now()
);

-- The newest thing that people did with a conversation: a ticket heard of later catches up with it.
create table conversation (
  conversation_id text primary key,
  revision int not null,
  change jsonb not null
);
