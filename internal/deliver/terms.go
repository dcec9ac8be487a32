package deliver

import (
	"strings"

	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
)

// Statement is a promise or a rule in the words that the listing, the documents
// of a bundle and the files themselves share.
type Statement struct {
	Short string // what stands where room is short
	whole string // one to three sentences, which begin like Short
}

// String says all of it, in one to three sentences.
func (s Statement) String() string { return s.whole }

// Licence says what a buyer may do with the files; a seller who chose nothing
// gives the personal licence.
func Licence(p *locale.Printer, seller product.Profile) Statement {
	switch seller.Licence {
	case "commercial":
		return Statement{
			p.Say("Commercial licence: own business and client work"),
			p.Say("Commercial licence: own business and client work as an end product. No resale, sharing or upload of the files."),
		}
	case "team":
		return team(p, seller.TeamSize)
	}
	return Statement{
		p.Say("Personal licence: one person"),
		p.Say("Personal licence: one person, own devices, print for own use. No resale, sharing or upload."),
	}
}

// team is the licence for the people of a team; without a size they are counted
// by name only.
func team(p *locale.Printer, size int) Statement {
	if size < 2 {
		return Statement{
			p.Say("Team licence: the named people of one team"),
			p.Say("Team licence: the named people of one team, for their own work. No resale or upload, no sharing outside the team."),
		}
	}
	n := spelled(p, size)
	return Statement{
		p.Plural(size, "Team licence: up to %s named person", "Team licence: up to %s named people", n),
		p.Plural(size,
			"Team licence: up to %s named person, for their own work. No resale or upload, no sharing outside the team.",
			"Team licence: up to %s named people, for their own work. No resale or upload, no sharing outside the team.", n),
	}
}

// Refund says what happens when a buyer wants the money back, and to a file that
// is faulty. Rights that the law gives a consumer stand beside it.
func Refund(p *locale.Printer, seller product.Profile) Statement {
	var short string
	switch seller.Refund {
	case "7-days":
		short = p.Say("Money back within seven days, no reasons asked.")
	case "30-days":
		short = p.Say("Money back within thirty days, no reasons asked.")
	default:
		all := Sentences(p,
			p.Say("No refund for a change of mind."),
			p.Say("A file that is faulty or not as described is mended, or refunded if it cannot be mended."))
		return Statement{all, all}
	}
	return Statement{short, Sentences(p, short,
		p.Say("A file that is faulty or not as described is mended, or refunded if it cannot be mended, after that as well."))}
}

// spelled writes the size of a team: in English in words, since figures on a
// listing are for what is counted in the files, and this is a promise of the
// seller.
func spelled(p *locale.Printer, n int) string {
	if !p.English() {
		return p.Number(n)
	}
	return inWords(n)
}

// inWords writes a number from 0 to 999,999 in words.
func inWords(n int) string {
	ones := strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
	tens := strings.Fields("zero ten twenty thirty forty fifty sixty seventy eighty ninety")
	switch {
	case n < 20:
		return ones[n]
	case n < 100 && n%10 == 0:
		return tens[n/10]
	case n < 100:
		return tens[n/10] + "-" + ones[n%10]
	case n >= 1000 && n%1000 == 0:
		return inWords(n/1000) + " thousand"
	case n >= 1000 && n%1000 < 100:
		return inWords(n-n%1000) + " and " + inWords(n%1000)
	case n >= 1000:
		return inWords(n-n%1000) + " " + inWords(n%1000)
	case n%100 == 0:
		return ones[n/100] + " hundred"
	}
	return ones[n/100] + " hundred and " + inWords(n%100)
}
