package quality

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/gumgenie/gumgenie/internal/inspect"
)

// A finger or pen hits a box that is at least longSide one way and shortSide
// the other, in points.
const (
	longSide  = 24.0
	shortSide = 12.0
)

// linked checks that links and bookmarks land on what they name, that boxes can
// be hit, and that no page of a document one moves about in by links is left out.
func (d *document) linked() {
	n := &names{d: d, titled: map[string][]int{}, marks: map[int][]string{}}
	n.collect(d.outline)
	n.outline(d.outline)
	reached := make([]bool, len(d.sheets))
	n.reach(d.outline, reached)
	total, busy := 0, 0
	for i := range d.sheets {
		total += len(d.links[i])
		if len(d.links[i]) >= 8 {
			busy++
		}
		for k := range d.links[i] {
			n.link(i, &d.links[i][k])
		}
	}
	d.facts.Counts["links"] = total
	d.facts.check(GateLinks, total)
	if busy*10 < len(d.sheets)*7 {
		return // a book: one turns its pages
	}
	d.facts.Counts["navigated"] = 1
	d.follow(reached)
	for i := 1; i < len(reached); i++ {
		if !reached[i] {
			d.facts.fault(GateLinks, pageName(i), fmt.Sprintf("No link and no bookmark leads to the page %q.", short(d.sheets[i].title)))
		}
	}
}

// follow marks what links lead to from the first page and from what is marked.
func (d *document) follow(reached []bool) {
	if len(reached) == 0 {
		return
	}
	reached[0] = true
	var todo []int
	for i, ok := range reached {
		if ok {
			todo = append(todo, i)
		}
	}
	for len(todo) > 0 {
		i := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, l := range d.links[i] {
			if l.Page >= 0 && !reached[l.Page] {
				reached[l.Page] = true
				todo = append(todo, l.Page)
			}
		}
	}
}

// names knows what the pages of a document are called.
type names struct {
	d      *document
	titled map[string][]int // pages by title, in plain words
	marks  map[int][]string // titles of the bookmarks that lead to a page
	good   map[goal]bool
}

// goal is a label and the place it leads to: many pages have the same links.
type goal struct {
	label string
	page  int
	y     int
}

// collect gathers titles: headings, headings with the line beside them, and
// bookmarks.
func (n *names) collect(marks []inspect.Bookmark) {
	n.good = map[goal]bool{}
	for i := range n.d.sheets {
		s := &n.d.sheets[i]
		n.title(s.title, i)
		if s.near != "" {
			n.title(s.title+" "+s.near, i)
		}
		if wrong := weekday(s.title + " " + s.near); wrong != "" {
			n.d.facts.fault(GateFiles, pageName(i), wrong)
		}
	}
	var walk func(marks []inspect.Bookmark)
	walk = func(marks []inspect.Bookmark) {
		for _, m := range marks {
			n.d.headings[m.Title] = true
			if m.Page >= 0 {
				n.marks[m.Page] = append(n.marks[m.Page], m.Title)
				n.title(m.Title, m.Page)
			}
			walk(m.Kids)
		}
	}
	walk(marks)
}

func (n *names) title(s string, page int) {
	if k := plain(s); k != "" {
		n.titled[k] = append(n.titled[k], page)
	}
}

func (n *names) reach(marks []inspect.Bookmark, reached []bool) {
	for _, m := range marks {
		if m.Page >= 0 {
			reached[m.Page] = true
		}
		n.reach(m.Kids, reached)
	}
}

// outline checks that bookmarks land where they say, by the text of the pages
// alone.
func (n *names) outline(marks []inspect.Bookmark) {
	for _, m := range marks {
		n.d.facts.check(GateLinks, 1)
		n.d.facts.Counts["marks"]++
		if wrong := weekday(m.Title); wrong != "" {
			n.d.facts.fault(GateFiles, "the outline", wrong)
		}
		switch {
		case m.Page < 0:
			n.d.facts.fault(GateLinks, "the outline", fmt.Sprintf("The bookmark %q leads nowhere.", short(m.Title)))
		case len(m.Kids) > 0 && m.Kids[0].Page == m.Page: // a name for those below it
		case !n.lands(m.Title, m.Page, m.Y, false):
			n.d.facts.fault(GateLinks, "the outline", fmt.Sprintf("The bookmark %q leads to page %d, which is about %q.", short(m.Title), m.Page+1, short(n.d.sheets[m.Page].title)))
		}
		n.outline(m.Kids)
	}
}

