package main

import (
	"archive/zip"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/product"
)

const nurses = "Meal and sleep planner for night-shift nurses"

func mini(more ...string) []string {
	return append([]string{nurses, "--category", "digital-planners", "--tier", "mini"}, more...)
}

func TestHelpVersionAndMistakes(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"--help"}, {"generate", "--help"}, {"products", "save", "--help"}} {
		if s := do(t, args...).ok(); !strings.Contains(s.out, "Usage: gumgenie") || s.err != "" {
			t.Errorf("%v: got %q and %q", args, s.out, s.err)
		}
	}
	if s := do(t, "version").ok(); s.out != "gumgenie "+version+"\n" {
		t.Errorf("got %q", s.out)
	}
	for name, args := range map[string][]string{
		"nothing": {}, "an unknown flag": {"--bogus"}, "an unknown command": {"sell"}, "no brief": {"generate"}, "two briefs": {"generate", "a", "b"},
		"a flag without its value": {"generate", "x", "--tier"}, "a negative seed": {"generate", "x", "--seed=-1"}, "a year in words": {"generate", "x", "--year", "next"}, "an unknown shell": {"completion", "csh"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			do(t, args...).fails(exitInput, "gumgenie --help")
		})
	}
}

func TestGenerateEndsWithFolderBundlesAndScore(t *testing.T) {
	t.Parallel()
	data, out := t.TempDir(), filepath.Join(t.TempDir(), "new", "out")
	args := append([]string{"generate", "--data", data, "--out", out}, mini()...)
	s := do(t, args...).ok()
	_, rest, _ := strings.Cut(s.out, "\nFolder: ")
	folder, rest, _ := strings.Cut(rest, "\n")
	files := listing(t, folder)
	if filepath.Dir(folder) != out || len(files) < 10 {
		t.Fatalf("got the folder %q with %d files: %s", folder, len(files), s.out)
	}
	if !strings.Contains(rest, "Score: ") || !strings.Contains(rest, " of 100") {
		t.Errorf("got no score: %s", rest)
	}
	if !strings.Contains(rest, "launch-ready") {
		t.Errorf("got no verdict: %s", rest)
	}
	for _, f := range files {
		if strings.HasSuffix(f, ".zip") && !strings.Contains(rest, filepath.Join(folder, f)) {
			t.Errorf("the bundle %s is not named: %s", f, rest)
		}
	}
	if !strings.Contains(s.err, "6/6 Checking everything") || strings.Contains(s.err, "\x1b") || strings.Contains(s.err, "\r") {
		t.Errorf("got the progress %q", s.err)
	}
	again := do(t, args...).ok()
	if !strings.Contains(again.out, "Folder: "+folder+"-2\n") {
		t.Errorf("a second product: %s", again.out)
	}
	if other := listing(t, folder+"-2"); !slices.Equal(other, files) {
		t.Errorf("got the files %v, want %v", other, files)
	}
}

func TestJSONIsOneEventALineThenTheResult(t *testing.T) {
	t.Parallel()
	data, out := t.TempDir(), t.TempDir()
	s := do(t, append([]string{"generate", "--json", "--data", data, "--out", out}, mini()...)...).ok()
	if s.err != "" {
		t.Errorf("got %q beside the JSON", s.err)
	}
	lines := strings.Split(strings.TrimSpace(s.out), "\n")
	for i, line := range lines[:len(lines)-1] {
		var e product.Event
		if err := json.Unmarshal([]byte(line), &e); err != nil || e.Seq != int64(i+1) || e.Kind == "" {
			t.Errorf("line %d is %q, %v", i+1, line, err)
		}
	}
	f := result(t, s.out)
	p := shown(t, data, f.ID)
	if f.Score != p.Report.Score || f.LaunchReady != p.Report.LaunchReady || f.Why != p.Report.Why || len(f.Tiers) != 1 {
		t.Errorf("got %+v, the product has %+v", f, p.Report)
	}
	if !f.LaunchReady && f.Why == "" {
		t.Error("it is not launch-ready and does not say why")
	}
	for _, o := range f.Tiers {
		if o.Bundle == "" {
			continue
		}
		z, err := zip.OpenReader(filepath.Join(f.Folder, o.Bundle))
		if err != nil {
			t.Fatalf("the bundle %s: %v", o.Bundle, err)
		}
		if len(z.File) == 0 {
			t.Errorf("the bundle %s is empty", o.Bundle)
		}
		z.Close()
	}
}

