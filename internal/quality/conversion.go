package quality

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/product"
)

// headline measures title, tagline and length of the description.
func headline(v *verdict) mark {
	var m mark
	l := &v.Product.Listing
	n := v.width(l.Title)
	m.add(2, inside(float64(n), 40, 60), "a title of 40 to 60 characters", "the title has %d characters", n)
	m.add(2, v.names(l.Title), "the people's own name in the title", "it names %s", percent(v.names(l.Title), "the audience"))
	counts := len(number.FindAllString(excused.ReplaceAllString(l.Title, " "), -1))
	m.add(1, yes(counts <= 1), "one number in the title at most", "it has %d numbers", counts)
	tag := utf8.RuneCountInString(l.Tagline)
	m.add(1, yes(tag >= 20 && tag <= 200), "a tagline of one sentence", "the tagline has %d characters", tag)
	low, high := 300, 500
	if v.Product.Category == product.DigitalPlanners {
		low, high = 200, 350
	}
	words := v.length(plain(l.Description))
	m.add(2, inside(float64(words), 0.95*float64(low), 1.05*float64(high)), "a description within the usual length", "the description has %d words (%d to %d are usual)", words, low, high)
	bad := v.of(GateMarket).kind["text"]
	m.add(1, free(bad), "texts and tags that the shop takes", "%s refused by the shop", none(bad, "text is", "texts are"))
	return m
}

// names is the share of the words for the people that a text has.
func (v *verdict) names(text string) float64 {
	if v.foreign() {
		return v.namesAbroad(text)
	}
	want := stems(v.Reading.Whos)
	if len(want) == 0 {
		return 1
	}
	have := map[string]bool{}
	for _, w := range stems(text) {
		have[w] = true
	}
	n := 0
	for _, w := range want {
		if have[w] {
			n++
		}
	}
	return float64(n) / float64(len(want))
}

func percent(share float64, of string) string {
	switch {
	case share >= 1:
		return of
	case share <= 0:
		return "nothing of " + of
	}
	return "part of " + of
}

func none(n int, one, many string) string {
	switch n {
	case 0:
		return "no " + one
	case 1:
		return "1 " + one
	}
	return itoa(n) + " " + many
}

// evidence measures what can be shown: counted claims, pictures of real pages,
// and no praise that nobody gave.
func evidence(v *verdict) mark {
	var m mark
	claims := len(v.Product.Listing.Claims)
	m.add(1, ratio(float64(claims), 6), "more numbers that are counted from the files", "%d numbers are counted claims", claims)
	bad := len(v.of(GateClaims).all)
	m.add(1.5, free(bad), "numbers that the files bear out", "%s", none(bad, "number is wrong", "numbers are wrong"))
	shown := v.gallery()
	m.add(1, ratio(float64(shown), 6), "six pictures of real pages", "%d gallery pictures", shown)
	market := v.of(GateMarket)
	off := market.kind["folder"] + v.fileFaults(GateMarket)
	m.add(1.5, free(off), "cover and pictures in the sizes that the shop asks for", "%s", none(off, "picture or text for the shop is missing or of the wrong size", "pictures or texts for the shop are missing or of the wrong size"))
	made := v.of(GateHonesty).kind["invented"]
	m.add(1, free(made), "no quotes, ratings or user counts but real ones", "%s", none(made, "piece of invented praise", "pieces of invented praise"))
	return m
}

// fileFaults counts the faults that Inspect found for a gate.
func (v *verdict) fileFaults(gate string) int {
	n := 0
	for _, f := range v.Facts {
		for _, x := range f.Faults {
			if x.Gate == gate {
				n++
			}
		}
	}
	return n
}

// pricing measures whether prices fit what is paid for such products.
func pricing(v *verdict) mark {
	var m mark
	rising, fitting, reasons := 0, 0, 0
	all := v.Product.Offers
	for i, o := range all {
		if i == 0 || o.Price > all[i-1].Price {
			rising++
		}
		if spec, ok := v.spec.Tier(o.Tier); ok && (o.Currency != "USD" || within2(o.Price, spec.Price)) {
			fitting++
		}
		if o.Evidence != "" {
			reasons++
		}
	}
	n := max(1, len(all))
	m.add(2, float64(rising)/float64(n), "a higher price for every larger tier", "%d of %d prices rise with the tier", rising, len(all))
	m.add(2, float64(fitting)/float64(n), "prices between half and twice what such listings take", "%d of %d are in the range of comparable listings", fitting, len(all))
	m.add(1, float64(reasons)/float64(n), "a reason for every price", "%d have a reason beside them", reasons)
	bad := v.of(GateMarket).kind["price"]
	m.add(1, free(bad), "prices that the shop takes", "%s", none(bad, "price is refused by the shop", "prices are refused by the shop"))
	return m
}

// within2 reports a price between half and twice another.
func within2(price, usual int) bool {
	if usual == 0 {
		return price <= 300
	}
	return 2*price >= usual && price <= 2*usual
}

var (
	stepsInText = regexp.MustCompile(`(?m)^\s*(?:\d\.|[-*] ).*(?:\n+\s*(?:\d\.|[-*] ).*){2,}`)
	verbFirst   = regexp.MustCompile(`(?i)^(?:get|start|download|open|take|begin|plan|try|buy|use|see|choose|make|write|unlock|pick|save|add)\b`)
)

// action measures whether a buyer knows what to do next, unpressed.
func action(v *verdict) mark {
	var m mark
	l := &v.Product.Listing
	n := utf8.RuneCountInString(l.CallToAct)
	m.add(1.5, yes(n > 0 && n <= 40), "a call to action of a few words", "the call to action has %d characters", n)
	verb := v.foreign() || verbFirst.MatchString(l.CallToAct) // another language has its verbs elsewhere
	m.add(0.5, yes(verb), "a call to action that begins with a verb", "it %s with a verb", does(verb, "begins"))
	m.add(1, yes(stepsInText.MatchString(l.Description)), "how to start, in steps", "the description %s in lists or steps", does(stepsInText.MatchString(l.Description), "tells what is in it"))
	m.add(1, ratio(float64(len(l.FAQ)), 6), "answers to six questions that buyers ask", "%d questions are answered", len(l.FAQ))
	bad := v.of(GateHonesty).kind["pressing"]
	m.add(1, free(bad), "no pressure", "%s", none(bad, "sentence presses the buyer", "sentences press the buyer"))
	return m
}

func does(yes bool, verb string) string {
	if yes {
		return verb
	}
	first, rest, _ := strings.Cut(verb, " ")
	return strings.TrimSpace("does not " + strings.TrimSuffix(first, "s") + " " + rest)
}
