package script

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// change is what a question asks to be done with its drafts.
type change string

// The changes. Nothing asked is anew.
const (
	anew      change = ""
	rewrite   change = "rewrite"
	shorten   change = "shorten"
	expand    change = "expand"
	tone      change = "tone"
	fix       change = "fix"
	translate change = "translate"
)

var (
	taskLine    = regexp.MustCompile(`(?m)^Below are drafts of entries\. (.*)$`)
	languageTag = regexp.MustCompile(`\btag ([A-Za-z]{2,3})\b`)
)

// wish reads from a question what is to be done, and the language to translate
// into. The author's own words, and those of sources, do not count.
func wish(prompt string) (c change, into string) {
	all := taskLine.FindAllStringSubmatch(beforeDrafts(prompt), -1)
	if len(all) == 0 {
		return anew, ""
	}
	task := all[len(all)-1][1] // sources stand before it
	for _, one := range []struct {
		word string
		what change
	}{{"Translate", translate}, {"Shorten", shorten}, {"say more", expand}, {"the tone", tone}, {"Mend", fix}, {"in other words", rewrite}} {
		if strings.Contains(task, one.word) {
			c = one.what
			break
		}
	}
	if m := languageTag.FindStringSubmatch(task); m != nil && c == translate {
		into = strings.ToLower(m[1])
	}
	return c, into
}

// changed does with an entry what was asked. Title, labels and examples stay where
// the words of a text alone are meant.
func (w *Writer) changed(in tongue, q *about, c change, was entry, try int) entry {
	if c == anew || c == rewrite || c == translate {
		return in.entry(q, was, try)
	}
	now := entry{ID: was.ID, Title: was.Title, Texts: make([]text, len(was.Texts))}
	if c == fix {
		now.Title = mended(was.Title)
	}
	for i, t := range was.Texts {
		now.Texts[i] = t
		label := strings.Contains(t.Name, ".")
		switch {
		case try > 0: // whatever was wrong with it, the draft will do
		case c == fix:
			now.Texts[i].Value = mended(t.Value)
		case label || t.Name == "input":
		case c == shorten:
			now.Texts[i].Value = shorter(q, t.Value)
		default:
			now.Texts[i].Value = in.changed(q, c, t)
		}
	}
	return now
}

// sentencePattern is a sentence with the space behind it. A stop within a number
// or an address ends none.
var sentencePattern = regexp.MustCompile(`(?:[^.!?。؟\n]|[.!?][^\s])+[.!?。؟]*[ \n]*`)

// shorter leaves out sentences from the end until about two thirds are left, but
// none with a word of the brief, a blank or the form of an answer, nor the first.
// Of a single sentence, what follows its last comma goes.
func shorter(q *about, s string) string {
	all := sentencePattern.FindAllString(s, -1)
	left := utf8.RuneCountInString(s)
	most := left * 2 / 3
	for i := len(all) - 1; i > 0 && left > most; i-- {
		if stays(all[i]) || q.knows(all[i]) {
			continue
		}
		left -= utf8.RuneCountInString(all[i])
		end := all[i][len(strings.TrimRight(all[i], " \n")):]
		all[i] = ""
		if strings.Contains(end, "\n") && !strings.HasSuffix(all[i-1], "\n") {
			all[i] = end // it ended a line that others began
		}
	}
	out := strings.TrimSpace(strings.Join(all, ""))
	if out != strings.TrimSpace(s) {
		return out
	}
	if i := strings.LastIndexAny(s, ",;"); i > 0 && !stays(s[i:]) && !q.knows(s[i:]) && !strings.Contains(s[:i], "\n") {
		return strings.TrimSpace(s[:i]) + "."
	}
	return s
}

// stays reports what no change may take away.
func stays(s string) bool {
	return blank.MatchString(s) || strings.Contains(s, strings.TrimSpace(form))
}

// knows reports whether a text has a longer word of the brief.
func (q *about) knows(s string) bool {
	for _, w := range wordPattern.FindAllString(strings.ToLower(s), -1) {
		if len(w) > 3 && q.words[w] {
			return true
		}
	}
	return false
}

var spaces = regexp.MustCompile(`[ \t]+`)

// mended takes out doubled spaces and words, and begins lines with a capital.
func mended(s string) string {
	lines := strings.Split(s, "\n")
	typos := strings.NewReplacer(" ,", ",", " .", ".", " teh ", " the ", " i ", " I ")
	for i, l := range lines {
		indent := l[:len(l)-len(strings.TrimLeft(l, " \t"))]
		words := strings.Split(strings.TrimSpace(spaces.ReplaceAllString(l, " ")), " ")
		kept := words[:0]
		for _, w := range words {
			if n := len(kept); n > 0 && len(w) > 1 && strings.EqualFold(kept[n-1], w) && w != "that" && w != "had" {
				continue
			}
			kept = append(kept, w)
		}
		if strings.ToLower(kept[0]) == kept[0] && !strings.ContainsAny(kept[0], ":/@.") { // no address, no name such as iPad
			kept[0] = capital(kept[0])
		}
		lines[i] = indent + typos.Replace(strings.Join(kept, " "))
	}
	return strings.Join(lines, "\n")
}

// changed lets an English text say more, or words it more carefully.
func (e *english) changed(q *about, c change, t text) string {
	h := e.hand(q, string(c), t.Value)
	if c == tone {
		if now := careful().Replace(t.Value); now != t.Value {
			return now
		}
		return h.another(t.Name, t.Value)
	}
	if t.Name == "prompt" {
		return h.prompt(t.Value)
	}
	now := t.Value
	for _, k := range h.rng.Perm(len(h.More)) {
		if more := h.joined(now, h.More[k]); twice(t.Value, more) {
			now = more
		}
	}
	return now
}

// twice reports whether a text is at most twice as long as another.
func twice(was, now string) bool {
	return utf8.RuneCountInString(now) <= max(leastRoom, 2*utf8.RuneCountInString(was))
}

func careful() *strings.Replacer {
	return strings.NewReplacer("don't", "do not", "Don't", "Do not", "can't", "cannot", "isn't", "is not", "doesn't", "does not", "it's", "it is", "It's", "It is")
}

// changed adds a sentence, or says something else: a stock has no tones.
func (s *stock) changed(q *about, c change, t text) string {
	p := s.pen(q, string(c), t.Value)
	switch {
	case t.Name == "prompt":
		return p.prompt(t.Value)
	case c == tone:
		return p.sentence(t.Name, t.Value)
	}
	if now := t.Value + " " + p.sentence("text", t.Value); twice(t.Value, now) {
		return now
	}
	return t.Value
}

// another words a text in another way in any case.
func (h *hand) another(name, was string) string {
	if now := h.text(name, was); now != was {
		return now
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(was))
	if unicode.IsPunct(last) {
		for _, k := range h.rng.Perm(len(h.Plain)) {
			if now := h.joined(was, h.Plain[k]); fits(name, was, now) {
				return now
			}
		}
		return was
	}
	if what, whom, ok := strings.Cut(was, " for "); ok { // a title
		return "For " + whom + ": " + capital(what)
	}
	if now := was + ", put simply"; fits(name, was, now) {
		return now
	}
	return was
}
