package local

import (
	"strings"

	"github.com/gumgenie/gumgenie/internal/product"
)

// yields lists what sorts of thing the prompts of a group answer with, the
// likeliest first.
func yields(group string) []string {
	switch group {
	case "plan":
		return []string{"plan", "list"}
	case "organise", "automate":
		return []string{"list", "notes"}
	case "research":
		return []string{"notes"}
	case "learn":
		return nil // what is practised leaves nothing to hand on
	case "decide":
		return []string{"choice"}
	case "review", "solve":
		return []string{"trouble"}
	}
	return []string{"text"} // write, reply, sell, voice
}

// taker is a prompt that works on whatever stands in one of its blanks, as long
// as it is of the right sort: it finds the hole in any plan. What it answers with
// is of a sort as well.
type taker struct{ sort, blank, gives string }

// suits reports whether a taker is one on which a tier can rely for its
// workflows: whatever is planned or put in order can go on through a list.
func (t taker) suits(group string) bool {
	switch group {
	case "organise":
		return t.sort == "list" && t.gives == "list"
	case "plan":
		return t.sort == "list"
	}
	return t.sort != ""
}

// takers returns the takers by their families.
func takers() map[string]taker {
	return map[string]taker{
		"research-numbers-in-my-log":                   {"notes", "ENTRIES", "notes"},
		"research-how-long-things-take":                {"list", "TASKS", "list"},
		"research-what-others-do":                      {"trouble", "PROBLEM", "choice"},
		"further-research-question-old-notes":          {"notes", "NOTES", "notes"},
		"more-research-how-a-list-is-really-used":      {"list", "THE LIST", "trouble"},
		"more-research-who-tried-it-before":            {"choice", "IDEA", "notes"},
		"plan-idea-to-first-trial":                     {"choice", "IDEA", "plan"},
		"plan-backwards-from-the-date":                 {"list", "STEPS I KNOW", "plan"},
		"plan-version-for-a-bad-day":                   {"plan", "FULL ROUTINE", "plan"},
		"plan-who-carries-what":                        {"list", "DUTIES", "plan"},
		"more-plan-four-weeks-of-passing-on":           {"list", "WHAT I PASS ON", "plan"},
		"more-plan-dry-run-a-week-before":              {"plan", "THE REAL THING", "plan"},
		"further-plan-telling-in-the-right-order":      {"choice", "THE NEWS", "plan"},
		"further-write-jottings-to-a-page":             {"notes", "JOTTINGS", "text"},
		"further-write-an-idea-on-half-a-page":         {"choice", "IDEA", "text"},
		"write-instructions-for-a-stand-in":            {"list", "THE TASK", "text"},
		"write-plain-words-for-a-hard-text":            {"text", "ORIGINAL", "text"},
		"organise-heap-into-four-piles":                {"notes", "NOTES", "list"},
		"organise-tasks-by-energy":                     {"list", "TASKS", "list"},
		"organise-steps-to-a-checklist":                {"list", "PROCEDURE", "list"},
		"further-organise-lessons-where-they-bite":     {"trouble", "LESSONS", "list"},
		"decide-which-task-first":                      {"list", "THE LIST", "list"},
		"more-decide-trial-with-an-end-date":           {"choice", "CHANGE", "plan"},
		"sell-bring-a-group-along":                     {"choice", "CHANGE", "text"},
		"further-sell-a-reason-behind-each-step":       {"list", "STEPS", "text"},
		"further-sell-idea-heard-in-a-busy-group":      {"choice", "IDEA", "text"},
		"more-sell-explain-to-a-child-and-a-boss":      {"choice", "MATTER", "text"},
		"more-sell-savings-not-promised":               {"choice", "PROPOSAL", "text"},
		"review-stranger-reads-it":                     {"text", "TEXT", "trouble"},
		"review-plan-before-it-fails":                  {"plan", "PLAN", "trouble"},
		"review-checklist-under-test":                  {"list", "CHECKLIST", "list"},
		"review-how-it-sounds-to-others":               {"text", "MESSAGE", "text"},
		"review-ideas-under-the-lamp":                  {"choice", "IDEA", "choice"},
		"further-review-what-these-entries-cannot-say": {"notes", "ENTRIES", "notes"},
		"further-review-a-catch-for-every-step":        {"list", "LIST", "list"},
		"more-review-dates-numbers-last-proof":         {"text", "TEXT", "text"},
		"more-review-promises-against-evidence":        {"text", "TEXT", "text"},
		"further-automate-one-list-three-lengths":      {"list", "ROUTINE", "list"},
		"voice-teach-my-way":                           {"text", "CORRECT TEXT", "text"},
		"voice-one-message-three-tones":                {"choice", "MATTER", "text"},
		"further-voice-list-for-two-voices":            {"list", "LIST", "text"},
		"more-voice-reading-aloud-test":                {"text", "TEXT", "text"},
		"more-voice-review-of-my-machine-text":         {"text", "DRAFT", "text"},
		"more-voice-teach-in-my-own-words":             {"list", "STEPS", "text"},
	}
}

// hasBlank reports whether a prompt has a blank.
func hasBlank(it *product.Item, name string) bool {
	for _, in := range it.All("input") {
		if strings.HasPrefix(in, "["+name+"]") {
			return true
		}
	}
	return false
}

// holds reports whether a blank of that name takes in a sort of thing and says
// nothing else about it.
func holds(sort, name string) bool {
	switch sort {
	case "plan":
		return has([]string{"PLAN", "MY PLAN", "THE PLAN", "TIMELINE", "ITINERARY"}, name)
	case "list":
		return has([]string{"LIST", "THE LIST", "MY LIST", "CHECKLIST", "STEPS", "TASKS"}, name)
	case "text":
		return has([]string{"TEXT", "MY TEXT", "THE TEXT", "DRAFT", "MY DRAFT", "THE DRAFT", "PAGE TEXT", "REPORT", "MESSAGE"}, name)
	case "notes":
		return has([]string{"NOTES", "MY NOTES", "RAW NOTES", "SCRAPS", "SCATTERED NOTES"}, name)
	}
	return false
}
