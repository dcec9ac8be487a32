package typeset

import (
	"io/fs"
	"strings"
	"testing"
	"unicode/utf8"
)

// divided writes a word with hyphens where it may be divided.
func divided(h *hyphenator, word string) string {
	var parts []string
	last := 0
	for _, p := range h.points(word) {
		parts = append(parts, word[last:p])
		last = p
	}
	return strings.Join(append(parts, word[last:]), "-")
}

func TestHyphenationPoints(t *testing.T) {
	t.Parallel()
	shelf := &shelf{}
	tests := map[string]map[string]string{
		"en": {
			"hyphenation": "hy-phen-ation", "associate": "as-so-ciate", "table": "table", "project": "project",
			"typesetting": "type-set-ting", "NASA-grade": "NASA-grade", "water2027": "water2027", "Planning": "Plan-ning", "naïveté": "naïveté",
			"Juxtaposed": "Jux-ta-posed", "quizzical": "quizzi-cal",
		},
		"en-GB": {"hyphenation": "hy-phen-ation"},
		"":      {"hyphenation": "hy-phen-ation"},
		"de": {
			"Silbentrennung": "Sil-ben-tren-nung", "Größenordnung": "Grö-ßen-ord-nung", "Übungsaufgabe": "Übungs-auf-ga-be",
			"Äpfel": "Äp-fel", "Donaudampfschifffahrt": "Do-nau-dampf-schiff-fahrt", "Bücherei": "Bü-che-rei", "GmbH": "GmbH",
		},
		"fr":      {"organisation": "or-ga-ni-sa-tion", "l’hébergement": "l’hé-ber-ge-ment", "développement": "dé-ve-lop-pe-ment", "Écologie": "Éco-lo-gie"},
		"es":      {"planificación": "pla-ni-fi-ca-ción", "montaña": "mon-ta-ña", "enfermería": "en-fer-me-ría"},
		"it":      {"organizzazione": "or-ga-niz-za-zio-ne", "quotidiano": "quo-ti-dia-no"},
		"pt-BR":   {"organização": "or-ga-ni-za-ção", "planejamento": "pla-ne-ja-mento"},
		"nl":      {"ziekenhuis": "zie-ken-huis", "planning": "plan-ning"},
		"sv":      {"planering": "pla-ne-ring", "överblick": "över-blick"},
		"nb":      {"sykepleier": "syke-plei-er"},
		"nn":      {"sykepleier": "syke-plei-er"},
		"fi":      {"suunnittelu": "suun-nit-te-lu"},
		"pl":      {"pielęgniarka": "pie-lę-gniar-ka"},
		"ru":      {"планирование": "пла-ни-ро-ва-ние", "Ёжик": "Ёжик"},
		"uk":      {"календар": "ка-лен-дар"},
		"el":      {"προγραμματισμός": "προ-γραμ-μα-τι-σμός"},
		"sr":      {"планирање": "пла-ни-ра-ње"},
		"sr-Latn": {"planiranje": "pla-ni-ra-nje"},
		"tr":      {"İstanbul": "İs-tan-bul"},
		"ar":      {"hyphenation": "hyphenation", "مستشفيات": "مستشفيات"},
		"ja":      {"hyphenation": "hyphenation"},
		"cs":      {"plánování": "plánování"},
		"he":      {"מתכנן": "מתכנן"},
	}
	for lang, words := range tests {
		h := &hyphenator{shelf.of(lang), map[string][]int{}}
		for word, want := range words {
			for range 2 { // the second time it is remembered
				if got := divided(h, word); got != want {
					t.Errorf("%q: %q is divided %q, want %q", lang, word, got, want)
				}
			}
		}
	}
}

// TestEveryFileOfPatternsIsRead finds files that are damaged, and alphabets that
// lack a letter: words with it would never be divided.
func TestEveryFileOfPatternsIsRead(t *testing.T) {
	t.Parallel()
	names, err := fs.Glob(patternFiles, "data/hyph-*.txt")
	if err != nil || len(names) < 30 {
		t.Fatalf("%d files of patterns, %v", len(names), err)
	}
	shelf := &shelf{}
	for _, name := range names {
		lang := strings.TrimSuffix(strings.TrimPrefix(name, "data/hyph-"), ".txt")
		p := shelf.of(lang)
		if p == nil || len(p.levels) < 150 || p.left < 2 || p.left > 3 || p.right < 2 || p.right > 3 {
			t.Errorf("%s: %+v", lang, p)
			continue
		}
		for letters, levels := range p.levels {
			if !utf8.ValidString(letters) || len(levels) != len(letters)+1 || strings.ContainsAny(letters, "{}\\%") {
				t.Errorf("%s: the pattern %q has levels %v", lang, letters, levels)
			}
		}
	}
	for r := 'a'; r <= 'z'; r++ {
		if !shelf.of("en").alphabet[r] || !shelf.of("de").alphabet[r] {
			t.Errorf("English or German lacks %c", r)
		}
	}
}

func TestPunctuationAroundWordsIsLeftOut(t *testing.T) {
	t.Parallel()
	shelf := &shelf{}
	tests := []struct{ lang, token, want string }{
		{"en", "hyphenation,", "hyphenation"}, {"en", "“hyphenation”", "“hyphenation”"}, {"en", "(see).", "(see"},
		{"de", "„Silbentrennung“,", "Silbentrennung"}, {"de", "(Größe)", "Größe"}, {"de", "—", ""}, {"fr", "«\u00a0l’hébergement\u00a0»", "l’hébergement"},
		{"ja", "test.", "test"},
	}
	for _, tt := range tests {
		h := &hyphenator{patterns: shelf.of(tt.lang)}
		from, to := h.core(tt.token)
		if got := tt.token[from:to]; got != tt.want {
			t.Errorf("%s: the word of %q is %q, want %q", tt.lang, tt.token, got, tt.want)
		}
	}
}
