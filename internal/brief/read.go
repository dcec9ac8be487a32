package brief

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/product"
)

// Read reads a brief. The same text gives the same reading. It returns a fault
// about the field "brief" for a text that says nothing or is too long.
func (r *Reader) Read(text string) (Reading, error) {
	typed := text
	text, err := Clean(text)
	if err != nil {
		return Reading{}, err
	}
	x, err := r.index()
	if err != nil {
		return Reading{}, fmt.Errorf("read brief: %w", err)
	}
	out := x.read(text)
	out.Signs = signsOf(typed)
	return out, nil
}

func (x *index) read(text string) Reading {
	s := x.shapeOf(text)
	x.markHead(s)
	found := ranked(x.find(s.ws))
	if len(found) == 0 { // then even the word for the product says something
		for i := range s.ws {
			s.ws[i].form = false
		}
		found = ranked(x.find(s.ws))
	}
	s.keepFixed(found)
	if p := placeOf(s, domainsOf(found)); p != nil {
		found = append(found, *p)
	}
	out := Reading{Text: text, Subject: x.subjectOf(s)}
	out.Who, out.Whos, out.audience = x.address(s, found)
	for _, phrase := range []*string{&out.Subject, &out.Who, &out.Whos, &out.audience} {
		*phrase = paired(*phrase)
	}
	out.topic = !s.split
	if !s.split && s.lead == "" && x.audienceOf(s) != nil {
		out.Subject = ""
	}
	known := len(found) > 0
	if !known {
		found = x.general(s)
	}
	out.Domains = domainsOf(found)
	out.about = aboutOf(found, out)
	out.Needs = x.chooseNeeds(s.ws, found, out.Domains)
	out.Terms, out.Tools = wordsOf(found, out.Needs)
	out.Tags = tagsOf(found)
	out.Day = dayOf(out.Tags)
	out.Setting = settingOf(s, found)
	out.Rules = x.rulesOf(found, out)
	out.Category = categoryOf(s, out.Needs)
	out.Selection = selectionOf(found, known)
	out.Title = out.TitleFor(out.Category)
	return out
}

// subjectOf is what the brief says before the word for the product, as typed
// but for mended typing errors.
func (x *index) subjectOf(s shape) string {
	if len(s.about) == 0 {
		return ""
	}
	p := pieces{ws: s.about}
	for i, w := range s.about {
		gap := ""
		if i > 0 {
			gap = s.text[s.about[i-1].at+len(s.about[i-1].typed) : w.at]
		}
		t := w.typed
		if w.fixed != "" || t == strings.ToUpper(t) && len(t) > 1 {
			t = x.lowerWord(w, true, "-")
		}
		p.gap, p.text = append(p.gap, gap), append(p.text, t)
	}
	return p.String()
}

// aboutOf is what a product is about when the brief names no subject: the first
// activity that it speaks of, else what is common in the field.
func aboutOf(found []match, r Reading) string {
	for _, m := range found {
		if m.part.Kind != catalog.Activity || m.name == "" {
			continue
		}
		said := m.name
		if !alike(said, r.audience) && !alike(said, r.Whos) && len(m.at) == m.to-m.from && len(said) < 24 {
			return said
		}
	}
	return filler(r.Domains)
}

