package acceptance_test

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/gumgenie/gumgenie/internal/inspect"
	"github.com/gumgenie/gumgenie/internal/product"
)

// links follows every link: the page it lands on, as pdftotext reads it, has
// the words that the link says. Every page can be reached, and a finger can hit
// what it shall.
func links(t *testing.T, m made) {
	t.Helper()
	for _, name := range m.editions(t) {
		doc, err := inspect.PDF(m.read(t, name))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		pages := m.text(t, name)
		if len(pages) != doc.Pages() {
			t.Fatalf("%s: pdftotext reads %d pages, there are %d", name, len(pages), doc.Pages())
		}
		words, joined := make([]map[string]bool, len(pages)), make([]string, len(pages))
		for i, p := range pages {
			words[i], joined[i] = tokens(p), strings.ToLower(flat(p))
		}
		outline, err := doc.Outline()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		covers := covered(outline)
		graph := make([][]int, len(pages))
		wrong, tiny := 0, math.MaxFloat64
		for i := range pages {
			all, err := doc.Page(i).Links()
			if err != nil {
				t.Fatalf("%s, page %d: %v", name, i+1, err)
			}
			for _, l := range all {
				if l.URI != "" {
					continue
				}
				m.l.count("links followed", 1)
				tiny = min(tiny, l.Box.W, l.Box.H)
				to := max(0, l.Page)
				right := subset(named(l.Label), words[to]) || strings.Contains(joined[to], strings.ToLower(flat(l.Label)))
				if l.Label == "goes on" {
					right = to == i+1
				}
				if page, ok := covers[l.Label]; ok { // named after what it shows
					right = to == page
				}
				if l.Dead || l.Label == "" || !right {
					if wrong++; wrong < 5 {
						t.Errorf("%s, page %d: the link %q lands on page %d: %.120q", name, i+1, l.Label, l.Page+1, pages[max(0, l.Page)])
					}
					continue
				}
				graph[i] = append(graph[i], l.Page)
			}
		}
		if m.Category == product.DigitalPlanners && strings.Contains(name, "/main/") && !strings.Contains(name, "print") {
			orphans(t, name, graph, pages)
			if tiny < 23.9 {
				t.Errorf("%s: a link is only %.1f pt", name, tiny)
			}
		}
		bookmarks(t, m, name, outline, words)
	}
}

// orphans reports pages that no way leads to from the first ones.
func orphans(t *testing.T, name string, graph [][]int, pages []string) {
	t.Helper()
	reached, todo := make([]bool, len(graph)), []int{0, 1} // the cover and the index
	for len(todo) > 0 {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if !reached[at] {
			reached[at] = true
			todo = append(todo, graph[at]...)
		}
	}
	for i, ok := range reached {
		if !ok {
			t.Errorf("%s: no link leads to page %d: %.120q", name, i+1, pages[i])
			return
		}
	}
	for i, to := range graph[2:] {
		if len(to) > 0 && !slices.Contains(to, 1) {
			t.Errorf("%s: page %d has no way back to the index", name, i+3)
			return
		}
	}
}

func bookmarks(t *testing.T, m made, name string, outline []inspect.Bookmark, words []map[string]bool) {
	t.Helper()
	var walk func([]inspect.Bookmark, bool)
	walk = func(all []inspect.Bookmark, pictures bool) {
		for _, b := range all {
			m.l.count("bookmarks followed", 1)
			if b.Page < 0 {
				t.Errorf("%s: the bookmark %q leads nowhere", name, b.Title)
				continue
			}
			// covers are named after what they show
			if !pictures && b.Title != "Cover" && !subset(named(b.Title), words[b.Page]) && len(b.Kids) == 0 {
				t.Errorf("%s: the bookmark %q leads to page %d, which says otherwise", name, b.Title, b.Page+1)
			}
			walk(b.Kids, b.Title == "Covers")
		}
	}
	walk(outline, false)
	if len(outline) == 0 && !strings.Contains(name, "/bonus/") && !strings.HasSuffix(name, "00-start-here.pdf") {
		t.Errorf("%s has no outline", name)
	}
}

// covered are the pages of covers by what they show, which is no text.
func covered(outline []inspect.Bookmark) map[string]int {
	all := map[string]int{}
	for _, b := range outline {
		if b.Title == "Covers" {
			for _, k := range b.Kids {
				all[k.Title] = k.Page
			}
		}
	}
	return all
}

var layoutOf = regexp.MustCompile(`^(Week \d+(?:, .*\d)?), [A-Z][a-z ]+$`)

// named are the words by which a label names a page. How many there are, and
// which of two layouts of a week it is, are not words of the page.
func named(label string) map[string]bool {
	label = layoutOf.ReplaceAllString(label, "$1")
	all := tokens(label)
	delete(all, "all")
	delete(all, "layout")
	return all
}

func tokens(s string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		all[w] = true
	}
	return all
}

func subset(of, in map[string]bool) bool {
	for w := range of {
		if !in[w] {
			return false
		}
	}
	return true
}
