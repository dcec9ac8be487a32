package author_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/aitest"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
)

// TestPhrasesAreTakenIfTheySayTheSame lets a model translate phrases well and
// badly: what a phrase must not lose or add decides, since it may stand in a
// licence.
func TestPhrasesAreTakenIfTheySayTheSame(t *testing.T) {
	t.Parallel()
	type form struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	type said struct {
		N     int    `json:"n"`
		Text  string `json:"text"`
		Forms []form `json:"forms"`
	}
	answers := map[string]said{
		"Index":                  {Text: "Index"},
		"%d linked pages":        {Text: "%d pages liées", Forms: []form{{"one", "%d page liée"}, {"never", "x"}}},
		"Write to %s.":           {Text: "Écris à quelqu'un."},                                   // what is filled in is gone
		"No resale of the files": {Text: "Revente permise, voir https://example.com"},            // an address
		"Personal licence":       {Text: "Licence pour 500 personnes"},                           // a number
		"For {whos}":             {Text: "Pour {everyone}"},                                      // another filling
		"Notes":                  {Text: strings.Repeat("des notes sans fin ", 20)},              // far too long
		"Prompts":                {Text: "The world's best-selling prompts"},                     // praise
		"Weeks":                  {Text: ""},                                                     // nothing
		"Days run from %s to %s": {Text: "Les jours vont de %[1]s à %[2]s", Forms: []form{}},     // good
		"Keep it, 100 %% yours":  {Text: "Garde-le, à toi à 100 %%", Forms: []form{{"one", ""}}}, // good
	}
	srv := &aitest.Server{Answer: func(c aitest.Call) string {
		_, raw, ok := strings.Cut(c.Prompt, "\nPhrases:\n")
		if !ok {
			return "{}"
		}
		if !strings.Contains(c.Prompt, "tag fr") {
			t.Errorf("it does not name the language: %s", c.Prompt)
		}
		var in []struct {
			N       int
			English string
		}
		if err := json.Unmarshal([]byte(raw), &in); err != nil {
			t.Error(err)
		}
		out := struct {
			Phrases []said `json:"phrases"`
		}{[]said{{N: 0, Text: "x"}, {N: 99, Text: "x"}}}
		for _, p := range in {
			a := answers[p.English]
			a.N = p.N
			out.Phrases = append(out.Phrases, a)
		}
		reply, err := json.Marshal(out)
		if err != nil {
			t.Error(err)
		}
		return string(reply)
	}}
	d := drafted(t, product.AIPrompts)
	d.Language, d.Part, d.Wanted = "fr", true, func(*product.Item) bool { return false }
	for _, english := range slices.Sorted(maps.Keys(answers)) {
		s := locale.Sentence{English: english}
		if english == "%d linked pages" {
			s.One = "%d linked page"
		}
		d.Phrases = append(d.Phrases, s)
	}
	got := serve(t, srv).Improve(t.Context(), d, func(ai.Progress) {})
	want := []string{"%d linked pages", "Days run from %s to %s", "Index", "Keep it, 100 %% yours"}
	if have := slices.Sorted(maps.Keys(got.Said)); !slices.Equal(have, want) {
		t.Errorf("taken are %q, want %q", have, want)
	}
	if m := got.Said["%d linked pages"]; m.One != "%d page liée" || m.Other != "%d pages liées" {
		t.Errorf("the forms are %+v", m)
	}
}

// TestEnglishOfABrief asks for a brief in English, well and badly answered.
func TestEnglishOfABrief(t *testing.T) {
	t.Parallel()
	for answer, want := range map[string]string{
		`{"english":"Meal planner for\nnurses"}`:                "Meal planner for nurses",
		`{"english":""}`:                                        "",
		`{"english":"` + strings.Repeat("planner ", 100) + `"}`: "",
		`no JSON`: "",
	} {
		a := serve(t, &aitest.Server{Answer: func(c aitest.Call) string {
			if !strings.Contains(c.Prompt, "Essensplaner") {
				t.Errorf("the question lacks the sentence: %s", c.Prompt)
			}
			return answer
		}})
		got, err := a.English(t.Context(), "Essensplaner für Pflegekräfte", "me")
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%.40s: got %q, %v", answer, got, err)
		}
	}
}
