package locale

import (
	"fmt"
	"strconv"
	"strings"
)

// leastGrouped is the smallest number that is written in groups of three: a
// year is not, and neither is a number of four digits, which readers of some
// languages would take for a fraction.
const leastGrouped = 10_000

// Number writes a whole number with European digits, which readers of every
// language here know and which a reader can search for.
func (p *Printer) Number(n int) string {
	s := strconv.Itoa(n)
	if p.English() || n < leastGrouped {
		return s
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + p.cldr.Group + s[i:]
	}
	return s
}

// Money writes an amount of cents: "27.50 EUR" by the pattern of the language,
// without cents where there are none. English writes it as prices stand in
// shops, with the sign before it.
func (p *Printer) Money(cents int, currency string) string {
	amount := strconv.Itoa(cents / 100)
	if c := cents % 100; c != 0 {
		point := "."
		if !p.English() {
			point = p.cldr.Decimal
		}
		amount += fmt.Sprintf("%s%02d", point, c)
	}
	sign := map[string]string{"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}[currency]
	if p.English() {
		if sign == "" {
			return currency + " " + amount
		}
		return sign + amount
	}
	if sign == "" {
		sign = currency
	}
	pattern, _, _ := strings.Cut(p.cldr.Money, ";")
	from, to := strings.IndexAny(pattern, "#0"), strings.LastIndexAny(pattern, "#0")
	if from < 0 {
		return amount + " " + sign
	}
	return strings.ReplaceAll(pattern[:from]+amount+pattern[to+1:], "¤", sign)
}

// And joins words: "a, b and c".
func (p *Printer) And(words []string) string {
	if p.English() {
		return english(words, " and ")
	}
	return join(words, p.cldr.And)
}

// Or joins words: "a, b or c".
func (p *Printer) Or(words []string) string {
	if p.English() {
		return english(words, " or ")
	}
	return join(words, p.cldr.Or)
}

func english(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	n := len(words)
	return strings.Join(words[:n-1], ", ") + last + words[n-1]
}

// join fills a list pattern (UTS 35, List Patterns).
func join(words, pattern []string) string {
	fill := func(i int, a, b string) string {
		return strings.NewReplacer("{0}", a, "{1}", b).Replace(pattern[i])
	}
	n := len(words)
	switch n {
	case 0:
		return ""
	case 1:
		return words[0]
	case 2:
		return fill(3, words[0], words[1])
	}
	out := fill(2, words[n-2], words[n-1])
	for i := n - 3; i > 0; i-- {
		out = fill(1, words[i], out)
	}
	return fill(0, words[0], out)
}

// Quote puts a text in quotation marks.
func (p *Printer) Quote(s string) string {
	if p.English() {
		return "“" + s + "”"
	}
	return p.cldr.Quotes[0] + s + p.cldr.Quotes[1]
}
