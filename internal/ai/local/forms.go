package local

import (
	"strings"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
)

// A form is a page that says nothing of its own subject: a need fills it with
// its name and its details. The catalog marks forms by their family, which also
// says what sort of page they are: form-log, form-plan and so on.
const formPrefix = "form-"

func isForm(m *catalog.Module) bool { return strings.HasPrefix(m.Family, formPrefix) }

// bare reports whether a form has no name that could stand on a page of its own.
func bare(m *catalog.Module) bool { return strings.HasPrefix(m.ID, formPrefix) }

// formOf says which sort of form a need wants. Its name says it best, because
// people call a log a log; the theme decides where the name says nothing.
func formOf(n brief.Need) string {
	if sort := sortOf(headNoun(n.Name)); sort != "" {
		return sort
	}
	for _, theme := range n.Themes {
		switch theme {
		case "log", "money", "stock":
			return theme
		case "checklist":
			return "check"
		case "schedule", "event":
			return "calendar"
		case "review":
			return "notes"
		case "project", "goals", "meals", "travel", "learning":
			return "plan"
		case "ideas", "papers":
			return "list"
		}
	}
	return "page"
}

// akin returns a sort of form that serves nearly as well.
func akin(sort string) string {
	switch sort {
	case "list":
		return "check"
	case "check", "stock":
		return "list"
	case "plan":
		return "calendar"
	case "calendar":
		return "plan"
	case "page":
		return "notes"
	case "notes":
		return "page"
	}
	return "log"
}

// headNoun returns the last word of a noun phrase before its first "with", "of",
// "for": the log of "log of readings at home".
func headNoun(name string) string {
	head := ""
	for i, w := range strings.Fields(strings.ToLower(name)) {
		if i > 0 && (brief.Joining(w) || w == "around" || w == "after" || w == "before" || w == "against" || w == "between" || w == "until" || w == "about") && w != "and" {
			break
		}
		head = w
	}
	return strings.TrimSuffix(head, "s")
}

func sortOf(noun string) string {
	switch noun {
	case "log", "diary", "record", "tracker", "counter", "register", "ledger", "history", "reading", "count":
		return "log"
	case "list", "wishlist", "shortlist", "bank", "library", "catalogue", "index", "collection", "idea", "contact", "paper", "form", "renewal", "permission":
		return "list"
	case "plan", "planner", "programme", "outline", "preparation", "routine", "rhythm", "timeline", "countdown", "practice", "menu", "prep", "pipeline", "path", "meal", "chore":
		return "plan"
	case "page", "sheet", "card", "profile", "pack", "report", "sketch", "file", "brief", "summary", "handover", "recipe", "map", "grid", "layout":
		return "page"
	case "calendar", "rota", "timetable", "schedule", "date", "roster", "deadline", "appointment", "week", "booking":
		return "calendar"
	case "checklist", "check", "check-in", "inspection", "sign-off":
		return "check"
	case "note", "notebook", "journal", "review", "reflection", "look-back", "question", "lesson":
		return "notes"
	case "inventory", "stock", "supplie", "locator", "kit", "store":
		return "stock"
	case "budget", "cost", "price", "fee", "sale", "set-aside", "payment", "bill", "pay", "builder", "income":
		return "money"
	case "matrix", "comparison", "ladder", "scorecard", "board":
		return "compare"
	}
	return ""
}

// subject returns the words of a name that say what it is about: not log, list
// or plan, which say only what sort of page it is.
func subject(name string) lexicon {
	l := lexicon{}
	l.add(name)
	for w := range l {
		if sortOf(w) != "" && w != "meal" && w != "handover" {
			delete(l, w)
		}
	}
	return l
}

// asked is a need that wants a page.
type asked struct {
	*brief.Need

	sort         string  // the sort of form that it wants
	about, words lexicon // of its name, and of all that it says
}

func ask(n *brief.Need) asked { return asked{n, formOf(*n), subject(n.Name), ofNeed(*n)} }

// suits says how well a page serves a need, and whether it may at all. A page
// about something must be about the same thing as the need: a page for guests is
// no weekly plan only because both are about meals. A form suits any need of its
// sort.
func suits(c placed, n asked) (float64, bool) {
	fit := themeFit(n.Themes, c.Themes)
	switch {
	case !c.absorbs:
		return 0, false
	case isForm(c.Module) && c.Family == formPrefix+n.sort:
		if has(c.Themes, n.Themes[0]) {
			return 14, true
		}
		return 10, true
	case isForm(c.Module) && c.Family == formPrefix+akin(n.sort) && has(c.Themes, n.Themes[0]):
		return 12, true
	case fit == 0:
		return 0, false
	case isForm(c.Module):
		return 4, true
	}
	named, known := c.about.shared(n.about), c.about.shared(n.words)
	if named == 0 {
		return 0, false
	}
	s := fit + 7*float64(min(2, named)) + 1.5*float64(min(3, c.all.shared(n.words))) + 6*float64(known)/float64(len(c.about))
	strange := 8.0 // for each word that the need does not know
	if len(c.Domains) > 0 && c.at <= 1 {
		strange = 3.5
	}
	return s - strange*float64(len(c.about)-known), true
}

// keyColumn reports whether the first column of a table is only a place for the
// name of a thing, which the first detail of a need names better.
func keyColumn(head string) bool {
	switch head {
	case "What", "Item", "Name", "Name or thing", "Line", "Part", "Detail", "Point", "For", "Looked at", "Place", "Rung":
		return true
	}
	return false
}

// dateColumn reports whether a head names a time.
func dateColumn(head string) bool {
	switch strings.ToLower(head) {
	case "date", "day", "when", "week", "month", "time", "hour", "night", "season", "year":
		return true
	}
	return false
}
