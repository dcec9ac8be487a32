package server

import (
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/gumgenie/gumgenie/internal/product"
)

// progress is how far a run is, as its events tell.
type progress struct {
	Last    int64 // number of the last event
	Stage   string
	Number  int // of the stage, from 1; 0 = none has begun
	Of      int
	Percent int
	Ahead   int      // products that wait before this one
	Lines   []string // what was done, newest last
}

// Short says in a few words where the run is, for a title.
func (p progress) Short() string {
	if p.Number == 0 {
		return "Waiting"
	}
	return fmt.Sprintf("%d of %d", p.Number, p.Of)
}

// shownLines is how many steps the page shows.
const shownLines = 6

// told is the data of the events that progress is read from.
type told struct {
	Title   string `json:"title"`
	Number  int    `json:"number"`
	Of      int    `json:"of"`
	Task    string `json:"task"`
	Count   int    `json:"count"`
	Done    int    `json:"done"`
	Items   int    `json:"items"`
	Model   int    `json:"model"`
	Pending int    `json:"pending"`
	Why     string `json:"why"`
}

// progress reads a run's events.
func (s *server) progress(r *http.Request, p *product.Product) (progress, error) {
	var out progress
	for {
		events, err := s.DB.Events(r.Context(), p.ID, out.Last, batch)
		if err != nil {
			return out, err
		}
		for _, e := range events {
			out.add(e)
		}
		if len(events) < batch {
			break
		}
	}
	out.Lines = out.Lines[max(0, len(out.Lines)-shownLines):]
	if p.Status != product.Queued {
		return out, nil
	}
	ahead, _, err := s.DB.Ahead(r.Context(), p.ID)
	out.Ahead = ahead
	return out, err
}

func (p *progress) add(e product.Event) {
	p.Last = e.Seq
	var d told
	if len(e.Data) > 0 && json.Unmarshal(e.Data, &d) != nil {
		return // an event of another version: the number counts, the rest is decoration
	}
	switch e.Kind {
	case product.EventStage:
		p.Stage, p.Number, p.Of = d.Title, d.Number, d.Of
		p.Percent = share(d.Number-1, 0, 1, d.Of)
	case product.EventSection:
		p.Lines = append(p.Lines, fmt.Sprintf("%s: %s", d.Title, plural(d.Items, "item")))
	case product.EventItem:
		p.Lines = append(p.Lines, "Written: "+d.Title)
	case product.EventWritten:
		p.Lines = append(p.Lines, d.written())
	case product.EventFile:
		p.Percent = share(p.Number-1, d.Done, d.Of, p.Of)
		p.Lines = append(p.Lines, fmt.Sprintf("%s: %s", label(d.Task), plural(d.Count, "file")))
	case product.EventComplete:
		p.Percent = 100
	}
}

// written says what a model gave to a run.
func (d told) written() string {
	line := plural(d.Model, "item") + " by the model"
	if d.Pending > 0 {
		line += fmt.Sprintf(", %d to come later", d.Pending)
	}
	if d.Why != "" {
		line += ". " + d.Why
	}
	return line
}

// share is how much of all stages is done, in percent: whole ones and a part of
// the present one.
func share(whole, part, of, stages int) int {
	if stages <= 0 || of <= 0 {
		return 0
	}
	return max(0, min(100, (100*whole+100*part/of)/stages))
}
