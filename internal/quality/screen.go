package quality

import (
	"regexp"
	"strings"

	"github.com/gumgenie/gumgenie/internal/product"
)

// Screen judges items that are to replace others of a product, each by itself,
// as the gates will judge the whole: nothing left over, nothing twice, on the
// brief, within the rules of its people, serving what it served, and stating no
// fact that nothing stands behind. It is not safe for concurrent use.
type Screen struct {
	in      Input
	compass *Compass
	grounds *Grounds // brief and sources
	sources *Grounds // the creator's alone
	rules   []forbidden
	both    bool // units must be both or none
	english bool
	needs   map[string][]string // stems of a need's name
	own     map[string]bool     // words of the niche

	was     map[string]string // what each item said first, by id
	spoke   map[string]int    // of how many words of the brief
	titles  map[string]string // id by kind and title
	runs    map[string][]uint64
	where   map[uint64]map[string]bool // prompts by a run of five words
	layouts map[string]map[uint64]int
}

type forbidden struct {
	re   *regexp.Regexp
	says string
}

// NewScreen prepares to judge items for a product with its sections. Facts may be
// taken from the brief and the creator's sources. Drift and phrases are judged in
// English only. A rule that cannot be read is left to the gate, which reports it.
func NewScreen(in Input, sources ...string) *Screen {
	v := newCase(in)
	s := &Screen{
		in: in, compass: NewCompass(in.Lexicon, in.Reading), grounds: NewGrounds(append([]string{in.Product.Brief}, sources...)...), sources: NewGrounds(sources...),
		english: in.Lang.English(),
		needs:   map[string][]string{}, own: v.nicheWords(), was: map[string]string{}, spoke: map[string]int{}, titles: map[string]string{},
		runs: map[string][]uint64{}, where: map[uint64]map[string]bool{}, layouts: map[string]map[uint64]int{},
	}
	for _, n := range in.Reading.Needs {
		s.needs[n.ID] = stems(n.Name)
	}
	for _, rule := range in.Reading.Rules {
		for _, source := range rule.Forbid {
			if re, err := regexp.Compile("(?i)" + source); err == nil {
				s.rules = append(s.rules, forbidden{re, strings.TrimRight(rule.Text, ".")})
			}
		}
		for _, need := range rule.Require {
			s.both = s.both || need == "both-units"
		}
	}
	for _, it := range v.items {
		s.was[it.ID], s.spoke[it.ID] = it.text, s.particular(it.text)
		s.Take(it.Item)
	}
	return s
}

// Take notes that an item stands in the product now, in the place of the one
// with its id.
func (s *Screen) Take(it *product.Item) {
	for key, id := range s.titles {
		if id == it.ID {
			delete(s.titles, key)
		}
	}
	if it.Kind != product.Sticker {
		s.titles[titleKey(it)] = it.ID
	}
	switch it.Kind {
	case product.Prompt:
		for _, h := range s.runs[it.ID] {
			delete(s.where[h], it.ID)
		}
		s.runs[it.ID] = fiveGrams(it.Text("prompt"), s.own)
		for _, h := range s.runs[it.ID] {
			if s.where[h] == nil {
				s.where[h] = map[string]bool{}
			}
			s.where[h][it.ID] = true
		}
	case product.Page:
		set := map[uint64]int{}
		blocks(it.Blocks, set)
		s.layouts[it.ID] = set
	}
}

func titleKey(it *product.Item) string { return string(it.Kind) + "|" + plain(it.Title) }

// Faults lists what is wrong with an item, in sentences; none = it passes.
func (s *Screen) Faults(it *product.Item) []string {
	text := itemText(it)
	faults := s.tidy(text)
	if what := addressed(text); what != "" {
		faults = append(faults, "It holds the address “"+short(what)+"”; addresses come from the seller only.")
	}
	if s.english {
		for _, claim := range s.grounds.Missing(text) {
			faults = append(faults, "It states “"+short(claim)+"”, which stands in no source.")
		}
	} else {
		faults = append(faults, s.added(s.was[it.ID], text)...)
		if f := foreignTo(s.in.Lang, s.was[it.ID], text); f != "" {
			faults = append(faults, f)
		}
	}
	faults = append(faults, praised(s.was[it.ID], text)...)
	switch {
	case !s.english:
	case s.compass.Off(it):
		faults = append(faults, "It has nothing to do with the brief.")
	case 2*s.particular(text) < s.spoke[it.ID]:
		faults = append(faults, "It speaks less of the brief than the draft does.")
	}
	for _, rule := range s.rules {
		for line := range strings.Lines(text) {
			if what := found(rule.re, line); what != "" {
				faults = append(faults, "It says “"+short(what)+"”. The rule: "+rule.says+".")
			}
		}
	}
	return append(append(faults, s.serves(it, text)...), s.twice(it)...)
}

// added lists numbers of a text in another language that stand neither in what it
// says in the place of nor in the grounds: what is a claim of fact is told by
// its words in English only, what is a number everywhere.
func (s *Screen) added(was, now string) []string {
	old := map[string]bool{}
	for _, n := range figure.FindAllString(was, -1) {
		old[value(n)] = true
	}
	var faults []string
	for _, n := range figure.FindAllString(western(now), -1) {
		if v := value(n); !old[v] && !s.grounds.numbers[v] {
			faults = append(faults, "It holds the number "+n+", which stands neither in the draft nor in a source.")
		}
	}
	return faults
}

