package local

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/gumgenie/gumgenie/internal/ai"
)

var _ ai.Editor = (*Writer)(nil)

// Edit works on a text by rule: it mends spaces, doubled words, capitals and full
// stops; shortens by what stands in brackets and by sentences from the end; and
// opens or closes contractions for a formal or a friendly tone. Writing anew,
// saying more and translating need a model: it reports false.
func (w *Writer) Edit(text string, how ai.How) (string, bool) {
	switch how.Action {
	case ai.Fix:
		return mend(text), true
	case ai.Shorten:
		return shorten(text), true
	case ai.SetTone:
		switch tone := strings.ToLower(how.Tone); {
		case strings.Contains(tone, "formal") && !strings.Contains(tone, "informal"):
			return swap(text, contractions()), true
		case strings.Contains(tone, "friendly"), strings.Contains(tone, "casual"), strings.Contains(tone, "informal"):
			return swap(text, reversed(contractions())), true
		}
	}
	return "", false
}

var (
	spaces      = regexp.MustCompile(`[ \t]+`)
	beforeStop  = regexp.MustCompile(` +([,.;:!?])`)
	afterStop   = regexp.MustCompile(`([a-z]{2}[,;!?])([A-Za-z])`)
	inBrackets  = regexp.MustCompile(` ?\([^()\[\]]*\)`)
	sentenceEnd = regexp.MustCompile(`[.!?]["”’)]?(?:\s+|$)`)
)

// mend tidies each line.
func mend(text string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		l = strings.TrimRight(spaces.ReplaceAllString(l, " "), " ")
		l = beforeStop.ReplaceAllString(l, "$1")
		l = afterStop.ReplaceAllString(l, "$1 $2")
		lines[i] = capital(undouble(l))
	}
	return strings.Join(lines, "\n")
}

// undouble takes out a word that stands twice in a row.
func undouble(line string) string {
	words := strings.Split(line, " ")
	out := words[:0]
	for _, w := range words {
		if n := len(out); n > 0 && strings.EqualFold(out[n-1], w) && lower(w) && !twice(w) {
			continue
		}
		out = append(out, w)
	}
	return strings.Join(out, " ")
}

func lower(w string) bool {
	for _, r := range w {
		if !unicode.IsLower(r) {
			return false
		}
	}
	return w != ""
}

// twice reports words that may rightly stand twice: "what she had had".
func twice(w string) bool { return w == "had" || w == "that" }

// capital begins each sentence of prose with a capital letter. A label of one or
// two words, or what begins with a bullet or a number, stays.
func capital(line string) string {
	if !sentenceEnd.MatchString(line) {
		return line
	}
	r := []rune(line)
	start := true
	for i, c := range r {
		switch {
		case start && unicode.IsLower(c):
			r[i], start = unicode.ToUpper(c), false
		case unicode.IsLetter(c) || unicode.IsDigit(c):
			start = false
		case (c == '.' || c == '!' || c == '?') && i+1 < len(r) && r[i+1] == ' ' && !abbreviation(string(r[max(0, i-4):i+1])):
			start = true
		}
	}
	return string(r)
}

func abbreviation(tail string) bool {
	for _, a := range []string{"e.g.", "i.e.", "etc.", "vs.", "Dr.", "Mr.", "Ms.", "no.", "No."} {
		if strings.HasSuffix(tail, a) {
			return true
		}
	}
	return false
}

// shorten leaves out what stands in brackets, and in paragraphs of three
// sentences or more the last of those without a blank, until about two thirds
// are left. The lines of a prompt that say what to answer stay.
func shorten(text string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, "Answer as:") {
			continue
		}
		most := 2 * len(l) / 3
		l = inBrackets.ReplaceAllString(l, "")
		parts := sentences(l)
		for len(parts) > 2 && len(strings.Join(parts, "")) > most {
			at := -1
			for k := len(parts) - 1; k > 0; k-- {
				if !strings.Contains(parts[k], "[") {
					at = k
					break
				}
			}
			if at < 0 {
				break
			}
			parts = append(parts[:at:at], parts[at+1:]...)
		}
		lines[i] = strings.TrimSpace(strings.Join(parts, ""))
	}
	return strings.Join(lines, "\n")
}

// sentences cuts a line after each sentence.
func sentences(line string) []string {
	var all []string
	from := 0
	for _, at := range sentenceEnd.FindAllStringIndex(line, -1) {
		if abbreviation(strings.TrimSpace(line[max(0, at[0]-4):at[1]])) {
			continue
		}
		all = append(all, line[from:at[1]])
		from = at[1]
	}
	if from < len(line) {
		all = append(all, line[from:])
	}
	return all
}

// contractions pairs short forms with the full ones.
func contractions() [][2]string {
	return [][2]string{
		{"don't", "do not"}, {"doesn't", "does not"}, {"didn't", "did not"}, {"can't", "cannot"}, {"won't", "will not"}, {"isn't", "is not"},
		{"aren't", "are not"}, {"wasn't", "was not"}, {"weren't", "were not"}, {"haven't", "have not"}, {"hasn't", "has not"}, {"hadn't", "had not"},
		{"wouldn't", "would not"}, {"shouldn't", "should not"}, {"couldn't", "could not"}, {"I'm", "I am"}, {"you're", "you are"}, {"we're", "we are"},
		{"they're", "they are"}, {"I've", "I have"}, {"you've", "you have"}, {"we've", "we have"}, {"they've", "they have"}, {"I'll", "I will"},
		{"you'll", "you will"}, {"we'll", "we will"}, {"it'll", "it will"}, {"that's", "that is"}, {"it's", "it is"}, {"there's", "there is"}, {"let's", "let us"},
	}
}

func reversed(pairs [][2]string) [][2]string {
	out := make([][2]string, len(pairs))
	for i, p := range pairs {
		out[i] = [2]string{p[1], p[0]}
	}
	return out
}

// swap puts the second of each pair in the place of the first, keeping a capital
// at the beginning.
func swap(text string, pairs [][2]string) string {
	text = strings.ReplaceAll(text, "’", "'")
	for _, p := range pairs {
		re := regexp.MustCompile(`(?i)\b` + regexp.QuoteMeta(p[0]) + `\b`)
		text = re.ReplaceAllStringFunc(text, func(found string) string {
			if r := []rune(found); unicode.IsUpper(r[0]) && p[1] != "" {
				return strings.ToUpper(p[1][:1]) + p[1][1:]
			}
			return p[1]
		})
	}
	return text
}
