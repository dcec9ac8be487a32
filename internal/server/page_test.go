package server_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
)

// each calls fn with every element of a page, in order.
func each(n *html.Node, fn func(*html.Node)) {
	if n.Type == html.ElementNode {
		fn(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		each(c, fn)
	}
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

func words(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return strings.Join(strings.Fields(b.String()), " ")
}

// sound parses a page and checks what every page must have: language, title,
// landmarks, one first heading, headings in order, labels, words for pictures,
// unique ids, and nothing from elsewhere.
func sound(t *testing.T, a answer) *html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(a.body))
	if err != nil {
		t.Fatalf("parse: %v", err)
	}
	count, seen, labels, level := map[string]int{}, map[string]bool{}, map[string]bool{}, 0
	each(doc, func(n *html.Node) {
		count[n.Data]++
		if n.Data == "label" {
			labels[attr(n, "for")] = true
		}
		if id := attr(n, "id"); id != "" {
			if seen[id] {
				t.Errorf("the id %q is there twice", id)
			}
			seen[id] = true
		}
	})
	each(doc, func(n *html.Node) {
		switch n.Data {
		case "html":
			if attr(n, "lang") != "en" {
				t.Errorf("the page has the language %q", attr(n, "lang"))
			}
		case "h1", "h2", "h3", "h4", "h5", "h6":
			now := int(n.Data[1] - '0')
			if now > level+1 {
				t.Errorf("the heading %q is of level %d after %d", words(n), now, level)
			}
			level = now
		case "img":
			if !has(n, "alt") {
				t.Errorf("a picture has no words: %v", n.Attr)
			}
		case "input", "select", "textarea", "meter", "progress":
			named := labels[attr(n, "id")] || attr(n, "aria-label") != "" || attr(n, "aria-labelledby") != "" || n.Parent.Data == "label"
			if attr(n, "type") != "hidden" && !named {
				t.Errorf("a %s has no label: %v", n.Data, n.Attr)
			}
		case "button", "a", "summary":
			if words(n) == "" && attr(n, "aria-label") == "" && n.FirstChild != nil && n.FirstChild.Data != "img" {
				t.Errorf("a %s has no words", n.Data)
			}
		}
		for _, x := range n.Attr {
			if strings.HasPrefix(x.Key, "on") || x.Key == "style" {
				t.Errorf("%s has %s: the policy forbids it", n.Data, x.Key)
			}
			if strings.HasPrefix(x.Key, "aria-labelledby") || x.Key == "aria-describedby" {
				for _, id := range strings.Fields(x.Val) {
					if !seen[id] {
						t.Errorf("%s points to %q, which is not there", x.Key, id)
					}
				}
			}
			if (x.Key == "src" || x.Key == "href" || x.Key == "action") && (strings.Contains(x.Val, "//") || strings.HasPrefix(x.Val, "javascript:")) {
				t.Errorf("%s leads elsewhere: %q", x.Key, x.Val)
			}
		}
	})
	for _, once := range []string{"title", "main", "h1", "header", "footer", "nav"} {
		if count[once] != 1 {
			t.Errorf("the page has %d of %s, want 1", count[once], once)
		}
	}
	if strings.Contains(a.body, `<script>alert`) {
		t.Error("a text of the product runs as script")
	}
	return doc
}

func TestHome(t *testing.T) {
	t.Parallel()
	s := open(t)
	doc := sound(t, s.get("/").status(t, 200))
	fields, action := map[string]bool{}, ""
	each(doc, func(n *html.Node) {
		if name := attr(n, "name"); n.Data != "meta" && name != "" {
			fields[name] = true
		}
		if n.Data == "form" {
			action = attr(n, "action")
		}
	})
	for _, name := range []string{"brief", "category", "tier", "preset", "palette", "sources", "language", "currency", "paper", "weekStart", "year", "seed"} {
		if !fields[name] {
			t.Errorf("the form has no field %s", name)
		}
	}
	form := url.Values{"brief": {"Log for beekeepers"}, "category": {"ai-prompts"}, "tier": {""}, "sources": {""}, "year": {""}, "seed": {""}}
	a := s.do(http.MethodPost, action, form.Encode(), "Content-Type", "application/x-www-form-urlencoded").status(t, 303)
	sound(t, s.get(a.Header.Get("Location")).status(t, 200))
	s.finish(strings.TrimPrefix(a.Header.Get("Location"), "/p/"))
	for range 13 {
		s.submit(`<img src=x onerror=alert(1)> =cmd|'/c calc'!A0`)
	}
	page := s.get("/").status(t, 200)
	sound(t, page)
	next := page.body[strings.Index(page.body, "/?after="):]
	second := s.get(strings.ReplaceAll(next[:strings.IndexByte(next, '"')], "&amp;", "&")).status(t, 200)
	sound(t, second)
	if !strings.Contains(second.body, "Calm answers for wedding photographers") {
		t.Error("the second page does not show the oldest product")
	}
}

func TestHomeSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.refuse = fault.Field("brief", "The brief says too little.")
	form := url.Values{"brief": {`"><script>alert(1)</script>`}, "category": {"ai-prompts"}, "sources": {"# mine"}}
	a := s.do(http.MethodPost, "/", form.Encode(), "Content-Type", "application/x-www-form-urlencoded").status(t, 422)
	doc := sound(t, a)
	alert, invalid := "", ""
	each(doc, func(n *html.Node) {
		if attr(n, "role") == "alert" {
			alert = words(n)
		}
		if attr(n, "aria-invalid") == "true" {
			invalid = words(n)
		}
	})
	if !strings.Contains(alert, "The brief says too little.") || invalid != form.Get("brief") || !strings.Contains(a.body, "# mine") {
		t.Errorf("got the alert %q and the field %q, want the reason and all that was typed", alert, invalid)
	}
	s.refuse = fault.New(fault.Limited, "200 products wait already.")
	if a := s.do(http.MethodPost, "/", "brief=x", "Content-Type", "application/x-www-form-urlencoded").status(t, 429); a.Header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	s.refuse = http.ErrBodyNotAllowed
	sound(t, s.do(http.MethodPost, "/", "brief=x", "Content-Type", "application/x-www-form-urlencoded").status(t, 500))
	sound(t, s.do(http.MethodPost, "/", goodBrief, "Content-Type", "application/json").status(t, 415))
	sound(t, s.do(http.MethodPost, "/", "brief="+strings.Repeat("x", 1<<20), "Content-Type", "application/x-www-form-urlencoded").status(t, 413))
}

func TestPageOfARun(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.submit("before")
	id := s.submit("x")
	waiting := s.get("/p/"+id).status(t, 200)
	sound(t, waiting)
	if !strings.Contains(waiting.body, "1 product before this one") {
		t.Error("the page does not tell the place in the queue")
	}
	s.emit(id, stage(2), product.NewEvent(product.EventFile, "f", map[string]any{"task": "starter/book", "count": 3, "done": 1, "of": 2}))
	a := s.get("/p/"+id).status(t, 200)
	doc := sound(t, a)
	found := map[string]string{}
	each(doc, func(n *html.Node) {
		switch {
		case n.Data == "noscript":
			found["noscript"] += words(n)
		case n.Data == "progress":
			found["progress"] = attr(n, "value")
		case attr(n, "role") == "status":
			found["status"] = words(n)
		case n.Data == "title":
			found["title"] = words(n)
		case n.Data == "form":
			found["form"] = attr(n, "action")
		case has(n, "data-events"):
			found["events"] = attr(n, "data-events")
		}
	})
	for name, want := range map[string]string{"noscript": "refresh", "progress": "25", "status": "Step 2 of 6: Stage 2", "title": "2 of 6", "form": "/p/" + id + "/stop", "events": "?after=3"} {
		if !strings.Contains(found[name], want) {
			t.Errorf("%s: got %q, want %q in it", name, found[name], want)
		}
	}
	s.do(http.MethodPost, "/p/"+id+"/stop", "").status(t, 303)
	stopped := s.get("/p/"+id).status(t, 200)
	sound(t, stopped)
	if strings.Contains(stopped.body, "http-equiv") || !strings.Contains(stopped.body, "<title>Stopped: ") {
		t.Error("a stopped run still loads itself again")
	}
}

