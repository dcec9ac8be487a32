// Package product holds the nouns of a digital product: what was asked for,
// the sections and items it is written as, its listing, tiers and files.
//
// A product is data first; files are rendered from it. The package does no I/O
// and knows neither how a product is made nor where it is kept.
package product

import (
	"time"

	"github.com/gumgenie/gumgenie/internal/locale"
)

// Status says where a product is in its life.
type Status string

// The statuses. Complete, Stopped and Failed are final.
const (
	Queued   Status = "queued"
	Running  Status = "running"
	Complete Status = "complete"
	Stopped  Status = "stopped"
	Failed   Status = "failed"
)

// Final reports whether nothing more happens to a product by itself.
func (s Status) Final() bool { return s == Complete || s == Stopped || s == Failed }

// Category names a kind of product; the catalog holds its specification.
type Category string

// The categories that can be made.
const (
	AIPrompts       Category = "ai-prompts"
	DigitalPlanners Category = "digital-planners"
)

// Tier names what a buyer can choose between, from the smallest to the largest.
type Tier string

// The tiers. Mini is the planners' free entry.
const (
	Mini     Tier = "mini"
	Starter  Tier = "starter"
	Pro      Tier = "pro"
	Ultimate Tier = "ultimate"
)

// Rank orders tiers: a larger tier holds every item of a smaller one. An
// unknown tier has rank -1.
func (t Tier) Rank() int {
	switch t {
	case Mini:
		return 0
	case Starter:
		return 1
	case Pro:
		return 2
	case Ultimate:
		return 3
	}
	return -1
}

// Holds reports whether a buyer of tier t gets what belongs to tier from.
func (t Tier) Holds(from Tier) bool { return t.Rank() >= from.Rank() }

// Source is a text of the creator's own that the product may draw on.
type Source struct {
	Name string `json:"name"`
	Type string `json:"type"` // markdown, text or html
	Text string `json:"text"`
}

// Request is what the creator asked for. After acceptance every field but
// Sources has a value: what was left out has been chosen and is stored.
type Request struct {
	Brief     string   `json:"brief"`
	Category  Category `json:"category,omitempty"`
	Tier      Tier     `json:"tier,omitempty"` // "" = all tiers of the category
	Preset    string   `json:"preset,omitempty"`
	Palette   string   `json:"palette,omitempty"` // id of a theme of the catalog
	Sources   []Source `json:"sources,omitempty"`
	Language  string   `json:"language,omitempty"`  // BCP 47
	Currency  string   `json:"currency,omitempty"`  // ISO 4217
	Paper     string   `json:"paper,omitempty"`     // a4 or letter
	WeekStart string   `json:"weekStart,omitempty"` // monday or sunday
	Year      int      `json:"year,omitempty"`      // first dated year
	Seed      uint64   `json:"seed,omitempty"`
}

// SelectionKind says how well the catalog knows the brief's people.
type SelectionKind string

// The kinds of selection.
const (
	FromNiche SelectionKind = "niche"    // a curated niche
	Composed  SelectionKind = "composed" // put together from a trade, activities, tools, constraints
	General   SelectionKind = "general"  // nothing particular was recognised; the note says so
)

// Selection says what the contents were chosen by.
type Selection struct {
	Kind    SelectionKind `json:"kind"`
	Matched []string      `json:"matched"` // the names that were recognised, best first
	Note    string        `json:"note"`    // one sentence for the creator
}

// Kind names what an item is.
type Kind string

// The kinds of item.
const (
	Prompt   Kind = "prompt"
	Workflow Kind = "workflow"
	Example  Kind = "example"
	Card     Kind = "card"
	Sheet    Kind = "checklist"
	Page     Kind = "page"  // a planner page of a module layout
	Paper    Kind = "paper" // a note paper
	Cover    Kind = "cover"
	Sticker  Kind = "sticker"
	Divider  Kind = "section" // a custom section of a planner
)

// Text is one named text of an item, such as "prompt" or "whenToUse". A
// repeated name is a list, in order.
type Text struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Block is one widget of a page, such as a table or a row of boxes; it is what
// a creator edits and what the layout draws. Fields without meaning for a kind
// are empty. See docs/decisions for the list of kinds.
type Block struct {
	Kind    string   `json:"kind"`
	Label   string   `json:"label,omitempty"`
	Hint    string   `json:"hint,omitempty"`    // small print under the label
	Columns []string `json:"columns,omitempty"` // heads
	Rows    []string `json:"rows,omitempty"`    // row labels, items, questions
	Count   int      `json:"count,omitempty"`   // blank rows, cells, steps
	From    int      `json:"from,omitempty"`    // first hour or value
	To      int      `json:"to,omitempty"`      // last hour or value
	Fill    string   `json:"fill,omitempty"`    // blank, lines, dots, squares
	Weight  float64  `json:"weight,omitempty"`  // share of the space beside its siblings, 0 = 1
	Absorb  bool     `json:"absorb,omitempty"`  // takes the details of a niche's need as columns or rows
	Of      []Block  `json:"of,omitempty"`      // children of row and stack
}

