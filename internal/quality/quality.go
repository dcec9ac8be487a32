// Package quality holds the gates that a product must pass before anybody can
// buy it, and the rubric that says how good it is.
//
// A gate looks at finished bytes and at the data they were made from; a file
// that fails one does not ship. The rubric gives points only for what can be
// measured, and says what would raise them.
package quality

import (
	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
)

// The gates, by id. The first four are about single files and are passed or
// failed by Inspect; the others are about the product as a whole.
const (
	GateFiles      = "files"      // every file opens and is what its name says
	GateLinks      = "links"      // every link lands on what it names
	GateText       = "text"       // no text is cut off, outside its page or without its letters
	GateLeftovers  = "leftovers"  // nothing of a template or a model's small talk
	GateClaims     = "claims"     // every number of the listing was counted
	GateCounts     = "counts"     // every tier holds what the catalog promises of it
	GateDuplicates = "duplicates" // nothing is sold twice
	GateDrift      = "drift"      // every item belongs to the brief
	GatePitfalls   = "pitfalls"   // the rules of the niche hold
	GateHonesty    = "honesty"    // nothing invented, no pressure
	GateContrast   = "contrast"   // text can be read in every colour theme
	GateMarket     = "market"     // limits of the marketplace
	GateNeeds      = "needs"      // every need of the people is served
	GateStatements = "statements" // what the files can and cannot do is said
	GateLanguage   = "language"   // all of it is in the product's language
	GateBundle     = "bundle"     // every tier is packed with its papers
)

// Fault is one thing that is wrong in one file.
type Fault struct {
	Gate  string `json:"gate"`  // id of the gate
	Where string `json:"where"` // page, line, cell or entry
	What  string `json:"what"`  // one sentence
}

// Facts is what was found in the finished bytes of one file. It is kept with
// the file, so that an unchanged file is not read again.
type Facts struct {
	Counts map[string]int `json:"counts"` // by claim id: "pages", "links", "prompts"
	Checks map[string]int `json:"checks"` // by gate id: how many things were looked at
	Faults []Fault        `json:"faults,omitempty"`
	Titles Titles         `json:"titles,omitempty"` // what the file has headings, bookmarks or entries for
	Says   []string       `json:"says,omitempty"`   // ids of the true statements that it makes
	Names  []string       `json:"names,omitempty"`  // typefaces, without the mark of a subset
}

// maxFaults bounds the faults that are kept of a file; a broken file would
// otherwise repeat one on every page.
const maxFaults = 40

// fault adds a fault unless there are enough.
func (f *Facts) fault(gate, where, what string) {
	if len(f.Faults) < maxFaults {
		f.Faults = append(f.Faults, Fault{Gate: gate, Where: where, What: what})
	}
}

// check counts n things that a gate looked at.
func (f *Facts) check(gate string, n int) { f.Checks[gate] += n }

// Input is all that the verdict depends on.
type Input struct {
	Product *product.Product
	Reading brief.Reading
	Profile product.Profile
	Lang    *locale.Printer  // of the product; nil = English
	Themes  []catalog.Theme  // that the files come in
	Facts   map[string]Facts // by path of the file
	// Lexicon tells the words of the fields of work apart; nil = it is built
	// from the embedded catalog for this verdict, which takes longer.
	Lexicon *Lexicon
}
