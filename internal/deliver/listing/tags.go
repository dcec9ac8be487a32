package listing

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/locale"
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
				return r
			case r == '\'' || r == '’':
				return -1
			}
			return ' '
		}, w.Lang.Lower(tag))), " ")
		tag = strings.Trim(tag, "- ")
		if n := utf8.RuneCountInString(tag); n < 2 || n > tagMost || slices.Contains(all, tag) || len(all) == tagsMost {
			return
		}
		all = append(all, tag)
	}
	kinds := []string{locale.Key("ai prompts"), locale.Key("prompt library"), locale.Key("prompts"), locale.Key("chatgpt prompts")}
	more := []string{locale.Key("prompt templates"), locale.Key("prompt pack"), locale.Key("ai workflow"), locale.Key("productivity")}
	if w.planner() {
		kinds = []string{locale.Key("digital planner"), locale.Key("pdf planner"), locale.Key("goodnotes planner"), locale.Key("hyperlinked planner")}
		more = []string{locale.Key("undated planner"), locale.Key("tablet planner"), locale.Key("notability"), locale.Key("planner"), locale.Key("productivity")}
	}
	for _, k := range kinds {
		add(w.Lang.Say(k))
	}
	for _, p := range w.people() {
		add(p)
	}
	for _, tag := range w.Reading.Tags[:min(len(w.Reading.Tags), 2)] {
		add(w.known(strings.ReplaceAll(tag, "-", " ")))
	}
	for _, n := range w.needs {
		if len(all) < tagsMost-2 {
			add(n)
		}
	}
	for _, m := range more {
		add(w.Lang.Say(m))
	}
	for _, d := range w.Reading.Domains {
		add(w.known(d))
	}
	return all
}

// known is a word of the catalog in the language, "" if it is not known there:
// nobody searches for English words in another language.
func (w *writer) known(english string) string {
	if !w.Lang.Knows(english) {
		return ""
	}
	return w.Lang.Say(english)
}

// people are the words that the people are searched by: all of them, and in
// English the noun alone and what comes after "of" or "with".
func (w *writer) people() []string {
	if w.anyone {
		return nil
	}
	if !w.Lang.English() {
		return []string{w.whos}
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
