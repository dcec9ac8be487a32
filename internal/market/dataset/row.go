package dataset

import (
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Bounds of what is kept of a row.
const (
	maxTitle = 300 // characters
	maxTags  = 20
	maxTag   = 40
	maxURL   = 500
)

// row understands a line, keeps it, or reports why not.
func (b *builder) row(l *line, sign rune, seen map[string]int) {
	r := Row{Line: l.number}
	var formula bool
	r.Title, formula = plain(l.cells[title], maxTitle)
	if r.Title == "" {
		b.problem(l.number, true, "There is no title.")
		return
	}
	var wrong []string
	if formula {
		wrong = append(wrong, "The title begins like a formula; the sign was left out.")
	}
	if !b.price(l, &r, sign, &wrong) {
		return
	}
	key := strings.ToLower(r.Title) + "\x00" + r.Currency
	if r.Price != nil {
		key += "\x00" + strconv.Itoa(*r.Price)
	}
	extras(l, &r, &wrong)
	if r.URL != "" {
		key = r.URL
	}
	if first, twice := seen[key]; twice {
		b.problem(l.number, true, "It is the listing of line %d again.", first)
		return
	}
	seen[key] = l.number
	if len(wrong) > 0 {
		b.problem(l.number, false, "%s", strings.Join(wrong, " "))
	}
	b.table.Rows = append(b.table.Rows, r)
}

// price fills in price and currency. It reports false for a line that must be
// left out.
func (b *builder) price(l *line, r *Row, sign rune, wrong *[]string) bool {
	stated := l.coin
	if cell := strings.TrimSpace(l.cells[currencyCode]); cell != "" {
		codes := coins(cell)
		if len(codes) == 0 {
			b.problem(l.number, true, "%s is no currency; write three letters such as USD.", quoted(cell))
			return false
		}
		stated = codes[0]
	}
	m, err := money(l, stated, b.Options.Currency, sign)
	switch {
	case errors.Is(err, errNoPrice):
		*wrong = append(*wrong, "There is no price: it counts for words, not for prices.")
		r.Currency = stated
		return true
	case errors.Is(err, errNoCurrency):
		b.unnamed++
		b.problem(l.number, true, "The price %s has no currency.", quoted(m.text))
		return false
	case err != nil:
		b.problem(l.number, true, "%s", sentence(err, m.text))
		return false
	}
	b.dollars = b.dollars || m.dollar
	r.Price, r.Currency = &m.amount, m.currency
	return true
}

// extras fills in what a row may have beside title and price.
func extras(l *line, r *Row, wrong *[]string) {
	complain := func(text string) { *wrong = append(*wrong, text) }
	if cell := strings.TrimSpace(l.cells[address]); cell != "" {
		if r.URL = link(cell); r.URL == "" {
			complain("The address " + quoted(cell) + " is no web address.")
		}
	}
	if cell := strings.TrimSpace(l.cells[rating]); cell != "" {
		if v, ok := stars(cell); ok {
			r.Rating = &v
		} else {
			complain("The rating " + quoted(cell) + " is none from 0 to 5.")
		}
	}
	for _, c := range []struct {
		at   column
		into **int
		name string
	}{{ratings, &r.Ratings, "number of ratings"}, {sales, &r.Sales, "number of sales"}} {
		if cell := strings.TrimSpace(l.cells[c.at]); cell != "" {
			if n, ok := whole(cell); ok {
				*c.into = &n
			} else {
				complain("The " + c.name + " " + quoted(cell) + " is no whole number.")
			}
		}
	}
	all := l.tags
	if cell := l.cells[tags]; cell != "" {
		all = append(all, strings.FieldsFunc(cell, func(c rune) bool { return c == ',' || c == ';' || c == '|' || c == '\n' })...)
	}
	for _, tag := range all {
		tag, _ = plain(strings.TrimLeft(strings.TrimSpace(tag), "#"), maxTag)
		if tag = strings.ToLower(tag); tag != "" && !slices.Contains(r.Tags, tag) && len(r.Tags) < maxTags {
			r.Tags = append(r.Tags, tag)
		}
	}
}

// link returns a web address as it may be shown, "" if it is none. It is never
// opened.
func link(cell string) string {
	u, err := url.Parse(cell)
	if err != nil || len(cell) > maxURL || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return ""
	}
	return u.String()
}

// stars reads a mean rating: "4.8", "4,8", "4.8/5".
func stars(cell string) (float64, bool) {
	cell = strings.TrimSpace(strings.TrimSuffix(strings.ReplaceAll(cell, " ", ""), "/5"))
	v, err := strconv.ParseFloat(strings.Replace(cell, ",", ".", 1), 64)
	if err != nil || !(v >= 0 && v <= 5) {
		return 0, false
	}
	return v, true
}

// maxCount bounds a number of sales or ratings.
const maxCount = 1_000_000_000

// whole reads a count: "1234", "1,234", "1.234", "500+", "1.0", "63.5k".
func whole(cell string) (int, bool) {
	s := strings.TrimSuffix(strings.ToLower(strings.Join(strings.FieldsFunc(cell, blank), "")), "+")
	times := 1.0
	if rest, ok := strings.CutSuffix(s, "k"); ok {
		s, times = strings.Replace(rest, ",", ".", 1), 1000
	} else if parts := strings.FieldsFunc(s, func(c rune) bool { return c == ',' || c == '.' }); grouped(parts) {
		s = strings.Join(parts, "")
	}
	v, err := strconv.ParseFloat(s, 64)
	n := int(v*times + 0.5)
	if err != nil || !(v >= 0 && v*times <= maxCount) || times == 1 && v != float64(n) {
		return 0, false
	}
	return n, true
}

// quoted repeats a cell in a sentence, short and harmless.
func quoted(cell string) string {
	cell, _ = plain(cell, 40)
	return "“" + cell + "”"
}

// cut shortens a text to a number of characters.
func cut(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return strings.TrimSpace(string([]rune(s)[:most-1])) + "…"
}
