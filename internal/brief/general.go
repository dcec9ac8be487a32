package brief

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/catalog"
)

// placeOf makes a part of a place that the brief names with a capital: "in
// Iceland". It is nil if there is none. The weather there matters to those who
// work or play outside, its holidays to all others.
func placeOf(s shape, domains []string) *match {
	titled := 0
	for _, w := range s.ws {
		if r, _ := utf8.DecodeRuneInString(w.typed); unicode.IsUpper(r) {
			titled++
		}
	}
	if titled*2 > len(s.ws) {
		return nil // a brief in title case says nothing by its capitals
	}
	for i := 1; i+1 < len(s.ws); i++ {
		switch s.ws[i].low {
		case "in", "to", "around", "across", "near", "through", "from":
		default:
			continue
		}
		end := i + 1
		for end < len(s.ws) && end < i+4 {
			r, _ := utf8.DecodeRuneInString(s.ws[end].typed)
			if !unicode.IsUpper(r) || month(s.ws[end].low) || strings.ToUpper(s.ws[end].typed) == s.ws[end].typed {
				break
			}
			end++
		}
		name := s.slice(s.ws[i+1 : end])
		if end == i+1 || utf8.RuneCountInString(name) > 24 || strings.ContainsAny(name, ",;:()[]\"") || foreign(s.ws[i].low, s.ws[end-1].low) {
			continue
		}
		return &match{part: placePart(name, outside(domains)), at: []int{i + 1}, from: i + 1, to: end, words: end - i - 1, score: 1}
	}
	return nil
}

// foreign reports whether "from Arabic" names a language and no place.
func foreign(before, low string) bool {
	return (before == "from" || before == "to" || before == "in") && (strings.HasSuffix(low, "ish") || strings.HasSuffix(low, "ese") || low == "arabic" || low == "french" || low == "german" || low == "greek" || low == "russian" || low == "italian" || low == "korean" || low == "latin" || low == "hebrew")
}

func outside(domains []string) bool {
	switch domains[0] {
	case "growing", "animals", "creative", "events", "body", "play", "trades":
		return true
	}
	return false
}

func placePart(name string, outside bool) *catalog.Part {
	need := func(title string, themes []string, details ...string) catalog.Need {
		return catalog.Need{ID: kebab(title), Name: title, Themes: themes, Details: details}
	}
	year := need("holidays and opening hours for "+name, []string{"schedule", "papers"}, "day", "closed", "plan around it")
	terms := []string{"public holiday", "local rule", "opening hours"}
	if outside {
		year = need("season and weather calendar for "+name, []string{"schedule", "travel"}, "month", "weather", "daylight", "good for")
		terms = []string{"season", "local rule", "daylight"}
	}
	return &catalog.Part{
		ID: "place", Kind: catalog.Object, Names: []string{name}, Domains: []string{"events"},
		Needs: []catalog.Need{
			year,
			need("local contacts and rules page for "+name, []string{"papers", "people"}, "rule or office", "who to ask", "checked on"),
		},
		Terms: terms,
	}
}

// general makes a part of the words of a brief in which nothing was
// recognised, as far as they say anything.
func (x *index) general(s shape) []match {
	topic := x.topicOf(s)
	part := &catalog.Part{ID: "general", Kind: catalog.Object, Names: []string{"general"}, Domains: []string{"self", "office", "family", "study"}}
	if topic != "" {
		part.Names = []string{topic}
		for _, n := range []struct {
			name    string
			themes  []string
			details []string
		}{
			{topic + " calendar", []string{"schedule", "project"}, []string{"date", "step", "done"}},
			{topic + " log", []string{"log", "review"}, []string{"date", "what happened", "next time"}},
			{topic + " checklist", []string{"checklist", "stock"}, []string{"item", "ready", "missing"}},
			{topic + " cost sheet", []string{"money"}, []string{"item", "planned", "spent"}},
			{topic + " questions and ideas", []string{"ideas", "learning"}, []string{"question", "source", "answer"}},
		} {
			part.Needs = append(part.Needs, catalog.Need{ID: kebab(n.name), Name: n.name, Themes: n.themes, Details: n.details})
		}
	}
	part.Terms = []string{"week", "goal", "habit", "routine", "budget", "checklist"}
	return []match{{part: part}}
}

// topicOf returns the word that an unknown brief is about: the last before a
// preposition that is no word for a product.
func (x *index) topicOf(s shape) string {
	phrase := s.people
	if h := headOf(phrase); h >= 0 && x.human(phrase[h]) {
		if rest := phrase[h+1:]; h == 0 && len(rest) > 1 { // what the people do
			phrase = rest[1:]
			phrase = phrase[:max(1, headOf(phrase)+1)]
		} else {
			phrase = phrase[:h]
		}
	} else if h >= 0 {
		phrase = phrase[:h+1]
	}
	for i := len(phrase) - 1; i >= 0; i-- {
		w := phrase[i]
		if w.stop || isForm(w.stem) || isArticle(w.low) || !latin(w.low) || len(w.low) < 4 || len(w.low) > 18 {
			continue
		}
		return w.stem
	}
	return ""
}

func latin(s string) bool {
	for _, r := range s {
		if !unicode.Is(unicode.Latin, r) && r != '\'' {
			return false
		}
	}
	return true
}
