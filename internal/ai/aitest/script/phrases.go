package script

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
)

const phrasesHead = "\nPhrases:\n"

var fillings = regexp.MustCompile(`%(?:\[\d+\])?[0-9.]*[a-z]|\{[A-Za-z]+\}|%%`)

// phrases says fixed phrases in a language: known ones as they are called there,
// others with words of the stock around what is filled in.
func (w *Writer) phrases(prompt string) string {
	type said struct {
		N     int    `json:"n"`
		Text  string `json:"text"`
		Forms []text `json:"forms"`
	}
	head, raw, _ := strings.Cut(prompt, phrasesHead)
	var in []struct {
		N       int
		English string
	}
	if json.NewDecoder(strings.NewReader(raw)).Decode(&in) != nil {
		return ""
	}
	language := ""
	if m := languageTag.FindStringSubmatch(head); m != nil {
		language = strings.ToLower(m[1])
	}
	out := struct {
		Phrases []said `json:"phrases"`
	}{make([]said, len(in))}
	s := w.stocks[language]
	taken := map[string]bool{}
	for i, p := range in {
		out.Phrases[i] = said{p.N, p.English, []text{}}
		if s != nil {
			out.Phrases[i].Text = s.phrase(p.English, taken)
			taken[out.Phrases[i].Text] = true
		}
	}
	return encode(out)
}

// phrase says a phrase in words of the stock, in other ones than those that are
// taken, and hardly longer than it is.
func (s *stock) phrase(english string, taken map[string]bool) string {
	if now := s.Labels[english]; now != "" {
		return now
	}
	p := s.pen(&about{head: english}, "phrase")
	filled := strings.Join(fillings.FindAllString(english, -1), ", ")
	now := ""
	for range 100 {
		now = p.heading(p.rng.IntN(len(p.nouns) * len(p.Times)))
		if filled != "" {
			now += ": " + filled
		}
		if !taken[now] && fits("phrase", english, now) {
			return now
		}
	}
	return now
}

// english says a creator's sentence in English, as far as its words are known.
func (w *Writer) english(prompt string) string {
	_, sentence, _ := strings.Cut(prompt, "\nSentence:\n")
	low := strings.ToLower(sentence)
	out := struct {
		English string `json:"english"`
	}{strings.TrimSpace(sentence)}
	for _, language := range slices.Sorted(maps.Keys(w.stocks)) {
		s := w.stocks[language]
		people, things := known(s.Briefs.People, low), known(s.Briefs.Things, low)
		if len(people)+len(things) == 0 {
			continue
		}
		out.English = "Planner"
		if strings.Contains(low, "prompt") || strings.Contains(low, "プロンプト") || strings.Contains(low, "برومبت") {
			out.English = "Prompts"
		}
		if len(people) > 0 {
			out.English += " for " + strings.Join(people, " and ")
		}
		if len(things) > 0 {
			out.English += " with " + strings.Join(things, " and ")
		}
		break
	}
	return encode(out)
}

// known lists the English of words that a text has, in its order.
func known(words map[string]string, text string) []string {
	at := map[string]int{}
	for w, english := range words {
		if i := strings.Index(text, w); i >= 0 {
			if old, ok := at[english]; !ok || i < old {
				at[english] = i
			}
		}
	}
	return slices.SortedFunc(maps.Keys(at), func(a, b string) int { return at[a] - at[b] })
}
