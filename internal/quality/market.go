package quality

import (
	"strings"
	"unicode/utf8"
)

// Limits of the marketplace for texts, in characters.
const (
	maxTitle   = 255
	shortTag   = 2
	longTag    = 20
	maxCovers  = 8
	minGallery = 4
)

// leastPrice is the smallest price that the marketplace takes, in the smallest
// unit of a currency; 0 for a currency that it does not know.
func leastPrice(currency string) int {
	return map[string]int{
		"USD": 99, "GBP": 59, "EUR": 79, "JPY": 99, "INR": 7300, "AUD": 99, "CAD": 99, "HKD": 799, "SGD": 99, "TWD": 2999,
		"NZD": 99, "BRL": 533, "ZAR": 1300, "CHF": 100, "ILS": 700, "PHP": 4500, "KRW": 111000, "PLN": 379, "CZK": 2149,
		"SEK": 999, "NOK": 949, "DKK": 649, "MXN": 1699, "SAR": 372, "AED": 364, "TRY": 4812, "COP": 307474, "RON": 449,
		"THB": 3270, "MYR": 403, "VND": 25618, "IDR": 1743007,
	}[currency]
}

// marketGate checks the listing against the limits of the marketplace.
func marketGate(v *verdict, g *gate) {
	fileGate(GateMarket)(v, g)
	l := &v.Product.Listing
	g.check(3)
	if n := utf8.RuneCountInString(l.Title); n == 0 || n > maxTitle {
		g.kindOf("text")
		g.fault("listing, title", "It has %d characters; 1 to %d can be listed.", n, maxTitle)
	}
	if strings.TrimSpace(l.Description) == "" {
		g.kindOf("text")
		g.fault("listing, description", "It is empty.")
	}
	for _, t := range l.Tags {
		g.check(1)
		if n := utf8.RuneCountInString(t); n < shortTag || n > longTag || strings.HasPrefix(t, "#") || strings.Contains(t, ",") {
			g.kindOf("text")
			g.fault("listing, tags", "The tag %q is refused: 2 to 20 characters, no # in front, no comma.", t)
		}
	}
	v.prices(g)
	v.folder(g)
}

func (v *verdict) prices(g *gate) {
	for _, o := range v.Product.Offers {
		g.check(1)
		least := leastPrice(o.Currency)
		switch {
		case least == 0:
			g.kindOf("price")
			g.fault("offer "+string(o.Tier), "The marketplace does not know the currency %q.", o.Currency)
		case o.Price < 0 || o.Price > 0 && o.Price < least:
			g.kindOf("price")
			g.fault("offer "+string(o.Tier), "The price is %d; %d is the least in %s, or nothing at all.", o.Price, least, o.Currency)
		}
	}
}

// folder checks that all is there that is copied into the shop.
func (v *verdict) folder(g *gate) {
	want := []string{"title.txt", "description.html", "description.md", "description.txt", "tags.txt", "faq.md", "prices.md", "prices.csv", "cover.png", "thumbnail.png"}
	for _, name := range want {
		g.check(1)
		if _, ok := v.Facts["listing/"+name]; !ok {
			g.kindOf("folder")
			g.fault("listing/"+name, "The file is missing.")
		}
	}
	n := v.gallery()
	if n < minGallery || n+1 > maxCovers {
		g.kindOf("folder")
		g.fault("listing", "There are %d gallery pictures; 4 to 7 can be shown beside the cover.", n)
	}
}

// gallery counts the pictures that show pages.
func (v *verdict) gallery() int {
	n := 0
	for at := range v.Facts {
		if strings.HasPrefix(at, "listing/gallery") && strings.HasSuffix(at, ".png") {
			n++
		}
	}
	return n
}
