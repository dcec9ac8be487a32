// Package sign tells quickly that an expression has no match in a text: most
// texts lack the words that it needs, and to look for these takes a hundredth of
// the time.
package sign

import (
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"
)

// Signs are texts in small letters of which every match of an expression has at
// least one, as Small writes them. Without any, every text may match.
type Signs []string

// Of returns the signs of a Perl expression; none if there is nothing that it
// needs, or if it cannot be read.
func Of(expression string) Signs {
	re, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		return nil
	}
	return of(re)
}

// In reports whether a text that Small wrote, or a part of it, may match.
func (s Signs) In(small string) bool {
	return len(s) == 0 || slices.ContainsFunc(s, func(sign string) bool { return strings.Contains(small, sign) })
}

// Small writes a text in small letters, as an expression that is read
// case-insensitively sees the letters of ASCII: the long s is one of them.
func Small(text string) string {
	return strings.ReplaceAll(strings.ToLower(text), "ſ", "s")
}

// short is how long a sign must be, in bytes, to be one: what is shorter stands
// in every text.
const short = 3

func of(re *syntax.Regexp) Signs {
	switch re.Op {
	case syntax.OpLiteral:
		s := Small(string(re.Rune))
		for _, r := range s {
			if r >= utf8.RuneSelf {
				return nil // there may be more ways to fold it than Small knows
			}
		}
		if len(s) < short {
			return nil
		}
		return Signs{s}
	case syntax.OpCapture, syntax.OpPlus:
		return of(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return of(re.Sub[0])
		}
	case syntax.OpConcat:
		var best Signs
		for _, sub := range re.Sub {
			if s := of(sub); len(s) > 0 && (len(best) == 0 || shortest(s) > shortest(best)) {
				best = s
			}
		}
		return best
	case syntax.OpAlternate:
		var all Signs
		for _, sub := range re.Sub {
			s := of(sub)
			if len(s) == 0 {
				return nil
			}
			all = append(all, s...)
		}
		return all
	}
	return nil
}

func shortest(all Signs) int {
	n := len(all[0])
	for _, s := range all[1:] {
		n = min(n, len(s))
	}
	return n
}
