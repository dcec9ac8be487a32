package acceptance_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/product"
)

// printed finds every text of every prompt again on the pages of the book,
// paragraph by paragraph. A paragraph may go on overleaf.
func printed(t *testing.T, m made) {
	t.Helper()
	for _, tier := range m.tiers() {
		book := string(tier) + "/main/01-prompt-library.pdf"
		var pages []string
		for _, p := range m.text(t, book) {
			pages = append(pages, flat(p))
		}
		all := strings.Join(pages, "")
		for _, r := range m.table(t, tier) {
			for _, column := range []string{"Number", "Title", "Job", "When", "Prompt", "Follow-ups", "Quality check", "Common failure"} {
				for paragraph := range strings.SplitSeq(r[column], "\n") {
					want := flat(strings.TrimPrefix(strings.TrimSpace(paragraph), "'"))
					if want == "" {
						continue
					}
					m.l.count("paragraphs found again in PDFs", 1)
					if !strings.Contains(all, want) && !overleaf(pages, want) {
						t.Errorf("%s: %s lacks, from %s: %q", book, r["Number"], column, paragraph)
					}
				}
			}
		}
	}
}

// overleaf reports whether a text begins on one page and goes on on the next,
// with whatever heads and feet there are between.
func overleaf(pages []string, want string) bool {
	for i := 0; i+1 < len(pages); i++ {
		for cut := len(want) - 8; cut >= 8; cut-- {
			if strings.Contains(pages[i], want[:cut]) {
				if strings.Contains(pages[i+1], want[cut:]) {
					return true
				}
				break
			}
		}
	}
	return false
}

// alike compares the forms that a library comes in: each holds the same prompts.
func alike(t *testing.T, m made) {
	t.Helper()
	for _, tier := range m.tiers() {
		dir := string(tier) + "/main/"
		rows := m.table(t, tier)
		forms := map[string]string{"Markdown": string(m.read(t, dir+"02-prompts.md"))}
		if tier != product.Starter {
			var library struct {
				Prompts []struct{ Number, Title, Prompt string }
			}
			if err := json.Unmarshal(m.read(t, dir+"05-prompts.json"), &library); err != nil {
				t.Fatalf("%s: %v", dir, err)
			}
			var b strings.Builder
			for _, p := range library.Prompts {
				fmt.Fprintf(&b, "%s\n%s\n", p.Title, p.Prompt)
			}
			if len(library.Prompts) != len(rows) {
				t.Errorf("%s: the JSON has %d prompts, the CSV %d", dir, len(library.Prompts), len(rows))
			}
			forms["JSON"] = b.String()
			forms["XLSX"] = strings.Join(cells(t, m.read(t, dir+"04-prompts.xlsx")), "\n")
			b.Reset()
			for _, name := range m.files(t, dir+"06-single-prompts/*.txt") {
				b.Write(m.read(t, name))
			}
			forms["single texts"] = b.String()
		}
		for name, form := range forms {
			form = flat(form)
			for _, r := range rows {
				m.l.count("prompts compared between formats", 1)
				for _, column := range []string{"Title", "Prompt"} {
					if !strings.Contains(form, flat(r[column])) {
						t.Errorf("%s, %s: %s is not there with its %s", tier, name, r["Number"], column)
					}
				}
			}
		}
	}
}

// titled finds every page of a tier in every planner of it.
func titled(t *testing.T, m made) {
	t.Helper()
	for _, tier := range m.tiers() {
		for _, name := range m.editions(t) {
			if !strings.HasPrefix(name, string(tier)+"/main/") {
				continue
			}
			all := flat(strings.Join(m.text(t, name), "\n"))
			m.Items(tier, func(_ *product.Section, it *product.Item) {
				if it.Kind != product.Page {
					return
				}
				m.l.count("page titles found again in planners", 1)
				if !strings.Contains(all, flat(it.Title)) {
					t.Errorf("%s lacks the page %q", name, it.Title)
				}
			})
		}
	}
}

var span = regexp.MustCompile(`/planner-(academic-)?(20\d\d)-`)

// weekdays looks for every day of every dated planner: one page, under its own
// weekday and in its own week. The people work at night, so that a page names
// the evening and the morning after.
func weekdays(t *testing.T, m made) {
	t.Helper()
	for _, name := range m.editions(t) {
		s := span.FindStringSubmatch(name)
		if s == nil {
			continue
		}
		from, err := time.Parse("2006", s[2])
		if err != nil {
			t.Fatal(err)
		}
		if s[1] != "" {
			from = from.AddDate(0, 6, 0)
		}
		pages := map[string][]string{} // by the date in their head
		for _, p := range m.text(t, name) {
			for _, line := range strings.Split(p, "\n") {
				if strings.HasSuffix(line, "0") || strings.Contains(line, "/") {
					pages[strings.TrimSpace(line)] = append(pages[strings.TrimSpace(line)], p)
				}
			}
		}
		for d := from; d.Before(from.AddDate(1, 0, 0)); d = d.AddDate(0, 0, 1) {
			m.l.count("days under their weekday", 1)
			_, week := d.ISOWeek()
			page := onlyDay(pages[evening(d)])
			if !strings.Contains(page, d.Weekday().String()) {
				t.Errorf("%s: there is no page %q under %s", name, evening(d), d.Weekday())
				break
			}
			if strings.HasSuffix(name, "-monday.pdf") && !strings.Contains(page, fmt.Sprintf("W%d\n", week)) {
				t.Errorf("%s: the page %q does not lead to week %d", name, evening(d), week)
			}
			if at := strings.Index(page, "22:00"); at < 0 || !strings.Contains(page[at:], "00:00") || !strings.Contains(page[at:], "05:00") {
				t.Errorf("%s: the page %q ends before the night does", name, evening(d))
			}
		}
	}
}

// onlyDay returns the one page that has hours.
func onlyDay(pages []string) string {
	found := ""
	for _, p := range pages {
		if strings.Contains(p, "00:00") {
			if found != "" {
				return ""
			}
			found = p
		}
	}
	return found
}

// evening writes the night of a day: "5/6 May 2027".
func evening(d time.Time) string {
	next := d.AddDate(0, 0, 1)
	switch {
	case d.Year() != next.Year():
		return d.Format("2 January 2006") + "/" + next.Format("2 January 2006")
	case d.Month() != next.Month():
		return d.Format("2 January") + "/" + next.Format("2 January 2006")
	}
	return d.Format("2") + "/" + next.Format("2 January 2006")
}

var patient = regexp.MustCompile(`(?i)patient('s|s')? (name|id|number|initials|dob|address)|\bMRN\b|hospital number|date of birth|diagnos[ie]s|\bbed (no|number)\b|medical record`)

// nightNurses checks what a planner for them must not ask for.
func nightNurses(t *testing.T, m made) {
	t.Helper()
	for _, name := range m.editions(t) {
		for i, p := range m.text(t, name) {
			if hit := patient.FindString(p); hit != "" {
				t.Errorf("%s, page %d asks for a patient's data: %q", name, i+1, hit)
			}
			m.l.count("pages without a patient's data", 1)
		}
	}
	if !patient.MatchString("Patient name") || !patient.MatchString("MRN") {
		t.Error("the pattern finds nothing")
	}
}
