package brief

import "strings"

// headOf returns the place of the word that a phrase is about: the last before
// a preposition or a clause. It is -1 for an empty phrase.
func headOf(ws []word) int {
	for i := range ws {
		if ws[i].head {
			return i
		}
	}
	for i := 1; i < len(ws); i++ {
		if bound(ws[i].low) || strings.HasSuffix(ws[i].low, "ing") && i+1 < len(ws) && (plural(ws[i-1]) || person(ws[i-1].stem) || somebody(ws[i-1].low)) {
			return i - 1
		}
	}
	return len(ws) - 1
}

// headOf also knows which words are people: "novelists stuck in the second
// draft" are novelists, "end of life doulas" are doulas.
func (x *index) headOf(ws []word) int {
	h := headOf(ws)
	if h > 0 && strings.HasSuffix(ws[h].low, "ed") && plural(ws[h-1]) && x.human(ws[h-1]) {
		return h - 1 // "women diagnosed"
	}
	if h < 0 || x.human(ws[h]) {
		return h
	}
	for i := h - 1; i >= 0; i-- {
		if plural(ws[i]) && x.human(ws[i]) && (verbal(ws[i+1]) || among(ws[i+1].low, "laid", "lost", "made", "gone", "bought", "sold", "given", "found", "sent", "taken", "built", "caught", "torn", "between")) {
			return i
		}
	}
	if last := len(ws) - 1; joinedBefore(ws) && x.human(ws[last]) {
		return last
	}
	return h
}

// joinedBefore reports whether a phrase begins with words that are one, though
// a preposition stands among them.
func joinedBefore(ws []word) bool {
	low := phrase(ws) + " "
	for _, start := range []string{"end of life ", "end of year ", "stay at home ", "work at home ", "work from home ", "out of hours ", "out of work ", "on call ", "in house ", "off grid ", "out of school ", "state of the art "} {
		if strings.HasPrefix(low, start) && len(ws) > strings.Count(start, " ") {
			return true
		}
	}
	return len(ws) == 3 && (ws[0].low == "over" || ws[0].low == "under")
}

// verbal reports whether a word after people says what they do or how they are.
func verbal(w word) bool {
	if strings.HasSuffix(w.low, "ing") || strings.HasSuffix(w.low, "ed") || w.low[0] >= '0' && w.low[0] <= '9' {
		return true
	}
	switch w.low {
	case "stuck", "lost", "new", "alone", "only", "born", "worn", "left", "back", "abroad", "online", "everywhere", "today", "again", "unable", "ready", "happy", "keen", "tired", "short", "bored", "home", "away", "offshore", "overseas":
		return true
	}
	return false
}

func plural(w word) bool { return single(w.low) != w.low }

func bound(low string) bool {
	switch low {
	case "of", "with", "who", "that", "in", "on", "at", "from", "under", "over", "by", "to", "for", "and", "or", "without", "after", "before", "during", "about", "near", "abroad", "through", "whose", "across", "into", "&", "while", "when", "as", "between", "aboard", "against", "around", "behind", "beyond", "inside", "outside", "until", "via", "within", "where", "because", "but", "plus",
		"à", "mit", "avec", "con", "für", "pour", "para", "sans", "chez", "dans", "aus", "im", "и", "в", "с", "の":
		return true
	}
	return false
}

// human reports whether a word names people.
func (x *index) human(w word) bool {
	st := w.stem
	return x.heads[st] || somebody(w.low) || person(st) && len(st) > 5 && !thing(st) || strings.HasSuffix(st, "person")
}

func somebody(low string) bool {
	switch low {
	case "someone", "somebody", "anyone", "anybody", "those", "people", "person", "everyone", "everybody":
		return true
	}
	return false
}

// thing reports whether a word only ends like one for people: an apartment, a
// computer.
func thing(s string) bool {
	for _, end := range []string{"ness", "ment", "ship", "hood", "checklist", "playlist", "wishlist", "shortlist", "offee", "meter", "poster", "letter", "paper", "flower", "plant", "scooter", "computer", "cooker", "weather"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return strings.Contains(things, " "+s+" ")
}

// things are words with the ending of a doer that name none.
const things = " restaurant computer theater summer winter shelter chapter semester quarter center trailer camper tractor motor helicopter freezer container boiler " +
	"burger butter cancer ulcer disorder dinner supper corner border copper leather feather lobster hamster panther oyster number counter register folder " +
	"binder disaster divorce easter december september november october shower gender danger finger shoulder bladder feeder router server mirror harbor " +
	"humor tumor factor sector reactor terror indoor outdoor flavor corridor checklist bucketlist playlist degree jubilee business success process princess " +
	"fortress compress address congress progress distress mattress wilderness accent content transplant elephant hydrant croissant pageant consent percent " +
	"extent intent torrent event descent ascent another altogether together either neither whether rather further however whatever wherever never forever " +
	"ever over under after later longer shorter smaller bigger better higher lower older younger cheaper faster slower quieter calmer greener simpler " +
	"sweater slipper jumper blazer scanner monitor charger blender toaster mixer juicer dishwasher washer dryer heater cooler dresser sprinkler chipper " +
	"shredder mower trimmer strimmer cutter hammer ladder bumper stroller diaper pacifier booster filter lighter lantern transmitter receiver amplifier " +
	"synthesizer recorder dumpster skyscraper pottery tapestry blockbuster cucumber ginger pepper lavender clover juniper caterpillar salamander badger " +
	"otter beaver tiger spider rooster terrier condor alligator calculator generator radiator elevator escalator refrigerator incubator indicator meteor " +
	"interior exterior superior color parlor vapor vigor rigor odor current present silent violent distant instant constant variant pendant pheasant " +
	"vibrant fragrant brilliant important pregnant relevant elegant patent talent moment cement garment torment ardent urgent recent decent innocent " +
	"magnificent transparent frequent fluent different efficient sufficient ancient orient quotient nutrient ingredient gradient twist wrist assist persist " +
	"insist exist resist consist order "
