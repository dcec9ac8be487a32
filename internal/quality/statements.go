package quality

import (
	"regexp"
	"strings"
)

// statement is something true about the files that a buyer has to be told.
type statement struct {
	id, says string
	pattern  *regexp.Regexp
}

var (
	saysLinks    = regexp.MustCompile(`(?i)(internal links|hyperlink|links are followed|linked pdf)`)
	saysSync     = regexp.MustCompile(`(?i)no calendar sync|(does not|doesn['’]t|no|not|nothing|neither|without) [^.]{0,40}\bsync|no sync`)
	saysApp      = regexp.MustCompile(`(?i)apps? (is|are) not included|(not|no|without) [^.]{0,40}\bapp\b|needs? an? [^.]{0,60}\bapp\b|\bin an app\b|annotation apps?|no app comes|app is sold by others`)
	saysPaste    = regexp.MustCompile(`(?i)paste[^.]{0,60}(assistant|chat)`)
	saysVary     = regexp.MustCompile(`(?i)(results|answers) (vary|differ|depend)`)
	saysAffil    = regexp.MustCompile(`(?i)not affiliated|no affiliation|not connected (to|with)`)
	saysLicence  = regexp.MustCompile(`(?i)(personal|commercial|team) (use )?licen[cs]e|licen[cs]e|personal use`)
	saysRefund   = regexp.MustCompile(`(?i)refund|money back`)
	saysDigital  = regexp.MustCompile(`(?i)digital (product|download|file|goods)|no physical|nothing is (sent|shipped|posted)|download`)
	saysResale   = regexp.MustCompile(`(?i)(resale|resell|re-sell|sell (it|them|the files))`)
	saysOpenWith = regexp.MustCompile(`(?i)(goodnotes|notability|noteshelf|xodo|pdf app|pdf reader|text editor|spreadsheet)`)
)

// known lists the statements; every one holds of all our files of its kind.
func known() []statement {
	return []statement{
		{"links", "the planner is a PDF with internal links", saysLinks},
		{"no-sync", "there is no calendar sync", saysSync},
		{"no-app", "no app is included", saysApp},
		{"paste", "the prompts are plain text to paste into an assistant", saysPaste},
		{"vary", "results vary", saysVary},
		{"not-affiliated", "there is no affiliation with the makers of assistants", saysAffil},
		{"licence", "what the licence allows", saysLicence},
		{"no-resale", "the files may not be sold on", saysResale},
		{"refund", "what happens when a file is faulty", saysRefund},
		{"digital", "it is a download", saysDigital},
		{"opens-with", "what opens the files", saysOpenWith},
	}
}

// statements returns the ids of those that a text makes.
func statements(text string) []string {
	text = strings.Join(strings.Fields(text), " ") // lines may break anywhere
	var all []string
	for _, s := range known() {
		if s.pattern.MatchString(text) {
			all = append(all, s.id)
		}
	}
	return all
}
