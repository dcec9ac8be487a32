package deliver

import (
	"strings"

	"github.com/gumgenie/gumgenie/internal/product"
)

// Statement is a promise or a rule in the words that the listing, the documents
// of a bundle and the files themselves share.
type Statement struct {
	Short string // what stands where room is short
	rest  string // what follows it where there is room
}

// String says all of it, in one to three sentences.
func (s Statement) String() string { return s.Short + s.rest }

// Licence says what a buyer may do with the files; a seller who chose nothing
// gives the personal licence.
func Licence(p product.Profile) Statement {
	switch p.Licence {
	case "commercial":
		return Statement{"Commercial licence: own business and client work", " as an end product. No resale, sharing or upload of the files."}
	case "team":
		return Statement{"Team licence: " + teamOf(p.TeamSize), ", for their own work. No resale or upload, no sharing outside the team."}
	}
	return Statement{"Personal licence: one person", ", own devices, print for own use. No resale, sharing or upload."}
}

// Refund says what happens when a buyer wants the money back, and to a file that
// is faulty. Rights that the law gives a consumer stand beside it.
func Refund(p product.Profile) Statement {
	const faulty = " A file that is faulty or not as described is mended, or refunded if it cannot be mended"
	switch p.Refund {
	case "7-days":
		return Statement{"Money back within seven days, no reasons asked.", faulty + ", after that as well."}
	case "30-days":
		return Statement{"Money back within thirty days, no reasons asked.", faulty + ", after that as well."}
	}
	return Statement{"No refund for a change of mind." + faulty + ".", ""}
}

// teamOf words the size of a team, written out: figures on a listing are for
// what is counted in the files, and this is a promise of the seller.
func teamOf(size int) string {
	if size < 2 {
		return "the named people of one team"
	}
	return "up to " + spelled(size) + " named people"
}

// spelled writes a number from 0 to 999,999 in words.
func spelled(n int) string {
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
		return spelled(n/1000) + " thousand"
	case n >= 1000 && n%1000 < 100:
		return spelled(n-n%1000) + " and " + spelled(n%1000)
	case n >= 1000:
		return spelled(n-n%1000) + " " + spelled(n%1000)
	case n%100 == 0:
		return ones[n/100] + " hundred"
	}
	return ones[n/100] + " hundred and " + spelled(n%100)
}
