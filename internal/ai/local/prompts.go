package local

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
)

// quota says how many prompts of a group each tier adds to the smaller one.
type quota struct{ starter, pro, ultimate int }

// quotas spreads 30, 80 and 150 prompts over 5, 8 and 12 groups.
func quotas() map[string]quota {
	return map[string]quota{
		"plan": {6, 4, 3}, "research": {6, 4, 3}, "write": {6, 4, 3}, "reply": {6, 4, 3}, "organise": {6, 4, 3},
		"decide": {0, 10, 3}, "sell": {0, 10, 3}, "review": {0, 10, 3},
		"learn": {0, 0, 12}, "automate": {0, 0, 12}, "voice": {0, 0, 11}, "solve": {0, 0, 11},
	}
}

// groupTitle returns the heading of a group and what it is for.
func groupTitle(id string) (title, note string) {
	switch id {
	case "plan":
		return locale.Key("Plan"), locale.Key("Turn what has to happen into steps, times and a fallback.")
	case "research":
		return locale.Key("Research and understand"), locale.Key("Find out what is known, what is not, and what to ask next.")
	case "write":
		return locale.Key("Write"), locale.Key("Texts that are ready to use after one careful reading.")
	case "reply":
		return locale.Key("Reply to people"), locale.Key("Answers that are clear, kind and short, also when it is hard.")
	case "organise":
		return locale.Key("Organise"), locale.Key("Put notes, lists and numbers into an order that holds.")
	case "decide":
		return locale.Key("Decide"), locale.Key("See the options side by side, and what each would cost.")
	case "sell":
		return locale.Key("Explain and offer"), locale.Key("Say what you do so that others see why it matters.")
	case "review":
		return locale.Key("Review and improve"), locale.Key("Look at finished work with a stranger's eye.")
	case "learn":
		return locale.Key("Learn"), locale.Key("Get better at one thing at a time, with practice built in.")
	case "automate":
		return locale.Key("Make it routine"), locale.Key("Do it once well, then let a template do it.")
	case "voice":
		return locale.Key("Your voice"), locale.Key("Make texts sound like you, every time.")
	}
	return locale.Key("Solve problems"), locale.Key("When something goes wrong: find the cause, then the cure.")
}

// chosen is a family with the needs that it will serve here.
type chosen struct {
	fam   catalog.Family
	tier  product.Tier
	needs []brief.Need // first, second, third; without an id where it names none
	close bool         // it is about its first need

	beside *brief.Need // one that it may ask for, nil for none
}

func (w *Writer) prompts(o ai.Order) ([]product.Section, error) {
	all, err := w.cat.Families()
	if err != nil {
		return nil, err
	}
	picked := w.fitting(o, all)
	var sections []product.Section
	var items []*product.Item
	for _, group := range catalog.Groups() {
		title, note := groupTitle(group)
		sec := product.Section{ID: group, Title: title, Note: note}
		for i := range picked {
			if picked[i].fam.Group == group {
				sec.Items = append(sec.Items, prompt(o, picked[i]))
			}
		}
		if len(sec.Items) > 0 {
			sections = append(sections, sec)
		}
	}
	n := 0
	group := map[string]string{} // of an item, by its id
	for s := range sections {
		for i := range sections[s].Items {
			n++
			it := &sections[s].Items[i]
			it.ID = fmt.Sprintf("p%03d", n)
			group[it.ID] = sections[s].ID
			items = append(items, it)
		}
	}
	return append(sections, w.workflows(o, items, group, picked), w.examples(o, items, domainsOf(picked)), cards(o, items, group), sheets(o)), nil
}

// domainsOf returns the domains of the chosen families, by their ids.
func domainsOf(picked []chosen) map[string][]string {
	all := map[string][]string{}
	for _, c := range picked {
		all[c.fam.ID] = c.fam.Domains
	}
	return all
}

// fitting picks families and gives them their needs, and picks anew without
// those that turned out to have nothing to do with the brief.
func (w *Writer) fitting(o ai.Order, all []catalog.Family) []chosen {
	strange := map[string]bool{}
	for n := 1; ; n++ {
		picked := w.pick(o, all, strange)
		w.giveNeeds(o, picked)
		found := false
		for i := range picked {
			if it := prompt(o, picked[i]); off(o, &it) {
				strange[picked[i].fam.ID], found = true, true
			}
		}
		if !found || n == tries {
			return picked
		}
	}
}

