// Package ai says what a writer is: something that turns a brief that was read
// into the sections of a product.
package ai

import (
	"context"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
)

// Order is what a writer is asked for.
type Order struct {
	Category product.Category
	Reading  brief.Reading
	Sources  []product.Source // the creator's own texts
	Seed     uint64           // another seed chooses and orders otherwise
	// Off reports whether an item has nothing to do with the brief, so that the
	// writer can take another; nil = nothing is off.
	Off func(*product.Item) bool
	// Avoid reports what an item may not be made from, by its id in the catalog;
	// nil = anything goes.
	Avoid func(source string) bool
}

// Writer writes the sections of a product, for the largest tier; each item
// names the smallest tier that holds it. The same order gives the same
// sections. It stops with the context's error when the context ends.
type Writer interface {
	Write(ctx context.Context, o Order) ([]product.Section, error)
}

// Draft is a product as a writer left it, for a model to write better.
type Draft struct {
	Order
	Title    string
	Language string // BCP 47
	Owner    string
	Product  string // its id
	Sections []product.Section
	// Wanted reports the items that may be written anew; nil = all of a kind that
	// consists of words.
	Wanted func(*product.Item) bool
	Screen Screen
	// Patient says that nobody waits: others are let go first.
	Patient bool
	// Part says that some items of a finished product are wanted, so that outline
	// and listing are not asked for.
	Part bool
	// Fresh says that kept answers will not do.
	Fresh bool
	// Phrases are names and sentences wanted in the draft's language.
	Phrases []locale.Sentence
	// How says what to do with the wanted items; the zero value is to write them
	// anew and better.
	How How
}

// Weaver makes anew what joins other items together, such as workflows.
type Weaver interface {
	Weave(o Order, sections []product.Section) ([]product.Section, error)
}

// Editor works on a text by rule, without a model. It reports false for what it
// cannot do.
type Editor interface {
	Edit(text string, how How) (string, bool)
}

// How is a wish of the creator's for some items.
type How struct {
	Action   Action
	Tone     string // with SetTone: "formal", "friendly", "plain", or in a few words
	Language string // with Translate: BCP 47
	Wish     string // a further wish in the creator's words
}

// Action is what is done with a text.
type Action string

// The actions.
const (
	Rewrite   Action = "rewrite"
	Shorten   Action = "shorten"
	Expand    Action = "expand"
	SetTone   Action = "tone"
	Fix       Action = "fix"
	Translate Action = "translate"
)

// Actions lists them.
func Actions() []Action { return []Action{Rewrite, Shorten, Expand, SetTone, Fix, Translate} }

// Screen judges items as the gates will. It is used by one goroutine at a time.
type Screen interface {
	// Faults lists what is wrong with an item that would stand in the place of
	// the one with its id, in sentences; none = it passes.
	Faults(it *product.Item) []string
	// Take notes that an item stands in that place now.
	Take(it *product.Item)
	// Says lists what is wrong with a sentence of the listing.
	Says(text string) []string
	// Replaces lists what is wrong with a text that is to stand in the place of
	// another: numbers, addresses and praise that were not there.
	Replaces(was, now string) []string
	// Backed reports whether a source of the creator's stands behind an item.
	Backed(it *product.Item) bool
}

// Progress is what happens while a draft is written better: text as it arrives,
// or an item that is taken.
type Progress struct {
	Section string
	Items   []string // ids of what the text is for
	Text    string
	Again   bool          // what was told of these items before is void
	Item    *product.Item // taken; Text is empty then
}

// Improved is what came of a draft in time.
type Improved struct {
	Items map[string]product.Item // written anew, by id; every one passed the screen
	Words product.Words           // for the listing, empty where nothing usable came
	Said  locale.Messages         // phrases of the draft in its language
	Late  []string                // ids of wanted items that did not come in time or not at all
	Why   error                   // why the model gave less than it was asked for, nil if it gave all
	Calls int                     // questions about items; each was about several
	Asked int                     // items that they were about
	// Spared is about how many tokens asking for each of them alone would have taken
	// besides.
	Spared int
}

// Improver lets a model write a draft better, until the context ends.
type Improver interface {
	// Ready reports whether there is a model to ask.
	Ready() bool
	Improve(ctx context.Context, d Draft, tell func(Progress)) Improved
	// English says the creator's sentence in English, with nothing left out.
	English(ctx context.Context, sentence, owner string) (string, error)
}

// Deriver brings items up to date that repeat what stands in others, such as an
// example of a prompt. old holds the items that were written anew, as they were.
type Deriver interface {
	Derive(sections []product.Section, old map[string]product.Item)
}
