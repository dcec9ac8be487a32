package catalog_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/catalog"
)

func people(t *testing.T) *catalog.People {
	t.Helper()
	p, err := catalog.New().People()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestThereArePeopleEnough(t *testing.T) {
	t.Parallel()
	p := people(t)
	entries, names := map[catalog.PartKind]int{}, map[catalog.PartKind]int{}
	for _, part := range append(slices.Clone(p.Parts), p.Trades...) {
		entries[part.Kind]++
		names[part.Kind] += len(part.Names)
	}
	t.Logf("entries %v, names %v", entries, names)
	for kind, least := range map[catalog.PartKind][2]int{ // entries, names
		catalog.Niche: {161, 900}, catalog.Hobby: {150, 1000}, catalog.Situation: {45, 600}, catalog.Role: {18, 400},
		catalog.Activity: {60, 600}, catalog.Object: {150, 700}, catalog.Constraint: {48, 300}, catalog.TradeKind: {900, 20000},
	} {
		if entries[kind] < least[0] || names[kind] < least[1] {
			t.Errorf("%s: %d entries with %d names, want %v", kind, entries[kind], names[kind], least)
		}
	}
}

func TestPeopleAreWhole(t *testing.T) {
	t.Parallel()
	p := people(t)
	ids, names := map[string]bool{}, map[string]string{}
	for _, part := range append(slices.Clone(p.Parts), p.Trades...) {
		if ids[part.ID] {
			t.Errorf("the id %s is taken twice", part.ID)
		}
		ids[part.ID] = true
		if part.Kind != catalog.TradeKind {
			for _, n := range part.Names {
				if at, twice := names[strings.ToLower(n)]; twice {
					t.Errorf("%s: the name %q is taken by %s", part.ID, n, at)
				}
				names[strings.ToLower(n)] = part.ID
			}
		}
		for _, fault := range partFaults(p, part) {
			t.Errorf("%s %s: %s", part.Kind, part.ID, fault)
		}
	}
	for _, d := range catalog.Domains() {
		pool := p.Pool(d)
		if len(pool) < 8 {
			t.Errorf("domain %s has %d needs in reserve, want 8", d, len(pool))
		}
		for _, n := range pool {
			for _, fault := range needFaults(n) {
				t.Errorf("domain %s: %s", d, fault)
			}
		}
	}
}

func partFaults(p *catalog.People, part catalog.Part) []string {
	var bad []string
	check := func(ok bool, what string) {
		if !ok {
			bad = append(bad, what)
		}
	}
	check(len(part.Names) > 0 || part.Kind == catalog.TradeKind, "no names")
	check(len(part.Domains) > 0, "no domains")
	for _, d := range part.Domains {
		check(slices.Contains(catalog.Domains(), d), "unknown domain "+d)
	}
	for _, r := range part.Rules {
		_, ok := p.Rule(r)
		check(ok, "unknown rule "+r)
	}
	least, terms := 2, 2
	switch part.Kind {
	case catalog.Niche:
		least, terms = 8, 6
		check(len(part.Needs) <= 12, "more than 12 needs")
		check(part.Setting != "" && len(part.Tools) >= 3, "no setting, or less than 3 tools")
	case catalog.Hobby, catalog.Situation, catalog.Role, catalog.TradeKind:
		least, terms = 2, 6
	case catalog.Activity, catalog.Constraint:
		least, terms = 1, 2
	}
	check(len(part.Needs) >= least || part.Kind == catalog.TradeKind && len(part.Needs) > 0, "too few needs")
	check(len(part.Terms) >= terms, "too few terms")
	switch part.Kind {
	case catalog.Niche, catalog.Hobby, catalog.Situation, catalog.Role, catalog.TradeKind:
		check(part.Who != "" && part.Whos != "", "nobody is named")
	case catalog.Activity:
		check(part.Doing != "", "no doing")
	case catalog.Constraint:
		check(part.With != "", "no with")
	}
	ids := map[string]bool{}
	for _, n := range part.Needs {
		check(!ids[n.ID], "the need "+n.ID+" is there twice")
		ids[n.ID] = true
		bad = append(bad, needFaults(n)...)
	}
	for _, term := range append(slices.Clone(part.Terms), part.Tools...) {
		check(len([]rune(term)) <= 40 && !strings.ContainsAny(term, "()[]{}\"/:;|"), "the term "+term+" does not read well")
	}
	return bad
}

var needName = regexp.MustCompile(`^[\pL0-9][\pL0-9 ,'’-]*$`)

func needFaults(n catalog.Need) []string {
	var bad []string
	check := func(ok bool, what string) {
		if !ok {
			bad = append(bad, "need "+n.ID+": "+what)
		}
	}
	check(kebabPattern.MatchString(n.ID), "the id is not kebab")
	check(needName.MatchString(n.Name) && len([]rune(n.Name)) <= 60, "the name "+n.Name+" does not read as a short noun phrase")
	for _, start := range []string{"a ", "an ", "the ", "my ", "how to "} {
		check(!strings.HasPrefix(strings.ToLower(n.Name), start), "the name starts with "+start)
	}
	check(len(n.Themes) > 0, "no themes")
	for _, th := range n.Themes {
		check(slices.Contains(catalog.Themes(), th), "unknown theme "+th)
	}
	check(len(n.Details) != 0, "no details")
	for _, d := range n.Details {
		check(d != "" && len([]rune(d)) <= 40, "the detail "+d+" is empty or long")
	}
	return bad
}

func TestRulesOfPeopleCompile(t *testing.T) {
	t.Parallel()
	p := people(t)
	used := map[string]bool{}
	for _, part := range p.Parts {
		for _, id := range part.Rules {
			used[id] = true
		}
	}
	for id := range used {
		r, ok := p.Rule(id)
		if !ok {
			continue // TestPeopleAreWhole says so
		}
		if r.Text == "" || len(r.Forbid)+len(r.Require) == 0 {
			t.Errorf("rule %s can neither be told nor checked", id)
		}
		for _, what := range r.Require { // what no product can prove would fail them all
			if what != "day-crosses-midnight" {
				t.Errorf("rule %s requires %q, which no product can prove", id, what)
			}
		}
		for _, f := range r.Forbid {
			if _, err := regexp.Compile("(?i)" + f); err != nil {
				t.Errorf("rule %s: %v", id, err)
			}
		}
	}
}

func TestNoContentOfPeopleBreaksTheirOwnRules(t *testing.T) {
	t.Parallel()
	p := people(t)
	for _, part := range p.Parts {
		var texts []string
		for _, n := range part.Needs {
			texts = append(append(texts, n.Name), n.Details...)
		}
		texts = append(append(texts, part.Terms...), part.Tools...)
		for _, id := range part.Rules {
			r, _ := p.Rule(id)
			for _, f := range r.Forbid {
				re := regexp.MustCompile("(?i)" + f)
				for _, s := range texts {
					if re.MatchString(s) {
						t.Errorf("%s: %q breaks the rule %s", part.ID, s, id)
					}
				}
			}
		}
	}
}

func TestBadTradesAreRefused(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ text, says string }{
		"short need":   {"=1|id|name|log", "line 1"},
		"no number":    {"=x|id|name|log|", "line 1"},
		"short trade":  {"# a comment\n11|one|several", "line 2"},
		"unknown need": {"11|one|several|office|7|a|b|c", "no need 7"},
	}
	for name, tt := range tests {
		if _, err := catalog.ParseTrades(tt.text); err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: error %v, want one that says %q", name, err, tt.says)
		}
	}
	got, err := catalog.ParseTrades("=1|id|some log|log review|a;b\n11|potter|potters|making|1 +notes_on_clay|kiln;glaze||potter;thrower\n")
	if err != nil || len(got) != 1 || len(got[0].Needs) != 2 || got[0].Needs[1].Name != "notes on clay" || len(got[0].Names) != 2 {
		t.Errorf("a good trade: %+v, %v", got, err)
	}
}

func FuzzParseTrades(f *testing.F) {
	f.Add("=1|id|some log|log review|a;b\n11|potter|potters|making|1 +notes_on_clay|kiln;glaze||potter;thrower\n")
	f.Add("#\n=|\n|||||||\n")
	f.Fuzz(func(t *testing.T, text string) {
		trades, err := catalog.ParseTrades(text)
		if err == nil {
			for _, p := range trades {
				if p.Kind != catalog.TradeKind {
					t.Errorf("a trade of the kind %q", p.Kind)
				}
			}
		}
	})
}
