-- What was asked and answered, by the SHA-256 of its canonical JSON. Tokenised.
create table record (
  sha256 text primary key,
  body text not null,
  at timestamptz not null default now()
);
-- Which record answers a request of a turn: a turn that runs again is given the same answer and asks nobody.
create table answer (
  scope text not null,
  request_sha256 text not null,
  record_sha256 text not null references record (sha256),
  primary key (scope, request_sha256)
);
-- What has been spent, reserved amounts included: `ticket:<id>` and `day:<date>`.
create table spend (
  scope text primary key,
  calls int not null,
  tokens bigint not null,
  -- Billionths of a US dollar: a token of the cheapest tier costs 500.
  nano_usd bigint not null
);
