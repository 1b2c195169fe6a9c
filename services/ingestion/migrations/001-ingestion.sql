-- One customer's tickets and messages in order. `version` guards every write; `revision` and `epoch` are what other services know.
create table conversation (
  conversation_id text primary key,
  version int not null,
  source text not null,
  lane text not null,
  revision int not null,
  epoch int not null,
  held_by text,
  -- The shop's customer whom a valid identity token named; it never changes.
  customer_id text,
  -- The last message that was authenticated.
  authenticated_at timestamptz,
  customer_messages int not null,
  changed_at timestamptz not null
);

-- One submission of an upstream system. Everything that people wrote is tokenised.
create table ticket (
  ticket_id text primary key,
  conversation_id text not null,
  source text not null,
  source_id text not null,
  channel text not null,
  subject text not null,
  metadata jsonb not null,
  customer jsonb not null,
  -- A keyed hash of what was submitted: the same pair with another one is refused.
  content text not null,
  turn int not null,
  -- Messages up to this seq have been answered.
  answered int not null,
  dry_run boolean not null,
  opened_at timestamptz not null
);
create index ticket_of_conversation on ticket (conversation_id, opened_at);
-- Erasure goes by the shop's customer id, proven or said.
create index ticket_of_customer on ticket ((customer ->> 'id'));
create index conversation_of_customer on conversation (customer_id) where customer_id is not null;

create table message (
  message_id text primary key,
  conversation_id text not null,
  ticket_id text not null,
  -- The conversation's version that brought it.
  seq int not null,
  author text not null check (author in ('customer', 'bot', 'human')),
  -- bot, a person's name, or empty for the customer.
  said_by text not null,
  text text not null,
  at timestamptz not null,
  content text not null,
  intent text not null,
  pending jsonb,
  tool_results jsonb,
  unique (conversation_id, seq)
);
create index message_with_tools on message (conversation_id, seq) where tool_results is not null;

-- What was sent to customers, once each. `event` is the body of reply.delivered.v1 as it was said, tokenised; null for a dry run.
create table delivery (
  message_id text primary key,
  conversation_id text not null,
  ticket_id text not null,
  turn int not null,
  epoch int not null,
  event_id text,
  event jsonb,
  at timestamptz not null
);
create index delivery_of_conversation on delivery (conversation_id, at);

-- One key per conversation, wrapped by the master key. Destroying it makes its tokens unreadable for ever.
create table vault_key (
  conversation_id text primary key,
  wrapped bytea not null
);

create table vault_token (
  token text primary key,
  conversation_id text not null,
  kind text not null,
  sealed bytea not null
);
create index vault_token_of_conversation on vault_token (conversation_id);
