package quality

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/product"
)

// Judge runs every gate over a product and scores it. It is a pure function of
// its input and changes nothing of it.
func Judge(in Input) product.Report { return (*Reader)(nil).Judge(in) }

// Judge is like the function Judge, and gives the same report. Texts in which a
// gate has found nothing before are not looked through again.
func (r *Reader) Judge(in Input) product.Report {
	c := newCase(in)
	c.reader = r
	for _, g := range gates() {
		g.run(c, c.gate(g.id, g.title))
	}
	return c.report()
}

// gates lists the gates in the order of the report.
func gates() []gateSpec {
	return []gateSpec{
		{GateFiles, "Every file opens and is what its name says", fileGate(GateFiles)},
		{GateLinks, "Every link and bookmark lands on the page it names", fileGate(GateLinks)},
		{GateText, "No text is cut off, outside its page or without its letters", fileGate(GateText)},
		{GateLeftovers, "Nothing is left over from a template or a model", leftoverGate},
		{GateClaims, "Every number of the listing was counted from the files", claimsGate},
		{GateCounts, "Every tier holds what it must", countsGate},
		{GateDuplicates, "Nothing is in it twice", duplicatesGate},
		{GateDrift, "Every item belongs to the brief", driftGate},
		{GatePitfalls, "The rules of these people's work and life are kept", pitfallsGate},
		{GateHonesty, "Nothing is invented and nobody is pressed", honestyGate},
		{GateContrast, "Text can be read in every colour theme", contrastGate},
		{GateMarket, "The limits of the marketplace are kept", marketGate},
		{GateNeeds, "Every need of these people is served", needsGate},
		{GateStatements, "It says what the files can and cannot do", statementsGate},
		{GateLanguage, "All of it is in the product's language", languageGate},
		{GateBundle, "Every tier is packed whole, with its papers", bundleGate},
	}
}

type gateSpec struct {
	id, title string
	run       func(*verdict, *gate)
}

// verdict is the work on one report.
type verdict struct {
	Input
	spec   catalog.Spec
	counts product.Counts
	tiers  []product.Tier // that were made
	gates  []*gate
	items  []*entry // everything in the largest tier, in order
	reader *Reader  // that remembers texts; nil = none
	// measured on the way, for the rubric
	drift []float64
}

// entry is one item with its place and all its words.
type entry struct {
	*product.Item
	section *product.Section
	text    string
	stems   []string // of the text, once they were asked for
}

// words returns the stems of all words of the item.
func (e *entry) words() []string {
	if e.stems == nil {
		e.stems = stems(e.text)
	}
	return e.stems
}

// gate is one gate while it runs.
type gate struct {
	product.Gate
	all  []string // every fault; the report shows the first twenty
	kind map[string]int
}

// maxShown bounds the faults that a report shows of one gate.
const maxShown = 20

func (g *gate) check(n int) { g.Checks += n }

// fault adds a fault: where it is, and what is wrong, in one sentence.
func (g *gate) fault(where, format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if where != "" {
		text = where + ": " + text
	}
	g.all = append(g.all, text)
}

// kindOf counts faults by what they concern, for the criteria of the rubric.
func (g *gate) kindOf(kind string) {
	if g.kind == nil {
		g.kind = map[string]int{}
	}
	g.kind[kind]++
}

func newCase(in Input) *verdict {
	v := &verdict{Input: in, counts: Count(in.Product, in.Facts), tiers: tiersOf(in.Facts)}
	v.spec, _ = catalog.SpecOf(in.Product.Category)
	in.Product.Items(product.Ultimate, func(s *product.Section, it *product.Item) {
		v.items = append(v.items, &entry{Item: it, section: s, text: itemText(it)})
	})
	return v
}

func (v *verdict) gate(id, title string) *gate {
	g := &gate{Gate: product.Gate{ID: id, Title: title}}
	v.gates = append(v.gates, g)
	return g
}

// of returns a gate that has run.
func (v *verdict) of(id string) *gate {
	for _, g := range v.gates {
		if g.ID == id {
			return g
		}
	}
	return &gate{}
}

