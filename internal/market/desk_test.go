package market_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/market"
	"github.com/gumgenie/gumgenie/internal/product"
)

const nurses = "Meal and sleep planner for night-shift nurses"

// sheet is a CSV of titles and prices in US dollars.
func sheet(lines ...string) *market.Upload {
	return &market.Upload{Name: "planners.csv", Text: "title;price;currency;sales;tags\n" + strings.Join(lines, "\n")}
}

// some are listings of which nine name a word of the brief for nurses.
func some() []string {
	return []string{
		"Night Shift Nurse Planner;12.00;USD;120;nurse", "Nurse Meal Prep Log;9;USD;;meal prep", "Undated Digital Planner 2027;15;USD;4000;goodnotes",
		"Sleep Tracker for Shift Workers;7;USD;;sleep", "Student Planner 2027;19;USD;;", "Meal Planner Printable;5;USD;;printable", "Weekly Meal Planner;6;USD;;",
		"Nurse Report Sheet;4;USD;;", "Night Shift Survival Guide;29;USD;;", "Sleep Log;3;USD;;", "Meal plan bundle;490;USD;;", "Wedding Planner;50;USD;;",
		"Budget Planner;0;USD;;", "Reading Log;free;USD;;", "Club Planner;$9 a month;;;",
	}
}

func TestWithBuiltInBandsOnly(t *testing.T) {
	t.Parallel()
	d := desk(nil)
	tests := map[product.Category]string{
		"ai-prompts":       "starter 1400 USD sample-2025-12; pro 2900 USD sample-2025-12; ultimate 4900 USD sample-2025-12",
		"digital-planners": "mini 0 USD sample-2025-12; starter 400 USD sample-2025-12; pro 900 USD sample-2025-12; ultimate 1700 USD sample-2025-12",
		"notion-templates": "starter 2500 USD sample-2025-12; pro 4400 USD sample-2025-12; ultimate 5100 USD sample-2025-12",
		"design-templates": "starter 500 USD crawl-2026-08; pro 2200 USD crawl-2026-08; ultimate 3900 USD crawl-2026-08",
		"ebooks":           "starter 1400 USD crawl-2026-08; pro 2500 USD crawl-2026-08; ultimate 4700 USD crawl-2026-08",
		"spreadsheets":     "starter 3700 USD crawl-2026-08; pro 7100 USD crawl-2026-08; ultimate 16000 USD crawl-2026-08",
	}
	for category, want := range tests {
		b := ask(t, d, market.Request{Query: nurses, Category: category})
		if got := tiers(b); got != want {
			t.Errorf("%s: got %q, want %q", category, got, want)
		}
		if len(b.Listings)+len(b.Keywords)+len(b.Gaps)+len(b.Failed)+len(b.Lines) > 0 || b.Saturation.Level != "" || b.Saturation.Listings != nil || b.Formula != "" {
			t.Errorf("%s: it tells what no source says: %s", category, indent(t, b))
		}
	}
	if b := ask(t, d, market.Request{Query: "chatgpt prompts for beekeepers"}); b.Category != product.AIPrompts || !strings.Contains(strings.Join(b.Notes, " "), "proposed from the query") {
		t.Errorf("got the category %s and the notes %q", b.Category, b.Notes)
	}
}

