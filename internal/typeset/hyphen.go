package typeset

import (
	_ "embed"
	"strings"
	"unicode"
)

//go:embed data/hyph-en.txt
var patternText string

// hyphenator finds the places where an English word may be divided, by Liang's
// method (F. M. Liang, Word Hy-phen-a-tion by Com-put-er, 1983).
type hyphenator struct {
	patterns   map[string][]byte // letters with their levels
	exceptions map[string][]int
	longest    int
	known      map[string][]int
}

func newHyphenator() *hyphenator {
	h := &hyphenator{patterns: make(map[string][]byte, 5000), exceptions: map[string][]int{}, known: map[string][]int{}}
	for line := range strings.Lines(patternText) {
		line = strings.TrimSpace(line)
		if word, ok := strings.CutPrefix(line, "="); ok {
			var at []int
			whole := ""
			for part := range strings.SplitSeq(word, "-") {
				if whole != "" {
					at = append(at, len(whole))
				}
				whole += part
			}
			h.exceptions[whole] = at
			continue
		}
		var letters []byte
		levels := []byte{0}
		for i := range len(line) {
			if c := line[i]; c >= '0' && c <= '9' {
				levels[len(levels)-1] = c - '0'
			} else {
				letters = append(letters, c)
				levels = append(levels, 0)
			}
		}
		h.patterns[string(letters)] = levels
		h.longest = max(h.longest, len(letters))
	}
	return h
}

// points returns the byte offsets at which word may be divided: at least two
// letters before and three after. Words with anything but lower-case ASCII
// letters (after a capital first) are not divided.
func (h *hyphenator) points(word string) []int {
	if len(word) < 6 {
		return nil
	}
	if at, ok := h.known[word]; ok {
		return at
	}
	at := h.find(word)
	if len(h.known) < 20000 {
		h.known[word] = at
	}
	return at
}

func (h *hyphenator) find(word string) []int {
	low := strings.ToLower(word)
	for i, r := range word {
		if r > unicode.MaxASCII || !unicode.IsLetter(r) || i > 0 && unicode.IsUpper(r) {
			return nil
		}
	}
	if at, ok := h.exceptions[low]; ok {
		return at
	}
	dotted := "." + low + "."
	levels := make([]byte, len(dotted)+1)
	for i := range len(dotted) {
		for j := i + 1; j <= min(len(dotted), i+h.longest); j++ {
			for k, v := range h.patterns[dotted[i:j]] {
				levels[i+k] = max(levels[i+k], v)
			}
		}
	}
	var at []int
	for i := 2; i <= len(low)-3; i++ {
		if levels[i+1]%2 == 1 {
			at = append(at, i)
		}
	}
	return at
}
