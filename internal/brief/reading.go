// Package brief reads the one sentence that a creator types: who it is for,
// doing what, with what, under which constraint. Each part brings its
// vocabulary, needs and pitfalls, and parts combine.
package brief

import "github.com/gumgenie/gumgenie/internal/product"

// Reading is what a brief was understood to say. It is a pure function of the
// brief and the catalog.
type Reading struct {
	Text      string            // the brief, cleaned: NFC, no control characters, single spaces
	Signs     string            // characters beyond ASCII of the brief as typed, each once, in their order; a title need hold none of them
	Subject   string            // what the product is about, in the brief's words: "Meal and sleep", may be ""
	Who       string            // one of the people, in lower case where English wants it: "night-shift nurse"
	Whos      string            // several: "night-shift nurses"
	Setting   string            // where or when they do it: "on a ward at night", may be ""
	Title     string            // 40 to 60 characters where possible, the people named, no count: TitleFor(Category)
	Category  product.Category  // proposed from the words, for requests that name none
	Selection product.Selection // how the contents were chosen
	Domains   []string          // of catalog.Domains, best first, at least one
	Needs     []Need            // 8 to 14, most particular first, at least one per part of the brief
	Terms     []string          // nouns of the niche that read well in a sentence, at least 6
	Tools     []string          // things used, may be empty
	Rules     []Rule            // pitfalls that the contents must keep
	Tags      []string          // constraints recognised: "nights", "twins", "adhd", "budget", "hot-climate"
	Day       product.Hours     // what a day means to the people; Crosses for those who work through midnight

	audience string // the people as a title names them, in the brief's words
	about    string // what the title says if there is no subject
	topic    bool   // the brief is one phrase, with no people apart from it
}

// Need is one thing that the people need a page or prompts for.
type Need struct {
	ID      string   // kebab, unique in the reading
	Name    string   // a noun phrase: "day-sleep log"
	Details []string // column heads or parts: "blackout", "wake-ups", "quality 1-5"; may be empty
	Themes  []string // of catalog.Themes, best first, at least one
	From    string   // the part of the brief that brought it, as it is called; a domain for what nearly anybody there needs
}

// Rule is a pitfall as something that can be checked.
type Rule struct {
	ID      string   // such as "no-patient-data"
	Text    string   // for people: "No fields for patient names or identifiers"
	Forbid  []string // regular expressions (RE2, case-insensitive) that no text may match
	Require []string // capabilities the files must have, such as "day-crosses-midnight"
}
