package generate

import (
	"context"
	"fmt"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/gumgenie/gumgenie/internal/art"
	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
)

// The local writer writes English. A product in another language is drafted in
// English, and a model puts it into the language, item by item, together with the
// names and phrases that no built-in catalog has. What it is late with stays
// English, marked, and comes in the background; the language gate says so.

const english = "en"

// speak checks the language of a request: one whose script the typefaces have,
// and, unless it is English, a model to write it.
func (p *Pipeline) speak(tag string) (string, error) {
	t, err := language.Parse(tag)
	if err != nil {
		return "", fault.Field("language", "%.40q is no language tag; write one such as \"en\".", tag)
	}
	if base, _ := t.Base(); base.String() == english {
		return t.String(), nil
	}
	if p.Languages == nil || !p.Languages.Has(t) {
		return "", fault.Field("language", "No product can be made in %s: the typefaces here do not have its script, or its calendar is not known. Leave the language out, or set \"en\".", called(t))
	}
	if p.Improver == nil || !p.Improver.Ready() {
		return "", fault.Field("language", "A product in %s needs a language model, and none is configured. Set GEMINI_API_KEY or OPENAI_API_KEY, or add a provider; without one, products are English.", called(t))
	}
	return t.String(), nil
}

// called is what English calls a language.
func called(t language.Tag) string {
	if name := display.English.Tags().Name(t); name != "" {
		return name
	}
	return t.String()
}

// printer speaks the product's language, with its own phrases.
func (p *Pipeline) printer(prod *product.Product) *locale.Printer {
	if p.Languages == nil {
		return nil
	}
	return p.Languages.Printer(prod.Request.Language).With(prod.Phrases)
}

// englishPart is how much of the time for writing the English of a brief may take.
const englishPart = 4

// understand has a brief in another language said in English, by which the
// catalog is read. Without an answer in time the brief is read as it stands.
func (p *Pipeline) understand(ctx context.Context, r *run) error {
	prod := r.product
	if r.lang.English() || prod.English != "" || inEnglish(prod.Brief) || p.Improver == nil || !p.Improver.Ready() {
		return nil
	}
	asking, cancel := context.WithTimeout(ctx, p.within()/englishPart)
	defer cancel()
	said, err := p.Improver.English(asking, prod.Brief, prod.Owner)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if err != nil {
		return nil //nolint:nilerr // the brief is read as it stands
	}
	reading, err := p.Read(said)
	if err != nil {
		return nil //nolint:nilerr // the same
	}
	prod.English, r.reading = said, withSources(reading, prod.Request.Sources)
	return nil
}

// inEnglish reports whether a sentence is English beyond doubt: ASCII, with small
// words that join others.
func inEnglish(s string) bool {
	n := 0
	for w := range strings.FieldsSeq(strings.ToLower(s)) {
		switch strings.Trim(w, ",.;:!?") {
		case "for", "and", "of", "the", "with", "who", "to", "that", "from", "a":
			n++
		}
	}
	return n > 0 && strings.IndexFunc(s, func(r rune) bool { return r > 0x7f }) < 0
}

// reads is the sentence that the catalog is read by.
func reads(prod *product.Product) string { return first(prod.English, prod.Brief) }

// foreign marks the items of the local writer that a product in another language
// still has to be given in it. Names alone are phrases; examples follow from
// their prompts.
func foreign(sections []product.Section) {
	for s := range sections {
		sections[s].Language = english
		for i := range sections[s].Items {
			if it := &sections[s].Items[i]; it.Writer == local && !it.Edited {
				it.Language = english
			}
		}
	}
}

// named reports items that consist of a title alone.
func named(it *product.Item) bool { return len(it.Texts) == 0 && len(it.Blocks) == 0 }

// phrases lists what is still to be said in the product's language: names of
// this product first, then what all products say.
func (p *Pipeline) phrases(r *run) []locale.Sentence {
	if r.lang.English() {
		return nil
	}
	var all []locale.Sentence
	seen := map[string]bool{}
	add := func(s locale.Sentence) {
		if s.English == "" || seen[s.Key()] || r.lang.Knows(s.Key()) {
			return
		}
		seen[s.Key()] = true
		all = append(all, s)
	}
	for _, name := range r.names() {
		add(locale.Sentence{English: name})
	}
	fixed, err := locale.Sentences()
	if err != nil {
		return all // part of the binary; a test reads it
	}
	for _, s := range fixed {
		if s.Of(string(r.product.Category)) {
			add(s)
		}
	}
	return all
}

