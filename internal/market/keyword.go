package market

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/gumgenie/gumgenie/internal/brief"
)

// Bounds of the keywords of one source: how many, and in how many listings a word
// or a phrase of two stands at least.
const (
	maxKeywords = 25
	leastWord   = 2
	leastPhrase = 3
)

// tally counts in how many listings a word or phrase stands, and how it is
// written most often.
type tally struct {
	count int
	typed map[string]int
	parts int // words
}

// keywords counts the words and phrases of titles and tags, each once a listing.
func (g *group) keywords() []Keyword {
	all := map[string]*tally{}
	for _, c := range g.near {
		seen := map[string]bool{}
		for _, text := range append([]string{c.Title}, c.Tags...) {
			stems := brief.Stems(text)
			for i, s := range stems {
				if !telling(s) {
					continue
				}
				note(all, seen, s.Stem, strings.ToLower(s.Typed), 1)
				if s.Next && telling(stems[i-1]) {
					note(all, seen, stems[i-1].Stem+" "+s.Stem, strings.ToLower(stems[i-1].Typed+" "+s.Typed), 2)
				}
			}
		}
	}
	inPhrase := map[string]int{} // in how many listings a word stands in its commonest phrase
	for key, t := range all {
		if a, b, ok := strings.Cut(key, " "); ok && t.count >= leastPhrase {
			inPhrase[a], inPhrase[b] = max(inPhrase[a], t.count), max(inPhrase[b], t.count)
		}
	}
	var out []Keyword
	for key, t := range all {
		word := t.parts == 1 && t.count >= leastWord && inPhrase[key] < t.count // else the phrase says it all
		if word || t.parts == 2 && t.count >= leastPhrase {
			out = append(out, Keyword{t.usual(), t.count, len(g.near), g.source})
		}
	}
	slices.SortFunc(out, func(a, b Keyword) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(strings.Count(b.Word, " "), strings.Count(a.Word, " ")), cmp.Compare(a.Word, b.Word))
	})
	return out[:min(len(out), maxKeywords)]
}

func note(all map[string]*tally, seen map[string]bool, key, typed string, parts int) {
	t := all[key]
	if t == nil {
		t = &tally{typed: map[string]int{}, parts: parts}
		all[key] = t
	}
	t.typed[typed]++
	if !seen[key] {
		seen[key] = true
		t.count++
	}
}

// usual is the form that is written most often.
func (t *tally) usual() string {
	best := ""
	for typed, n := range t.typed {
		if best == "" || n > t.typed[best] || n == t.typed[best] && typed < best {
			best = typed
		}
	}
	return best
}

// telling reports whether a word says something to a buyer: single letters and
// numbers other than years do not.
func telling(s brief.Stem) bool {
	letters := 0
	for _, r := range s.Stem {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters > 1 || letters == 0 && len(s.Stem) == 4 && strings.HasPrefix(s.Stem, "20") || letters == 1 && s.Stem[0] > unicode.MaxASCII
}
