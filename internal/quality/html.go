package quality

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"

	"github.com/gumgenie/gumgenie/internal/product"
)

// shown lists the elements that the shop shows; anything else it removes with
// its content.
func shown() []string {
	return strings.Fields("strong b em u s h1 h2 h3 h4 h5 h6 pre code ul ol li hr blockquote p a figure figcaption img div span br")
}

// htmlFile checks the description as it is pasted into the shop: every element
// closed, none that the shop would remove, no script.
func (r *Reader) htmlFile(facts *Facts, _ product.File, data []byte) {
	if !words(facts, data) {
		return
	}
	allowed := map[string]bool{}
	for _, e := range shown() {
		allowed[e] = true
	}
	z := html.NewTokenizer(bytes.NewReader(data))
	var open []string
	var text strings.Builder
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				facts.fault(GateFiles, "the file", "It is damaged: "+z.Err().Error()+".")
			}
			if len(open) > 0 {
				facts.fault(GateFiles, "the file", fmt.Sprintf("The element %s is not closed.", open[len(open)-1]))
			}
			r.lines(facts, text.String())
			facts.Says = statements(text.String())
			return
		case html.StartTagToken:
			t := z.Token()
			element(facts, t, allowed)
			if t.Data != "br" && t.Data != "hr" && t.Data != "img" {
				open = append(open, t.Data)
			}
		case html.SelfClosingTagToken:
			element(facts, z.Token(), allowed)
		case html.EndTagToken:
			t := z.Token()
			if n := len(open); n == 0 || open[n-1] != t.Data {
				facts.fault(GateFiles, "the file", fmt.Sprintf("The element %s ends where it has not begun.", t.Data))
				return
			}
			open = open[:len(open)-1]
			text.WriteByte(' ')
		case html.TextToken:
			text.WriteString(z.Token().Data)
		}
	}
}

func element(facts *Facts, t html.Token, allowed map[string]bool) {
	facts.check(GateMarket, 1)
	if !allowed[t.Data] {
		facts.fault(GateMarket, "the file", fmt.Sprintf("The shop removes the element %s with its content.", t.Data))
	}
	for _, a := range t.Attr {
		if strings.HasPrefix(a.Key, "on") || strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:") {
			facts.fault(GateFiles, "the file", fmt.Sprintf("The element %s runs a script.", t.Data))
		}
	}
}
