package planner

import (
	"context"
	"fmt"
	"strings"

	"github.com/gumgenie/gumgenie/internal/art"
	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/draw/png"
	"github.com/gumgenie/gumgenie/internal/memo"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// A sticker is 1.5 in square at 200 pixels an inch: sharp on a tablet, small to
// store.
const (
	stickerSize  = 108.0 // points
	stickerScale = 200.0 / 72
	perTask      = 50
)

// stickers lists the tasks that make the stickers as PNG files. Each is drawn
// once and put into every tier that holds it.
func (in Input) stickers(tiers []product.Tier) ([]deliver.Task, error) {
	var items []*product.Item
	if len(tiers) == 1 && tiers[0] == product.Mini {
		return nil, nil // the free planner has none
	}
	in.Product.Items(product.Ultimate, func(_ *product.Section, it *product.Item) {
		if it.Kind == product.Sticker {
			items = append(items, it)
		}
	})
	var all []deliver.Task
	for at := 0; at < len(items); at += perTask {
		part := items[at:min(at+perTask, len(items))]
		key, err := deliver.Key("stickers", version, at, part, tiers, in.Look, in.Themes[0].ID, in.Lang.Tag())
		if err != nil {
			return nil, err
		}
		all = append(all, deliver.Task{
			Name: fmt.Sprintf("stickers/%d", at+1), Key: key, Cost: 2,
			Make: func(ctx context.Context, put deliver.Put) error { return in.stick(ctx, put, at, part, tiers) },
		})
	}
	return all, nil
}

func (in Input) stick(ctx context.Context, put deliver.Put, at int, items []*product.Item, tiers []product.Tier) error {
	set := in.Setters.Take(in.Look.Family, in.Lang.Tag())
	defer in.Setters.Give(set)
	for i, it := range items {
		if err := ctx.Err(); err != nil {
			return err
		}
		data, err := in.sticker(set, it)
		if err != nil {
			return fmt.Errorf("sticker %s: %w", it.ID, err)
		}
		for _, tier := range tiers {
			if !tier.Holds(it.Tier) || tier == product.Mini {
				continue
			}
			f := product.File{Path: fmt.Sprintf("%s/bonus/stickers/%03d-%s.png", tier, at+i+1, kebab(it.Title)), Type: "image/png", Tier: tier}
			if err := put(f, data); err != nil {
				return err
			}
		}
	}
	return nil
}

// Stickers remembers stickers that were drawn: planners hold many of the same, in
// a few palettes. The zero value is ready; it is safe for concurrent use.
type Stickers struct {
	files    memo.Memo[sticker, []byte]
	sketches memo.Memo[outline, *png.Sketch]
}

// outline is all that the drawing of a sticker of the catalog depends on; family
// and language are empty for one without letters.
type outline struct{ source, family, lang string }

// sticker is all that the file of a sticker depends on.
type sticker struct {
	outline
	title, theme string
}

// How much is remembered, in bytes: the files of one planner and a half; as
// sketches all of the catalog, with the letters of every family in one language.
const (
	mostFiles    = 5 << 20
	mostSketches = 18 << 20
)

// sticker returns the file of one, made unless it is remembered.
func (in Input) sticker(set *typeset.Setter, it *product.Item) ([]byte, error) {
	known := in.Stickers
	if known == nil {
		known = new(Stickers)
	}
	key := sticker{outline{it.Source, in.Look.Family, in.Lang.Tag()}, it.Title, in.Themes[0].ID}
	if data, ok := known.files.Get(key); ok {
		return data, nil
	}
	k, err := in.sketch(known, set, it)
	if err != nil {
		return nil, err
	}
	data, err := in.Pictures.Colour(k, in.Themes[0].Palette)
	if err != nil {
		return nil, err
	}
	known.files.Put(key, data, len(data), mostFiles)
	return data, nil
}

// sketch returns one without colours on a clear ground, drawn unless it is
// remembered. One with words of the brief's people is not: it is hardly ever
// asked for again.
func (in Input) sketch(known *Stickers, set *typeset.Setter, it *product.Item) (*png.Sketch, error) {
	plain, lettered := outline{source: it.Source}, outline{it.Source, in.Look.Family, in.Lang.Tag()}
	for _, key := range []outline{plain, lettered} {
		if k, ok := known.sketches.Get(key); ok {
			return k, nil
		}
	}
	p := &draw.Page{W: stickerSize, H: stickerSize, Name: it.ID, Label: it.Title}
	art.DrawSticker(&p.Canvas, set, in.Lang, it.Source, it.Title, draw.Rect{X: 4, Y: 4, W: stickerSize - 8, H: stickerSize - 8})
	k, err := in.Pictures.Sketch(p, stickerScale)
	if err != nil {
		return nil, err
	}
	switch words, letters := art.Varies(it.Source); {
	case words:
	case letters:
		known.sketches.Put(lettered, k, k.Size(), mostSketches)
	default:
		known.sketches.Put(plain, k, k.Size(), mostSketches)
	}
	return k, nil
}

// kebab makes a file name part of a title; "sticker" when nothing is left.
func kebab(title string) string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	s := strings.Join(words, "-")
	if len(s) > 40 {
		s = strings.Trim(s[:40], "-")
	}
	if s == "" {
		return "sticker"
	}
	return s
}

// Gallery returns pages of a real edition of the tier for the listing: cover,
// index, a month, a week, a day if there is one, pages for the first needs.
func Gallery(in Input, tier product.Tier) ([]*draw.Page, error) {
	eds := Editions(tier, in.Product.Request.Year)
	ed := eds[0]
	for _, e := range eds {
		if !e.Span.Undated && !e.Print { // dates show what a planner is
			ed = e
			break
		}
	}
	ed.Holds.Daily = false // its days are drawn for the one page below only
	doc, err := Draw(in, ed)
	if err != nil {
		return nil, err
	}
	want := []string{"cover", "index", monthPage(2), weekPage(9), weekPage(8)}
	var pages []*draw.Page
	byName := map[string]*draw.Page{}
	var items []*draw.Page
	for _, p := range doc.Pages {
		byName[p.Name] = p
		if strings.HasPrefix(p.Name, "i-m") && len(items) < 6 {
			items = append(items, p)
		}
	}
	for _, name := range want {
		if p := byName[name]; p != nil {
			pages = append(pages, p)
		}
	}
	return append(pages, items...), nil
}
