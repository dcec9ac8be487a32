package generate

import (
	"fmt"
	"math"
	"unicode/utf8"

	"golang.org/x/text/language"

	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/product"
)

// Forecast is what a model would be asked for if it wrote all of a product.
type Forecast struct {
	Entries   int // that it would write
	Calls     int // those of the outline and the listing included
	TokensIn  int
	TokensOut int
	Assumes   []string // sentences for people
}

// How a model is asked, as far as it matters for the size of questions and answers.
// The numbers are those of the author (internal/ai/author), which stands beside
// this package and is not seen from here.
const (
	askItems    = 8     // entries of a call at most
	askSize     = 3_600 // characters of their drafts at most
	askPreamble = 2_500 // characters before the drafts: what is wanted, for whom, the rules, the form
	askSources  = 6_000 // characters of the creator's sources beside them at most
	askSections = 1_800 // characters of the sections in the question for the outline
	outlineOut  = 600   // tokens
	listingOut  = 350   // tokens
	latinChars  = 4     // to a token
)

// shape is what the drafts of a category come to on average. A test holds it
// against the drafts themselves.
type shape struct {
	promise string               // of the catalog, which counts the entries
	more    map[product.Tier]int // entries of tiers that hold more than they promise
	draft   int                  // characters of an entry as it is sent
	perCall float64              // entries of a call: sections and tiers are not asked for together
}

func shapes() map[product.Category]shape {
	return map[product.Category]shape{
		product.AIPrompts:       {promise: "prompts", draft: 2_000, perCall: 1.9},
		product.DigitalPlanners: {promise: "modules", draft: 830, perCall: 2.15, more: map[product.Tier]int{product.Starter: 20}},
	}
}

// ForecastOf estimates what a model would be asked for a request that was accepted,
// from what the catalog promises and what drafts are on average. Nothing is
// drafted and nothing is sent.
func ForecastOf(req product.Request) Forecast {
	s := shapes()[req.Category]
	f := Forecast{Entries: s.entries(req)}
	calls := 0
	if f.Entries > 0 {
		calls = int(math.Ceil(float64(f.Entries) / s.perCall))
	}
	f.Calls = calls + 2
	head := askPreamble
	for _, src := range req.Sources {
		head += utf8.RuneCountInString(src.Text)
	}
	head = min(head, askPreamble+askSources)
	drafts := f.Entries * s.draft
	more, says := wordier(req.Language)
	f.TokensIn = (f.Calls*head + askSections + drafts) / latinChars
	f.TokensOut = int(float64(drafts/latinChars+outlineOut+listingOut) * more)
	f.Assumes = []string{
		fmt.Sprintf("A model writes all %d entries; what it does not get to in the time of the run, it writes afterwards.", f.Entries),
		fmt.Sprintf("Up to %d entries or %d characters of drafts are asked for together, and answers are about as long as the drafts.", askItems, askSize),
		says,
		"No answer is asked for twice, none is kept from before, and the model does not think before it writes: thoughts are billed like answers.",
	}
	return f
}

// entries is how many entries the largest tier of a request has: it holds those of
// the others.
func (s shape) entries(req product.Request) int {
	spec, _ := catalog.SpecOf(req.Category)
	most := 0
	for _, t := range spec.Tiers {
		if req.Tier == "" || req.Tier == t.Tier {
			most = max(most, t.Count(s.promise), s.more[t.Tier])
		}
	}
	return most
}

// wordier returns how many tokens a language needs for one of English, and says so.
func wordier(tag string) (more float64, says string) {
	t, err := language.Parse(tag)
	base, _ := t.Base()
	script, _ := t.Script()
	switch {
	case err != nil || base.String() == "en":
		return 1, "Four characters are about one token; what is billed may differ by a quarter."
	case script.String() == "Latn":
		return 1.3, "Four characters of English are about one token, and the language needs about 1.3 tokens for one of English; what is billed may differ by a quarter."
	}
	return 2, "Four characters of English are about one token, and the language needs about two tokens for one of English; what is billed may differ by a third."
}
