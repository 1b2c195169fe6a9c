-- Writes to the shop that are on their way: a takeover waits for them. Leases, ended or run out.
create table write_claim (
  claim_id text primary key,
  conversation_id text not null,
  expires_at timestamptz not null
);
create index write_claim_of_conversation on write_claim (conversation_id);

-- When people last took a conversation over: what was approved before that needs approval again.
create table takeover (
  conversation_id text primary key,
  at timestamptz not null
);
