package brief

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/gumgenie/gumgenie/internal/fault"
)

// Limit is the length of the longest brief, in characters.
const Limit = 500

var (
	tagPattern     = regexp.MustCompile(`(?s)<(script|style)\b.*?</(script|style)[^>]*>|</?[a-zA-Z!][^<>]*>`)
	formulaPattern = regexp.MustCompile(`^[\s=+@|'"-]+`)
	dropPattern    = regexp.MustCompile(`[<>{}\\^~|` + "`" + `]+`)
	linkPattern    = regexp.MustCompile(`(?i)\b(?:https?|ftp|javascript|data|file):\S*|\bwww\.\S+`)
)

// Clean makes a brief safe to print: composed characters, no control
// characters, no tags, no start of a formula, no link, single spaces. What
// remains is text; it is an error if that is nothing, has no letter, or is
// longer than Limit characters.
func Clean(text string) (string, error) {
	if len(text) > 64<<10 {
		return "", tooLong()
	}
	text = norm.NFC.String(strings.ToValidUTF8(text, " "))
	text = strings.Map(printable, text)
	text = linkPattern.ReplaceAllString(tagPattern.ReplaceAllString(text, " "), " ")
	text = dropPattern.ReplaceAllString(text, " ")
	text = formulaPattern.ReplaceAllString(text, "")
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) > Limit {
		return "", tooLong()
	}
	if !strings.ContainsFunc(text, unicode.IsLetter) {
		return "", fault.Field("brief", "Write one sentence that says who the product is for, such as “Meal and sleep planner for night-shift nurses”.")
	}
	return text, nil
}

// signsOf returns the characters beyond ASCII of a brief as it was typed, each
// once: those that Clean takes out as well as those that stand in no word, and
// so reach no title. Control characters, spaces and joiners are none.
func signsOf(text string) string {
	seen := map[rune]bool{}
	var out []rune
	for _, r := range norm.NFC.String(strings.ToValidUTF8(text, " ")) {
		switch {
		case r < 0x80, seen[r], unicode.IsControl(r), unicode.IsSpace(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r):
		default:
			seen[r] = true
			out = append(out, r)
		}
	}
	return string(out)
}

func tooLong() error {
	return fault.Field("brief", "The brief is too long: one sentence of at most %d characters is wanted. Longer notes belong into sources.", Limit)
}

// printable turns control and invisible characters into spaces. The joiners
// stay: emoji, Arabic and Indic scripts are written with them.
func printable(r rune) rune {
	switch {
	case r == '\u200d' || r == '\u200c' || r == '\ufe0f':
		return r
	case r == '\u00ad' || r == '\ufeff' || r == utf8.RuneError:
		return -1
	case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Cs, r):
		return ' '
	case unicode.IsSpace(r):
		return ' '
	}
	return r
}
