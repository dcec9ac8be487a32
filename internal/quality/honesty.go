package quality

import (
	"regexp"
	"slices"
)

// The kinds of thing that a listing may not say. What a creator wrote with own
// hands may quote buyers; it may not press them either.
var (
	invented = regexp.MustCompile(`(?im)^\s*>\s*\S|["“][^"”\n]{12,}["”]\s*(?:\n\s*)?[—–-]{1,2}\s*\p{Lu}\p{L}+` +
		`|\b(?:testimonials?|what (?:our )?(?:customers|buyers|users|readers) (?:say|are saying)|customer reviews?|happy (?:customers|buyers|users))\b` +
		`|\b(?:loved|trusted|used|chosen|bought|enjoyed|recommended) by (?:over |more than )?(?:\d[\d,.]*k?\+?|hundreds|thousands|millions|many)\b` +
		`|\b\d[\d,.]*k?\+? (?:customers|users|buyers|downloads|sold)\b|\b\d[\d,.]*k?(?:\+ | (?:happy|satisfied|active|paying) )(?:sales|subscribers|members|students|creators|people|readers|customers|users|buyers)\b` +
		`|\b(?:join|joined by) (?:over |more than )?(?:\d|hundreds|thousands)`)
	rated = regexp.MustCompile(`(?i)[★⭐]|\b\d(?:[.,]\d)?\s?(?:/|out of)\s?5\b|\b(?:five|5|4\.\d)[- ]stars?\b|\b(?:top|highly|best)[- ]rated\b|\brated (?:\d|by|best|number|as)\b|\baward[- ]winning\b|\bwinner of\b|\b(?:as seen|featured) (?:in|on)\b` +
		`|\bbest[- ]?sell(?:ing|ers?)\b|\bmost popular\b|\b#\s?1\b|\bnumber one\b|\bnumber 1\b|\bclinically proven\b|\bscientifically proven\b|\bexpert[- ]approved\b|\bworld[- ]class\b|\bthe (?:only|ultimate|best) [a-z-]+ you(?:['’]ll| will) ever need\b`)
	pressing = regexp.MustCompile(`(?i)\b(?:only|just) (?:\d+|a few|two|three|five|ten) (?:\w+ )?(?:left|remaining|spots?|seats?|copies)\b|\blimited[- ](?:time|offer|spots|stock|quantit)|\b(?:offer|price|sale|deal|discount) (?:ends|expires|goes up|increases|rises)\b` +
		`|\b(?:ends|expires) (?:soon|today|tonight|midnight|tomorrow)\b|(?:^|[.!?*_]\s*)hurry\b|\bhurry(?:!| up)|\bact (?:now|fast)\b|\bdon['’]t miss (?:out|it|this)\b|\bbefore it['’]?s (?:gone|too late)\b|\blast chance\b|\bwhile (?:stocks?|supplies) lasts?\b|\bselling (?:out )?fast\b|\bcountdown (?:timer|ends|is (?:on|running))\b|\btoday only\b|\bfor a limited\b`)
	promised = regexp.MustCompile(`(?i)\bguaranteed\b|\b(?:we|i) guarantee\b|\bguarantees? (?:you|your|results|success|that)\b|\bmoney[- ]back guarantee\b|\b(?:make|earn) (?:[$€£]\s?\d|money|thousands)|\b(?:double|triple|10x|skyrocket) (?:your|the)\b|\bpassive income\b|\blose \d+ (?:kg|kilos|pounds|lbs)\b|\bcures (?:your|the|all)\b|\bwill (?:change|transform) your life\b|\bresults? in \d+ (?:days?|weeks?)\b|\bnever (?:forget|worry|be late|be tired)\b[^.]{0,20}\bagain\b` +
		`|\blifetime (?:updates?|access)\b|\bfree updates? (?:for life|forever)\b|\b(?:valued at|worth|value:?|was) [$€£]\s?\d+|\b24/7 support\b|\bpriority support\b|\bprivate community\b`)
	// denial takes the sting out of a word: "results are not guaranteed".
	denial = regexp.MustCompile(`(?i)\b(?:no|not|never|nothing|without|cannot|can['’]t|nobody|isn['’]t|aren['’]t|don['’]t|doesn['’]t|neither)\b[^.!?\n]{0,60}$`)
)

// dishonesty is a kind of thing that a listing may not say.
type dishonesty struct {
	kind, what string
	pattern    *regexp.Regexp
	quotes     bool // a creator may quote real buyers
}

func dishonest() []dishonesty {
	return []dishonesty{
		{"invented", "It quotes or counts buyers that are not known", invented, true},
		{"invented", "It claims a rank, rating or award", rated, false},
		{"pressing", "It presses the buyer", pressing, false},
		{"promised", "It promises what nobody can keep", promised, false},
	}
}

// honestyGate looks for praise that nobody gave, results that nobody can
// promise, and pressure.
func honestyGate(v *verdict, g *gate) {
	rules := dishonest()
	for _, p := range v.passages() {
		check := "honesty"
		if slices.Contains(v.Product.Listing.Edited, p.field) {
			check = "honesty of the creator"
		}
		g.check(len(rules))
		if v.reader.passed(check, p.text) {
			continue
		}
		before := len(g.all)
		for _, rule := range rules {
			if rule.quotes && check != "honesty" {
				continue
			}
			for _, at := range rule.pattern.FindAllStringIndex(p.text, -1) {
				if denial.MatchString(p.text[:at[0]]) {
					continue
				}
				g.kindOf(rule.kind)
				g.fault(p.where, "%s: %q.", rule.what, short(p.text[at[0]:at[1]]))
			}
		}
		if len(g.all) == before {
			v.reader.pass(check, p.text)
		}
	}
}
