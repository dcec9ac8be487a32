package listing_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/deliver/listing"
	"github.com/gumgenie/gumgenie/internal/product"
)

// composed fills in offers and listing, as a run does.
func composed(in listing.Input) listing.Input {
	in.Product.Offers = listing.Offers(in)
	in.Product.Listing = listing.Compose(in)
	return in
}

// texts are all that a buyer reads, by place.
func texts(in listing.Input) map[string]string {
	l := in.Product.Listing
	all := map[string]string{"title": l.Title, "tagline": l.Tagline, "description": l.Description, "call": l.CallToAct}
	for _, f := range l.Facts {
		all["fact "+f.Name] = f.Value
	}
	for _, q := range l.FAQ {
		all["question "+q.Ask] = q.Answer
	}
	for _, o := range in.Product.Offers {
		all["offer "+o.Name] = strings.Join(o.Includes, "\n")
	}
	return all
}

func TestTitleHasTheRightLengthAndThePeople(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		category    product.Category
		title, whos string
		needs       []string
		least       int
		holds       string
	}{
		"right length stays":     {product.DigitalPlanners, "Meal and Sleep Planner for Night-Shift Nurses", "night-shift nurses", []string{"day-sleep log"}, 40, "Night-Shift Nurses"},
		"short names its needs":  {product.AIPrompts, "Prompts for Potters", "potters", []string{"glaze test record", "firing log"}, 40, "Potters"},
		"without people":         {product.DigitalPlanners, "Weekly Planner", "church organists", []string{"practice log", "service music plan"}, 40, "Organists"},
		"without needs":          {product.DigitalPlanners, "Planner for Bees", "bees", nil, 20, "Bees"},
		"long drops the subject": {product.DigitalPlanners, "Appointments, Money, Meals and School Planner for Foster Parents of Teenagers", "foster parents of teenagers", []string{"visit log"}, 30, "Foster Parents"},
		"very long people":       {product.AIPrompts, "Prompt Library for " + strings.Repeat("Very ", 30) + "Patient People", strings.Repeat("very ", 30) + "patient people", []string{"plan"}, 30, "Prompt Library for Very"},
		"dangling words go":      {product.DigitalPlanners, "Planner for Volunteers Who Look After an Old Lighthouse on a Small Island in the North", "volunteers who look after an old lighthouse on a small island in the north", []string{"rota"}, 20, "Volunteers"},
		"right to left":          {product.DigitalPlanners, "متتبع الصيام Planner", "عائلات", []string{"meal plan", "prayer log"}, 30, "متتبع"},
		"Chinese":                {product.AIPrompts, "陶艺 Prompt Library", "陶艺家", []string{"glaze record"}, 20, "陶艺"},
		"one long word":          {product.AIPrompts, strings.Repeat("x", 300), "", nil, 40, "xxx"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := sample{brief: "b", title: c.title, whos: c.whos, category: c.category, preset: "organized-efficiency", domains: []string{"self"}, needs: c.needs}
			title := listing.Compose(s.input()).Title
			if n := utf8.RuneCountInString(title); n < c.least || n > 60 {
				t.Errorf("title %q has %d characters, want %d to 60", title, n, c.least)
			}
			if !strings.Contains(title, c.holds) {
				t.Errorf("title %q does not name %q", title, c.holds)
			}
			for _, end := range []string{" with", " of", " the", " a", " on", " who", ",", ":"} {
				if strings.HasSuffix(strings.ToLower(title), end) {
					t.Errorf("title %q ends in %q", title, end)
				}
			}
			if n := len(regexp.MustCompile(`\d+`).FindAllString(title, -1)); n > 1 {
				t.Errorf("title %q has %d numbers, want at most one", title, n)
			}
		})
	}
}

