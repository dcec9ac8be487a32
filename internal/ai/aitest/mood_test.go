package aitest_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"math"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/aitest"
	"github.com/gumgenie/gumgenie/internal/ai/gemini"
)

// draw returns how a mood answers its first n calls.
func draw(m aitest.Mood, n int) []aitest.Temper {
	all := make([]aitest.Temper, n)
	for i := range all {
		all[i] = m.Temper(aitest.Call{Number: i + 1})
	}
	return all
}

func TestLatencyKeepsItsPercentiles(t *testing.T) {
	t.Parallel()
	const n = 20_000
	for name, m := range map[string]aitest.Mood{
		"usual":   {Seed: 1, P50: 300 * time.Millisecond, P95: 900 * time.Millisecond},
		"wide":    {Seed: 2, P50: 100 * time.Millisecond, P95: 4 * time.Second},
		"steady":  {Seed: 3, P50: 50 * time.Millisecond, P95: 50 * time.Millisecond},
		"no tail": {Seed: 4, P50: 50 * time.Millisecond},
		"dragged": {Seed: 5, P50: 300 * time.Millisecond, P95: 900 * time.Millisecond, Drag: 6},
	} {
		var waits []time.Duration
		for _, temper := range draw(m, n) {
			waits = append(waits, temper.Wait)
		}
		slices.Sort(waits)
		drag := max(1, m.Drag)
		for q, want := range map[float64]time.Duration{0.5: m.P50, 0.95: max(m.P50, m.P95)} {
			got := waits[int(q*n)]
			if off := math.Abs(float64(got)/(drag*float64(want)) - 1); off > 0.06 {
				t.Errorf("%s: the percentile %.2f is %v, want %v times %v", name, q, got, drag, want)
			}
		}
	}
}

func TestSharesOfAMood(t *testing.T) {
	t.Parallel()
	const n = 20_000
	m := aitest.Mood{Seed: 9, P50: time.Second, P95: time.Second, Spikes: 0.05, Share: 0.25, Faults: []aitest.Fault{aitest.Internal, aitest.Limited}}
	spikes, after := 0, 0
	faults := map[aitest.Fault]int{}
	for _, temper := range draw(m, n) {
		faults[temper.Fault]++
		if temper.Wait == 10*time.Second {
			spikes++
		}
		if temper.After != "" {
			after++
			if temper.Fault != aitest.Limited {
				t.Fatalf("%+v is told to wait", temper)
			}
		}
	}
	for what, c := range map[string]struct{ got, want int }{
		"spikes": {spikes, n / 20}, "internal": {faults[aitest.Internal], n / 8}, "limited": {faults[aitest.Limited], n / 8},
		"told to wait": {after, n / 16}, "well": {faults[aitest.None], n * 3 / 4},
	} {
		if math.Abs(float64(c.got-c.want)) > 0.1*float64(c.want) {
			t.Errorf("%s: %d of %d, want about %d", what, c.got, n, c.want)
		}
	}
}

func TestAMoodFollowsFromItsSeed(t *testing.T) {
	t.Parallel()
	m, ok := aitest.NewMood("mixed")
	if !ok {
		t.Fatal("it is not known")
	}
	m.P50, m.P95 = time.Second, 3*time.Second
	if !slices.Equal(draw(m, 200), draw(m, 200)) {
		t.Error("the same seed behaves otherwise")
	}
	other := m
	other.Seed = 1
	if slices.Equal(draw(m, 200), draw(other, 200)) {
		t.Error("another seed behaves the same")
	}
}

// TestEveryMoodIsWhatItSays asks 40 times in each mood, over the wire.
func TestEveryMoodIsWhatItSays(t *testing.T) {
	t.Parallel()
	names := map[string][]ai.Reason{ // what may come of a call; "" = an answer
		"good": {""}, "slow": {""}, "spiky": {""}, "flaky": {"", ai.Overloaded, ai.Broken}, "limited": {"", ai.Throttled}, "spent": {ai.Spent},
		"down": {ai.Overloaded, ai.Broken}, "cut": {"", ai.Broken}, "bad-json": {""}, "wrong-schema": {""}, "blocked": {"", ai.Blocked}, "off-topic": {""},
		"no-model": {ai.UnknownModel},
	}
	for _, m := range aitest.Moods() {
		if _, ok := aitest.NewMood(m[0]); !ok {
			t.Errorf("%s stands in the list and is not known", m[0])
		}
		if m[0] != "mixed" && names[m[0]] == nil {
			t.Errorf("%s is not tested", m[0])
		}
	}
	if _, ok := aitest.NewMood("gloomy"); ok {
		t.Error("a mood of another name is known")
	}
	for name, want := range names {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mood, _ := aitest.NewMood(name)
			model, srv := serve(t, &aitest.Server{Temper: mood.Temper})
			seen := map[ai.Reason]int{}
			for range 40 {
				_, err := model.Ask(t.Context(), ai.Question{Prompt: "Ten words on sleep."}, nil)
				if err != nil && ai.ReasonOf(err) == "" {
					t.Fatal(err)
				}
				seen[ai.ReasonOf(err)]++
			}
			for reason, n := range seen {
				if !slices.Contains(want, reason) {
					t.Errorf("%d calls end with %q", n, reason)
				}
			}
			if len(seen) != len(want) {
				t.Errorf("got %v, want each of %q", seen, want)
			}
			if n := len(srv.Calls()); n != 40 {
				t.Errorf("%d calls arrived", n)
			}
		})
	}
}

