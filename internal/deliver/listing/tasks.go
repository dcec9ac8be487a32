package listing

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"strings"
	"sync"

	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
)

// version is part of every key: raise it when a file is made differently, so
// that products listed before are done anew.
const version = 3

// Tasks lists what makes the files under listing/: the texts, ready to copy,
// and the pictures of the shop. They show Product.Listing and Product.Offers as
// they are, so those must be composed before. Pictures of the product's pages
// take them from Gallery, which is asked once, when the first of them is drawn.
func Tasks(in Input) ([]deliver.Task, error) {
	key, err := deliver.Key("listing", version, in.Product.Listing, in.Product.Offers, in.Lang)
	if err != nil {
		return nil, err
	}
	tasks := []deliver.Task{{Name: "listing/texts", Key: key, Cost: 0.1, Make: in.texts}}
	pages := sync.OnceValues(func() ([]*draw.Page, error) {
		if in.Gallery == nil {
			return nil, nil
		}
		return in.Gallery()
	})
	more, err := in.pictures(pages)
	return append(tasks, more...), err
}

// texts puts the texts in the forms that shops take.
func (in Input) texts(_ context.Context, put deliver.Put) error {
	l := in.Product.Listing
	fragment, err := toHTML(l.Description)
	if err != nil {
		return err
	}
	table, err := priceTable(in.Product.Offers)
	if err != nil {
		return err
	}
	files := []struct {
		name, kind string
		data       []byte
	}{
		{"title.txt", "text/plain; charset=utf-8", []byte(l.Title + "\n" + l.Tagline + "\n")},
		{"description.md", "text/markdown; charset=utf-8", []byte(l.Description)},
		{"description.html", "text/html; charset=utf-8", fragment},
		{"description.txt", "text/plain; charset=utf-8", []byte(toText(in.Lang, l.Description))},
		{"tags.txt", "text/plain; charset=utf-8", []byte(strings.Join(l.Tags, "\n") + "\n")},
		{"faq.md", "text/markdown; charset=utf-8", []byte(questions(in.Lang, l.FAQ))},
		{"prices.md", "text/markdown; charset=utf-8", []byte(prices(in.Lang, in.Product.Offers))},
		{"prices.csv", "text/csv; charset=utf-8", table},
	}
	for _, f := range files {
		if err := put(product.File{Path: "listing/" + f.name, Type: f.kind}, f.data); err != nil {
			return err
		}
	}
	return nil
}

func questions(p *locale.Printer, all []product.Question) string {
	var b strings.Builder
	b.WriteString("# " + p.Say("Questions and answers") + "\n")
	for _, q := range all {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n", markdown(q.Ask), markdown(q.Answer))
	}
	return b.String()
}

// prices is the table of versions for the creator.
func prices(p *locale.Printer, offers []product.Offer) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n| %s | %s | %s | %s |\n|---|---|---|---|\n", p.Say("Versions and prices"),
		p.Say("Version"), p.Say("Price"), p.Say("What is in it"), p.Say("Why this price"))
	for _, o := range offers {
		inside := make([]string, len(o.Includes))
		for i, s := range o.Includes {
			inside[i] = markdown(s)
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", markdown(o.Name), money(p, o.Price, o.Currency), strings.Join(inside, "; "), markdown(o.Evidence))
	}
	return b.String()
}

// priceTable is the same as CSV, one row for each version.
func priceTable(offers []product.Offer) ([]byte, error) {
	var buf bytes.Buffer
	w := csv.NewWriter(&buf)
	w.UseCRLF = true
	rows := [][]string{{"tier", "name", "price", "currency", "includes", "evidence"}}
	for _, o := range offers {
		rows = append(rows, []string{string(o.Tier), cell(o.Name), decimal(o.Price, o.Currency), o.Currency, cell(strings.Join(o.Includes, "; ")), cell(o.Evidence)})
	}
	if err := w.WriteAll(rows); err != nil {
		return nil, fmt.Errorf("write the price table: %w", err)
	}
	return buf.Bytes(), nil
}

// cell keeps a text from being read as a formula.
func cell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
