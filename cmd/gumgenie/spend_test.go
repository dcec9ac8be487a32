package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestSpendingIsSetOnTheCommandLine(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	prices := filepath.Join(dir, "prices.json")
	if err := os.WriteFile(prices, []byte(`{"asOf": "2026-11-01", "prices": [{"model": "gpt", "input": 1, "output": 1}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(dir, "data")
	do(t, "--data", data, "--spend-limit", "2.50", "--unknown-prices", "allow", "products", "list").ok()
	for name, args := range map[string][]string{
		"a limit in words":   {"--spend-limit", "five"},
		"a limit below zero": {"--spend-limit=-1"},
		"a file that is odd": {"--prices", prices},
		"no such file":       {"--prices", filepath.Join(dir, "none.json")},
		"an odd policy":      {"--unknown-prices", "maybe"},
	} {
		t.Run(name, func(t *testing.T) {
			do(t, append(append([]string{"--data", data}, args...), "products", "list")...).fails(exitInput)
		})
	}
}
