package deliver

import "strings"

// Column is where the lines of plain-text files end, in characters.
const Column = 76

// Wrap breaks a plain text at Column characters. The first line begins with
// first, the others with rest; a longer word stands on a line of its own.
func Wrap(s, first, rest string) string {
	var b strings.Builder
	line, empty := first, true
	for word := range strings.FieldsSeq(s) {
		if !empty && len([]rune(line))+1+len([]rune(word)) > Column {
			b.WriteString(line + "\n")
			line, empty = rest, true
		}
		if !empty {
			line += " "
		}
		line += word
		empty = false
	}
	b.WriteString(line)
	return b.String()
}
