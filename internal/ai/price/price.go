// Package price knows what models cost. The prices are data with a date, embedded,
// and a file can replace and add to them. A model that is not in the table has no
// price: never one of nothing, and never that of another whose name begins alike.
package price

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"regexp"
	"strings"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/fault"
)

//go:embed prices.json
var embedded []byte

// Table is the prices of models. It does not change.
type Table struct {
	AsOf   time.Time // when the prices were read from the providers' pages
	layers []layer   // the first that knows a model decides
}

// layer is what one file says.
type layer struct {
	same  map[string]string // beginnings of names that stand for others, such as those of a broker
	rules []rule
}

// rule is the price of one model, or of all whose names begin alike.
type rule struct {
	model string // in lower case; with * at its end a beginning
	from  time.Time
	rate  Rate
}

// Rate is what a token costs, in billionths of a US dollar.
type Rate struct {
	In, Cached, Out int64
}

// Free reports whether nothing is billed.
func (r Rate) Free() bool { return r == Rate{} }

// Cost returns what a usage comes to, in millionths of a US dollar, rounded up.
func (r Rate) Cost(u ai.Usage) int64 {
	kept := min(u.Cached, u.In)
	nano := int64(u.In-kept)*r.In + int64(kept)*r.Cached + int64(u.Out+u.Thought)*r.Out
	return (nano + 999) / 1000
}

// New returns the embedded prices.
func New() *Table {
	l, asOf, err := parse(embedded)
	if err != nil {
		panic(err) // a test reads them
	}
	return &Table{asOf, []layer{l}}
}

// maxFile bounds a file of prices, in bytes.
const maxFile = 1 << 20

// With returns the table with the prices of a file before its own. What is wrong
// with the file is a fault of kind Invalid.
func (t *Table) With(name string) (*Table, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "The prices in %s cannot be read. Check the name and the permissions of the file.", name)
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(raw) > maxFile {
		err = fmt.Errorf("it has more than %d bytes", maxFile)
	}
	var l layer
	if err == nil {
		l, _, err = parse(raw)
	}
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "The prices in %s cannot be used: %v.", name, err)
	}
	return &Table{t.AsOf, append([]layer{l}, t.layers...)}, nil
}

// parse reads a file of prices strictly.
func parse(raw []byte) (layer, time.Time, error) {
	var file struct {
		AsOf    string            `json:"asOf"`
		About   string            `json:"about"`
		Sources []string          `json:"sources"`
		Same    map[string]string `json:"same"`
		Prices  []struct {
			Model  string   `json:"model"`
			Input  *float64 `json:"input"`
			Cached *float64 `json:"cached"`
			Output *float64 `json:"output"`
			From   string   `json:"from"`
		} `json:"prices"`
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&file); err != nil {
		return layer{}, time.Time{}, err
	}
	if !errors.Is(dec.Decode(new(any)), io.EOF) {
		return layer{}, time.Time{}, errors.New("something follows the object")
	}
	asOf, err := time.Parse(time.DateOnly, file.AsOf)
	if err != nil {
		return layer{}, time.Time{}, fmt.Errorf("asOf is %.20q, not a date such as 2026-08-21", file.AsOf)
	}
	l := layer{same: file.Same}
	for i, p := range file.Prices {
		r := rule{model: strings.ToLower(p.Model)}
		if strings.IndexByte(r.model, '/') < 1 || strings.Contains(strings.TrimSuffix(r.model, "*"), "*") {
			return layer{}, time.Time{}, fmt.Errorf("price %d: the model is %.60q, not a provider and a name such as openai/gpt-5-mini", i+1, p.Model)
		}
		if r.rate, err = rate(p.Input, p.Cached, p.Output); err != nil {
			return layer{}, time.Time{}, fmt.Errorf("price of %.60s: %w", p.Model, err)
		}
		if p.From != "" {
			if r.from, err = time.Parse(time.DateOnly, p.From); err != nil {
				return layer{}, time.Time{}, fmt.Errorf("price of %.60s: from is %.20q, not a date", p.Model, p.From)
			}
		}
		for _, other := range l.rules {
			if other.model == r.model && other.from.Equal(r.from) {
				return layer{}, time.Time{}, fmt.Errorf("the price of %.60s is given twice", p.Model)
			}
		}
		l.rules = append(l.rules, r)
	}
	return l, asOf, nil
}

