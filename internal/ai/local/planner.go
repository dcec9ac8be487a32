package local

import (
	"fmt"
	"strings"

	"github.com/gumgenie/gumgenie/internal/art"
	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
)

func (w *Writer) planner(o *order) ([]product.Section, error) {
	mods, err := w.modules()
	if err != nil {
		return nil, err
	}
	banned := w.rules.bans(&o.Reading)
	pages := modulePages(o, mods, banned)
	sections := groupPages(pages)
	return append(sections,
		product.Section{ID: "own", Title: "Your sections", Note: "Named for what you keep; write another name on the first page of each.", Items: dividers(o)},
		product.Section{ID: "papers", Title: "Note papers", Items: artItems(o, art.Papers(), product.Paper, "n", 6, 12, 16)},
		product.Section{ID: "covers", Title: "Covers", Items: artItems(o, art.Covers(), product.Cover, "c", 4, 12, 24)},
		product.Section{ID: "stickers", Title: "Stickers", Items: stickers(o, w.stickers(), banned)},
	), nil
}

// pageOf is a module with the need it is made for, and the page that it becomes.
type pageOf struct {
	mod  *catalog.Module
	need *brief.Need
	page product.Item
}

// placed is a candidate for a brief: at is the place of its domain in the
// brief's, as near has it.
type placed struct {
	*candidate

	at int
}

// modulePages chooses 48 page layouts, all different: one for every need first,
// then those that the brief's words and domains speak for.
func modulePages(o *order, mods []candidate, banned ban) []pageOf {
	var pool []placed
	for i := range mods {
		if at := near(&o.Reading, mods[i].Domains); at >= 0 && !o.avoids(mods[i].ID) && !banned.module(&mods[i]) {
			pool = append(pool, placed{&mods[i], at})
		}
	}
	words := ofReading(&o.Reading)
	used := map[string]bool{}
	var out []pageOf
	take := func(m *catalog.Module, n *brief.Need) bool {
		p := pageOf{m, n, page(o, m, n, len(out)+1)}
		if o.off(&p.page) {
			return false
		}
		out = append(out, p)
		return true
	}
	for i := range o.Reading.Needs {
		n := ask(&o.Reading.Needs[i])
		for range tries { // the last one stands: a need must have its page
			m, ok := bestFor(o, pool, n, used)
			if !ok {
				break
			}
			used[m.ID] = true
			if take(m, n.Need) {
				break
			}
		}
	}
	var rest []placed
	for _, c := range pool {
		if !used[c.ID] && !bare(c.Module) && (apt(&o.Reading, c.Themes[0]) || c.all.shared(words) >= 3) {
			rest = append(rest, c)
		}
	}
	for _, c := range sorted(rest, func(c placed) float64 { return -spoken(o, c, words) }) {
		if len(out) >= 48 {
			break
		}
		take(c.Module, nil)
	}
	return out
}

// spoken says how much speaks for a page that no need asked for: words that it
// shares with the brief, themes of the needs, its domain; and a share of chance,
// so that two briefs do not get the same ones. A page of another trade in the
// same domain shares no words, and comes after those for anyone.
func spoken(o *order, c placed, words lexicon) float64 {
	best := 0
	for _, n := range o.Reading.Needs {
		best = max(best, share(n.Themes, c.Themes))
	}
	s := float64(best)/8 + 7*o.chance(c.ID)
	shared := c.all.shared(words)
	if len(c.Domains) == 0 {
		return s + 0.4*float64(min(shared, 3))
	}
	if c.at > 0 && 2*c.about.shared(words) < len(c.about) || shared < 2 {
		s -= 8
	}
	return s + 2*float64(min(shared, 4)) - 1 - 0.5*float64(min(2, c.at))
}

// bestFor finds the layout for a need: a page about the same thing if there is
// one, otherwise a form of the sort that the need calls for.
func bestFor(o *order, pool []placed, n asked, used map[string]bool) (*catalog.Module, bool) {
	best, score := -1, 0.0
	for i, c := range pool {
		s, ok := suits(c, n)
		if used[c.ID] || !ok {
			continue
		}
		if s += 4 * o.chance(n.ID, c.ID); best < 0 || s > score {
			best, score = i, s
		}
	}
	if best < 0 {
		return nil, false
	}
	return pool[best].Module, true
}

