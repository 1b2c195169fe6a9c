-- Where the chain of a conversation's manifests ends; written only where the length is the one that was read.
create table manifest_chain (
  conversation_id text primary key,
  length int not null,
  -- SHA-256 of the last manifest; null while there is none.
  head text,
  -- What texts are hashed with: null once the customer was erased, until the conversation says something new.
  text_key text
);

-- One signed line an output, byte for byte as it is handed out.
create table manifest (
  conversation_id text not null,
  n int not null,
  ticket_id text not null,
  event_id text not null,
  sha256 text not null,
  line text not null,
  primary key (conversation_id, n)
);
create index manifest_by_event on manifest (conversation_id, event_id);

-- Every public key that a manifest here may be signed with: verification outlives a change of keys.
create table manifest_public_key (
  id text primary key,
  public_key text not null,
  at timestamptz not null default now()
);
