package acceptance_test

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/gumgenie/gumgenie/internal/product"
)

// recount counts what a tier holds from the files of its bundle alone, once.
func recount(t *testing.T, m made, tier product.Tier) map[string]int {
	t.Helper()
	count, _ := m.l.facts.LoadOrStore(m.at(string(tier)), sync.OnceValue(func() map[string]int {
		if m.Category == product.DigitalPlanners {
			return recountPlanner(t, m, tier)
		}
		return recountLibrary(t, m, tier)
	}))
	return count.(func() map[string]int)()
}

func recountLibrary(t *testing.T, m made, tier product.Tier) map[string]int {
	t.Helper()
	dir := string(tier) + "/main/"
	markdown := string(m.read(t, dir+"02-prompts.md"))
	groups, blanks := map[string]bool{}, map[string]bool{}
	rows := m.table(t, tier)
	for _, r := range rows {
		groups[r["Group"]] = true
		for line := range strings.SplitSeq(r["Inputs"], "\n") {
			if name := blank.FindString(line); name != "" {
				blanks[name] = true
			}
		}
	}
	n := map[string]int{
		"prompts": len(rows), "groups": len(groups), "blanks": len(blanks),
		"workflows": len(regexp.MustCompile(`(?m)^### W\d+ `).FindAllString(markdown, -1)),
		"examples":  len(regexp.MustCompile(`(?m)^### E\d+ `).FindAllString(markdown, -1)),
		"singles":   len(m.files(t, dir+"06-single-prompts/*.txt")),
	}
	if tier != product.Starter {
		n["xlsx"] = 0
		for _, c := range cells(t, m.read(t, dir+"04-prompts.xlsx")) {
			if regexp.MustCompile(`^P\d{3}$`).MatchString(c) {
				n["xlsx"]++
			}
		}
	}
	if tier == product.Ultimate {
		cards := strings.Join(m.text(t, "ultimate/bonus/01-role-cards.pdf"), "\n")
		n["cards"] = different(cards, `(?m)^C\d\d\b`)
		for _, name := range m.files(t, "ultimate/bonus/0[234]-*.pdf") {
			// the forms have no number, the lists one each
			n["checklists"] += max(1, different(strings.Join(m.text(t, name), "\n"), `(?m)^S\d\d\b`))
		}
	}
	return n
}

// different counts the different matches of a pattern.
func different(text, pattern string) int {
	all := map[string]bool{}
	for _, s := range regexp.MustCompile(pattern).FindAllString(text, -1) {
		all[s] = true
	}
	return len(all)
}

var blank = regexp.MustCompile(`\[[A-Z][^\]]*\]`)

func recountPlanner(t *testing.T, m made, tier product.Tier) map[string]int {
	t.Helper()
	dir := string(tier)
	n := map[string]int{"stickers": len(m.files(t, dir+"/bonus/stickers/*.png")), "themes": len(m.files(t, dir+"/main/0*-*/"))}
	if tier.Rank() <= product.Starter.Rank() {
		n["themes"] = 1
	}
	for _, name := range m.pdfs(t) {
		if !strings.HasPrefix(name, dir+"/main/") {
			continue
		}
		n["PDFs"]++
		if strings.Contains(name, "print") {
			n["print"]++
		} else if pages, err := strconv.Atoi(properties(t, m, name)["Pages"]); err == nil {
			if n["pages"] == 0 || pages < n["pages"] {
				n["pages"] = pages // every edition has as many
			}
		}
	}
	for _, name := range m.editions(t) {
		if !strings.HasPrefix(name, dir+"/main/") {
			continue
		}
		parts := map[string]int{}
		for _, b := range m.outline(t, name) {
			parts[b.Title] = len(b.Kids)
		}
		for id, title := range map[string]string{
			"modules": "Pages for your needs", "sections": "Your sections", "papers": "Note papers", "covers": "Covers", "months": "Months", "weeks": "Weeks",
		} {
			if old, again := n[id]; again && old != parts[title] && id != "weeks" {
				t.Errorf("%s has %d %s, another planner of the tier %d", name, parts[title], id, old)
			}
			n[id] = parts[title]
		}
	}
	return n
}

