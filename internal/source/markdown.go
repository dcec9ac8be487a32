package source

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// markdown finds the headings and the words of a Markdown text, line by line.
//
// A full parser builds a tree, and texts made for the purpose (a line of ten
// thousand nested quotes or lists) keep one busy for minutes. Headings and words
// need no tree: every line is looked at once, in time that grows with its length.
func markdown(src string) Digest {
	var d Digest
	var body strings.Builder
	fence, before := "", "" // the fence that is open, the line of a paragraph above
	for line := range strings.Lines(src) {
		line = within(line)
		if mark := fenceOf(line); mark != "" && (fence == "" || fence == mark) {
			fence, before = other(fence, mark), ""
			continue
		}
		if fence != "" {
			continue
		}
		if rule := strings.TrimRight(line, " "); before != "" && rule != "" && (strings.Trim(rule, "=") == "" || strings.Trim(rule, "-") == "") {
			d.head(words(before))
			before = ""
			continue
		}
		if head, ok := hashes(line); ok {
			d.head(words(head))
			line, before = head, ""
		} else {
			before = line
		}
		body.WriteString(words(line))
		body.WriteByte(' ')
	}
	d.count(body.String())
	return d
}

// within takes away what puts a line into quotes and lists.
func within(line string) string {
	for {
		line = strings.TrimSpace(line)
		number := strings.TrimLeft(line, "0123456789")
		switch {
		case strings.HasPrefix(line, ">"):
			line = line[1:]
		case strings.HasPrefix(line, "- "), strings.HasPrefix(line, "* "), strings.HasPrefix(line, "+ "):
			line = line[2:]
		case len(number) < len(line) && len(line)-len(number) < 10 && (strings.HasPrefix(number, ". ") || strings.HasPrefix(number, ") ")):
			line = number[2:]
		default:
			return line
		}
	}
}

// fenceOf returns the marks that a line opens or closes a block of code with.
func fenceOf(line string) string {
	for _, mark := range []string{"```", "~~~"} {
		if strings.HasPrefix(line, mark) && !strings.Contains(strings.TrimLeft(line, mark[:1]), "`") {
			return mark
		}
	}
	return ""
}

// other opens a fence when none is open, else closes it.
func other(open, mark string) string {
	if open == "" {
		return mark
	}
	return ""
}

// hashes returns what stands after one to six hashes.
func hashes(line string) (string, bool) {
	rest := strings.TrimLeft(line, "#")
	if n := len(line) - len(rest); n < 1 || n > 6 || rest != "" && rest[0] != ' ' && rest[0] != '\t' {
		return "", false
	}
	rest = strings.TrimSpace(rest)
	if cut := strings.TrimRight(rest, "#"); cut == "" || strings.HasSuffix(cut, " ") {
		rest = strings.TrimSpace(cut) // hashes that close the heading
	}
	return rest, true
}

// words leaves the words of a line: no marks, no tags, no addresses of links.
func words(line string) string {
	var b strings.Builder
	tags := true // more tags may end in the line
	for i := 0; i < len(line); {
		c := line[i]
		switch {
		case c == '\\' && i+1 < len(line) && line[i+1] < 0x80 && !alphanumeric(line[i+1]):
			b.WriteByte(line[i+1])
			i += 2
			continue
		case c == '<' && tags && i+1 < len(line) && (line[i+1] == '/' || line[i+1] == '!' || alphanumeric(line[i+1])):
			if end := strings.IndexByte(line[i:], '>'); end > 0 {
				i += end + 1
				continue
			}
			tags = false
		case strings.HasPrefix(line[i:], "]("):
			rest := line[i+2:]
			if end := strings.IndexAny(rest[:min(len(rest), 2000)], ")\n"); end >= 0 && rest[end] == ')' {
				i += 2 + end + 1
				continue
			}
		case c == '_' && i > 0 && i+1 < len(line) && alphanumeric(line[i-1]) && alphanumeric(line[i+1]): // inside a name
			b.WriteByte(c)
			i++
			continue
		}
		if !strings.ContainsRune("*_`[]~", rune(c)) && !(c == '!' && i+1 < len(line) && line[i+1] == '[') {
			b.WriteByte(c)
		}
		i++
	}
	return html.UnescapeString(b.String())
}

func alphanumeric(c byte) bool {
	return c >= 0x80 || unicode.IsLetter(rune(c)) || unicode.IsDigit(rune(c))
}
