package quality

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
)

// wording is a statement in another language: a text that says one of its pieces
// makes it.
type wording struct {
	id     string
	pieces []string
}

// maxWordings bounds for how many languages wordings are kept; a product with
// phrases of its own counts as one.
const maxWordings = 16

// wordings are the statements in a language: the translations of all sentences
// that make a statement in English.
func (r *Reader) wordings(p *locale.Printer) []wording {
	key := p.Sum()
	if r != nil {
		if known, ok := r.abroad.Get(key); ok {
			return known
		}
	}
	sentences, err := locale.Sentences()
	if err != nil {
		return nil // part of the binary; a test reads it
	}
	var all []wording
	for _, st := range known() {
		w := wording{id: st.id}
		for _, s := range sentences {
			if !p.Knows(s.Key()) || !st.made(strings.ToLower(oneLine(s.English))) {
				continue
			}
			if piece := longest(p.In(s.Context, s.English)); piece != "" {
				w.pieces = append(w.pieces, piece)
			}
		}
		all = append(all, w)
	}
	if r != nil {
		r.abroad.Put(key, all, 1, maxWordings)
	}
	return all
}

// Inspected is Inspect for a file of a product in a language: statements are
// found in it as the language words them.
func (r *Reader) Inspected(p *locale.Printer, f product.File, data []byte) Facts {
	facts := r.Inspect(f, data)
	if t := mediaType(f); p.English() || t != "text/plain" && t != "text/markdown" || !utf8.Valid(data) {
		return facts
	}
	facts.Says = slices.Concat(facts.Says, r.made(p, string(data)))
	return facts
}

// made returns the ids of the statements that a text in another language makes.
func (r *Reader) made(p *locale.Printer, text string) []string {
	var ids []string
	text = squeezed(text)
	for _, w := range r.wordings(p) {
		if slices.ContainsFunc(w.pieces, func(piece string) bool { return strings.Contains(text, piece) }) {
			ids = append(ids, w.id)
		}
	}
	return ids
}

// filled finds what is filled into a sentence, and marks that files may leave out.
var filled = regexp.MustCompile(`%(?:\[\d+\])?[0-9.]*[a-z]|\{[A-Za-z]+\}|[*_#|\n]+`)

// leastPiece is how many letters say enough to be looked for.
const leastPiece = 6

// longest returns the longest piece of a sentence between what is filled in.
func longest(sentence string) string {
	best := ""
	for _, piece := range filled.Split(sentence, -1) {
		if piece = squeezed(piece); utf8.RuneCountInString(piece) > utf8.RuneCountInString(best) {
			best = piece
		}
	}
	if utf8.RuneCountInString(best) < leastPiece {
		return ""
	}
	return best
}

// squeezed leaves out of a text all but letters and figures, in lower case: lines
// may break anywhere.
func squeezed(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}