// ranked puts the parts in the order of what they say: the people first, those
// of the phrase after "for" before others, then objects, doings, constraints;
// at most seven, so that each is heard.
func ranked(found []match) []match {
	// "secretary" after "martial arts club" only says in what part, and "parents"
	// of a child with allergies are first of all those; councillors are councillors
	led := func(m match) bool {
		return m.words == 1 && (m.part.Kind == catalog.Situation && !slices.Contains(m.part.Domains, "community") || slices.ContainsFunc(found, func(o match) bool {
			return names(o.part.Kind) && o.words > 1 && o.to == m.from
		}))
	}
	tier := func(m match) int {
		switch {
		case names(m.part.Kind) && m.head && !led(m):
			return 0
		case names(m.part.Kind) && m.who:
			return 1
		case names(m.part.Kind):
			return 2
		case m.part.Kind == catalog.Object:
			return 3
		case m.part.Kind == catalog.Activity:
			return 4
		}
		return 5
	}
	tiers := map[*catalog.Part]int{}
	for _, m := range found {
		tiers[m.part] = tier(m)
	}
	said := slices.Clone(found)
	found = slices.DeleteFunc(found, func(m match) bool { // "rocket builders" are about rockets
		if m.words > 1 || !names(m.part.Kind) || !doer(m.name) {
			return false
		}
		for _, o := range said {
			if o.to == m.from && (o.part.Kind == catalog.Object || o.part.Kind == catalog.Hobby) {
				tiers[o.part], tiers[m.part] = 0, 1
				return single(m.name) != "builder" && single(m.name) != "dealer" && single(m.name) != "trainer"
			}
		}
		return false
	})
	slices.SortStableFunc(found, func(a, b match) int {
		return cmp.Or(cmp.Compare(tiers[a.part], tiers[b.part]), -cmp.Compare(a.score, b.score), cmp.Compare(a.from, b.from))
	})
	limit := [6]int{2, 2, 2, 3, 3, 3}
	var out []match
	for _, m := range found {
		if t := tiers[m.part]; limit[t] > 0 && len(out) < 7 {
			limit[t]--
			out = append(out, m)
		}
	}
	return out
}

// doer reports whether a word names people only by what they do with things.
func doer(name string) bool {
	switch single(name) {
	case "builder", "maker", "grower", "keeper", "seller", "restorer", "repairer", "collector", "player", "trainer", "breeder", "owner", "dealer", "worker", "painter", "carver", "flyer", "rider", "pilot":
		return true
	}
	return false
}

// domainsOf ranks the domains by the parts: the first part counts most, and so
// does the first domain of a part.
func domainsOf(found []match) []string {
	points := map[string]float64{}
	for i, m := range found {
		w := [...]float64{3.6, 1.8, 1.4, 1, 0.8, 0.6, 0.5}[min(i, 6)]
		switch m.part.Kind {
		case catalog.Constraint:
			w *= 0.5
		case catalog.Activity, catalog.Object:
			w *= 0.7
		case catalog.Niche, catalog.Hobby:
			if i > 0 && found[0].part.Kind == catalog.Situation && !m.who {
				w = 3.2 // "marathon training for busy dads" is about running
			}
		}
		if i == 0 && names(m.part.Kind) && m.part.Kind != catalog.Situation {
			points[m.part.Domains[0]]++ // bakers who sell at the market are bakers still
		}
		for k, d := range m.part.Domains {
			points[d] += w * [...]float64{1, 0.55, 0.4, 0.3}[min(k, 3)]
		}
	}
	var out []string
	for _, d := range catalog.Domains() {
		if points[d] > 0 {
			out = append(out, d)
		}
	}
	slices.SortStableFunc(out, func(a, b string) int { return cmp.Compare(points[b], points[a]) })
	if len(out) == 0 {
		return []string{"self"}
	}
	return out[:min(5, len(out))]
}

// wordsOf takes turns between the parts for their terms and tools; names of
// needs fill up.
func wordsOf(found []match, needs []Need) (terms, tools []string) {
	take := func(of func(*catalog.Part) []string, most int) []string {
		var out []string
		for k := 0; len(out) < most; k++ {
			more := false
			for i, m := range found {
				all := of(m.part)
				per := 1
				if i == 0 {
					per = 2
				}
				for j := k * per; j < min((k+1)*per, len(all)) && len(out) < most; j++ {
					more = true
					if !slices.ContainsFunc(out, func(o string) bool { return strings.EqualFold(o, all[j]) }) {
						out = append(out, all[j])
					}
				}
			}
			if !more {
				break
			}
		}
		return out
	}
	terms = take(func(p *catalog.Part) []string { return p.Terms }, 14)
	for _, n := range needs {
		if len(terms) >= 6 {
			break
		}
		if !slices.Contains(terms, n.Name) && len(n.Name) < 34 {
			terms = append(terms, n.Name)
		}
	}
	return terms, take(func(p *catalog.Part) []string { return p.Tools }, 12)
}

func tagsOf(found []match) []string {
	var tags []string
	add := func(t string) {
		if !slices.Contains(tags, t) {
			tags = append(tags, t)
		}
	}
	for _, m := range found {
		if m.part.Kind == catalog.Constraint {
			add(m.part.ID)
		}
		for _, t := range m.part.Tags {
			add(t)
		}
	}
	return tags
}