// Item is one piece of a product: a prompt, a page, a paper.
type Item struct {
	ID     string   `json:"id"`
	Kind   Kind     `json:"kind"`
	Title  string   `json:"title"`
	Tier   Tier     `json:"tier"`             // the smallest tier that holds it
	Source string   `json:"source"`           // catalog id it was made from
	Writer string   `json:"writer"`           // local, a model's name, or creator
	Needs  []string `json:"needs,omitempty"`  // ids of the needs it serves
	Texts  []Text   `json:"texts,omitempty"`  // prompts, workflows, examples, cards
	Blocks []Block  `json:"blocks,omitempty"` // pages
	Edited bool     `json:"edited,omitempty"` // changed by the creator

	// Language is that of an item which is not in the product's language yet, "" for
	// any other: the local writer writes English only.
	Language string `json:"language,omitempty"`
	// Pending marks an item of the local writer that a model is still to write
	// better, in the background.
	Pending bool `json:"pending,omitempty"`
	// Check tells the creator what to look at before selling, one sentence: a
	// model wrote it and no source stands behind it. "" = nothing.
	Check string `json:"check,omitempty"`
}

// Text returns the first text of that name, "" if there is none.
func (it *Item) Text(name string) string {
	for _, t := range it.Texts {
		if t.Name == name {
			return t.Value
		}
	}
	return ""
}

// All returns every text of that name, in order.
func (it *Item) All(name string) []string {
	var all []string
	for _, t := range it.Texts {
		if t.Name == name {
			all = append(all, t.Value)
		}
	}
	return all
}

// Section is a group of items with a title of its own.
type Section struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Note  string `json:"note,omitempty"` // one or two sentences under the title
	// Language is that of title and note which are not in the product's yet.
	Language string `json:"language,omitempty"`
	Items    []Item `json:"items"`
}

// Claim is a statement with a number, counted from the files or the items.
type Claim struct {
	ID    string `json:"id"`   // such as "prompts" or "pages"
	Tier  Tier   `json:"tier"` // "" = all tiers together
	Count int    `json:"count"`
	Text  string `json:"text"` // "150 prompts"
}

// Counts says how many of what a tier holds, by claim id ("prompts", "pages",
// "links"), counted from its finished files.
type Counts map[Tier]map[string]int

// Question is one entry of the listing's FAQ.
type Question struct {
	Ask    string `json:"question"`
	Answer string `json:"answer"`
}

// Fact is one row beside the price: Format, Pages, Works with.
type Fact struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Listing is the page that a buyer reads before paying.
type Listing struct {
	Title       string     `json:"title"`
	Tagline     string     `json:"tagline"`
	Description string     `json:"description"` // Markdown; HTML and text are derived
	Tags        []string   `json:"tags"`
	Facts       []Fact     `json:"facts"`
	FAQ         []Question `json:"faq"`
	CallToAct   string     `json:"callToAction"`
	Claims      []Claim    `json:"claims"`
	Edited      []string   `json:"edited,omitempty"` // JSON names of the fields that the creator wrote
}

// Words are what a model wrote for the listing. They hold no numbers; empty ones
// are written by rule.
type Words struct {
	Writer    string     `json:"writer,omitempty"` // the model
	Tagline   string     `json:"tagline,omitempty"`
	Outcome   string     `json:"outcome,omitempty"`   // first line of the description
	Situation string     `json:"situation,omitempty"` // what the days of these people are like
	FAQ       []Question `json:"faq,omitempty"`
}

// Offer is a tier as it is sold: price and what is in it.
type Offer struct {
	Tier     Tier     `json:"tier"`
	Name     string   `json:"name"`
	Price    int      `json:"price"` // in cents of the currency, 0 = free
	Currency string   `json:"currency"`
	Includes []string `json:"includes"` // bullet lines, counts from the files
	Bundle   string   `json:"bundle"`   // path of the ZIP, "" until made
	Bytes    int64    `json:"bytes"`
	Evidence string   `json:"evidence"`         // why this price
	Edited   bool     `json:"edited,omitempty"` // the creator set the price
}

// Design is how the product looks everywhere.
type Design struct {
	Preset  string `json:"preset"`
	Palette string `json:"palette"`
	Fonts   string `json:"fonts"` // sans, serif or mono
}

