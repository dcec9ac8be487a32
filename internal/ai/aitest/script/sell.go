package script

import (
	"strings"
)

// Bounds of the words of a sales page, in characters, as the question states them.
const (
	taglineLeast, taglineMost     = 60, 180
	outcomeLeast, outcomeMost     = 40, 150
	situationLeast, situationMost = 60, 280
	askLeast, askMost             = 10, 130
	answerLeast, answerMost       = 10, 400
)

func (e *english) outline(q *about) outline {
	h := e.hand(q, "outline")
	needs := q.needs
	voice, _ := h.filled(h.Voice[h.rng.IntN(len(h.Voice))], "")
	out := outline{Voice: voice, Focus: []focus{}}
	for i, id := range q.sections {
		if len(h.pool) == 0 {
			break
		}
		need := "the rest of the day"
		if len(needs) > 0 {
			need = the(needs[i%len(needs)])
		}
		about, ok := h.filled(h.Focus[(i+h.rng.IntN(len(h.Focus)))%len(h.Focus)], need)
		if ok {
			out.Focus = append(out.Focus, focus{id, capital(strings.ReplaceAll(about, "{n}", need))})
		}
	}
	return out
}

func (e *english) listing(q *about) listing {
	h := e.hand(q, "listing")
	needs := q.spoken()
	n, m := "what keeps coming back", "what must not be forgotten"
	if len(needs) > 1 {
		n, m = needs[0], needs[1]
	}
	fill := func(phrase string) string {
		one, ok := h.filled(phrase, n+m)
		if !ok {
			return ""
		}
		whos := q.whos
		if whos == "" {
			whos = "people with full days"
		}
		return capital(strings.NewReplacer("{title}", q.title, "{whos}", whos, "{n}", the(n), "{m}", the(m)).Replace(one))
	}
	first := func(phrases []string, least, most int) string {
		for _, p := range phrases {
			if s := fill(p); between(s, least, most) {
				return s
			}
		}
		return ""
	}
	out := listing{
		Tagline: first(e.Taglines, taglineLeast, taglineMost), Outcome: first(e.Outcomes, outcomeLeast, outcomeMost),
		Situation: first(e.Situations, situationLeast, situationMost), FAQ: []question{},
	}
	for _, p := range e.FAQ {
		one := question{fill(p.Question), fill(p.Answer)}
		if len(out.FAQ) < 2 && between(one.Question, askLeast, askMost) && between(one.Answer, answerLeast, answerMost) {
			out.FAQ = append(out.FAQ, one)
		}
	}
	return out
}
