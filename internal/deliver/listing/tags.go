package listing

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
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
	people := []string{}
	if w.whos != "you" {
		f := strings.Fields(w.whos)
		people = append(people, w.whos, f[len(f)-1])
		if i := slices.Index(f, "of"); i > 0 {
			people = append(people, strings.Join(f[:i], " "))
		}
		if i := slices.Index(f, "with"); i > 0 {
			people = append(people, strings.Join(f[i+1:], " "))
		}
		if len(f) > 2 && !minor(f[len(f)-2]) {
			people = append(people, strings.Join(f[len(f)-2:], " "))
		}
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
	for _, p := range people[:min(len(people), 3)] {
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
