package server

import (
	"errors"
	"net/http"
	"slices"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/gumgenie/gumgenie/internal/ai/providers"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/store"
)

// onHome is how many products the first page shows at once.
const onHome = 12

// homeView is the first page.
type homeView struct {
	head
	Request    product.Request
	Notes      string // the creator's own text, as typed
	Error      string
	ErrorField string
	Categories []catalog.Spec
	Presets    []catalog.Preset
	Palettes   []palette
	Currencies []string
	Languages  []spoken
	Examples   []string
	Products   []store.Light
	Next       string
	First      bool // the newest are shown
	Models     []providers.Listing
}

// home asks for the sentence and lists what was made.
func (s *server) home(w http.ResponseWriter, r *http.Request) error {
	v, err := s.homeView(r)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	v.Request.Brief, v.Request.Category = q.Get("brief"), product.Category(q.Get("category"))
	return s.render(w, http.StatusOK, "home", v)
}

func (s *server) homeView(r *http.Request) (homeView, error) {
	after := ""
	if r.Method != http.MethodPost {
		after = r.URL.Query().Get("after")
	}
	page, err := s.list(r, after, onHome)
	return homeView{
		head:       head{Title: "Make a digital product of one sentence", Version: s.Version},
		Categories: catalog.Specs(), Presets: catalog.Presets(), Palettes: palettes(), Currencies: []string{"USD", "EUR", "GBP", "AUD", "CAD"}, Languages: s.tongues(),
		Examples: []string{
			"Meal and sleep planner for night-shift nurses",
			"Prompts for wedding photographers who answer enquiries late at night",
			"Allotment planner for beginners in a cold climate",
			"Prompts for a one-person bakery that sells at markets",
		},
		Products: page.Products, Next: page.Next, First: after == "", Models: s.asked(),
	}, err
}

// homeForm takes the sentence from the page's form. What is wrong with it is
// said beside the form, with everything that was typed still there.
func (s *server) homeForm(w http.ResponseWriter, r *http.Request) error {
	if err := only(w, r, "Accept-Post", typeForm); err != nil {
		return err
	}
	req, err := decodeForm(r)
	if err == nil {
		var id string
		if id, err = s.Runner.Submit(r.Context(), owner, req, store.Claim{}); err == nil {
			http.Redirect(w, r, "/p/"+id, http.StatusSeeOther)
			return nil
		}
	}
	var f *fault.Fault
	if !errors.As(err, &f) || f.Kind == fault.Internal {
		return err
	}
	note(r, err)
	v, e := s.homeView(r)
	if e != nil {
		return errors.Join(err, e)
	}
	v.Request, v.Error, v.ErrorField = req, f.Message, f.Field
	v.Title = "Something to change · " + v.Title
	if len(req.Sources) > 0 {
		v.Notes = req.Sources[0].Text
	}
	p := explain(err)
	if wait := p.retryAfter(); wait != "" {
		w.Header().Set("Retry-After", wait)
	}
	return s.render(w, p.Status, "home", v)
}

// spoken is a language that products can be made in, by its own name.
type spoken struct{ Tag, Name string }

func spokenOf(known *locale.Languages) []spoken {
	var all []spoken
	for _, tag := range known.Tags() {
		t, err := language.Parse(tag)
		if err != nil {
			continue // the tags are part of the binary; a test parses them
		}
		name := display.Self.Name(t)
		if name == "" {
			name = display.English.Tags().Name(t)
		}
		if !slices.ContainsFunc(all, func(s spoken) bool { return s.Name == name }) { // nb and no are one
			all = append(all, spoken{tag, name})
		}
	}
	return all
}
