-- The log of record: every event of the desk, tokenised, one partition a day.
create sequence event_seq;
create table event (
  day date not null,
  id text not null,
  -- The order in which this console took it; what readers page by.
  seq bigint not null default nextval('console.event_seq'),
  topic text not null,
  lane text not null,
  -- Also the record's key.
  conversation_id text not null,
  -- Null where the event concerns the whole conversation.
  ticket_id text,
  turn int,
  at timestamptz not null,
  headers jsonb not null,
  -- JSON as text: jsonb refuses characters that JSON allows.
  body text not null,
  primary key (day, id)
) partition by range (day);
create index event_by_seq on event (seq);
create index event_by_conversation on event (conversation_id, seq);

-- What is known of each ticket; the view that GETs show is a function of `facts`.
create table ticket (
  ticket_id text primary key,
  conversation_id text not null,
  -- Counts the writes: a write names the version that it has read.
  version int not null,
  facts text not null,
  state text not null,
  queue text,
  -- Null until the ticket itself has been heard of: until then nobody sees the row.
  source text,
  source_id text,
  opened_at timestamptz,
  -- Tickets of one millisecond are in the order in which they came.
  seq bigint not null generated always as identity,
  approval_statuses text[] not null,
  updated_at timestamptz not null default now()
);
create index ticket_by_age on ticket (opened_at desc, seq desc);
create index ticket_by_state on ticket (state, opened_at desc, seq desc);
create index ticket_by_queue on ticket (queue, opened_at desc, seq desc) where queue is not null;
create index ticket_by_source on ticket (source, source_id);
create index ticket_by_conversation on ticket (conversation_id);
create index ticket_by_approval on ticket (opened_at, seq) where approval_statuses <> '{}';
