// Package script answers questions the way a language model would, for the
// provider of package aitest: for the brief that stands in the question, in its
// language, with everything kept that the question says must stay. No model is
// behind it; the answer follows from the question alone, so that a trial or a test
// gives the same product every time.
//
// English drafts are reworded sentence by sentence, with the words of the people's
// days put in; German, Japanese and Arabic answers are put together from a stock
// of phrases. Any other language is answered in English.
package script

import (
	"embed"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math/rand/v2"

	"github.com/gumgenie/gumgenie/internal/ai/aitest"
)

//go:embed data/*.json
var data embed.FS

// Writer answers. It is read-only and safe for concurrent use.
type Writer struct {
	fallback *english
	stocks   map[string]*stock // by language
}

// New reads the phrases. It panics when they cannot be read, which is a defect of
// this package.
func New() *Writer {
	w := &Writer{fallback: newEnglish(), stocks: map[string]*stock{}}
	for _, language := range []string{"de", "ja", "ar"} {
		s := &stock{}
		load(language, s)
		w.stocks[language] = s
	}
	return w
}

func load(name string, into any) {
	raw, err := data.ReadFile("data/" + name + ".json")
	if err == nil {
		err = json.Unmarshal(raw, into)
	}
	if err != nil {
		panic(fmt.Sprintf("script: the phrases of %q: %v", name, err))
	}
}

// tongue words answers in one language.
type tongue interface {
	// entry writes an entry anew. try is 0 unless a version was not taken.
	entry(q *about, e entry, try int) entry
	// changed does with a text what c says, which is expand or tone.
	changed(q *about, c change, t text) string
	outline(q *about) outline
	listing(q *about) listing
}

// Answer answers a call, for aitest.Server. "" leaves it to the server: the
// question is none that GumGenie asks.
func (w *Writer) Answer(c aitest.Call) string {
	q := read(c.Prompt)
	in := w.tongue(q.language)
	switch asks(c.Schema) {
	case "entries":
		drafts, ok := drafts(c.Prompt)
		if !ok {
			return ""
		}
		out := struct {
			Entries []entry `json:"entries"`
		}{make([]entry, len(drafts))}
		what, into := wish(c.Prompt)
		if what == translate {
			in = w.tongue(into)
		}
		for i, e := range drafts {
			out.Entries[i] = w.changed(in, &q, what, e, q.refused[e.ID])
		}
		return encode(out)
	case "outline":
		return encode(in.outline(&q))
	case "listing":
		return encode(in.listing(&q))
	case "phrases":
		return w.phrases(c.Prompt)
	case "english":
		return w.english(c.Prompt)
	}
	return ""
}

// tongue returns the language of a tag, English for one that has no stock.
func (w *Writer) tongue(tag string) tongue {
	if s, ok := w.stocks[tag]; ok {
		return s
	}
	return w.fallback
}

// asks says what a schema asks for, "" if it is none of what is known.
func asks(schema []byte) string {
	var s struct {
		Properties map[string]any
		Required   []string
	}
	if json.Unmarshal(schema, &s) != nil {
		return ""
	}
	has := func(names ...string) bool {
		for _, n := range names {
			if s.Properties[n] == nil {
				return false
			}
		}
		return true
	}
	switch {
	case has("entries"):
		return "entries"
	case has("voice", "focus"):
		return "outline"
	case has("phrases"):
		return "phrases"
	case has("english"):
		return "english"
	case has("tagline", "outcome", "situation", "faq"):
		return "listing"
	}
	return ""
}

// Shapes of the answers.
type (
	entry struct {
		ID    string `json:"id"`
		Title string `json:"title"`
		Texts []text `json:"texts"`
	}
	text struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	outline struct {
		Voice string  `json:"voice"`
		Focus []focus `json:"focus"`
	}
	focus struct {
		Section string `json:"section"`
		Focus   string `json:"focus"`
	}
	listing struct {
		Tagline   string     `json:"tagline"`
		Outcome   string     `json:"outcome"`
		Situation string     `json:"situation"`
		FAQ       []question `json:"faq"`
	}
	question struct {
		Question string `json:"question"`
		Answer   string `json:"answer"`
	}
)

func encode(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(err) // texts can be encoded
	}
	return string(raw)
}

// dice are thrown by some texts: the same texts throw the same.
func dice(texts ...string) *rand.Rand {
	h := fnv.New64a()
	for _, t := range texts {
		_, _ = h.Write([]byte(t))
		_, _ = h.Write([]byte{0})
	}
	return rand.New(rand.NewPCG(h.Sum64(), 1)) //nolint:gosec // no secret
}

// About says in a few words what a call asks for.
func About(c aitest.Call) string {
	switch kind := asks(c.Schema); kind {
	case "entries":
		all, _ := drafts(c.Prompt)
		if len(all) == 1 {
			return "1 entry"
		}
		return fmt.Sprintf("%d entries", len(all))
	case "":
		if c.Schema != nil {
			return "some JSON"
		}
		return "plain text"
	default:
		return kind
	}
}
