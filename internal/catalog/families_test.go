package catalog_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/catalog"
)

// families reads the data file by file, so that a fault names its file.
func families(t *testing.T) map[string][]catalog.Family {
	t.Helper()
	names, err := filepath.Glob("data/families/*.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("find the family files: %v, %d files", err, len(names))
	}
	all := map[string][]catalog.Family{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		part, err := catalog.Decode[catalog.Family](data)
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(name), err)
			continue
		}
		all[filepath.Base(name)] = part
	}
	return all
}

var (
	slotPattern  = regexp.MustCompile(`\{[a-z]*\}`)
	blankPattern = regexp.MustCompile(`\[[A-Z0-9][A-Z0-9 '/&-]*\]`)
	// What takes hours, suffers or is spoken about is {work}; {need} is a page
	// such as “price list”, from which and into which one writes.
	gluedPattern = regexp.MustCompile(`(?i)(work(s|ed|ing)? (on|around|round)|time for|hours (for|of)|strength for|because of|busy with|on account of|serves?|suffer\w* from|get on with|go on with|keep up|drop|handle|handling|mostly about|is about|talk about|look after|what (the result )?must offer for|want it for|care for|experience (of|with)) (my|our|their|the) \{(need|also)\}`)
	kebabPattern = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
)

func promptOf(f catalog.Family) string {
	return strings.Join(append([]string{f.Role, f.Context, f.Task}, append(append([]string{}, f.Constraints...), f.Output, f.Check)...), "\n")
}

func TestFamiliesAreWhole(t *testing.T) {
	t.Parallel()
	seen, titles := map[string]string{}, map[string]string{}
	for file, part := range families(t) {
		for _, f := range part {
			if at, twice := seen[f.ID]; twice {
				t.Errorf("%s %s: the id is taken in %s", file, f.ID, at)
			}
			seen[f.ID] = file
			if at, twice := titles[strings.ToLower(f.Title)]; twice {
				t.Errorf("%s %s: the title %q is taken by %s", file, f.ID, f.Title, at)
			}
			titles[strings.ToLower(f.Title)] = f.ID
			for _, fault := range familyFaults(f) {
				t.Errorf("%s %s: %s", file, f.ID, fault)
			}
		}
	}
}

func familyFaults(f catalog.Family) []string {
	var faults []string
	bad := func(cond bool, text string) {
		if cond {
			faults = append(faults, text)
		}
	}
	text := promptOf(f)
	bad(!kebabPattern.MatchString(f.ID), "the id is not kebab")
	bad(!slices.Contains(catalog.Groups(), f.Group), "unknown group "+f.Group)
	for _, d := range f.Domains {
		bad(!slices.Contains(catalog.Domains(), d), "unknown domain "+d)
	}
	bad(len(f.Themes) == 0, "no themes")
	for _, th := range f.Themes {
		bad(!slices.Contains(catalog.Themes(), th), "unknown theme "+th)
	}
	bad(len(f.Inputs) < 2 || len(f.Inputs) > 6, "2 to 6 inputs are wanted")
	for _, in := range f.Inputs {
		bad(!strings.Contains(text, "["+in.Name+"]"), "the blank ["+in.Name+"] is not in the prompt")
		bad(len(in.Example) < 2 || strings.Contains(in.Example, "["), "the blank ["+in.Name+"] has no plain example")
	}
	for _, b := range blankPattern.FindAllString(text, -1) {
		bad(!slices.ContainsFunc(f.Inputs, func(in catalog.Input) bool { return "["+in.Name+"]" == b }), b+" stands in the prompt and is no input")
	}
	whole := strings.Join(append(append([]string{text, f.Title, f.Job, f.When, f.Failure}, f.FollowUps...), f.Quality...), "\n")
	for _, in := range f.Inputs {
		whole += "\n" + in.Example
	}
	for _, s := range slotPattern.FindAllString(whole, -1) {
		bad(!slices.Contains([]string{"{who}", "{whos}", "{work}", "{need}", "{also}", "{third}", "{terms}", "{term}", "{setting}"}, s), "unknown slot "+s)
	}
	bad(!regexp.MustCompile(`\{(whos?|work|need|terms)\}`).MatchString(text), "the prompt has no place for words of the niche")
	bad(gluedPattern.MatchString(whole), "a need is a page and no work: "+gluedPattern.FindString(whole))
	words := len(strings.Fields(text))
	bad(words < 70 || words > 215, "the prompt wants 70 to 215 words")
	bad(len(f.FollowUps) != 2, "2 follow-ups are wanted")
	bad(len(f.Quality) != 3, "3 quality lines are wanted")
	bad(len(f.Constraints) < 2 || len(f.Constraints) > 5, "2 to 5 constraints are wanted")
	for _, s := range []string{f.Title, f.Job, f.When, f.Role, f.Context, f.Task, f.Output, f.Check, f.Failure} {
		bad(strings.TrimSpace(s) == "", "an empty text")
	}
	bad(len([]rune(f.Title)) > 60, "the title is over 60 characters")
	return faults
}

// fixed returns the words of a prompt without blanks and slots.
func fixed(text string) []string {
	text = blankPattern.ReplaceAllString(slotPattern.ReplaceAllString(text, " "), " ")
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return (r < 'a' || r > 'z') && r != '\'' && r < 128 })
}

func grams(words []string) map[string]bool {
	set := map[string]bool{}
	for i := 0; i+5 <= len(words); i++ {
		set[strings.Join(words[i:i+5], " ")] = true
	}
	return set
}

func TestNoTwoFamiliesAreAlike(t *testing.T) {
	t.Parallel()
	type one struct {
		id  string
		set map[string]bool
	}
	var all []one
	where := map[string][]int{}
	for _, part := range families(t) {
		for _, f := range part {
			set := grams(fixed(promptOf(f)))
			for g := range set {
				where[g] = append(where[g], len(all))
			}
			all = append(all, one{f.ID, set})
		}
	}
	shared := map[[2]int]int{}
	for _, at := range where {
		for i := range at {
			for j := range i {
				shared[[2]int{at[j], at[i]}]++
			}
		}
	}
	worst := 0.0
	for pair, n := range shared {
		a, b := all[pair[0]], all[pair[1]]
		part := float64(n) / float64(min(len(a.set), len(b.set)))
		worst = max(worst, part)
		if part > 0.25 {
			t.Errorf("%s and %s share %.0f %% of their 5-grams, want at most 25", a.id, b.id, 100*part)
		}
	}
	t.Logf("%d families, the closest two share %.0f %% of their 5-grams", len(all), 100*worst)
}
