package deliver_test

import (
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/deliver"
)

func TestWrapBreaksLinesWhereTheScriptDoes(t *testing.T) {
	t.Parallel()
	words := strings.TrimSpace(strings.Repeat("seven12 ", 10)) // 79 columns
	for name, tt := range map[string]struct{ text, first, rest, want string }{
		"short":            {"One line.", "", "", "One line."},
		"nothing":          {"", "- ", "  ", "- "},
		"spaces":           {words, "", "", strings.TrimSpace(strings.Repeat("seven12 ", 9)) + "\nseven12"},
		"a list":           {words, "- ", "  ", "- " + strings.TrimSpace(strings.Repeat("seven12 ", 9)) + "\n  seven12"},
		"a long word":      {"a " + strings.Repeat("x", 80) + " b", "", "", "a\n" + strings.Repeat("x", 80) + "\nb"},
		"accents":          {strings.Repeat("é", 70) + " ééééé é", "", "", strings.Repeat("é", 70) + " ééééé\né"},
		"dashes":           {"a-word " + strings.Repeat("well-known ", 7), "", "", "a-word well-known well-known well-known well-known well-known well-known\nwell-known"},
		"japanese":         {strings.Repeat("日", 40), "", "", strings.Repeat("日", 38) + "\n日日"},
		"a japanese list":  {strings.Repeat("日", 40), "1. ", "   ", "1. " + strings.Repeat("日", 36) + "\n   日日日日"},
		"full stop":        {strings.Repeat("日", 38) + "。次", "", "", strings.Repeat("日", 37) + "\n日。次"},
		"comma":            {strings.Repeat("か", 38) + "、次", "", "", strings.Repeat("か", 37) + "\nか、次"},
		"two marks":        {strings.Repeat("カ", 38) + "」。次", "", "", strings.Repeat("カ", 37) + "\nカ」。次"},
		"long vowel":       {strings.Repeat("カ", 37) + "カーカ", "", "", strings.Repeat("カ", 37) + "\nカーカ"},
		"small kana":       {strings.Repeat("カ", 37) + "しゃ", "", "", strings.Repeat("カ", 37) + "\nしゃ"},
		"middle dot":       {strings.Repeat("カ", 38) + "・カ", "", "", strings.Repeat("カ", 37) + "\nカ・カ"},
		"question mark":    {strings.Repeat("か", 38) + "？次", "", "", strings.Repeat("か", 37) + "\nか？次"},
		"ascii mark":       {strings.Repeat("か", 38) + "!", "", "", strings.Repeat("か", 37) + "\nか!"},
		"opening bracket":  {strings.Repeat("日", 37) + "「次」", "", "", strings.Repeat("日", 37) + "\n「次」"},
		"a latin word":     {strings.Repeat("日", 37) + "PDFを", "", "", strings.Repeat("日", 37) + "\nPDFを"},
		"spaces in it":     {strings.Repeat("日", 30) + " Goodnotes " + strings.Repeat("本", 10), "", "", strings.Repeat("日", 30) + " Goodnotes 本本\n" + strings.Repeat("本", 8)},
		"halfwidth":        {strings.Repeat("ｶ", 77), "", "", strings.Repeat("ｶ", 76) + "\nｶ"},
		"korean at spaces": {strings.Repeat("한", 30) + " " + strings.Repeat("국", 10), "", "", strings.Repeat("한", 30) + "\n" + strings.Repeat("국", 10)},
		"voiced mark":      {strings.Repeat("日", 38) + "\u3099次", "", "", strings.Repeat("日", 37) + "\n日\u3099次"},
	} {
		got := deliver.Wrap(tt.text, tt.first, tt.rest)
		if got != tt.want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, tt.want)
		}
	}
}

func TestWidthCountsColumns(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]int{"": 0, "abc": 3, "é": 1, "日本": 4, "カー。": 6, "ｶ": 1, "한": 2, "אב": 2, "Ａ": 2} {
		if got := deliver.Width(s); got != want {
			t.Errorf("%q: got %d, want %d", s, got, want)
		}
	}
}