func TestEveryFlagReachesTheProduct(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	one, two := write(t, "notes, old.md", "# Night snacks\n\nSnacks, snacks and more snacks."), write(t, "page.html", "<h1>Blackout curtains</h1><p>Curtains.</p>")
	p := made(t, data, nurses, "--category", "digital-planners", "--tier", "mini", "--preset", "organized-efficiency", "--palette", "plum", "--language", "en-GB",
		"--currency", "gbp", "--paper", "letter", "--week-start", "sunday", "--year", "2031", "--seed", "18446744073709551615", "--source", one, "--source", two)
	want := product.Request{
		Brief: nurses, Category: product.DigitalPlanners, Tier: product.Mini, Preset: "organized-efficiency", Palette: "plum", Language: "en-GB",
		Currency: "GBP", Paper: "letter", WeekStart: "sunday", Year: 2031, Seed: 1<<64 - 1,
		Sources: []product.Source{{Name: "notes, old.md", Type: "markdown", Text: "# Night snacks\n\nSnacks, snacks and more snacks."}, {Name: "page.html", Type: "html", Text: "<h1>Blackout curtains</h1><p>Curtains.</p>"}},
	}
	if got, want := fmt.Sprintf("%+v", p.Request), fmt.Sprintf("%+v", want); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestTheBriefComesFromTheStandardInput(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	s := typed(t, nurses+"\n", "generate", "-", "--category", "digital-planners", "--tier", "mini", "--json", "--data", data, "--out", t.TempDir()).ok()
	if p := shown(t, data, result(t, s.out).ID); p.Brief != nurses || p.Category != product.DigitalPlanners {
		t.Errorf("got the brief %q in %s", p.Brief, p.Category)
	}
}

// TestCharactersThatATitleLacksAreNamed makes products of briefs whose characters
// the typefaces have, have in part, and that are no letters.
func TestCharactersThatATitleLacksAreNamed(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ brief, title, left string }{
		"accents":       {"Planner for café owners in Málaga", "Café Owners in Málaga", ""},
		"Greek":         {"Planner for learners of Ελληνικά", "Ελληνικά", ""},
		"Hebrew":        {"Planner for teachers of עברית", "עברית", ""},
		"Arabic":        {"Planner for learners of العربية", "العربية", ""},
		"Japanese":      {"Planner for 猫 owners", "猫 Owners", ""},
		"private use":   {"Planner for \ue000 owners of cats", "Owners of Cats", "\ue000"},
		"Thai":          {"Planner for แมว owners", "Owners", "แมว"},
		"an emoji":      {"Planner for bakers \U0001F950", "Bakers", "\U0001F950"},
		"marks, paired": {"Planner for “wild” swimmers", "Wild", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := do(t, "generate", tc.brief, "--category", "digital-planners", "--tier", "mini", "--data", t.TempDir(), "--out", t.TempDir()).ok()
			title, rest, _ := strings.Cut(strings.TrimSpace(s.out), "\n")
			_, left, _ := strings.Cut(rest, "Left out of the title: ")
			left, _, _ = strings.Cut(left, "\n")
			if !strings.Contains(title, tc.title) || left != tc.left {
				t.Errorf("got the title %q without %q, want %q and %q", title, left, tc.title, tc.left)
			}
		})
	}
}

func TestAHostileBriefMakesAnOrdinaryProduct(t *testing.T) {
	t.Parallel()
	out := t.TempDir()
	brief := `=cmd|'/c calc'!A0 prompts for <script>alert(1)</script> beekeepers ../../etc`
	s := do(t, "generate", brief, "--category", "ai-prompts", "--tier", "starter", "--json", "--data", t.TempDir(), "--out", out).ok()
	folder := result(t, s.out).Folder
	if filepath.Dir(folder) != out {
		t.Errorf("the folder is %q, want it in %q", folder, out)
	}
	for _, f := range listing(t, folder) {
		if strings.ContainsAny(f, "<>|='\\ ") || strings.Contains(f, "..") {
			t.Errorf("the file name is %q", f)
		}
	}
}

