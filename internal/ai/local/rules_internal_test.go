package local

import (
	"fmt"
	"hash/fnv"
	"os"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/art"
	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
)

// forbidden lists the expressions of all rules of the catalog.
func forbidden(t *testing.T) []string {
	t.Helper()
	data, err := os.ReadFile("../../catalog/data/people/rules.json")
	if err != nil {
		t.Fatal(err)
	}
	rules, err := catalog.Decode[catalog.Rule](data)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, r := range rules {
		all = append(all, r.Forbid...)
	}
	if len(all) < 100 {
		t.Fatalf("the catalog forbids %d things: they are not read", len(all))
	}
	return all
}

// TestEveryMatchHasASign makes texts that the rules forbid, in letters of any
// size, within other words: none gets by for want of a sign.
func TestEveryMatchHasASign(t *testing.T) {
	t.Parallel()
	var book ruleBook
	signed := 0
	sources := forbidden(t)
	for _, source := range sources {
		r, err := book.rule(source)
		if err != nil {
			t.Fatal(err)
		}
		if len(r.signs) > 0 {
			signed++
		}
		re, said := regexp.MustCompile("(?i)"+source), rapid.StringMatching(source)
		matches := 0
		for n := range 12 {
			text := []string{"", "Write: ", "A line.\n"}[n%3] + said.Example(n) + []string{"", " and more", "\nA line."}[n/3%3]
			if n%2 == 1 {
				text = strings.ToUpper(text)
			}
			want := re.MatchString(text)
			if got := (ban{r}).text(text); got != want {
				t.Errorf("%q: forbidden by %s: got %v, want %v", text, source, got, want)
			}
			if want {
				matches++
			}
		}
		if matches == 0 {
			t.Errorf("no text that %s matches was made", source)
		}
	}
	if part := float64(signed) / float64(len(sources)); part < 0.8 {
		t.Errorf("%.0f %% of the rules have signs: most are looked for the long way", 100*part)
	}
}

// TestBansAreThoseOfTheExpressions holds the rules of the catalog, all at once and
// asked twice, against all that is in it.
func TestBansAreThoseOfTheExpressions(t *testing.T) {
	t.Parallel()
	cat := catalog.New()
	var book ruleBook
	sources := append(forbidden(t), `\bwaste\b`, `table`, `(?m)^\W*date\W*$`, `\[(?:the list|notes)\]`)
	r := &brief.Reading{Rules: []brief.Rule{{Forbid: sources}}}
	re := regexp.MustCompile("(?i)(?:" + strings.Join(sources, ")|(?:") + ")")
	fams, err := allFamilies(cat)
	if err != nil {
		t.Fatal(err)
	}
	mods, err := allModules(cat)
	if err != nil {
		t.Fatal(err)
	}
	b, banned, looked := book.bans(r), 0, 0
	twice := func(what string, want bool, asked func() bool) {
		if got, again := asked(), asked(); got != want || again != want {
			t.Errorf("%s: banned %v, then %v, want %v", what, got, again, want)
		}
		if looked++; want {
			banned++
		}
	}
	for i := 0; i < len(fams.all); i += 9 { // the expressions take their time
		k := &fams.all[i]
		twice("family "+k.ID, re.MatchString(k.says()), func() bool { return b.family(k) })
	}
	for i := 0; i < len(mods); i += 5 {
		c := &mods[i]
		twice("module "+c.ID, re.MatchString(c.Name+"\n"+c.Purpose) || (&rule{re: re}).blocks(c.Blocks), func() bool { return b.module(c) })
	}
	for i, e := range art.Stickers() {
		if i%5 == 0 {
			twice("sticker "+e.ID, re.MatchString(e.Name), func() bool { return b.text(e.Name) })
		}
	}
	if banned < 5 || banned > looked-5 {
		t.Errorf("%d of %d are banned: nothing is shown", banned, looked)
	}
	if len(book.bans(&brief.Reading{Rules: []brief.Rule{{Forbid: []string{"fine", "("}}}})) != 0 {
		t.Error("a rule that cannot be read: some are held all the same")
	}
}

// TestFillIsReplacing fills texts full of braces.
func TestFillIsReplacing(t *testing.T) {
	t.Parallel()
	s := slots{who: "W{need}", whos: "", work: "K", need: "N", also: "A", third: "T", terms: "E", setting: "S", term: "M"}
	r := strings.NewReplacer("{who}", s.who, "{whos}", s.whos, "{work}", s.work, "{need}", s.need, "{also}", s.also, "{third}", s.third,
		"{terms}", s.terms, "{setting}", s.setting, "{term}", s.term)
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"{who}", "{whos}", "{need}", "{term}", "{terms}", "{tool}", "{", "}", "{{", "need}", "é", " a "})).Draw(t, "parts"), "")
		if got, want := s.fill(text), r.Replace(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	})
}

// TestRankGoesOnFromTheBrief holds the hash that is gone on with against the one of
// everything at once.
func TestRankGoesOnFromTheBrief(t *testing.T) {
	t.Parallel()
	o := newOrder(ai.Order{Seed: 7, Reading: brief.Reading{Who: "nurse", Tags: []string{"nights", "budget"}}})
	h := fnv.New64a()
	_, _ = fmt.Fprint(h, "7|nurse|nights,budget|plan-é")
	want := h.Sum64()
	want ^= want >> 33
	want *= 0xff51afd7ed558ccd
	want ^= want >> 33
	if got := o.rank("plan", "-é"); got != want {
		t.Errorf("got %d, want %d", got, want)
	}
}