func libraryCounts(t *testing.T, m made) {
	t.Helper()
	for tier, want := range map[product.Tier]map[string]int{
		product.Starter:  {"prompts": 30, "groups": 5, "workflows": 2, "examples": 5},
		product.Pro:      {"prompts": 80, "groups": 8, "workflows": 6, "examples": 15, "xlsx": 80, "singles": 80},
		product.Ultimate: {"prompts": 150, "groups": 12, "workflows": 12, "examples": 30, "xlsx": 150, "singles": 150, "cards": 12, "checklists": 8},
	} {
		holds(t, m, tier, want)
	}
	for i, r := range m.table(t, product.Ultimate) {
		words := len(strings.Fields(r["Prompt"]))
		if words < 60 || words > 250 {
			t.Errorf("%s: %s has %d words, want 60 to 250", m.Slug, r["Number"], words)
		}
		if len(blank.FindAllString(r["Prompt"], -1)) < 2 || r["Inputs"] == "" || strings.Count(r["Follow-ups"], "\n") < 1 || strings.Count(r["Quality check"], "\n") < 2 || r["Common failure"] == "" {
			t.Errorf("%s: %s lacks blanks, follow-ups, checks or the failure", m.Slug, r["Number"])
		}
		for name := range strings.SplitSeq(r["Inputs"], "\n") {
			if b := blank.FindString(name); b != "" && !strings.Contains(r["Prompt"], b) {
				t.Errorf("%s: %s explains %s, which the prompt does not have", m.Slug, r["Number"], b)
			}
		}
		if r["Number"] != fmt.Sprintf("P%03d", i+1) {
			t.Errorf("%s: row %d has the number %s", m.Slug, i+1, r["Number"])
		}
	}
}

func plannerCounts(t *testing.T, m made) {
	t.Helper()
	for tier, want := range map[product.Tier]map[string]int{
		product.Mini:     {"PDFs": 1, "pages": 68, "papers": 6, "covers": 3, "months": 12},
		product.Starter:  {"PDFs": 2, "pages": 120, "modules": 12, "papers": 6, "sections": 4, "covers": 4, "stickers": 60, "weeks": 53, "themes": 1, "months": 12},
		product.Pro:      {"PDFs": 12, "pages": 450, "modules": 30, "papers": 12, "sections": 10, "covers": 12, "stickers": 200, "themes": 3, "months": 12},
		product.Ultimate: {"PDFs": 56, "print": 2, "pages": 650, "modules": 48, "papers": 16, "sections": 12, "covers": 24, "stickers": 400, "themes": 6, "months": 12},
	} {
		holds(t, m, tier, want)
	}
}

// holds compares a recount with the least that a tier must hold; PDFs, themes
// and months are exact.
func holds(t *testing.T, m made, tier product.Tier, want map[string]int) {
	t.Helper()
	if m.Request.Tier != "" && m.Request.Tier != tier {
		return
	}
	got := recount(t, m, tier)
	for id, least := range want {
		exact := id == "PDFs" || id == "themes" || id == "months" || id == "print"
		if got[id] < least || exact && got[id] != least {
			t.Errorf("%s, %s: %d %s, want %d", m.Slug, tier, got[id], id, least)
		}
		m.l.count("counts of tiers", 1)
	}
}

// phrases are the numbers that a listing may name.
var phrases = regexp.MustCompile(`(\d[\d,]*) (prompts|groups|workflows|worked examples|kinds of blank|role cards|check sheets|linked pages|pages for (?:your )?needs|of them made for needs|PDFs?|colour themes?|note papers|covers|custom sections|sections of your own|stickers)\b`)