// count is how a reader counts words, figures included.
func count(text string) int {
	return len(strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’' }))
}

func TestDescriptionHasTheUsualLength(t *testing.T) {
	t.Parallel()
	tiers := map[string][]product.Tier{
		"all tiers": nil, "starter": {product.Starter}, "ultimate": {product.Ultimate}, "mini": {product.Mini},
	}
	for name, s := range samples() {
		for which, only := range tiers {
			for _, licence := range []string{"personal", "commercial", "team"} {
				in := s.input()
				in.Profile.Licence, in.Profile.TeamSize = licence, 12
				if only != nil {
					keep := product.Counts{}
					for _, k := range only {
						if c, ok := in.Counts[k]; ok {
							keep[k] = c
						}
					}
					if len(keep) == 0 {
						continue
					}
					in.Counts = keep
				}
				least, most := 200, 350
				if s.category == product.AIPrompts {
					least, most = 300, 500
				}
				if n := count(listing.Compose(in).Description); n < least || n > most {
					t.Errorf("%s, %s, %s: %d words, want %d to %d", name, which, licence, n, least, most)
				}
			}
		}
	}
}

func TestManyNeedsAreNamedAsFarAsTheyFit(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"nurses", "potters"} {
		s := samples()[name]
		for i := range 14 {
			s.needs = append(s.needs, "rather long name of yet another need number "+string(rune('a'+i))+"/log")
		}
		d := listing.Compose(s.input()).Description
		most := 350
		if s.category == product.AIPrompts {
			most = 500
		}
		if n := count(d); n > most {
			t.Errorf("%s: %d words, want at most %d", name, n, most)
		}
		if !strings.Contains(strings.ToLower(d), "and more") {
			t.Errorf("%s: needs were left out and the text does not say so", name)
		}
	}
}

var (
	figure = regexp.MustCompile(`\d[\d,.]*\d|\d`)
	// notCounts are numbers that count nothing of the product.
	notCounts = regexp.MustCompile(`(?m)^\d\. |\b20\d\d(?:/20\d\d)?\b|11 × 8\.5 in|\d\d:\d\d|\bA4\b|[\w-]+\.(?:pdf|txt)\b|30 hives`)
)

func TestEveryNumberIsAClaim(t *testing.T) {
	t.Parallel()
	all := samples()
	bees := all["potters"]
	bees.brief, bees.title, bees.whos = "beekeeper with 30 hives", "Prompt Library for Beekeepers with 30 Hives", "beekeepers with 30 hives"
	all["bees"] = bees
	for name, s := range all {
		in := composed(s.input())
		claimed := map[int]bool{}
		for _, c := range in.Product.Listing.Claims {
			if got := in.Counts[c.Tier][c.ID]; got != c.Count {
				t.Errorf("%s: the claim %q says %d, counted are %d", name, c.Text, c.Count, got)
			}
			if !strings.HasPrefix(c.Text, strconv.Itoa(c.Count)) {
				t.Errorf("%s: the claim %q does not begin with its number %d", name, c.Text, c.Count)
			}
			claimed[c.Count] = true
		}
		if len(claimed) < 6 {
			t.Errorf("%s: %d different claims, want at least 6", name, len(claimed))
		}
		for where, text := range texts(in) {
			text = notCounts.ReplaceAllString(strings.ReplaceAll(text, "30 Hives", ""), "")
			for _, f := range figure.FindAllString(text, -1) {
				if n, err := strconv.Atoi(f); err != nil || !claimed[n] {
					t.Errorf("%s, %s: the number %s is no claim", name, where, f)
				}
			}
		}
	}
}

func TestNumbersComeFromTheCounts(t *testing.T) {
	t.Parallel()
	in := samples()["potters"].input()
	in.Counts[product.Ultimate]["prompts"] = 147
	in = composed(in)
	if d := in.Product.Listing.Description; !strings.Contains(d, "147 prompts") || strings.Contains(d, "150") {
		t.Errorf("the description does not follow the counts:\n%s", d)
	}
	delete(in.Counts[product.Ultimate], "cards")
	if d := listing.Compose(in).Description; strings.Contains(d, "role card") {
		t.Error("the description names role cards, and none were counted")
	}
}

func TestEditedFieldsStay(t *testing.T) {
	t.Parallel()
	in := samples()["potters"].input()
	own := product.Listing{
		Title: "Mine: 150 Prompts, 999 Prompts", Tagline: "my line", Description: "My own words, 30 worked examples.\n", CallToAct: "Take it",
		Tags: []string{"mine"}, FAQ: []product.Question{{Ask: "Mine?", Answer: "Yes."}},
	}
	own.Edited = []string{"title", "tagline", "description", "callToAction", "tags", "faq"}
	in.Product.Listing = own
	got := listing.Compose(in)
	if got.Title != own.Title || got.Tagline != own.Tagline || got.Description != own.Description || got.CallToAct != own.CallToAct || !slices.Equal(got.Tags, own.Tags) || !slices.Equal(got.FAQ, own.FAQ) {
		t.Errorf("an edited field was changed: %+v", got)
	}
	if !slices.Equal(got.Edited, own.Edited) {
		t.Errorf("edited fields: got %v, want %v", got.Edited, own.Edited)
	}
	claimed := func(n int) bool {
		return slices.ContainsFunc(got.Claims, func(c product.Claim) bool { return c.Count == n })
	}
	if !claimed(150) || !claimed(30) {
		t.Error("true numbers in edited texts are not claimed")
	}
	if claimed(999) {
		t.Error("the false number 999 is claimed")
	}
	if len(got.Facts) == 0 {
		t.Error("fields that were not edited are empty")
	}
}

