-- The vector that a model made of a chunk, beside the one of its words; null where no model is used.
alter table chunk add column model_embedding real[];

-- What a model made of a text, so that the same text is sent to it once.
create table embedding (
  model       text not null,
  sha256      text not null,            -- of the text that was sent
  vector      real[] not null,
  primary key (model, sha256)
);

-- Which records a vector database outside has been given.
create table elsewhere (
  place       text not null,            -- host and namespace
  record      text not null,
  primary key (place, record)
);
