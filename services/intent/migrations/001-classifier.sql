-- Trained classifiers, so that processes without a common folder find the same one.
create table classifier (
  version     text primary key,         -- of what it was trained on, and how
  model       bytea not null,
  trained_at  timestamptz not null default now()
);
