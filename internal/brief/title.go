package brief

import (
	"strings"
	"unicode"
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
	return fit(subject, noun, audience, r.Whos, r.about, r.topic)
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
		return titleCase(t)
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
	for _, a := range append([]string{audience}, cuts(audience)...) {
		if t := build(subject, a); length(t) <= titleBest && a != "" {
			return t
		}
	}
	for _, a := range []string{audience, whos, cut(audience, 40), ""} {
		for _, s := range []string{subject, cut(subject, 34), ""} {
			if t := build(s, a); length(t) <= titleMost && (a != "" || s != "") {
				return t
			}
		}
	}
	return build(cut(subject, 40), "")
}

// cuts returns a phrase without its last clauses, longest first.
func cuts(phrase string) []string {
	var out []string
	fields := strings.Fields(phrase)
	for i := len(fields) - 1; i > 0; i-- {
		if bound(fields[i]) && fields[i] != "of" && fields[i] != "and" && fields[i] != "&" {
			out = append(out, strings.Join(fields[:i], " "))
		}
	}
	return out
}

// cut shortens a text to whole words of at most n characters; a text without
// spaces is cut between characters.
func cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	out := ""
	for _, f := range strings.Fields(s) {
		if utf8.RuneCountInString(out)+utf8.RuneCountInString(f)+1 > n {
			break
		}
		out = strings.TrimSpace(out + " " + f)
	}
	if out == "" {
		return string([]rune(s)[:n])
	}
	fields := strings.Fields(out)
	for len(fields) > 1 && (bound(fields[len(fields)-1]) || isArticle(fields[len(fields)-1])) {
		fields = fields[:len(fields)-1]
	}
	return strings.Join(fields, " ")
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

// titleCase capitalises words as English titles do; what has capitals of its
// own, or is not Latin, stays as it is.
func titleCase(s string) string {
	fields := strings.Fields(s)
	for i, f := range fields {
		if i > 0 && i < len(fields)-1 && minor(f) {
			continue
		}
		parts := strings.Split(f, "-")
		for k, p := range parts {
			if k > 0 && minor(p) {
				continue
			}
			parts[k] = capital(p)
		}
		fields[i] = strings.Join(parts, "-")
	}
	return strings.Join(fields, " ")
}

func capital(s string) string {
	for i, r := range s {
		if unicode.IsLetter(r) {
			if strings.IndexFunc(s, unicode.IsUpper) >= 0 {
				return s
			}
			return s[:i] + string(unicode.ToTitle(r)) + s[i+utf8.RuneLen(r):]
		}
		if unicode.IsDigit(r) {
			return s
		}
	}
	return s
}

func minor(w string) bool {
	switch w {
	case "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "of", "off", "on", "or", "over", "per", "the", "to", "with", "without", "under", "after", "before", "during", "about", "near", "via", "am", "pm", "à", "de", "du", "des", "la", "le", "les", "et", "y", "e", "el", "los", "las", "und", "mit", "im", "aus", "für", "der", "die", "das", "von", "con", "para", "en", "di", "da", "do", "och", "för", "med", "для", "и", "в", "с":
		return len(w) < 5 || w == "under" || w[0] >= 0x80 || w == "para"
	}
	return false
}