func TestADataset(t *testing.T) {
	t.Parallel()
	b := ask(t, desk(nil), market.Request{Query: nurses, Dataset: sheet(some()...)})
	// near: 12 9 7 5 6 4 29 3 (490 is far from all others): 3 4 5 6 7 9 12 29
	want := "paid listings of planners.csv that name a word of the query|USD n=8 475/650/975 out=1 \n" +
		"paid listings of planners.csv|USD n=11 550/900/1700 out=1 \n" // 3 4 5 6 7 9 12 15 19 29 50
	if got := bands(b, "dataset"); got != want {
		t.Errorf("got the bands\n%swant\n%s", got, want)
	}
	if got, want := tiers(b), "mini 0 USD sample-2025-12; starter 500 USD dataset; pro 700 USD dataset; ultimate 1000 USD dataset"; got != want {
		t.Errorf("got the tiers %q, want %q", got, want)
	}
	if !strings.Contains(b.Tiers[1].Why, "Lower quartile of the 8 paid listings of planners.csv") || !strings.Contains(b.Tiers[1].Why, "4.75 USD. Rounded.") {
		t.Errorf("the price is there because: %s", b.Tiers[1].Why)
	}
	var free []string
	for _, f := range b.Free {
		if f.Source == "dataset" {
			free = append(free, fmt.Sprintf("%s: %d of %d, %g %%", f.Group, *f.Count, f.Of, f.Percent))
		}
	}
	if got, want := strings.Join(free, "; "), "listings of planners.csv that name a word of the query: 0 of 9, 0 %; listings of planners.csv: 2 of 14, 14.3 %"; got != want {
		t.Errorf("got free %q, want %q", got, want)
	}
	if len(b.Listings) != 9 || b.Listings[0].Title != "Night Shift Nurse Planner" || strings.Join(b.Listings[0].Words, "+") != "Night+Shift+Nurse" {
		t.Errorf("got %d listings, first %+v", len(b.Listings), b.Listings[0])
	}
	if b.LeftOut != 1 || len(b.Lines) != 1 || b.Lines[0].Line != 16 || !b.Lines[0].LeftOut || !strings.Contains(b.Lines[0].Why, "recurs") {
		t.Errorf("got the lines %+v, %d left out", b.Lines, b.LeftOut)
	}
	if b.Saturation.Level != "" || *b.Saturation.Listings != 9 || b.Saturation.Of != 14 || !strings.Contains(b.Saturation.Why, "too few to tell") {
		t.Errorf("got the saturation %s", indent(t, b.Saturation))
	}
	if s := b.Sources[0]; s.Name != "planners.csv" || s.Kind != market.Dataset || s.Rows != 14 || s.At != "" {
		t.Errorf("got the source %+v", s)
	}
	if b.Formula != market.Formula {
		t.Errorf("the formula is %q", b.Formula)
	}
}

func TestCurrenciesAreNeverMixed(t *testing.T) {
	t.Parallel()
	var lines []string
	for i := range 9 {
		lines = append(lines, fmt.Sprintf("Dollar planner %c;%d;USD", 'a'+i, 10+i), fmt.Sprintf("Yen planner %c;%d;JPY", 'a'+i, 1000*(i+1)))
	}
	for i := range 4 {
		lines = append(lines, fmt.Sprintf("Euro planner %c;%d;EUR", 'a'+i, 10+i))
	}
	up := sheet(lines...)
	d := desk(nil)
	b := ask(t, d, market.Request{Query: "planner for gardeners", Currency: "jpy", Dataset: up})
	want := "paid listings of planners.csv|JPY n=9 3000/5000/7000 out=0 \npaid listings of planners.csv|USD n=9 1200/1400/1600 out=0 \n" +
		"paid listings of planners.csv|EUR n=4 -/-/- out=0 Too few for a band: 4; at least 8 are needed.\n"
	if got := bands(b, "dataset"); got != want {
		t.Errorf("got the bands\n%swant\n%s", got, want)
	}
	if got, want := tiers(b), "mini 0 JPY sample-2025-12; starter 3000 JPY dataset; pro 5000 JPY dataset; ultimate 7000 JPY dataset"; got != want {
		t.Errorf("got the tiers %q, want %q", got, want)
	}
	b = ask(t, d, market.Request{Query: "planner for gardeners", Currency: "EUR", Dataset: up})
	if got, want := tiers(b), "mini 0 USD sample-2025-12; starter 1200 USD dataset; pro 1400 USD dataset; ultimate 1600 USD dataset"; got != want {
		t.Errorf("too few euros: got the tiers %q, want %q", got, want)
	}
	if !strings.Contains(strings.Join(b.Notes, " "), "No source has enough prices in EUR; the suggestions are in US dollars") {
		t.Errorf("got the notes %q", b.Notes)
	}
	b = ask(t, d, market.Request{Query: "planner for gardeners", Dataset: sheet("a;1;GBP", "b;2;GBP", "c;0;")})
	if b.Currency != "GBP" {
		t.Errorf("a dataset in pounds only: got %q", b.Currency)
	}
	if !strings.Contains(strings.Join(b.Notes, " "), "Fewer than 8 paid listings of planners.csv name a word of the query") {
		t.Errorf("nothing says that all listings are compared: %q", b.Notes)
	}
}

