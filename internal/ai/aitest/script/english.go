package script

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// english rewords drafts.
type english struct {
	Swaps      map[string]string // phrases and what stands in their place; those in lower case also at the start of a sentence
	Labels     map[string]string // short texts as a whole
	Titles     []string
	Roles      []string // sentences that are added to the lines of a prompt
	Contexts   []string
	Rules      []string
	Tails      map[string][]string // what is added to other texts, by their name
	Plain      []string            // sentences that fit behind any text
	More       []string
	Questions  []string // what is added to a question on a page
	Headings   []string
	Voice      []string
	Focus      []string
	Taglines   []string
	Outcomes   []string
	Situations []string
	FAQ        []question

	swap *regexp.Regexp
}

func newEnglish() *english {
	e := &english{}
	load("en", e)
	for from, to := range e.Swaps {
		if up := capital(from); up != from && e.Swaps[up] == "" {
			e.Swaps[up] = capital(to)
		}
	}
	all := make([]string, 0, len(e.Swaps))
	for from := range e.Swaps {
		all = append(all, regexp.QuoteMeta(from))
	}
	sort.Slice(all, func(i, j int) bool { // the longest first, so that none hides a longer one
		return len(all[i]) > len(all[j]) || len(all[i]) == len(all[j]) && all[i] < all[j]
	})
	e.swap = regexp.MustCompile(`\b(?:` + strings.Join(all, "|") + `)\b|\[[^\]]*\]`)
	return e
}

// hand is the writing of one entry: its dice, the words to put in, and those that
// the entry has already.
type hand struct {
	*english
	q    *about
	rng  *rand.Rand
	pool []string
	next int
	try  int
}

// hand takes up the pen for what some texts say.
func (e *english) hand(q *about, texts ...string) *hand {
	h := &hand{english: e, q: q, rng: dice(append([]string{q.head}, texts...)...), pool: q.pool()}
	if n := len(h.pool); n > 0 {
		h.next = h.rng.IntN(n)
	}
	return h
}

func (e *english) entry(q *about, was entry, try int) entry {
	h := e.hand(q, encode(was), strings.Repeat("again", try))
	h.try = try
	now := entry{ID: was.ID, Title: h.heading(was.Title), Texts: make([]text, len(was.Texts))}
	single := len(was.Texts) == 1 // it was picked out to be worded in another way
	for i, t := range was.Texts {
		if single && !strings.Contains(t.Name, ".") {
			now.Texts[i] = text{t.Name, h.another(t.Name, t.Value)}
			continue
		}
		now.Texts[i] = text{t.Name, h.text(t.Name, t.Value)}
	}
	return now
}

// term returns the next word of their day that a text does not speak of yet, ""
// if there is none.
func (h *hand) term(beside string) string {
	beside = strings.ToLower(beside)
	for range h.pool {
		t := h.pool[h.next%len(h.pool)]
		h.next++
		if !strings.Contains(beside, strings.ToLower(t)) {
			return t
		}
	}
	return ""
}

// the puts an article before a word, unless it is a name or has one.
func the(t string) string {
	first, _, _ := strings.Cut(t, " ")
	if r, _ := utf8.DecodeRuneInString(t); unicode.IsUpper(r) || first == "the" || first == "a" || first == "an" || first == "my" || first == "your" {
		return t
	}
	return "the " + t
}

// heads puts capitals on the words of a title, but the small ones.
func heads(s string) string {
	all := strings.Fields(s)
	for i, w := range all {
		switch w {
		case "a", "an", "and", "at", "by", "for", "in", "of", "on", "or", "the", "to", "with":
		default:
			all[i] = capital(w)
		}
	}
	return strings.Join(all, " ")
}

func (h *hand) heading(was string) string {
	t := h.term(was)
	if t == "" {
		return was
	}
	fill := strings.NewReplacer("{draft}", was, "{Bare}", heads(t), "{The}", heads(the(t)))
	for _, i := range h.rng.Perm(len(h.Titles)) {
		join, _, _ := strings.Cut(strings.TrimPrefix(h.Titles[i], "{draft}"), "{") // "and" once is enough
		if now := fill.Replace(h.Titles[i]); utf8.RuneCountInString(now) <= maxTitle && !strings.Contains(was, join) {
			return now
		}
	}
	return was
}

// text rewords one text of an entry; the draft stays where nothing else fits.
func (h *hand) text(name, was string) string {
	switch {
	case name == "prompt":
		if now := h.prompt(was); fits(name, was, now) {
			return now
		}
		return was
	case !strings.ContainsFunc(was, unicode.IsLetter):
		return was
	case strings.Contains(name, "."): // a place on a page
		return h.label(name, was)
	}
	mark := ""
	rest := was
	if name == "input" {
		mark = blank.FindString(was)
		rest = strings.TrimPrefix(was, mark)
	}
	now := mark + h.swapped(rest)
	if !fits(name, was, now) {
		now = was
	}
	for _, k := range h.rng.Perm(len(h.Tails[name])) {
		if longer := h.joined(now, h.Tails[name][k]); fits(name, was, longer) {
			return longer
		}
	}
	return now
}

