package bundle

import "github.com/gumgenie/gumgenie/internal/deliver"

// rights lists what the licence that the seller chose allows, and what not.
func (d doc) rights() (allowed, not []string) {
	own := "Use the files on all of your own devices."
	print := "Print them for your own use, as often as you like."
	change := "Change the prompts and keep your own versions."
	if d.planner() {
		change = "Write in the planner, copy its pages and reorder them for yourself."
	}
	never := []string{
		"Resell, share, give away or rent the files, changed or not, free or for money.",
		"Upload them to sites for templates, stock or file sharing, or to AI sites as training material.",
		"Offer them as your own work, or build a competing product from them.",
		"Give on these rights: there are no resell, private-label or white-label rights.",
	}
	switch d.Profile.Licence {
	case "commercial":
		return []string{
			own, "Print them for use in your own business.", change,
			"Use what you make with them in your business, and in work for clients as an end product.",
		}, append([]string{"Hand the files themselves to clients: a client gets the result, not the source."}, never...)
	case "team":
		return []string{
			"Use the files, each person of the team on their own devices.",
			"Keep them in a folder that only these people can open.",
			"Print them for the work of the team.", change,
			"Name another person when somebody leaves the team.",
		}, append([]string{"Share the files with people outside the team, or with more people than the licence names."}, never...)
	}
	return []string{own, print, change}, append([]string{"Use the files for a client or for other people."}, never...)
}

func (d doc) licence() string {
	allowed, not := d.rights()
	p := &page{}
	d.heading(p, "Licence")
	p.text(deliver.Licence(d.Lang, d.Profile).String())
	p.part("Allowed")
	p.list("- ", allowed)
	p.part("Not allowed")
	p.list("- ", not)
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
