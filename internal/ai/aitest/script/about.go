package script

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// about is what a question says of the product and its people.
type about struct {
	head     string // the whole of it, for the dice
	title    string
	whos     string
	language string // without its region
	terms    []string
	needs    []string
	sections []string // ids, for an outline
	focus    string
	english  bool            // the drafts are English and wanted in another language
	words    map[string]bool // those of the brief, in lower case: they stay
	refused  map[string]int  // what was wrong with versions that were not taken, how many things by id
}

// Lines of a question begin so.
var (
	sectionLine = regexp.MustCompile(`^- ([a-z0-9-]+): `)
	needLine    = regexp.MustCompile(`^- ([^:]+)`)
	refusal     = regexp.MustCompile(`^Your last version of (\S+) was not taken`)
	wordPattern = regexp.MustCompile(`[\p{L}\p{M}]+(?:['’][\p{L}]+)?`)
)

// read reads what stands before the sources, and the lines of the question that
// matter after them. What stands in a source is material and says nothing here.
func read(prompt string) about {
	q := about{language: "en", words: map[string]bool{}, refused: map[string]int{}}
	list, quoted := "", ""
	for line := range strings.Lines(beforeDrafts(prompt)) {
		line = strings.TrimRight(line, "\n")
		switch {
		case quoted != "":
			if line == "<<<end "+quoted {
				quoted = ""
			}
		case strings.HasPrefix(line, "<<<source "):
			quoted = strings.TrimPrefix(line, "<<<source ")
		case strings.HasPrefix(line, "- ") && list == "needs":
			if m := needLine.FindStringSubmatch(line); m != nil {
				q.needs = append(q.needs, m[1])
				q.know(line)
			}
		case strings.HasPrefix(line, "- ") && list == "sections":
			if m := sectionLine.FindStringSubmatch(line); m != nil {
				q.sections = append(q.sections, m[1])
			}
		default:
			list = q.line(line)
		}
	}
	return q
}

// line takes in a line with a head of its own, and returns the name of the list
// that it opens.
func (q *about) line(line string) (list string) {
	head, rest, _ := strings.Cut(line, ": ")
	switch head {
	case "Product":
		q.head = line
		q.title = rest
		if i := strings.LastIndex(rest, " ("); i > 0 {
			q.title = rest[:i]
		}
	case "Made from the sentence":
		q.head += line
		q.know(rest)
	case "For":
		q.whos = strings.TrimSuffix(rest, ".")
		q.know(rest)
	case "Words of their day":
		q.terms = strings.Split(strings.TrimSuffix(rest, "."), ", ")
		q.know(rest)
	case "What they need:":
		return "needs"
	case "Its sections:":
		return "sections"
	case "Language":
		q.language, _, _ = strings.Cut(strings.ToLower(strings.TrimSuffix(rest, ".")), "-")
	case "Focus":
		q.focus = rest
	}
	if strings.HasPrefix(line, "Below are drafts of entries in English.") {
		q.english = true
	}
	if m := refusal.FindStringSubmatch(line); m != nil {
		q.refused[m[1]]++
	}
	return ""
}

// know notes words of the brief.
func (q *about) know(s string) {
	for _, w := range wordPattern.FindAllString(strings.ToLower(s), -1) {
		q.words[w] = true
	}
}

// What can be put into a sentence: how long a word of their day may be, and from
// how many on there are enough to do without the names of needs.
const (
	maxTerm    = 22
	leastTerms = 4
)

// pool returns the words of their day that can stand in a sentence, those of the
// section's focus first; names of needs help out where there are few.
func (q *about) pool() []string {
	var near, far []string
	for i, t := range append(slices.Clone(q.terms), q.needs...) {
		if i >= len(q.terms) && len(near)+len(far) >= leastTerms {
			break
		}
		t = strings.TrimSpace(t)
		if t == "" || utf8.RuneCountInString(t) > maxTerm || strings.ContainsAny(t, "0123456789,;:()[]/") || slices.Contains(near, t) || slices.Contains(far, t) {
			continue
		}
		if strings.Contains(q.focus, t) {
			near = append(near, t)
		} else {
			far = append(far, t)
		}
	}
	return append(near, far...)
}

// spoken returns the needs whose names hold no figure, which a listing cannot
// have.
func (q *about) spoken() []string {
	var all []string
	for _, n := range q.needs {
		if !strings.ContainsFunc(n, unicode.IsDigit) {
			all = append(all, n)
		}
	}
	return all
}

const draftsHead = "\nDrafts:\n"

func beforeDrafts(prompt string) string {
	if i := strings.LastIndex(prompt, draftsHead); i >= 0 {
		return prompt[:i+1]
	}
	return prompt
}

// drafts reads the entries that are to be written anew.
func drafts(prompt string) ([]entry, bool) {
	i := strings.LastIndex(prompt, draftsHead)
	if i < 0 {
		return nil, false
	}
	var all []entry
	err := json.NewDecoder(strings.NewReader(prompt[i+len(draftsHead):])).Decode(&all)
	return all, err == nil
}

// form is the beginning of the line of a prompt that stays word for word.
const form = "Answer as: "

var blank = regexp.MustCompile(`\[[\p{Lu}\p{Lo}\d][\p{Lu}\p{Lo}\d '’/&-]*\]`)

// blanks lists the blanks of a text, each once, in order.
func blanks(s string) []string {
	var all []string
	for _, b := range blank.FindAllString(s, -1) {
		if !slices.Contains(all, b) {
			all = append(all, b)
		}
	}
	return all
}

// Bounds of an entry, in characters, with some air to those that the question
// states: titles, short texts, and how much longer than its draft a text may be.
const (
	maxTitle   = 80
	leastRoom  = 22
	growth     = 1.25
	promptMore = 1.5
)

// room is how many characters the text in the place of a draft may have.
func room(name, draft string) int {
	n := float64(utf8.RuneCountInString(draft))
	if name == "prompt" {
		return int(promptMore * n)
	}
	return max(leastRoom, int(growth*n))
}

// fits reports whether a text may stand in the place of a draft.
func fits(name, draft, now string) bool {
	n := utf8.RuneCountInString(now)
	return n > 0 && n <= room(name, draft)
}

// between reports whether a text has from least to most characters and no figure.
func between(s string, least, most int) bool {
	n := utf8.RuneCountInString(s)
	return n >= least && n <= most && !strings.ContainsFunc(s, unicode.IsDigit)
}

// capital returns a text with a capital at its beginning.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if !unicode.IsLower(r) {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}
