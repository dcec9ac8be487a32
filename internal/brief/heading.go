package brief

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of a heading that becomes a need, in characters.
const (
	leastHeading = 5
	mostHeading  = 50
)

// NeedFrom makes a need of a heading in the creator's own text; false if the
// heading names nothing that a page or a prompt could be about.
func NeedFrom(heading, source string) (Need, bool) {
	name, err := Clean(heading)
	if err != nil || strings.ContainsAny(name, "[]{}()<>\"“”:;?!|=") {
		return Need{}, false
	}
	name = strings.TrimRight(strings.TrimLeft(name, "0123456789.-–—) "), ".,")
	letters := 0
	for _, r := range name {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	n := utf8.RuneCountInString(name)
	words := strings.Fields(name)
	if letters < leastHeading || n > mostHeading || len(words) > 7 || chapter(strings.ToLower(words[0])) {
		return Need{}, false
	}
	if r, size := utf8.DecodeRuneInString(name); len(words) > 0 && strings.ToUpper(words[0]) != words[0] {
		name = string(unicode.ToLower(r)) + name[size:]
	}
	id := kebab(name)
	if id == "" {
		return Need{}, false
	}
	return Need{ID: id, Name: name, Themes: themesOf(strings.ToLower(name)), From: source}, true
}

// chapter reports whether a heading begins like a part of a book rather than
// like a thing.
func chapter(word string) bool {
	switch word {
	case "chapter", "part", "introduction", "intro", "contents", "appendix", "summary", "conclusion", "how", "why", "what", "when", "notes", "untitled":
		return true
	}
	return false
}

// themesOf guesses what a heading is about by its words.
func themesOf(low string) []string {
	hints := []struct{ theme, words string }{
		{"meals", "meal food recipe cook bake bread kitchen shopping feed"}, {"money", "cost price budget money invoice fee pay tax"},
		{"schedule", "week day plan calendar rota time season routine month"}, {"stock", "stock supply supplies tool equipment inventory material list"},
		{"health", "sleep health care pain exercise training rest"}, {"people", "client team family customer contact guest"},
		{"checklist", "check step safety inspection setup"}, {"log", "log record diary track history"},
		{"learning", "lesson learn practice skill exam study"}, {"travel", "trip travel route pack"}, {"papers", "licence permit form document contract"},
		{"review", "review reflect lesson mistake feedback"}, {"content", "post article photo video text blog"},
	}
	var out []string
	for _, h := range hints {
		for _, w := range strings.Fields(h.words) {
			if strings.Contains(low, w) {
				out = append(out, h.theme)
				break
			}
		}
	}
	return append(out[:min(len(out), 2)], "project", "ideas")
}
