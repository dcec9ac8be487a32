package script

import (
	"encoding/json"
	"regexp"
	"strings"
	"unicode/utf8"
)

// change is what a creator asks for with a text.
type change struct {
	what string // "rewrite", "shorten", "expand", "tone", "fix" or "translate"
	into string // language to translate into
}

var (
	marked   = regexp.MustCompile(`(?m)^<<<([a-z]+) ([^>\n]+)>>>$`)
	headed   = regexp.MustCompile(`(?mi)^.{0,60}\btext:[ \t]*\n`)
	language = regexp.MustCompile(`(?i)\b(?:into|language:|in) *(de|ja|ar|german|japanese|arabic)\b`)
)

// wish reads from a question what is to be done, and with which text: the last
// one between marks that is no source, else what stands under a line that ends
// with "Text:", else the last paragraph.
func wish(prompt string) (change, string) {
	order, s := prompt, ""
	for _, m := range marked.FindAllStringSubmatchIndex(prompt, -1) {
		name, mark := prompt[m[2]:m[3]], prompt[m[4]:m[5]]
		if name == "source" || name == "end" {
			continue
		}
		if i := strings.Index(prompt[m[1]:], "\n<<<end "+mark+">>>"); i >= 0 {
			s = prompt[min(m[1]+1, m[1]+i) : m[1]+i]
			order = prompt[:m[0]] + prompt[m[1]+i:]
		}
	}
	if s == "" {
		cut := -1
		if all := headed.FindAllStringIndex(prompt, -1); len(all) > 0 {
			cut = all[len(all)-1][1]
		} else if i := strings.LastIndex(strings.TrimSpace(prompt), "\n\n"); i >= 0 {
			cut = i
		}
		if cut >= 0 {
			order, s = prompt[:cut], prompt[cut:]
		} else {
			s = prompt
		}
	}
	s = strings.TrimSpace(s)
	var quoted string
	if json.Unmarshal([]byte(s), &quoted) == nil && quoted != "" {
		s = quoted
	}
	return meant(order), s
}

// meant finds the wish in the words around a text; the first that is there holds.
func meant(order string) change {
	low := strings.ToLower(order)
	for _, one := range []struct{ word, what string }{
		{"translat", "translate"}, {"shorte", "shorten"}, {"expand", "expand"}, {"longer", "expand"}, {"tone", "tone"}, {"fix", "fix"}, {"correct", "fix"},
	} {
		if !strings.Contains(low, one.word) {
			continue
		}
		c := change{what: one.what}
		if m := language.FindStringSubmatch(order); m != nil && one.what == "translate" {
			c.into = map[string]string{"german": "de", "japanese": "ja", "arabic": "ar"}[strings.ToLower(m[1])]
			if c.into == "" {
				c.into = strings.ToLower(m[1])
			}
		}
		return c
	}
	return change{what: "rewrite"}
}

var sentencePattern = regexp.MustCompile(`[^.!?。؟\n]+[.!?。؟]*[ \n]*`)

// text changes an English text as it is asked. Blanks and the form of an answer
// stay.
func (e *english) text(q *about, how change, s string) string {
	h := &hand{english: e, q: q, rng: dice(q.head, how.what, s), pool: q.pool()}
	if n := len(h.pool); n > 0 {
		h.next = h.rng.IntN(n)
	}
	switch how.what {
	case "shorten":
		return shorter(s)
	case "fix":
		return mended(s)
	case "tone":
		return strings.NewReplacer(" don't ", " do not ", " can't ", " cannot ", " isn't ", " is not ", " it's ", " it is ", "Hi ", "Dear ").Replace(h.keeping(s))
	case "expand":
		now := h.keeping(s)
		for _, k := range h.rng.Perm(len(h.Tails["text"])) {
			if longer := h.joined(now, h.Tails["text"][k]); longer != now {
				return longer
			}
		}
		return now + " Leave room for what comes up."
	}
	now := h.keeping(s)
	if now == s { // no phrase that is known: something is to have changed
		now = h.joined(s, one(h.rng, h.Tails["text"]))
	}
	return now
}

// keeping swaps phrases line by line, but in the form of an answer.
func (h *hand) keeping(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		if !strings.HasPrefix(l, form) {
			lines[i] = h.swapped(l)
		}
	}
	return strings.Join(lines, "\n")
}

// shorter leaves out sentences from the end until about half is left, but none
// with a blank or the form of an answer; of a single sentence, what follows its
// first comma.
func shorter(s string) string {
	all := sentencePattern.FindAllString(s, -1)
	left := utf8.RuneCountInString(s)
	most := left * 6 / 10
	for i := len(all) - 1; i > 0 && left > most; i-- {
		if blank.MatchString(all[i]) || strings.Contains(all[i], form) {
			continue
		}
		left -= utf8.RuneCountInString(all[i])
		all[i] = ""
		if i < len(all)-1 && strings.HasPrefix(all[i+1], form) {
			all[i] = "\n"
		}
	}
	out := strings.TrimSpace(strings.Join(all, ""))
	if out != strings.TrimSpace(s) {
		return out
	}
	if i := strings.IndexAny(s, ",;"); i > 0 && !blank.MatchString(s[i:]) && !strings.Contains(s[i:], form) {
		return strings.TrimSpace(s[:i]) + "."
	}
	return out
}

var spaces = regexp.MustCompile(`[ \t]+`)

// mended takes out doubled spaces and words, and begins sentences with a capital.
func mended(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		words := strings.Split(strings.TrimSpace(spaces.ReplaceAllString(l, " ")), " ")
		kept := words[:0]
		for _, w := range words {
			if n := len(kept); n > 0 && len(w) > 1 && strings.EqualFold(kept[n-1], w) && w != "that" && w != "had" {
				continue
			}
			kept = append(kept, w)
		}
		lines[i] = capital(strings.NewReplacer(" ,", ",", " .", ".", " teh ", " the ", " i ", " I ").Replace(strings.Join(kept, " ")))
	}
	return strings.Join(lines, "\n")
}

// text writes a text of a language that is about as long, with the blanks and the
// form of an answer that the text has. It is no translation.
func (s *stock) text(q *about, how change, was string) string {
	p := s.pen(q, how.what, was)
	if strings.Contains(was, form) {
		return p.prompt(was)
	}
	most := utf8.RuneCountInString(was)
	if how.what == "shorten" {
		most = most * 6 / 10
	}
	out := strings.Join(blanks(was), ", ")
	for k := 0; ; k++ {
		add, ok := p.fitting(p.Texts["text"], func(s string) bool { return k == 0 || utf8.RuneCountInString(out)+utf8.RuneCountInString(s) <= most })
		if !ok {
			return out
		}
		out = strings.TrimSpace(out + " " + add)
	}
}
