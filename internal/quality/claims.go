package quality

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/gumgenie/gumgenie/internal/product"
)

// passage is one text of the listing, with its place.
type passage struct {
	where, text string
	field       string       // JSON name in the listing
	tier        product.Tier // of an offer, else ""
}

// passages lists every text that a buyer reads before paying.
func (v *verdict) passages() []passage {
	l := &v.Product.Listing
	all := []passage{
		{where: "title", field: "title", text: l.Title},
		{where: "tagline", field: "tagline", text: l.Tagline},
		{where: "description", field: "description", text: l.Description},
		{where: "call to action", field: "callToAction", text: l.CallToAct},
	}
	for _, f := range l.Facts {
		all = append(all, passage{where: "fact " + f.Name, field: "facts", text: f.Name + ": " + f.Value})
	}
	for _, q := range l.FAQ {
		all = append(all, passage{where: "question " + short(q.Ask), field: "faq", text: q.Ask + "\n" + q.Answer})
	}
	for _, o := range v.Product.Offers {
		for _, line := range append([]string{o.Name}, o.Includes...) {
			all = append(all, passage{where: "offer " + string(o.Tier), field: "tiers", text: line, tier: o.Tier})
		}
	}
	for i := range all {
		all[i].where = "listing, " + all[i].where
	}
	return all
}

var (
	number = regexp.MustCompile(`\d[\d,.]*\d|\d`)
	// excused are numbers that count nothing of the product.
	excused = regexp.MustCompile(`(?im)^\s*(?:[-*>#]+\s*)?(?:\*\*)?\d{1,2}[.)](?:\*\*)?\s` + // steps
		`|\b(?:19|20)\d\d(?:\s?[/–-]\s?(?:20)?\d\d)?\b` + // years
		`|(?:\b(?:usd|eur|gbp|cad|aud|chf|jpy|inr)|[$€£¥])\s?\d+(?:[.,]\d\d)?\b|\b\d+(?:[.,]\d\d)?\s?(?:usd|eur|gbp|cad|aud|chf|jpy|inr|dollars?|cents?|€|£)` + // prices
		`|\b\d+(?:[.,]\d+)?\s*(?:[×x]|by)\s*\d+(?:[.,]\d+)?(?:\s*(?:in|inch|inches|cm|mm|px|pixels?|points?))?` + // sizes
		`|\b\d+(?:[.,]\d+)?[\s-]?(?:px|pt|points?|mm|cm|in\b|inch|inches|dpi|ppi)` +
		`|\b\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\b)?|\b\d{1,2}\s?[ap]\.?m\b` + // clock times
		`|\b\d{1,3}(?:\s?(?:[-–]|to)\s?\d{1,3})?[\s-]?(?:hours?|days?|weeks?|months?|minutes?|years?|seconds?|h)\b` + // spans of time
		`|\b(?:pdf|svg|version|epub|iso|utf-|rfc|unicode|v|step|steps|excel|windows|android|ios)[\s-]?\d[\d.]*` + // versions and steps
		`|[\w-]+\.(?:pdf|txt|md|csv|xlsx|json|png|zip)\b` + // names of files
		`|\b100\s?%|\b\d{1,2}(?:st|nd|rd|th)\b`)
	thousands = regexp.MustCompile(`(?i)\b(dozens|hundreds|thousands|tens of thousands|millions) of (?:[a-z-]+ ){0,2}([a-z]+)`)
	spelled   = regexp.MustCompile(`(?i)\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|eighty|hundred)\b[ -](?:[a-z-]+ )?([a-z]+)`)
	wordAfter = regexp.MustCompile(`^[\s+]*[-–]?\s*((?:[\p{L}'’-]+\s+){0,3}[\p{L}'’-]+)`)
)

// claimsGate recounts every claim, and looks for numbers that are none.
func claimsGate(v *verdict, g *gate) {
	for _, c := range v.Product.Listing.Claims {
		g.check(1)
		v.claim(g, c)
	}
	mask := v.mask()
	for _, p := range v.passages() {
		text := p.text
		for _, m := range mask {
			text = blankOut(text, m)
		}
		v.vague(g, p, text)
		text = excused.ReplaceAllStringFunc(text, func(s string) string { return strings.Repeat(" ", len(s)) })
		for _, at := range number.FindAllStringIndex(text, -1) {
			if at[0] > 0 && letterBefore(text[:at[0]]) {
				continue // A4, P001
			}
			g.check(1)
			v.number(g, p, text[at[0]:at[1]], text[at[1]:])
		}
	}
}