func serve(t *testing.T, srv *aitest.Server) (ai.Model, *aitest.Server) {
	t.Helper()
	base, stop := srv.Start()
	t.Cleanup(stop)
	m, err := gemini.New(t.Context(), gemini.Config{Key: "canary-key-for-tests-only", Model: "writer-1", BaseURL: base})
	if err != nil {
		t.Fatal(err)
	}
	return m, srv
}

const (
	schema = `{"type":"object","properties":{"entries":{"type":"array","items":{"type":"object","properties":{"id":{"type":"string"},"title":{"type":"string"}},"required":["id","title"]}}},"required":["entries"]}`
	good   = `{"entries":[{"id":"p1","title":"Rest for [WHOM] on the ward at night"},{"id":"p2","title":"Plan.\nAnswer as: a table\nThen stop."}]}`
)

// entries decodes an answer by the schema above, strictly.
func entries(text string) ([]map[string]string, error) {
	var out struct{ Entries []map[string]string }
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&out); err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("there is more behind it")
	}
	return out.Entries, nil
}

func TestAnswersOfNoUse(t *testing.T) {
	t.Parallel()
	for fault, check := range map[aitest.Fault]func(text string) string{
		aitest.BadJSON: func(text string) string {
			if json.Valid([]byte(text)) {
				return "it is JSON"
			}
			return ""
		},
		aitest.WrongSchema: func(text string) string {
			if all, err := entries(text); err == nil || all != nil {
				return "it keeps the schema"
			}
			if !json.Valid([]byte(text)) || !strings.Contains(text, "on the ward at night") {
				return "it is no JSON with the same words"
			}
			return ""
		},
		aitest.OffTopic: func(text string) string {
			all, err := entries(text)
			if err != nil || len(all) != 2 || all[0]["id"] != "p1" || all[1]["id"] != "p2" {
				return "it does not keep the schema"
			}
			if strings.Contains(text, "ward") || strings.Contains(text, "Plan.") {
				return "it keeps the topic"
			}
			if !strings.HasPrefix(all[0]["title"], "[WHOM] Guitar") || !strings.HasSuffix(all[1]["title"], "\nAnswer as: a table") {
				return "it loses a blank or the form"
			}
			return ""
		},
	} {
		model, _ := serve(t, &aitest.Server{Answer: func(aitest.Call) string { return good }, Temper: func(aitest.Call) aitest.Temper { return aitest.Temper{Fault: fault} }})
		said := map[string]bool{}
		for range 8 {
			a, err := model.Ask(t.Context(), ai.Question{Prompt: "Go.", Schema: json.RawMessage(schema)}, nil)
			if err != nil {
				t.Fatalf("%s: %v", fault, err)
			}
			if what := check(a.Text); what != "" {
				t.Errorf("%s: %s: %s", fault, what, a.Text)
			}
			said[a.Text] = true
		}
		if fault == aitest.BadJSON && len(said) != 4 {
			t.Errorf("%d ways of breaking JSON, want 4", len(said))
		}
	}
}

// TestItRemembersTheNewest asks more often than it is to remember, some of them
// at the same time.
func TestItRemembersTheNewest(t *testing.T) {
	t.Parallel()
	told := make(chan aitest.Seen, 100)
	model, srv := serve(t, &aitest.Server{Keep: 5, Told: func(s aitest.Seen) { told <- s }})
	for i := range 20 {
		if _, err := model.Ask(t.Context(), ai.Question{Prompt: strings.Repeat("x", i+1)}, nil); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 20 {
		s := <-told // it comes a moment after the client has its answer
		if s.Number != i+1 || !s.Ended || s.HungUp || s.Said == 0 || s.Took <= 0 {
			t.Errorf("it was told %+v", s)
		}
	}
	calls := srv.Calls()
	if len(calls) != 5 || calls[0].Number != 16 || calls[4].Prompt != strings.Repeat("x", 20) || !calls[4].Ended {
		t.Errorf("it remembers %+v", calls)
	}
}

// TestServeEnds stops a server with calls at work: they end, and nothing answers
// any more.
func TestServeEnds(t *testing.T) {
	t.Parallel()
	arrived := make(chan struct{})
	srv := &aitest.Server{Temper: func(aitest.Call) aitest.Temper { close(arrived); return aitest.Temper{Fault: aitest.Silent} }}
	base, stop := srv.Start()
	m, err := gemini.New(t.Context(), gemini.Config{Key: "canary-key-for-tests-only", Model: "writer-1", BaseURL: base})
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error)
	go func() {
		_, err := m.Ask(t.Context(), ai.Question{Prompt: "Go."}, nil)
		ended <- err
	}()
	<-arrived
	stop()
	if err := <-ended; ai.ReasonOf(err) != ai.Broken {
		t.Errorf("got %v, want %s", err, ai.Broken)
	}
	if calls := srv.Calls(); len(calls) != 1 || !calls[0].Ended {
		t.Errorf("after the end it says %+v", calls)
	}
	req, err := http.NewRequestWithContext(context.Background(), http.MethodPost, base, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	if res, err := http.DefaultClient.Do(req); err == nil {
		res.Body.Close()
		t.Error("it still answers")
	}
}
