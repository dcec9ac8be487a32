package quality

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/sign"
)

// forbidding says that a text keeps a rule by naming what the rule forbids:
// "never write patient names", "leave out doses".
var forbidding = regexp.MustCompile(`(?i)\b(?:no|not|never|without|avoid|avoids|omit|omits|skip|remove|removes|strip|leave out|leaves out|left out|instead of|rather than|free of|nothing|none|neither|nor|don['’]t|doesn['’]t|cannot|can['’]t|must not|keep out|exclude|excludes|refuse|refuses|invent)\b[^.!?\n]{0,90}$`)

// pitfallsGate checks the rules that the reading of the brief brought.
func pitfallsGate(v *verdict, g *gate) {
	in := v.suspects()
	for _, rule := range v.Reading.Rules {
		for _, source := range rule.Forbid {
			re, err := regexp.Compile("(?i)" + source)
			if err != nil {
				g.fault("rule "+rule.ID, "The rule cannot be read: %s.", err)
				continue
			}
			in.forbid(g, rule.Text, re, sign.Of(re.String()))
		}
		for _, need := range rule.Require {
			g.check(1)
			v.require(g, need)
		}
	}
	for _, s := range in.texts {
		if !s.guilty {
			v.reader.pass(s.check, s.text)
		}
	}
}

// suspects are the texts that rules are held against; those that are known to
// keep all of them are only counted.
type suspects struct {
	parts int // of all texts
	texts []*suspect
}

// suspect is a text in parts, each of which is read by itself.
type suspect struct {
	where, check, text string
	small              string // the text, as signs are looked for
	parts              []string
	guilty             bool
}

// suspects collects the texts of items and listing. A heading, label or blank of
// an item that names what a rule forbids is a field for it, so items are read
// line by line.
func (v *verdict) suspects() *suspects {
	var rules strings.Builder
	for _, rule := range v.Reading.Rules {
		rules.WriteString("\n" + strings.Join(rule.Forbid, "\n"))
	}
	in := &suspects{}
	lines, whole := "lines"+rules.String(), "whole"+rules.String()
	for _, it := range v.items {
		in.parts += strings.Count(it.text, "\n")
		if !v.reader.passed(lines, it.text) {
			in.texts = append(in.texts, &suspect{where: "item " + it.ID, check: lines, text: it.text, small: sign.Small(it.text), parts: slices.Collect(strings.Lines(it.text))})
		}
	}
	for _, p := range v.passages() {
		in.parts++
		if !v.reader.passed(whole, p.text) {
			in.texts = append(in.texts, &suspect{where: p.where, check: whole, text: p.text, small: sign.Small(p.text), parts: []string{p.text}})
		}
	}
	return in
}

// forbid looks for what a rule forbids. A sentence may name it in order to keep
// it out.
func (in *suspects) forbid(g *gate, says string, re *regexp.Regexp, signs sign.Signs) {
	g.check(in.parts)
	for _, s := range in.texts {
		if !signs.In(s.small) {
			continue
		}
		for _, part := range s.parts {
			if what := found(re, part); what != "" {
				s.guilty = true
				g.fault(s.where, "It says %q. The rule: %s.", short(what), strings.TrimRight(says, "."))
			}
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
	case "both-units":
		v.units(g)
	case "undated":
		v.undated(g)
	case "large-type":
		v.large(g)
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

var (
	metric   = regexp.MustCompile(`(?i)(?:\(|\bin )(?:kg|km|cm|mm|ml|g|l|m|°c|kilos?|kilometres?|centimetres?|litres?|metres?)\)?(?:\W|$)`)
	imperial = regexp.MustCompile(`(?i)(?:\(|\bin )(?:lbs?|pounds|miles?|mi|inch(?:es)?|ft|feet|oz|ounces|gallons?|°f|stone)\)?(?:\W|$)`)
)

// units proves that no label of a page settles on one system of units: it names
// none, or both.
func (v *verdict) units(g *gate) {
	for _, it := range v.items {
		if it.Kind != product.Page {
			continue
		}
		for line := range strings.Lines(it.text) {
			g.check(1)
			if m, i := metric.MatchString(line), imperial.MatchString(line); m != i {
				g.fault("item "+it.ID, "The label %q settles on one system of units.", short(line))
			}
		}
	}
}

// undated proves that every tier of planners has one without dates. Prompts
// have none.
func (v *verdict) undated(g *gate) {
	if v.Product.Category != product.DigitalPlanners {
		return
	}
	for _, tier := range v.tiers {
		g.check(1)
		there := false
		for at, f := range v.Facts {
			there = there || strings.HasPrefix(at, string(tier)+"/main/") && strings.Contains(at, "undated") && f.Counts["pages"] > 0
		}
		if !there {
			g.fault("tier "+string(tier), "It has no planner without dates.")
		}
	}
}

// largeType is the least size, in tenths of a point, of the text that a document
// is mainly set in, for people who read with difficulty. Tablets enlarge pages;
// under this size two enlargements would not do.
const largeType = 80

// large proves that no main document is set in small type.
func (v *verdict) large(g *gate) {
	v.documents(func(at string, f Facts) {
		if !strings.Contains(at, "/main/") {
			return
		}
		g.check(1)
		if size := f.Counts["body-size"]; size < largeType {
			g.fault(at, "Most of its text has %.1f points; %d are the least for these people.", float64(size)/10, largeType/10)
		}
	})
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
