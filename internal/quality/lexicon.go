package quality

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/product"
)

// Lexicon knows which words the fields of work and life use, learnt from the
// families and modules of the catalog that are written for them. It is read-only
// and safe to share.
type Lexicon struct {
	fields []string             // catalog.Domains, then "" for what anyone needs
	index  map[string]int       // of a field
	size   []int                // texts by field
	words  map[string][]uint16  // texts with a stem, by field
	lift   map[string][]float32 // how much likelier a field uses a stem than the fields do on average, as a logarithm
	themes map[string][]int     // fields that a theme belongs to
}

// NewLexicon learns the words of a catalog. It takes some tens of milliseconds;
// make one and share it.
func NewLexicon(cat *catalog.Catalog) (*Lexicon, error) {
	families, err := cat.Families()
	if err != nil {
		return nil, fmt.Errorf("learn the words of the fields: %w", err)
	}
	modules, err := cat.Modules()
	if err != nil {
		return nil, fmt.Errorf("learn the words of the fields: %w", err)
	}
	l := &Lexicon{fields: append(catalog.Domains(), ""), index: map[string]int{}, words: map[string][]uint16{}}
	for i, f := range l.fields {
		l.index[f] = i
	}
	l.size = make([]int, len(l.fields))
	for i := range families {
		f := &families[i]
		text := strings.Join(slices.Concat([]string{f.Title, f.Job, f.When, f.Role, f.Context, f.Task, f.Output, f.Failure}, f.Constraints, f.Quality), "\n")
		for _, in := range f.Inputs {
			text += "\n" + in.Example
		}
		l.learn(f.Domains, text)
	}
	for i := range modules {
		m := &modules[i]
		l.learn(m.Domains, itemText(&product.Item{Title: m.Name + "\n" + m.Purpose, Blocks: m.Blocks}))
	}
	l.weigh()
	l.themes = l.fieldsOf()
	return l, nil
}

// learn counts the stems of a text once for each of its fields.
func (l *Lexicon) learn(fields []string, text string) {
	if len(fields) == 0 {
		fields = []string{""}
	}
	seen := map[string]bool{}
	for _, w := range stems(text) {
		seen[w] = true
	}
	for _, f := range fields {
		k, ok := l.index[f]
		if !ok {
			continue
		}
		l.size[k]++
		for w := range seen {
			if l.words[w] == nil {
				l.words[w] = make([]uint16, len(l.fields))
			}
			l.words[w][k]++
		}
	}
}

// weigh turns counts into lifts. A word that one text alone uses tells little,
// so counts are smoothed by half a text.
func (l *Lexicon) weigh() {
	l.lift = make(map[string][]float32, len(l.words))
	for w, counts := range l.words {
		share := make([]float64, len(counts))
		mean := 0.0
		for k, n := range counts {
			share[k] = (float64(n) + 0.25) / (float64(l.size[k]) + 8)
			mean += share[k] / float64(len(counts))
		}
		lift := make([]float32, len(counts))
		for k := range counts {
			if counts[k] > 0 {
				lift[k] = float32(math.Log(share[k] / mean))
			}
		}
		l.lift[w] = lift
	}
}

// fieldsOf says which fields a need's theme opens: a nurse who plans meals may
// be given the words of the kitchen.
func (l *Lexicon) fieldsOf() map[string][]int {
	all := map[string][]int{}
	for theme, fields := range map[string][]string{
		"meals": {"food"}, "health": {"body", "self"}, "money": {"office", "selling"}, "sales": {"selling"}, "learning": {"study"},
		"travel": {"events"}, "event": {"events"}, "content": {"creative", "selling"}, "home": {"family", "trades"}, "craft": {"making"},
		"papers": {"office"}, "people": {"community"}, "goals": {"self"}, "review": {"self"}, "stock": {"selling"}, "schedule": {"shifts"},
	} {
		for _, f := range fields {
			all[theme] = append(all[theme], l.index[f])
		}
	}
	return all
}

// stems returns the words of a text that carry meaning, reduced to what their
// forms have in common, in order.
func stems(text string) []string {
	var all []string
	start := -1
	take := func(w string) {
		w = strings.ToLower(w)
		if len(w) < 3 || empty(w) {
			return
		}
		all = append(all, stem(w))
	}
	for i, r := range text {
		if unicode.IsLetter(r) || unicode.IsMark(r) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			take(text[start:i])
			start = -1
		}
	}
	if start >= 0 {
		take(text[start:])
	}
	return all
}

// stem takes the commonest English endings off a word. It need not be right, it
// must be the same for the forms of a word.
func stem(w string) string {
	switch {
	case len(w) > 4 && strings.HasSuffix(w, "ies"):
		w = w[:len(w)-3] + "y"
	case len(w) > 4 && (strings.HasSuffix(w, "sses") || strings.HasSuffix(w, "ches") || strings.HasSuffix(w, "shes") || strings.HasSuffix(w, "xes")):
		w = w[:len(w)-2]
	case len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is"):
		w = w[:len(w)-1]
	}
	for _, end := range []string{"ing", "ed"} {
		if len(w) > len(end)+3 && strings.HasSuffix(w, end) {
			w = w[:len(w)-len(end)]
			if n := len(w); w[n-1] == w[n-2] && w[n-1] != 'l' && w[n-1] != 's' {
				w = w[:n-1]
			}
			break
		}
	}
	if len(w) > 4 && strings.HasSuffix(w, "e") {
		w = w[:len(w)-1]
	}
	return w
}

// empty reports words without a subject of their own.
func empty(w string) bool {
	switch w {
	case "the", "and", "for", "you", "your", "are", "was", "were", "with", "that", "this", "these", "those", "from", "has", "have", "had",
		"not", "but", "what", "when", "where", "which", "who", "whom", "whose", "why", "how", "all", "any", "each", "every", "one", "two", "three",
		"four", "five", "six", "more", "most", "less", "than", "then", "there", "here", "they", "them", "their", "its", "our", "out", "off",
		"can", "could", "may", "might", "must", "shall", "should", "will", "would", "does", "did", "done", "been", "being", "about", "into", "over",
		"under", "only", "own", "same", "some", "such", "too", "very", "just", "also", "after", "before", "between", "both", "because", "while",
		"until", "without", "within", "per", "via", "yes", "no", "nor", "she", "her", "his", "him", "let", "get", "got", "use", "used", "using",
		"make", "made", "makes", "give", "given", "gives", "keep", "keeps", "kept", "say", "says", "said", "new", "old", "way", "thing", "things",
		"task", "context", "rules", "answer", "prompt", "page", "assistant", "please", "write", "list", "name", "names", "line", "lines", "word", "words",
		"sentence", "sentences", "table", "column", "columns", "row", "rows", "add", "first", "second", "third", "last", "next", "best", "good", "well",
		"like", "need", "needs", "want", "wants", "take", "takes", "put", "puts", "don", "isn", "doesn", "didn", "won", "ask", "tell", "show", "never", "always",
		"where's", "whether", "though", "still", "once", "even", "much", "many", "few", "other", "another", "others", "against", "so", "as", "if", "it", "is", "up":
		return true
	}
	return false
}
