package listing

import (
	"strings"

	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/product"
)

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
		deliver.Licence(w.Profile).String(),
		deliver.Refund(w.Profile).Short,
		"EU and UK consumer rights stay.",
		"Faulty file? Write to " + contact(w.Profile) + ".",
	}, " ")
}