func TestTrueStatementsStand(t *testing.T) {
	t.Parallel()
	planner := []string{
		"PDF with internal links", "Made for PDF annotation apps such as Goodnotes, Notability, Noteshelf, Xodo", "reading (read-only) mode",
		"On Goodnotes for Android or Windows links may not work", "Not a Goodnotes file", "no pre-cropped sticker book", "Not for OneNote",
		"No calendar sync, no reminders", "Phone screens are small", "No tablet or app is included", "No resale", "Personal licence",
	}
	prompts := []string{
		"Plain text; paste into any chat assistant that accepts text", "Results vary by model", "Not affiliated with OpenAI, Anthropic or Google", "No resale", "Personal licence",
	}
	for name, s := range samples() {
		want := planner
		if s.category == product.AIPrompts {
			want = prompts
		}
		d := listing.Compose(s.input()).Description
		for _, w := range want {
			if !strings.Contains(d, w) {
				t.Errorf("%s: the description does not say %q", name, w)
			}
		}
	}
	if d := listing.Compose(samples()["nurses"].input()).Description; !strings.Contains(d, "from 18:00 past midnight to 18:00") {
		t.Error("the night workers' day is not told")
	}
	mini := samples()["nurses"].input()
	mini.Counts = product.Counts{product.Starter: mini.Counts[product.Starter]}
	if d := listing.Compose(mini).Description; strings.Contains(d, "Prints at A4") || strings.Contains(d, "2027") || strings.Contains(d, "days are") || strings.Contains(d, "past midnight") {
		t.Errorf("a starter planner alone promises what only larger ones hold:\n%s", d)
	}
}

func TestNothingUntrueOrLeftOver(t *testing.T) {
	t.Parallel()
	bad := regexp.MustCompile(`(?i)lifetime|best.?sell|most popular|hurry|only today|limited|guarantee|testimonial|trusted by|customers|stars?\b|lorem|\{|\}|\[insert|TODO|%!|<nil>|undefined|  |\.\.|,\.| \.|\(\)|: \.|the the |the a `)
	for name, s := range samples() {
		for _, profile := range []product.Profile{{}, {Name: "Wren"}, {Contact: "a@b.example"}, {Licence: "team"}, {Licence: "commercial", Refund: "7-days"}} {
			in := s.input()
			in.Profile = profile
			in = composed(in)
			for where, text := range texts(in) {
				if m := bad.FindString(text); m != "" {
					t.Errorf("%s, %s, profile %+v: holds %q in %q", name, where, profile, m, text)
				}
				if where != "call" && strings.TrimSpace(text) == "" {
					t.Errorf("%s: %s is empty", name, where)
				}
			}
		}
	}
}

func TestWordingDiffersByBrief(t *testing.T) {
	t.Parallel()
	lines := map[string]int{}
	n := 0
	for _, s := range samples() {
		for _, other := range []string{"", " (again)", " (once more)"} {
			s.brief += other
			n++
			d := listing.Compose(s.input()).Description
			lines[strings.SplitN(d, "\n", 2)[0]]++
		}
	}
	if len(lines) < n/2 {
		t.Errorf("%d briefs begin in %d different ways, want at least half", n, len(lines))
	}
	a, b := listing.Compose(samples()["nurses"].input()), listing.Compose(samples()["nurses"].input())
	if a.Description != b.Description || a.Title != b.Title {
		t.Error("the same brief gives different texts")
	}
}

