package quality

import (
	"github.com/gumgenie/gumgenie/internal/product"
)

// depth measures how much there is, and how much of it is different.
func depth(v *verdict) mark {
	var m mark
	short := len(v.of(GateCounts).all)
	m.add(4, free(short), "everything that each tier promises", "%s", none(short, "count is under what the tier promises", "counts are under what the tiers promise"))
	twice := len(v.of(GateDuplicates).all)
	m.add(3, free(twice), "items of which no two are alike", "%s", none(twice, "thing is there twice", "things are there twice"))
	more, n := 0.0, 0.0
	if spec, ok := v.spec.Tier(v.top()); ok {
		for id, least := range spec.Counts {
			more += float64(v.counts[v.top()][id])/float64(max(1, least)) - 1
			n++
		}
	}
	over := more / max(1, n)
	m.add(1, 0.4+0.6*ratio(over, 0.1), "a tenth more than the tier promises", "the largest tier holds %.0f %% more than it must", 100*over)
	rich, all := v.rich()
	m.add(2, ratio(float64(rich)/float64(max(1, all)), 0.95), "prompts of 60 words and pages of two parts or more", "%d of %d items have substance", rich, all)
	return m
}

// rich counts prompts and pages with enough in them.
func (v *verdict) rich() (rich, all int) {
	for _, it := range v.items {
		switch it.Kind {
		case product.Prompt:
			all++
			if n := v.length(it.Text("prompt")); n >= 60 && n <= 300 && len(it.All("quality")) > 0 {
				rich++
			}
		case product.Page:
			all++
			set := map[uint64]int{}
			blocks(it.Blocks, set)
			if len(set) >= 2 {
				rich++
			}
		}
	}
	return rich, all
}

// technical measures whether the files open and lead where they say.
func technical(v *verdict) mark {
	var m mark
	bad := len(v.of(GateFiles).all)
	m.add(4, free(bad), "files that open everywhere", "%d files, %s", len(v.Facts), none(bad, "fault", "faults"))
	lost := len(v.of(GateLinks).all)
	m.add(3, free(lost), "links that land on what they name", "%d links and bookmarks, %s", v.of(GateLinks).Checks, none(lost, "of them astray", "of them astray"))
	loose := v.of(GateBundle).kind["archive"]
	m.add(1, free(loose), "archives that hold every file of their tier", "%s", none(loose, "file is missing in the archives", "files are missing in the archives"))
	return m
}

// documentation measures whether a buyer is told what there is and what is not.
func documentation(v *verdict) mark {
	var m mark
	papers := v.of(GateBundle).kind["papers"]
	m.add(2.5, free(papers), "guide, read-me, licence, changes and support in every tier", "%s", none(papers, "paper is missing", "papers are missing"))
	silent := len(v.of(GateStatements).all)
	m.add(2.5, free(silent), "everything said that a buyer has to know", "%s", none(silent, "statement is missing", "statements are missing"))
	m.add(1, yes(v.Profile.Contact != ""), "a contact in the seller's profile", "the seller %s a contact", does(v.Profile.Contact != "", "gives"))
	guides, n := 0, 0
	for _, t := range v.tiers {
		n++
		if p := v.Facts[string(t)+"/00-start-here.pdf"].Counts["pages"]; p >= 1 && p <= 4 {
			guides++
		}
	}
	if papers > 0 {
		guides = n // a missing guide counts above
	}
	m.add(1, float64(guides)/float64(max(1, n)), "a guide of one to four pages in every tier", "%d of %d tiers have a short guide", guides, n)
	return m
}
