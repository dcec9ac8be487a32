package deliver

import (
	"strings"

	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
)

// TierName is what a tier is called where a buyer reads it.
func TierName(p *locale.Printer, t product.Tier) string {
	switch t {
	case product.Mini:
		return p.In("name of a version", "Mini")
	case product.Starter:
		return p.In("name of a version", "Starter")
	case product.Pro:
		return p.In("name of a version", "Pro")
	case product.Ultimate:
		return p.In("name of a version", "Ultimate")
	case "":
		return ""
	}
	return strings.ToUpper(string(t[:1])) + string(t[1:])
}

// List writes things one after the other: "a, b, c".
func List(p *locale.Printer, things []string) string {
	return strings.Join(things, p.In("between the things of a list", ", "))
}