// pick chooses the families of every group and tier: those of the brief's own
// domains first, each family once.
func (w *Writer) pick(o ai.Order, all []catalog.Family, strange map[string]bool) []chosen {
	about, banned, goOn := ofReading(o.Reading), bans(o.Reading), takers()
	groups := map[string][]catalog.Family{}
	for _, f := range all {
		if near(o.Reading, f.Domains) >= 0 && !avoided(o, f.ID) {
			groups[f.Group] = append(groups[f.Group], f)
		}
	}
	var out []chosen
	for _, g := range catalog.Groups() {
		fs := groups[g]
		want := map[string]float64{}
		for _, f := range fs {
			shared := w.words()[f.ID].shared(about)
			want[f.ID] = wanted(o, f) + 1.5*float64(min(4, shared)) + 4*float64(meant(o.Reading, f, shared))
			if strings.Contains(words(f), "{need}") {
				want[f.ID] += 1.5
			}
			if _, ok := goOn[f.ID]; ok {
				want[f.ID] += 3 // a workflow goes on with it
			}
			if !useful(o.Reading, f.Themes) || len(f.Domains) == 0 && !apt(o.Reading, f.Themes[0]) {
				want[f.ID] -= lastResort
			}
		}
		sort.SliceStable(fs, func(i, j int) bool { return want[fs[i].ID] > want[fs[j].ID] })
		q := quotas()[g]
		var set []catalog.Family
		for _, f := range fs {
			if len(set) == q.starter+q.pro+q.ultimate {
				break
			}
			if !strange[f.ID] && !banned.family(f) {
				set = append(set, f)
			}
		}
		isTaker := func(f catalog.Family) bool { return goOn[f.ID].suits(g) }
		spare := slices.IndexFunc(fs, func(f catalog.Family) bool { return isTaker(f) && !strange[f.ID] && !banned.family(f) })
		if spare >= 0 && len(set) > 0 && !slices.ContainsFunc(set, isTaker) {
			set[len(set)-1] = fs[spare]
		}
		near := map[string]float64{}
		for _, f := range set {
			near[f.ID] = particular(o, f, w.words()[f.ID].shared(about))
		}
		sort.SliceStable(set, func(i, j int) bool { return near[set[i].ID] > near[set[j].ID] })
		reach(set, q, isTaker)
		for n, f := range set {
			out = append(out, chosen{fam: f, tier: tierOf(n, q.starter, q.starter+q.pro)})
		}
	}
	return out
}

// reach moves a taker to the end of what the starter tier holds of a group, and
// of what the pro tier holds, where none is there by itself: without prompts that
// go on from others a tier would have no workflows.
func reach(set []catalog.Family, q quota, is func(catalog.Family) bool) {
	for _, part := range [][2]int{{0, q.starter}, {q.starter, q.starter + q.pro}} {
		lo, hi := min(part[0], len(set)), min(part[1], len(set))
		if lo == hi || slices.ContainsFunc(set[lo:hi], is) {
			continue
		}
		if at := slices.IndexFunc(set[hi:], is); at >= 0 {
			f := set[hi+at]
			copy(set[hi:hi+at+1], set[hi-1:hi+at])
			set[hi-1] = f
		}
	}
}

// particular orders what was chosen: what is meant for these people comes first
// and into the smallest tier, what is meant for anyone last and into the largest.
func particular(o ai.Order, f catalog.Family, shared int) float64 {
	s := 100*float64(meant(o.Reading, f, shared)) + 2*float64(min(shared, 8)) + chance(o, f.ID)
	if home(o.Reading, f) == 0 {
		s += 3
	}
	return s
}

// home says how far the field of a family is from a reading: 0 for its first
// domain, and so on; -1 for a family for anyone or of another field. A family is
// of the field that it names first.
func home(r brief.Reading, f catalog.Family) int {
	if len(f.Domains) == 0 {
		return -1
	}
	return near(r, f.Domains[:1])
}

// meant says for whom a family is: 2 for the people of a brief, whose field it
// has and of whose things it speaks; 1 for their field; 0 for anyone.
func meant(r brief.Reading, f catalog.Family, shared int) int {
	switch at := home(r, f); {
	case at < 0:
		return 0
	case at == 0 && shared >= 2, shared >= 4:
		return 2
	}
	return 1
}

// lastResort puts what serves no need behind all that does: it is taken only to
// fill a tier.
const lastResort = 1000