// link checks one link of a page.
func (n *names) link(from int, l *inspect.Link) {
	facts := n.d.facts
	if max(l.Box.W, l.Box.H) < longSide-0.05 || min(l.Box.W, l.Box.H) < shortSide-0.05 {
		facts.fault(GateLinks, pageName(from), fmt.Sprintf("The box of the link %q has %.0f × %.0f points; a finger needs 24 × 12.", short(l.Label), l.Box.W, l.Box.H))
	}
	if l.URI != "" {
		return
	}
	if l.Dead || l.Page < 0 {
		facts.fault(GateLinks, pageName(from), fmt.Sprintf("The link %q leads nowhere.", short(l.Label)))
		return
	}
	if strings.TrimSpace(l.Label) == "" {
		facts.fault(GateLinks, pageName(from), fmt.Sprintf("A link to page %d does not say where it leads.", l.Page+1))
		return
	}
	g := goal{l.Label, l.Page, int(l.Y)}
	ok, known := n.good[g]
	if !known {
		ok = n.lands(l.Label, l.Page, l.Y, true)
		n.good[g] = ok
	}
	if !ok {
		facts.fault(GateLinks, pageName(from), fmt.Sprintf("The link %q leads to page %d, which is about %q.", short(l.Label), l.Page+1, short(n.d.sheets[l.Page].title)))
	}
}

// lands reports whether a place is what a label names. If some page bears the
// label as its title, only that page will do. Else the words of the label must
// stand at the place: numbers, months and weekdays all of them, of the others
// more than half. Bookmarks vouch for a page only when a link is checked.
func (n *names) lands(label string, page int, y float64, bookmarks bool) bool {
	key := plain(label)
	if pages := n.titled[key]; len(pages) > 0 && bookmarks {
		for _, p := range pages {
			if p == page {
				return true
			}
		}
		return false
	}
	s := &n.d.sheets[page]
	if s.title == "" && y < 60 {
		// A page without a heading, such as a cover, is named by what leads to
		// it; it must not bear the name of another page.
		return !n.elsewhere(key, page)
	}
	have := map[string]bool{}
	n.zone(have, page, y)
	if bookmarks {
		for _, m := range n.marks[page] {
			for _, w := range strings.Fields(plain(m)) {
				have[w] = true
			}
		}
	}
	want := strings.Fields(key)
	found := 0
	for _, w := range want {
		if have[w] || n.abroad() && akin(w, have) {
			found++
		} else if fixed(w) {
			return false
		}
	}
	return 2*found > len(want)
}

// elsewhere reports whether another page has the title as its heading.
func (n *names) elsewhere(key string, page int) bool {
	for _, p := range n.titled[key] {
		if p != page && plain(n.d.sheets[p].title) == key {
			return true
		}
	}
	return false
}

// zone adds the words that stand at a place: the heading and what is beside it;
// further down on a page the lines from there on.
func (n *names) zone(have map[string]bool, page int, y float64) {
	s := &n.d.sheets[page]
	add := func(text string) {
		for _, w := range strings.Fields(plain(text)) {
			have[w] = true
		}
	}
	add(s.title)
	add(s.near)
	if y < 60 && s.title != "" {
		return
	}
	for k, text := range s.texts {
		if s.at[k] > y-24 && s.at[k] < y+72 {
			add(text)
		}
	}
}

// fixed reports words that tell pages of a series apart and may not be missing.
func fixed(w string) bool {
	for _, r := range w {
		if unicode.IsDigit(r) {
			return true
		}
	}
	switch w {
	case "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
		"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday":
		return true
	}
	return false
}

// abroad reports a document in another language than English.
func (n *names) abroad() bool {
	lang := strings.ToLower(n.d.doc.Info.Lang)
	return lang != "" && lang != "en" && !strings.HasPrefix(lang, "en-")
}

// akin reports whether one of some words is another form of a word: other
// languages bend what a label names, join it to others, or put an article or a
// preposition before it.
func akin(w string, words map[string]bool) bool {
	const stem = 4 // letters that forms of a word share
	w = strings.TrimPrefix(w, "ال")
	if len([]rune(w)) < stem || fixed(w) {
		return false
	}
	head := string([]rune(w)[:stem])
	for other := range words {
		if strings.Contains(other, head) {
			return true
		}
	}
	return false
}
