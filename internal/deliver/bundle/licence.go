package bundle

import (
	"fmt"

	"github.com/gumgenie/gumgenie/internal/product"
)

// rights is a licence: its name, and what it allows and does not.
type rights struct {
	name, short  string
	allowed, not []string
}

// rightsOf returns the licence that the seller chose; personal if none.
func rightsOf(p product.Profile, planner bool) rights {
	own := "Use the files on all of your own devices."
	print := "Print them for your own use, as often as you like."
	change := "Change the prompts and keep your own versions."
	if planner {
		change = "Write in the planner, copy its pages and reorder them for yourself."
	}
	never := []string{
		"Resell, share, give away or rent the files, changed or not, free or for money.",
		"Upload them to sites for templates, stock or file sharing, or to AI sites as training material.",
		"Offer them as your own work, or build a competing product from them.",
		"Give on these rights: there are no resell, private-label or white-label rights.",
	}
	switch p.Licence {
	case "commercial":
		return rights{
			name:  "Commercial licence",
			short: "For your own business and client work as an end product. No resale or sharing of the files.",
			allowed: []string{
				own, "Print them for use in your own business.", change,
				"Use what you make with them in your business, and in work for clients as an end product.",
			},
			not: append([]string{"Hand the files themselves to clients: a client gets the result, not the source."}, never...),
		}
	case "team":
		team := "the named people of one team"
		if p.TeamSize > 1 {
			team = fmt.Sprintf("up to %d named people of one team", p.TeamSize)
		}
		return rights{
			name:  "Team licence",
			short: "For " + team + ". No resale or sharing outside the team.",
			allowed: []string{
				"Use the files by " + team + ", on their own devices.",
				"Keep them in a folder that only these people can open.",
				"Print them for the work of the team.", change,
				"Name another person when somebody leaves the team.",
			},
			not: append([]string{"Share the files with people outside the team, or with more people than the licence names."}, never...),
		}
	}
	return rights{
		name:    "Personal licence",
		short:   "For one person, own devices, print for own use. No resale, sharing or upload.",
		allowed: []string{own, print, change},
		not:     append([]string{"Use the files for a client or for other people."}, never...),
	}
}

func (d doc) licence() string {
	r := rightsOf(d.Profile, d.planner())
	p := &page{}
	d.heading(p, r.name)
	p.text(r.short)
	p.part("Allowed")
	p.list("- ", r.allowed)
	p.part("Not allowed")
	p.list("- ", r.not)
	p.part("Also")
	holder := "the seller"
	if d.Profile.Name != "" {
		holder = d.Profile.Name
	}
	p.text("The rights in the files stay with " + holder + ". The typefaces in the PDFs are under the SIL Open Font Licence and are embedded as parts.")
	if !d.planner() {
		p.text("What an assistant answers to a prompt is yours as far as the terms of that assistant say so; this licence asks nothing for it.")
	}
	p.text("The files come as they are. " + disclaimer(d.planner()) + " Rights that the law gives you as a consumer stay.")
	return p.String()
}
