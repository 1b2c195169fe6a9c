-- One row for each effect outside: written before the shop is called, and the only reason to call it.
create table ledger (
  idempotency_key text primary key,
  conversation_id text not null,
  ticket_id text not null,
  -- The customer message that asks for it; a decision on an approval names the turn it belongs to.
  turn_id text not null,
  tool text not null,
  -- Canonical JSON, tokenised; the shop is always sent these.
  arguments text not null,
  customer_id text not null,
  order_id text,
  -- Refunds: minor units.
  amount bigint,
  currency text,
  -- The approval that let it run; null when policy alone did.
  approval_id text,
  status text not null check (status in ('intended', 'sent', 'succeeded', 'refused', 'unknown', 'failed')),
  -- How often the shop was sent it.
  attempts int not null default 0,
  -- Who is at it, and until when nobody else may be.
  owner text not null default '',
  leased_until timestamptz,
  -- What the shop answered, canonical JSON, tokenised.
  result text,
  refusal_code text,
  refusal_words text,
  -- Whether the end was found by asking the shop rather than by its own answer.
  reconciled boolean not null default false,
  intended_at timestamptz not null default now(),
  sent_at timestamptz,
  settled_at timestamptz
);
create index ledger_by_conversation on ledger (conversation_id, intended_at);
create index ledger_by_ticket on ledger (ticket_id, turn_id);
create index ledger_refunds_of_customer on ledger (customer_id, intended_at) where tool = 'process_refund';
