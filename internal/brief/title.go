package brief

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/product"
)

// The lengths of a title in characters: wanted at least, wanted at most, never
// more than.
const (
	titleLeast = 40
	titleBest  = 60
	titleMost  = 70
)

// TitleFor returns the title of a product of a category: what it is about,
// what it is, and for whom. It claims no count and no other category.
func (r *Reading) TitleFor(c product.Category) string {
	noun := "Workbook"
	if spec, ok := catalog.SpecOf(c); ok {
		noun = spec.Noun
	}
	subject, audience := r.Subject, r.audience
	if audience == "people" {
		audience = "" // it says nothing
	}
	if audience != "" && alike(subject, audience) {
		if r.topic && tailed(subject) {
			audience = "" // "Ramadan with small children" says more than its people
		} else {
			subject = ""
		}
	}
	if audience == "" && !(r.topic && tailed(subject)) {
		if audience = r.Whos; audience == "people" {
			audience = ""
		}
		if alike(subject, audience) {
			audience = ""
		}
	}
	return paired(fit(subject, noun, audience, r.Whos, r.about, r.topic))
}

// tailed reports whether a phrase goes on after its head: "with small children".
func tailed(phrase string) bool {
	for i, f := range strings.Fields(phrase) {
		if i > 0 && bound(strings.ToLower(f)) {
			return true
		}
	}
	return false
}

// fit chooses the longest wording that is not too long.
func fit(subject, noun, audience, whos, about string, topic bool) string {
	build := func(subject, audience string) string {
		t := noun
		if subject != "" {
			t = subject + " " + noun
		}
		if audience != "" {
			t += " for " + audience
		}
		return Heading(t)
	}
	length := utf8.RuneCountInString
	if subject == "" || length(build(subject, audience)) < titleLeast && audience != "" {
		if t := build(about, audience); subject == "" && length(t) <= titleBest && length(build("", audience)) < titleLeast {
			return t
		}
	}
	if subject != "" && topic && length(build(subject, audience)) > titleBest {
		if t := build(subject, ""); length(t) <= titleMost { // all the brief says
			return t
		}
	}
	named := audience != ""
	all := append([]string{audience}, cuts(audience)...)
	for _, a := range all {
		if t := build(subject, a); a != "" && length(t) <= titleBest && (a == audience || length(t) >= titleLeast) {
			return t
		}
	}
	for _, s := range []string{subject, cut(subject, 34), ""} {
		for _, a := range append(slices.Insert(all, 1, whos), chief(audience), "") {
			if t := build(s, a); length(t) <= titleMost && (a != "" || s != "" && !named) {
				return t
			}
		}
	}
	return build(cut(subject, 40), "")
}

// cuts returns a phrase without its last clauses, longest first; never only
// "people".
func cuts(phrase string) []string {
	ws := words(phrase)
	var out []string
	for _, i := range breaks(ws, false) {
		if k, _ := key(ws[:i]); k != "" {
			out = append(out, strings.TrimRight(phrase[:ws[i].at], " ,;:–—-"))
		}
	}
	return out
}

// chief names the people of a phrase without what they do or have: "dancers" who
// come back from an injury; "" if that is only "people".
func chief(phrase string) string {
	ws := words(phrase)
	for i := 1; i < len(ws) && !bound(ws[i-1].low); i++ {
		if plural(ws[i-1]) && !ws[i-1].stop && complete(ws[:i]) {
			return phrase[:ws[i-1].at+len(ws[i-1].typed)]
		}
	}
	return ""
}

// cut shortens a text to at most n characters, where it still reads as a whole
// if there is such a place, else to whole words; a text without spaces is cut
// between characters.
func cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	ws := words(s)
	if len(ws) > 0 {
		t := shape{text: s}
		if ws = t.within(ws, n); utf8.RuneCountInString(t.slice(ws)) <= n {
			return t.slice(ws)
		}
	}
	return string([]rune(s)[:n])
}

// alike reports whether two phrases name the same: baking and bakers.
func alike(a, b string) bool {
	for _, x := range words(a) {
		for _, y := range words(b) {
			if x.stop || y.stop || isForm(x.stem) {
				continue
			}
			n := 0
			for n < len(x.stem) && n < len(y.stem) && x.stem[n] == y.stem[n] {
				n++
			}
			if n >= 5 || n >= 4 && n == min(len(x.stem), len(y.stem)) || x.stem == y.stem {
				return true
			}
		}
	}
	return false
}

// filler is what a title is about when the brief does not say.
func filler(domains []string) string {
	if len(domains) == 0 {
		return "Week and Goals"
	}
	switch domains[0] {
	case "care":
		return "Shift and Recovery"
	case "teaching":
		return "Lesson and Term"
	case "office":
		return "Work and Week"
	case "trades":
		return "Job and Money"
	case "making":
		return "Project and Supplies"
	case "growing":
		return "Season and Harvest"
	case "animals":
		return "Care and Training"
	case "food":
		return "Kitchen and Order"
	case "creative":
		return "Project and Practice"
	case "tech":
		return "Project and Focus"
	case "selling":
		return "Sales and Money"
	case "events":
		return "Booking and Timeline"
	case "family":
		return "Family and Home"
	case "body":
		return "Health and Routine"
	case "study":
		return "Study and Practice"
	case "shifts":
		return "Shift and Rest"
	case "community":
		return "Rota and Meeting"
	case "play":
		return "Hobby and Collection"
	}
	return "Week and Goals"
}
