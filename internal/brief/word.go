package brief

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// word is one word of a brief: as typed, and as it is compared.
type word struct {
	typed string
	low   string // lower case
	stem  string // without accents, plural and regional spelling
	fixed string // the stem after a typing error was mended, "" if there was none
	at    int    // byte offset of the word in the text
	owner bool   // it had an 's
	stop  bool   // a word such as "of", which names nothing
	who   bool   // it stands in the phrase of the people
	form  bool   // it names the kind of product
	head  bool   // it is the word that the phrase of the people is about
	gloss bool   // it was another language's word, the stem is the English one
}

// words cuts a text into words. A hyphen parts words, an apostrophe does not.
func words(text string) []word {
	var out []word
	start := -1
	flush := func(end int) {
		if start < 0 {
			return
		}
		out = append(out, newWord(text[start:end], start))
		start = -1
	}
	for i, r := range text {
		inside := unicode.IsLetter(r) || unicode.IsDigit(r)
		if start >= 0 { // signs that stand in words, such as D&D, but begin none
			inside = inside || unicode.IsMark(r) || r == '\'' || r == '’' || r == '&' || r == '+'
		}
		switch {
		case inside && start < 0:
			start = i
		case !inside:
			flush(i)
		}
	}
	flush(len(text))
	return out
}

func newWord(typed string, at int) word {
	w := word{typed: typed, at: at}
	w.low = strings.ToLower(strings.ReplaceAll(typed, "’", "'"))
	if n := len(typed) - 1; n > 1 && typed[n] == 's' && typed[:n] == strings.ToUpper(typed[:n]) {
		w.stem = stem(w.low[:n]) // "DJs"
		return w
	}
	bare := strings.TrimSuffix(w.low, "'s")
	w.owner = bare != w.low || strings.HasSuffix(w.low, "s'")
	w.stem = stem(strings.Trim(bare, "'"))
	w.stop = isStop(w.stem) && typed != "IT"
	return w
}

func isStop(s string) bool {
	switch s {
	case "", "a", "an", "the", "of", "in", "on", "at", "by", "for", "to", "and", "or", "with", "who", "that", "from", "my", "our", "your", "their",
		"is", "are", "am", "be", "i", "we", "me", "us", "&", "as", "it", "her", "his", "into", "up", "under", "over", "near", "after", "before",
		"during", "about", "some", "also", "both", "all", "very", "has", "have", "having", "need", "want", "wants", "like", "people", "person", "someone":
		return true
	}
	return false
}

// fold takes accents from Latin letters.
func fold(s string) string {
	ascii := true
	for i := range len(s) {
		if s[i] >= 0x80 {
			ascii = false
			break
		}
	}
	if ascii {
		return s
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return strings.NewReplacer("ß", "ss", "ø", "o", "æ", "ae", "œ", "oe", "ł", "l").Replace(b.String())
}

// stem is the form that words are compared in: singular, American, no accents.
func stem(s string) string {
	s = single(fold(s))
	if len(s) < 4 {
		if s == "mum" {
			return "mom"
		}
		return s
	}
	return regional(s)
}

// regional turns British spellings into American ones, roughly: what matters
// is that both come out the same.
func regional(s string) string {
	switch s {
	case "mummy", "mommy":
		return "mom"
	case "grey":
		return "gray"
	case "theatre", "centre", "litre", "metre", "fibre":
		return s[:len(s)-2] + "er"
	case "tyre":
		return "tire"
	case "licence":
		return "license"
	case "practise":
		return "practice"
	case "programme":
		return "program"
	case "aeroplane":
		return "airplane"
	case "diary", "journal":
		return s
	}
	if strings.Contains(s, "our") && len(s) > 5 {
		for _, w := range []string{"colour", "neighbour", "favour", "flavour", "honour", "harbour", "labour", "armour", "behaviour"} {
			if strings.HasPrefix(s, w) {
				s = strings.Replace(s, "our", "or", 1)
				break
			}
		}
	}
	if i := strings.Index(s, "lle"); i > 1 && (strings.HasPrefix(s, "trave") || strings.HasPrefix(s, "jewe") || strings.HasPrefix(s, "mode")) {
		s = s[:i] + s[i+1:]
	}
	if strings.HasPrefix(s, "counsell") || strings.HasPrefix(s, "travell") || strings.HasPrefix(s, "modell") || strings.HasPrefix(s, "jewell") {
		s = strings.Replace(s, "ll", "l", 1)
	}
	if s == "jewelery" {
		s = "jewelry"
	}
	for _, p := range []string{"organis", "analys", "specialis", "minimalis"} {
		if strings.HasPrefix(s, p) && p != "analys" && !strings.HasPrefix(s, "minimalism") && !strings.HasPrefix(s, "organism") && !strings.HasPrefix(s, "organist") && !strings.HasPrefix(s, "specialist") && !strings.HasPrefix(s, "minimalist") {
			s = s[:len(p)-1] + "z" + s[len(p):]
		}
	}
	s = strings.Replace(s, "paediatr", "pediatr", 1)
	s = strings.Replace(s, "anaesth", "anesth", 1)
	return strings.Replace(s, "mould", "mold", 1)
}

// single takes the plural from an English noun.
func single(s string) string {
	if one, ok := irregular(s); ok {
		return one
	}
	n := len(s)
	switch {
	case n > 4 && strings.HasSuffix(s, "men"):
		return s[:n-2] + "an"
	case n > 5 && strings.HasSuffix(s, "wives"):
		return s[:n-3] + "fe"
	case n > 6 && strings.HasSuffix(s, "people"):
		return s[:n-6] + "person"
	case n < 4 || s[n-1] != 's':
		return s
	case strings.HasSuffix(s, "ss"), strings.HasSuffix(s, "us"), strings.HasSuffix(s, "is"), strings.HasSuffix(s, "ics"):
		return s
	case n > 4 && strings.HasSuffix(s, "ies"):
		return s[:n-3] + "y"
	case strings.HasSuffix(s, "sses"), strings.HasSuffix(s, "ches"), strings.HasSuffix(s, "shes"), strings.HasSuffix(s, "xes"), strings.HasSuffix(s, "zzes"), strings.HasSuffix(s, "oes"):
		return s[:n-2]
	}
	return s[:n-1]
}

func irregular(s string) (string, bool) {
	switch s {
	case "children", "kids", "kid":
		if s == "children" {
			return "child", true
		}
		return "kid", true
	case "men":
		return "man", true
	case "women":
		return "woman", true
	case "people":
		return "person", true
	case "mice":
		return "mouse", true
	case "geese":
		return "goose", true
	case "feet":
		return "foot", true
	case "teeth":
		return "tooth", true
	case "wives", "knives", "lives":
		return s[:len(s)-3] + "fe", true
	case "wolves", "loaves", "calves", "shelves", "thieves", "leaves", "halves":
		return s[:len(s)-3] + "f", true
	case "news", "lens", "always", "gas", "bus", "plus", "canvas", "christmas", "diabetes", "series", "species", "aids", "shoes":
		if s == "shoes" {
			return "shoe", true
		}
		return s, true
	case "mechanics", "paramedics", "medics", "critics", "clinics", "topics", "comics", "fabrics", "classics", "diabetics", "dyslexics", "alcoholics", "catholics", "academics", "asthmatics", "epileptics", "fanatics", "mosaics", "mimics", "skeptics":
		return s[:len(s)-1], true
	case "djs", "mcs", "tas", "pas", "ngos":
		return s[:len(s)-1], true
	case "passers":
		return "passer", true
	}
	return "", false
}
