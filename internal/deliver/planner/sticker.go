package planner

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/gumgenie/gumgenie/internal/art"
	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/draw/png"
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

// Stickers remembers stickers that were drawn: planners of one palette hold many
// of the same. The zero value is ready; it is safe for concurrent use.
type Stickers struct {
	mu    sync.Mutex
	drawn map[sticker][]byte
}

// sticker is all that the file of a sticker depends on.
type sticker struct{ source, title, family, theme, lang string }

// maxDrawn is how many stickers are remembered: all of the catalog in two
// palettes, under 10 MB.
const maxDrawn = 1300

// sticker returns the file of one, drawn unless it is remembered.
func (in Input) sticker(set *typeset.Setter, it *product.Item) ([]byte, error) {
	if in.Stickers == nil {
		return in.drawSticker(set, it)
	}
	key := sticker{it.Source, it.Title, in.Look.Family, in.Themes[0].ID, in.Lang.Tag()}
	in.Stickers.mu.Lock()
	data, ok := in.Stickers.drawn[key]
	in.Stickers.mu.Unlock()
	if ok {
		return data, nil
	}
	data, err := in.drawSticker(set, it)
	if err != nil {
		return nil, err
	}
	in.Stickers.mu.Lock()
	defer in.Stickers.mu.Unlock()
	if in.Stickers.drawn == nil || len(in.Stickers.drawn) == maxDrawn {
		in.Stickers.drawn = map[sticker][]byte{}
	}
	in.Stickers.drawn[key] = data
	return data, nil
}

// drawSticker draws one on a clear ground.
func (in Input) drawSticker(set *typeset.Setter, it *product.Item) ([]byte, error) {
	p := &draw.Page{W: stickerSize, H: stickerSize, Name: it.ID, Label: it.Title}
	art.DrawSticker(&p.Canvas, set, in.Lang, it.Source, it.Title, draw.Rect{X: 4, Y: 4, W: stickerSize - 8, H: stickerSize - 8})
	img, err := png.Render(p, in.Themes[0].Palette, stickerScale)
	if err != nil {
		return nil, err
	}
	return png.Encode(img)
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
