package listing

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
)

// ledger hands out numbers, and notes each as a claim with what it was counted
// from. A text that takes its numbers from here cannot state another.
type ledger struct {
	lang   *locale.Printer
	counts product.Counts
	claims []product.Claim
}

// of returns how many a tier holds, 0 if nothing was counted.
func (l *ledger) of(tier product.Tier, id string) int { return l.counts[tier][id] }

// say returns "150 prompts" and claims it; "" when the tier has none.
func (l *ledger) say(tier product.Tier, id string, words phrase) string {
	n := l.of(tier, id)
	if n == 0 {
		return ""
	}
	text := words(l.lang, n)
	l.claim(product.Claim{ID: id, Tier: tier, Count: n, Text: text})
	return text
}

func (l *ledger) claim(c product.Claim) {
	if !slices.Contains(l.claims, c) {
		l.claims = append(l.claims, c)
	}
}

// nouns says by which words the things of a claim id are called in a text that
// the creator wrote.
func nouns() map[string][]string {
	return map[string][]string{
		"prompts": {"prompt"}, "groups": {"group", "famil", "categor"}, "workflows": {"workflow"}, "examples": {"example"},
		"cards": {"card"}, "checklists": {"checklist"}, "pages": {"page"}, "modules": {"page", "layout", "module", "template"},
		"papers": {"paper"}, "covers": {"cover"}, "stickers": {"sticker"}, "sections": {"section"},
		"themes": {"theme", "colour", "color"}, "editions": {"edition", "planner"}, "pdfs": {"pdf", "file"}, "links": {"link"}, "files": {"file"}, "blanks": {"blank"},
	}
}

// names are the nouns of all claim ids, as they are known in the language: the
// English ones, and the words by which the listing itself says such a count.
func (l *ledger) names() map[string][]string {
	all := nouns()
	if l.lang.English() {
		return all
	}
	for _, c := range countable() {
		for _, n := range []int{1, 3, 100} { // languages have a form for each
			all[c.id] = append(all[c.id], stems(l.lang.Lower(c.say(l.lang, n)))...)
		}
	}
	return all
}

// stems are the beginnings of the words of a counted thing that say what it is:
// the long ones, all if none is long.
func stems(text string) []string {
	const long, ending = 5, 2
	all := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	telling := slices.DeleteFunc(slices.Clone(all), func(w string) bool { return utf8.RuneCountInString(w) < long })
	if len(telling) == 0 {
		return all
	}
	for i, w := range telling {
		if r := []rune(w); len(r) > long {
			telling[i] = string(r[:len(r)-ending])
		}
	}
	return telling
}

var (
	numberPattern = regexp.MustCompile(`\d[\d,]*`)
	// abroadPattern finds numbers that are written in groups by other marks too.
	abroadPattern = regexp.MustCompile(`\d{1,3}(?:[.,'’\x{a0}\x{202f}]\d{3})+|\d+`)
)

// recount looks for the numbers of a text that the creator wrote among the
// counts, claims those that are true, and returns the text as it is. A number
// that nothing counts is no claim, so that a gate can point at it. In English
// the noun comes after its number; in other languages on either side.
func (l *ledger) recount(text string) string {
	pattern, names := numberPattern, l.names()
	if !l.lang.English() {
		pattern = abroadPattern
	}
	for _, at := range pattern.FindAllStringIndex(text, -1) {
		as := text[at[0]:at[1]]
		n, err := strconv.Atoi(strings.Join(strings.FieldsFunc(as, func(r rune) bool { return !unicode.IsDigit(r) }), ""))
		if err != nil {
			continue
		}
		after := strings.Fields(text[at[1]:])
		near := l.lang.Lower(strings.Join(after[:min(len(after), 3)], " "))
		if l.lang.English() {
			l.match(n, names, near, strings.TrimSpace(as+" "+near))
			continue
		}
		const reach = 24
		before, behind := []rune(text[:at[0]]), []rune(near)
		behind = behind[:min(len(behind), reach)]
		around := l.lang.Lower(string(before[max(0, len(before)-reach):])) + " " + string(behind)
		l.match(n, names, around, as)
	}
	return text
}

// match claims the largest tier that holds exactly n of what the words near the
// number name.
func (l *ledger) match(n int, names map[string][]string, near, as string) {
	var best *product.Claim
	for tier, counts := range l.counts {
		for id, words := range names {
			if counts[id] != n || !slices.ContainsFunc(words, func(w string) bool { return strings.Contains(near, w) }) {
				continue
			}
			c := product.Claim{ID: id, Tier: tier, Count: n, Text: as}
			if best == nil || tier.Rank() > best.Tier.Rank() || tier == best.Tier && id < best.ID {
				best = &c
			}
		}
	}
	if best != nil {
		l.claim(*best)
	}
}
