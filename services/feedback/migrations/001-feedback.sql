-- What is known of each ticket: enough to say a rating's outcome when it comes.
create table ticket (
  ticket_id text primary key,
  -- Counts the writes: a write names the version that it has read.
  version int not null,
  conversation_id text not null,
  lane text not null,
  -- The newest revision of the case that was taken in; 0 before any.
  revision int not null,
  -- When the customer first wrote; null until a case says so.
  first_received_at timestamptz,
  -- The outcome as it stands, JSON; null until a case has been heard of.
  outcome text,
  -- Ratings that came before the first outcome, JSON.
  waiting text not null
);

-- What people said of it. The same id counts once.
create table given (
  id text primary key,
  ticket_id text not null,
  kind text not null,
  value text not null,
  -- Tokenised.
  text text not null,
  given_by text not null,
  at timestamptz not null
);
create index given_by_ticket on given (ticket_id, at);

-- What analysts were told.
create table outcome (
  event_id text primary key,
  seq bigint not null generated always as identity,
  ticket_id text not null,
  kind text not null,
  at timestamptz not null,
  body text not null
);
create index outcome_by_ticket on outcome (ticket_id, seq);