// maxPrice bounds a price, in US dollars for a million tokens.
const maxPrice = 100_000

func rate(in, cached, out *float64) (Rate, error) {
	if in == nil || out == nil {
		return Rate{}, errors.New("input and output are needed")
	}
	if cached == nil {
		cached = in
	}
	var r Rate
	for _, p := range []struct {
		of *float64
		to *int64
	}{{in, &r.In}, {cached, &r.Cached}, {out, &r.Out}} {
		if *p.of < 0 || *p.of > maxPrice {
			return Rate{}, fmt.Errorf("%g is not a price from 0 to %d", *p.of, maxPrice)
		}
		*p.to = int64(math.Round(*p.of * 1000)) // a dollar for a million is a thousand billionths for one
	}
	return r, nil
}

// Rate returns the price of a model at a time, by its Name; false if it is not
// known. A model that runs locally and has no price of its own has that of
// "local/*", which is nothing unless a file says otherwise.
func (t *Table) Rate(model string, local bool, at time.Time) (Rate, bool) {
	model = strings.ToLower(model)
	if r, ok := t.find(model, at); ok {
		return r, true
	}
	if !local {
		return Rate{}, false
	}
	return t.find("local/"+model, at)
}

// Cost returns what a usage of a model comes to, in millionths of a US dollar;
// false if the price is not known.
func (t *Table) Cost(model string, u ai.Usage, at time.Time) (micro int64, known bool) {
	r, ok := t.Rate(model, false, at)
	return r.Cost(u), ok
}

func (t *Table) find(model string, at time.Time) (Rate, bool) {
	for _, l := range t.layers {
		if r, ok := l.find(l.own(model), at); ok {
			return r, true
		}
	}
	return Rate{}, false
}

// own returns the name under which the layer has the price of a model.
func (l layer) own(model string) string {
	best := ""
	for from := range l.same {
		if len(from) > len(best) && strings.HasPrefix(model, from) {
			best = from
		}
	}
	return l.same[best] + model[len(best):]
}

// find returns the price of the rule that fits best: the name itself, then the
// name without its version, then the longest beginning; of those the newest that
// holds already.
func (l layer) find(model string, at time.Time) (Rate, bool) {
	var best rule
	found := 0
	for _, r := range l.rules {
		fit := r.fits(model)
		if fit == 0 || r.from.After(at) || fit < found || fit == found && !r.from.After(best.from) {
			continue
		}
		best, found = r, fit
	}
	return best.rate, found > 0
}

// version is what providers put behind a name to say which of its versions it is.
var version = regexp.MustCompile(`^-(latest|\d{3}|\d{4}-\d{2}-\d{2}|\d{2}-\d{4}|preview(-\d{2}-\d{4}|-\d{2}-\d{2})?)$`)

// exact is more than any beginning can be long.
const exact = 1 << 20

// fits says how well a rule fits a name, 0 = not at all.
func (r rule) fits(model string) int {
	if start, ok := strings.CutSuffix(r.model, "*"); ok {
		if strings.HasPrefix(model, start) {
			return len(start)
		}
		return 0
	}
	rest, ok := strings.CutPrefix(model, r.model)
	switch {
	case !ok:
		return 0
	case rest == "":
		return 2 * exact
	case version.MatchString(rest):
		return exact + len(r.model)
	}
	return 0
}

// mostOut is how many tokens an answer is taken to have when nothing bounds it.
const mostOut = 2_000

// Most estimates what a call may use at most: the question by its characters, the
// answer by its bound.
func Most(q ai.Question) ai.Usage {
	u := ai.Usage{In: ai.TokensOf(q), Out: q.MaxTokens}
	if u.Out == 0 {
		u.Out = mostOut
	}
	return u
}