// names are the phrases that only this product has, in English.
func (r *run) names() []string {
	in := &r.reading
	all := []string{in.TitleFor(r.product.Category), in.Whos, in.Who, in.Setting}
	for _, n := range in.Needs {
		all = append(all, n.Name)
	}
	drawn := drawings()
	for _, s := range r.product.Sections {
		if s.Language != "" {
			all = append(all, s.Title, s.Note)
		}
		for i := range s.Items {
			if it := &s.Items[i]; it.Language != "" && named(it) && r.wants(it) && it.Kind != product.Divider {
				if _, ok := r.nameOf(it, drawn); !ok {
					all = append(all, it.Title)
				}
			}
		}
	}
	for _, t := range in.Tags {
		all = append(all, strings.ReplaceAll(t, "-", " "))
	}
	return all
}

// What the local writer calls the sections of a buyer's own.
const (
	openSection = "My Section %d"
	noteSection = ": My Notes"
)

// drawings are papers, covers and stickers, by kind and id.
func drawings() map[string]art.Entry {
	all := map[string]art.Entry{}
	for kind, entries := range map[product.Kind][]art.Entry{product.Paper: art.Papers(), product.Cover: art.Covers(), product.Sticker: art.Stickers()} {
		for _, e := range entries {
			all[string(kind)+e.ID] = e
		}
	}
	return all
}

// nameOf is the name of an item that consists of one, in a language; false if it
// is not known there.
func (r *run) nameOf(it *product.Item, drawn map[string]art.Entry) (string, bool) {
	lang := r.lang
	var n int
	if _, err := fmt.Sscanf(it.Title, openSection, &n); err == nil && it.Kind == product.Divider {
		return lang.Say("My Section %d", n), lang.Knows(openSection)
	}
	if need, ok := strings.CutSuffix(it.Title, noteSection); ok && it.Kind == product.Divider {
		for _, of := range r.reading.Needs {
			if brief.Heading(of.Name) == need {
				return lang.Say("%s: My Notes", lang.Say(of.Name)), lang.Knows("%s: My Notes") && lang.Knows(of.Name)
			}
		}
	}
	if e, ok := drawn[string(it.Kind)+it.Source]; ok && e.Name == it.Title {
		name := e.Title(lang)
		return name, name != it.Title || lang.Knows(it.Title)
	}
	return lang.Say(it.Title), lang.Knows(it.Title)
}

// localise puts into the product what has been said of its names, and counts what
// has not. Titles that the creator wrote are no English phrases, so they stay.
func (p *Pipeline) localise(r *run, said locale.Messages) {
	prod := r.product
	if r.lang.English() {
		return
	}
	if len(said) > 0 {
		merged := locale.Messages{}
		for _, m := range []locale.Messages{prod.Phrases, said} {
			for key, v := range m {
				merged[key] = v
			}
		}
		prod.Phrases = merged
	}
	r.lang = p.printer(prod)
	if title := r.reading.TitleFor(prod.Category); prod.Title == title {
		prod.Title, prod.Dropped = p.drawable(r.lang.Say(title), prod.Design.Fonts)
	}
	drawn := drawings()
	for s := range prod.Sections {
		sec := &prod.Sections[s]
		if sec.Language != "" && r.lang.Knows(sec.Title) && (sec.Note == "" || r.lang.Knows(sec.Note)) {
			sec.Title, sec.Note, sec.Language = r.lang.Say(sec.Title), r.lang.Say(sec.Note), ""
		}
		taken := map[string]bool{}
		for i := range sec.Items {
			if it := &sec.Items[i]; it.Language != "" && named(it) {
				if name, ok := r.nameOf(it, drawn); ok {
					for n := 2; taken[name]; n++ { // two words of English may be one elsewhere
						name = fmt.Sprintf("%s (%d)", strings.TrimSuffix(name, fmt.Sprintf(" (%d)", n-1)), n)
					}
					it.Title, it.Language = name, ""
				}
			}
			taken[sec.Items[i].Title] = true
		}
	}
	prod.Unsaid = len(p.phrases(r))
}
