package typeset

import (
	"embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed data/hyph-*.txt
var patternFiles embed.FS

// patterns say where words of a language may be divided, by Liang's method
// (F. M. Liang, Word Hy-phen-a-tion by Com-put-er, 1983). They are read-only.
type patterns struct {
	levels      map[string]string // letters with the levels before, between and after their bytes
	exceptions  map[string][]int
	alphabet    map[rune]bool // words with anything else are not divided
	longest     int           // letters, in bytes
	left, right int           // how many letters a division leaves on a line at least
	wrapped     bool          // a word may be divided that stands in quotes or the like
}

// shelf holds the patterns of languages, each read when first asked for. It is
// safe for concurrent use.
type shelf struct {
	mu   sync.Mutex
	read map[string]*patterns
}

// of returns the patterns of a language (BCP 47, "" is English), nil if its
// words are never divided.
func (s *shelf) of(lang string) *patterns {
	name := patternName(lang)
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ok := s.read[name]
	if !ok {
		if raw, err := patternFiles.ReadFile("data/hyph-" + name + ".txt"); err == nil {
			p = readPatterns(string(raw))
		}
		if s.read == nil {
			s.read = map[string]*patterns{}
		}
		s.read[name] = p
	}
	return p
}

func patternName(lang string) string {
	base, rest, _ := strings.Cut(strings.ToLower(lang), "-")
	switch {
	case base == "":
		return "en"
	case base == "no", base == "nn": // the patterns are of both ways to write Norwegian
		return "nb"
	case base == "sr" && strings.HasPrefix(rest, "latn"):
		return "bs"
	}
	return base
}

// readPatterns reads a file of patterns, one a line; exceptions have "=" before
// them. The first line may say how many letters a division leaves on either
// line: "%23". English has no such line, its words in quotes stay whole.
func readPatterns(text string) *patterns {
	p := &patterns{
		levels: make(map[string]string, strings.Count(text, "\n")), exceptions: map[string][]int{},
		alphabet: map[rune]bool{}, left: 2, right: 3,
	}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "%"):
			p.left, p.right, p.wrapped = int(line[1]-'0'), int(line[2]-'0'), true
		case strings.HasPrefix(line, "="):
			p.except(line[1:])
		default:
			p.add(line)
			if strings.Contains(line, "'") { // the apostrophe of typewriters stands for that of print
				p.add(strings.ReplaceAll(line, "'", "’"))
			}
		}
	}
	return p
}

func (p *patterns) except(word string) {
	var at []int
	whole := ""
	for part := range strings.SplitSeq(word, "-") {
		if whole != "" {
			at = append(at, len(whole))
		}
		whole += part
	}
	p.exceptions[whole] = at
}

func (p *patterns) add(line string) {
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
	for _, r := range string(letters) {
		p.alphabet[r] = true
	}
	p.levels[string(letters)] = string(levels)
	p.longest = max(p.longest, len(letters))
}

// hyphenator remembers the words that it has divided.
type hyphenator struct {
	*patterns // nil = no word is divided
	known     map[string][]int
}

// often reports a language whose words are so long that a justified paragraph
// needs divisions.
func (h *hyphenator) often() bool { return h.patterns != nil && h.wrapped }

// points returns the byte offsets at which word may be divided. Words with
// capitals after the first letter, or with anything but letters, are not.
func (h *hyphenator) points(word string) []int {
	if h.patterns == nil || len(word) < h.left+h.right+1 {
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
	for i, r := range word {
		if r == '.' || i > 0 && unicode.IsUpper(r) || !h.alphabet[unicode.ToLower(r)] {
			return nil
		}
	}
	low := strings.ToLower(word)
	shift := len(word) - len(low) // of a first letter whose capital is longer
	at, ok := h.exceptions[low]
	if !ok {
		at = h.divide(low)
	}
	if shift == 0 {
		return at
	}
	moved := make([]int, len(at))
	for i := range at {
		moved[i] = at[i] + shift
	}
	return moved
}

// divide applies the patterns to a word in small letters, as bytes: a pattern
// has levels between whole letters only.
func (p *patterns) divide(low string) []int {
	dotted := "." + low + "."
	levels := make([]byte, len(dotted)+1)
	for i := range len(dotted) {
		for j := i + 1; j <= min(len(dotted), i+p.longest); j++ {
			found := p.levels[dotted[i:j]]
			for k := range len(found) {
				levels[i+k] = max(levels[i+k], found[k])
			}
		}
	}
	var at []int
	before, all := 0, utf8.RuneCountInString(low)
	for i := range low {
		if before >= p.left && all-before >= p.right && levels[i+1]%2 == 1 {
			at = append(at, i)
		}
		before++
	}
	return at
}

// core returns where the word of a token begins and ends, without the
// punctuation around it.
func (h *hyphenator) core(text string) (from, to int) {
	to = len(text)
	if h.often() {
		letter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }
		from = strings.IndexFunc(text, letter)
		if from < 0 {
			return 0, 0
		}
		last := strings.LastIndexFunc(text, letter)
		_, size := utf8.DecodeRuneInString(text[last:])
		return from, last + size
	}
	for to > 0 && strings.IndexByte(",.;:)", text[to-1]) >= 0 {
		to--
	}
	return 0, to
}
