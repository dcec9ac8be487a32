package listing

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"

	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/locale"
)

// toHTML renders Markdown as a fragment that any shop can take: paragraphs,
// headings, lists, emphasis and links to the web or to a mailbox; nothing that
// runs. It is well-formed XML when wrapped in one element.
func toHTML(md string) ([]byte, error) {
	var buf bytes.Buffer
	if err := goldmark.New(goldmark.WithRendererOptions(html.WithXHTML())).Convert([]byte(md), &buf); err != nil {
		return nil, fmt.Errorf("render the description: %w", err)
	}
	return append(bytes.TrimSpace(policy().SanitizeBytes(buf.Bytes())), '\n'), nil
}

func policy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "h2", "h3", "ul", "ol", "li", "strong", "em", "blockquote", "code", "br", "hr")
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("https", "mailto")
	p.RequireParseableURLs(true)
	p.RequireNoFollowOnLinks(true)
	return p
}

// toText renders Markdown as plain text: headings on lines of their own,
// lists with hyphens or numbers, wrapped.
func toText(p *locale.Printer, md string) string {
	src := []byte(md)
	doc := goldmark.DefaultParser().Parse(text.NewReader(src))
	var b strings.Builder
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		block(p, &b, n, src)
	}
	return strings.TrimSpace(b.String()) + "\n"
}

func block(p *locale.Printer, b *strings.Builder, n ast.Node, src []byte) {
	switch n := n.(type) {
	case *ast.Heading:
		b.WriteString("\n" + p.Upper(inline(n, src)) + "\n\n")
	case *ast.List:
		i := n.Start
		for item := n.FirstChild(); item != nil; item = item.NextSibling() {
			mark := "- "
			if n.IsOrdered() {
				mark = fmt.Sprintf("%d. ", i)
				i++
			}
			b.WriteString(deliver.Wrap(inline(item, src), mark, strings.Repeat(" ", len(mark))) + "\n")
		}
		b.WriteString("\n")
	case *ast.HTMLBlock:
	default:
		if t := inline(n, src); t != "" {
			b.WriteString(deliver.Wrap(t, "", "") + "\n\n")
		}
	}
}

// inline is the text of a node without its markup.
func inline(n ast.Node, src []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) { // the callback never fails
		if !entering {
			return ast.WalkContinue, nil
		}
		switch c := c.(type) {
		case *ast.Text:
			b.WriteString(escapePattern.ReplaceAllString(string(c.Segment.Value(src)), "$1"))
			if c.SoftLineBreak() || c.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.AutoLink:
			b.Write(c.Label(src))
		}
		return ast.WalkContinue, nil
	})
	return strings.Join(strings.Fields(b.String()), " ")
}

// escapePattern finds the backslash escapes of Markdown.
var escapePattern = regexp.MustCompile("\\\\([!-/:-@\\[-`{-~])")
