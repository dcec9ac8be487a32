package brief

import (
	"slices"
	"strings"
	"sync"

	"github.com/gumgenie/gumgenie/internal/catalog"
)

// longest is the number of words of the longest name that is found.
const longest = 6

// Reader reads briefs against a catalog. It is safe for concurrent use; the
// first reading builds the index of names.
type Reader struct {
	cat   *catalog.Catalog
	index func() (*index, error)
}

// NewReader returns a reader over a catalog.
func NewReader(cat *catalog.Catalog) *Reader {
	r := &Reader{cat: cat}
	r.index = sync.OnceValues(func() (*index, error) { return newIndex(cat) })
	return r
}

// entry is a name of a part that stands in the index.
type entry struct {
	part  *catalog.Part
	words int
	name  string
	exact string // a phrase that must stand there in lower case, "" if any form of its words will do
	stems string // the same by stems
}

// index finds parts by the words of their names.
type index struct {
	people *catalog.People
	names  map[string][]entry       // curated names, stems joined
	sets   map[string][]entry       // curated names of two or three words, stems sorted
	roots  map[string][]entry       // curated one-word names, without -er, -ing, -ist
	trades map[string]*catalog.Part // names of trades, stems joined
	heads  map[string]bool          // stems of words that name people: nurse, keeper
	known  map[string]bool          // stems of curated names, for typing errors
	byForm map[string][]string      // the same by first letter and length
	gloss  map[string]string        // words of other languages to the English stem
	caps   map[string]int           // while the index is built: how much oftener a word has a capital than not
	proper map[string]string        // lower case to the form with capitals: adhd to ADHD
}

func newIndex(cat *catalog.Catalog) (*index, error) {
	people, err := cat.People()
	if err != nil {
		return nil, err
	}
	x := &index{
		people: people,
		names:  make(map[string][]entry, 8000), sets: make(map[string][]entry, 4000), roots: map[string][]entry{},
		heads: map[string]bool{}, known: map[string]bool{}, byForm: map[string][]string{}, proper: map[string]string{}, caps: make(map[string]int, 6000),
	}
	trades := &index{trades: make(map[string]*catalog.Part, 24000), heads: map[string]bool{}, known: make(map[string]bool, 8000)}
	var both sync.WaitGroup // somebody waits for the first brief
	both.Go(func() {
		for i := range people.Trades {
			t := &people.Trades[i]
			for _, name := range t.Names {
				trades.addTrade(t, name)
			}
		}
	})
	x.gloss = make(map[string]string, 2*len(people.Glossary))
	for w, english := range people.Glossary {
		english = stem(english)
		x.gloss[w], x.gloss[fold(w)] = english, english
	}
	for i := range people.Parts {
		p := &people.Parts[i]
		for _, name := range p.Names {
			x.add(p, name)
		}
		if p.Who != "" {
			x.add(p, p.Who)
			x.head(p.Who)
		}
	}
	both.Wait()
	x.trades = trades.trades
	for w := range trades.known {
		x.known[w] = true
	}
	for w := range trades.heads {
		x.heads[w] = true
	}
	for _, w := range strings.Fields("parent mom dad mother father child kid teenager teen adult woman man girl boy family couple team club crew group owner lover fan beginner learner student pensioner senior widow widower survivor patient veteran expat neighbor friend sibling brother sister grandmother grandfather grandma grandpa grandparent husband wife partner bride groom guest member volunteer leader captain treasurer secretary chair professional newbie novice hobbyist enthusiast addict geek nerd freelancer staff folk soldier pupil teacher nanny au-pair pair carer caregiver sufferer patient household household pro amateur champion traveler commuter newcomer refugee immigrant nomad introvert extrovert perfectionist adopter fosterer stepmother stepfather stepmom stepdad nester applicant graduate trainee apprentice intern intern worker agent clerk officer guard assistant director manager business shop bakery studio company architect mechanic secretary athlete detective advocate warden steward surgeon acrobat diplomat scout recruit bishop umpire mayor sheriff cop priest vicar rabbi imam poet pal mate dj expat sculptor nun chaplain celebrant sergeant goalie rookie founder startup charity school firm agency practice user doula notary newlywed mam nan gran granny lad lass guy bloke peer human baker maker cyclist rider driver reader lefty righty rookie ambassador rep stepmum stepdaughter stepson nun monk sister host toddler newborn dancer singer coeliac celiac diabetic vegan vegetarian epileptic asthmatic dyslexic") {
		x.heads[w] = true
	}
	for w := range x.proper {
		if x.caps[w] <= 0 { // "Mother's Day" makes no name of a day
			delete(x.proper, w)
		}
	}
	x.caps = nil
	return x, nil
}