// themeFit says how well a page serves a need: 8 when both are first about the
// same, less when it is the page's second or third theme; the need's second
// theme counts a little.
func themeFit(need, page []string) float64 {
	fit := 0.0
	for i, n := range need[:min(2, len(need))] {
		for j, p := range page {
			if n == p {
				fit += []float64{8, 2}[i] / float64(j+1)
			}
		}
	}
	if len(need) > 0 && !has(page, need[0]) {
		return 0
	}
	return fit
}

func absorbs(blocks []product.Block) bool {
	for _, b := range blocks {
		if b.Absorb || absorbs(b.Of) {
			return true
		}
	}
	return false
}

// page words a module as the n-th page, for a need if there is one.
func page(o *order, m *catalog.Module, need *brief.Need, n int) product.Item {
	r := &o.Reading
	s := slots{who: r.Who, whos: r.Whos, setting: r.Setting, terms: threeTerms(o, m.ID), need: r.Needs[0].Name}
	if len(r.Terms) > 0 {
		s.term = r.Terms[o.rank(m.ID)%uint64(len(r.Terms))]
	}
	it := product.Item{ID: fmt.Sprintf("m%02d", n), Kind: product.Page, Tier: product.Ultimate, Source: m.ID, Writer: Name}
	var details []string
	if need != nil {
		s.need = need.Name
		it.Title = brief.Heading(need.Name)
		it.Needs = []string{need.ID}
		details = need.Details
	} else {
		it.Title = brief.Heading(s.fill(m.Name))
	}
	it.Texts = []product.Text{text("purpose", brief.Sentence(s.fill(m.Purpose)))}
	it.Blocks = filled(m.Blocks, &s, details)
	if r.Day.Crosses() {
		throughMidnight(it.Blocks, r.Day)
	}
	return it
}

// filled fills the slots of blocks and puts a need's own details where the
// module takes them in.
func filled(blocks []product.Block, s *slots, details []string) []product.Block {
	out := make([]product.Block, len(blocks))
	for i, b := range blocks {
		b.Label, b.Hint = s.fill(b.Label), s.fill(b.Hint)
		b.Columns, b.Rows = s.all(b.Columns), s.all(b.Rows)
		if b.Absorb && len(details) > 0 {
			absorb(&b, details)
		}
		b.Absorb = false
		b.Of = filled(b.Of, s, details)
		out[i] = b
	}
	return out
}

// throughMidnight gives rails of hours the day of people who work at night. A
// rail that goes past midnight already stays as it is.
func throughMidnight(blocks []product.Block, day product.Hours) {
	for i := range blocks {
		if b := &blocks[i]; b.Kind == "hours" && b.To <= 24 {
			b.From, b.To = day.From, day.To
		}
		throughMidnight(blocks[i].Of, day)
	}
}

// absorb makes a need's details the columns of a table or the rows of a list.
func absorb(b *product.Block, details []string) {
	var own []string
	for _, d := range details[:min(len(details), maxDetails)] {
		own = append(own, brief.Sentence(d))
	}
	switch b.Kind {
	case "table":
		keep := b.Columns[:min(1, len(b.Columns))] // the date or name that the table is by
		if len(keep) > 0 && (keyColumn(keep[0]) || dateColumn(keep[0]) && dateColumn(own[0])) {
			keep = nil // the need's own first detail is that already
			b.Columns = b.Columns[1:]
		}
		b.Columns = merge(append(append([]string{}, keep...), own...), b.Columns, 6)
	case "prompts":
		for i := range own {
			own[i] += ": what did you notice?"
		}
		b.Rows = merge(own[:min(len(own), 2)], b.Rows, max(len(b.Rows), 3))
	case "scale", "tally", "cards", "bars":
		b.Rows = merge(own, b.Rows, max(len(b.Rows), 4))
	default:
		b.Rows = merge(own, b.Rows, max(len(b.Rows), 8))
	}
}

// maxDetails leaves room for a module's own columns beside a need's.
const maxDetails = 4

// merge appends what is not there yet, up to n.
func merge(own, rest []string, n int) []string {
	var out []string
	seen := map[string]bool{}
	for _, s := range append(append([]string{}, own...), rest...) {
		k := strings.ToLower(s)
		if !seen[k] && len(out) < n {
			seen[k] = true
			out = append(out, s)
		}
	}
	return out
}

