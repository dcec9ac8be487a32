package brief

import "strings"

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
	q := pieces{p.ws, append([]string(nil), p.text...), p.gap}
	q.text[h] = turn(bare(q.text[h]))
	rest := p.ws[h+1:]
	if len(rest) == 2 && (rest[0].low == "and" || rest[0].low == "or" || rest[0].low == "&") {
		q.text[h+2] = turn(bare(q.text[h+2]))
	}
	if len(rest) > 1 && rest[0].low == "who" && turn("cats") == "cat" {
		q.text[h+2] = verb(q.text[h+2])
	}
	return q.String()
}

// bare takes the ending of an owner.
func bare(s string) string {
	return strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(s, "'s"), "’s"), "'")
}

// one is the singular of an English noun as typed.
func one(s string) string {
	low := strings.ToLower(s)
	if low == "people" {
		return "person"
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
	case "staff", "crew", "folk", "police", "personnel", "one", "everyone", "everybody", "anyone", "beginners", "us", "me", "self", "kin":
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
	if typed[0] >= 'A' && typed[0] <= 'Z' {
		return strings.ToUpper(low[:1]) + low[1:]
	}
	return low
}

// verb puts the verb of "people who restore" into "a person who restores".
func verb(s string) string {
	switch s {
	case "are", "were", "is", "has", "was", "can", "will", "must", "should", "never", "always", "often", "also", "just", "only":
		if s == "are" {
			return "is"
		}
		return s
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