// key joins the stems of the words that say something.
func key(ws []word) (string, int) {
	var b strings.Builder
	n := 0
	for _, w := range ws {
		if w.stop {
			continue
		}
		b.WriteString(w.stem)
		n++
	}
	return b.String(), n
}

// phrase joins words as typed, in lower case.
func phrase(ws []word) string {
	all := make([]string, len(ws))
	for i, w := range ws {
		all[i] = w.low
	}
	return strings.Join(all, " ")
}

func stemPhrase(ws []word) string {
	all := make([]string, len(ws))
	for i, w := range ws {
		all[i] = w.stem
	}
	return strings.Join(all, " ")
}

func (x *index) add(p *catalog.Part, name string) {
	ws := words(name)
	k, n := key(ws)
	if n == 0 || n > longest {
		return
	}
	e := entry{part: p, words: n, name: name}
	switch {
	case n == 1 && len(ws) > 1: // "mum-to-be" is more than "mum"
		e.stems = stemPhrase(ws)
	case n == 1 && p.Kind == catalog.Constraint: // "nights" are no "night"
		e.exact = phrase(ws)
	}
	if slices.ContainsFunc(x.names[k], func(o entry) bool { return o.part == p && o.exact == e.exact && o.stems == e.stems }) {
		return
	}
	x.names[k] = append(x.names[k], e)
	var stems []string
	for _, w := range ws {
		if w.low != w.typed {
			x.proper[w.low] = w.typed
			x.caps[w.low]++
		} else if len(w.low) > 1 {
			x.caps[w.low]--
		}
		if w.stop {
			continue
		}
		stems = append(stems, w.stem)
		if x.known[w.stem] {
			continue
		}
		x.known[w.stem] = true
		if len(w.stem) > 4 {
			f := form(w.stem, 0)
			x.byForm[f] = append(x.byForm[f], w.stem)
		}
	}
	last := stems[n-1]
	if n == 2 || n == 3 {
		slices.Sort(stems)
		s := strings.Join(stems, "|")
		x.sets[s] = append(x.sets[s], e)
	}
	if p.Kind == catalog.Role && n <= 2 {
		x.heads[last] = true // "chimney sweeps" are people
	}
	if n == 1 && len(ws) == 1 && p.Kind != catalog.Constraint {
		if r := root(stems[0]); r != "" {
			x.roots[r] = append(x.roots[r], e)
		}
	}
}

// addTrade stores a name of a trade. Its last word names people.
func (x *index) addTrade(t *catalog.Part, name string) {
	var b strings.Builder
	last, said := "", 0
	fields := strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '-' || r == ',' })
	for _, w := range fields {
		s := stem(strings.ToLower(strings.TrimSuffix(w, "'s")))
		if isStop(s) && w != "IT" {
			continue
		}
		b.WriteString(s)
		last = s
		said++
		x.known[s] = true
	}
	if said == 1 && (len(fields) > 1 || !person(last)) {
		return // one plain word finds too much
	}
	if k := b.String(); x.trades[k] == nil {
		x.trades[k] = t
	}
	if person(last) {
		x.heads[last] = true
	}
}

// head notes the word of a phrase that names its people.
func (x *index) head(who string) {
	ws := words(who)
	h := headOf(ws)
	if h > 0 && !person(ws[h].stem) {
		for i := 1; i <= h; i++ { // "Muslim planning Ramadan"
			if strings.HasSuffix(ws[i].low, "ing") {
				h = i - 1
				break
			}
		}
	}
	if h >= 0 {
		x.heads[ws[h].stem] = true
	}
}

// person reports whether a stem has the form of a word for people.
func person(s string) bool {
	for _, end := range []string{"er", "or", "ist", "ian", "man", "woman", "eer", "ant", "ent", "nurse", "chef", "pilot", "coach", "guide", "clerk", "aide", "judge", "vet", "medic", "cook", "host", "monk", "smith", "wright", "herd", "ess", "yst", "ee", "wife", "eur"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

// root takes the ending that makes a doer or a doing; "" if nothing is left.
func root(s string) string {
	for _, end := range []string{"ing", "ist", "er", "or"} {
		if r, ok := strings.CutSuffix(s, end); ok && len(r) >= 4 {
			if n := len(r); r[n-1] == r[n-2] && r[n-1] != 's' && r[n-1] != 'l' {
				r = r[:n-1]
			}
			return strings.TrimSuffix(r, "e")
		}
	}
	if len(s) >= 4 {
		return strings.TrimSuffix(s, "e")
	}
	return ""
}

func form(s string, more int) string {
	return s[:1] + string(rune('a'+min(25, len(s)+more)))
}
