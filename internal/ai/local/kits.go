package local

import (
	"fmt"
	"sort"
	"strings"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/product"
)

func text(name, value string) product.Text { return product.Text{Name: name, Value: value} }

// tierOf gives the n-th thing of a kind the tier whose count it falls under.
func tierOf(n, starter, pro int) product.Tier {
	switch {
	case n < starter:
		return product.Starter
	case n < pro:
		return product.Pro
	}
	return product.Ultimate
}

// workflows chains prompts that serve one need, in the order of work, and says
// what is handed from each to the next.
func workflows(o ai.Order, items []*product.Item, group map[string]string) product.Section {
	sec := product.Section{ID: "workflows", Title: "Workflows", Note: "Prompts in a row: what one answers, the next takes in."}
	needs := o.Reading.Needs
	for n := 0; len(sec.Items) < 12 && n < 3*len(needs); n++ {
		need := needs[n%len(needs)]
		tier := tierOf(len(sec.Items), 2, 6)
		steps := chain(o, items, group, need, tier, n/len(needs))
		if len(steps) < 3 {
			continue
		}
		it := product.Item{
			ID: fmt.Sprintf("w%02d", len(sec.Items)+1), Kind: product.Workflow, Tier: tier, Writer: Name, Needs: []string{need.ID},
			Title: heading(need.Name) + ", " + []string{"from start to finish", "made to last", "when it has to be better"}[n/len(needs)],
		}
		it.Texts = append(it.Texts, text("purpose", fmt.Sprintf("Takes %s from a first plan to something you can use and check, in %d steps.", need.Name, len(steps))))
		for i, s := range steps {
			it.Texts = append(it.Texts, text("step", stepText(steps, i, s)))
		}
		sec.Items = append(sec.Items, it)
	}
	return sec
}

func stepText(steps []*product.Item, i int, s *product.Item) string {
	line := fmt.Sprintf("%s %s. ", strings.ToUpper(s.ID), s.Title)
	if i == len(steps)-1 {
		return line + "Use the answer; keep it with the date."
	}
	next := steps[i+1]
	return line + fmt.Sprintf("Hand over: give the answer to %s as %s.", strings.ToUpper(next.ID), inputName(next))
}

// inputName returns the first blank of a prompt, in brackets.
func inputName(it *product.Item) string {
	in := it.Text("input")
	if i := strings.IndexByte(in, ']'); i > 0 {
		return in[:i+1]
	}
	return "its first blank"
}

// chain picks up to five prompts that serve a need and that the tier holds, at
// most one of a group, in the order of the groups. Another round picks others
// where there are others.
func chain(o ai.Order, items []*product.Item, group map[string]string, need brief.Need, tier product.Tier, round int) []*product.Item {
	byGroup := map[string][]*product.Item{}
	for _, it := range items {
		if tier.Holds(it.Tier) && has(it.Needs, need.ID) {
			byGroup[group[it.ID]] = append(byGroup[group[it.ID]], it)
		}
	}
	var steps []*product.Item
	for _, g := range catalog.Groups() {
		if fit := byGroup[g]; len(fit) > 0 {
			steps = append(steps, fit[round%len(fit)])
		}
	}
	for len(steps) > 5 { // keep first and last, thin out between
		k := 1 + int(rank(o, fmt.Sprint(need.ID, round, len(steps)))%uint64(len(steps)-2))
		steps = append(steps[:k:k], steps[k+1:]...)
	}
	return steps
}

func has(all []string, one string) bool {
	for _, a := range all {
		if a == one {
			return true
		}
	}
	return false
}

