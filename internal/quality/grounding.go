package quality

import (
	"regexp"
	"strings"
	"unicode"
)

// Grounds are the texts from which a writer may take facts: the creator's
// sources and the brief.
type Grounds struct {
	numbers map[string]bool
	plain   string // all words, in lower case, one space between them
}

// NewGrounds reads the texts.
func NewGrounds(texts ...string) *Grounds {
	g := &Grounds{numbers: map[string]bool{}}
	all := strings.Join(texts, "\n")
	for _, n := range figure.FindAllString(all, -1) {
		g.numbers[value(n)] = true
	}
	g.plain = " " + plain(all) + " "
	return g
}

var (
	// figure is a number as people write it: 1,200 or 3.5.
	figure = regexp.MustCompile(`\d+(?:[.,]\d+)*`)
	// factual is a sentence that states how the world is, rather than how to do
	// something: shares, years, studies, comparisons, amounts of people or money.
	factual = regexp.MustCompile(`(?i)\d\s?(?:%|per ?cent\b)|\b(?:stud(?:y|ies)|research|researchers|surveys?|scientists?|statistics|evidence|experts?|doctors|on average|proven|clinical(?:ly)?)\b` +
		`|\b(?:in|since|by|from|until) (?:1[89]|20)\d\d\b|\b\d[\d.,]* (?:times|million|billion|thousand|people|adults|patients|women|men|children|families|workers|households)\b|\bone in (?:\d|two|three|four|five|six|seven|eight|nine|ten)\b` +
		`|[$€£]\s?\d`)
	// claiming are words of a study without which "research" is only work to do.
	claiming = regexp.MustCompile(`(?i)\b(?:stud(?:y|ies)|research|surveys?|scientists?|researchers|statistics|evidence|experts?|doctors)\b[^.!?\n]{0,40}\b(?:shows?|shown|found|finds?|suggests?|proves?|proven|says?|said|agrees?|recommends?|indicates?|confirms?|reveals?)\b|\b(?:clinically|scientifically) proven\b`)
	// caseStudy is a kind of text, not research.
	caseStudy = regexp.MustCompile(`(?i)(^|\s)case[- ]stud(?:y|ies)\b`)
	// order is a line of a prompt that tells an assistant what to do.
	order = regexp.MustCompile(`(?i)^\s*(?:[-*•]\s|task:|answer as:|before you answer:|keep to)`)
	// quotation is what somebody is said to have said.
	quotation = regexp.MustCompile(`["“]([^"”\n]{12,300})["”]\s*(?:[—–-]{1,2}|,? (?:said|says|wrote|writes|as) )\s*\p{Lu}`)
	// asked marks what a prompt asks for or supposes: it states nothing.
	asked    = regexp.MustCompile(`(?i)^\W*(?:[-*•]\s*)?(?:\[|give|list|write|make|name|show|suggest|choose|pick|ask|tell|draft|plan|rank|compare|explain|mark|use|keep|find|sort|check|propose|offer|answer|divide|turn|add|leave|say|do not|don't|never|no |at most|at least|up to|each|every|for example|such as|imagine|suppose|invented|example)|\?\s*$|\binvented\b|\bmade[- ]up\b|\bexample\b`)
	sentence = regexp.MustCompile(`[^.!?\n]+(?:[.!?](?:\d[^.!?\n]*)?)*`)
)

// Missing returns the sentences that state a fact with a number, a study or a
// quotation that the grounds do not hold. Numbers of steps, and examples that say
// that they are invented, state nothing; neither do orders to an assistant, unless
// they cite a study with its figures, and sentences with a blank.
func (g *Grounds) Missing(text string) []string {
	var all []string
	for _, m := range quotation.FindAllStringSubmatch(text, -1) {
		if !strings.Contains(g.plain, " "+plain(m[1])+" ") {
			all = append(all, strings.TrimSpace(m[0]))
		}
	}
	for line := range strings.Lines(text) {
		orders := order.MatchString(line)
		for _, s := range sentence.FindAllString(line, -1) {
			s = caseStudy.ReplaceAllString(strings.TrimSpace(s), "${1}case")
			switch {
			case !factual.MatchString(s), strings.Contains(s, "["), asked.MatchString(s):
			case orders && !(claiming.MatchString(s) && figure.MatchString(s)):
			case !g.holds(s):
				all = append(all, s)
			}
		}
	}
	return all
}

// holds reports whether every number of a sentence stands in the grounds, and,
// when it cites a study without a number, whether the grounds speak of it.
func (g *Grounds) holds(s string) bool {
	numbers := figure.FindAllString(s, -1)
	for _, n := range numbers {
		if !g.numbers[value(n)] {
			return false
		}
	}
	if len(numbers) > 0 || !claiming.MatchString(s) {
		return true
	}
	known, of := 0, 0
	for _, w := range strings.Fields(plain(s)) {
		if len(w) > 4 {
			of++
			if strings.Contains(g.plain, " "+w+" ") {
				known++
			}
		}
	}
	return of > 0 && 3*known >= 2*of
}

// Backs reports whether the grounds speak of what a text is about: at least a
// third of its long words stand in them.
func (g *Grounds) Backs(text string) bool {
	known, of := 0, 0
	for _, w := range strings.Fields(plain(text)) {
		if len([]rune(w)) > 5 {
			of++
			if strings.Contains(g.plain, " "+w+" ") {
				known++
			}
		}
	}
	return of > 0 && 3*known >= of
}

// value is a number without the marks that only group its digits.
func value(n string) string {
	n = strings.TrimRight(n, ".,")
	if i := strings.LastIndexAny(n, ".,"); i >= 0 && len(n)-i-1 != 3 { // a fraction
		return digits(n[:i]) + "." + n[i+1:]
	}
	return digits(n)
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}
