package listing

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/brief"
)

// Marketplaces take tags of 2 to 20 characters, without commas.
const (
	tagMost  = 20
	tagsMost = 12
)

// tags are 8 to 12 search words: what it is, for whom, and what about, in turn,
// so that no kind crowds out another.
func (w *writer) tags() []string {
	var all []string
	add := func(tag string) {
		tag = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
			switch {
			case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r), r == '-':
				return unicode.ToLower(r)
			case r == '\'' || r == '’':
				return -1
			}
			return ' '
		}, tag)), " ")
		tag = strings.Trim(tag, "- ")
		if n := utf8.RuneCountInString(tag); n < 2 || n > tagMost || slices.Contains(all, tag) || len(all) == tagsMost {
			return
		}
		all = append(all, tag)
	}
	kinds := []string{"ai prompts", "prompt library", "prompts", "chatgpt prompts"}
	more := []string{"prompt templates", "prompt pack", "ai workflow", "productivity"}
	if w.planner() {
		kinds = []string{"digital planner", "pdf planner", "goodnotes planner", "hyperlinked planner"}
		more = []string{"undated planner", "tablet planner", "notability", "planner", "productivity"}
	}
	for _, k := range kinds {
		add(k)
	}
	for _, p := range w.people() {
		add(p)
	}
	for _, tag := range w.Reading.Tags[:min(len(w.Reading.Tags), 2)] {
		add(strings.ReplaceAll(tag, "-", " "))
	}
	for _, n := range w.needs {
		if len(all) < tagsMost-2 {
			add(n)
		}
	}
	for _, m := range append(more, w.Reading.Domains...) {
		add(m)
	}
	return all
}

// people are the words that the people are searched by: all of them, the noun
// alone, and what comes after "of" or "with".
func (w *writer) people() []string {
	if w.whos == "you" {
		return nil
	}
	f := strings.Fields(w.whos)
	end := slices.IndexFunc(f, func(word string) bool { return brief.Joining(word) || dangling(word) })
	if end <= 0 {
		end = len(f)
	}
	all := []string{w.whos, strings.Join(f[:end], " "), f[end-1]}
	if end > 2 {
		all = append(all, strings.Join(f[end-2:end], " "))
	}
	if end < len(f) {
		rest := f[end+1:]
		if i := slices.IndexFunc(rest, dangling); i >= 0 {
			rest = rest[:i]
		}
		if tail := strings.Join(rest, " "); !hasDigit(tail) && !dangling(f[end]) {
			all = append(all, strings.TrimPrefix(tail, "a "))
		}
	}
	return all
}
