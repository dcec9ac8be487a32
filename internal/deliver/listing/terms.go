package listing

import (
	"strings"

	"github.com/gumgenie/gumgenie/internal/product"
)

// licence says in one sentence what a buyer may do.
func licence(p product.Profile) string {
	switch p.Licence {
	case "commercial":
		return "Commercial licence: use it in your own business and in client work as an end product; no resale or sharing of the files."
	case "team":
		return "Team licence: " + teamOf(p) + ", for their own work; no resale or sharing outside the team."
	}
	return "Personal licence: one person, own devices, print for own use. No resale, sharing or upload to AI or template sites."
}

// teamOf words the size of a team, written out: figures are for what is counted.
// It is a promise of the seller and no count of the files.
func teamOf(p product.Profile) string {
	if p.TeamSize < 2 {
		return "the named people of one team"
	}
	return "up to " + spelled(p.TeamSize) + " named people"
}

// spelled writes a number from 0 to 999 in words; beyond that, "any number of".
func spelled(n int) string {
	ones := strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
	tens := strings.Fields("zero ten twenty thirty forty fifty sixty seventy eighty ninety")
	switch {
	case n < 0 || n > 999:
		return "any number of"
	case n < 20:
		return ones[n]
	case n < 100 && n%10 == 0:
		return tens[n/10]
	case n < 100:
		return tens[n/10] + "-" + ones[n%10]
	case n%100 == 0:
		return ones[n/100] + " hundred"
	}
	return ones[n/100] + " hundred and " + spelled(n%100)
}

// licenceName is the short form for a fact row.
func licenceName(p product.Profile) string {
	switch p.Licence {
	case "commercial":
		return "Commercial licence, own business and client work"
	case "team":
		return "Team licence, " + teamOf(p)
	}
	return "Personal licence, one person"
}

// refund says what happens when somebody wants the money back.
func refund(p product.Profile) string {
	switch p.Refund {
	case "7-days":
		return "Money back within seven days, no reasons asked."
	case "30-days":
		return "Money back within thirty days, no reasons asked."
	}
	return "No refund for a change of mind; a file that is faulty or not as described is mended or refunded."
}

// mended says what refund does not where the money comes back anyway for a time.
func mended(p product.Profile) string {
	if p.Refund == "7-days" || p.Refund == "30-days" {
		return " A file that is faulty or not as described is mended or refunded after that, too."
	}
	return ""
}

// contact says where to write; the shop when there is no address.
func contact(p product.Profile) string {
	switch {
	case p.Contact != "" && p.Name != "":
		return markdown(p.Name) + ", " + markdown(p.Contact)
	case p.Contact != "":
		return markdown(p.Contact)
	}
	return "the shop where you bought it"
}

// terms is the last paragraph of a description.
func (w *writer) terms() string {
	return strings.Join([]string{
		licence(w.Profile),
		refund(w.Profile),
		"EU and UK consumer rights stay.",
		"Faulty file? Write to " + contact(w.Profile) + ".",
	}, " ")
}