func TestOffers(t *testing.T) {
	t.Parallel()
	in := samples()["nurses"].input()
	in.Product.Offers = []product.Offer{{Tier: product.Pro, Name: "The big one", Price: 1500, Edited: true, Bundle: "bundles/x.zip", Bytes: 7}}
	offers := listing.Offers(in)
	if len(offers) != 4 {
		t.Fatalf("got %d offers, want 4", len(offers))
	}
	want := []int{0, 500, 1500, 1900}
	for i, o := range offers {
		if o.Price != want[i] {
			t.Errorf("%s costs %d, want %d", o.Name, o.Price, want[i])
		}
		if o.Evidence == "" || o.Currency != "USD" || len(o.Includes) < 4 {
			t.Errorf("offer %s is not complete: %+v", o.Name, o)
		}
	}
	if o := offers[2]; o.Name != "The big one" || !o.Edited || o.Bundle != "bundles/x.zip" || o.Bytes != 7 {
		t.Errorf("the creator's offer was changed: %+v", o)
	}
	for i, first := range []string{"", "", "Everything in Starter", "Everything in Pro"} {
		if got := strings.HasPrefix(offers[i].Includes[0], "Everything in"); got != (first != "") || !strings.HasPrefix(offers[i].Includes[0], first) {
			t.Errorf("%s begins with %q, want %q", offers[i].Name, offers[i].Includes[0], first)
		}
	}
}

func TestPricesInOtherCurrencies(t *testing.T) {
	t.Parallel()
	cases := map[string][3]int{"USD": {1200, 2900, 4900}, "EUR": {1100, 2600, 4400}, "JPY": {1800, 4400, 7400}, "INR": {100000, 250000, 420000}, "XAU": {1200, 2900, 4900}}
	for currency, want := range cases {
		in := samples()["potters"].input()
		in.Product.Request.Currency = currency
		for i, o := range listing.Offers(in) {
			if o.Price != want[i] || o.Currency != currency {
				t.Errorf("%s: %s costs %d %s, want %d", currency, o.Name, o.Price, o.Currency, want[i])
			}
			if (currency == "USD") == strings.Contains(o.Evidence, "rate") {
				t.Errorf("%s: evidence %q", currency, o.Evidence)
			}
		}
	}
}

func TestTagsSuitTheMarketplace(t *testing.T) {
	t.Parallel()
	for name, s := range samples() {
		tags := listing.Compose(s.input()).Tags
		if len(tags) < 8 || len(tags) > 12 {
			t.Errorf("%s: %d tags, want 8 to 12: %v", name, len(tags), tags)
		}
		seen := map[string]bool{}
		for _, tag := range tags {
			if n := utf8.RuneCountInString(tag); n < 2 || n > 20 || strings.ContainsAny(tag, ",#<>=") || seen[tag] {
				t.Errorf("%s: the tag %q is too long, too short, twice there or has a sign that shops refuse", name, tag)
			}
			seen[tag] = true
		}
	}
}

func TestAnswersAndFacts(t *testing.T) {
	t.Parallel()
	for name, s := range samples() {
		l := listing.Compose(s.input())
		if len(l.FAQ) < 6 {
			t.Errorf("%s: %d questions, want at least 6", name, len(l.FAQ))
		}
		if name != "general" && !slices.ContainsFunc(l.FAQ, func(q product.Question) bool {
			return strings.Contains(strings.ToLower(q.Answer), strings.SplitN(s.needs[len(s.needs)-1], "/", 2)[0])
		}) {
			t.Errorf("%s: no answer names the last need", name)
		}
		have := map[string]bool{}
		for _, f := range l.Facts {
			have[f.Name] = true
		}
		main := "Pages"
		if s.category == product.AIPrompts {
			main = "Prompts"
		}
		for _, want := range []string{"Format", main, "Works with", "Variants", "Licence", "Version"} {
			if !have[want] {
				t.Errorf("%s: there is no fact %q", name, want)
			}
		}
		if n := utf8.RuneCountInString(l.Tagline); n < 20 || n > 200 {
			t.Errorf("%s: the tagline has %d characters: %q", name, n, l.Tagline)
		}
	}
}

func TestAFewNeedsOrNoneAreEnough(t *testing.T) {
	t.Parallel()
	for _, s := range samples() {
		in := s.input()
		in.Reading = brief.Reading{}
		in.Counts = nil
		in = composed(in)
		if in.Product.Listing.Title == "" || in.Product.Listing.Description == "" || len(in.Product.Offers) == 0 {
			t.Errorf("%s: without a reading and counts the listing is empty", s.brief)
		}
		if len(in.Product.Listing.Claims) != 0 {
			t.Errorf("%s: claims without counts: %v", s.brief, in.Product.Listing.Claims)
		}
	}
}