// joined puts an addition with words of theirs behind a text: behind its full
// stop if the addition is a sentence, else before it.
func (h *hand) joined(s, tail string) string {
	bare := strings.TrimRight(s, " ")
	end := ""
	for _, stop := range []string{".", "!", "?"} {
		if strings.HasSuffix(bare, stop) {
			end = stop
		}
	}
	add, ok := h.filled(tail, s)
	switch {
	case !ok:
		return s
	case strings.HasPrefix(add, " ") && end != "":
		return bare + add
	case strings.HasPrefix(add, " "):
		return bare + "." + add
	}
	return strings.TrimSuffix(bare, end) + add + end
}

// filled puts words of theirs into a phrase; false when there are none left that
// the text beside it does not speak of.
func (h *hand) filled(phrase, beside string) (string, bool) {
	a := h.term(beside)
	b := h.term(beside + " " + a)
	if strings.Contains(phrase, "{a}") && a == "" || strings.Contains(phrase, "{b}") && (b == "" || a == b) {
		return "", false
	}
	return strings.NewReplacer("{a}", the(a), "{b}", the(b)).Replace(phrase), true
}

// label rewords a text on a page, where there is little room. Heads of columns
// keep to about their length.
func (h *hand) label(place, was string) string {
	if now, ok := h.Labels[was]; ok && h.try == 0 && fits(place, was, now) {
		return now
	}
	switch {
	case strings.Contains(place, ".columns."):
		return was
	case strings.HasSuffix(was, "?"):
		now := strings.TrimSuffix(h.swapped(was), "?")
		for _, k := range h.rng.Perm(len(h.Questions)) {
			if add, ok := h.filled(h.Questions[k], was); ok && fits(place, was, now+add) && !strings.Contains(now, ",") {
				return now + add
			}
		}
	case strings.HasSuffix(place, ".label") && utf8.RuneCountInString(was) > 2 && h.rng.IntN(3) == 0:
		t := h.term(was)
		fill := strings.NewReplacer("{draft}", was, "{bare}", t)
		for _, k := range h.rng.Perm(len(h.Headings)) {
			if now := fill.Replace(h.Headings[k]); t != "" && fits(place, was, now) {
				return now
			}
		}
	}
	if now := h.swapped(was); fits(place, was, now) {
		return now
	}
	return was
}

// swapped puts other phrases in the place of some, but none that has a word of the
// brief, and none in a blank. What was not taken before is not swapped again.
func (h *hand) swapped(s string) string {
	if h.try > 0 {
		return s
	}
	return h.swap.ReplaceAllStringFunc(s, func(m string) string {
		to, ok := h.Swaps[m]
		if !ok {
			return m
		}
		for _, w := range wordPattern.FindAllString(strings.ToLower(m), -1) {
			if len(w) > 3 && h.q.words[w] {
				return m
			}
		}
		return to
	})
}

// prompt rewords a prompt line by line: who the assistant is, how things stand,
// the task, the rules. The form of the answer stays, and so do all blanks.
func (h *hand) prompt(was string) string {
	lines := strings.Split(was, "\n")
	var rules []int
	for i, l := range lines {
		switch {
		case strings.HasPrefix(l, form):
			continue
		case strings.HasPrefix(l, "- "):
			rules = append(rules, i)
		}
		lines[i] = h.swapped(l)
		switch {
		case i == 0:
			lines[i] = h.more(lines[i], h.Roles, was)
		case strings.HasPrefix(l, "Context: "):
			lines[i] = h.more(lines[i], h.Contexts, was)
		}
	}
	if n := len(rules); n > 1 {
		first := lines[rules[0]]
		for k := range n - 1 { // the first rule becomes the last
			lines[rules[k]] = lines[rules[k+1]]
		}
		lines[rules[n-1]] = first
		if one, ok := h.filled(h.Rules[h.rng.IntN(len(h.Rules))], was); ok {
			lines = slices.Insert(lines, rules[n-1]+1, "- "+capital(one))
		}
	}
	return strings.Join(lines, "\n")
}

// more adds one of some sentences to a line.
func (h *hand) more(line string, phrases []string, was string) string {
	one, ok := h.filled(phrases[h.rng.IntN(len(phrases))], was)
	if !ok {
		return line
	}
	return strings.TrimRight(line, " ") + " " + capital(one)
}
