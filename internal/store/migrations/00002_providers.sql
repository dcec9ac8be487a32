-- +goose Up
CREATE TABLE provider (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  base_url TEXT NOT NULL,
  model TEXT NOT NULL,
  at_once BIGINT NOT NULL,
  key_sealed BLOB,
  created_ms BIGINT NOT NULL,
  updated_ms BIGINT NOT NULL
);

-- What was chosen about providers, those of the environment and of files too.
CREATE TABLE provider_choice (
  id TEXT NOT NULL PRIMARY KEY,
  enabled INTEGER NOT NULL,
  position BIGINT NOT NULL
);

-- +goose Down
DROP TABLE provider_choice;
DROP TABLE provider;
