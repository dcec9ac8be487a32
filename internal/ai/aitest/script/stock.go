package script

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// stock is the phrases of a language that answers are put together from. Slots
// are {noun}, {other} (another noun), {time}, {aim} and {blanks}.
type stock struct {
	Nouns []struct {
		Say string
		Of  []string // words of a brief that it is about; the nouns without are for anyone
	}
	Times    []string
	Aims     []string
	Titles   []string
	Texts    map[string][]string // by the name of the text, "text" for any other; longest first
	Roles    []string
	Contexts []string
	Tasks    []string
	Rules    []string
	Checks   []string
	Heads    struct{ Context, Task, Rules, Check string }
	Examples []string
	Labels   map[string]string // short English labels
	Pool     []string          // any other label
	Question []string          `json:"questions"`

	Voice      []string
	Focus      []string
	Taglines   []string
	Outcomes   []string
	Situations []string
	FAQ        []question

	Form  string   // what stands before the form of an answer
	Forms []string // of answers

	// Briefs are words of a creator's sentence, in small letters, and their English.
	Briefs struct{ People, Things map[string]string }
}

// pen is the writing of one answer in a language.
type pen struct {
	*stock
	rng   *rand.Rand
	nouns []string // those of the brief first
	own   int      // how many of them are of the brief
}

func (s *stock) pen(q *about, texts ...string) *pen {
	p := &pen{stock: s, rng: dice(append([]string{q.head}, texts...)...)}
	var others []string
	for _, n := range s.Nouns {
		if slices.ContainsFunc(n.Of, func(w string) bool { return q.words[w] || q.words[w+"s"] }) {
			p.nouns = append(p.nouns, n.Say)
		} else {
			others = append(others, n.Say)
		}
	}
	p.own = len(p.nouns)
	p.nouns = append(p.nouns, others...)
	return p
}

func one[T any](rng *rand.Rand, all []T) T { return all[rng.IntN(len(all))] }

// noun returns one of the nouns, every other time one of the brief.
func (p *pen) noun() string {
	if p.own > 0 && p.rng.IntN(2) == 0 {
		return one(p.rng, p.nouns[:p.own])
	}
	return one(p.rng, p.nouns)
}

// fill puts words into a phrase.
func (p *pen) fill(phrase string) string {
	noun := p.noun()
	other := p.noun()
	for other == noun {
		other = one(p.rng, p.nouns)
	}
	return capital(strings.NewReplacer("{noun}", noun, "{other}", other, "{time}", one(p.rng, p.Times), "{aim}", one(p.rng, p.Aims)).Replace(phrase))
}

// fitting fills phrases, in any order and with ever other words, until one will do;
// false if none does.
func (p *pen) fitting(phrases []string, ok func(string) bool) (string, bool) {
	const tries = 6
	for range tries {
		for _, k := range p.rng.Perm(len(phrases)) {
			if s := p.fill(phrases[k]); ok(s) {
				return s, true
			}
		}
	}
	return "", false
}

func (s *stock) entry(q *about, was entry, try int) entry {
	p := s.pen(q, encode(was), strings.Repeat("again", try))
	at := place(was.ID) + try*elsewhere
	now := entry{ID: was.ID, Title: p.heading(at), Texts: make([]text, len(was.Texts))}
	labels := at * 7
	if q.english {
		was = p.renamed(was)
	}
	for i, t := range was.Texts {
		switch {
		case !strings.ContainsFunc(t.Value, unicode.IsLetter):
			now.Texts[i] = t
		case t.Name == "prompt":
			now.Texts[i] = text{t.Name, p.prompt(t.Value)}
		case t.Name == "input":
			now.Texts[i] = text{t.Name, p.input(t.Value)}
		case t.Name == "step":
			now.Texts[i] = text{t.Name, p.step(t.Value)}
		case strings.Contains(t.Name, "."):
			now.Texts[i] = text{t.Name, p.label(t.Name, t.Value, &labels)}
		default:
			now.Texts[i] = text{t.Name, p.sentence(t.Name, t.Value)}
		}
	}
	return now
}

// renamed names the blanks of an English prompt in the language, each after a noun
// of its own.
func (p *pen) renamed(was entry) entry {
	all := []string{}
	for _, t := range was.Texts {
		if t.Name == "prompt" {
			all = blanks(t.Value)
		}
	}
	pairs := make([]string, 0, 2*len(all))
	for i, b := range all {
		pairs = append(pairs, b, "["+strings.ToUpper(p.nouns[i%len(p.nouns)])+"]")
	}
	to := strings.NewReplacer(pairs...)
	now := entry{ID: was.ID, Title: was.Title, Texts: slices.Clone(was.Texts)}
	for i := range now.Texts {
		now.Texts[i].Value = to.Replace(now.Texts[i].Value)
	}
	return now
}

// elsewhere is beyond the numbers of a product: a title that was not taken is not
// put in the place of another's.
const elsewhere = 300