// TestPricesThatSayNothing: where two quartiles round to one price there is no
// price for the dearer tier.
func TestPricesThatSayNothing(t *testing.T) {
	t.Parallel()
	var lines []string
	for i := range 12 {
		lines = append(lines, fmt.Sprintf("Planner %c;%d;USD", 'a'+i, []int{5, 20}[i/8]))
	}
	b := ask(t, desk(nil), market.Request{Query: "planner", Category: "digital-planners", Dataset: sheet(lines...)})
	if got, want := tiers(b), "mini 0 USD sample-2025-12; starter 500 USD dataset; pro - USD dataset; ultimate 2000 USD dataset"; got != want {
		t.Errorf("got the tiers %q, want %q", got, want)
	}
	if !strings.Contains(b.Tiers[2].Why, "the market gives no price for this tier") {
		t.Errorf("got %q", b.Tiers[2].Why)
	}
}

func TestGumroad(t *testing.T) {
	t.Parallel()
	s := &shop{answers: []answer{
		{"meal and sleep planner for night", market.Comps{}},
		{"meal and sleep planner", comps(3, 100, 200, 300, market.Example{Title: "=Dinner log", Price: "$3", URL: "https://a.gumroad.com/l/d"})},
		{"night-shift nurses planner", comps(14, 500, 900, 1700, market.Example{Title: "Night Nurse Kit", Price: "$9+", URL: "https://a.gumroad.com/l/x"}, market.Example{Title: "Club", Price: "$9 a month", URL: "https://a.gumroad.com/l/y"})},
		{"wind-down", comps(5, 100, 200, 300)},
		{"", comps(900, 500, 900, 1900)},
	}}
	b := ask(t, desk(s), market.Request{Query: nurses})
	asked := s.queries()
	if got := strings.Join(asked[:3], "; "); got != nurses+"; Meal and sleep planner; night-shift nurses planner" || len(asked) != 7 {
		t.Errorf("it asked %q", asked)
	}
	for _, q := range s.asked {
		if q.Currency != "USD" {
			t.Errorf("it asked for prices in %q", q.Currency)
		}
	}
	want := "priced listings that Gumroad finds for “" + nurses + "”|USD n=0 -/-/- out=0 Too few for a band: 0; at least 8 are needed.\n" +
		"priced listings that Gumroad finds for “Meal and sleep planner”|USD n=3 -/-/- out=0 Too few for a band: 3; at least 8 are needed.\n" +
		"priced listings that Gumroad finds for “night-shift nurses planner”|USD n=14 500/900/1700 out=0 \n"
	if got := bands(b, "gumroad"); got != want {
		t.Errorf("got the bands\n%swant\n%s", got, want)
	}
	if got, want := tiers(b), "mini 0 USD sample-2025-12; starter 500 USD gumroad-3; pro 900 USD gumroad-3; ultimate 1700 USD gumroad-3"; got != want {
		t.Errorf("got the tiers %q, want %q", got, want)
	}
	if s := b.Saturation; s.Level != market.Low || *s.Listings != 14 || s.Source != "gumroad-3" {
		t.Errorf("got the saturation %s", indent(t, s))
	}
	var titles []string
	for _, c := range b.Listings {
		titles = append(titles, fmt.Sprintf("%s %s", c.Title, money(c.Price)))
	}
	if got, want := strings.Join(titles, "; "), "Night Nurse Kit 900; Dinner log 300"; got != want {
		t.Errorf("got the listings %q, want %q: no membership, no formula", got, want)
	}
	gaps := indent(t, b.Gaps)
	if !strings.Contains(gaps, "Gumroad finds only 5 priced in USD for “wind-down routine planner”.") || strings.Count(gaps, `"kind"`) != 1 {
		t.Errorf("got the gaps %s", gaps)
	}
	if s := b.Sources[0]; s.At != "2026-09-30T12:00:00Z" || s.Kind != market.Gumroad {
		t.Errorf("got the source %+v", s)
	}
}

