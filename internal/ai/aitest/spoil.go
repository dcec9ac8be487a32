package aitest

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// spoilt returns an answer as the fault leaves it. A fault of the wire leaves it
// as it is.
func spoilt(f Fault, c Call, text string) string {
	switch f {
	case BadJSON:
		return nearJSON(c.Number, text)
	case WrongSchema:
		return otherShape(text)
	case OffTopic:
		return otherTopic(text)
	}
	return text
}

// nearJSON breaks a JSON text in one of the ways in which models do, in turn by
// the number of the call. Each is no JSON.
func nearJSON(number int, text string) string {
	text = strings.TrimSpace(text)
	switch number % 4 {
	case 0: // in a fence, as in a chat
		return "```json\n" + text + "\n```"
	case 1: // it ends in the middle, and says that it is whole
		cut := len(text) * 2 / 3
		for cut > 0 && !utf8.RuneStart(text[cut]) {
			cut--
		}
		return text[:cut]
	case 2: // words before it
		return "This is the JSON that you asked for:\n" + text
	}
	for _, end := range []string{"}", "]"} { // a comma too many
		if rest, ok := strings.CutSuffix(text, end); ok {
			return rest + "," + end
		}
	}
	return text + ","
}

// otherShape returns a JSON text with the same words in another shape.
func otherShape(text string) string {
	var v any
	if json.Unmarshal([]byte(text), &v) != nil {
		v = text
	}
	all := []any{}
	words(v, func(_, s string) string {
		all = append(all, object{"content": s})
		return s
	})
	return marshal(object{"result": object{"status": "ok", "blocks": all}})
}

// otherTopic returns an answer of the same shape about a band. Whatever has to
// stay for the shape stays: ids, names, blanks and the form of an answer.
func otherTopic(text string) string {
	var v any
	if json.Unmarshal([]byte(text), &v) != nil {
		return band(text)
	}
	return marshal(words(v, func(key, s string) string {
		if key == "id" || key == "name" || key == "section" {
			return s
		}
		return band(s)
	}))
}

// words replaces every text within a JSON value by what change makes of it.
// change is told the name that a text stands under, that of its list within one.
// Names are taken in order, so that the same value is told the same.
func words(v any, change func(key, s string) string) any {
	var walk func(key string, v any) any
	walk = func(key string, v any) any {
		switch v := v.(type) {
		case string:
			return change(key, v)
		case []any:
			for i := range v {
				v[i] = walk(key, v[i])
			}
		case object:
			names := make([]string, 0, len(v))
			for name := range v {
				names = append(names, name)
			}
			slices.Sort(names)
			for _, name := range names {
				v[name] = walk(name, v[name])
			}
		}
		return v
	}
	return walk("", v)
}

var blank = regexp.MustCompile(`\[\p{Lu}[^\]]*\]`)

// band returns a text about a band that is about as long as another and has its
// blanks and its line "Answer as:".
func band(s string) string {
	const stock = "Guitar amplifier, drummer, chord and chorus. Tune the bass before the rehearsal, then count in the verse. The singer has the lyrics, the keyboard has the riff. "
	head, tail := "", ""
	if blanks := blank.FindAllString(s, -1); len(blanks) > 0 {
		head = strings.Join(blanks, " ") + " "
	}
	if i := strings.Index(s, "Answer as: "); i >= 0 {
		form, _, _ := strings.Cut(s[i:], "\n")
		tail = "\n" + form
	}
	n := max(len("Guitar"), utf8.RuneCountInString(s)-utf8.RuneCountInString(head+tail))
	return head + strings.TrimSpace(strings.Repeat(stock, n/len(stock)+1)[:n]) + tail
}
