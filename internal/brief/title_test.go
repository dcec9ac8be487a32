package brief_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/product"
)

// lopped says how a title ends in mid-thought, "" if it does not. What the
// brief itself ends with is whole.
func lopped(title, text string) string {
	words := strings.Fields(strings.ToLower(title))
	last := words[len(words)-1]
	given := strings.Fields(strings.ToLower(text))
	if strings.Trim(given[len(given)-1], ".!?") == last {
		return ""
	}
	ends := "a an the of in on at by for from to with without and or but who that which whose whom where when while because as than into onto under over after before during about near between through across among against until " +
		"my our your their his her its this these those every each all both many two three is are am was were be been have has had do does did can could will would should may must not never always just also only still very too " +
		"live lives work works want wants need needs hate hates love loves start starts run runs write writes keep keeps sell sells travel like likes try hope have lost look help make plan care teach raise share wait waiting recovering living working learning moving going laid diagnosed trying caring"
	if slices.Contains(strings.Fields(ends), last) {
		return "it ends in “" + last + "”"
	}
	for _, rel := range []string{"who", "that", "whose", "which"} {
		if i := slices.Index(words, rel); i >= 0 && len(words)-i < 3 {
			return "the clause after “" + rel + "” says nothing"
		}
	}
	if strings.HasSuffix(title, " for People") || strings.HasSuffix(title, " for Those") {
		return "it is for people only"
	}
	return ""
}

func TestNoTitleEndsInMidThought(t *testing.T) {
	t.Parallel()
	r := brief.NewReader(catalog.New())
	briefs := load(t, "clauses.txt")
	if len(briefs) < 60 {
		t.Fatalf("%d briefs, want at least 60", len(briefs))
	}
	for _, name := range []string{"outside.txt", "second.txt", "third.txt"} {
		briefs = append(briefs, load(t, name)...)
	}
	for i, l := range briefs {
		got := read(t, r, l.text)
		for _, c := range []product.Category{product.DigitalPlanners, product.AIPrompts} {
			if title := got.TitleFor(c); i < 60 && !strings.Contains(title, " for ") {
				t.Errorf("%s: the title %q names no people", l.text, title)
			}
		}
		for _, c := range []product.Category{product.DigitalPlanners, product.AIPrompts} {
			title := got.TitleFor(c)
			if bad := lopped(title, l.text); bad != "" {
				t.Errorf("%s: the title %q: %s", l.text, title, bad)
			}
			if n := utf8.RuneCountInString(title); n > 70 {
				t.Errorf("%s: the title %q has %d characters, want at most 70", l.text, title, n)
			}
		}
	}
}

func TestTitlesBreakWhereTheyReadWhole(t *testing.T) {
	t.Parallel()
	r := brief.NewReader(catalog.New())
	tests := map[string]struct{ text, planner, prompts string }{
		"fits": {
			"Planner for narrowboat owners who live aboard all year",
			"Planner for Narrowboat Owners Who Live Aboard All Year", "Prompt Library for Narrowboat Owners Who Live Aboard All Year",
		},
		"no verb alone": {
			"narrowboat owners who live aboard all year round on the Oxford canal",
			"Planner for Narrowboat Owners Who Live Aboard All Year Round", "Prompt Library for Narrowboat Owners Who Live Aboard All Year Round",
		},
		"no wish alone": {
			"Planner for long-distance lorry drivers who want to eat better",
			"Planner for Long-Distance Lorry Drivers Who Want to Eat Better", "Prompt Library for Long-Distance Lorry Drivers",
		},
		"what they hate": {
			"Planner for teachers who hate planning",
			"Lesson and Term Planner for Teachers Who Hate Planning", "Prompt Library for Teachers Who Hate Planning",
		},
		"never only people": {
			"gardening planner for people with raised beds and arthritis",
			"Gardening Planner for People with Raised Beds and Arthritis", "Gardening Prompt Library for People with Raised Beds and Arthritis",
		},
		"an object is enough": {
			"side hustle planner for nurses who sell crochet on Etsy",
			"Side Hustle Planner for Nurses Who Sell Crochet on Etsy", "Side Hustle Prompt Library for Nurses Who Sell Crochet",
		},
		"the subject stays": {
			"Sleep planner for nurses whose children have just started at a secondary school",
			"Sleep Planner for Nurses", "Sleep Prompt Library for Nurses",
		},
	}
	for name, tt := range tests {
		got := read(t, r, tt.text)
		if planner, prompts := got.TitleFor(product.DigitalPlanners), got.TitleFor(product.AIPrompts); planner != tt.planner || prompts != tt.prompts {
			t.Errorf("%s: %q and %q, want %q and %q", name, planner, prompts, tt.planner, tt.prompts)
		}
	}
}

func TestHeadingsAreCapitalisedAsEnglishTitles(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ text, want string }{
		"small words":    {"a day at the end of the week", "A Day at the End of the Week"},
		"last word":      {"what to look for", "What to Look For"},
		"hyphen":         {"end-of-shift journal", "End-of-Shift Journal"},
		"own capitals":   {"iPad and eBay for DJs", "iPad and eBay for DJs"},
		"number":         {"13-week cash plan", "13-Week Cash Plan"},
		"time":           {"meal at 3 am and after", "Meal at 3 am and After"},
		"quoted":         {"the “quiet” hour", "The “Quiet” Hour"},
		"bracket":        {"week (short)", "Week (Short)"},
		"long preposit.": {"nurses without borders", "Nurses Without Borders"},
		"a verb":         {"what nurses do at night", "What Nurses Do at Night"},
		"French":         {"café owners à la carte", "Café Owners à la Carte"},
		"Portuguese":     {"diário do enfermeiro", "Diário do Enfermeiro"},
		"not Latin":      {"planner for כתّاب", "Planner for כתّاب"},
		"nothing":        {"", ""},
	}
	for name, tt := range tests {
		if got := brief.Heading(tt.text); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

func TestSignsThatNoWordHoldsAreReported(t *testing.T) {
	t.Parallel()
	r := brief.NewReader(catalog.New())
	tests := map[string]struct{ text, signs string }{
		"none":           {"Planner for nurses", ""},
		"at the end":     {"Planner for beekeepers 🐝", "🐝"},
		"between words":  {"Planner for 🐝 beekeepers ★ and 🐝 gardeners", "🐝★"},
		"joined":         {"Planner for nurses 👩‍⚕️", "👩⚕"},
		"private use":    {"Planner for \uf8ff nurses", "\uf8ff"},
		"unassigned":     {"Planner for nurses \U0001faff", "\U0001faff"},
		"inside a word":  {"Planner for be🐝keepers", "🐝"},
		"letters too":    {"Planner for Zoë’s 日本 friends", "ë’日本"},
		"composed":       {"planner for cafe\u0301 owners", "é"},
		"hidden ones":    {"planner\u202e for\u200b bee\u00adkeepers\ufe0f", ""},
		"in a hard line": {"Planner for nurses\u2028 ♥", "♥"},
	}
	for name, tt := range tests {
		if got := read(t, r, tt.text); got.Signs != tt.signs {
			t.Errorf("%s: signs %q, want %q", name, got.Signs, tt.signs)
		}
	}
}