// place is the number in an id: entries of other numbers get other titles.
func place(id string) int {
	digits := strings.TrimLeftFunc(id, func(r rune) bool { return !unicode.IsDigit(r) })
	n, err := strconv.Atoi(digits)
	if err != nil || n < 0 || n > 1<<20 {
		return dice(id).IntN(1 << 10)
	}
	return n
}

// heading gives each number a noun and a time of its own.
func (p *pen) heading(at int) string {
	n := len(p.nouns)
	return capital(strings.NewReplacer("{noun}", p.nouns[at%n], "{time}", p.Times[(at/n+at)%len(p.Times)]).Replace(p.Titles[at%len(p.Titles)]))
}

func (p *pen) sentence(name, was string) string {
	phrases := p.Texts[name]
	if phrases == nil {
		phrases = p.Texts["text"]
	}
	ok := func(s string) bool { return fits(name, was, s) }
	if s, found := p.fitting(phrases, ok); found {
		return s
	}
	if s, found := p.fitting(p.Texts["text"], ok); found {
		return s
	}
	return was
}

func (p *pen) input(was string) string {
	mark := blank.FindString(was)
	if s, ok := p.fitting(p.Examples, func(s string) bool { return fits("input", was, mark+" "+s) }); ok && mark != "" {
		return mark + " " + s
	}
	return was
}

// step keeps the number of a prompt that it begins with, and hands over something
// if its draft does.
func (p *pen) step(was string) string {
	number, _, _ := strings.Cut(was, " ")
	now := p.sentence("step", was)
	if strings.HasPrefix(number, "P") && strings.ContainsAny(number, "0123456789") {
		now = number + " " + now
	}
	if strings.Contains(was, pass) {
		now += " " + pass + " " + p.noun() + "."
	}
	return now
}

// pass stands in a step before what is handed over.
const pass = "Hand over:"

// label words a text on a page: known ones as they are called in the language,
// others from the pool, in turn, so that pages differ.
func (p *pen) label(place, was string, at *int) string {
	if now := p.Labels[was]; now != "" {
		return now
	}
	if strings.HasSuffix(was, "?") {
		if s, ok := p.fitting(p.Question, func(s string) bool { return fits(place, was, s) }); ok {
			return s
		}
	}
	for range p.Pool {
		*at++
		if now := p.Pool[*at%len(p.Pool)]; fits(place, was, now) {
			return now
		}
	}
	return was
}

// leastRules is how many rules a prompt gets, if its draft has as many.
const leastRules = 3

// prompt writes a prompt around the blanks and the form of its draft.
func (p *pen) prompt(was string) string {
	role := p.fill(one(p.rng, p.Roles))
	// The blanks stand in a list, so that the sentence around them need not bend.
	context := strings.ReplaceAll(p.fill(one(p.rng, p.Contexts)), "{blanks}", strings.Join(blanks(was), ", "))
	lines := []string{role, p.Heads.Context + ": " + context, p.Heads.Task + ": " + p.fill(one(p.rng, p.Tasks)), p.Heads.Rules + ":"}
	for _, k := range p.rng.Perm(len(p.Rules))[:min(leastRules, len(p.Rules))] {
		lines = append(lines, "- "+p.fill(p.Rules[k]))
	}
	if strings.Contains(was, form) || strings.Contains(was, p.Form) {
		lines = append(lines, p.Form+": "+one(p.rng, p.Forms))
	}
	lines = append(lines, p.Heads.Check+": "+p.fill(one(p.rng, p.Checks)))
	if now := strings.Join(lines, "\n"); fits("prompt", was, now) {
		return now
	}
	return was
}

// brief keeps to the nouns of the brief, if there are two.
func (p *pen) brief() *pen {
	if p.own > 1 {
		p.nouns = p.nouns[:p.own]
	}
	return p
}

func (s *stock) outline(q *about) outline {
	p := s.pen(q, "outline").brief()
	out := outline{Voice: p.fill(one(p.rng, p.Voice)), Focus: []focus{}}
	for _, id := range q.sections {
		out.Focus = append(out.Focus, focus{id, p.fill(one(p.rng, p.Focus))})
	}
	return out
}

func (s *stock) listing(q *about) listing {
	p := s.pen(q, "listing").brief()
	first := func(phrases []string, least, most int) string {
		text, _ := p.fitting(phrases, func(s string) bool { return between(s, least, most) })
		return text
	}
	out := listing{
		Tagline: first(p.Taglines, taglineLeast, taglineMost), Outcome: first(p.Outcomes, outcomeLeast, outcomeMost),
		Situation: first(p.Situations, situationLeast, situationMost), FAQ: []question{},
	}
	for _, f := range p.FAQ {
		one := question{first([]string{f.Question}, askLeast, askMost), first([]string{f.Answer}, answerLeast, answerMost)}
		if len(out.FAQ) < 2 && one.Question != "" && one.Answer != "" {
			out.FAQ = append(out.FAQ, one)
		}
	}
	return out
}
