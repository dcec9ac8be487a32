package library

import (
	"sort"
	"strings"
	"unicode"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
)

// needs gives needs their names back: an item knows them by ids, which are the
// names in kebab case, and its texts hold the names as they are written. In
// another language these are in words of that language, and the names come from
// the brief.
type needs struct {
	lang  *locale.Printer
	brief []brief.Need
	known map[string]string
	order []string
}

func (n *needs) of(it *product.Item) []string {
	var out []string
	for _, id := range it.Needs {
		name, ok := n.known[id]
		if !ok {
			name = n.name(id, it)
			n.known[id] = name
			n.order = append(n.order, name)
		}
		out = append(out, name)
	}
	return out
}

// name finds the words in the item's texts that make up the id.
func (n *needs) name(id string, it *product.Item) string {
	if !n.lang.English() {
		for _, b := range n.brief {
			if b.ID == id {
				return short(clean(n.lang.Say(b.Name)), nameMost)
			}
		}
	}
	for _, t := range it.Texts {
		if found := written(t.Value, id); found != "" {
			return short(clean(found), nameMost)
		}
	}
	return short(clean(strings.ReplaceAll(id, "-", " ")), nameMost)
}

// written returns the part of a text that is a kebab id in other clothes.
func written(text, id string) string {
	var b strings.Builder
	var at []int // where each byte of the kebab form stands in the text
	gap := true
	for i, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			for _, c := range []byte(string(unicode.ToLower(r))) {
				b.WriteByte(c)
				at = append(at, i)
			}
			gap = false
		} else if !gap && r != '\'' && r != '’' {
			b.WriteByte('-')
			at = append(at, i)
			gap = true
		}
	}
	kebab := "-" + b.String() + "-"
	i := strings.Index(kebab, "-"+id+"-")
	if i < 0 || id == "" || i+len(id) > len(at) {
		return ""
	}
	end := len(text)
	if i+len(id) < len(at) {
		end = at[i+len(id)]
	}
	return text[at[i]:end]
}

// blank is a blank with the prompts that have it.
type blank struct {
	name    string
	example string // of the first prompt
	prompts []*prompt
}

// blanks lists every blank once, in alphabetical order.
func (c *contents) blanks() []blank {
	at := map[string]int{}
	var out []blank
	for _, p := range c.Prompts {
		for _, in := range p.Inputs {
			key := strings.ToLower(in.Name)
			i, ok := at[key]
			if !ok {
				i = len(out)
				at[key] = i
				out = append(out, blank{name: in.Name, example: in.Example})
			}
			if n := len(out[i].prompts); n == 0 || out[i].prompts[n-1] != p {
				out[i].prompts = append(out[i].prompts, p)
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return strings.ToLower(out[i].name) < strings.ToLower(out[j].name) })
	return out
}

// served is a need with the prompts that help with it.
type served struct {
	need    string
	prompts []*prompt
}

// serving lists the needs, each with its prompts.
func (c *contents) serving() []served {
	at := map[string]int{}
	out := make([]served, len(c.Needs))
	for i, n := range c.Needs {
		at[n], out[i].need = i, n
	}
	for _, p := range c.Prompts {
		for _, n := range p.Needs {
			s := &out[at[n]]
			if k := len(s.prompts); k == 0 || s.prompts[k-1] != p {
				s.prompts = append(s.prompts, p)
			}
		}
	}
	return split(out)
}

// split makes several of a need that has more prompts than a page shows.
func split(all []served) []served {
	const most = 70
	var out []served
	for _, s := range all {
		for len(s.prompts) > most {
			out = append(out, served{s.need, s.prompts[:most]})
			s.prompts = s.prompts[most:]
		}
		if len(s.prompts) > 0 {
			out = append(out, s)
		}
	}
	return out
}
