-- +goose Up
ALTER TABLE ai_call ADD COLUMN spared BIGINT NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE ai_call DROP COLUMN spared;