func idOf(phrase string) string {
	ids := map[string]string{
		"worked examples": "examples", "kinds of blank": "blanks", "role cards": "cards", "check sheets": "checklists", "linked pages": "pages",
		"pages for your needs": "modules", "pages for needs": "modules", "of them made for needs": "modules", "PDF": "PDFs", "colour theme": "themes", "colour themes": "themes", "note papers": "papers", "custom sections": "sections", "sections of your own": "sections",
	}
	if id, ok := ids[phrase]; ok {
		return id
	}
	return phrase
}

var (
	aNumber  = regexp.MustCompile(`\b\d[\d,]*\b`)
	aYear    = regexp.MustCompile(`\b(19|20)\d\d\b`)
	aSize    = regexp.MustCompile(`11 × 8\.5 in|8\.5 × 11 in`)
	aVersion = regexp.MustCompile(`(Mini|Starter|Pro|Ultimate) holds ([^.]*)\.`)
	invented = regexp.MustCompile(`(?i)best.?sell|testimonial|★|\brated \d|featured in|award|guarantee[ds]?\b|limited time|only today|\d ?% off|most popular|bonus worth|worth \$|\d[\d,+]* (happy|users|buyers|customers|downloads|sales|reviews|creators)|as an ai\b|lorem|\bTODO\b|\{\{|\[insert|your ad here|lifetime`)
)

// claims counts every number on the listing again, in the files of the tier it
// is about, and looks for what nobody could show.
func claims(t *testing.T, m made) {
	t.Helper()
	text := strings.ReplaceAll(string(m.read(t, "listing/description.txt")), "\n  ", " ")
	about := m.tiers()[len(m.tiers())-1]
	said := 0
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "- ") {
			said += claim(t, m, about, line)
		}
	}
	for _, s := range aVersion.FindAllStringSubmatch(strings.Join(strings.Fields(text), " "), -1) {
		said += claim(t, m, product.Tier(strings.ToLower(s[1])), s[2])
	}
	for _, o := range m.Offers {
		for _, line := range o.Includes {
			said += claim(t, m, o.Tier, line)
		}
		said += claim(t, m, o.Tier, o.Name)
	}
	said += claim(t, m, about, m.Listing.Title+" "+m.Listing.Tagline)
	if said < 4 {
		t.Errorf("%s: the listing names %d numbers only", m.Slug, said)
	}
	m.l.count("numbers of listings counted again", said)
	for _, name := range append(m.files(t, "listing/*.txt"), append(m.files(t, "listing/*.md"), m.files(t, "*/*.txt")...)...) {
		if hit := invented.FindString(string(m.read(t, name))); hit != "" {
			t.Errorf("%s, %s: %q cannot be shown", m.Slug, name, hit)
		}
	}
	for _, f := range m.Listing.FAQ {
		if hit := invented.FindString(f.Ask + " " + f.Answer); hit != "" {
			t.Errorf("%s: the FAQ says %q", m.Slug, hit)
		}
	}
}

// claim checks the numbers in a sentence about a tier and returns how many
// there are.
func claim(t *testing.T, m made, tier product.Tier, line string) int {
	t.Helper()
	facts := recount(t, m, tier)
	found := phrases.FindAllStringSubmatch(line, -1)
	for _, f := range found {
		n, err := strconv.Atoi(strings.ReplaceAll(f[1], ",", ""))
		if err != nil || n != facts[idOf(f[2])] {
			t.Errorf("%s, %s: the listing says %q, counted are %d", m.Slug, tier, f[0], facts[idOf(f[2])])
		}
	}
	rest := aSize.ReplaceAllString(aYear.ReplaceAllString(phrases.ReplaceAllString(line, ""), ""), "")
	if left := aNumber.FindString(rest); left != "" {
		t.Errorf("%s, %s: the listing says %q, and nobody knows what %s counts", m.Slug, tier, strings.TrimSpace(line), left)
	}
	return len(found)
}