// claim recounts one claim.
func (v *verdict) claim(g *gate, c product.Claim) {
	got, ok := v.count(c.Tier, c.ID)
	tier := "all tiers"
	if c.Tier != "" {
		tier = "tier " + string(c.Tier)
	}
	switch {
	case !ok:
		g.fault("listing, claim "+c.Text, "Nothing in %s counts %q.", tier, c.ID)
	case got != c.Count:
		g.fault("listing, claim "+c.Text, "It says %d, and the files of %s have %d.", c.Count, tier, got)
	case !slices.Contains(figures(c.Text), c.Count):
		g.fault("listing, claim "+c.Text, "The text does not say the number %d that was counted.", c.Count)
	}
}

// figures lists the whole numbers of a text.
func figures(text string) []int {
	var all []int
	for _, s := range number.FindAllString(text, -1) {
		if n, err := strconv.Atoi(strings.NewReplacer(",", "", ".", "").Replace(s)); err == nil {
			all = append(all, n)
		}
	}
	return all
}

// count returns what a tier holds of something; without a tier, what the
// largest holds, or how many tiers are offered.
func (v *verdict) count(tier product.Tier, id string) (int, bool) {
	if tier == "" && id == "tiers" {
		return len(v.Product.Offers), true
	}
	if tier == "" {
		tier = v.top()
	}
	n, ok := v.counts[tier][id]
	return n, ok
}

// mask lists texts whose numbers are not claims of their own: the claims
// themselves, names that the brief and the items bring, and the seller's own.
func (v *verdict) mask() []string {
	var all []string
	add := func(s string) {
		if strings.ContainsAny(s, "0123456789") {
			all = append(all, s)
		}
	}
	for _, c := range v.Product.Listing.Claims {
		add(c.Text)
	}
	for _, n := range v.Reading.Needs {
		add(n.Name)
		add(v.Lang.Say(n.Name))
		for _, d := range n.Details {
			add(d)
		}
	}
	for _, it := range v.items {
		add(it.Title)
	}
	for _, s := range slices.Concat(v.Reading.Terms, v.Reading.Tools, []string{v.Reading.Text, v.Reading.Who, v.Reading.Whos, v.Reading.Setting, v.Reading.Subject, v.Profile.Name, v.Profile.Contact, v.Profile.Site}) {
		add(s)
	}
	slices.SortStableFunc(all, func(a, b string) int { return len(b) - len(a) })
	return slices.Compact(all)
}

