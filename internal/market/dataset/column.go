package dataset

import (
	"strings"
	"unicode"
)

// column is what a column of a dataset holds.
type column int

const (
	unknown column = iota
	title
	price     // in the main unit: 12.50
	cents     // in the smallest unit: 1250
	formatted // as a shop shows it: $12.50
	currencyCode
	address
	rating  // mean of stars
	ratings // how many
	sales
	tags
	columns
)

// columnOf reads the name of a column, with the currency that it may name: both
// "price_usd" and "Price (EUR)" are prices.
func columnOf(head string) (c column, coin string) {
	words := strings.FieldsFunc(strings.ToLower(head), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Sc, r)
	})
	if c := named(strings.Join(words, " ")); c != unknown {
		return c, ""
	}
	if len(words) < 2 || named(words[0]) != price && words[0] != "formatted" {
		return unknown, ""
	}
	c = price
	for _, w := range words[1:] {
		codes := coins(w)
		switch {
		case w == "cents" || w == "minor":
			c = cents
		case w == "in":
		case len(codes) > 0 && coin == "":
			coin = codes[0]
		default:
			return unknown, ""
		}
	}
	return c, coin
}

// named knows the usual names of columns, in English and as neighbours write
// them.
func named(name string) column {
	switch name {
	case "title", "name", "product", "product name", "product title", "listing", "listing title", "item", "titel", "titre", "nom", "título", "titulo", "nombre", "produkt", "produit", "producto":
		return title
	case "price", "amount", "cost", "base price", "list price", "preis", "prix", "precio", "prezzo", "prijs", "pris":
		return price
	case "price cents", "cents", "amount cents", "pricecents":
		return cents
	case "formatted price", "display price", "price text", "formattedprice":
		return formatted
	case "currency", "currency code", "price currency", "price currency type", "currencycode", "währung", "waehrung", "devise", "moneda", "valuta":
		return currencyCode
	case "url", "link", "href", "address", "permalink", "short url", "product url", "listing url", "web address", "adresse":
		return address
	case "rating", "stars", "average rating", "avg rating", "rating average", "mean rating", "score", "bewertung", "note":
		return rating
	case "ratings", "ratings count", "rating count", "reviews", "review count", "reviews count", "number of ratings", "number of reviews", "bewertungen":
		return ratings
	case "sales", "sales count", "sold", "units sold", "units", "verkäufe", "ventes", "ventas":
		return sales
	case "tags", "tag", "keywords", "labels", "schlagwörter", "schlagworte", "mots clés", "etiquetas":
		return tags
	}
	return unknown
}
