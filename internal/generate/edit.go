package generate

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
)

// Patch is a change to a product, as a JSON merge patch has it: what is nil
// stays. Sections and items are found by their id; one that is not named stays,
// one that is null goes.
type Patch struct {
	Title    *string                  `json:"title,omitempty"`
	Preset   *string                  `json:"preset,omitempty"`
	Palette  *string                  `json:"palette,omitempty"`
	Listing  *ListingPatch            `json:"listing,omitempty"`
	Tiers    map[string]*OfferPatch   `json:"tiers,omitempty"`
	Sections map[string]*SectionPatch `json:"sections,omitempty"`
}

// ListingPatch changes the texts of the listing. A changed text is the
// creator's from then on: it is not written anew.
type ListingPatch struct {
	Title       *string             `json:"title,omitempty"`
	Tagline     *string             `json:"tagline,omitempty"`
	Description *string             `json:"description,omitempty"`
	Tags        *[]string           `json:"tags,omitempty"`
	FAQ         *[]product.Question `json:"faq,omitempty"`
	CallToAct   *string             `json:"callToAction,omitempty"`
}

// OfferPatch changes how a tier is sold.
type OfferPatch struct {
	Price *int    `json:"price,omitempty"` // in cents
	Name  *string `json:"name,omitempty"`
}

// SectionPatch changes a section and its items.
type SectionPatch struct {
	Title *string               `json:"title,omitempty"`
	Note  *string               `json:"note,omitempty"`
	Order []string              `json:"order,omitempty"` // ids of its items, all of them
	Items map[string]*ItemPatch `json:"items,omitempty"` // null removes; an unknown id adds
}

// ItemPatch changes an item, or is a new one.
type ItemPatch struct {
	Kind   *product.Kind    `json:"kind,omitempty"` // new items only
	Title  *string          `json:"title,omitempty"`
	Tier   *product.Tier    `json:"tier,omitempty"`
	Texts  *[]product.Text  `json:"texts,omitempty"`
	Blocks *[]product.Block `json:"blocks,omitempty"`
}

// Edit changes a product, makes again what shows the change, runs the gates and
// keeps the result as its next revision. prod is changed; after an error it must
// be thrown away, and what is kept is as it was.
func (p *Pipeline) Edit(ctx context.Context, prod *product.Product, profile product.Profile, patch Patch) error {
	return guard(func() error { return p.edit(ctx, prod, profile, patch) })
}

func (p *Pipeline) edit(ctx context.Context, prod *product.Product, profile product.Profile, patch Patch) error {
	if prod.Status != product.Complete {
		return fault.New(fault.Conflict, "The product is %s; only a complete one can be changed.", prod.Status)
	}
	before := copied(prod.Sections)
	notes, err := patch.apply(prod)
	if err != nil {
		return err
	}
	p.follow(prod, before)
	if len(notes) == 0 {
		return fault.New(fault.Invalid, "The patch changes nothing.")
	}
	r, err := p.begin(ctx, prod, profile)
	if err != nil {
		return err
	}
	if patch.Title != nil {
		if prod.Title, prod.Dropped = p.drawable(prod.Title, prod.Design.Fonts); prod.Title == "" {
			return fault.Field("title", "No typeface here has the characters of this title: %s", prod.Dropped)
		}
	}
	if err := p.remake(ctx, r); err != nil {
		return err
	}
	prod.Revision++
	note := strings.Join(notes, "; ")
	return p.Keeper.Keep(ctx, prod, "check", note, product.NewEvent(product.EventEdited, "", map[string]any{"revision": prod.Revision, "note": note, "score": prod.Report.Score}))
}

// follow brings up to date what repeats the words of prompts that were changed.
func (p *Pipeline) follow(prod *product.Product, before []product.Section) {
	d, ok := p.Writer.(ai.Deriver)
	if !ok {
		return
	}
	old := map[string]product.Item{}
	for s := range before {
		for _, was := range before[s].Items {
			if now := find(prod, was.ID); was.Kind == product.Prompt && now != nil && (now.Title != was.Title || !slices.Equal(now.Texts, was.Texts)) {
				old[was.ID] = was
			}
		}
	}
	if len(old) > 0 {
		d.Derive(prod.Sections, old)
	}
}

// limits of texts, in characters.
const (
	maxTitle = 160
	maxText  = 20_000
	maxItems = 400 // that a creator may add to a section
)

func (e Patch) apply(p *product.Product) ([]string, error) {
	var notes []string
	before := mains(p)
	if e.Title != nil {
		t, err := line("title", *e.Title, maxTitle)
		if err != nil {
			return nil, err
		}
		p.Title = t
		notes = append(notes, "title")
	}
	if e.Preset != nil {
		if _, ok := catalog.PresetOf(*e.Preset); !ok {
			return nil, fault.Field("preset", "There is no preset %.40q.", *e.Preset)
		}
		p.Design.Preset, p.Design.Palette = *e.Preset, ""
		notes = append(notes, "preset "+*e.Preset)
	}
	if e.Palette != nil {
		if _, err := themesFrom(*e.Palette); err != nil {
			return nil, err
		}
		p.Design.Palette = *e.Palette
		notes = append(notes, "palette "+*e.Palette)
	}
	if e.Listing != nil {
		more, err := e.Listing.apply(&p.Listing)
		if err != nil {
			return nil, err
		}
		notes = append(notes, more...)
	}
	for _, tier := range keys(e.Tiers) {
		if err := e.Tiers[tier].apply(p, product.Tier(tier)); err != nil {
			return nil, err
		}
		notes = append(notes, "tier "+tier)
	}
	for _, id := range keys(e.Sections) {
		if err := section(p, id, e.Sections[id]); err != nil {
			return nil, err
		}
		notes = append(notes, "section "+id)
	}
	for tier, n := range mains(p) {
		if n == 0 && before[tier] > 0 {
			return nil, fault.Field("sections", "The tier %s would hold no prompt and no page any more.", tier)
		}
	}
	return notes, nil
}

