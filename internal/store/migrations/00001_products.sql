-- +goose Up
CREATE TABLE product (
  id TEXT NOT NULL PRIMARY KEY,
  owner TEXT NOT NULL,
  status TEXT NOT NULL,
  category TEXT NOT NULL,
  brief TEXT NOT NULL,
  title TEXT NOT NULL,
  score DOUBLE PRECISION NOT NULL,
  launch_ready INTEGER NOT NULL,
  revision BIGINT NOT NULL,
  stage TEXT NOT NULL,
  last_seq BIGINT NOT NULL,
  job BIGINT NOT NULL,
  error TEXT NOT NULL,
  created_ms BIGINT NOT NULL,
  updated_ms BIGINT NOT NULL
);
CREATE INDEX product_newest ON product (owner, id DESC);
CREATE INDEX product_waiting ON product (status, id) WHERE status IN ('queued', 'running');

CREATE TABLE revision (
  product_id TEXT NOT NULL,
  number BIGINT NOT NULL,
  at_ms BIGINT NOT NULL,
  note TEXT NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (product_id, number)
);

CREATE TABLE file (
  product_id TEXT NOT NULL,
  path TEXT NOT NULL,
  type TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  sha TEXT NOT NULL,
  PRIMARY KEY (product_id, path)
);

CREATE TABLE blobref (
  sha TEXT NOT NULL,
  product_id TEXT NOT NULL,
  PRIMARY KEY (sha, product_id)
);
CREATE INDEX blobref_product ON blobref (product_id);

CREATE TABLE orphan (
  sha TEXT NOT NULL PRIMARY KEY
);

CREATE TABLE task (
  product_id TEXT NOT NULL,
  name TEXT NOT NULL,
  key TEXT NOT NULL,
  made BLOB NOT NULL,
  PRIMARY KEY (product_id, name)
);

CREATE TABLE event (
  product_id TEXT NOT NULL,
  seq BIGINT NOT NULL,
  at_ms BIGINT NOT NULL,
  kind TEXT NOT NULL,
  once TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (product_id, seq)
);
CREATE UNIQUE INDEX event_once ON event (product_id, once) WHERE once <> '';

CREATE TABLE idempotency (
  owner TEXT NOT NULL,
  key TEXT NOT NULL,
  request TEXT NOT NULL,
  product_id TEXT NOT NULL,
  at_ms BIGINT NOT NULL,
  PRIMARY KEY (owner, key)
);

CREATE TABLE profile (
  owner TEXT NOT NULL PRIMARY KEY,
  body TEXT NOT NULL,
  at_ms BIGINT NOT NULL
);

-- +goose Down
DROP TABLE profile;
DROP TABLE idempotency;
DROP TABLE event;
DROP TABLE task;
DROP TABLE orphan;
DROP TABLE blobref;
DROP TABLE file;
DROP TABLE revision;
DROP TABLE product;
