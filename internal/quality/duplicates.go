package quality

import (
	"encoding/binary"
	"hash/fnv"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
)

// maxShared is the share of its runs of five words that a prompt may have in
// common with another.
const maxShared = 0.40

// maxAlike is the share of blocks from which two pages are the same page.
const maxAlike = 0.80

// duplicatesGate looks for prompts, pages, titles and files that are there twice.
func duplicatesGate(v *verdict, g *gate) {
	v.equalTitles(g)
	v.alikePrompts(g)
	v.alikePages(g)
	v.equalFiles(g)
}

func (v *verdict) equalTitles(g *gate) {
	seen := map[string]*entry{}
	for _, it := range v.items {
		if it.Kind == product.Sticker {
			continue // a word and a picture of one thing are two stickers
		}
		g.check(1)
		key := string(it.Kind) + "|" + plain(it.Title)
		if old := seen[key]; old != nil {
			g.fault("item "+it.ID, "It has the title %q of item %s.", short(it.Title), old.ID)
			continue
		}
		seen[key] = it
	}
}

// alikePrompts compares the fixed words of every two prompts. Runs of words are
// looked up, so that the work grows with the text and not with its square.
func (v *verdict) alikePrompts(g *gate) {
	own := v.nicheWords()
	var prompts []*entry
	var sizes []int
	first := map[uint64]int{}   // the first prompt that has a run
	later := map[uint64][]int{} // others, if there are any
	for _, it := range v.items {
		if it.Kind != product.Prompt {
			continue
		}
		k := len(prompts)
		shared := map[int]int{} // runs shared with prompts before
		set := fiveGrams(it.Text("prompt"), own)
		for _, h := range set {
			one, ok := first[h]
			if !ok {
				first[h] = k
				continue
			}
			shared[one]++
			for _, other := range later[h] {
				shared[other]++
			}
			later[h] = append(later[h], k)
		}
		prompts, sizes = append(prompts, it), append(sizes, len(set))
		g.check(k)
		for other := range k {
			n := min(len(set), sizes[other])
			if n > 0 && float64(shared[other]) > maxShared*float64(n) {
				g.fault("item "+it.ID, "It shares %d %% of its phrases with item %s.", shared[other]*100/n, prompts[other].ID)
			}
		}
	}
}

// nicheWords are the words that the brief brings, which two prompts of one
// product share by nature.
func (v *verdict) nicheWords() map[string]bool {
	own := map[string]bool{}
	add := func(s string) {
		for _, w := range strings.Fields(plain(s)) {
			own[w] = true
		}
	}
	r := &v.Reading
	for _, s := range append([]string{r.Who, r.Whos, r.Setting}, append(append([]string{}, r.Terms...), r.Tools...)...) {
		add(s)
	}
	for _, n := range r.Needs {
		add(n.Name)
	}
	return own
}

// fiveGrams returns the hashes of all runs of five fixed words: blanks and the
// niche's own words are taken out first.
func fiveGrams(text string, own map[string]bool) []uint64 {
	var b strings.Builder
	depth := 0
	for _, r := range text {
		switch {
		case r == '[':
			depth++
		case r == ']' && depth > 0:
			depth--
			b.WriteByte(' ')
		case depth == 0:
			b.WriteRune(r)
		}
	}
	var fixed []string
	for _, w := range strings.Fields(plain(b.String())) {
		if !own[w] {
			fixed = append(fixed, w)
		}
	}
	words := make([]uint64, len(fixed))
	signs := 0
	for i, w := range fixed {
		words[i] = hash64(w)
		if r, _ := utf8.DecodeRuneInString(w); locale.Ideographic(r) {
			signs++
		}
	}
	all := make([]uint64, 0, len(words))
	n := 5
	if 2*signs > len(words) {
		n = 12 // signs of Japanese: about as much as five words say
	}
	for i := 0; i+n <= len(words); i++ {
		h := uint64(0)
		for _, w := range words[i : i+n] {
			h = (h ^ w) * 0x9e3779b97f4a7c15 // the order counts
			h ^= h >> 29
		}
		all = append(all, h)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func hash64(s string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(s))
	return h.Sum64()
}

// alikePages compares the blocks of every two pages.
func (v *verdict) alikePages(g *gate) {
	var pages []*entry
	var sets []map[uint64]int
	for _, it := range v.items {
		if it.Kind != product.Page {
			continue
		}
		set := map[uint64]int{}
		blocks(it.Blocks, set)
		for k, other := range sets {
			g.check(1)
			if share := overlap(set, other); share >= maxAlike {
				g.fault("item "+it.ID, "The page %q has the same blocks as item %s.", short(it.Title), pages[k].ID)
			}
		}
		pages, sets = append(pages, it), append(sets, set)
	}
}

// blocks counts blocks by kind and words.
func blocks(all []product.Block, set map[uint64]int) {
	for i := range all {
		b := &all[i]
		if b.Kind != "row" && b.Kind != "stack" {
			var count [16]byte
			binary.BigEndian.PutUint64(count[:], uint64(b.From))
			binary.BigEndian.PutUint64(count[8:], uint64(b.To))
			set[hash64(b.Kind+"|"+plain(b.Label)+"|"+plain(strings.Join(b.Columns, ";"))+"|"+plain(strings.Join(b.Rows, ";"))+string(count[:]))]++
		}
		blocks(b.Of, set)
	}
}

// overlap is the share of what two sets have in common, 0 to 1.
func overlap(a, b map[uint64]int) float64 {
	both, all := 0, 0
	for h, n := range a {
		both += min(n, b[h])
		all += max(n, b[h])
	}
	for h, n := range b {
		if _, ok := a[h]; !ok {
			all += n
		}
	}
	if all == 0 {
		return 0
	}
	return float64(both) / float64(all)
}

// equalFiles looks for files of a tier with the same content.
func (v *verdict) equalFiles(g *gate) {
	seen := map[string]string{}
	for _, f := range v.Product.Files {
		tier, rest, _ := strings.Cut(f.Path, "/")
		if f.SHA == "" || product.Tier(tier).Rank() < 0 || rest == "" {
			continue
		}
		g.check(1)
		if old, twice := seen[tier+f.SHA]; twice {
			g.fault(f.Path, "It is the same file as %s.", old)
			continue
		}
		seen[tier+f.SHA] = f.Path
	}
}
