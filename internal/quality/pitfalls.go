package quality

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/gumgenie/gumgenie/internal/product"
)

// forbidding says that a text keeps a rule by naming what the rule forbids:
// "never write patient names", "leave out doses".
var forbidding = regexp.MustCompile(`(?i)\b(?:no|not|never|without|avoid|avoids|omit|omits|skip|remove|removes|strip|leave out|leaves out|left out|instead of|rather than|free of|nothing|none|neither|nor|don['’]t|doesn['’]t|cannot|can['’]t|must not|keep out|exclude|excludes|refuse|refuses|invent)\b[^.!?\n]{0,90}$`)

// pitfallsGate checks the rules that the reading of the brief brought.
func pitfallsGate(v *verdict, g *gate) {
	for _, rule := range v.Reading.Rules {
		for _, source := range rule.Forbid {
			re, err := regexp.Compile("(?i)" + source)
			if err != nil {
				g.fault("rule "+rule.ID, "The rule cannot be read: %s.", err)
				continue
			}
			v.forbid(g, rule.Text, re)
		}
		for _, need := range rule.Require {
			g.check(1)
			v.require(g, need)
		}
	}
}

// forbid looks for what a rule forbids in every text of items and listing. A
// heading, label or blank that names it is a field for it; a sentence may name
// it in order to keep it out.
func (v *verdict) forbid(g *gate, says string, re *regexp.Regexp) {
	for _, it := range v.items {
		for line := range strings.Lines(it.text) {
			g.check(1)
			if what := found(re, line); what != "" {
				g.fault("item "+it.ID, "It says %q. The rule: %s.", short(what), strings.TrimRight(says, "."))
			}
		}
	}
	for _, p := range v.passages() {
		g.check(1)
		if what := found(re, p.text); what != "" {
			g.fault(p.where, "It says %q. The rule: %s.", short(what), strings.TrimRight(says, "."))
		}
	}
}

// found returns the first match that no word before it in the sentence denies.
func found(re *regexp.Regexp, text string) string {
	for _, at := range re.FindAllStringIndex(text, -1) {
		if !forbidding.MatchString(text[:at[0]]) {
			return text[at[0]:at[1]]
		}
	}
	return ""
}

// require proves a capability of the finished files.
func (v *verdict) require(g *gate, capability string) {
	switch capability {
	case "day-crosses-midnight":
		v.nights(g)
	default:
		g.fault("capability "+capability, "Nobody knows how to prove it.")
	}
}

// nights proves that days go on past midnight: in the product's hours, and in
// most pages of every planner that show hours at all: a page for ordinary days
// may stand among them.
func (v *verdict) nights(g *gate) {
	day := v.Product.Day
	if !day.Crosses() {
		g.fault("day", "It runs from %d to %d o'clock; for these people it must go on past midnight.", day.From, day.To)
	}
	if v.Product.Category != product.DigitalPlanners {
		return
	}
	for _, at := range sorted(v.Facts) {
		if !strings.Contains(at, "/main/") || !strings.HasSuffix(at, ".pdf") {
			continue
		}
		g.check(1)
		c := v.Facts[at].Counts
		if c["hours"] > 0 && 2*c["nights"] <= c["hours"] {
			g.fault(at, "It has %s with hours, and on %d of them the hours go on past midnight.", plural(c["hours"], "page"), c["nights"])
		}
	}
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
