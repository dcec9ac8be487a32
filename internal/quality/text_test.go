package quality_test

import (
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/quality"
)

func TestLeftovers(t *testing.T) {
	t.Parallel()
	tests := map[string]string{ // text: what is left over, "" = nothing
		"As an AI language model, I cannot know.": "As an AI language model",
		"I'm sorry, but that is not possible.":    "I'm sorry, but",
		"Sure! Here is your plan.":                "Sure! Here is",
		"I hope this helps!":                      "hope this helps",
		"Made for {{whos}}.":                      "{{",
		"Made for ${who}.":                        "${",
		"Words such as {terms}.":                  "{terms}",
		"Lorem ipsum dolor":                       "Lorem ipsum",
		"TODO: write this":                        "TODO",
		"[insert the name here]":                  "[insert the name here]",
		"[Your name]":                             "[Your name]",
		"Add an image here":                       "Add an image here",
		"[object Object]":                         "[object Object]",
		"The total is NaN":                        "NaN",
		"undefined":                               "undefined",
		"Pages: %!d(string=x)":                    "%!d(",
		"Tom &amp; Jerry":                         "&amp;",
		"A list of ()":                            "()",
		"Fill in [].":                             "[]",
		"What would it be like as an air traffic controller?":  "",
		"Plan [MY WEEK] round [FIXED BLOCKS, WITH TIMES].":     "",
		"- [ ] one\n- [x] two":                                 "",
		"Open prompts[].prompt in an editor, or call f().":     "",
		"[Your voice](#your-voice)":                            "",
		"Leave it undefined until the client decides.":         "",
		"A quarter is 25 % and costs $5 & postage.":            "",
		"See the example here, there and anywhere.":            "",
		"Score (0 = no, 1 = partly).":                          "",
		"To-do list; nothing is to be determined by the boss.": "",
	}
	for text, want := range tests {
		if got := quality.Leftover(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// All that the pattern has in words is found without trying it on every text,
// in any case and between other words.
func TestEveryLeftoverInWordsIsFound(t *testing.T) {
	t.Parallel()
	of := func(parts ...[]string) []string {
		all := []string{""}
		for _, p := range parts {
			var more []string
			for _, a := range all {
				for _, b := range p {
					more = append(more, a+b)
				}
			}
			all = more
		}
		return all
	}
	one := func(s ...string) []string { return s }
	var all []string
	for _, more := range [][]string{
		of(one("as a ", "as an "), one("ai", "a.i.", "artificial intelligence", "language model", "large language model")),
		of(one("as of my "), one("last", "knowledge")),
		of(one("I am ", "I'm "), one("sorry but", "sorry, but")),
		of(one("I cannot ", "I can't "), one("fulfil", "assist", "help with that")),
		of(one("sure", "certainly", "of course"), one(", here", "! here"), one("'s", " is", " are")),
		of(one("here is ", "here's "), one("the ", "your ", "a "), one("revised", "updated", "rewritten")),
		of(one("add ", "add a ", "add an "), one("image here", "picture here", "screenshot here")),
		one("hope this helps", "lorem ipsum", "dolor sit amet", "placeholder text"),
	} {
		all = append(all, more...)
	}
	for _, want := range all {
		for _, say := range []string{want, strings.ToUpper(want), strings.ToUpper(want[:1]) + want[1:]} {
			text := "Write to the client as you would to a friend here. " + say + " and more of it."
			if got := quality.Leftover(text); !strings.HasPrefix(got, say) {
				t.Errorf("%q: got %q, want %q", text, got, say)
			}
		}
	}
	if len(all) < 60 {
		t.Errorf("%d leftovers were tried, want all", len(all))
	}
}

func TestDoubledWords(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"Open the the file":        "the",
		"open The\nthe file":       "",
		"She had had enough of it": "",
		"7 7 and W W W":            "",
		"a day, day in, day out":   "",
		"to to":                    "to",
		"":                         "",
	}
	for text, want := range tests {
		if got := quality.Doubled(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestStatementsAreFoundInOtherWords(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		id   string
		text []string
		not  []string
	}{
		"no calendar sync": {"no-sync",
			[]string{"No calendar sync, no reminders.", "It does not sync with a\ncalendar.", "There is no\nsync."},
			[]string{"It syncs with your calendar.", "Calendar sync included."}},
		"paste": {"paste",
			[]string{"Plain text; paste into any chat assistant that accepts text."},
			[]string{"Works with all models."}},
		"results vary": {"vary", []string{"Results vary by model."}, []string{"Always perfect results."}},
		"affiliation":  {"not-affiliated", []string{"Not affiliated with OpenAI, Anthropic or Google."}, []string{"Made with our partners."}},
		"resale":       {"no-resale", []string{"No resale of the files."}, []string{"For sale in the shop."}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, s := range tt.text {
				if !has(quality.Statements(s), tt.id) {
					t.Errorf("%q: %s is not found", s, tt.id)
				}
			}
			for _, s := range tt.not {
				if has(quality.Statements(s), tt.id) {
					t.Errorf("%q: %s is found", s, tt.id)
				}
			}
		})
	}
}

func has(all []string, one string) bool {
	for _, a := range all {
		if a == one {
			return true
		}
	}
	return false
}
