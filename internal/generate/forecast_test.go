package generate_test

import (
	"math"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/local"
	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/generate"
	"github.com/gumgenie/gumgenie/internal/product"
)

// counted is what the drafts of a product come to when they are cut into calls:
// up to eight entries or 3 600 characters of one section and tier.
type counted struct{ entries, calls, sent int }

func (c *counted) cut(s *product.Section, tier product.Tier) {
	room, left := 0, 0
	for i := range s.Items {
		it := &s.Items[i]
		if it.Tier != tier || it.Kind != product.Prompt && (it.Kind != product.Page || len(it.Blocks) == 0) {
			continue
		}
		words, sent := sizes(it)
		if left == 0 || room < words {
			c.calls++
			room, left = 3600, 8
		}
		room -= words
		left--
		c.entries++
		c.sent += sent
	}
}

// sizes counts the characters of an item's words, and of the JSON they are sent in.
func sizes(it *product.Item) (words, sent int) {
	add := func(name, text string) {
		if n := utf8.RuneCountInString(text); n > 0 {
			words += n
			sent += n + len(name) + len(`{"name":"","value":""},`)
		}
	}
	for _, t := range it.Texts {
		add(t.Name, t.Value)
	}
	var blocks func(all []product.Block, at string)
	blocks = func(all []product.Block, at string) {
		for i, b := range all {
			place := at + strconv.Itoa(i) + "."
			add(place+"label", b.Label)
			add(place+"hint", b.Hint)
			for k, c := range b.Columns {
				add(place+"columns."+strconv.Itoa(k), c)
			}
			for k, r := range b.Rows {
				add(place+"rows."+strconv.Itoa(k), r)
			}
			blocks(b.Of, place)
		}
	}
	blocks(it.Blocks, "")
	return words, sent + len(`{"id":"","title":"","texts":[]},`) + len(it.ID) + len(it.Title)
}

// TestForecastsAreCloseToWhatIsDrafted drafts products and compares.
func TestForecastsAreCloseToWhatIsDrafted(t *testing.T) {
	t.Parallel()
	cat := catalog.New()
	read := brief.NewReader(cat).Read
	for _, text := range []string{nurses, "Client follow-up for freelance wedding photographers"} {
		reading, err := read(text)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range catalog.Specs() {
			sections, err := local.New(cat).Write(t.Context(), ai.Order{Category: spec.ID, Reading: reading, Seed: 1})
			if err != nil {
				t.Fatal(err)
			}
			var c counted
			for _, tier := range spec.Tiers { // each holds what came before
				for s := range sections {
					c.cut(&sections[s], tier.Tier)
				}
				f := generate.ForecastOf(product.Request{Category: spec.ID, Tier: tier.Tier, Language: "en"})
				if f.Entries != c.entries {
					t.Errorf("%s %s: %d entries, want %d", spec.ID, tier.Tier, f.Entries, c.entries)
				}
				if d := math.Abs(float64(f.Calls - 2 - c.calls)); d > 2 && d > 0.25*float64(c.calls) {
					t.Errorf("%s %s: %d calls, want about %d", spec.ID, tier.Tier, f.Calls, c.calls+2)
				}
				in, out := (c.calls+2)*2500/4+c.sent/4, c.sent/4+950
				if d := math.Abs(float64(f.TokensIn - in)); d > 1500 && d > 0.25*float64(in) {
					t.Errorf("%s %s: %d tokens in, want about %d", spec.ID, tier.Tier, f.TokensIn, in)
				}
				if d := math.Abs(float64(f.TokensOut - out)); d > 1000 && d > 0.25*float64(out) {
					t.Errorf("%s %s: %d tokens out, want about %d", spec.ID, tier.Tier, f.TokensOut, out)
				}
				if len(f.Assumes) < 3 {
					t.Errorf("%s %s: it assumes %q", spec.ID, tier.Tier, f.Assumes)
				}
			}
			largest := spec.Tiers[len(spec.Tiers)-1].Tier
			all, one := generate.ForecastOf(product.Request{Category: spec.ID}), generate.ForecastOf(product.Request{Category: spec.ID, Tier: largest})
			if all.Entries != one.Entries || all.Calls != one.Calls {
				t.Errorf("%s: all tiers are %+v, want the largest, which holds the others: %+v", spec.ID, all, one)
			}
		}
	}
}

func TestSourcesAndLanguagesMakeItMore(t *testing.T) {
	t.Parallel()
	req := product.Request{Category: product.AIPrompts, Tier: product.Starter, Language: "en"}
	plain := generate.ForecastOf(req)
	for length, each := range map[int]int{400: 100, 6000: 1500, 400_000: 1500} { // a call holds 6 000 characters of them at most
		sourced := req
		sourced.Sources = []product.Source{{Text: strings.Repeat("x", length)}}
		if got, want := generate.ForecastOf(sourced).TokensIn-plain.TokensIn, plain.Calls*each; got != want {
			t.Errorf("%d characters of sources: %d tokens more, want %d", length, got, want)
		}
	}
	for tag, want := range map[string]float64{"en-GB": 1, "": 1, "de": 1.3, "ja": 2, "ar": 2, "sr-Latn": 1.3} {
		other := req
		other.Language = tag
		f := generate.ForecastOf(other)
		if got := float64(f.TokensOut) / float64(plain.TokensOut); math.Abs(got-want) > 0.01 || f.TokensIn != plain.TokensIn {
			t.Errorf("%s: %.2f times the answer and %d tokens in, want %.2f and %d", tag, got, f.TokensIn, want, plain.TokensIn)
		}
	}
}
