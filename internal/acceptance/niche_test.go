package acceptance_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/inspect"
	"github.com/gumgenie/gumgenie/internal/product"
)

// wordsOf splits a text into words, in lower case, without blanks.
func wordsOf(s string, leave map[string]bool) []string {
	s = strings.ToLower(blank.ReplaceAllString(s, " "))
	all := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' })
	return slices.DeleteFunc(all, func(w string) bool { return leave[w] || leave[strings.TrimSuffix(w, "s")] })
}

// grams are the runs of five words.
func grams(words []string) map[string]bool {
	all := map[string]bool{}
	for i := 0; i+5 <= len(words); i++ {
		all[strings.Join(words[i:i+5], " ")] = true
	}
	return all
}

// share is how much of the smaller set is in the other.
func share(a, b map[string]bool) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	both := 0
	for g := range a {
		if b[g] {
			both++
		}
	}
	return float64(both) / float64(max(1, len(a)))
}

// distinct compares every prompt of a library with every other.
func distinct(t *testing.T, m made) {
	t.Helper()
	rows := m.table(t, product.Ultimate)
	sets := make([]map[string]bool, len(rows))
	worst := 0.0
	for i, r := range rows {
		sets[i] = grams(wordsOf(r["Prompt"], nil))
		for j := range i {
			m.l.count("pairs of prompts compared", 1)
			s := share(sets[i], sets[j])
			if worst = max(worst, s); s > 0.40 {
				t.Errorf("%s: %s and %s share %.0f %% of their 5-grams", m.Slug, rows[j]["Number"], r["Number"], 100*s)
			}
		}
	}
	m.l.remark("pairs of prompts compared, worst of "+m.Slug, fmt.Sprintf("%.0f %% shared", 100*worst))
}

// own collects the words that belong to the people of a product.
func own(ms ...made) map[string]bool {
	all := map[string]bool{}
	for _, m := range ms {
		reading, err := brief.NewReader(catalog.New()).Read(m.Brief)
		if err != nil {
			continue
		}
		texts := []string{m.Brief, m.Title, reading.Who, reading.Whos, reading.Subject, strings.Join(reading.Terms, " "), strings.Join(reading.Tools, " ")}
		for _, n := range reading.Needs {
			texts = append(texts, n.Name, strings.Join(n.Details, " "))
		}
		for _, w := range wordsOf(strings.Join(texts, " "), nil) {
			if len(w) > 3 {
				all[w] = true
			}
		}
	}
	return all
}

// apart compares products of unrelated briefs at the same tier, without the
// words of their people: at most 30 % may be alike.
func apart(t *testing.T, libraries, planners []made) {
	t.Helper()
	a, b := libraries[0], libraries[1]
	leave := own(a, b)
	for _, tier := range a.tiers() {
		var other []map[string]bool
		for _, r := range b.table(t, tier) {
			other = append(other, grams(wordsOf(r["Prompt"], leave)))
		}
		rows, same := a.table(t, tier), 0
		for _, r := range rows {
			mine := grams(wordsOf(r["Prompt"], leave))
			if slices.ContainsFunc(other, func(o map[string]bool) bool { return share(mine, o) > 0.5 }) {
				same++
			}
		}
		part := 100 * float64(same) / float64(len(rows))
		a.l.remark("prompts shared by unrelated briefs, "+string(tier), fmt.Sprintf("%d of %d", same, len(rows)))
		if part > 30 {
			t.Errorf("%s: %d of %d prompts are those of the other niche (%.0f %%)", tier, same, len(rows), part)
		}
	}
	nurses, growers := planners[0], planners[2]
	leave = own(nurses, growers)
	mine, theirs := modules(t, nurses, leave), modules(t, growers, leave)
	same := 0
	for title, set := range mine {
		for other, o := range theirs {
			if strings.EqualFold(title, other) || share(set, o) > 0.6 {
				same++
				break
			}
		}
	}
	nurses.l.remark("pages shared by unrelated briefs, starter", fmt.Sprintf("%d of %d", same, len(mine)))
	if len(mine) < 12 || float64(same) > 0.3*float64(len(mine)) {
		t.Errorf("%d of %d pages of the starter tier are those of the other niche", same, len(mine))
	}
}

// outline returns the bookmarks of a PDF.
func (m made) outline(t *testing.T, name string) []inspect.Bookmark {
	t.Helper()
	doc, err := inspect.PDF(m.read(t, name))
	if err != nil {
		t.Fatal(err)
	}
	all, err := doc.Outline()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// modules are the words on the pages for the needs in a starter planner, by
// title, without the niche's and without those on every page.
func modules(t *testing.T, m made, leave map[string]bool) map[string]map[string]bool {
	t.Helper()
	name := "starter/main/01-planner-undated-monday.pdf"
	pages, seen, all := m.text(t, name), map[string]int{}, map[string]map[string]bool{}
	for _, b := range m.outline(t, name) {
		if b.Title != "Pages for your needs" {
			continue
		}
		for _, k := range b.Kids {
			set := map[string]bool{}
			for _, w := range wordsOf(pages[k.Page], leave) {
				set[w] = true
			}
			for w := range set {
				seen[w]++
			}
			all[k.Title] = set
		}
	}
	for _, set := range all {
		for w := range set {
			if 2*seen[w] > len(all) {
				delete(set, w)
			}
		}
	}
	return all
}

// needs finds a page, or five prompts, for each thing that the people need.
func needs(t *testing.T, p made, libraries []made) {
	t.Helper()
	read := func(m made) brief.Reading {
		r, err := brief.NewReader(catalog.New()).Read(m.Brief)
		if err != nil || len(r.Needs) < 8 {
			t.Fatalf("%q: %d needs, %v", m.Brief, len(r.Needs), err)
		}
		return r
	}
	for _, n := range read(p).Needs {
		p.l.count("needs that are served", 1)
		found := false
		p.Items(product.Ultimate, func(_ *product.Section, it *product.Item) {
			found = found || it.Kind == product.Page && slices.Contains(it.Needs, n.ID)
		})
		if !found {
			t.Errorf("%s: no page serves %q", p.Slug, n.Name)
		}
	}
	for _, m := range libraries {
		for _, n := range read(m).Needs {
			m.l.count("needs that are served", 1)
			found := 0
			for _, r := range m.table(t, product.Ultimate) {
				if strings.Contains(strings.ToLower(r["Needs"]), strings.ToLower(n.Name)) {
					found++
				}
			}
			if found < 5 {
				t.Errorf("%s: %d prompts serve %q, want at least 5", m.Slug, found, n.Name)
			}
		}
	}
}
