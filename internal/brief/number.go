package brief

import "strings"

// numbered puts the head of a phrase, and one joined to it by "and", into one
// or several. phrase is the text of ws.
func numbered(phrase string, ws []word, turn func(string) string) string {
	h := headOf(ws)
	if h < 0 {
		return phrase
	}
	fields := strings.Fields(phrase)
	tail := strings.Fields(tailText(ws, h))
	at := len(fields) - len(tail) - 1
	if at < 0 || at >= len(fields) {
		return phrase
	}
	fields[at] = compound(fields[at], turn)
	if len(tail) > 1 && (tail[0] == "and" || tail[0] == "or" || tail[0] == "&") && len(tail) == 2 {
		fields[at+2] = compound(fields[at+2], turn)
	}
	if len(tail) > 1 && tail[0] == "who" {
		fields[at+2] = verb(fields[at+2], turn("cat") == "cat")
	}
	return strings.Join(fields, " ")
}

// tailText joins the words after the head, a hyphened word counted once.
func tailText(ws []word, h int) string {
	var b strings.Builder
	for i := h + 1; i < len(ws); i++ {
		prev := ws[i-1]
		if ws[i].at == prev.at+len(prev.typed)+1 && i > h+1 && hyphened(ws[i-1], ws[i]) {
			continue
		}
		b.WriteString(ws[i].low + " ")
	}
	return b.String()
}

func hyphened(a, b word) bool { return a.joined && b.at == a.at+len(a.typed)+1 }

// compound turns the last piece of a hyphened word.
func compound(s string, turn func(string) string) string {
	s = strings.TrimRight(s, ",.;:!?")
	if i := strings.LastIndexByte(s, '-'); i >= 0 {
		return s[:i+1] + turn(s[i+1:])
	}
	return turn(s)
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

// verb puts the verb of "people who restore" into "a person who restores", and
// back.
func verb(s string, single bool) string {
	if !single {
		return s
	}
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
