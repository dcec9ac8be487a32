package quality

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/inspect"
	"github.com/gumgenie/gumgenie/internal/product"
)

// words checks what every file of text must keep: UTF-8, no control characters,
// nothing left over.
func words(facts *Facts, data []byte) bool {
	facts.check(GateFiles, 2)
	if !utf8.Valid(data) {
		facts.fault(GateFiles, "the file", "It is not UTF-8 text.")
		return false
	}
	if i := bytes.Index(data, []byte("\uFFFD")); i >= 0 {
		facts.fault(GateText, "line "+strconv.Itoa(1+bytes.Count(data[:i], []byte("\n"))), "A letter was lost on the way into the file.")
	}
	if i := bytes.IndexFunc(data, func(r rune) bool { return r < ' ' && r != '\n' && r != '\r' && r != '\t' }); i >= 0 {
		facts.fault(GateFiles, "line "+strconv.Itoa(1+bytes.Count(data[:i], []byte("\n"))), "It has a control character.")
		return false
	}
	return true
}

// lines looks for leftovers line by line.
func (r *Reader) lines(facts *Facts, text string) {
	n := 0
	for line := range strings.Lines(text) {
		n++
		r.tidy(facts, "line "+strconv.Itoa(n), line)
	}
}

// tidy looks for leftovers and doubled words in one piece of text.
func (r *Reader) tidy(facts *Facts, where, text string) {
	facts.check(GateLeftovers, 1)
	if len(text) < shortest {
		_ = tidied(facts, where, text)
	} else if !r.passed("tidy", text) && tidied(facts, where, text) {
		r.pass("tidy", text)
	}
}

// shortest is from which length on texts are remembered, in bytes: others are
// looked through as quickly.
const shortest = 64

// tidied reports whether nothing was found.
func tidied(facts *Facts, where, text string) bool {
	if what := leftover(text); what != "" {
		facts.fault(GateLeftovers, where, fmt.Sprintf("It holds %q.", what))
		return false
	}
	if w := doubled(text); w != "" {
		facts.fault(GateLeftovers, where, fmt.Sprintf("The word %q stands twice in a row.", w))
		return false
	}
	return true
}

func (r *Reader) textFile(facts *Facts, f product.File, data []byte) {
	if !words(facts, data) {
		return
	}
	text := string(data)
	r.lines(facts, text)
	facts.Says = statements(text)
	if strings.Contains(path.Dir(f.Path), "prompts") {
		facts.Counts["prompts"] = 1
		first, _, _ := strings.Cut(text, "\n")
		facts.Titles = newTitles(map[string]bool{first: true, strings.TrimSuffix(path.Base(f.Path), ".txt"): true})
	}
}

// csvFile checks that a table opens in any spreadsheet program: the same number
// of cells in every line, and none that a program would work out.
func (r *Reader) csvFile(facts *Facts, _ product.File, data []byte) {
	if !words(facts, data) {
		return
	}
	in := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	in.FieldsPerRecord = 0
	titles := map[string]bool{}
	at, prompts, title := 0, false, -1
	for {
		cells, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			facts.fault(GateFiles, "row "+strconv.Itoa(at+1), "The table is damaged: "+err.Error()+".")
			return
		}
		at++
		if at == 1 {
			for i, head := range cells {
				prompts = prompts || strings.EqualFold(head, "prompt")
				if strings.EqualFold(head, "title") {
					title = i
				}
			}
		}
		for i, c := range cells {
			facts.check(GateFiles, 1)
			if startsFormula(c) {
				facts.fault(GateFiles, fmt.Sprintf("row %d, column %d", at, i+1), fmt.Sprintf("The cell %q would be worked out as a formula.", short(c)))
			}
			r.tidy(facts, fmt.Sprintf("row %d, column %d", at, i+1), c)
		}
		if at > 1 && title >= 0 {
			titles[cells[title]] = true
		}
	}
	facts.Counts["rows"] = max(0, at-1)
	if prompts {
		facts.Counts["prompts"] = max(0, at-1)
	}
	facts.Titles = newTitles(titles)
}

// startsFormula reports cells that a spreadsheet program takes for a formula.
// Plain numbers with a sign are none.
func startsFormula(c string) bool {
	if c == "" {
		return false
	}
	switch c[0] {
	case '=', '@', '\t', '\r':
		return true
	case '+', '-':
		_, err := strconv.ParseFloat(c, 64)
		return err != nil
	}
	return false
}