// examples fill the blanks of prompts and say what a good answer holds.
func examples(o ai.Order, items []*product.Item) product.Section {
	sec := product.Section{ID: "examples", Title: "Worked examples", Note: "The blanks filled in with invented but likely values, and what a good answer has. Replace every value by your own."}
	order := append([]*product.Item(nil), items...)
	sort.SliceStable(order, func(i, j int) bool { return rank(o, "example"+order[i].Source) < rank(o, "example"+order[j].Source) })
	count := map[product.Tier]int{}
	want := map[product.Tier]int{product.Starter: 5, product.Pro: 10, product.Ultimate: 15}
	for _, tier := range []product.Tier{product.Starter, product.Pro, product.Ultimate} {
		for _, p := range order {
			if p.Tier != tier || count[tier] == want[tier] {
				continue
			}
			count[tier]++
			filled := p.Text("prompt")
			it := product.Item{
				ID: fmt.Sprintf("e%02d", len(sec.Items)+1), Kind: product.Example, Tier: tier, Writer: Name, Needs: p.Needs, Source: p.ID,
				Title: p.Title,
			}
			for _, in := range p.All("input") {
				end := strings.IndexByte(in, ']')
				name, value := in[:end+1], strings.TrimSpace(in[end+1:])
				filled = strings.ReplaceAll(filled, name, value)
				it.Texts = append(it.Texts, text("value", name+" "+value))
			}
			it.Texts = append(it.Texts, text("filled", filled))
			for _, q := range p.All("quality") {
				it.Texts = append(it.Texts, text("good", q))
			}
			sec.Items = append(sec.Items, it)
		}
	}
	return sec
}

// cards are one-page references: a role to give the assistant for each group.
func cards(o ai.Order, items []*product.Item) product.Section {
	sec := product.Section{ID: "cards", Title: "Role cards", Note: "Paste a card first, then the prompt: it tells the assistant whom it works for."}
	seen := map[string]bool{}
	for _, p := range items {
		role, _, _ := strings.Cut(p.Text("prompt"), "\n")
		if seen[role] || len(sec.Items) == 12 {
			continue
		}
		if rank(o, "card"+p.Source)%3 != 0 && len(items) > 40 {
			continue
		}
		seen[role] = true
		sec.Items = append(sec.Items, product.Item{
			ID: fmt.Sprintf("c%02d", len(sec.Items)+1), Kind: product.Card, Tier: product.Ultimate, Writer: Name, Source: p.ID,
			Title: "Role card: " + strings.ToLower(p.Title[:1]) + p.Title[1:],
			Texts: []product.Text{
				text("role", role),
				text("people", fmt.Sprintf("I work with %s in mind. Words we use: %s.", o.Reading.Whos, threeTerms(o, "card"+p.ID))),
				text("ask", "Ask me for whatever you need before you answer. Say plainly what you are unsure of."),
				text("use", fmt.Sprintf("Goes well with %s.", strings.ToUpper(p.ID))),
			},
		})
	}
	return sec
}

// sheets are checklists to print: for the voice, for judging answers, and one
// for each of the first needs.
func sheets(o ai.Order) product.Section {
	r := o.Reading
	sec := product.Section{ID: "sheets", Title: "Voice kit and check sheets", Note: "To fill in once and to keep beside you."}
	add := func(title, purpose string, lines ...string) {
		it := product.Item{ID: fmt.Sprintf("s%02d", len(sec.Items)+1), Kind: product.Sheet, Tier: product.Ultimate, Writer: Name, Title: title, Texts: []product.Text{text("purpose", purpose)}}
		for _, l := range lines {
			it.Texts = append(it.Texts, text("check", l))
		}
		sec.Items = append(sec.Items, it)
	}
	add("Brand voice kit", "Fill it in once; paste it under any prompt of the group “Your voice”.",
		"Three words that describe how I sound:", "Three words that I never want to sound like:", "I write to (the reader, in one line):",
		"Words that "+r.Whos+" use and I use too, such as "+threeTerms(o, "voice")+":", "Words I avoid, and what I say instead:",
		"How I greet and how I sign:", "A paragraph of mine that sounds right (paste it here):", "What I promise, and what I never promise:")
	add("Evaluation sheet", "Score an answer before you use it: 0 = no, 1 = partly, 2 = yes. Under 10 of 16: ask again.",
		"It answers what I asked, not something near it.", "Every number and name in it comes from me or was checked.", "It has the form and length I asked for.",
		"It fits "+r.Whos+" and could not be meant for anyone else.", "It says what it assumed.", "Nothing private went in, nothing private came out.",
		"I would put my name under it.", "I know the next step after reading it.")
	for _, n := range r.Needs[:min(6, len(r.Needs))] {
		lines := []string{"What it is for is written in one line.", "The facts it rests on are collected: dates, amounts, words of others."}
		for _, d := range n.Details[:min(5, len(n.Details))] {
			lines = append(lines, sentence(d)+" is covered, or left out on purpose.")
		}
		lines = append(lines, "It is checked by somebody who was not there.", "The next date to look at it is set.")
		add("Checklist: "+n.Name, "Before you call "+n.Name+" finished.", lines...)
	}
	return sec
}
