package bundle

import "github.com/gumgenie/gumgenie/internal/deliver"

// rights lists what the licence that the seller chose allows, and what not.
func (d doc) rights() (allowed, not []string) {
	lang := d.Lang
	own := lang.Say("Use the files on all of your own devices.")
	print := lang.Say("Print them for your own use, as often as you like.")
	change := lang.Say("Change the prompts and keep your own versions.")
	if d.planner() {
		change = lang.Say("Write in the planner, copy its pages and reorder them for yourself.")
	}
	never := []string{
		lang.Say("Resell, share, give away or rent the files, changed or not, free or for money."),
		lang.Say("Upload them to sites for templates, stock or file sharing, or to AI sites as training material."),
		lang.Say("Offer them as your own work, or build a competing product from them."),
		lang.Say("Give on these rights: there are no resell, private-label or white-label rights."),
	}
	switch d.Profile.Licence {
	case "commercial":
		return []string{
			own, lang.Say("Print them for use in your own business."), change,
			lang.Say("Use what you make with them in your business, and in work for clients as an end product."),
		}, append([]string{lang.Say("Hand the files themselves to clients: a client gets the result, not the source.")}, never...)
	case "team":
		return []string{
			lang.Say("Use the files, each person of the team on their own devices."),
			lang.Say("Keep them in a folder that only these people can open."),
			lang.Say("Print them for the work of the team."), change,
			lang.Say("Name another person when somebody leaves the team."),
		}, append([]string{lang.Say("Share the files with people outside the team, or with more people than the licence names.")}, never...)
	}
	return []string{own, print, change}, append([]string{lang.Say("Use the files for a client or for other people.")}, never...)
}

func (d doc) licence() string {
	allowed, not := d.rights()
	p := d.page(d.Lang.Say("Licence"))
	p.text(deliver.Licence(d.Lang, d.Profile).String())
	p.part(d.Lang.Say("Allowed"))
	p.list("- ", allowed)
	p.part(d.Lang.Say("Not allowed"))
	p.list("- ", not)
	p.part(d.Lang.Say("Also"))
	if d.Profile.Name != "" {
		p.text(d.Lang.Say("The rights in the files stay with %s. The typefaces in the PDFs are under the SIL Open Font Licence and are embedded as parts.", d.Profile.Name))
	} else {
		p.text(d.Lang.Say("The rights in the files stay with the seller. The typefaces in the PDFs are under the SIL Open Font Licence and are embedded as parts."))
	}
	if !d.planner() {
		p.text(d.Lang.Say("What an assistant answers to a prompt is yours as far as the terms of that assistant say so; this licence asks nothing for it."))
	}
	p.text(d.Lang.Say("The files come as they are. %s Rights that the law gives you as a consumer stay.", d.disclaimer()))
	return p.String()
}
