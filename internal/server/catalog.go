package server

import (
	"fmt"
	"net/http"

	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/draw"
)

// palette is a colourway that a product can come in.
type palette struct {
	ID           string            `json:"id"`
	Name         string            `json:"name"`
	Dark         bool              `json:"dark"`
	HighContrast bool              `json:"highContrast"`
	Colours      map[string]string `json:"colours" doc:"paper, ink, accent, second and third as #rrggbb."`
}

// choices is what a request can choose between.
type choices struct {
	Categories []catalog.Spec `json:"categories"`
	Palettes   []palette      `json:"palettes"`
	Papers     []string       `json:"papers"`
	WeekStarts []string       `json:"weekStarts"`
	Languages  []string       `json:"languages"`
}

type presetList struct {
	Presets []catalog.Preset `json:"presets"`
}

func palettes() []palette {
	var all []palette
	for _, t := range catalog.Colours() {
		p := palette{ID: t.ID, Name: t.Name, Dark: t.Dark, HighContrast: t.HighContrast, Colours: map[string]string{}}
		for name, slot := range map[string]draw.Slot{"paper": draw.Paper, "ink": draw.Ink, "accent": draw.Accent, "second": draw.Second, "third": draw.Third} {
			c := t.Palette[slot]
			p.Colours[name] = fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
		}
		all = append(all, p)
	}
	return all
}

func (s *server) getCatalog(w http.ResponseWriter, _ *http.Request) error {
	return reply(w, http.StatusOK, choices{
		Categories: catalog.Specs(), Palettes: palettes(), Papers: []string{"a4", "letter"},
		WeekStarts: []string{"monday", "sunday"}, Languages: s.Languages.Tags(),
	})
}

func (s *server) getPresets(w http.ResponseWriter, _ *http.Request) error {
	all := catalog.Presets()
	for i := range all {
		all[i].Fits = filled(all[i].Fits)
	}
	return reply(w, http.StatusOK, presetList{all})
}