func TestHowFullTheMarketIs(t *testing.T) {
	t.Parallel()
	for count, want := range map[int]market.Level{0: market.Low, 19: market.Low, 20: market.Medium, 199: market.Medium, 200: market.High, 5000: market.High} {
		b := ask(t, desk(&shop{answers: []answer{{"nurse", comps(count, 100, 200, 300)}}}), market.Request{Query: nurses})
		if got := b.Saturation; got.Level != want || *got.Listings != count || !strings.Contains(got.Why, "count as "+string(want)) {
			t.Errorf("%d listings: got %s, want %s", count, indent(t, got), want)
		}
	}
	var lines []string
	for i := range 100 {
		lines = append(lines, fmt.Sprintf("Garden planner number %d of a hundred;5;USD", i))
	}
	for count, want := range map[int]market.Level{0: market.Low, 1: market.Low, 2: market.Medium, 9: market.Medium, 10: market.High, 50: market.High, 51: ""} {
		mine := append([]string{}, lines...)
		for i := range count {
			mine[i] = strings.Replace(mine[i], "Garden", "Nurse", 1)
		}
		b := ask(t, desk(nil), market.Request{Query: nurses, Dataset: sheet(mine...)})
		if got := b.Saturation; got.Level != want || *got.Listings != count || got.Of != 100 {
			t.Errorf("%d of 100: got %s, want %q", count, indent(t, got), want)
		}
	}
}

// TestAMarketplaceThatFails gives the brief from the other sources, keeps what was
// found before, and says what failed.
func TestAMarketplaceThatFails(t *testing.T) {
	t.Parallel()
	say := func(at int, err error) func(int) error {
		return func(n int) error {
			if n >= at {
				return err
			}
			return nil
		}
	}
	tests := map[string]struct {
		err     func(int) error
		why     string
		gumroad int // sources that were found
	}{
		"at once":              {say(1, fault.New(fault.Invalid, "Gumroad does not accept the access token.")), "Gumroad does not accept the access token.", 0},
		"at the second search": {say(2, fault.New(fault.Limited, "Gumroad was asked too often.")), "Gumroad was asked too often.", 1},
		"at the needs":         {say(4, fault.New(fault.Limited, "Gumroad was asked too often.")), "Gumroad was asked too often.", 3},
		"with what no one may read": {say(1, errors.New("inside: secret")),
			"Gumroad could not be asked in time. Ask again in a moment.", 0},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &shop{err: tc.err, answers: []answer{{"night-shift nurses planner", comps(14, 500, 900, 1700)}}}
			b := ask(t, desk(s), market.Request{Query: nurses, Dataset: sheet(some()...)})
			if len(b.Failed) != 1 || b.Failed[0].Kind != market.Gumroad || b.Failed[0].Why != tc.why {
				t.Errorf("got the failures %+v, want %q", b.Failed, tc.why)
			}
			n := 0
			for _, s := range b.Sources {
				if s.Kind == market.Gumroad {
					n++
				}
			}
			if n != tc.gumroad {
				t.Errorf("%d sources of Gumroad, want %d", n, tc.gumroad)
			}
			if !strings.Contains(tiers(b), "starter 500 USD dataset") || !strings.Contains(bands(b, "sample"), "n=18") {
				t.Errorf("the other sources are missing: %s", tiers(b))
			}
		})
	}
}

// silent never answers.
type silent struct{}

func (silent) Comps(ctx context.Context, _ market.Search) (market.Comps, error) {
	<-ctx.Done()
	return market.Comps{}, fault.Wrap(ctx.Err(), fault.Unavailable, "Gumroad cannot be reached.")
}

func TestASilentMarketplaceIsNotWaitedForLong(t *testing.T) {
	t.Parallel()
	d := desk(silent{})
	if _, err := desk(nil).Brief(t.Context(), market.Request{Query: nurses}); err != nil { // the index of names is built outside the bubble
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		b, err := d.Brief(t.Context(), market.Request{Query: nurses})
		if err != nil || time.Since(began) != 6*time.Second || len(b.Failed) != 1 || len(b.Tiers) != 4 {
			t.Errorf("got %v after %v, want a brief after 6 s", err, time.Since(began))
		}
		ctx, cancel := context.WithCancelCause(t.Context())
		gone := errors.New("gone")
		time.AfterFunc(time.Second, func() { cancel(gone) })
		began = time.Now()
		if _, err := d.Brief(ctx, market.Request{Query: nurses}); !errors.Is(err, gone) || time.Since(began) != time.Second {
			t.Errorf("whoever asked is gone: got %v after %v", err, time.Since(began))
		}
	})
}

