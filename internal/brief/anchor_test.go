package brief_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
)

func TestTheNamedPeopleWinOverWhatTheyWorkWith(t *testing.T) {
	t.Parallel()
	r := brief.NewReader(catalog.New())
	tests := map[string]struct {
		first string // the domain of the people
		not   string // names of parts that must not be matched
		whos  string
	}{
		"Planner for gardeners on heavy clay":         {"growing", "potter", "gardeners on heavy clay"},
		"gardeners in clay pots":                      {"growing", "potter,person with a chronic illness", "gardeners in clay pots"},
		"gardeners who work with heavy clay":          {"growing", "potter", "gardeners who work with heavy clay"},
		"allotment holders on sandy soil":             {"growing", "potter", "allotment holders on sandy soil"},
		"gardeners with greenhouse glass":             {"growing", "glass", "gardeners with greenhouse glass"},
		"house sitters with iron stoves":              {"care", "iron", "house sitters with iron stoves"},
		"walkers in leather boots":                    {"body", "leather", "walkers in leather boots"},
		"hikers in wool socks":                        {"body", "wool,yarn", "hikers in wool socks"},
		"violinists with steel strings":               {"creative", "steel", "violinists with steel strings"},
		"cellists with silk strings":                  {"creative", "silk", "cellists with silk strings"},
		"bakers with stone ovens":                     {"food", "stone", "bakers with stone ovens"},
		"chefs with copper pots":                      {"food", "copper,person with a chronic illness", "chefs with copper pots"},
		"climbers on granite":                         {"body", "granite", "climbers on granite"},
		"divers in cold water":                        {"body", "triathlete", "divers in cold water"},
		"anglers on chalk streams":                    {"play", "chalk", "anglers on chalk streams"},
		"tennis players on clay courts":               {"body", "potter,court", "tennis players on clay courts"},
		"teachers in glass buildings":                 {"teaching", "glass", "teachers in glass buildings"},
		"horse owners with leather saddles":           {"animals", "leather,leather saddles", "horse owners with leather saddles"},
		"drummers with paper skins":                   {"creative", "paper", "drummers with paper skins"},
		"retired couples with wood stoves":            {"self", "woodworker", "retired couples with wood stoves"},
		"electricians with leather gloves":            {"trades", "leather", "electricians with leather gloves"},
		"plumbers who work on farms":                  {"trades", "farmer", "plumbers who work on farms"},
		"caretakers in a mosque":                      {"trades", "Muslim planning Ramadan", "caretakers in a mosque"},
		"photographers of brides":                     {"creative", "engaged couple", "photographers of brides"},
		"accountants for farmers":                     {"office", "farmer", "accountants for farmers"},
		"piano teachers with forty pupils":            {"teaching", "high-school student", "piano teachers with forty pupils"},
		"vet visits log for owners of elderly cats":   {"animals", "vet", "owners of elderly cats"},
		"teachers in China":                           {"teaching", "china", "teachers"},
		"nurses who forget their lunch":               {"care", "forget,blacksmith", "nurses who forget their lunch"},
		"nurses in danger of burning out":             {"care", "dancer,danger", "nurses in danger of burning out"},
		"parish councillors who write the newsletter": {"community", "", "parish councillors who write the newsletter"},
	}
	for text, tt := range tests {
		got := read(t, r, text)
		if got.Domains[0] != tt.first || got.Whos != tt.whos {
			t.Errorf("%s: %v for %q, want %s first, for %q", text, got.Domains, got.Whos, tt.first, tt.whos)
		}
		for _, name := range strings.Split(tt.not, ",") {
			if slices.Contains(got.Selection.Matched, name) {
				t.Errorf("%s: matched %v, want no %s", text, got.Selection.Matched, name)
			}
		}
	}
}

func TestWhatPeopleShapeIsTheirsStill(t *testing.T) {
	t.Parallel()
	r := brief.NewReader(catalog.New())
	tests := map[string]string{ // brief to what must be matched
		"people who work with clay":      "potter",
		"beginners in clay":              "potter",
		"artists working in clay":        "potter",
		"retired men who work with wood": "woodworker",
		"sculptors in wood":              "woodworker",
		"wood merchants":                 "woodworker",
		"gardeners with bees":            "beekeeper",
		"electricians who keep bees":     "beekeeper",
		"families on a farm":             "farmer",
		"lorry drivers with twins":       "parent of twins",
		"chefs in retirement":            "retiree",
		"people with POTS":               "person with a chronic illness",
		"gardeners with clay soil":       "clay soil",
		"guides in castles":              "castles",
	}
	for text, want := range tests {
		if got := read(t, r, text); !slices.Contains(got.Selection.Matched, want) {
			t.Errorf("%s: matched %v, want %s", text, got.Selection.Matched, want)
		}
	}
}

func TestPlainWordsAreNoTypingErrors(t *testing.T) {
	t.Parallel()
	r := brief.NewReader(catalog.New())
	for _, word := range []string{"danger", "hunger", "forget", "spelling", "notice", "bleeding", "prevent", "earnings", "listen", "talked", "ledger", "sowing", "bedding", "attitude"} {
		got := read(t, r, "Planner for nurses and "+word)
		if !strings.Contains(strings.ToLower(got.Whos), word) {
			t.Errorf("%s was taken for another word: %q", word, got.Whos)
		}
	}
}