// blankOut replaces every place of a text in another by blanks. A number next
// to the place must not be cut in two.
func blankOut(text, part string) string {
	low, want := strings.ToLower(text), strings.ToLower(part)
	if len(low) != len(text) || want == "" {
		return text
	}
	for at := 0; ; {
		i := strings.Index(low[at:], want)
		if i < 0 {
			return text
		}
		i += at
		end := i + len(want)
		if (i == 0 || !digit(low[i-1])) && (end == len(low) || !digit(low[end])) {
			text = text[:i] + strings.Repeat(" ", len(want)) + text[end:]
		}
		at = end
	}
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

func letterBefore(s string) bool {
	c := s[len(s)-1]
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || (c == '.' || c == ',') && len(s) > 1 && digit(s[len(s)-2])
}

// number judges one number of a listing by the words after it.
func (v *verdict) number(g *gate, p passage, figure, after string) {
	n, err := strconv.Atoi(strings.NewReplacer(",", "", ".", "").Replace(figure))
	id := ""
	if m := wordAfter.FindStringSubmatch(after); m != nil {
		id = claimNamed(m[1])
	}
	if err == nil && (v.inBrief(figure) || v.ofTeam(n)) {
		return
	}
	if err == nil && id == "" && v.claimed(n) {
		return
	}
	if id == "" || err != nil {
		g.fault(p.where, "The number %s is not one that was counted.", figure)
		return
	}
	if !v.held(p.tier, id, n) {
		best, _ := v.count(p.tier, id)
		g.fault(p.where, "It says %d %s, and the files have %d.", n, id, best)
	}
}

// claimed reports whether a number is that of a claim that holds, said again
// without its noun: "14 of them".
func (v *verdict) claimed(n int) bool {
	return slices.ContainsFunc(v.Product.Listing.Claims, func(c product.Claim) bool {
		got, ok := v.count(c.Tier, c.ID)
		return ok && c.Count == n && got == n
	})
}

// ofTeam reports whether a number is the size of the team that the seller gives a
// licence to: English spells it out, other languages write it in figures.
func (v *verdict) ofTeam(n int) bool {
	return v.foreign() && v.Profile.Licence == "team" && n == v.Profile.TeamSize
}

// inBrief reports whether the creator's own sentence has the number.
func (v *verdict) inBrief(figure string) bool {
	return slices.Contains(number.FindAllString(v.Reading.Text, -1), figure)
}

// held reports whether a tier holds that many, or that many more than the tier
// below. Without a tier any will do.
func (v *verdict) held(tier product.Tier, id string, n int) bool {
	if id == "tiers" {
		return n == len(v.Product.Offers)
	}
	below := 0
	for _, t := range v.tiers {
		have := v.counts[t][id]
		if (tier == "" || t == tier) && (have == n || have-below == n) {
			return true
		}
		below = have
	}
	return false
}

// claimNamed finds what a number counts by the first few words after it.
func claimNamed(words string) string {
	ids := claimWords()
	fields := strings.Fields(strings.ToLower(words))
	for i, w := range fields[:min(4, len(fields))] {
		w = strings.Trim(w, "'’-")
		if w == "pages" && i > 0 && (fields[i-1] == "module" || fields[i-1] == "need") {
			return "modules"
		}
		if id := ids[w]; id != "" {
			return id
		}
	}
	return ""
}

// claimWords says which claim a noun stands for.
func claimWords() map[string]string {
	return map[string]string{
		"prompts": "prompts", "prompt": "prompts", "pages": "pages", "workflows": "workflows", "workflow": "workflows", "examples": "examples",
		"cards": "cards", "checklists": "checklists", "sheets": "checklists", "groups": "groups", "families": "groups", "chapters": "groups",
		"categories": "groups", "modules": "modules", "layouts": "modules", "papers": "papers", "covers": "covers", "stickers": "stickers",
		"sections": "sections", "dividers": "sections", "themes": "themes", "colourways": "themes", "colours": "themes", "palettes": "themes",
		"pdfs": "pdfs", "planners": "pdfs", "pdf": "pdfs", "editions": "editions", "links": "links", "hyperlinks": "links",
		"blanks": "blanks", "files": "files", "tiers": "tiers", "versions": "tiers", "sizes": "tiers", "needs": "needs",
	}
}

// vague judges numbers in words: "thousands of prompts", "twelve workflows".
func (v *verdict) vague(g *gate, p passage, text string) {
	least := map[string]int{"dozens": 24, "hundreds": 200, "thousands": 2000, "tens of thousands": 20000, "millions": 2000000}
	for _, m := range thousands.FindAllStringSubmatch(text, -1) {
		g.check(1)
		id := claimNamed(m[2])
		have, _ := v.count(p.tier, id)
		if id == "" || have < least[strings.ToLower(m[1])] {
			g.fault(p.where, "It says %q, which was not counted.", m[0])
		}
	}
	value := map[string]int{
		"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
		"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "eighty": 80, "hundred": 100,
	}
	for _, m := range spelled.FindAllStringSubmatch(text, -1) {
		id := claimNamed(m[2])
		if id == "" || id == "pages" || id == "links" || id == "files" || id == "modules" || id == "blanks" || id == "needs" || strings.HasPrefix(m[2], "prompt") && !strings.HasSuffix(m[2], "s") {
			continue
		}
		g.check(1)
		if n := value[strings.ToLower(m[1])]; !v.held(p.tier, id, n) && id != "tiers" {
			have, _ := v.count(p.tier, id)
			g.fault(p.where, "It says %q, and the files have %d.", strings.TrimSpace(m[0]), have)
		}
	}
}
