package local

import (
	"fmt"
	"slices"
	"strings"

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
	fam   *known
	tier  product.Tier
	needs []brief.Need // first, second, third; without an id where it names none
	close bool         // it is about its first need

	beside *brief.Need // one that it may ask for, nil for none
}

func (w *Writer) prompts(o *order) ([]product.Section, error) {
	all, err := w.families()
	if err != nil {
		return nil, err
	}
	picked, worded := w.fitting(o, all)
	var sections []product.Section
	var items []*product.Item
	for _, group := range catalog.Groups() {
		title, note := groupTitle(group)
		sec := product.Section{ID: group, Title: title, Note: note}
		for i := range picked {
			if picked[i].fam.Group == group {
				sec.Items = append(sec.Items, worded[i])
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
	return append(sections, all.workflows(o, items, group), w.examples(o, items, all), cards(o, items, group), sheets(o)), nil
}

// fitting picks families, gives them their needs and words them, and picks anew
// without those that turned out to have nothing to do with the brief.
func (w *Writer) fitting(o *order, all families) ([]chosen, []product.Item) {
	groups := all.wishes(o)
	banned := w.rules.bans(&o.Reading)
	strange := map[string]bool{}
	for n := 1; ; n++ {
		picked := pick(o, groups, func(f *known) bool { return strange[f.ID] || banned.family(f) })
		all.giveNeeds(o, picked)
		found := false
		worded := make([]product.Item, len(picked))
		for i := range picked {
			worded[i] = prompt(o, picked[i])
			if o.off(&worded[i]) {
				strange[picked[i].fam.ID], found = true, true
			}
		}
		if !found || n == tries {
			return picked, worded
		}
	}
}

// wish is a family that a brief may get, and how many words the two share.
type wish struct {
	*known

	shared int
}

// wishes orders the families that may be for a brief, by their groups: what it
// wants most comes first.
func (f *families) wishes(o *order) map[string][]wish {
	about := f.marked(ofReading(&o.Reading))
	groups := map[string][]wish{}
	for i := range f.all {
		k := &f.all[i]
		if near(&o.Reading, k.Domains) >= 0 && !o.avoids(k.ID) {
			groups[k.Group] = append(groups[k.Group], wish{k, about.in(k.words)})
		}
	}
	for g, all := range groups {
		groups[g] = sorted(all, func(k wish) float64 {
			want := wanted(o, k.known) + 1.5*float64(min(4, k.shared)) + 4*float64(meant(&o.Reading, k.known, k.shared))
			if k.names[0] {
				want += 1.5
			}
			if k.taker != (taker{}) {
				want += 3 // a workflow goes on with it
			}
			if !useful(&o.Reading, k.Themes) || len(k.Domains) == 0 && !apt(&o.Reading, k.Themes[0]) {
				want -= lastResort
			}
			return -want
		})
	}
	return groups
}

// pick chooses the families of every group and tier: those of the brief's own
// domains first, each family once.
func pick(o *order, groups map[string][]wish, never func(*known) bool) []chosen {
	var out []chosen
	for _, g := range catalog.Groups() {
		q := quotas()[g]
		var set []wish
		for _, f := range groups[g] {
			if len(set) == q.starter+q.pro+q.ultimate {
				break
			}
			if !never(f.known) {
				set = append(set, f)
			}
		}
		isTaker := func(f wish) bool { return f.taker.suits(g) }
		if len(set) > 0 && !slices.ContainsFunc(set, isTaker) {
			spare := slices.IndexFunc(groups[g], func(f wish) bool { return isTaker(f) && !never(f.known) })
			if spare >= 0 {
				set[len(set)-1] = groups[g][spare]
			}
		}
		set = sorted(set, func(f wish) float64 { return -particular(o, f.known, f.shared) })
		reach(set, q, isTaker)
		for n, f := range set {
			out = append(out, chosen{fam: f.known, tier: tierOf(n, q.starter, q.starter+q.pro)})
		}
	}
	return out
}

// reach moves a taker to the end of what the starter tier holds of a group, and
// of what the pro tier holds, where none is there by itself: without prompts that
// go on from others a tier would have no workflows.
func reach(set []wish, q quota, is func(wish) bool) {
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
func particular(o *order, f *known, shared int) float64 {
	s := 100*float64(meant(&o.Reading, f, shared)) + 2*float64(min(shared, 8)) + o.chance(f.ID)
	if home(&o.Reading, f) == 0 {
		s += 3
	}
	return s
}

// home says how far the field of a family is from a reading: 0 for its first
// domain, and so on; -1 for a family for anyone or of another field. A family is
// of the field that it names first.
func home(r *brief.Reading, f *known) int {
	if len(f.Domains) == 0 {
		return -1
	}
	return near(r, f.Domains[:1])
}

// meant says for whom a family is: 2 for the people of a brief, whose field it
// has and of whose things it speaks; 1 for their field; 0 for anyone.
func meant(r *brief.Reading, f *known, shared int) int {
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
func wanted(o *order, f *known) float64 {
	best := 0.0
	for i, n := range o.Reading.Needs {
		best = max(best, float64(share(n.Themes, f.Themes))*(1-0.04*float64(i)))
	}
	bonus := 0.0
	switch at := near(&o.Reading, f.Domains[:min(1, len(f.Domains))]); {
	case at == 0:
		bonus = 7
	case at > 0 && at < len(o.Reading.Domains):
		bonus = 5
	}
	return bonus + best/7 + o.chance(f.ID)*25
}

// useful reports whether some need has a theme that the family can serve.
func useful(r *brief.Reading, themes []string) bool {
	for _, n := range r.Needs {
		if share(n.Themes, themes) > 0 {
			return true
		}
	}
	return false
}

func (c chosen) slots(o *order) slots {
	name := func(i int) string { return c.needs[min(i, len(c.needs)-1)].Name }
	s := slots{
		who: o.Reading.Who, whos: o.Reading.Whos, work: workOf(&o.Reading), setting: o.Reading.Setting,
		need: name(0), also: name(1), third: name(2),
		terms: termsOf(o, c.fam.ID, c.needs[0]),
	}
	if s.setting == "" {
		s.setting = "day to day"
	}
	s.term = name(0)
	if n := len(o.Reading.Terms); n > 0 {
		s.term = o.Reading.Terms[o.rank("term", c.fam.ID)%uint64(n)]
	}
	return s
}

// prompt words a family for the brief.
func prompt(o *order, c chosen) product.Item {
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
	for i, named := range c.fam.names {
		if named && i < len(c.needs) && c.needs[i].ID != "" {
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
	if !c.close || c.fam.Title != t || !c.fam.names[0] || len(t)+2+len(s.need) > longTitle {
		return brief.Heading(t)
	}
	if strings.ContainsAny(t, ":?!") { // one colon in a title is enough
		return brief.Heading(t) + " (" + brief.Heading(s.need) + ")"
	}
	return brief.Heading(t) + ": " + brief.Heading(s.need)
}

// promptText is what the buyer pastes.
func promptText(f *known, s slots, beside *brief.Need) string {
	var b strings.Builder
	b.WriteString(brief.Sentence(s.fill(f.Role)) + "\n")
	b.WriteString("Context: " + s.fill(f.Context) + "\n")
	b.WriteString("Task: " + s.fill(f.Task) + "\n")
	b.WriteString("Keep to these rules:\n")
	for _, c := range f.Constraints {
		b.WriteString("- " + s.fill(c) + "\n")
	}
	for _, rule := range ownRules(f, s, beside, count(b.String())+count(f.Output+f.Check)) {
		b.WriteString("- " + brief.Sentence(rule) + "\n")
	}
	b.WriteString("Answer as: " + s.fill(f.Output) + "\n")
	b.WriteString("Before you answer: " + s.fill(f.Check))
	return b.String()
}

// count counts the words of a text.
func count(text string) int {
	n := 0
	for range strings.FieldsSeq(text) {
		n++
	}
	return n
}
