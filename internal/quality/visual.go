package quality

import (
	"strconv"
	"strings"

	"github.com/gumgenie/gumgenie/internal/product"
)

func itoa(n int) string { return strconv.Itoa(n) }

// documents calls fn with the facts of every PDF that could be read, in order.
func (v *verdict) documents(fn func(path string, f Facts)) {
	for _, at := range sorted(v.Facts) {
		if f := v.Facts[at]; strings.HasSuffix(at, ".pdf") && f.Counts["pages"] > 0 {
			fn(at, f)
		}
	}
}

// hierarchy measures headings and the steps between sizes of type.
func hierarchy(v *verdict) mark {
	var m mark
	docs, headed, stepped, sized := 0.0, 0.0, 0.0, 0.0
	v.documents(func(_ string, f Facts) {
		c := f.Counts
		docs++
		heads := c["h1"] + c["h2"] + c["h3"]
		if c["navigated"] > 0 {
			// covers have none, all other pages one
			headed += ratio(float64(c["h1"]), 0.85*float64(c["pages"]))
		} else {
			headed += ratio(float64(heads), 0.5*float64(c["pages"]))
		}
		if c["body-size"] > 0 {
			stepped += ratio(float64(c["largest-size"])/float64(c["body-size"]), 1.8)
		}
		sized += inside(float64(c["sizes"]), 3, 12)
	})
	docs = max(1, docs)
	m.add(3.5, headed/docs, "a heading on every page", "%.0f %% of the pages that should have a heading have one", 100*headed/docs)
	m.add(2.5, stepped/docs, "headings at least 1.8 times the size of text", "%.0f %% of the documents have clear steps between heading and text", 100*stepped/docs)
	m.add(2, sized/docs, "between three and twelve sizes of type", "%.0f %% keep to a few sizes", 100*sized/docs)
	return m
}

// consistency measures whether everything follows one design.
func consistency(v *verdict) mark {
	var m mark
	families := map[string]bool{}
	docs, even := 0, 0
	copies := map[string]map[string]int{}
	v.documents(func(at string, f Facts) {
		docs++
		if f.Counts["formats"] == 1 {
			even++
		}
		for _, n := range f.Names {
			if family, _, _ := strings.Cut(n, "-"); !strings.HasPrefix(family, "Noto") { // scripts of other alphabets
				families[family] = true
			}
		}
		tier, rest, _ := strings.Cut(at, "/")
		if strings.HasPrefix(rest, "main/") && !strings.Contains(rest, "print") {
			if copies[tier] == nil {
				copies[tier] = map[string]int{}
			}
			copies[tier][rest[strings.LastIndexByte(rest, '/')+1:]]++
		}
	})
	m.add(3, inside(float64(len(families)), 1, 4), "four typefaces at most", "typefaces of %d families in all documents", len(families))
	m.add(2, float64(even)/float64(max(1, docs)), "pages of one size in each document", "%d of %d documents have pages of one size", even, docs)
	whole, all := 0, 0
	for _, editions := range copies {
		most := 0
		for _, n := range editions {
			most = max(most, n)
		}
		for _, n := range editions {
			all++
			if n == most {
				whole++
			}
		}
	}
	if v.Product.Category == product.AIPrompts {
		whole, all = 1, 1 // one document in one look
	}
	m.add(2, float64(whole)/float64(max(1, all)), "every edition in every colour theme", "%d of %d editions come in all colours", whole, all)
	return m
}

// access measures whether the pages can be read by those who see less, and on
// small screens.
func access(v *verdict) mark {
	var m mark
	bad := len(v.of(GateContrast).all)
	m.add(2, free(bad), "contrast of at least 4.5:1 everywhere", "%s; the least contrast is %.1f:1", none(bad, "pair of colours is too faint", "pairs of colours are too faint"), v.faintest())
	tiny, all := 0, 0
	v.documents(func(_ string, f Facts) {
		tiny += f.Counts["tiny-letters"]
		all += f.Counts["letters"]
	})
	share := float64(tiny) / float64(max(1, all))
	m.add(2, 1-ratio(share, 0.05), "no text under 6.5 points", "%.1f %% of the letters are smaller than 6.5 points", 100*share)
	dark, high := false, false
	for _, t := range v.sold() {
		dark = dark || t.Dark
		high = high || t.HighContrast
	}
	m.add(1, 0.4+0.3*yes(dark)+0.3*yes(high), "a dark and a high-contrast theme", "there is %s dark and %s high-contrast theme", article(dark), article(high))
	return m
}

func article(yes bool) string {
	if yes {
		return "a"
	}
	return "no"
}

// polish measures what a careless eye leaves behind.
func polish(v *verdict) mark {
	var m mark
	cut := len(v.of(GateText).all)
	m.add(2.5, free(cut), "every text whole and inside its page", "%s", none(cut, "text is cut off or lacks its letters", "texts are cut off or lack their letters"))
	left := len(v.of(GateLeftovers).all)
	m.add(2.5, free(left), "nothing left over from templates", "%s", none(left, "leftover", "leftovers"))
	return m
}
