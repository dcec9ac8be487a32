package server

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"
	"time"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"github.com/gumgenie/gumgenie/internal/ai/providers"
)

// money writes a price in cents as a person would: "Free", "$9", "12.50 EUR".
func money(cents int, currency string) string {
	if cents == 0 {
		return "Free"
	}
	amount := fmt.Sprintf("%d.%02d", cents/100, cents%100)
	if cents%100 == 0 {
		amount = fmt.Sprint(cents / 100)
	}
	switch currency {
	case "USD":
		return "$" + amount
	case "EUR":
		return "€" + amount
	case "GBP":
		return "£" + amount
	}
	return amount + " " + currency
}

// size writes a number of bytes as a person would.
func size(bytes int64) string {
	switch {
	case bytes < 1000:
		return fmt.Sprintf("%d bytes", bytes)
	case bytes < 1_000_000:
		return fmt.Sprintf("%.0f KB", float64(bytes)/1e3)
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/1e6)
}

// points writes a score without a useless decimal.
func points(v float64) string {
	return strings.TrimSuffix(fmt.Sprintf("%.1f", v), ".0")
}

// plural counts things: "1 file", "3,210 files".
func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	digits := fmt.Sprint(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits + " " + one + "s"
}

// when writes a time for people, in UTC.
func when(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04 UTC") }

// inWords says how a provider stands.
func inWords(s providers.State) string {
	switch s {
	case providers.OK:
		return "answers"
	case providers.Unproven:
		return "not asked yet"
	case providers.Failing:
		return "did not answer last time"
	case providers.Open:
		return "failed often, and rests for some seconds"
	case providers.Refused:
		return "does not answer until something is changed"
	}
	return "switched off"
}

// label makes a heading of a name in the data: "followUp" → "Follow up",
// "pro/undated-monday" → "Pro, undated monday".
func label(name any) string {
	var b strings.Builder
	for i, c := range fmt.Sprint(name) {
		switch {
		case c == '-' || c == '_':
			b.WriteByte(' ')
		case c == '/':
			b.WriteString(", ")
		case i == 0:
			b.WriteRune(unicode.ToUpper(c))
		case unicode.IsUpper(c):
			b.WriteByte(' ')
			b.WriteRune(unicode.ToLower(c))
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

// markdown renders a listing's description. Raw HTML and addresses that run
// script are left out by the renderer; headings begin at a level that fits the
// page.
func markdown(source string, level int) template.HTML {
	src := []byte(source)
	md := goldmark.New()
	doc := md.Parser().Parse(text.NewReader(src))
	least := 6
	_ = ast.Walk(doc, func(n ast.Node, in bool) (ast.WalkStatus, error) {
		if h, ok := n.(*ast.Heading); ok && in {
			least = min(least, h.Level)
		}
		return ast.WalkContinue, nil
	})
	_ = ast.Walk(doc, func(n ast.Node, in bool) (ast.WalkStatus, error) {
		if h, ok := n.(*ast.Heading); ok && in {
			h.Level = min(6, h.Level-least+level)
		}
		return ast.WalkContinue, nil
	})
	var b bytes.Buffer
	if err := md.Renderer().Render(&b, src, doc); err != nil {
		return template.HTML(template.HTMLEscapeString(source)) //nolint:gosec // escaped
	}
	return template.HTML(b.String()) //nolint:gosec // the renderer escapes
}
