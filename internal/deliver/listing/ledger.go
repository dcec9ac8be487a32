package listing

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/gumgenie/gumgenie/internal/product"
)

// ledger hands out numbers, and notes each as a claim with what it was counted
// from. A text that takes its numbers from here cannot state another.
type ledger struct {
	counts product.Counts
	claims []product.Claim
}

// of returns how many a tier holds, 0 if nothing was counted.
func (l *ledger) of(tier product.Tier, id string) int { return l.counts[tier][id] }

// say returns "150 prompts" and claims it; "" when the tier has none.
func (l *ledger) say(tier product.Tier, id, one, many string) string {
	n := l.of(tier, id)
	if n == 0 {
		return ""
	}
	noun := many
	if n == 1 {
		noun = one
	}
	text := fmt.Sprintf("%d %s", n, noun)
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

var numberPattern = regexp.MustCompile(`\d[\d,]*`)

// recount looks for the numbers of a text that the creator wrote among the
// counts, claims those that are true, and returns the text as it is. A number
// that nothing counts is no claim, so that a gate can point at it.
func (l *ledger) recount(text string) string {
	for _, at := range numberPattern.FindAllStringIndex(text, -1) {
		n, err := strconv.Atoi(strings.ReplaceAll(text[at[0]:at[1]], ",", ""))
		if err != nil {
			continue
		}
		after := strings.Fields(text[at[1]:])
		if len(after) > 3 {
			after = after[:3]
		}
		near := strings.ToLower(strings.Join(after, " "))
		l.match(n, near, text[at[0]:at[1]])
	}
	return text
}

// match claims the largest tier that holds exactly n of what the words name.
func (l *ledger) match(n int, near, as string) {
	var best *product.Claim
	for tier, counts := range l.counts {
		for id, words := range nouns() {
			if counts[id] != n || !slices.ContainsFunc(words, func(w string) bool { return strings.Contains(near, w) }) {
				continue
			}
			c := product.Claim{ID: id, Tier: tier, Count: n, Text: strings.TrimSpace(as + " " + near)}
			if best == nil || tier.Rank() > best.Tier.Rank() || tier == best.Tier && id < best.ID {
				best = &c
			}
		}
	}
	if best != nil {
		l.claim(*best)
	}
}
