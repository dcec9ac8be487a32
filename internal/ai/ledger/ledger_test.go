package ledger_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/ledger"
	"github.com/gumgenie/gumgenie/internal/ai/price"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/store"
)

// morning is a day on which prices are known.
func morning() time.Time { return time.Date(2026, time.November, 29, 9, 0, 0, 0, time.UTC) }

// flash costs 0.30 for a million tokens of a question, 0.03 of those that were kept,
// and 2.50 of an answer.
const flash = "test/flash"

func prices(t *testing.T) *price.Table {
	t.Helper()
	name := filepath.Join(t.TempDir(), "prices.json")
	if err := os.WriteFile(name, []byte(`{"asOf": "2026-11-01", "prices": [{"model": "test/flash", "input": 0.3, "cached": 0.03, "output": 2.5}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	table, err := price.New().With(name)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func database(t *testing.T, dir string) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), dir, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func open(t *testing.T, s ledger.Store, start ledger.Limit, now func() time.Time) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Open(t.Context(), ledger.Config{Store: s, Prices: prices(t), Owner: "local", Start: start, Log: slog.New(slog.DiscardHandler), Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return l
}

// asks is a question that may cost 2600 millionths of a dollar: 333 tokens and an
// answer of 1000.
func asks() ai.Question {
	return ai.Question{Purpose: "section", Prompt: strings.Repeat("word", 333), MaxTokens: 1000}
}

const asksFor = 2600 // what asks may cost

// spend makes a call of a usage.
func spend(t *testing.T, l *ledger.Ledger, u ai.Usage) {
	t.Helper()
	done, err := l.Open(ai.Call{Model: flash, Question: asks()})
	if err != nil {
		t.Fatal(err)
	}
	done(ai.Outcome{Usage: u, Known: true})
}

func TestCallsAreWrittenAndAddedUp(t *testing.T) {
	t.Parallel()
	db := database(t, t.TempDir())
	l := open(t, db, ledger.Limit{}, morning)
	call := func(model string, local bool, q ai.Question, o ai.Outcome) ai.Cost {
		done, err := l.Open(ai.Call{Model: model, Local: local, Question: q})
		if err != nil {
			t.Fatal(err)
		}
		return done(o)
	}
	q := ai.Question{Purpose: "section", Product: "p", Prompt: strings.Repeat("word", 100), Items: 5}
	failed := errors.New("no")
	for i, tt := range []struct {
		model string
		local bool
		o     ai.Outcome
		want  ai.Cost
	}{
		{flash, false, ai.Outcome{Usage: ai.Usage{In: 1000, Cached: 500, Out: 100, Thought: 20}, Known: true}, ai.Cost{Micro: 465, Known: true}},
		{flash, false, ai.Outcome{Known: true, Err: failed}, ai.Cost{Known: true}},                                    // refused: nothing is billed
		{flash, false, ai.Outcome{Usage: ai.Usage{In: 10}, Known: true, Err: failed}, ai.Cost{Micro: 3, Known: true}}, // failed and billed
		{flash, false, ai.Outcome{Heard: 40, Err: failed, GaveUp: true}, ai.Cost{}},                                   // 100 in, 40 out: 130
		{flash, false, ai.Outcome{}, ai.Cost{}},                                                                       // answered, no usage said: 100 in: 30
		{"openai/nobody", false, ai.Outcome{Usage: ai.Usage{In: 7, Out: 7}, Known: true}, ai.Cost{}},                  // no price
		{"openai/nobody", true, ai.Outcome{Usage: ai.Usage{In: 7, Out: 7}, Known: true}, ai.Cost{Known: true}},        // our own machine
	} {
		if got := call(tt.model, tt.local, q, tt.o); got != tt.want {
			t.Errorf("call %d: it cost %+v, want %+v", i, got, tt.want)
		}
	}
	l.Saved(q, ai.Answer{By: flash, Origin: ai.Kept, Usage: ai.Usage{In: 1000, Out: 10}, Cost: ai.Cost{Micro: 325, Known: true}})
	l.Saved(q, ai.Answer{By: flash, Origin: ai.Shared, Usage: ai.Usage{In: 1000, Out: 10}, Cost: ai.Cost{Micro: 325, Known: true}})
	if err := l.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	total, groups, err := db.Used(t.Context(), "local", morning(), morning().Add(time.Second), "model")
	if err != nil {
		t.Fatal(err)
	}
	want := ledger.Sum{
		Calls: 7, Failed: 2, GaveUp: 1, Unknown: 2, Unpriced: 1, Batched: 4 * 4, Spared: 4 * 4 * 100, Kept: 1, Shared: 1,
		Used: ai.Usage{In: 1024, Cached: 500, Out: 114, Thought: 20}, Cost: 468, Estimate: 160,
		Saved: ai.Usage{In: 2000, Out: 20}, SavedFor: 650,
	}
	if total != want {
		t.Errorf("got  %+v\nwant %+v", total, want)
	}
	if len(groups) != 2 || groups[0].Key != flash || groups[0].Calls != 5 || groups[1].Unpriced != 1 {
		t.Errorf("by model: %+v", groups)
	}
	if s := l.State(); s.Spent != 468+160 || s.Pending != 0 {
		t.Errorf("spent %d, pending %d; want 628 and 0", s.Spent, s.Pending)
	}
}

// TestParallelCallsDoNotSlipThrough has two hundred calls at once where ten fit.
func TestParallelCallsDoNotSlipThrough(t *testing.T) {
	t.Parallel()
	l := open(t, database(t, t.TempDir()), ledger.Limit{On: true, Micro: 10 * asksFor}, morning)
	var let, refused atomic.Int32
	gate := make(chan struct{})
	var sent, wg sync.WaitGroup
	for range 200 {
		sent.Add(1)
		wg.Go(func() {
			done, err := l.Open(ai.Call{Model: flash, Question: asks()})
			sent.Done()
			if err != nil {
				var e *ai.Error
				if !errors.As(err, &e) || e.Reason != ai.Limit || e.After != 15*time.Hour {
					t.Errorf("got %v, want the limit until midnight", err)
				}
				refused.Add(1)
				return
			}
			let.Add(1)
			<-gate
			done(ai.Outcome{Usage: ai.Usage{In: 100, Out: 28}, Known: true}) // 100 millionths
		})
	}
	sent.Wait()
	if let.Load() != 10 || refused.Load() != 190 {
		t.Errorf("%d were let through and %d refused, want 10 and 190", let.Load(), refused.Load())
	}
	if s := l.State(); s.Pending != 10*asksFor || s.Spent != 0 {
		t.Errorf("while they are under way: %+v", s)
	}
	close(gate)
	wg.Wait()
	if s := l.State(); s.Pending != 0 || s.Spent != 1000 {
		t.Errorf("afterwards: spent %d, pending %d; want 1000 and 0", s.Spent, s.Pending)
	}
	spend(t, l, ai.Usage{Out: 9600}) // more than was set aside: it is spent all the same
	if _, err := l.Open(ai.Call{Model: flash, Question: asks()}); ai.ReasonOf(err) != ai.Limit {
		t.Errorf("beyond the limit: %v", err)
	}
}

func TestWhatALimitRefuses(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		limit ledger.Limit
		call  ai.Call
		says  string // "" = it passes
	}{
		"no limit":                        {ledger.Limit{}, ai.Call{Model: flash, Question: asks()}, ""},
		"just enough":                     {ledger.Limit{On: true, Micro: asksFor}, ai.Call{Model: flash, Question: asks()}, ""},
		"a millionth short":               {ledger.Limit{On: true, Micro: asksFor - 1}, ai.Call{Model: flash, Question: asks()}, "$0.002599 a day does not allow this call: $0.00 is spent or under way, and the call may cost $0.0026"},
		"nothing":                         {ledger.Limit{On: true}, ai.Call{Model: flash, Question: asks()}, "$0.00 a day"},
		"nothing, of nothing":             {ledger.Limit{On: true}, ai.Call{Model: "openai/llama", Local: true, Question: asks()}, ""},
		"no price":                        {ledger.Limit{On: true, Micro: 1e9}, ai.Call{Model: "openai/nobody", Question: asks()}, "The price of openai/nobody is not known"},
		"no price, let through":           {ledger.Limit{On: true, Micro: 1, Unpriced: true}, ai.Call{Model: "openai/nobody", Question: asks()}, ""},
		"no price, no limit":              {ledger.Limit{}, ai.Call{Model: "openai/nobody", Question: asks()}, ""},
		"an answer without a bound":       {ledger.Limit{On: true, Micro: 5000}, ai.Call{Model: flash, Question: ai.Question{Prompt: "x"}}, "may cost $0.005001"},
		"let through, known and too dear": {ledger.Limit{On: true, Micro: 1, Unpriced: true}, ai.Call{Model: flash, Question: asks()}, "does not allow"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := open(t, database(t, t.TempDir()), tt.limit, morning)
			done, err := l.Open(tt.call)
			if tt.says == "" {
				if err != nil {
					t.Fatalf("it is refused: %v", err)
				}
				done(ai.Outcome{Known: true})
				return
			}
			var e *ai.Error
			if !errors.As(err, &e) || e.Reason != ai.Limit || e.Model != tt.call.Model || e.Passing() {
				t.Fatalf("got %v, want the limit", err)
			}
			for _, f := range []error{err, e.Fault()} {
				if fault.KindOf(f) != fault.Limited || !strings.Contains(fault.Message(f), tt.says) || !strings.HasSuffix(fault.Message(f), ".") {
					t.Errorf("it says %q, want %q", fault.Message(f), tt.says)
				}
			}
		})
	}
}

// TestADayIsOfUTC lets days pass, with a call under way at midnight.
func TestADayIsOfUTC(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("far", 13*3600)
	at := time.Date(2026, time.November, 30, 12, 0, 0, 0, zone) // 23:00 of the 29th in UTC
	now := func() time.Time { return at }
	dir := t.TempDir()
	db := database(t, dir)
	l := open(t, db, ledger.Limit{On: true, Micro: 2 * asksFor}, now)
	spend(t, l, ai.Usage{Out: 400})                              // 1000
	late, err := l.Open(ai.Call{Model: flash, Question: asks()}) // under way at midnight
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Open(ai.Call{Model: flash, Question: asks()}); ai.ReasonOf(err) != ai.Limit {
		t.Errorf("before midnight: %v, want the limit", err)
	}
	if s := l.State(); !s.Renewed.Equal(at.Add(time.Hour)) || s.Spent != 1000 || s.Pending != asksFor {
		t.Errorf("before midnight: %+v", s)
	}
	at = at.Add(time.Hour)
	if s := l.State(); s.Spent != 0 || s.Pending != 0 || !s.Renewed.Equal(at.Add(24*time.Hour)) {
		t.Errorf("at midnight: %+v, want a new day", s)
	}
	late(ai.Outcome{Usage: ai.Usage{Out: 400}, Known: true})
	spend(t, l, ai.Usage{Out: 4})
	if s := l.State(); s.Spent != 10 || s.Pending != 0 {
		t.Errorf("after midnight: spent %d, pending %d; want 10 and 0: the late call is of the day before", s.Spent, s.Pending)
	}
	at = at.Add(-30 * time.Minute) // a clock that is set back begins no day
	if s := l.State(); s.Spent != 10 {
		t.Errorf("with the clock set back: %+v", s)
	}
	if err := l.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, days, err := db.Used(t.Context(), "local", at.AddDate(0, 0, -2), at.AddDate(0, 0, 2), "day")
	if err != nil || len(days) != 2 || days[0].Key != "2026-11-29" || days[0].Cost != 2000 || days[1].Key != "2026-11-30" || days[1].Cost != 10 {
		t.Errorf("by day: %+v, %v", days, err)
	}
}

// TestTheNextStartGoesOn closes and opens again: what was spent today counts, and a
// limit that was set holds.
func TestTheNextStartGoesOn(t *testing.T) {
	t.Parallel()
	db := database(t, t.TempDir())
	start := ledger.Limit{On: true, Micro: 5_000_000}
	first := open(t, db, start, morning)
	spend(t, first, ai.Usage{Out: 400})
	set := ledger.Limit{On: true, Micro: 3000, Unpriced: true}
	if err := first.SetLimit(t.Context(), &set); err != nil {
		t.Fatal(err)
	}
	if err := first.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	second := open(t, db, start, morning)
	if s := second.State(); s.Limit != set || s.From != "stored" || s.Spent != 1000 {
		t.Errorf("got %+v, want the limit that was set and 1000 spent", s)
	}
	if _, err := second.Open(ai.Call{Model: flash, Question: asks()}); ai.ReasonOf(err) != ai.Limit {
		t.Errorf("got %v, want the limit", err)
	}
	if err := second.SetLimit(t.Context(), &ledger.Limit{}); err != nil {
		t.Fatal(err)
	}
	if s := open(t, db, start, morning).State(); s.On || s.From != "stored" {
		t.Errorf("lifted: %+v, want no limit, as it was set", s)
	}
	if err := second.SetLimit(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]ledger.State{"at once": second.State(), "after the next start": open(t, db, start, morning).State()} {
		if s.Limit != start || s.From != "start" {
			t.Errorf("%s: %+v, want the one of the start", name, s)
		}
	}
	if s := open(t, db, ledger.Limit{}, morning).State(); s.On || s.From != "" {
		t.Errorf("without any: %+v", s)
	}
}

// slow is a store that keeps lines in memory and can fail.
type slow struct {
	ledger.Limits
	mu      sync.Mutex
	fail    error
	writes  int
	lines   []ledger.Record
	folding []time.Time
}

func (s *slow) AddCalls(_ context.Context, house string, all []ledger.Record) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != nil {
		return s.fail
	}
	s.writes++
	s.lines = append(s.lines, all...)
	return nil
}

func (s *slow) FoldCalls(_ context.Context, before time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.folding = append(s.folding, before)
	return nil
}

func (s *slow) SpentSince(context.Context, time.Time) (int64, error)       { return 0, nil }
func (s *slow) SpendLimit(context.Context, string) (*ledger.Limit, error)  { return nil, nil }
func (s *slow) SetSpendLimit(context.Context, string, *ledger.Limit) error { return nil }
func (s *slow) counts() (lines, writes int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.lines), s.writes
}

// TestLinesAreWrittenTogetherASecondLater looks at when the store is written.
func TestLinesAreWrittenTogetherASecondLater(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var s slow
		l := open(t, &s, ledger.Limit{}, time.Now)
		step := func(want string) {
			t.Helper()
			synctest.Wait()
			lines, writes := s.counts()
			if got := fmt.Sprint(lines, " in ", writes); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		}
		for range 100 {
			spend(t, l, ai.Usage{Out: 4})
		}
		time.Sleep(900 * time.Millisecond)
		step("0 in 0")
		time.Sleep(200 * time.Millisecond)
		step("100 in 1")
		s.fail = errors.New("the disk is full")
		spend(t, l, ai.Usage{Out: 4})
		time.Sleep(5 * time.Second)
		step("100 in 1")
		s.mu.Lock()
		s.fail = nil
		s.mu.Unlock()
		time.Sleep(2 * time.Second)
		step("101 in 2") // tried again, once
		if n := len(s.folding); n != 1 {
			t.Errorf("folded %d times on one day, want once", n)
		}
		time.Sleep(24 * time.Hour)
		spend(t, l, ai.Usage{Out: 4})
		spend(t, l, ai.Usage{Out: 4})
		if err := l.Close(t.Context()); err != nil {
			t.Error(err)
		}
		step("103 in 3")
		if n := len(s.folding); n != 2 || !s.folding[1].Equal(ledger.Day(time.Now()).AddDate(0, 0, -90)) {
			t.Errorf("folded before %v, want once more, before 90 days ago", s.folding)
		}
	})
}

// timed is a model that answers after a time that a test chooses.
type timed struct {
	wait  func() time.Duration
	calls atomic.Int32
}

func (*timed) Name() string { return flash }

func (m *timed) Ask(ctx context.Context, _ ai.Question, told ai.Told) (ai.Answer, error) {
	m.calls.Add(1)
	select {
	case <-time.After(m.wait()):
		told(ai.Piece{Text: "four"})
		return ai.Answer{Text: "four", Usage: ai.Usage{In: 10, Out: 4}}, nil
	case <-ctx.Done():
		return ai.Answer{}, context.Cause(ctx)
	}
}

// TestAHedgesLoserIsPutDown makes one call slow once the usual time is known.
func TestAHedgesLoserIsPutDown(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var s slow
		l := open(t, &s, ledger.Limit{}, time.Now)
		const usual = 10 * time.Millisecond
		var next atomic.Int64
		m := &timed{wait: func() time.Duration { return max(usual, time.Duration(next.Swap(0))) }}
		hedged := ai.Hedged(ai.Accounted(m, l), nil)
		for n := range 41 {
			if n == 40 {
				next.Store(int64(time.Hour))
			}
			a, err := hedged.Ask(t.Context(), ai.Question{Prompt: "eight ch"}, nil)
			if err != nil || a.Cost != (ai.Cost{Micro: 13, Known: true}) {
				t.Fatalf("got %+v, %v", a, err)
			}
		}
		if err := l.Flush(t.Context()); err != nil {
			t.Fatal(err)
		}
		var got ledger.Sum
		for _, r := range s.lines {
			got.Add(r.Sum)
		}
		want := ledger.Sum{Calls: 42, GaveUp: 1, Unknown: 1, Used: ai.Usage{In: 410, Out: 164}, Cost: 41 * 13, Estimate: 1}
		if got != want || m.calls.Load() != 42 {
			t.Errorf("got %+v of %d calls, want %+v", got, m.calls.Load(), want)
		}
	})
}

// TestAStoreThatTakesNothingIsBounded holds lines up to a number.
func TestAStoreThatTakesNothingIsBounded(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := slow{fail: errors.New("the disk is full")}
		var log strings.Builder
		l, err := ledger.Open(t.Context(), ledger.Config{Store: &s, Prices: prices(t), Log: slog.New(slog.NewTextHandler(&log, nil)), Now: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		for range 20_100 {
			spend(t, l, ai.Usage{Out: 4})
		}
		if err := l.Close(t.Context()); err == nil {
			t.Error("closed without an error though nothing was written")
		}
		s.fail = nil
		if err := l.Close(t.Context()); err != nil {
			t.Error(err)
		}
		if n, _ := s.counts(); n != 20_000 || !strings.Contains(log.String(), "calls=100") {
			t.Errorf("%d lines are written, the log says %q; want 20000 and the loss of 100", n, log.String())
		}
	})
}

func TestLimitsInWords(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"": "false 0", "0": "true 0", "5": "true 5000000", "0.50": "true 500000", "2.345678": "true 2345678", "1e3": "true 1000000000", "1000000": "true 1000000000000",
		"-1": "invalid", "five": "invalid", "$5": "invalid", "5 USD": "invalid", "NaN": "invalid", "Inf": "invalid", "1000001": "invalid", "0x10": "invalid", "1_000": "invalid",
	} {
		l, err := ledger.ParseLimit(text)
		got := fmt.Sprint(l.On, " ", l.Micro)
		if err != nil {
			got = string(fault.KindOf(err))
		}
		if got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
	for micro, want := range map[int64]string{0: "$0.00", 5_000_000: "$5.00", 41_200: "$0.0412", 10_000: "$0.01", 1_234_567: "$1.23", 1: "$0.000001"} {
		if got := ledger.Dollars(micro); got != want {
			t.Errorf("%d: got %s, want %s", micro, got, want)
		}
	}
}
