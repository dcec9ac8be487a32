package brief

import (
	"slices"
	"strings"

	"github.com/gumgenie/gumgenie/internal/catalog"
)

// anchor is the people that a brief names outright. What they work with or on,
// where they work, and whom they deal with makes no other people of them.
type anchor struct {
	head     int    // the word that the phrase of the people is about
	from, to int    // the words that name them
	domain   string // their field, "" if they are known by their word only
	field    bool   // they are called by what they do, not by how they live
}

// anchorOf returns the people that the parts found name, best parts first; nil
// where they are called nothing but people, owners or beginners.
func (x *index) anchorOf(ws []word, all []match) *anchor {
	h := slices.IndexFunc(ws, func(w word) bool { return w.head })
	if h < 0 {
		return nil
	}
	for _, m := range all {
		if m.head && names(m.part.Kind) && (m.words > 1 || x.human(ws[h]) && !doer(m.name)) {
			d := m.part.Domains[0]
			lives := m.part.Kind == catalog.Situation || d == "family" || d == "self" || d == "study"
			return &anchor{head: h, from: m.from, to: m.to, domain: d, field: !lives}
		}
	}
	if w := ws[h]; latin(w.low) && person(w.stem) && x.human(w) && !doer(w.stem) && !anybody(w.stem) {
		return &anchor{head: h, from: h, to: h + 1, field: true}
	}
	return nil
}

// anybody reports whether a word for people says nothing of what they do.
func anybody(stem string) bool {
	switch stem {
	case "beginner", "learner", "lover", "member", "volunteer", "user", "newcomer", "expert", "amateur", "fan", "man", "woman", "person", "adult", "partner", "enthusiast", "hobbyist", "leader", "organizer", "organiser", "sufferer", "caregiver", "retiree", "trainee", "student", "parent", "mother", "father", "sister", "brother", "business", "buyer", "crafter":
		return true
	}
	return somebody(stem)
}

// heed leaves out what would make other people of those whom a brief names:
// gardeners on clay are no potters, plumbers on farms no farmers, and piano
// teachers with forty pupils go to no school.
func (x *index) heed(ws []word, all []match) []match {
	a := x.anchorOf(ws, all)
	if a == nil {
		return all
	}
	return slices.DeleteFunc(all, func(m match) bool {
		i := m.to - 1
		if m.part.Kind == catalog.Constraint || m.from < a.to && m.to > a.from {
			return false
		}
		switch {
		case ws[i].stem == "court" && a.domain == "body":
			return m.part.Kind == catalog.Activity // tennis is played on another
		case m.words == 1 && stuff(ws[i].stem):
			return !a.worked(ws, i)
		case m.words == 1 && names(m.part.Kind) && workplace(ws[i].stem):
			return a.field && a.domain != "" && ws[i].who && !slices.Contains(m.part.Domains, a.domain) && among(governs(ws, a.head, i), "on", "in", "at", "from", "inside", "around", "behind")
		case names(m.part.Kind) && m.part.Kind != catalog.Situation && x.human(ws[i]):
			return a.dealt(ws, m)
		}
		return false
	})
}

// worked reports whether the material at a place is what the people shape, not
// only what a thing of theirs is made of or the ground that they stand on.
func (a *anchor) worked(ws []word, i int) bool {
	if a.domain == "making" || (a.domain == "" || a.domain == "creative") && ws[i].who && i < a.head {
		return true
	}
	if made := i+1 < len(ws) && ws[i+1].who == ws[i].who && !ws[i+1].stop && !ws[i+1].form && !bound(ws[i+1].low); made {
		return false // leather boots
	}
	if !ws[i].who {
		return true // the brief is about it
	}
	if a.domain == "creative" {
		return true // artists in clay
	}
	if i < a.head || a.domain == "growing" || governs(ws, a.head, i) == "on" {
		return false
	}
	return slices.ContainsFunc(ws[a.head+1:i], func(w word) bool {
		return among(w.low, "who", "that") || strings.HasSuffix(w.low, "ing")
	})
}

// dealt reports whether a part names those whom the people deal with: the
// brides of a photographer, the visits of a vet.
func (a *anchor) dealt(ws []word, m match) bool {
	i := m.to - 1
	if !ws[i].who {
		return i+1 < len(ws) && among(ws[i+1].stem, "visit", "appointment", "gift", "present", "call", "bill", "fee", "contact", "letter", "quote", "receipt", "feedback", "evening")
	}
	if i < a.head || !a.field || a.domain == "" || m.part.Domains[0] == "family" || slices.Contains(m.part.Domains, a.domain) {
		return false
	}
	return among(governs(ws, a.head, m.from), "with", "of", "for", "to", "between", "among", "without")
}

// governs returns the preposition or the word that opens the clause before a
// word, "" if none stands between it and the head.
func governs(ws []word, head, i int) string {
	for k := i - 1; k > head; k-- {
		if bound(ws[k].low) || ws[k].low == "among" {
			return ws[k].low
		}
	}
	return ""
}

func among(s string, of ...string) bool { return slices.Contains(of, s) }

// stuff reports whether a word names what things are made of.
func stuff(stem string) bool {
	switch stem {
	case "clay", "glass", "iron", "steel", "metal", "copper", "brass", "bronze", "silver", "gold", "tin", "pewter", "zinc",
		"wood", "wooden", "timber", "lumber", "plywood", "hardwood", "cork", "wicker", "rattan",
		"leather", "fur", "feather", "wool", "yarn", "fleece", "silk", "linen", "cotton", "velvet", "denim", "felt", "lace", "thread", "fabric", "textile", "canvas",
		"stone", "brick", "tile", "concrete", "granite", "marble", "slate", "chalk", "gravel", "sand", "plaster", "cobblestone",
		"paper", "ink", "wax", "beeswax", "resin", "epoxy", "rubber", "plastic", "porcelain", "stoneware", "ceramic", "ceramics", "crystal", "amber", "pearl", "shell":
		return true
	}
	return false
}

// workplace reports whether a word names a place that gives work to more
// people than those who are called after it.
func workplace(stem string) bool {
	switch stem {
	case "farm", "allotment", "garden", "greenhouse", "orchard", "vineyard", "winery", "apiary", "restaurant", "cafe", "bakery", "pub", "kitchen", "pharmacy",
		"guesthouse", "campsite", "mosque", "synagogue", "castle", "theater", "railway", "railroad", "forge", "roastery", "club", "band", "orchestra", "circus", "festival":
		return true
	}
	return false
}
