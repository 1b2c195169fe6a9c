-- Which tickets a record came up in: once none of them is left, it is forgotten.
create table holding (
  ticket_id text not null,
  sha256 text not null references record (sha256),
  primary key (ticket_id, sha256)
);
create index holding_record on holding (sha256);
create index answer_record on answer (record_sha256);