// dayOf says what a day is. Bakers begin early, which is no night; the parents
// of a newborn count from morning to morning.
func dayOf(tags []string) product.Hours {
	switch {
	case slices.Contains(tags, "nights"):
		return product.Hours{From: 18, To: 42}
	case slices.Contains(tags, "round-the-clock"):
		return product.Hours{From: 6, To: 30}
	case slices.Contains(tags, "late"):
		return product.Hours{From: 10, To: 28}
	case slices.Contains(tags, "early"):
		return product.Hours{From: 3, To: 21}
	}
	return product.Hours{From: 6, To: 22}
}

func settingOf(s shape, found []match) string {
	if at := placeTail(s.people); at > 0 {
		return cut(s.slice(s.people[at:]), 40)
	}
	for _, m := range found {
		if m.part.Setting != "" {
			return m.part.Setting
		}
	}
	return ""
}

// rulesOf joins the rules of the parts, with those that follow from the field
// of work and from the day.
func (x *index) rulesOf(found []match, r Reading) []Rule {
	var out []Rule
	add := func(ids ...string) {
		for _, id := range ids {
			rule, ok := x.people.Rule(id)
			if ok && !slices.ContainsFunc(out, func(o Rule) bool { return o.ID == id }) {
				out = append(out, Rule(rule))
			}
		}
	}
	for _, m := range found {
		add(m.part.Rules...)
		if m.part.Kind == catalog.TradeKind {
			add(tradeRules(m.part.Domains)...)
		}
	}
	if r.Day.Crosses() {
		add("day-crosses-midnight")
	} else {
		out = slices.DeleteFunc(out, func(o Rule) bool { return o.ID == "day-crosses-midnight" })
	}
	return out
}

func tradeRules(domains []string) []string {
	switch domains[0] {
	case "care":
		return []string{"no-patient-data", "no-diagnosis", "no-dosing"}
	case "teaching":
		return []string{"no-full-names", "no-child-names"}
	case "animals":
		return []string{"no-veterinary-advice"}
	case "food":
		return []string{"food-safety"}
	case "office":
		return []string{"staff-privacy", "no-legal-advice"}
	case "selling":
		return []string{"client-privacy", "no-income-claims"}
	case "trades", "making":
		return []string{"no-safety-claims"}
	case "tech":
		return []string{"no-passwords"}
	case "community", "shifts":
		return []string{"client-privacy"}
	}
	return nil
}

// categoryOf proposes a category: what the brief says, else what the needs ask
// for — things written down over time want a planner, texts want prompts.
func categoryOf(s shape, needs []Need) product.Category {
	if s.form != "" {
		return s.form
	}
	pages := 0
	for _, n := range needs {
		switch n.Themes[0] {
		case "schedule", "log", "checklist", "health", "meals", "money", "home", "goals", "travel", "stock", "craft", "learning":
			pages++
		}
	}
	if 2*pages >= len(needs) {
		return product.DigitalPlanners
	}
	return product.AIPrompts
}

func selectionOf(found []match, known bool) product.Selection {
	if !known {
		return product.Selection{
			Kind: product.General, Matched: []string{},
			Note: "Nothing particular was recognised, so the contents are a general selection; name a trade, a hobby, a family or life situation, and what they need help with, to get contents of their own.",
		}
	}
	sel := product.Selection{Kind: product.Composed}
	for _, m := range found {
		if name := called(m); !slices.Contains(sel.Matched, name) {
			sel.Matched = append(sel.Matched, name)
		}
	}
	if found[0].part.Kind == catalog.Niche {
		sel.Kind = product.FromNiche
		sel.Note = "Chosen from what is known about the niche “" + sel.Matched[0] + "”"
		if len(sel.Matched) > 1 {
			sel.Note += ", joined with " + list(sel.Matched[1:])
		}
		sel.Note += "."
		return sel
	}
	sel.Note = "Put together from " + list(sel.Matched) + "; no ready niche fits the whole brief."
	return sel
}

func list(all []string) string {
	if len(all) < 2 {
		return strings.Join(all, "")
	}
	return strings.Join(all[:len(all)-1], ", ") + " and " + all[len(all)-1]
}
