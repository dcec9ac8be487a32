package quality

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// statement is something true about the files that a buyer has to be told.
type statement struct {
	id, says string
	words    []string // one of them, in lower case, is in every text that makes it
	pattern  *regexp.Regexp
}

var (
	saysLinks    = regexp.MustCompile(`(internal links|hyperlink|links are followed|linked pdf)`)
	saysSync     = regexp.MustCompile(`no calendar sync|(does not|doesn['’]t|no|not|nothing|neither|without) [^.]{0,40}\bsync|no sync`)
	saysApp      = regexp.MustCompile(`apps? (is|are) not included|(not|no|without) [^.]{0,40}\bapp\b|needs? an? [^.]{0,60}\bapp\b|\bin an app\b|annotation apps?|no app comes|app is sold by others`)
	saysPaste    = regexp.MustCompile(`paste[^.]{0,60}(assistant|chat)`)
	saysVary     = regexp.MustCompile(`(results|answers) (vary|differ|depend)`)
	saysAffil    = regexp.MustCompile(`not affiliated|no affiliation|not connected (to|with)`)
	saysLicence  = regexp.MustCompile(`(personal|commercial|team) (use )?licen[cs]e|licen[cs]e|personal use`)
	saysRefund   = regexp.MustCompile(`refund|money back`)
	saysDigital  = regexp.MustCompile(`digital (product|download|file|goods)|no physical|nothing is (sent|shipped|posted)|download`)
	saysResale   = regexp.MustCompile(`(resale|resell|re-sell|sell (it|them|the files))`)
	saysOpenWith = regexp.MustCompile(`(goodnotes|notability|noteshelf|xodo|pdf app|pdf reader|text editor|spreadsheet)`)
)

// known lists the statements; every one holds of all our files of its kind.
func known() []statement {
	return []statement{
		{"links", "the planner is a PDF with internal links", []string{"link"}, saysLinks},
		{"no-sync", "there is no calendar sync", []string{"sync"}, saysSync},
		{"no-app", "no app is included", []string{"app"}, saysApp},
		{"paste", "the prompts are plain text to paste into an assistant", []string{"paste"}, saysPaste},
		{"vary", "results vary", []string{"results vary", "results differ", "results depend", "answers vary", "answers differ", "answers depend"}, saysVary},
		{"not-affiliated", "there is no affiliation with the makers of assistants", []string{"affiliat", "not connected"}, saysAffil},
		{"licence", "what the licence allows", []string{"licen", "personal use"}, saysLicence},
		{"no-resale", "the files may not be sold on", []string{"resale", "sell"}, saysResale},
		{"refund", "what happens when a file is faulty", []string{"refund", "money back"}, saysRefund},
		{"digital", "it is a download", []string{"digital", "physical", "nothing is", "download"}, saysDigital},
		{"opens-with", "what opens the files", []string{"goodnotes", "notability", "noteshelf", "xodo", "pdf app", "pdf reader", "text editor", "spreadsheet"}, saysOpenWith},
	}
}

// statements returns the ids of those that a text makes.
func statements(text string) []string {
	text = strings.ToLower(oneLine(text)) // lines may break anywhere
	var all []string
	for _, s := range known() {
		if s.made(text) {
			all = append(all, s.id)
		}
	}
	return all
}

// oneLine puts a single space wherever a text has white space.
func oneLine(text string) string {
	out := make([]byte, 0, len(text))
	gap := false
	for i := 0; i < len(text); {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		if unicode.IsSpace(r) {
			gap = true
		} else {
			if gap && len(out) > 0 {
				out = append(out, ' ')
			}
			gap = false
			out = append(out, text[i:i+n]...)
		}
		i += n
	}
	return string(out)
}

// around is how far from one of its words a statement reaches, in bytes.
const around = 160

// made reports whether a text in lower case makes the statement. The pattern is
// tried round its words only: most of a library has none of them.
func (s statement) made(text string) bool {
	for _, w := range s.words {
		for at := 0; ; {
			i := strings.Index(text[at:], w)
			if i < 0 {
				break
			}
			at += i
			from, to := max(0, at-around), min(len(text), at+len(w)+around)
			if stands(text, at, w) && s.pattern.MatchString(text[from:to]) {
				return true
			}
			at += len(w)
		}
	}
	return false
}

// stands leaves out "app" in other words, such as "approach" and "happen", of
// which texts are full.
func stands(text string, at int, word string) bool {
	if word != "app" {
		return true
	}
	letter := func(i int) bool { return i >= 0 && i < len(text) && text[i] >= 'a' && text[i] <= 'z' }
	end := at + len(word)
	if end < len(text) && text[end] == 's' {
		end++
	}
	return !letter(at-1) && !letter(end)
}
