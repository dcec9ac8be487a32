package locale

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"
)

//go:embed data/*.json
var data embed.FS

// cldr is what CLDR says of a language. Months are in their order, days begin
// with Sunday; patterns have CLDR's letters, lists {0} and {1}.
type cldr struct {
	Script        string   `json:"script"`
	Months        []string `json:"months"`      // beside a day
	MonthsAlone   []string `json:"monthsAlone"` // alone, or beside a year
	MonthsShort   []string `json:"monthsShort"`
	MonthsShortIn []string `json:"monthsShortIn"`
	Days          []string `json:"days"`
	DaysShort     []string `json:"daysShort"`
	DaysNarrow    []string `json:"daysNarrow"`
	Full          string   `json:"full"`
	Long          string   `json:"long"`
	DayMonth      string   `json:"dayMonth"`
	DayMonthShort string   `json:"dayMonthShort"`
	MonthYear     string   `json:"monthYear"`
	And           []string `json:"and"` // start, middle, end, two
	Or            []string `json:"or"`
	Quotes        []string `json:"quotes"`
	Group         string   `json:"group"`
	Decimal       string   `json:"decimal"`
	Money         string   `json:"money"`
	Characters    string   `json:"characters"`
}

// Languages holds what is known of languages, read when first asked for. It is
// safe for concurrent use.
type Languages struct {
	once  sync.Once
	known map[string]*cldr
	err   error

	mu   sync.Mutex
	msgs map[string]Messages
}

// NewLanguages returns the languages that are built in.
func NewLanguages() *Languages { return &Languages{msgs: map[string]Messages{}} }

func (l *Languages) load() (map[string]*cldr, error) {
	l.once.Do(func() {
		raw, err := data.ReadFile("data/cldr.json")
		if err != nil {
			l.err = err
			return
		}
		var file struct {
			Languages map[string]*cldr `json:"languages"`
		}
		if err := json.Unmarshal(raw, &file); err != nil {
			l.err = fmt.Errorf("read what is known of languages: %w", err)
			return
		}
		l.known = file.Languages
	})
	return l.known, l.err
}

// Has reports whether products can be made in a language: its names are known
// and its letters are in the typefaces here.
func (l *Languages) Has(tag language.Tag) bool {
	base, _ := tag.Base()
	if base.String() == "en" {
		return true
	}
	known, err := l.load()
	if err != nil || known[base.String()] == nil {
		return false
	}
	script, sure := tag.Script() // sr-Latn has another script than the language's own
	return sure != language.Exact || script.String() == known[base.String()].Script
}

// Tags lists the languages that products can be made in, English first.
func (l *Languages) Tags() []string {
	known, err := l.load()
	if err != nil {
		return []string{"en"}
	}
	return append([]string{"en"}, slices.Sorted(maps.Keys(known))...)
}

// Printer returns the printer of a language, of English for one that is not
// known.
func (l *Languages) Printer(tag string) *Printer {
	t, err := language.Parse(tag)
	if err != nil || !l.Has(t) {
		return &Printer{tag: language.English}
	}
	base, _ := t.Base()
	known, err := l.load()
	if err != nil || base.String() == "en" {
		return &Printer{tag: t}
	}
	p := &Printer{tag: t, cldr: known[base.String()]}
	if m := l.Messages(base.String()); len(m) > 0 {
		p.msgs, p.sum = []Messages{m}, m.sum()
	}
	return p
}

// Messages is the built-in catalog of a language, nil if there is none.
func (l *Languages) Messages(base string) Messages {
	l.mu.Lock()
	defer l.mu.Unlock()
	if m, ok := l.msgs[base]; ok {
		return m
	}
	raw, err := data.ReadFile("data/messages-" + base + ".json")
	var m Messages
	if err == nil {
		m, err = ParseMessages(raw)
	}
	if err != nil {
		m = nil // there is none; a test reads those that there are
	}
	l.msgs[base] = m
	return m
}

// Builtin lists the languages with a catalog of messages of their own.
func (l *Languages) Builtin() []string {
	names, err := fs.Glob(data, "data/messages-*.json")
	if err != nil {
		return nil
	}
	for i, n := range names {
		names[i] = strings.TrimSuffix(strings.TrimPrefix(n, "data/messages-"), ".json")
	}
	return names
}

// ParseMessages reads a catalog: an object with a text, or an object of plural
// forms, for each English sentence.
func ParseMessages(raw []byte) (Messages, error) {
	var in map[string]json.RawMessage
	if err := json.Unmarshal(raw, &in); err != nil {
		return nil, fmt.Errorf("read a catalog of messages: %w", err)
	}
	out := make(Messages, len(in))
	for key, v := range in {
		var m Message
		if json.Unmarshal(v, &m.Other) != nil {
			if err := json.Unmarshal(v, &m); err != nil {
				return nil, fmt.Errorf("read the message for %q: %w", key, err)
			}
		}
		if m.Other != "" {
			out[key] = m
		}
	}
	return out, nil
}

// Characters returns the letters that a language is written with, as CLDR lists
// them; "" for a language that is not known.
func (l *Languages) Characters(tag string) string {
	known, err := l.load()
	if err != nil || known[tag] == nil {
		return ""
	}
	return known[tag].Characters
}