// top is the largest tier that was made, "" if none was.
func (v *verdict) top() product.Tier {
	if len(v.tiers) == 0 {
		return ""
	}
	return v.tiers[len(v.tiers)-1]
}

// itemText is all that a buyer reads of an item.
func itemText(it *product.Item) string {
	var b strings.Builder
	b.WriteString(it.Title)
	b.WriteByte('\n')
	for _, t := range it.Texts {
		b.WriteString(t.Value)
		b.WriteByte('\n')
	}
	var walk func([]product.Block)
	walk = func(blocks []product.Block) {
		for _, bl := range blocks {
			for _, s := range append([]string{bl.Label, bl.Hint}, slices.Concat(bl.Columns, bl.Rows)...) {
				if s != "" {
					b.WriteString(s)
					b.WriteByte('\n')
				}
			}
			walk(bl.Of)
		}
	}
	walk(it.Blocks)
	return b.String()
}

// fileGate passes on what Inspect found in the files.
func fileGate(id string) func(*verdict, *gate) {
	return func(v *verdict, g *gate) {
		for _, path := range sorted(v.Facts) {
			f := v.Facts[path]
			g.check(f.Checks[id])
			for _, x := range f.Faults {
				if x.Gate != id {
					continue
				}
				where := path
				if x.Where != "" && x.Where != "the file" {
					where += ", " + x.Where
				}
				g.fault(where, "%s", x.What)
			}
		}
	}
}

// report puts the gates and the rubric together.
func (v *verdict) report() product.Report {
	r := product.Report{Dimensions: map[string]float64{}, Criteria: v.rubric(), Gates: []product.Gate{}}
	red := []string{}
	for _, g := range v.gates {
		g.Passed = len(g.all) == 0
		g.Faults = append([]string{}, g.all[:min(len(g.all), maxShown)]...)
		if n := len(g.all) - maxShown; n > 0 {
			g.Faults[maxShown-1] = fmt.Sprintf("and %d more of the kind", n+1)
		}
		if !g.Passed {
			red = append(red, g.ID)
		}
		r.Gates = append(r.Gates, g.Gate)
	}
	for _, c := range r.Criteria {
		r.Score += c.Points
		r.Dimensions[c.Dimension] += c.Points
	}
	r.Score = tenth(r.Score)
	var why []string
	if len(red) > 0 {
		why = append(why, "these gates are not passed: "+strings.Join(red, ", "))
	}
	if r.Score < launchScore {
		why = append(why, fmt.Sprintf("the score is %.1f of 100 and %d are needed", r.Score, launchScore))
	}
	for _, name := range sorted(r.Dimensions) {
		r.Dimensions[name] = tenth(r.Dimensions[name])
		if r.Dimensions[name] < launchDimension {
			why = append(why, fmt.Sprintf("%s has %.1f of 25 points and %d are needed", name, r.Dimensions[name], launchDimension))
		}
	}
	if missing := v.missing(); len(missing) > 0 {
		why = append(why, "these tiers are not made: "+strings.Join(missing, ", "))
	}
	r.LaunchReady = len(why) == 0
	if len(why) > 0 {
		r.Why = capital(strings.Join(why, "; ")) + "."
	}
	return r
}

// What makes a product ready to launch, beside green gates and all tiers.
const (
	launchScore     = 80
	launchDimension = 15
)

// wanted lists the tiers that were asked for.
func (v *verdict) wanted() []product.Tier {
	if t := v.Product.Request.Tier; t != "" {
		return []product.Tier{t}
	}
	var all []product.Tier
	for _, t := range v.spec.Tiers {
		all = append(all, t.Tier)
	}
	return all
}

// missing lists the tiers that were asked for and are not there to be sold.
func (v *verdict) missing() []string {
	var all []string
	for _, t := range v.wanted() {
		sold := slices.ContainsFunc(v.Product.Offers, func(o product.Offer) bool { return o.Tier == t && o.Bundle != "" })
		if !sold || !slices.Contains(v.tiers, t) {
			all = append(all, string(t))
		}
	}
	return all
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