// groupPages puts the pages under headings by what they are about. A page for a
// need belongs to the smallest tier; the others are spread by their count.
func groupPages(pages []pageOf) []product.Section {
	var sections []product.Section
	at := map[string]int{}
	titles := map[string]bool{}
	for i, p := range pages {
		themes := p.mod.Themes
		if p.need != nil {
			themes = p.need.Themes
		}
		title := shelf(themes[0])
		k, ok := at[title]
		if !ok {
			k = len(sections)
			at[title] = k
			sections = append(sections, product.Section{ID: strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(title, ",", ""), " ", "-")), Title: title})
		}
		it := p.page
		it.Tier = pageTier(i, p.need != nil)
		if titles[strings.ToLower(it.Title)] {
			it.Title = brief.Heading(p.mod.Name)
		}
		titles[strings.ToLower(it.Title)] = true
		sections[k].Items = append(sections[k].Items, it)
	}
	return sections
}

func pageTier(i int, need bool) product.Tier {
	switch {
	case i < 4:
		return product.Mini
	case i < 20 || need:
		return product.Starter
	case i < 30:
		return product.Pro
	}
	return product.Ultimate
}

// shelf is the heading for a theme.
func shelf(theme string) string {
	switch theme {
	case "schedule":
		return locale.Key("Time and rotas")
	case "log", "checklist":
		return locale.Key("Logs and checks")
	case "money", "sales":
		return locale.Key("Money and offers")
	case "stock", "papers":
		return locale.Key("Supplies and documents")
	case "people", "event":
		return locale.Key("People and occasions")
	case "learning", "review", "goals":
		return locale.Key("Goals and learning")
	case "health", "meals":
		return locale.Key("Health and meals")
	case "travel", "home":
		return locale.Key("Home and travel")
	}
	return locale.Key("Projects and ideas")
}

// ofField reports whether one of the tags is a field of the brief.
func ofField(o *order, tags []string) bool {
	for _, d := range o.Reading.Domains {
		if has(tags, d) {
			return true
		}
	}
	return false
}

func artItems(o *order, all []art.Entry, kind product.Kind, prefix string, starter, pro, ultimate int) []product.Item {
	var themes []string
	for _, n := range o.Reading.Needs {
		themes = append(themes, n.Themes...)
	}
	var fit []art.Entry
	for _, e := range all {
		if kind != product.Cover || art.Abstract(e.ID) || ofField(o, e.Tags) {
			fit = append(fit, e)
		}
	}
	fit = sorted(fit, func(e art.Entry) float64 {
		return float64(min(3, share(themes, e.Tags)))*-0.2 + float64(o.rank(e.ID)%1000)/1000
	})
	var items []product.Item
	for i, e := range fit[:min(ultimate, len(fit))] {
		tier := tierOf(i, starter, pro)
		if kind == product.Paper && i < 6 || kind == product.Cover && i < 3 {
			tier = product.Mini
		}
		items = append(items, product.Item{ID: fmt.Sprintf("%s%02d", prefix, i+1), Kind: kind, Title: e.Name, Tier: tier, Source: e.ID, Writer: Name})
	}
	return items
}

// dividers names the buyer's own sections after the needs, the last ones open.
func dividers(o *order) []product.Item {
	var items []product.Item
	for i := range 12 {
		title := fmt.Sprintf("My Section %d", i+1)
		if i < len(o.Reading.Needs) && i < 9 {
			title = brief.Heading(o.Reading.Needs[i].Name) + ": My Notes"
		}
		items = append(items, product.Item{ID: fmt.Sprintf("s%02d", i+1), Kind: product.Divider, Title: title, Tier: tierOf(i, 4, 10), Writer: Name})
	}
	return items
}

// stickers are the niche's own words first, then the drawn ones.
func stickers(o *order, all []art.Entry, banned ban) []product.Item {
	var items []product.Item
	add := func(title, source string) {
		items = append(items, product.Item{ID: fmt.Sprintf("k%03d", len(items)+1), Kind: product.Sticker, Title: title, Tier: tierOf(len(items), 60, 200), Source: source, Writer: Name})
	}
	seen := map[string]bool{}
	for _, t := range append(append([]string{}, o.Reading.Terms...), o.Reading.Tools...) {
		if k := strings.ToLower(t); !seen[k] && len(t) <= 18 && len(items) < 24 {
			seen[k] = true
			add(brief.Sentence(t), "word")
		}
	}
	for _, e := range sorted(all, func(e art.Entry) uint64 { return o.rank(e.ID) }) {
		if len(items) == 400 {
			break
		}
		if !banned.text(e.Name) {
			add(e.Name, e.ID)
		}
	}
	return items
}