// Hours is what a day means to the people: 6 to 22, or 18 to 42 for those who
// work through midnight.
type Hours struct {
	From int `json:"from"` // 0 to 23
	To   int `json:"to"`   // up to From + 24
}

// Crosses reports whether a day goes on past midnight.
func (h Hours) Crosses() bool { return h.To > 24 }

// File is one rendered file. Path is relative to the product, slashes only,
// such as "pro/main/02-prompts.csv" or "listing/cover.png".
type File struct {
	Path  string `json:"path"`
	Type  string `json:"type"` // media type
	Bytes int64  `json:"bytes"`
	SHA   string `json:"sha256"`
	Tier  Tier   `json:"tier,omitempty"`  // "" for listing/ and report/
	Pages int    `json:"pages,omitempty"` // PDFs
	From  string `json:"-"`               // hash of the inputs it was rendered from
}

// Gate is the outcome of one gate over the whole product.
type Gate struct {
	ID     string   `json:"id"`
	Title  string   `json:"title"`
	Passed bool     `json:"passed"`
	Checks int      `json:"checks"` // how many things were looked at
	Faults []string `json:"faults"` // where and what, at most 20
}

// Criterion is one line of the rubric.
type Criterion struct {
	ID        string  `json:"id"`
	Dimension string  `json:"dimension"`
	Points    float64 `json:"points"`
	Of        float64 `json:"of"`
	Measured  string  `json:"measured"` // what was measured
	Raise     string  `json:"raise"`    // what would raise it, "" at full points
}

// Report is the verdict of gates and rubric.
type Report struct {
	Score       float64            `json:"score"` // 0 to 100
	LaunchReady bool               `json:"launchReady"`
	Dimensions  map[string]float64 `json:"dimensions"`
	Criteria    []Criterion        `json:"criteria"`
	Gates       []Gate             `json:"gates"`
	Why         string             `json:"why"` // why it is not launch-ready, "" if it is
}

// Product is one product, whole.
type Product struct {
	ID        string    `json:"id"`
	Owner     string    `json:"-"`
	Status    Status    `json:"status"`
	Category  Category  `json:"category"`
	Brief     string    `json:"brief"`
	Title     string    `json:"title"`
	Slug      string    `json:"slug"`
	Request   Request   `json:"request"`
	Selection Selection `json:"selection"`
	Dropped   string    `json:"droppedCharacters,omitempty"` // characters no font here has
	Day       Hours     `json:"day"`
	Design    Design    `json:"design"`
	// English is the brief in English, by which the catalog is read; "" = Brief.
	English string `json:"english,omitempty"`
	// Phrases are names and sentences of this product in its language, which no
	// built-in catalog has; Unsaid is how many are still said in English.
	Phrases locale.Messages `json:"phrases,omitempty"`
	Unsaid  int             `json:"unsaid,omitempty"`

	Words    Words     `json:"words,omitzero"`
	Listing  Listing   `json:"listing"`
	Offers   []Offer   `json:"tiers"`
	Sections []Section `json:"sections"`
	Files    []File    `json:"files"`
	Report   Report    `json:"report"`
	Revision int       `json:"revision"`
	Error    string    `json:"error,omitempty"` // a sentence, when failed
	Created  time.Time `json:"created"`
	Updated  time.Time `json:"updated"`
}

// Items calls fn with every item that a buyer of the tier gets, in order.
func (p *Product) Items(tier Tier, fn func(*Section, *Item)) {
	for s := range p.Sections {
		sec := &p.Sections[s]
		for i := range sec.Items {
			if tier.Holds(sec.Items[i].Tier) {
				fn(sec, &sec.Items[i])
			}
		}
	}
}

// Count returns how many items of a kind a buyer of the tier gets.
func (p *Product) Count(tier Tier, kind Kind) int {
	n := 0
	p.Items(tier, func(_ *Section, it *Item) {
		if it.Kind == kind {
			n++
		}
	})
	return n
}

// Profile is the seller, set once, printed into every file.
type Profile struct {
	Name      string `json:"name"`
	Contact   string `json:"contact"`
	Site      string `json:"site"`
	Refund    string `json:"refund"`   // faulty-only, 7-days or 30-days
	Licence   string `json:"licence"`  // personal, commercial or team
	TeamSize  int    `json:"teamSize"` // people, for a team licence
	Currency  string `json:"currency"`
	Paper     string `json:"paper"`
	WeekStart string `json:"weekStart"`
	Language  string `json:"language"`
	Logo      []byte `json:"logo,omitempty"` // PNG
}
