package market

import (
	"fmt"

	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/market/dataset"
	"github.com/gumgenie/gumgenie/internal/product"
)

// suggest proposes prices from the best band there is in the currency: the
// quartiles, for the smallest to the largest tier. bands stand in the order of
// how near they are to the query.
func suggest(b *Brief, c category) {
	best := -1
	for _, currency := range []string{b.Currency, "USD"} {
		for i := range b.Bands {
			if band := &b.Bands[i]; best < 0 && band.Currency == currency && band.whole() && band.N >= Least {
				best = i
			}
		}
		if best < 0 && currency == b.Currency && currency != "USD" {
			b.Notes = append(b.Notes, "No source has enough prices in "+b.Currency+"; the suggestions are in US dollars, and no rate is applied.")
		}
	}
	if c.Entry != nil {
		free := 0
		b.Tiers = append(b.Tiers, SuggestedTier{Tier: c.Entry.Tier, Price: &free, Currency: currencyOf(b, best), Why: c.Entry.Why, Source: c.Entry.Source})
	}
	if best < 0 {
		return
	}
	band := &b.Bands[best]
	quartiles := []struct {
		name string
		at   int
	}{{"Lower quartile", *band.P25}, {"Median", *band.P50}, {"Upper quartile", *band.P75}}
	last := 0
	for i, tier := range paidTiers(c.ID) {
		q := quartiles[min(i, len(quartiles)-1)]
		s := SuggestedTier{Tier: tier, Currency: band.Currency, Source: band.Source}
		price := rounded(q.at, band.Currency)
		s.Why = fmt.Sprintf("%s of the %d %s: %s.", q.name, band.N, band.Group, amount(q.at, band.Currency))
		switch {
		case price <= last:
			s.Why += " Rounded it is not dearer than the tier below, so the market gives no price for this tier."
		case price != q.at:
			s.Why += " Rounded."
			s.Price = &price
		default:
			s.Price = &price
		}
		last = max(last, price)
		b.Tiers = append(b.Tiers, s)
	}
}

func currencyOf(b *Brief, best int) string {
	if best < 0 {
		return b.Currency
	}
	return b.Bands[best].Currency
}

// paidTiers returns the tiers of a category that cost something, smallest first.
func paidTiers(id product.Category) []product.Tier {
	spec, ok := catalog.SpecOf(id)
	if !ok {
		return []product.Tier{product.Starter, product.Pro, product.Ultimate}
	}
	var out []product.Tier
	for _, t := range spec.Tiers {
		if t.Price > 0 {
			out = append(out, t.Tier)
		}
	}
	return out
}

// rounded gives a price two leading digits, and no parts of a unit: 14.50 is 15,
// 148 is 150.
func rounded(n int, currency string) int {
	unit := 1
	for range dataset.Digits(currency) {
		unit *= 10
	}
	step := unit
	for n >= 100*step {
		step *= 10
	}
	return max(unit, (n+step/2)/step*step)
}