func TestBadInputIsOneSentence(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	big, binary, blank := write(t, "big.md", strings.Repeat("words ", 100_000)), write(t, "b.md", "caf\xe9"), write(t, "e.md", " \n")
	many := []string{}
	for range 21 {
		many = append(many, "--source", write(t, "s.md", "# Snacks"))
	}
	tests := map[string]struct {
		in, word string
		args     []string
	}{
		"an empty brief":       {"", "sentence", []string{""}},
		"blanks":               {"", "sentence", []string{" \t "}},
		"emoji alone":          {"", "sentence", []string{"🦄🦄"}},
		"not UTF-8":            {"", "UTF-8", []string{"caf\xe9 planner"}},
		"nothing piped":        {"", "sentence", []string{"-"}},
		"a megabyte piped":     {strings.Repeat("nurse ", 300_000), "", []string{"-"}},
		"bytes piped":          {"\xff\xfe\x00", "UTF-8", []string{"-"}},
		"an unknown category":  {"", "ai-prompts", []string{nurses, "--category", "../x"}},
		"an unknown tier":      {"", "mini", []string{nurses, "--tier", "gold"}},
		"a tier of another":    {"", "starter", []string{nurses, "--category", "ai-prompts", "--tier", "mini"}},
		"an unknown preset":    {"", "preset", []string{nurses, "--preset", "x"}},
		"an unknown palette":   {"", "palette", []string{nurses, "--palette", "x"}},
		"an unknown language":  {"", "language", []string{nurses, "--language", "??"}},
		"a language we lack":   {"", "English", []string{nurses, "--language", "de"}},
		"an unknown currency":  {"", "currency", []string{nurses, "--currency", "GUM"}},
		"an unknown paper":     {"", "a4", []string{nurses, "--paper", "a0"}},
		"an unknown week":      {"", "monday", []string{nurses, "--week-start", "friday"}},
		"a year long gone":     {"", "2000", []string{nurses, "--year", "1066"}},
		"a negative year":      {"", "2000", []string{nurses, "--year=-5"}},
		"no such source":       {"", "nowhere.md", []string{nurses, "--source", "nowhere.md"}},
		"a folder as source":   {"", "cannot be read", []string{nurses, "--source", folder}},
		"an endless source":    {"", "400000", []string{nurses, "--source", "/dev/zero"}},
		"a source too large":   {"", "400000", []string{nurses, "--source", big}},
		"a source not UTF-8":   {"", "UTF-8", []string{nurses, "--source", binary}},
		"an empty source":      {"", "empty", []string{nurses, "--source", blank}},
		"too many sources":     {"", "20", append([]string{nurses}, many...)},
		"a file for a folder":  {"", "--out", []string{nurses, "--out", big}},
		"a folder in a file":   {"", "--out", []string{nurses, "--out", filepath.Join(big, "x")}},
		"a folder of no write": {"", "--out", []string{nurses, "--out", "/proc/nowhere"}},
		"no room for names":    {"", "--out", []string{nurses, "--out", "/sys"}},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			args := append([]string{"generate", "--data", t.TempDir()}, tc.args...)
			if !slices.Contains(args, "--out") {
				args = append(args, "--out", t.TempDir())
			}
			s := typed(t, tc.in, args...)
			s.fails(exitInput, tc.word)
			if len(s.err) > 1000 {
				t.Errorf("the sentence has %d bytes", len(s.err))
			}
		})
	}
}

// TestLargeSourcesWorkOrAreRefusedClearly takes as many and as large sources as
// may be, more than one request to the interface carries.
func TestLargeSourcesWorkOrAreRefusedClearly(t *testing.T) {
	t.Parallel()
	args := append([]string{"generate", "--data", t.TempDir(), "--out", t.TempDir()}, mini()...)
	for i := range 20 {
		args = append(args, "--source", write(t, fmt.Sprintf("%d.md", i), strings.Repeat("# Night snacks\n\nSome \"words\" here.\n", 11_300)))
	}
	if s := do(t, args...); s.code == exitOK {
		s.ok()
	} else {
		s.fails(exitInput, "bytes")
	}
}

func TestTheServerThatHoldsTheFolderDoesTheWork(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	addr, end := serving(t, data)
	s := do(t, append([]string{"generate", "--data", data, "--out", t.TempDir()}, mini()...)...).ok()
	if !strings.Contains(s.err, "http://"+addr) || !strings.Contains(s.err, "6/6") {
		t.Errorf("got %q, want that the server does it, and its events", s.err)
	}
	do(t, "serve", "--addr", "127.0.0.1:0", "--data", data).fails(exitFailed, "http://"+addr)
	if list := do(t, "products", "--data", data).ok().out; !strings.Contains(list, "complete") {
		t.Errorf("got the list %q", list)
	}
	do(t, "generate", "", "--data", data, "--out", t.TempDir()).fails(exitInput)
	res, err := http.Get("http://" + addr + "/api/healthz")
	if err != nil || res.StatusCode != http.StatusOK {
		t.Errorf("the server: %v", err)
	} else {
		res.Body.Close()
	}
	end().ok()
	do(t, "products", "--data", data).ok()
}

func TestACommandCalledOffSaysSo(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, errOut buffer
	code := run(ctx, append([]string{"generate", "--data", t.TempDir(), "--out", t.TempDir()}, mini()...), strings.NewReader(""), &out, &errOut)
	said{t, code, out.String(), errOut.String()}.fails(exitFailed, "Interrupted")
}

func TestADefectIsNoStackTrace(t *testing.T) {
	t.Parallel()
	out := panicking{}
	var errOut buffer
	code := run(t.Context(), []string{"version"}, strings.NewReader(""), out, &errOut)
	if code != exitFailed || strings.Contains(errOut.String(), "goroutine") || !strings.Contains(errOut.String(), "Something went wrong") {
		t.Errorf("exit %d with %q", code, errOut.String())
	}
}

// panicking is a writer with a defect.
type panicking struct{}

func (panicking) Write([]byte) (int, error) { panic("a defect") }
