// Package source reads the creator's own texts (Markdown, plain text, HTML
// pasted from a page) for what they are about: headings and recurring words.
//
// Sources are data. Nothing in them is followed as an instruction, no link in
// them is opened.
package source

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
)

// Limits of what a request may carry.
const (
	MaxSources = 20
	MaxBytes   = 400_000 // of one source
	MaxName    = 200     // characters of a source's name
)

// Digest is what a source is about.
type Digest struct {
	Headings []string // in order, each once, at most 40
	Terms    []string // words that recur, most frequent first, at most 24
	Words    int
}

// Types lists the kinds of source.
func Types() []string { return []string{"markdown", "text", "html"} }

// Check reports what is wrong with a source, as a fault that names its field.
func Check(s product.Source) error {
	switch {
	case !utf8.ValidString(s.Name) || strings.ContainsFunc(s.Name, unicode.IsControl):
		return fault.Field("sources", "The name of a source holds a control character or is not UTF-8.")
	case utf8.RuneCountInString(s.Name) > MaxName:
		return fault.Field("sources", "The name of a source has %d characters; at most %d fit.", utf8.RuneCountInString(s.Name), MaxName)
	case !known(s.Type):
		return fault.Field("sources", "The source %q has the type %.40q; markdown, text and html are read.", s.Name, s.Type)
	case len(s.Text) > MaxBytes:
		return fault.Field("sources", "The source %q has %d bytes; at most %d are read.", s.Name, len(s.Text), MaxBytes)
	case !utf8.ValidString(s.Text):
		return fault.Field("sources", "The source %q is not UTF-8 text.", s.Name)
	case strings.TrimSpace(s.Text) == "":
		return fault.Field("sources", "The source %q is empty.", s.Name)
	}
	return nil
}

func known(kind string) bool {
	for _, t := range Types() {
		if t == kind {
			return true
		}
	}
	return false
}

// Read digests a source. A source that Check refuses gives an empty digest.
func Read(s product.Source) Digest {
	if Check(s) != nil {
		return Digest{}
	}
	switch s.Type {
	case "markdown":
		return markdown(s.Text)
	case "html":
		return markup(s.Text)
	}
	return plain(s.Text)
}

// Text returns the words of a source without markup of HTML, one paragraph a
// line; "" for one that Check refuses.
func Text(s product.Source) string {
	if Check(s) != nil {
		return ""
	}
	if s.Type != "html" {
		return s.Text
	}
	var lines []string
	var open strings.Builder
	end := func() {
		if l := strings.Join(strings.Fields(open.String()), " "); l != "" {
			lines = append(lines, l)
		}
		open.Reset()
	}
	skip := 0
	z := html.NewTokenizer(strings.NewReader(s.Text))
	for {
		switch z.Next() {
		case html.ErrorToken:
			end()
			return strings.Join(lines, "\n")
		case html.StartTagToken, html.SelfClosingTagToken:
			if name := tag(z); hidden(name) {
				skip++
			} else if !inline(name) {
				end()
			}
		case html.EndTagToken:
			if name := tag(z); hidden(name) {
				skip = max(0, skip-1)
			} else if !inline(name) {
				end()
			}
		case html.TextToken:
			if skip == 0 {
				open.Write(z.Text())
			}
		}
	}
}

// inline reports elements that stand within a line.
func inline(name string) bool {
	switch name {
	case "a", "abbr", "b", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr":
		return true
	}
	return false
}

// markup reads HTML by its tokens, so that depth cannot hurt.
func markup(src string) Digest {
	var d Digest
	var body, head strings.Builder
	skip, heading := 0, false
	z := html.NewTokenizer(strings.NewReader(src))
	for {
		switch z.Next() {
		case html.ErrorToken:
			d.count(body.String())
			return d
		case html.StartTagToken:
			switch name := tag(z); {
			case hidden(name):
				skip++
			case title(name):
				heading = true
				head.Reset()
			}
		case html.EndTagToken:
			switch name := tag(z); {
			case hidden(name):
				skip = max(0, skip-1)
			case title(name) && heading:
				heading = false
				d.head(head.String())
			}
		case html.TextToken:
			if skip == 0 {
				words := string(z.Text())
				body.WriteString(words + " ")
				if heading {
					head.WriteString(words + " ")
				}
			}
		}
	}
}

func tag(z *html.Tokenizer) string {
	name, _ := z.TagName()
	return string(name)
}

func hidden(name string) bool { return name == "script" || name == "style" || name == "template" }

func title(name string) bool {
	return len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6'
}

// plain takes short lines that stand alone for headings.
func plain(src string) Digest {
	var d Digest
	lines := strings.Split(src, "\n")
	for i, l := range lines {
		l = strings.TrimSpace(l)
		alone := (i == 0 || strings.TrimSpace(lines[i-1]) == "") && i+1 < len(lines)
		if alone && len(l) >= 4 && len(l) <= 60 && !strings.Contains(l, ". ") && !strings.ContainsAny(l[len(l)-1:], ".,;!?") {
			d.head(strings.TrimRight(l, ":"))
		}
	}
	d.count(src)
	return d
}

func (d *Digest) head(s string) {
	s = strings.Join(strings.Fields(s), " ")
	if s == "" || utf8.RuneCountInString(s) > 80 || len(d.Headings) >= 40 {
		return
	}
	for _, h := range d.Headings {
		if strings.EqualFold(h, s) {
			return
		}
	}
	d.Headings = append(d.Headings, s)
}

// count finds the words that recur: at least three times, five letters or more.
func (d *Digest) count(body string) {
	words := strings.FieldsFunc(strings.ToLower(body), func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '\'' })
	d.Words = len(words)
	seen := map[string]int{}
	for _, w := range words {
		w = strings.Trim(w, "-'")
		if utf8.RuneCountInString(w) >= 5 && !common(w) {
			seen[w]++
		}
	}
	for w, n := range seen {
		if n >= 3 {
			d.Terms = append(d.Terms, w)
		}
	}
	sort.Slice(d.Terms, func(i, j int) bool {
		a, b := d.Terms[i], d.Terms[j]
		return seen[a] > seen[b] || seen[a] == seen[b] && a < b
	})
	d.Terms = d.Terms[:min(len(d.Terms), 24)]
}

// common reports whether a word says nothing about a subject.
func common(w string) bool {
	switch w {
	case "about", "above", "after", "again", "against", "almost", "along", "already", "although", "always", "among", "another", "anything",
		"around", "because", "become", "before", "being", "below", "between", "beyond", "could", "didn't", "doesn't", "during", "either", "enough",
		"every", "everyone", "everything", "first", "found", "going", "having", "however", "instead", "it's", "itself", "large", "later", "least",
		"likely", "little", "maybe", "might", "myself", "never", "often", "other", "others", "ourselves", "perhaps", "please", "quite", "rather",
		"really", "second", "several", "shall", "should", "since", "small", "someone", "something", "sometimes", "still", "thank", "their", "theirs",
		"themselves", "there", "therefore", "these", "thing", "things", "think", "third", "those", "though", "three", "through", "together", "toward",
		"under", "until", "usually", "wants", "where", "whether", "which", "while", "whole", "whose", "within", "without", "would", "years", "yours":
		return true
	}
	return false
}
