package library_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/product"
)

// TestWordsStandInTheFiles looks for every line of the prose in what a buyer of
// the largest edition gets.
func TestWordsStandInTheFiles(t *testing.T) {
	t.Parallel()
	prose, err := os.ReadFile("words.md")
	if err != nil {
		t.Fatal(err)
	}
	data, _ := files(t, sample(t, "authority-professional"), product.Ultimate)
	var all strings.Builder
	for path, raw := range data {
		if strings.HasSuffix(path, ".pdf") {
			all.WriteString(strings.Join(words(t, raw), ""))
		}
	}
	dashes := strings.NewReplacer("-", "", "\u00ad", "") // a word may be divided at the end of a line
	text := dashes.Replace(all.String())
	if blank := regexp.MustCompile(`\{[a-z]+\}`).FindString(text); blank != "" {
		t.Errorf("the blank %s was not filled", blank)
	}
	marks, split := regexp.MustCompile(`^(##? |> |1\. |- (\[ \] )?|\| )`), regexp.MustCompile(`\{[a-z]+\}| \| | \|$|: `)
	n := 0
	for line := range strings.Lines(string(prose)) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "# ") || strings.HasPrefix(line, "|:") || strings.HasPrefix(line, "|-") {
			continue // names a part, or is the rule of a table
		}
		for _, piece := range split.Split(marks.ReplaceAllString(line, ""), -1) {
			if n++; !strings.Contains(text, dashes.Replace(squeeze(piece))) {
				t.Errorf("no file says %q", piece)
			}
		}
	}
	if n < 200 {
		t.Errorf("words.md has %d pieces: it was not read whole", n)
	}
}
