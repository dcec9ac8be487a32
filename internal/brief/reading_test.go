package brief_test

import (
	"bufio"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/product"
)

// labelled is a brief with the first domains and the kinds of selection that
// would be sensible, if known.
type labelled struct {
	text    string
	domains []string
	kinds   []string
}

func load(t *testing.T, name string) []labelled {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []labelled
	for sc := bufio.NewScanner(f); sc.Scan(); {
		line := sc.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		fields := strings.Split(line, " | ")
		l := labelled{text: fields[0]}
		if len(fields) > 1 {
			l.domains = strings.Split(fields[1], "/")
		}
		if len(fields) > 2 {
			l.kinds = strings.Split(fields[2], "/")
		}
		all = append(all, l)
	}
	return all
}

func read(t *testing.T, r *brief.Reader, text string) brief.Reading {
	t.Helper()
	got, err := r.Read(text)
	if err != nil {
		t.Fatalf("read %q: %v", text, err)
	}
	return got
}

// wrong returns what a reading breaks of its promises.
func wrong(r brief.Reading) []string {
	var bad []string
	check := func(ok bool, what string) {
		if !ok {
			bad = append(bad, what)
		}
	}
	check(len(r.Needs) >= 8 && len(r.Needs) <= 14, "8 to 14 needs")
	check(len(r.Terms) >= 6, "6 terms")
	check(r.Who != "" && r.Whos != "", "people")
	n := utf8.RuneCountInString(r.Title)
	check(n > 3 && n <= 70, "a title of at most 70 characters: "+r.Title)
	check(len(r.Domains) > 0 && len(r.Domains) <= 5, "1 to 5 domains")
	check(r.Day.To > r.Day.From, "a day")
	check(r.Selection.Note != "" && r.Selection.Matched != nil, "a selection with a note")
	_, known := catalog.SpecOf(r.Category)
	check(known, "a category that can be made")
	ids := map[string]bool{}
	for _, need := range r.Needs {
		check(need.ID != "" && !ids[need.ID], "needs of different ids: "+need.ID)
		ids[need.ID] = true
		check(need.Name != "" && need.From != "" && len(need.Themes) > 0, "whole needs: "+need.ID)
	}
	crosses := slices.ContainsFunc(r.Rules, func(rule brief.Rule) bool { return rule.ID == "day-crosses-midnight" })
	check(crosses == r.Day.Crosses(), "the rule of midnight where a day crosses it")
	return bad
}

func TestBriefsOutsideTheNichesAreUnderstood(t *testing.T) {
	t.Parallel()
	r := brief.NewReader(catalog.New())
	for _, name := range []string{"outside.txt", "second.txt", "third.txt"} {
		all := load(t, name)
		general, right, labels, otherKind := 0, 0, 0, 0
		for _, l := range all {
			got := read(t, r, l.text)
			for _, bad := range wrong(got) {
				t.Errorf("%s: want %s", l.text, bad)
			}
			if got.Selection.Kind == product.General {
				general++
				t.Logf("general: %s", l.text)
			}
			if l.kinds != nil && !slices.Contains(l.kinds, string(got.Selection.Kind)) {
				otherKind++
				t.Logf("kind of %q is %s, want one of %v", l.text, got.Selection.Kind, l.kinds)
			}
			if l.domains == nil {
				continue
			}
			labels++
			if slices.Contains(l.domains, got.Domains[0]) {
				right++
			} else {
				t.Logf("first domain of %q is %v, want one of %v", l.text, got.Domains, l.domains)
			}
		}
		t.Logf("%s: %d briefs, %d general (%.1f %%), first domain right in %d of %d (%.1f %%)",
			name, len(all), general, 100*float64(general)/float64(len(all)), right, labels, 100*float64(right)/float64(labels))
		if otherKind*20 > len(all) {
			t.Errorf("%s: %d of %d selections are of another kind, want at most a twentieth", name, otherKind, len(all))
		}
		if len(all) < 60 || general*10 > len(all) {
			t.Errorf("%s: %d of %d briefs fell to the general selection, want at most a tenth", name, general, len(all))
		}
		if right*100 < 85*labels {
			t.Errorf("%s: the first domain is right in %d of %d, want 85 %%", name, right, labels)
		}
	}
}

func TestEveryNicheIsFoundByEachOfItsNames(t *testing.T) {
	t.Parallel()
	cat := catalog.New()
	people, err := cat.People()
	if err != nil {
		t.Fatal(err)
	}
	r := brief.NewReader(cat)
	names := 0
	for _, p := range people.Parts {
		for _, name := range p.Names {
			names++
			got := read(t, r, "Something for "+name)
			if p.Kind == catalog.Constraint {
				if !slices.Contains(got.Tags, p.ID) && got.Selection.Kind == product.General {
					t.Errorf("constraint %s is not found by %q: %v", p.ID, name, got.Selection.Matched)
				}
				continue
			}
			if p.Kind == catalog.Niche && (got.Selection.Kind != product.FromNiche || !slices.Contains(got.Selection.Matched, p.Names[0])) {
				t.Errorf("niche %s is not found by %q: %s %v", p.ID, name, got.Selection.Kind, got.Selection.Matched)
			}
			if !slices.ContainsFunc(got.Needs, func(n brief.Need) bool {
				return slices.ContainsFunc(p.Needs, func(o catalog.Need) bool { return o.ID == n.ID })
			}) {
				t.Errorf("%s %s brings no need when named %q: %v", p.Kind, p.ID, name, got.Selection.Matched)
			}
		}
	}
	t.Logf("%d names", names)
}

