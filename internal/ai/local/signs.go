package local

import (
	"regexp/syntax"
	"strings"
	"unicode/utf8"
)

// signsOf lists texts in small letters of which every match of an expression has
// at least one, as small makes them; none if there is nothing that it needs. An
// expression takes a hundred times as long to look for.
func signsOf(source string) []string {
	re, err := syntax.Parse(source, syntax.Perl)
	if err != nil {
		return nil
	}
	return signs(re)
}

// shortSign is how long a sign must be, in bytes, to be one: what is shorter
// stands in every text.
const shortSign = 3

func signs(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		s := small(string(re.Rune))
		for _, r := range s {
			if r >= utf8.RuneSelf {
				return nil // there may be more ways to fold it than small knows
			}
		}
		if len(s) < shortSign {
			return nil
		}
		return []string{s}
	case syntax.OpCapture, syntax.OpPlus:
		return signs(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return signs(re.Sub[0])
		}
	case syntax.OpConcat:
		var best []string
		for _, sub := range re.Sub {
			if s := signs(sub); len(s) > 0 && (len(best) == 0 || shortest(s) > shortest(best)) {
				best = s
			}
		}
		return best
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			s := signs(sub)
			if len(s) == 0 {
				return nil
			}
			all = append(all, s...)
		}
		return all
	}
	return nil
}

func shortest(all []string) int {
	n := len(all[0])
	for _, s := range all[1:] {
		n = min(n, len(s))
	}
	return n
}

// small writes a text in small letters, as an expression that is read
// case-insensitively sees the letters of ASCII: the long s is one of them.
func small(text string) string {
	return strings.ReplaceAll(strings.ToLower(text), "ſ", "s")
}
