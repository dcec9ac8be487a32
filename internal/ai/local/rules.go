package local

import (
	"regexp"
	"strings"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/product"
)

// ban reports whether a text breaks one of the rules of the people: what no
// page and no prompt of theirs may say.
type ban struct{ re *regexp.Regexp }

// bans joins the rules of a reading into one expression.
func bans(r brief.Reading) ban {
	var all []string
	for _, rule := range r.Rules {
		for _, f := range rule.Forbid {
			all = append(all, "(?:"+f+")")
		}
	}
	if len(all) == 0 {
		return ban{}
	}
	re, err := regexp.Compile("(?i)" + strings.Join(all, "|"))
	if err != nil {
		return ban{} // the catalog's test compiles every rule; the gate still looks
	}
	return ban{re}
}

func (b ban) family(f catalog.Family) bool {
	if b.re == nil {
		return false
	}
	texts := append([]string{f.Title, f.Job, f.When, promptText(f, slots{}, nil), f.Failure}, append(append([]string{}, f.FollowUps...), f.Quality...)...)
	for _, in := range f.Inputs {
		texts = append(texts, in.Name, in.Example)
	}
	return b.re.MatchString(strings.Join(texts, "\n"))
}

func (b ban) module(m catalog.Module) bool {
	return b.re != nil && (b.re.MatchString(m.Name+"\n"+m.Purpose) || b.blocks(m.Blocks))
}

func (b ban) blocks(blocks []product.Block) bool {
	for _, x := range blocks {
		if b.re.MatchString(strings.Join(append(append([]string{x.Label, x.Hint}, x.Columns...), x.Rows...), "\n")) || b.blocks(x.Of) {
			return true
		}
	}
	return false
}

// apt reports whether what is first about a theme suits a brief: some themes
// suit anybody, others only those who have such a need.
func apt(r brief.Reading, theme string) bool {
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
