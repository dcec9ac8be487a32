package ai_test

import (
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/gumgenie/gumgenie/internal/ai"
)

// texts draws texts of few letters, with white space of all kinds, so that two of
// them are often alike.
func texts() *rapid.Generator[string] {
	return rapid.StringOfN(rapid.SampledFrom([]rune("ab \t\n\r日")), 0, 8, -1)
}

// questions draws questions.
func questions(t *rapid.T) ai.Question {
	q := ai.Question{
		Purpose: rapid.SampledFrom([]string{"", "section"}).Draw(t, "purpose"), System: texts().Draw(t, "system"), Prompt: texts().Draw(t, "prompt"),
		MaxTokens: rapid.SampledFrom([]int{0, 1, 100}).Draw(t, "most"),
		Version:   rapid.SampledFrom([]string{"", "a", "ab"}).Draw(t, "version"), Owner: rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "owner"),
		Schema: json.RawMessage(rapid.SampledFrom([]string{"", "null", "{}", `{"a":1}`, `{"a":1.0}`, `{"a":[1,2]}`, `{"a":[2,1]}`, `{"a`}).Draw(t, "schema")),
	}
	if rapid.Bool().Draw(t, "has temperature") {
		v := rapid.SampledFrom([]float64{0, 0.5, 2}).Draw(t, "temperature")
		q.Temperature = &v
	}
	if rapid.Bool().Draw(t, "has seed") {
		v := rapid.Int64Range(-1, 1).Draw(t, "seed")
		q.Seed = &v
	}
	return q
}

// meaning is what a question means, compared in a way of its own: the test's idea
// of when two questions are one.
func meaning(q ai.Question) string {
	tidy := func(s string) string {
		lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
		for i := range lines {
			lines[i] = strings.TrimRight(lines[i], " \t\r")
		}
		return strings.TrimRight(strings.Join(lines, "\n"), "\n")
	}
	raw, err := json.Marshal([]any{q.Purpose, tidy(q.System), tidy(q.Prompt), string(q.Schema), q.MaxTokens, q.Temperature, q.Seed, q.Version, q.Owner})
	if err != nil {
		panic(err)
	}
	return string(raw)
}

func TestKeysAreEqualWhenQuestionsAre(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b := questions(t), questions(t)
		if rapid.Bool().Draw(t, "alike") { // else two of them are seldom one
			b = a
			b.Prompt = strings.ReplaceAll(a.Prompt, "\n", " \t\r\n") + rapid.SampledFrom([]string{"", " ", "\n", "\r\n\r\n", " \t"}).Draw(t, "end")
		}
		if got, want := ai.KeyOf("m", a) == ai.KeyOf("m", b), meaning(a) == meaning(b); got != want {
			t.Fatalf("equal keys: %v, want %v, for\n%s\n%s", got, want, meaning(a), meaning(b))
		}
		if ai.KeyOf("m", a) == ai.KeyOf("n", a) {
			t.Fatal("another model has the same key")
		}
	})
}

// TestTextsDoNotRunIntoEachOther moves the border between fields.
func TestTextsDoNotRunIntoEachOther(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		whole := rapid.StringOfN(rapid.SampledFrom([]rune("ab\x00\x01")), 2, 6, -1).Draw(t, "whole")
		i, j := rapid.IntRange(0, len(whole)).Draw(t, "i"), rapid.IntRange(0, len(whole)).Draw(t, "j")
		for name, cut := range map[string]func(i int) ai.Key{
			"system and prompt": func(i int) ai.Key { return ai.KeyOf("m", ai.Question{System: whole[:i], Prompt: whole[i:]}) },
			"model and version": func(i int) ai.Key { return ai.KeyOf(whole[:i], ai.Question{Version: whole[i:]}) },
			"purpose and owner": func(i int) ai.Key { return ai.KeyOf("m", ai.Question{Purpose: whole[:i], Owner: whole[i:]}) },
		} {
			if (cut(i) == cut(j)) != (i == j) {
				t.Fatalf("%s of %q: cut at %d and at %d, equal keys: %v", name, whole, i, j, i != j)
			}
		}
	})
}

func TestWhatMakesAnotherKey(t *testing.T) {
	t.Parallel()
	base := ai.Question{Purpose: "section", System: "You write.", Prompt: "For nurses.\n- nights", Schema: json.RawMessage(`{"type":"object","properties":{"a":{"type":"string"},"b":{"minimum":1}}}`), Version: "1"}
	zero, minus := 0.0, 0.0
	minus = -minus
	cases := map[string]struct {
		change func(q *ai.Question)
		same   bool
	}{
		"nothing":             {func(*ai.Question) {}, true},
		"lines end otherwise": {func(q *ai.Question) { q.Prompt = "For nurses.\r\n- nights\r\n" }, true},
		"the schema laid out": {func(q *ai.Question) {
			q.Schema = json.RawMessage(" {\"properties\": {\"b\": {\"minimum\": 1},\n \"a\": {\"type\": \"string\"}}, \"type\": \"object\"}")
		}, true},
		"another product":       {func(q *ai.Question) { q.Product = "p" }, true},
		"fresh":                 {func(q *ai.Question) { q.Fresh = true }, true},
		"more asked together":   {func(q *ai.Question) { q.Items = 4 }, true},
		"a line more":           {func(q *ai.Question) { q.Prompt += "\n\n- days" }, false},
		"a space before a line": {func(q *ai.Question) { q.Prompt = "For nurses.\n - nights" }, false},
		"an empty line":         {func(q *ai.Question) { q.Prompt = "For nurses.\n\n- nights" }, false},
		"two spaces inside":     {func(q *ai.Question) { q.Prompt = "For  nurses.\n- nights" }, false},
		"no schema":             {func(q *ai.Question) { q.Schema = nil }, false},
		"a number of the schema": {func(q *ai.Question) {
			q.Schema = json.RawMessage(strings.Replace(string(q.Schema), "1", "2", 1))
		}, false},
		"a temperature":  {func(q *ai.Question) { q.Temperature = &zero }, false},
		"a private text": {func(q *ai.Question) { q.Owner = "me" }, false},
		"a version":      {func(q *ai.Question) { q.Version = "2" }, false},
		"a bound":        {func(q *ai.Question) { q.MaxTokens = 9 }, false},
	}
	for name, c := range cases {
		q := base
		c.change(&q)
		if got := ai.KeyOf("m", q) == ai.KeyOf("m", base); got != c.same {
			t.Errorf("%s: equal keys %v, want %v", name, got, c.same)
		}
	}
	if ai.KeyOf("m", ai.Question{Temperature: &zero}) != ai.KeyOf("m", ai.Question{Temperature: &minus}) {
		t.Error("minus zero is another temperature")
	}
}