func TestPageOfAProduct(t *testing.T) {
	t.Parallel()
	s := open(t)
	id := s.submit("x")
	s.finish(id)
	a := s.get("/p/"+id).status(t, 200)
	text := words(sound(t, a))
	for _, want := range []string{
		"Ready: Calm answers", "83.5", "Not launch-ready", "These gates are not passed: links.", "$12", "29.50 CHF", "Withheld", "2 prompts", "Offer a third tier.",
		"1 gate not passed", "Fonts are embedded", "page 2:", "What is inside", "May I print it?", "Answer a late enquiry", "listing/description.html", "Delete it for good",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if !strings.Contains(a.body, `alt="Picture 1 of the listing`) || strings.Contains(a.body, "javascript:") {
		t.Error("a picture has no words, or a link runs script")
	}
	s.finish(id, func(p *product.Product) { p.Status, p.Error = product.Failed, "The disk is full." })
	failed := s.get("/p/"+id).status(t, 200)
	sound(t, failed)
	if !strings.Contains(failed.body, "The disk is full.") {
		t.Error("the page does not say why the run failed")
	}
	sound(t, s.get("/p/nobody").status(t, 404))
	s.do(http.MethodPost, "/p/"+id+"/delete", "").status(t, 303)
	s.get("/p/"+id).status(t, 404)
}

func TestAssets(t *testing.T) {
	t.Parallel()
	s := open(t)
	page := s.get("/").body
	style := s.get(between(t, page, `rel="stylesheet" href="`, `"`)).status(t, 200)
	if style.Header.Get("Content-Type") != "text/css; charset=utf-8" || !strings.Contains(style.Header.Get("Cache-Control"), "immutable") {
		t.Errorf("got the headers %v", style.Header)
	}
	if got := s.get(between(t, style.body, `url("`, `"`)).status(t, 200); got.Header.Get("Content-Type") != "font/ttf" {
		t.Errorf("got the typeface as %q", got.Header.Get("Content-Type"))
	}
	s.get(between(t, page, `rel="icon" href="`, `"`)).status(t, 200)
	s.get("/assets/page.css").status(t, 404)
}

// TestColoursCanBeRead checks every pair of text and ground that the style sheet
// uses, in its light and its dark half.
func TestColoursCanBeRead(t *testing.T) {
	t.Parallel()
	s := open(t)
	style := s.get(between(t, s.get("/").body, `rel="stylesheet" href="`, `"`)).body
	halves := strings.SplitN(style, "prefers-color-scheme: dark", 2)
	if len(halves) != 2 {
		t.Fatal("the style sheet has no dark half")
	}
	for half, css := range map[string]string{"light": halves[0], "dark": halves[1]} {
		colour := func(name string) draw.RGB {
			v, err := strconv.ParseUint(between(t, css, "--"+name+": #", ";"), 16, 32)
			if err != nil {
				t.Fatalf("%s: the colour %s: %v", half, name, err)
			}
			return draw.RGB{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v)}
		}
		for _, pair := range []struct {
			text, ground string
			least        float64
		}{
			{"ink", "paper", 7}, {"ink", "card", 7}, {"soft", "paper", 4.5}, {"soft", "card", 4.5}, {"accent", "paper", 4.5}, {"accent", "card", 4.5}, {"accent", "accent-wash", 4.5},
			{"on-accent", "accent", 4.5}, {"ink", "accent-wash", 4.5}, {"soft", "accent-wash", 4.5}, {"good", "accent-wash", 4.5}, {"good", "paper", 4.5}, {"bad", "paper", 4.5},
			{"ink", "bad-wash", 4.5}, {"wait", "wait-wash", 4.5}, {"ink", "wait-wash", 4.5}, {"edge", "card", 3}, {"edge", "paper", 3},
		} {
			if got := catalog.Contrast(colour(pair.text), colour(pair.ground)); got < pair.least {
				t.Errorf("%s: %s on %s has a contrast of %.2f, want %.1f", half, pair.text, pair.ground, got, pair.least)
			}
		}
	}
}

func between(t *testing.T, s, before, after string) string {
	t.Helper()
	_, rest, ok := strings.Cut(s, before)
	out, _, ok2 := strings.Cut(rest, after)
	if !ok || !ok2 {
		t.Fatalf("there is nothing between %q and %q", before, after)
	}
	return out
}

// TestHomeOffersEachLanguageOnce reads the names of the languages.
func TestHomeOffersEachLanguageOnce(t *testing.T) {
	t.Parallel()
	doc := sound(t, open(t).get("/").status(t, 200))
	seen := map[string]bool{}
	each(doc, func(n *html.Node) {
		if n.Data != "option" || attr(n.Parent, "id") != "language" || attr(n, "value") == "" {
			return
		}
		if name := words(n); seen[name] {
			t.Errorf("%s is offered twice", name)
		} else {
			seen[name] = true
		}
	})
	if len(seen) < 80 || !seen["Deutsch"] || !seen["日本語"] {
		t.Errorf("%d languages are offered", len(seen))
	}
}
