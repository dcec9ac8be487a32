-- +goose Up
CREATE TABLE ai_call (
  at_ms BIGINT NOT NULL,
  owner TEXT NOT NULL,
  product_id TEXT NOT NULL,
  purpose TEXT NOT NULL,
  model TEXT NOT NULL,
  folded INTEGER NOT NULL,
  calls BIGINT NOT NULL,
  failed BIGINT NOT NULL,
  gave_up BIGINT NOT NULL,
  unknown BIGINT NOT NULL,
  unpriced BIGINT NOT NULL,
  batched BIGINT NOT NULL,
  kept BIGINT NOT NULL,
  shared BIGINT NOT NULL,
  tokens_in BIGINT NOT NULL,
  tokens_cached BIGINT NOT NULL,
  tokens_out BIGINT NOT NULL,
  tokens_thought BIGINT NOT NULL,
  cost BIGINT NOT NULL,
  estimate BIGINT NOT NULL,
  saved_in BIGINT NOT NULL,
  saved_cached BIGINT NOT NULL,
  saved_out BIGINT NOT NULL,
  saved_thought BIGINT NOT NULL,
  saved_for BIGINT NOT NULL
);
CREATE INDEX ai_call_time ON ai_call (at_ms);
CREATE INDEX ai_call_product ON ai_call (product_id);

CREATE TABLE spend_limit (
  owner TEXT NOT NULL PRIMARY KEY,
  limited INTEGER NOT NULL,
  micro BIGINT NOT NULL,
  unpriced INTEGER NOT NULL,
  at_ms BIGINT NOT NULL
);

-- +goose Down
DROP TABLE spend_limit;
DROP TABLE ai_call;
