package listing

import (
	"fmt"
	"math"
	"strings"

	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/locale"
)

// rates says roughly how many units of a currency go for one US dollar. They
// serve a first suggestion only, which is rounded and says so.
func rates() map[string]float64 {
	return map[string]float64{
		"USD": 1, "EUR": 0.9, "GBP": 0.8, "JPY": 150, "INR": 85, "AUD": 1.5, "CAD": 1.4, "HKD": 7.8, "SGD": 1.35, "TWD": 32,
		"NZD": 1.7, "BRL": 5.5, "ZAR": 18, "CHF": 0.9, "ILS": 3.6, "PHP": 57, "KRW": 1400, "PLN": 4, "CZK": 23,
		"SEK": 10.5, "NOK": 10.5, "DKK": 6.8, "MXN": 19, "SAR": 3.75, "AED": 3.67, "TRY": 40, "COP": 4100, "RON": 4.6,
		"THB": 34, "MYR": 4.4, "VND": 26000, "IDR": 16500,
	}
}

// whole reports currencies whose smallest unit is the unit itself.
func whole(currency string) bool { return currency == "JPY" || currency == "VND" }

// suggested turns a price in US cents into the smallest unit of a currency:
// the same figure for US dollars and for currencies without a known rate, else
// converted and rounded to two leading digits, never to less than a unit.
func suggested(cents int, currency string) int {
	rate, known := rates()[currency]
	if !known || rate == 1 || cents == 0 {
		return cents
	}
	units := float64(cents) / 100 * rate
	step := math.Max(1, math.Pow(10, math.Floor(math.Log10(units))-1))
	units = math.Max(1, math.Round(units/step)*step)
	if whole(currency) {
		return int(units)
	}
	return int(units) * 100
}

// evidence says why the price; figures of the market are in US dollars.
func evidence(p *locale.Printer, t catalog.TierSpec, currency string) string {
	_, known := rates()[currency]
	more := ""
	switch {
	case currency == "USD" || t.Price == 0:
	case known:
		more = p.Say("Converted to %s at a rough rate and rounded; look at what others ask there.", currency)
	default:
		more = p.Say("No rate to %s is known here: the figure is that in US dollars, so set your own.", currency)
	}
	return deliver.Sentences(p, p.Say(t.Evidence), more)
}

// money writes a price as a buyer reads it.
func money(p *locale.Printer, amount int, currency string) string {
	switch {
	case amount == 0:
		return p.In("price", "free")
	case !p.English() && whole(currency):
		return p.Money(amount*100, currency)
	case !p.English():
		return p.Money(amount, currency)
	}
	sign := map[string]string{"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "AUD": "A$", "CAD": "C$", "INR": "₹"}[currency]
	tail := ""
	if sign == "" {
		tail = " " + currency
	}
	return sign + strings.TrimSuffix(decimal(amount, currency), ".00") + tail
}

// decimal writes an amount as a plain number in the currency's main unit.
func decimal(amount int, currency string) string {
	if whole(currency) {
		return fmt.Sprint(amount)
	}
	return fmt.Sprintf("%d.%02d", amount/100, amount%100)
}
