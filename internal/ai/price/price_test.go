package price_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/price"
	"github.com/gumgenie/gumgenie/internal/fault"
)

func now() time.Time { return time.Date(2026, time.November, 29, 12, 0, 0, 0, time.UTC) }

// million is a usage of a million tokens of each kind.
func million() ai.Usage { return ai.Usage{In: 2e6, Cached: 1e6, Out: 500_000, Thought: 500_000} }

// fixture is a table of prices that do not change with the market.
func fixture(t *testing.T) *price.Table {
	t.Helper()
	table, err := price.New().With(write(t, `{"asOf": "2026-11-01", "same": {"broker/": "", "broker/big/": "maker/"}, "prices": [
		{"model": "maker/flash", "input": 0.3, "cached": 0.03, "output": 2.5},
		{"model": "maker/flash-lite", "input": 0.1, "cached": 0.01, "output": 0.4},
		{"model": "maker/flash-2024-05-13", "input": 5, "output": 15},
		{"model": "maker/pro", "input": 15, "output": 120},
		{"model": "maker/next", "input": 0.75, "cached": 0.075, "output": 3.75},
		{"model": "maker/next", "input": 1.5, "cached": 0.15, "output": 7.5, "from": "2027-01-01"},
		{"model": "maker/soon", "input": 1, "output": 1, "from": "2027-01-01"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestPricesOfModels(t *testing.T) {
	t.Parallel()
	table := fixture(t)
	later := time.Date(2027, time.January, 1, 0, 0, 0, 0, time.UTC)
	for name, tt := range map[string]struct {
		model string
		local bool
		at    time.Time
		want  int64 // of a million tokens of each kind, in millionths of a dollar; -1 = not known
	}{
		"a model":                     {"maker/flash", false, now(), 2_830_000},
		"in capitals":                 {"Maker/Flash", false, now(), 2_830_000},
		"a version":                   {"maker/flash-001", false, now(), 2_830_000},
		"a preview":                   {"maker/flash-preview", false, now(), 2_830_000},
		"a dated preview":             {"maker/flash-preview-09-2025", false, now(), 2_830_000},
		"the latest":                  {"maker/flash-latest", false, now(), 2_830_000},
		"a smaller one":               {"maker/flash-lite", false, now(), 510_000},
		"without a price for kept":    {"maker/pro", false, now(), 150_000_000},
		"a dated version of its own":  {"maker/flash-2024-05-13", false, now(), 25_000_000},
		"another dated version":       {"maker/flash-2024-11-20", false, now(), 2_830_000},
		"before a change":             {"maker/next", false, now(), 4_575_000},
		"after a change":              {"maker/next", false, later, 9_150_000},
		"not yet":                     {"maker/soon", false, now(), -1},
		"through a broker":            {"broker/maker/flash", false, now(), 2_830_000},
		"named otherwise by a broker": {"broker/big/flash", false, now(), 2_830_000},
		"a relative":                  {"maker/flash-ultra", false, now(), -1},
		"a later one":                 {"maker/flash2", false, now(), -1},
		"a name that begins alike":    {"maker/flashier", false, now(), -1},
		"pictures":                    {"maker/flash-image", false, now(), -1},
		"another provider":            {"other/flash", false, now(), -1},
		"a free one of a broker":      {"broker/maker/flash:free", false, now(), -1},
		"no name":                     {"", false, now(), -1},
		"a local one":                 {"openai/llama3.2", true, now(), 0},
		"one named local":             {"openai/local/llama", false, now(), -1},
		"a proxy to one with a price": {"maker/flash", true, now(), 2_830_000},
	} {
		r, ok := table.Rate(tt.model, tt.local, tt.at)
		got := r.Cost(million())
		if !ok {
			if got != 0 {
				t.Errorf("%s: it costs %d without a price", name, got)
			}
			got = -1
		}
		if got != tt.want {
			t.Errorf("%s: got %d, want %d", name, got, tt.want)
		}
		if micro, known := table.Cost(tt.model, million(), tt.at); !tt.local && (known != ok || known && micro != got) {
			t.Errorf("%s: Cost says %d, %v", name, micro, known)
		}
	}
}

func TestCostsAreRoundedUp(t *testing.T) {
	t.Parallel()
	r, _ := fixture(t).Rate("maker/flash", false, now())
	for u, want := range map[ai.Usage]int64{
		{}:                        0,
		{In: 1}:                   1,    // 0.3
		{In: 10}:                  3,    // 3
		{In: 11}:                  4,    // 3.3
		{In: 10, Cached: 10}:      1,    // 0.3
		{In: 10, Cached: 99}:      1,    // never more kept than asked
		{Out: 1}:                  3,    // 2.5
		{Thought: 2}:              5,    // like an answer
		{In: 2500, Out: 900}:      3000, // 750 + 2250
		{In: 1e9, Out: 1_000_000}: 302_500_000,
	} {
		if got := r.Cost(u); got != want {
			t.Errorf("%+v: got %d, want %d", u, got, want)
		}
	}
}

func write(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "prices.json")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestAFileGoesBefore(t *testing.T) {
	t.Parallel()
	table, err := fixture(t).With(write(t, `{"asOf": "2026-11-01", "about": "ours", "prices": [
		{"model": "maker/flash", "input": 1, "output": 1},
		{"model": "openai/*", "input": 2, "output": 2},
		{"model": "openai/house-*", "input": 3, "output": 3},
		{"model": "openai/house-small", "input": 4, "output": 4},
		{"model": "local/openai/llama*", "input": 0.01, "output": 0.01}]}`))
	if err != nil {
		t.Fatal(err)
	}
	for model, want := range map[string]int64{
		"maker/flash":                3_000_000,
		"maker/flash-lite":           510_000,   // from the table beneath
		"openai/gpt-5-mini":          6_000_000, // all of a provider
		"openai/house-large":         9_000_000,
		"openai/house-small":         12_000_000,
		"openai/house-small-2026-01": 9_000_000, // no version
	} {
		r, ok := table.Rate(model, false, now())
		if got := r.Cost(million()); !ok || got != want {
			t.Errorf("%s: got %d, %v; want %d", model, got, ok, want)
		}
	}
	if r, ok := table.Rate("gemini/writer-1", true, now()); !ok || !r.Free() {
		t.Errorf("a local model that nobody named: %+v, %v; want free", r, ok)
	}
}

func TestFilesThatAreWrongSaySo(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ text, says string }{
		"no JSON":          {"prices: none", "invalid character"},
		"a list":           {"[]", "cannot unmarshal"},
		"cut off":          {`{"asOf": "2026-11-01", "prices": [`, "unexpected EOF"},
		"more":             {`{"asOf": "2026-11-01"} {}`, "something follows"},
		"no date":          {`{"prices": []}`, "asOf"},
		"another field":    {`{"asOf": "2026-11-01", "currency": "EUR"}`, "currency"},
		"no provider":      {`{"asOf": "2026-11-01", "prices": [{"model": "gpt-5", "input": 1, "output": 1}]}`, "gpt-5"},
		"a star inside":    {`{"asOf": "2026-11-01", "prices": [{"model": "openai/*-mini", "input": 1, "output": 1}]}`, "openai/*-mini"},
		"no output":        {`{"asOf": "2026-11-01", "prices": [{"model": "openai/a", "input": 1}]}`, "input and output"},
		"below zero":       {`{"asOf": "2026-11-01", "prices": [{"model": "openai/a", "input": -1, "output": 1}]}`, "-1"},
		"for one token":    {`{"asOf": "2026-11-01", "prices": [{"model": "openai/a", "input": 1, "output": 1e9}]}`, "1e+09"},
		"a date of wishes": {`{"asOf": "2026-11-01", "prices": [{"model": "openai/a", "input": 1, "output": 1, "from": "soon"}]}`, "soon"},
		"twice":            {`{"asOf": "2026-11-01", "prices": [{"model": "openai/a", "input": 1, "output": 1}, {"model": "OpenAI/a", "input": 2, "output": 1}]}`, "twice"},
		"large":            {`{"asOf": "2026-11-01", "about": "` + strings.Repeat("x", 1<<20) + `"}`, "bytes"},
	} {
		_, err := price.New().With(write(t, tt.text))
		if fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.Message(err), tt.says) || !strings.HasSuffix(fault.Message(err), ".") {
			t.Errorf("%s: got %v, want a sentence with %q", name, err, tt.says)
		}
	}
	if _, err := price.New().With(filepath.Join(t.TempDir(), "nothing.json")); fault.KindOf(err) != fault.Invalid {
		t.Errorf("no file: %v", err)
	}
}

func TestTheEmbeddedPricesAreSound(t *testing.T) {
	t.Parallel()
	table := price.New()
	if table.AsOf.Year() < 2026 || table.AsOf.After(now()) {
		t.Errorf("they are of %v", table.AsOf)
	}
	for _, model := range []string{"gemini/gemini-2.5-flash", "gemini/gemini-2.5-pro", "gemini/gemini-3.5-flash", "openai/gpt-5-mini", "openai/gpt-5.4", "openai/gpt-5.6-luna"} {
		r, ok := table.Rate(model, false, now())
		if !ok || r.In <= 0 || r.Out < r.In || r.Cached > r.In {
			t.Errorf("%s: %+v, %v; want an answer dearer than a question, and kept text cheaper", model, r, ok)
		}
	}
}

func TestWhatACallMayUseAtMost(t *testing.T) {
	t.Parallel()
	q := ai.Question{System: strings.Repeat("x", 400), Prompt: strings.Repeat("夜", 50), Schema: []byte(strings.Repeat("x", 80))}
	if got, want := price.Most(q), (ai.Usage{In: 170, Out: 2000}); got != want {
		t.Errorf("without a bound: got %+v, want %+v", got, want)
	}
	q.MaxTokens = 300
	if got := price.Most(q).Out; got != 300 {
		t.Errorf("with a bound: got %d, want 300", got)
	}
}
