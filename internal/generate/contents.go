package generate

import (
	"context"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// read puts what the brief says into the product.
func (p *Pipeline) read(ctx context.Context, r *run) error {
	prod := r.product
	if err := p.understand(ctx, r); err != nil {
		return err
	}
	prod.Status = product.Running
	prod.Selection = r.reading.Selection
	prod.Day = r.reading.Day
	prod.Title, prod.Dropped = p.drawable(r.reading.TitleFor(prod.Category), prod.Design.Fonts)
	prod.Dropped = missing(prod.Title, prod.Dropped, r.reading.Signs)
	prod.Slug = slug(prod.Title)
	return nil
}

// missing adds to the characters that were dropped those signs of the brief that
// a title does not repeat, such as emoji. Marks of typing are not missed.
func missing(title, dropped, signs string) string {
	for _, c := range signs {
		if !unicode.IsPunct(c) && !unicode.IsSpace(c) && !strings.ContainsRune(dropped, c) && !strings.ContainsRune(strings.ToLower(title), unicode.ToLower(c)) {
			dropped += string(c)
		}
	}
	return dropped
}

// drawable leaves out of a title what no typeface here can draw, and returns
// those characters, so that the creator can be told.
func (p *Pipeline) drawable(title, family string) (kept, dropped string) {
	set := p.Setters.Take(family, "en")
	defer p.Setters.Give(set)
	set.Width(title, typeset.Style{Size: 12})
	dropped = set.Dropped()
	if dropped == "" {
		return title, ""
	}
	kept = strings.Join(strings.Fields(strings.Map(func(c rune) rune {
		if strings.ContainsRune(dropped, c) {
			return -1
		}
		return c
	}, title)), " ")
	return kept, dropped
}

// maxSlug keeps every path inside a ZIP under 100 characters.
const maxSlug = 48

// slug makes a file name of a title: lower-case ASCII words joined by hyphens;
// "product" when nothing is left.
func slug(title string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(title) {
		switch {
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’':
			continue
		case r < 128 && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		default:
			gap = true
		}
	}
	s := b.String()
	if len(s) > maxSlug {
		s = s[:maxSlug]
		if i := strings.LastIndexByte(s, '-'); i > maxSlug/2 {
			s = s[:i]
		}
	}
	if s = strings.Trim(s, "-"); s == "" {
		return "product"
	}
	return s
}

// write composes the sections and tells each.
func (p *Pipeline) write(ctx context.Context, r *run) error {
	prod := r.product
	lex, err := p.Lexicon()
	if err != nil {
		return err
	}
	sections, err := p.Writer.Write(ctx, p.order(r, lex))
	if err != nil {
		return err
	}
	if !r.lang.English() {
		foreign(sections)
	}
	prod.Sections = sections
	p.localise(r, nil)
	var events []product.Event
	for _, s := range sections {
		events = append(events, product.NewEvent(product.EventSection, "section:"+s.ID, map[string]any{"id": s.ID, "title": s.Title, "items": len(s.Items)}))
	}
	if err := p.Keeper.Emit(ctx, prod.ID, events...); err != nil {
		return err
	}
	err = p.assist(ctx, r)
	r.wrote = time.Now()
	return err
}