func TestTradesAreFoundByTheirNames(t *testing.T) {
	t.Parallel()
	cat := catalog.New()
	people, err := cat.People()
	if err != nil {
		t.Fatal(err)
	}
	r := brief.NewReader(cat)
	names, general := 0, 0
	for i, p := range people.Trades {
		for k, name := range p.Names {
			if (i+k)%5 != 0 { // a fifth is enough for a share
				continue
			}
			names++
			got := read(t, r, "Planner for "+name)
			if got.Selection.Kind == product.General {
				general++
			}
			for _, bad := range wrong(got) {
				t.Errorf("%s: want %s", name, bad)
			}
		}
	}
	t.Logf("%d names of trades, %d general", names, general)
	if general*20 > names {
		t.Errorf("%d of %d names of trades fell to the general selection, want at most a twentieth", general, names)
	}
}

func TestPartsCombine(t *testing.T) {
	t.Parallel()
	r := brief.NewReader(catalog.New())
	tests := map[string]struct {
		text  string
		kind  product.SelectionKind
		needs []string // needs that must be there, by name
		tags  []string
		rules []string
		day   product.Hours
		title string
		whos  string
	}{
		"night-shift nurse": {
			"Meal and sleep planner for night-shift nurses", product.FromNiche,
			[]string{"day-sleep log", "meal prep around a night shift", "rota with night blocks and flip days", "weekly meal plan"},
			[]string{"nights"}, []string{"no-patient-data", "day-crosses-midnight"}, product.Hours{From: 18, To: 42},
			"Meal and Sleep Planner for Night-Shift Nurses", "night-shift nurses",
		},
		"a place": {
			"wedding photographers in Iceland", product.FromNiche,
			[]string{"shoot brief with shot list", "season and weather calendar for Iceland"}, nil, nil, product.Hours{From: 6, To: 22},
			"Planner for Wedding Photographers in Iceland", "wedding photographers",
		},
		"an object": {
			"sourdough bakery owners", product.FromNiche,
			[]string{"starter feeding log", "recipe cost per portion", "allergen matrix"}, nil, []string{"food-safety"}, product.Hours{From: 3, To: 21},
			"Kitchen and Order Planner for Sourdough Bakery Owners", "sourdough bakery owners",
		},
		"a family on the way": {
			"parents of twins who travel", product.FromNiche,
			[]string{"feed and sleep log for two", "itinerary by day"}, []string{"twins", "travel"}, []string{"no-child-names"}, product.Hours{From: 6, To: 22},
			"Family and Home Planner for Parents of Twins Who Travel", "parents of twins who travel",
		},
		"a trade at night": {
			"Night porters with diabetes", product.FromNiche,
			[]string{"day-sleep log"}, []string{"nights", "diabetes"}, []string{"day-crosses-midnight", "no-dosing"}, product.Hours{From: 18, To: 42},
			"Shift and Rest Planner for Night Porters with Diabetes", "night porters with diabetes",
		},
		"early is no night": {
			"Dairy farmers", product.FromNiche, []string{"feed and forage plan"}, nil, []string{"no-veterinary-advice"}, product.Hours{From: 3, To: 21},
			"Season and Harvest Planner for Dairy Farmers", "dairy farmers",
		},
	}
	for name, tt := range tests {
		got := read(t, r, tt.text)
		if got.Selection.Kind != tt.kind || got.Title != tt.title || got.Whos != tt.whos || got.Day != tt.day {
			t.Errorf("%s: got %s, %q, %q, %v\nwant %s, %q, %q, %v", name, got.Selection.Kind, got.Title, got.Whos, got.Day, tt.kind, tt.title, tt.whos, tt.day)
		}
		for _, n := range tt.needs {
			if !slices.ContainsFunc(got.Needs, func(have brief.Need) bool { return have.Name == n }) {
				t.Errorf("%s: the need %q is not there", name, n)
			}
		}
		for _, tag := range tt.tags {
			if !slices.Contains(got.Tags, tag) {
				t.Errorf("%s: tags %v, want %s", name, got.Tags, tag)
			}
		}
		for _, id := range tt.rules {
			if !slices.ContainsFunc(got.Rules, func(rule brief.Rule) bool { return rule.ID == id }) {
				t.Errorf("%s: the rule %s is not there", name, id)
			}
		}
	}
}

func TestNearlyEveryPartBringsANeed(t *testing.T) {
	t.Parallel()
	r := brief.NewReader(catalog.New())
	parts, silent := 0, 0
	for _, l := range append(load(t, "outside.txt"), load(t, "second.txt")...) {
		got := read(t, r, l.text)
		for _, m := range got.Selection.Matched {
			parts++
			if !slices.ContainsFunc(got.Needs, func(n brief.Need) bool { return n.From == m }) {
				silent++ // all it asks for is there already, by another part
				t.Logf("%s: %q was recognised and brings nothing of its own", l.text, m)
			}
		}
	}
	t.Logf("%d parts, %d of them bring nothing that another did not bring", parts, silent)
	if silent*50 > parts {
		t.Errorf("%d of %d parts bring no need, want at most a fiftieth", silent, parts)
	}
}
