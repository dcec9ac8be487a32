package catalog

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
)

// PartKind says what a part of a brief is about.
type PartKind string

// The kinds of part, from the most to the least particular. A domain is a
// reserve: the needs of a field of life for parts that bring too few.
const (
	Niche      PartKind = "niche"
	Hobby      PartKind = "hobby"
	Situation  PartKind = "situation"
	Role       PartKind = "role"
	TradeKind  PartKind = "trade"
	Object     PartKind = "object"
	Activity   PartKind = "activity"
	Constraint PartKind = "constraint"
	DomainKind PartKind = "domain"
)

// Need is one thing that people need a page or prompts for. Its name is a noun
// phrase that fits "plan {need}" and "everything about {need}".
type Need struct {
	ID      string   `json:"id"`      // kebab, of the name
	Name    string   `json:"name"`    // at most 60 characters
	Details []string `json:"details"` // column heads or parts, may be empty
	Themes  []string `json:"themes"`  // of Themes, best first
}

// Part is what one recognisable part of a brief brings: who, doing what, with
// what, or under which constraint.
type Part struct {
	ID      string   `json:"id"`
	Kind    PartKind `json:"kind"`
	Names   []string `json:"names"` // what it is called in briefs, the first is shown
	Who     string   `json:"who"`   // one of the people, "" for parts that name no people
	Whos    string   `json:"whos"`  // several
	Doing   string   `json:"doing"` // activities, after a noun: "planning meals"
	With    string   `json:"with"`  // constraints, after a noun: "on nights"
	Domains []string `json:"domains"`
	Setting string   `json:"setting"` // where or when, as an adverb: "on a ward at night"
	Needs   []Need   `json:"needs"`
	Terms   []string `json:"terms"` // nouns that read well after "words such as"
	Tools   []string `json:"tools"`
	Rules   []string `json:"rules"` // ids of rules
	Tags    []string `json:"tags"`  // constraints that the part implies
}

// Rule is a pitfall as something that can be checked.
type Rule struct {
	ID      string   `json:"id"`
	Text    string   `json:"text"`    // for people
	Forbid  []string `json:"forbid"`  // RE2, read case-insensitively, that no text may match
	Require []string `json:"require"` // capabilities that the files must have
}

// People is what the catalog knows about those whom products are made for.
type People struct {
	Parts  []Part // niches first, then all other kinds but trades
	Trades []Part // of kind TradeKind, in the order of their codes
	// Glossary has the English word for words of other languages, in lower case.
	Glossary map[string]string

	rules map[string]Rule
	pool  map[string][]Need
}

// Rule returns the rule of an id; false if there is none.
func (p *People) Rule(id string) (Rule, bool) {
	r, ok := p.rules[id]
	return r, ok
}

// Pool returns the needs that nearly anybody in a domain has, for briefs whose
// own parts bring too few.
func (p *People) Pool(domain string) []Need { return p.pool[domain] }

// lazyPeople returns the loader of the people data: it parses at the first call.
func lazyPeople(from fs.FS) func() (*People, error) {
	return sync.OnceValues(func() (*People, error) { return readPeople(from) })
}

func readPeople(from fs.FS) (*People, error) {
	p := &People{rules: map[string]Rule{}, pool: map[string][]Need{}}
	var niches, parts []Part
	var rules []Rule
	var faults [5]error
	var all sync.WaitGroup // somebody waits for the first brief: read side by side
	all.Go(func() { niches, faults[0] = decodeFile[Part](from, "data/people/niches.json") })
	all.Go(func() { parts, faults[1] = decodeFile[Part](from, "data/people/parts.json") })
	all.Go(func() { rules, faults[2] = decodeFile[Rule](from, "data/people/rules.json") })
	all.Go(func() { p.Trades, faults[3] = readTrades(from) })
	all.Go(func() { p.Glossary, faults[4] = readGlossary(from) })
	all.Wait()
	if err := errors.Join(faults[:]...); err != nil {
		return nil, err
	}
	p.Parts = niches
	for _, part := range parts {
		if part.Kind == DomainKind {
			p.pool[part.Domains[0]] = part.Needs
			continue
		}
		p.Parts = append(p.Parts, part)
	}
	for _, r := range rules {
		p.rules[r.ID] = r
	}
	return p, nil
}

func readGlossary(from fs.FS) (map[string]string, error) {
	text, err := fs.ReadFile(from, "data/people/glossary.txt")
	if err != nil {
		return nil, fmt.Errorf("read catalog: %w", err)
	}
	words := map[string]string{}
	for line := range strings.Lines(string(text)) {
		english, others, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for _, w := range strings.Fields(others) {
			words[w] = english
		}
	}
	return words, nil
}

func readTrades(from fs.FS) ([]Part, error) {
	text, err := fs.ReadFile(from, "data/people/trades.txt")
	if err != nil {
		return nil, fmt.Errorf("read catalog: %w", err)
	}
	trades, err := ParseTrades(string(text))
	if err != nil {
		return nil, fmt.Errorf("catalog file trades.txt: %w", err)
	}
	return trades, nil
}

func decodeFile[T any](from fs.FS, name string) ([]T, error) {
	data, err := fs.ReadFile(from, name)
	if err != nil {
		return nil, fmt.Errorf("read catalog: %w", err)
	}
	part, err := Decode[T](data)
	if err != nil {
		return nil, fmt.Errorf("catalog file %s: %w", name, err)
	}
	return part, nil
}
