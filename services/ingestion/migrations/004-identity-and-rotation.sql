-- Customer messages (seq) that wait for the customer to prove who they are: with a good code they are asked anew.
alter table conversation add column waiting int[] not null default '{}';

-- A code offered with a reply, once per reply. Kept a day.
create table one_time_code (
  code_id text primary key,
  conversation_id text not null,
  -- Which offer of the conversation it is: only the newest counts.
  seq int not null,
  -- Tokens of the addresses given, the likeliest first; whether one is on file only the mailer finds out.
  addresses jsonb not null,
  -- Whom it proves. Null: nobody (yet), and no answer is right.
  customer_id text,
  -- Keyed hash.
  digest text not null,
  -- The code under the vault's key until it has been mailed, then null.
  sealed bytea,
  -- asked: not looked up yet; sending: counts, on its way; sent; silent: no such address, or too many; used; ended: a newer one was asked for.
  state text not null check (state in ('asked', 'sending', 'sent', 'silent', 'used', 'ended')),
  -- Answers compared, and six-digit numbers in passing compared.
  tries int not null default 0,
  glances int not null default 0,
  offered_at timestamptz not null,
  expires_at timestamptz not null,
  -- When the customer's hourly allowance was charged.
  charged_at timestamptz,
  leased_until timestamptz
);
create index code_of_conversation on one_time_code (conversation_id, seq);
create index code_to_mail on one_time_code (offered_at) where state in ('asked', 'sending');
create index code_of_customer on one_time_code (customer_id, charged_at) where customer_id is not null;

-- Which master key wraps a row: part of what the row is bound to. Empty: from before keys had names.
alter table vault_key add column master text not null default '';
create index vault_key_by_master on vault_key (master);

-- Keys of the vault's own, wrapped like those of conversations: a rotation leaves what they made comparable.
create table vault_secret (
  name text primary key,
  master text not null,
  wrapped bytea not null
);

-- Raised by each erasure: a process whose caches are older drops them before it answers.
create table vault_generation (n bigint not null);
insert into vault_generation values (0);
