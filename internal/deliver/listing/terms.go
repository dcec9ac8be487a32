package listing

import "github.com/gumgenie/gumgenie/internal/deliver"

// writeTo says where to write, in Markdown; to the shop when there is no address.
func (w *writer) writeTo() string {
	switch p := w.Profile; {
	case p.Contact != "" && p.Name != "":
		return w.Lang.Say("Write to %s, %s.", markdown(p.Name), markdown(p.Contact))
	case p.Contact != "":
		return w.Lang.Say("Write to %s.", markdown(p.Contact))
	}
	return w.Lang.Say("Write to the shop where you bought it.")
}

// terms is the last paragraph of a description.
func (w *writer) terms() string {
	return deliver.Sentences(w.Lang,
		deliver.Licence(w.Lang, w.Profile).String(),
		deliver.Refund(w.Lang, w.Profile).Short,
		w.Lang.Say("EU and UK consumer rights stay."),
		w.Lang.Say("Faulty file?"), w.writeTo(),
	)
}