// wanted says how much a brief wants a family: what is written for its first
// domain most, then what is written for its others, then what serves its needs
// best; and a large share of chance, so that two briefs do not get the same ones.
// Words that it shares with the brief come on top.
func wanted(o ai.Order, f catalog.Family) float64 {
	best := 0.0
	for i, n := range o.Reading.Needs {
		best = max(best, float64(share(n.Themes, f.Themes))*(1-0.04*float64(i)))
	}
	bonus := 0.0
	switch at := near(o.Reading, f.Domains[:min(1, len(f.Domains))]); {
	case at == 0:
		bonus = 7
	case at > 0 && at < len(o.Reading.Domains):
		bonus = 5
	}
	return bonus + best/7 + chance(o, f.ID)*25
}

// chance is a number from 0 to 1 that another brief does not share.
func chance(o ai.Order, id string) float64 { return float64(rank(o, id)%4096) / 4096 }

// useful reports whether some need has a theme that the family can serve.
func useful(r brief.Reading, themes []string) bool {
	for _, n := range r.Needs {
		if share(n.Themes, themes) > 0 {
			return true
		}
	}
	return false
}

func (c chosen) slots(o ai.Order) slots {
	name := func(i int) string { return c.needs[min(i, len(c.needs)-1)].Name }
	s := slots{
		who: o.Reading.Who, whos: o.Reading.Whos, work: workOf(o.Reading), setting: o.Reading.Setting,
		need: name(0), also: name(1), third: name(2),
		terms: termsOf(o, c.fam.ID, c.needs[0]),
	}
	if s.setting == "" {
		s.setting = "day to day"
	}
	s.term = name(0)
	if n := len(o.Reading.Terms); n > 0 {
		s.term = o.Reading.Terms[rank(o, "term"+c.fam.ID)%uint64(n)]
	}
	return s
}

// prompt words a family for the brief.
func prompt(o ai.Order, c chosen) product.Item {
	s := c.slots(o)
	it := product.Item{
		Kind: product.Prompt, Tier: c.tier, Source: c.fam.ID, Writer: Name,
		Title: c.title(s),
	}
	add := func(name string, values ...string) {
		for _, v := range values {
			it.Texts = append(it.Texts, product.Text{Name: name, Value: v})
		}
	}
	add("job", brief.Sentence(s.fill(c.fam.Job)))
	add("when", brief.Sentence(s.fill(c.fam.When)))
	for _, in := range c.fam.Inputs {
		add("input", "["+in.Name+"] "+s.fill(in.Example))
	}
	add("prompt", promptText(c.fam, s, c.beside))
	add("followUp", s.all(c.fam.FollowUps)...)
	add("quality", s.all(c.fam.Quality)...)
	add("failure", brief.Sentence(s.fill(c.fam.Failure)))
	text := words(c.fam)
	for i, slot := range places() {
		if i < len(c.needs) && c.needs[i].ID != "" && strings.Contains(text, slot) {
			it.Needs = append(it.Needs, c.needs[i].ID)
		}
	}
	if c.beside != nil {
		it.Needs = append(it.Needs, c.beside.ID)
	}
	return it
}

// longTitle is where a contents line begins to be hard to take in, in characters.
const longTitle = 72

// title names a prompt, and what it is for here.
func (c chosen) title(s slots) string {
	t := s.fill(c.fam.Title)
	if !c.close || c.fam.Title != t || !strings.Contains(words(c.fam), "{need}") || len(t)+2+len(s.need) > longTitle {
		return brief.Heading(t)
	}
	if strings.ContainsAny(t, ":?!") { // one colon in a title is enough
		return brief.Heading(t) + " (" + brief.Heading(s.need) + ")"
	}
	return brief.Heading(t) + ": " + brief.Heading(s.need)
}

// words returns the texts of a family that may name a need.
func words(f catalog.Family) string {
	return strings.Join([]string{f.Title, f.Context, f.Task, f.Output, strings.Join(f.FollowUps, " ")}, " ")
}

// promptText is what the buyer pastes.
func promptText(f catalog.Family, s slots, beside *brief.Need) string {
	var b strings.Builder
	b.WriteString(brief.Sentence(s.fill(f.Role)) + "\n")
	b.WriteString("Context: " + s.fill(f.Context) + "\n")
	b.WriteString("Task: " + s.fill(f.Task) + "\n")
	b.WriteString("Keep to these rules:\n")
	for _, c := range f.Constraints {
		b.WriteString("- " + s.fill(c) + "\n")
	}
	for _, rule := range ownRules(f, s, beside, len(strings.Fields(b.String()+f.Output+f.Check))) {
		b.WriteString("- " + brief.Sentence(rule) + "\n")
	}
	b.WriteString("Answer as: " + s.fill(f.Output) + "\n")
	b.WriteString("Before you answer: " + s.fill(f.Check))
	return b.String()
}
