package market

import (
	"fmt"
	"math"
	"slices"

	"github.com/gumgenie/gumgenie/internal/market/dataset"
)

// Least is how many paid prices a band rests on at least: with eight, two lie in
// each quarter, so that no single listing sets a quartile.
const Least = 8

// The methods of bands.
const (
	Computed = "computed" // here, from the prices of a dataset: see Formula
	Reported = "reported" // percentiles that the marketplace computes over its priced public listings
	Measured = "measured" // before, as the source says
)

// Formula says how bands are computed.
const Formula = "Quantiles by linear interpolation (type 7 of Hyndman and Fan): with the n prices in order, h = (n−1)·p, and the quantile is x[⌊h⌋] + (h−⌊h⌋)·(x[⌊h⌋+1]−x[⌊h⌋]), " +
	"rounded to the smallest unit. Free listings are counted apart. Prices under p25/r^1.5 or over p75·r^1.5, where r = p75/p25, are left out first (Tukey's fences on logarithms)."

// quantile returns the p-quantile of prices in order, at least one, rounded to
// the smallest unit.
func quantile(sorted []int, p float64) float64 {
	h := float64(len(sorted)-1) * p
	low := int(math.Floor(h))
	high := min(low+1, len(sorted)-1)
	return float64(sorted[low]) + (h-float64(low))*float64(sorted[high]-sorted[low])
}

// bandOf computes the band of a group of paid prices in one currency.
func bandOf(group, currency, source string, prices []int) Band {
	b := Band{Group: group, Currency: currency, Method: Computed, Source: source}
	prices = slices.Sorted(slices.Values(prices))
	if len(prices) >= Least {
		var kept []int
		kept, b.Outliers = within(prices)
		prices = kept
	}
	b.N = len(prices)
	if b.N < Least {
		b.Note = tooFew(b.N)
		return b
	}
	at := func(p float64) *int {
		v := int(math.Round(quantile(prices, p)))
		return &v
	}
	b.P25, b.P50, b.P75 = at(0.25), at(0.50), at(0.75)
	return b
}

func tooFew(n int) string {
	return fmt.Sprintf("Too few for a band: %d; at least %d are needed.", n, Least)
}

// within leaves out the prices that lie outside Tukey's fences on logarithms.
// Where the quartiles are the same there are no fences.
func within(sorted []int) (kept []int, out int) {
	low, high := quantile(sorted, 0.25), quantile(sorted, 0.75)
	r := high / low
	if r <= 1 {
		return sorted, 0
	}
	reach := math.Pow(r, 1.5)
	for _, p := range sorted {
		if v := float64(p); v >= low/reach && v <= high*reach {
			kept = append(kept, p)
		}
	}
	return kept, len(sorted) - len(kept)
}

// share computes the percentage where there is a count.
func share(f Free) Free {
	if f.Count != nil && f.Of > 0 {
		f.Percent = math.Round(1000*float64(*f.Count)/float64(f.Of)) / 10
	}
	return f
}

// amount writes a price as a plain number with its currency: "14.50 USD".
func amount(n int, currency string) string {
	if dataset.Digits(currency) == 0 {
		return fmt.Sprintf("%d %s", n, currency)
	}
	if n%100 == 0 {
		return fmt.Sprintf("%d %s", n/100, currency)
	}
	return fmt.Sprintf("%d.%02d %s", n/100, n%100, currency)
}
