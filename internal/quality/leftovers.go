package quality

import (
	"regexp"
	"strings"
	"unicode"
)

// leftoverPattern finds what a template, a program or a model left behind. It is
// tried only where a cheap look found reason to.
var leftoverPattern = regexp.MustCompile(`(?i:\bas an? (?:(?:ai|artificial intelligence|(?:large )?language model)\b|a\.i\.)(?: (?:language )?model| assistant)?)` +
	`|(?i:\bas of my (?:last|knowledge)\b)|(?i:\bI(?: a|')m sorry,? but\b)|(?i:\bI (?:cannot|can't) (?:fulfil|assist|help with that)\b)` +
	`|(?i:\b(?:sure|certainly|of course)[,!] here(?:'s| is| are)\b)|(?i:\bhope this helps\b)|(?i:\b(?:here is|here's) (?:the|your|a) (?:revised|updated|rewritten)\b)` +
	`|(?i:lorem ipsum|dolor sit amet)|\{\{|\}\}|\$\{|\{[a-z][a-zA-Z_]*\}|\{%|%\}` +
	`|\bTODO\b|\bFIXME\b|\bTBD\b|\bXXX+\b|\bTKTK?\b` +
	`|(?i:\[(?:insert|add|your|enter|placeholder|image|picture|link|todo)\b[^\]]*[a-z][^\]]*\])|(?i:\badd (?:an? )?(?:image|picture|screenshot) here\b)` +
	`|\[object Object\]|<nil>|%!\w?\(|%[sdv]\b|\bNaN\b|(?i:^\s*(?:undefined|null)\s*$)|(?i:\b(?:is|of|for|the|:) undefined\b[.,;!]?\s*$)|\bundefined undefined\b` +
	`|(?:^|[^\w)\]])(?:\(\s*\)|\[\])|(?i:\bplaceholder text\b)|&(?:amp|lt|gt|quot|nbsp|#\d+);`)

// hints are parts that every leftover in words has at least one of, in lower
// case, each beneath a part that is quickly told to be missing. Trying the pattern
// is dear, and good prompts are full of "here is", "as a" and "I cannot": a hint is
// the part of a leftover that they seldom have.
func hints() [9]hint {
	return [9]hint{
		{"here", []string{", here", "! here", "revised", "updated", "rewritten", "image here", "picture here", "screenshot here"}},
		{"as a", []string{"as a ai", "as an ai", "a.i.", "artificial intelligence", "language model"}},
		{"as of my", []string{"as of my"}},
		{"i can", []string{"t fulfil", "t assist", "t help with that"}},
		{"sorry", []string{"m sorry"}},
		{"lorem ipsum", []string{"lorem ipsum"}},
		{"dolor sit amet", []string{"dolor sit amet"}},
		{"this helps", []string{"hope this helps"}},
		{"placeholder", []string{"placeholder"}},
	}
}

type hint struct {
	part  string
	words []string
}

// reach is how much of a text on either side of a hint belongs to a leftover at
// most, in bytes.
const reach = 80

// leftover returns what was left behind in a text, "" if nothing was. Blanks of
// prompts, [IN CAPITALS], are none, and neither are boxes to tick, [ ].
func leftover(text string) string {
	if marked(text) {
		return tried(text)
	}
	low := strings.ToLower(text)
	if len(low) != len(text) || strings.Contains(low, "undefined") || strings.Contains(low, "null") {
		return tried(text)
	}
	for _, h := range hints() {
		if !strings.Contains(low, h.part) {
			continue
		}
		for _, w := range h.words {
			if what := near(text, low, w); what != "" {
				return what
			}
		}
	}
	return ""
}

// near tries the pattern around every place where the text has a hint; low is
// the text in lower case.
func near(text, low, hint string) string {
	for at := 0; ; {
		i := strings.Index(low[at:], hint)
		if i < 0 {
			return ""
		}
		from, to := at+i, at+i+len(hint)
		if what := tried(text[wordStart(text, from-reach):wordEnd(text, to+reach)]); what != "" {
			return what
		}
		at = to
	}
}

// tried tries the pattern.
func tried(text string) string {
	for _, m := range leftoverPattern.FindAllStringIndex(text, -1) {
		found := strings.TrimSpace(text[m[0]:m[1]])
		if strings.HasPrefix(found, "[") && (found == strings.ToUpper(found) && found != "[]" || strings.HasPrefix(text[m[1]:], "(")) {
			continue // a blank, or the words of a link
		}
		return found
	}
	return ""
}

// wordStart moves a place back to the start of its word.
func wordStart(text string, at int) int {
	for at > 0 && text[at-1] != ' ' && text[at-1] != '\n' {
		at--
	}
	return max(0, at)
}

// wordEnd moves a place on to the end of its word.
func wordEnd(text string, at int) int {
	for at < len(text) && text[at] != ' ' && text[at] != '\n' {
		at++
	}
	return min(at, len(text))
}

// marked is a cheap look for the signs of templates and programs.
func marked(text string) bool {
	for i := 0; i+1 < len(text); i++ {
		switch next := text[i+1]; text[i] {
		case '{', '}':
			return true
		case '$', '<', '&', '%':
			if next != ' ' && (next < '0' || next > '9') {
				return true
			}
		case '[':
			if next == ']' || next >= 'a' && next <= 'z' && !strings.HasPrefix(text[i:], "[x]") || i+2 < len(text) && text[i+2] >= 'a' && text[i+2] <= 'z' {
				return true
			}
		case '(':
			if next == ')' || next == ' ' {
				return true
			}
		}
	}
	if strings.HasSuffix(text, "}") {
		return true
	}
	for _, w := range [...]string{"TODO", "FIXME", "TBD", "XXX", "TKT", "TK ", "NaN"} {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// doubled returns a word that stands twice in a row, "" if none does. Words
// that English doubles, names, numbers and single letters do not count.
func doubled(text string) string {
	last := ""
	for start := 0; start < len(text); {
		end := start
		for end < len(text) && text[end] != ' ' && text[end] != '\n' && text[end] != '\t' {
			end++
		}
		w := text[start:end]
		if w != "" {
			if len(w) > 1 && strings.EqualFold(w, last) && letters(w) && !allowedTwice(strings.ToLower(w)) {
				return w
			}
			last = w
		}
		if end < len(text) && text[end] == '\n' {
			last = ""
		}
		start = end + 1
	}
	return ""
}

func letters(w string) bool {
	for _, r := range w {
		if !unicode.IsLetter(r) {
			return false
		}
	}
	return true
}

func allowedTwice(w string) bool {
	switch w {
	case "had", "that", "bye", "so", "no", "very", "is", "who", "in", "on", "cha", "tut", "pom", "yo", "go", "aye", "couscous", "ha", "la", "night", "knock", "dum":
		return true
	}
	return false
}
