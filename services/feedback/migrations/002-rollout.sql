-- Who serves new conversations, every version; the newest holds.
create table rollout (
  version int primary key,
  body text not null,
  at timestamptz not null default now()
);

-- The processes of the desk, as they last said that they are there.
create table member (
  instance text primary key,
  lane text not null,
  services text[] not null,
  serving text[] not null,
  seen_at timestamptz not null default now()
);

-- What models cost, by turn.
create table spend (
  ticket_id text not null,
  turn int not null,
  day date not null,
  usd numeric not null,
  primary key (ticket_id, turn)
);
create index spend_by_day on spend (day);
