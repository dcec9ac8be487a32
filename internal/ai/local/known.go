package local

import (
	"slices"
	"strings"

	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/sign"
)

// known is a family, and what does not depend on a brief.
type known struct {
	*catalog.Family

	words []uint16 // of title, job, context and task, by their numbers in families
	said  []uint16 // of title and job
	small string   // all that it says, in small letters
	asks  string   // the sorts of page that the words round a need want, "" for any
	taker taker
	// names says for each of the places whether the words have it.
	names [3]bool
	// ofPeople and ofThings say whether the prompt names who it is for, and what
	// they deal with.
	ofPeople, ofNeed, ofTerms bool
}

// families is all of the catalog, with the numbers of their words.
type families struct {
	all    []known
	byID   map[string]*known
	number map[string]uint16
}

// of returns a family, one that says nothing for an id that is not in the catalog.
func (f *families) of(id string) *known {
	if k, ok := f.byID[id]; ok {
		return k
	}
	return &known{Family: &catalog.Family{}}
}

func allFamilies(cat *catalog.Catalog) (families, error) {
	list, err := cat.Families()
	if err != nil {
		return families{}, err
	}
	all := families{make([]known, len(list)), make(map[string]*known, len(list)), map[string]uint16{}}
	takes := takers()
	for i := range list {
		f := &list[i]
		k := known{Family: f, asks: wants(f), taker: takes[f.ID]}
		k.words, k.said = all.numbers(f.Title, f.Job, f.Context, f.Task), all.numbers(f.Title, f.Job)
		text := strings.Join([]string{f.Title, f.Context, f.Task, f.Output, strings.Join(f.FollowUps, " ")}, " ")
		for p, place := range places() {
			k.names[p] = strings.Contains(text, place)
		}
		text = strings.Join(append([]string{f.Role, f.Context, f.Task, f.Output, f.Check}, f.Constraints...), " ")
		k.ofPeople, k.ofNeed, k.ofTerms = strings.Contains(text, "{who"), strings.Contains(text, "{need}"), strings.Contains(text, "{terms}")
		k.small = sign.Small(k.says())
		all.all[i] = k
		all.byID[f.ID] = &all.all[i]
	}
	return all, nil
}

// says is all that a family says, without what the slots stand for.
func (k *known) says() string {
	texts := append([]string{k.Title, k.Job, k.When, promptText(k, slots{}, nil), k.Failure}, append(append([]string{}, k.FollowUps...), k.Quality...)...)
	for _, in := range k.Inputs {
		texts = append(texts, in.Name, in.Example)
	}
	return strings.Join(texts, "\n")
}

// numbers returns those of the words of texts, in order, and gives new words one.
func (f *families) numbers(texts ...string) []uint16 {
	l := lexicon{}
	l.add(texts...)
	all := make([]uint16, 0, len(l))
	for w := range l {
		n, ok := f.number[w]
		if !ok {
			n = uint16(len(f.number)) //nolint:gosec // the catalog has some thousands
			f.number[w] = n
		}
		all = append(all, n)
	}
	slices.Sort(all)
	return all
}

// marks are words of a brief that families have.
type marks []bool

// marked marks the words of a lexicon.
func (f *families) marked(l lexicon) marks {
	m := make(marks, len(f.number))
	for w := range l {
		if n, ok := f.number[w]; ok {
			m[n] = true
		}
	}
	return m
}

// in counts how many of some words are marked.
func (m marks) in(words []uint16) int {
	n := 0
	for _, w := range words {
		if m[w] {
			n++
		}
	}
	return n
}

// common counts the words that two families share.
func common(a, b []uint16) int {
	n := 0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			n, a, b = n+1, a[1:], b[1:]
		}
	}
	return n
}

// candidate is a module, and what does not depend on a brief.
type candidate struct {
	*catalog.Module

	all     lexicon // words of all that it says
	about   lexicon // words of its name that say what it is about
	small   string  // all that it says, in small letters
	absorbs bool    // it takes in the details of a need
}

func allModules(cat *catalog.Catalog) ([]candidate, error) {
	list, err := cat.Modules()
	if err != nil {
		return nil, err
	}
	all := make([]candidate, len(list))
	for i := range list {
		m := &list[i]
		all[i] = candidate{
			Module: m, all: ofModule(m), about: subject(m.Name), absorbs: absorbs(m.Blocks),
			small: sign.Small(m.Name + "\n" + m.Purpose + blockTexts(m.Blocks)),
		}
	}
	return all, nil
}
