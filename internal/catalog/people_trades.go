package catalog

import (
	"fmt"
	"strconv"
	"strings"
)

// ParseTrades reads the text form of the trades: a line per need, a line per
// trade, comments after #. It is a text and not JSON because 23 000 names are
// read at the first brief, and cutting lines costs a tenth of decoding.
//
//	=number|id|name|themes|details
//	code|one|several|domains|needs|terms|tools|names
//
// In the needs of a trade, + starts the name of a need of its own.
func ParseTrades(text string) ([]Part, error) {
	needs := map[string]Need{}
	var trades []Part
	line := 0
	for text != "" {
		var s string
		s, text, _ = strings.Cut(text, "\n")
		line++
		if s == "" || s[0] == '#' {
			continue
		}
		f := strings.Split(strings.TrimPrefix(s, "="), "|")
		if s[0] == '=' {
			if _, err := strconv.Atoi(f[0]); err != nil || len(f) != 5 {
				return nil, fmt.Errorf("line %d: a need has a number and 5 fields", line)
			}
			needs[f[0]] = Need{ID: f[1], Name: f[2], Themes: strings.Fields(f[3]), Details: split(f[4])}
			continue
		}
		if len(f) != 8 {
			return nil, fmt.Errorf("line %d: a trade has 8 fields, this one %d", line, len(f))
		}
		part := Part{
			ID: f[0], Kind: TradeKind, Who: f[1], Whos: f[2], Domains: strings.Fields(f[3]),
			Terms: split(f[5]), Tools: split(f[6]), Names: split(f[7]),
		}
		for _, id := range strings.Fields(f[4]) {
			n, ok := needs[id]
			if name, own := strings.CutPrefix(id, "+"); own {
				n, ok = ownNeed(strings.ReplaceAll(name, "_", " ")), true
			}
			if !ok {
				return nil, fmt.Errorf("line %d: there is no need %s", line, id)
			}
			part.Needs = append(part.Needs, n)
		}
		trades = append(trades, part)
	}
	return trades, nil
}

func ownNeed(name string) Need {
	return Need{
		ID: "t-" + strings.ReplaceAll(name, " ", "-"), Name: name,
		Themes: []string{"learning", "log"}, Details: []string{"seen", "tried", "next time"},
	}
}

func split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ";")
}
