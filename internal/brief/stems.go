package brief

import "strings"

// Stem is a word of a text as it is compared: singular, American, no accents.
type Stem struct {
	Typed string // as it stands
	Stem  string
	Kept  bool // it only says how a thing is kept: "log", "list", "weekly"
	Form  bool // it names a kind of product: "planner", "template"
	Next  bool // only a space or a hyphen parts it from the one before it
}

// Stems returns the words of a text that name something, in order. Words such as
// "of" are left out.
func Stems(text string) []Stem {
	var out []Stem
	end := -1 // of the word before
	for _, w := range words(text) {
		if w.stop {
			continue
		}
		near := end >= 0 && strings.Trim(text[end:w.at], " -") == ""
		out = append(out, Stem{Typed: w.typed, Stem: w.stem, Kept: weak(w.stem), Form: isForm(w.stem), Next: near})
		end = w.at + len(w.typed)
	}
	return out
}