func TestTooManyAtOnce(t *testing.T) {
	t.Parallel()
	d := desk(silent{})
	if _, err := desk(nil).Brief(t.Context(), market.Request{Query: nurses}); err != nil { // the index of names is built outside the bubble
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		var wg sync.WaitGroup
		for range 16 {
			wg.Go(func() {
				if _, err := d.Brief(t.Context(), market.Request{Query: nurses}); err != nil {
					t.Error(err)
				}
			})
		}
		synctest.Wait() // all of them wait for the marketplace
		if _, err := d.Brief(t.Context(), market.Request{Query: nurses}); fault.KindOf(err) != fault.Limited {
			t.Errorf("the 17th: got %v, want that it is too much", err)
		}
		wg.Wait()
		if _, err := d.Brief(t.Context(), market.Request{Query: nurses}); err != nil {
			t.Errorf("afterwards: got %v", err)
		}
	})
}

func TestRequestsThatAreRefused(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		req   market.Request
		field string
	}{
		"no query":              {market.Request{}, "query"},
		"a query of signs":      {market.Request{Query: "!!! ???"}, "query"},
		"a long query":          {market.Request{Query: strings.Repeat("nurse ", 200)}, "query"},
		"broken UTF-8":          {market.Request{Query: "nurse\xff"}, "query"},
		"an unknown category":   {market.Request{Query: nurses, Category: "../etc"}, "category"},
		"an unknown currency":   {market.Request{Query: nurses, Currency: "GUM"}, "currency"},
		"an empty dataset":      {market.Request{Query: nurses, Dataset: &market.Upload{}}, "dataset"},
		"text and listings":     {market.Request{Query: nurses, Dataset: &market.Upload{Text: "x", Listings: []map[string]any{{}}}}, "dataset"},
		"no listings":           {market.Request{Query: nurses, Dataset: &market.Upload{Listings: []map[string]any{}}}, "dataset"},
		"a bad dataset":         {market.Request{Query: nurses, Dataset: &market.Upload{Text: "x,y\n"}}, "dataset"},
		"its currency":          {market.Request{Query: nurses, Dataset: &market.Upload{Text: "x", Currency: "?"}}, "dataset.currency"},
		"its date":              {market.Request{Query: nurses, Dataset: &market.Upload{Text: "x", Measured: "yesterday"}}, "dataset.measured"},
		"its name":              {market.Request{Query: nurses, Dataset: &market.Upload{Text: "x", Name: strings.Repeat("x", 201)}}, "dataset.name"},
		"a name of broken text": {market.Request{Query: nurses, Dataset: &market.Upload{Text: "x", Name: "\xff"}}, "dataset.name"},
	}
	d := desk(silent{}) // which is not asked
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := d.Brief(t.Context(), tc.req)
			var f *fault.Fault
			if !errors.As(err, &f) || f.Kind != fault.Invalid || f.Field != tc.field || strings.Contains(f.Message, "brief") {
				t.Errorf("got %v about %q, want an invalid %s", err, f.Field, tc.field)
			}
		})
	}
}

// TestTheSameGivesTheSame asks many times at once.
func TestTheSameGivesTheSame(t *testing.T) {
	t.Parallel()
	s := &shop{answers: []answer{{"nurse", comps(14, 500, 900, 1700, market.Example{Title: "Kit", Price: "$9", URL: "https://a.example/1"})}}}
	d := desk(s)
	req := market.Request{Query: nurses, Dataset: sheet(some()...)}
	want := indent(t, ask(t, d, req))
	var wg sync.WaitGroup
	for range 12 {
		wg.Go(func() {
			b, err := d.Brief(t.Context(), req)
			if err != nil {
				t.Error(err)
				return
			}
			if got := indent(t, b); got != want {
				t.Errorf("got another brief:\n%s", got)
			}
		})
	}
	wg.Wait()
}

func TestANameIsShownHarmlessly(t *testing.T) {
	t.Parallel()
	up := sheet(some()...)
	up.Name = "a\n\x1b[31m<b>.csv"
	up.Measured = "2026-09-01"
	b := ask(t, desk(nil), market.Request{Query: nurses, Dataset: up})
	if s := b.Sources[0]; s.Name != "a [31m<b>.csv" || s.At != "2026-09-01" {
		t.Errorf("got the source %+v", s)
	}
}

func TestEmptyListsAreLists(t *testing.T) {
	t.Parallel()
	if got := indent(t, market.Brief{}); strings.Contains(got, "null") || !strings.Contains(got, `"gaps": []`) {
		t.Errorf("got %s", got)
	}
}
