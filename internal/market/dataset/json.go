package dataset

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/gumgenie/gumgenie/internal/fault"
)

// readJSON takes the entries of a list of objects, or of the list that stands in
// an object under a usual name.
func (b *builder) readJSON(text string) error {
	r := &entries{text: text, dec: json.NewDecoder(strings.NewReader(text))}
	r.dec.UseNumber()
	outer, err := r.dec.Token()
	if err == nil && outer == json.Delim('{') {
		err = r.enter()
	}
	if err != nil {
		return r.broken(err)
	}
	for r.dec.More() {
		number := r.line()
		var v any
		if err := r.dec.Decode(&v); err != nil {
			return r.broken(err)
		}
		e, ok := v.(map[string]any)
		if !ok {
			b.problem(number, true, "The entry is no object.")
			continue
		}
		if err := b.entry(number, e); err != nil {
			return err
		}
	}
	for n := 0; ; n++ { // what follows must be sound; behind a bare list there is only its end
		_, err := r.dec.Token()
		if errors.Is(err, io.EOF) && n > 0 {
			return nil
		}
		if err == nil && n > 0 && outer == json.Delim('[') {
			err = errNoList
		}
		if err != nil {
			return r.broken(err)
		}
	}
}

// entry takes one listing as an object of JSON.
func (b *builder) entry(number int, e map[string]any) error {
	l := line{number: number}
	var names []string
	for name := range e {
		names = append(names, name)
	}
	slices.Sort(names) // which of two names for a thing wins must not depend on chance
	for _, name := range names {
		c, coin := columnOf(name)
		if c == unknown {
			if short, _ := plain(name, 40); short != "" && len(b.table.Ignored) < 40 && !slices.Contains(b.table.Ignored, short) {
				b.table.Ignored = append(b.table.Ignored, short)
			}
			continue
		}
		if coin != "" {
			l.coin = coin
		}
		cell, list := cellOf(e[name])
		if l.cells[c] == "" {
			l.cells[c] = cell
		}
		if c == tags {
			l.tags = append(l.tags, list...)
		}
	}
	return b.take(l)
}

// cellOf turns a value into the text that a cell would hold; a list gives its
// texts. Objects say nothing here.
func cellOf(v any) (cell string, list []string) {
	switch v := v.(type) {
	case string:
		return v, nil
	case json.Number:
		if f, err := v.Float64(); err == nil {
			return figure(f), nil
		}
		return v.String(), nil
	case float64:
		return figure(v), nil
	case []any:
		for _, x := range v {
			if s, ok := x.(string); ok && len(list) < maxTags {
				list = append(list, s)
			}
		}
	}
	return "", list
}

// figure writes a number of JSON without a doubt about its decimal sign.
func figure(f float64) string {
	if f == math.Trunc(f) {
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	return strconv.FormatFloat(f, 'f', 2, 64)
}

// entries walks through JSON and knows on which line it is.
type entries struct {
	text   string
	dec    *json.Decoder
	seen   int // bytes whose lines are counted
	number int // lines before seen
}

var errNoList = errors.New("no list")

// enter goes to the list inside an object.
func (r *entries) enter() error {
	for r.dec.More() {
		name, err := r.dec.Token()
		if err != nil {
			return err
		}
		switch name {
		case "listings", "products", "items", "rows", "data", "results":
			if tok, err := r.dec.Token(); err != nil || tok == json.Delim('[') {
				return err
			}
			return errNoList
		}
		var skip json.RawMessage
		if err := r.dec.Decode(&skip); err != nil {
			return err
		}
	}
	return errNoList
}

// line returns the number of the line where the next value begins.
func (r *entries) line() int {
	at := int(r.dec.InputOffset())
	for at < len(r.text) && strings.IndexByte(" \t\n,", r.text[at]) >= 0 {
		at++
	}
	r.number += strings.Count(r.text[r.seen:at], "\n")
	r.seen = at
	return r.number + 1
}

// broken says that the text is no JSON, or not in the form that is read.
func (r *entries) broken(err error) error {
	if errors.Is(err, errNoList) {
		return fault.Field("dataset", "The dataset is JSON, but neither one list nor an object with a list “listings”. Send a list of objects with title, price and currency.")
	}
	at := int(r.dec.InputOffset()) // where the entry at fault begins
	for at < len(r.text) && strings.IndexByte(" \t\n,", r.text[at]) >= 0 {
		at++
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		at = len(r.text)
	}
	number := 1 + strings.Count(r.text[:min(at, len(r.text))], "\n")
	return &fault.Fault{Kind: fault.Invalid, Field: "dataset", Cause: err,
		Message: fmt.Sprintf("The dataset is not JSON: there is an error in what begins on line %d.", number)}
}
