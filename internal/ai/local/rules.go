package local

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/sign"
)

// rule is what no text for some people may say. A text says it only if it has one
// of the signs, in small letters; without signs any text may.
type rule struct {
	re    *regexp.Regexp
	signs sign.Signs
	said  sync.Map // by known or candidate: whether it says it; those without a sign are not asked
}

// ruleBook keeps the rules that were read: those of the catalog are few and hold
// for many briefs. The zero value is empty; it is safe for concurrent use.
type ruleBook struct {
	mu    sync.Mutex
	known map[string]*rule
}

// maxRules is how many a book keeps: the catalog has a fifth of that.
const maxRules = 600

func (b *ruleBook) rule(source string) (*rule, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if r, ok := b.known[source]; ok {
		return r, nil
	}
	re, err := regexp.Compile("(?i)(?:" + source + ")")
	if err != nil {
		return nil, err
	}
	r := &rule{re: re, signs: sign.Of(re.String())}
	if b.known == nil {
		b.known = map[string]*rule{}
	}
	if len(b.known) < maxRules {
		b.known[source] = r
	}
	return r, nil
}

// ban reports whether a text breaks one of the rules of the people: what no
// page and no prompt of theirs may say.
type ban []*rule

// bans reads the rules of a reading.
func (b *ruleBook) bans(r *brief.Reading) ban {
	var all ban
	for _, held := range r.Rules {
		for _, source := range held.Forbid {
			one, err := b.rule(source)
			if err != nil {
				return nil // the catalog's test compiles every rule; the gate still looks
			}
			all = append(all, one)
		}
	}
	return all
}

// within returns the rules that a text, or a part of it, may break at all. It is
// given in small letters.
func (b ban) within(text string) ban {
	var all ban
	for _, r := range b {
		if r.signs.In(text) {
			all = append(all, r)
		}
	}
	return all
}

// says reports whether a text says what the rule forbids.
func (r *rule) says(text string) bool { return r.re.MatchString(text) }

// once asks whether something of the catalog says it, and remembers the answer.
func (r *rule) once(of any, ask func() bool) bool {
	if said, ok := r.said.Load(of); ok {
		return said.(bool)
	}
	said := ask()
	r.said.Store(of, said)
	return said
}

func (b ban) text(text string) bool {
	return slices.ContainsFunc(b.within(sign.Small(text)), func(r *rule) bool { return r.says(text) })
}

func (b ban) family(f *known) bool {
	return slices.ContainsFunc(b.within(f.small), func(r *rule) bool {
		return r.once(f, func() bool { return r.says(f.says()) })
	})
}

func (b ban) module(c *candidate) bool {
	return slices.ContainsFunc(b.within(c.small), func(r *rule) bool {
		return r.once(c, func() bool { return r.says(c.Name+"\n"+c.Purpose) || r.blocks(c.Blocks) })
	})
}

func (r *rule) blocks(blocks []product.Block) bool {
	return slices.ContainsFunc(blocks, func(x product.Block) bool { return r.says(blockText(x)) || r.blocks(x.Of) })
}

// blockText is what a block says, without those in it.
func blockText(b product.Block) string {
	return strings.Join(append(append([]string{b.Label, b.Hint}, b.Columns...), b.Rows...), "\n")
}

// blockTexts is what blocks and those in them say.
func blockTexts(blocks []product.Block) string {
	var b strings.Builder
	for _, x := range blocks {
		b.WriteString("\n" + blockText(x) + blockTexts(x.Of))
	}
	return b.String()
}

// apt reports whether what is first about a theme suits a brief: some themes
// suit anybody, others only those who have such a need.
func apt(r *brief.Reading, theme string) bool {
	switch theme {
	case "schedule", "log", "checklist", "goals", "project", "review", "ideas":
		return true
	}
	for _, n := range r.Needs {
		if has(n.Themes, theme) {
			return true
		}
	}
	return false
}