// mains counts what a buyer of each tier on offer pays for: prompts and pages.
func mains(p *product.Product) map[product.Tier]int {
	all := map[product.Tier]int{}
	for _, o := range p.Offers {
		all[o.Tier] = p.Count(o.Tier, product.Prompt) + p.Count(o.Tier, product.Page)
	}
	return all
}

func keys[V any](m map[string]V) []string {
	var all []string
	for k := range m {
		all = append(all, k)
	}
	slices.Sort(all)
	return all
}

func (e *ListingPatch) apply(l *product.Listing) ([]string, error) {
	var notes []string
	texts := []struct {
		name string
		from *string
		to   *string
		max  int
	}{
		{"title", e.Title, &l.Title, maxTitle}, {"tagline", e.Tagline, &l.Tagline, 300},
		{"description", e.Description, &l.Description, maxText}, {"callToAction", e.CallToAct, &l.CallToAct, 100},
	}
	for _, t := range texts {
		if t.from == nil {
			continue
		}
		check := line
		if t.name == "description" {
			check = text
		}
		v, err := check("listing."+t.name, *t.from, t.max)
		if err != nil {
			return nil, err
		}
		*t.to = v
		notes = append(notes, "listing "+t.name)
		l.Edited = add(l.Edited, t.name)
	}
	if e.Tags != nil {
		if len(*e.Tags) > 20 {
			return nil, fault.Field("listing.tags", "A listing takes at most 20 tags.")
		}
		l.Tags = []string{}
		for _, tag := range *e.Tags {
			tag, err := line("listing.tags", tag, 60)
			if err != nil {
				return nil, err
			}
			l.Tags = add(l.Tags, tag)
		}
		l.Edited, notes = add(l.Edited, "tags"), append(notes, "listing tags")
	}
	if e.FAQ != nil {
		faq, err := questions(*e.FAQ)
		if err != nil {
			return nil, err
		}
		l.FAQ = faq
		l.Edited, notes = add(l.Edited, "faq"), append(notes, "listing faq")
	}
	return notes, nil
}

// questions checks the entries of a listing's FAQ.
func questions(all []product.Question) ([]product.Question, error) {
	if len(all) > 30 {
		return nil, fault.Field("listing.faq", "A listing takes at most 30 questions.")
	}
	kept := []product.Question{}
	for _, q := range all {
		ask, err := line("listing.faq.question", q.Ask, 300)
		if err != nil {
			return nil, err
		}
		answer, err := text("listing.faq.answer", q.Answer, 3000)
		if err != nil {
			return nil, err
		}
		kept = append(kept, product.Question{Ask: ask, Answer: answer})
	}
	return kept, nil
}

func add(all []string, one string) []string {
	if slices.Contains(all, one) {
		return all
	}
	return append(all, one)
}

// maxPrice is the most that the marketplace takes, in cents.
const maxPrice = 500_000

func (e *OfferPatch) apply(p *product.Product, tier product.Tier) error {
	if e == nil {
		return fault.Field("tiers", "A tier cannot be removed; make the product with another set of tiers.")
	}
	for i := range p.Offers {
		o := &p.Offers[i]
		if o.Tier != tier {
			continue
		}
		if e.Price != nil {
			if *e.Price < 0 || *e.Price > maxPrice || *e.Price > 0 && *e.Price < 99 {
				return fault.Field("tiers."+string(tier)+".price", "A price is 0, or from 99 to %d cents.", maxPrice)
			}
			o.Price, o.Edited = *e.Price, true
		}
		if e.Name != nil {
			name, err := line("tiers."+string(tier)+".name", *e.Name, 60)
			if err != nil {
				return err
			}
			o.Name, o.Edited = name, true
		}
		return nil
	}
	return fault.Field("tiers", "The product has no tier %.40q.", tier)
}

// line checks a text that stands on one line.
func line(field, s string, most int) (string, error) {
	s = strings.Join(strings.Fields(s), " ")
	if s == "" {
		return "", fault.Field(field, "The %s must not be empty.", field)
	}
	return text(field, s, most)
}

// text checks a text for its length and for characters that no file can hold.
func text(field, s string, most int) (string, error) {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	n := 0
	for _, r := range s {
		n++
		if r < 0x20 && r != '\n' && r != '\t' || r == 0x7f || r == 0xfffd {
			return "", fault.Field(field, "The %s holds a control character or is not UTF-8.", field)
		}
	}
	if n > most {
		return "", fault.Field(field, "The %s has %d characters; at most %d fit.", field, n, most)
	}
	return s, nil
}

func unknownItem(id string) error {
	return fault.Field("sections", "There is no item %s.", fmt.Sprintf("%.40q", id))
}