// tidy looks for what was left over, line by line.
func (s *Screen) tidy(text string) []string {
	var faults []string
	for line := range strings.Lines(text) {
		if what := leftover(line); what != "" {
			faults = append(faults, "It holds “"+short(what)+"”.")
		} else if w := doubled(line); w != "" {
			faults = append(faults, "The word “"+w+"” stands twice in a row.")
		}
		if s.both && metric.MatchString(line) != imperial.MatchString(line) {
			faults = append(faults, "“"+short(line)+"” settles on one system of units.")
		}
	}
	return faults
}

// serves checks that the needs which the item spoke of are spoken of still. In
// another language their names are other ones.
func (s *Screen) serves(it *product.Item, text string) []string {
	var faults []string
	for _, id := range it.Needs {
		words := s.needs[id]
		if s.english && len(words) > 0 && mentions(stems(s.was[it.ID]), words) && !mentions(stems(text), words) {
			faults = append(faults, "It no longer speaks of “"+strings.Join(words, " ")+"”, the need it is for.")
		}
	}
	return faults
}

// twice compares the item with all others.
func (s *Screen) twice(it *product.Item) []string {
	var faults []string
	if id, ok := s.titles[titleKey(it)]; ok && id != it.ID {
		faults = append(faults, "Its title is that of "+id+".")
	}
	switch it.Kind {
	case product.Prompt:
		set := fiveGrams(it.Text("prompt"), s.own)
		shared := map[string]int{}
		for _, h := range set {
			for id := range s.where[h] {
				shared[id]++
			}
		}
		for id, n := range shared {
			if least := min(len(set), len(s.runs[id])); id != it.ID && float64(n) > maxShared*float64(least) {
				faults = append(faults, "It shares most of its phrases with "+id+".")
			}
		}
	case product.Page:
		set := map[uint64]int{}
		blocks(it.Blocks, set)
		for id, other := range s.layouts {
			if id != it.ID && overlap(set, other) >= maxAlike {
				faults = append(faults, "It has the same blocks as "+id+".")
			}
		}
	}
	return faults
}

// particular counts the words of the brief that a text speaks of, each once.
func (s *Screen) particular(text string) int {
	seen := map[string]bool{}
	for _, w := range stems(text) {
		if s.compass.core[w] {
			seen[w] = true
		}
	}
	return len(seen)
}

// Says lists what is wrong with a sentence that is to stand in the listing. It
// may hold no figure: those are counted from the files.
func (s *Screen) Says(text string) []string {
	faults := s.tidy(text)
	if figure.MatchString(text) {
		faults = append(faults, "It holds a number; numbers are counted from the files.")
	}
	if what := addressed(text); what != "" {
		faults = append(faults, "It holds the address “"+short(what)+"”.")
	}
	for _, claim := range s.grounds.Missing(text) {
		faults = append(faults, "It states “"+short(claim)+"”, which stands in no source.")
	}
	faults = append(faults, praised("", text)...)
	for _, rule := range s.rules {
		if what := found(rule.re, text); what != "" {
			faults = append(faults, "It says “"+short(what)+"”. The rule: "+rule.says+".")
		}
	}
	return faults
}

// Replaces lists what is wrong with a text, of a listing for example, that is to
// stand in the place of another: figures, addresses and praise must have stood
// there before.
func (s *Screen) Replaces(was, now string) []string {
	faults := s.tidy(now)
	old := map[string]bool{}
	for _, n := range figure.FindAllString(was, -1) {
		old[value(n)] = true
	}
	for _, n := range figure.FindAllString(western(now), -1) {
		if !old[value(n)] {
			faults = append(faults, "It holds the number "+n+", which was not there before.")
		}
	}
	if what := addressed(now); what != "" && !strings.Contains(was, what) {
		faults = append(faults, "It holds the address “"+short(what)+"”, which was not there before.")
	}
	faults = append(faults, praised(was, now)...)
	for _, rule := range s.rules {
		if what := found(rule.re, now); what != "" && found(rule.re, was) == "" {
			faults = append(faults, "It says “"+short(what)+"”. The rule: "+rule.says+".")
		}
	}
	return faults
}

// praised lists praise, promises and pressure in a text that did not stand in the
// one before.
func praised(was, now string) []string {
	var faults []string
	was = strings.ToLower(was)
	for _, rule := range dishonest() {
		for _, at := range rule.pattern.FindAllStringIndex(now, -1) {
			if what := now[at[0]:at[1]]; !strings.Contains(was, strings.ToLower(strings.TrimSpace(what))) && !denial.MatchString(now[:at[0]]) {
				faults = append(faults, rule.what+": “"+short(what)+"”.")
			}
		}
	}
	return faults
}

// Backed reports whether a source of the creator's speaks of what an item says.
func (s *Screen) Backed(it *product.Item) bool { return s.sources.Backs(itemText(it)) }

// addressPattern finds web addresses, mail addresses and handles: the ways in
// which a text can lead a buyer away. A bare file name is none.
var addressPattern = regexp.MustCompile(`(?i)\b(?:https?|ftp|javascript|data|file|mailto|tel):\S+|\bwww\.\S+|\b[a-z0-9._%+-]+@[a-z0-9-]+\.[a-z]{2,}|(?:^|\s)@[a-z0-9_]{3,}|` +
	`\b[a-z0-9-]+\.(?:com|org|net|io|co|me|ly|app|dev|shop|store|info|biz|xyz|link|gg|ru|cn|tk)\b(?:/\S*)?`)

// addressed returns an address that stands in a text, "" if none does.
func addressed(text string) string { return strings.TrimSpace(addressPattern.FindString(text)) }
