package brief

import (
	"slices"
	"strings"
)

// pieces is a phrase by its words, each with what stands before it.
type pieces struct {
	ws   []word
	text []string
	gap  []string
}

func (p pieces) String() string {
	var b strings.Builder
	for i, t := range p.text {
		b.WriteString(p.gap[i])
		b.WriteString(t)
	}
	return b.String()
}

// numbered puts the head of the phrase, and a noun joined to it, into one or
// several.
func (p pieces) numbered(turn func(string) string) string {
	h := headOf(p.ws)
	if h < 0 {
		return ""
	}
	if p.ws[h].gloss {
		return p.String() // another language has other endings
	}
	q := pieces{p.ws, append([]string(nil), p.text...), p.gap}
	word := turn(bare(q.text[h]))
	if word != q.text[h] && turn("cats") == "cat" && h > 0 && several(p.ws[0].low) && !bound(p.ws[h-1].low) {
		q = pieces{p.ws[1:], q.text[1:], append([]string{""}, p.gap[2:]...)} // "three children" are each a child
		h--
		p = pieces{p.ws[1:], nil, nil}
	}
	q.text[h] = word
	rest := p.ws[h+1:]
	if len(rest) > 2 && rest[0].low == "and" && rest[1].low == "their" && turn("cats") == "cat" {
		q.text[h+1], q.text[h+2], q.gap = "with", "", slices.Clone(q.gap)
		q.gap[h+3] = "" // one grandmother with grandchildren
	}
	if len(rest) > 1 && rest[1].low != "their" && (rest[0].low == "and" || rest[0].low == "or" || rest[0].low == "&") {
		if other := h + 2 + headOf(rest[1:]); plural(p.ws[other]) || len(rest) == 2 {
			q.text[other] = turn(bare(q.text[other]))
			if turn("cats") == "cat" && rest[0].low != "or" {
				q.text[h+1] = "or" // one is a nurse or a paramedic
			}
		}
	}
	if len(rest) > 1 && (rest[0].low == "who" || rest[0].low == "that") {
		at := h + 2
		for at+1 < len(q.text) && adverb(q.text[at]) {
			at++
		}
		switch {
		case turn("cats") == "cat" && (plural(p.ws[h]) || p.ws[h].low == "people" || p.ws[h].low == "those"):
			q.text[at] = verb(q.text[at])
		case turn("cats") == "cats" && !plural(p.ws[h]) && p.ws[h].low != "people" && p.ws[h].low != "those":
			q.text[at] = unverb(q.text[at])
		}
	}
	return q.String()
}

// several reports whether a word counts more than one.
func several(low string) bool {
	switch low {
	case "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "both", "many", "all", "these", "those", "several", "some":
		return true
	}
	return low[0] >= '2' && low[0] <= '9' && len(low) < 3 && strings.Trim(low, "0123456789") == "" || low[0] >= '1' && low[0] <= '9' && len(low) > 1 && strings.Trim(low, "0123456789") == ""
}

// bare takes the ending of an owner.
func bare(s string) string {
	return strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(s, "'s"), "’s"), "'")
}

// one is the singular of an English noun as typed.
func one(s string) string {
	low := strings.ToLower(s)
	switch low {
	case "people", "those", "someone", "somebody", "anyone", "anybody", "everyone", "everybody":
		return "person"
	case "crew", "staff", "personnel":
		return s + " member"
	case "police":
		return s + " officer"
	}
	r := single(low)
	if r == low {
		return s
	}
	return keepCase(s, r)
}

// many is the plural of an English noun as typed.
func many(s string) string {
	low := strings.ToLower(s)
	if low == "" || single(low) != low || low == "people" {
		return s
	}
	switch low {
	case "someone", "somebody", "anyone", "anybody":
		return "people"
	case "staff", "crew", "folk", "police", "personnel", "one", "everyone", "everybody", "beginners", "us", "me", "self", "kin":
		return s
	case "person":
		return "people"
	case "child":
		return keepCase(s, "children")
	case "wife", "housewife", "midwife":
		return s[:len(s)-2] + "ves"
	}
	last := low[len(low)-1]
	switch {
	case last >= 0x80:
		return s
	case strings.HasSuffix(low, "man"):
		return s[:len(s)-2] + "en"
	case strings.HasSuffix(low, "person"):
		return s[:len(s)-6] + "people"
	case last == 'y' && len(low) > 1 && !strings.ContainsRune("aeiou", rune(low[len(low)-2])):
		return s[:len(s)-1] + "ies"
	case last == 's' || last == 'x' || strings.HasSuffix(low, "ch") || strings.HasSuffix(low, "sh"):
		return s + "es"
	case last < 'a' || last > 'z':
		return s
	}
	return s + "s"
}

func keepCase(typed, low string) string {
	if n := len(low); n > 1 && n < len(typed) && typed[:n] == strings.ToUpper(low) {
		return typed[:n] // "DJs"
	}
	if typed[0] >= 'A' && typed[0] <= 'Z' {
		return strings.ToUpper(low[:1]) + low[1:]
	}
	return low
}

// unverb puts the verb of "a nurse who works" into "nurses who work".
func unverb(s string) string {
	switch s {
	case "is":
		return "are"
	case "has":
		return "have"
	case "was":
		return "were"
	case "does", "goes":
		return s[:2]
	case "doesn't":
		return "don't"
	case "hasn't":
		return "haven't"
	case "isn't":
		return "aren't"
	}
	switch {
	case strings.HasSuffix(s, "ies") && len(s) > 4:
		return s[:len(s)-3] + "y"
	case strings.HasSuffix(s, "sses"), strings.HasSuffix(s, "ches"), strings.HasSuffix(s, "shes"), strings.HasSuffix(s, "xes"):
		return s[:len(s)-2]
	case strings.HasSuffix(s, "s") && !strings.HasSuffix(s, "ss"):
		return s[:len(s)-1]
	}
	return s
}

// verb puts the verb of "people who restore" into "a person who restores".
func verb(s string) string {
	switch s {
	case "are", "were", "is", "has", "was", "can", "will", "must", "should", "never", "always", "often", "also", "just", "only":
		if s == "are" {
			return "is"
		}
		return s
	case "can't", "cannot", "won't", "couldn't", "shouldn't", "didn't", "could", "would", "may", "might":
		return s
	case "don't":
		return "doesn't"
	case "haven't":
		return "hasn't"
	case "aren't":
		return "isn't"
	case "have":
		return "has"
	case "do":
		return "does"
	case "go":
		return "goes"
	}
	switch {
	case strings.HasSuffix(s, "s") && !strings.HasSuffix(s, "ss"):
		return s
	case strings.HasSuffix(s, "y") && len(s) > 2 && !strings.ContainsRune("aeiou", rune(s[len(s)-2])):
		return s[:len(s)-1] + "ies"
	case strings.HasSuffix(s, "ss"), strings.HasSuffix(s, "ch"), strings.HasSuffix(s, "sh"), strings.HasSuffix(s, "x"):
		return s + "es"
	case s[len(s)-1] >= 0x80:
		return s
	}
	return s + "s"
}