// jsonFile checks the syntax, that no name stands twice in an object, and the
// texts.
func (r *Reader) jsonFile(facts *Facts, f product.File, data []byte) {
	if !words(facts, data) {
		return
	}
	var v any
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	if err := dec.Decode(&v); err != nil {
		facts.fault(GateFiles, "the file", "It is not JSON: "+err.Error()+".")
		return
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		facts.fault(GateFiles, "the file", "Something stands after the JSON value.")
		return
	}
	if strings.HasPrefix(f.Path, "report/") {
		return // it names what was found, leftovers too
	}
	titles := map[string]bool{}
	prompts := 0
	eachObject(v, "", func(at string, o map[string]any) {
		for _, name := range sorted(o) {
			if s, ok := o[name].(string); ok {
				r.tidy(facts, at+"/"+name, s)
			}
		}
		if s, ok := o["prompt"].(string); ok && s != "" {
			prompts++
			if t, ok := o["title"].(string); ok {
				titles[t] = true
			}
		}
	})
	if prompts > 0 {
		facts.Counts["prompts"] = prompts
	}
	facts.Titles = newTitles(titles)
}

// eachObject calls fn with every object of a value.
func eachObject(v any, at string, fn func(at string, o map[string]any)) {
	switch v := v.(type) {
	case map[string]any:
		fn(at, v)
		for _, k := range sorted(v) {
			eachObject(v[k], at+"/"+k, fn)
		}
	case []any:
		for i, e := range v {
			eachObject(e, at+"/"+strconv.Itoa(i), fn)
		}
	}
}

var (
	headingLine  = regexp.MustCompile(`^(#{1,6})\s+(.+?)\s*#*\s*$`)
	promptNumber = regexp.MustCompile(`^\W*P\d{2,4}\b`)
	anchorName   = regexp.MustCompile(`(?:id|name)="([^"]+)"`)
)

// markdownFile checks that fences close and that links inside the file have a
// heading or an anchor to go to.
func (r *Reader) markdownFile(facts *Facts, f product.File, data []byte) {
	if !words(facts, data) {
		return
	}
	text := string(data)
	if strings.HasPrefix(f.Path, "report/") {
		return
	}
	titles, anchors := map[string]bool{}, map[string]bool{}
	prompts, n := 0, 0
	fence := ""
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if mark := fenceOf(line); mark != "" && (fence == "" || strings.HasPrefix(mark, fence) && strings.Trim(strings.TrimSpace(line), fence[:1]) == "") {
			if fence == "" {
				fence = mark
			} else {
				fence = ""
			}
			continue
		}
		r.tidy(facts, "line "+strconv.Itoa(n), line)
		if fence != "" {
			continue
		}
		if m := headingOf(line); m != nil {
			titles[m[2]] = true
			anchors[slugOf(m[2])] = true
			if promptNumber.MatchString(m[2]) {
				prompts++
			}
		}
		if strings.Contains(line, `="`) {
			for _, m := range anchorName.FindAllStringSubmatch(line, -1) {
				anchors[m[1]] = true
			}
		}
	}
	if fence != "" {
		facts.fault(GateFiles, "the file", "A fence of literal text does not close.")
	}
	for _, to := range innerLinks(text) {
		facts.check(GateLinks, 1)
		if !anchors[to] {
			facts.fault(GateLinks, "the link #"+to, "It leads to a heading that is not there.")
		}
	}
	if prompts > 0 {
		facts.Counts["prompts"] = prompts
	}
	facts.Titles, facts.Says = newTitles(titles), statements(text)
}

// innerLinks lists the anchors that links of a text, [words](#anchor), lead to.
func innerLinks(text string) []string {
	var all []string
	for {
		_, rest, ok := strings.Cut(text, "](#")
		if !ok {
			return all
		}
		if end := strings.IndexAny(rest, ") \t\n\r\f"); end > 0 && rest[end] == ')' {
			all = append(all, rest[:end])
			rest = rest[end:]
		}
		text = rest
	}
}

// headingOf returns the parts of a line that is a heading, nil for others.
func headingOf(line string) []string {
	if !strings.HasPrefix(line, "#") {
		return nil
	}
	return headingLine.FindStringSubmatch(line)
}

// fenceOf returns the marks that a line fences literal text with, "" if none.
func fenceOf(line string) string {
	s := strings.TrimLeft(line, " ")
	if len(line)-len(s) > 3 || len(s) < 3 || s[0] != '`' && s[0] != '~' {
		return ""
	}
	n := len(s) - len(strings.TrimLeft(s, s[:1]))
	if n < 3 || s[0] == '`' && strings.Contains(s[n:], "`") {
		return ""
	}
	return s[:n]
}

// slugOf is the anchor that Markdown programs give a heading.
func slugOf(heading string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(heading) {
		switch {
		case r == ' ' || r == '-':
			b.WriteByte('-')
		case r == '_' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 0x80 && plain(string(r)) != "":
			b.WriteRune(r)
		}
	}
	return b.String()
}

func svgFile(facts *Facts, _ product.File, data []byte) {
	if !words(facts, data) {
		return
	}
	if err := inspect.XML(data); err != nil {
		facts.fault(GateFiles, "the file", "It is damaged: "+err.Error()+".")
		return
	}
	if bytes.Contains(data, []byte("<script")) {
		facts.fault(GateFiles, "the file", "It holds a script.")
	}
	facts.Counts["images"] = 1
}
