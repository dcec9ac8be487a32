package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"github.com/gumgenie/gumgenie/internal/product"
)

// progress shows a run: a bar on a terminal, lines when piped, events as JSON.
type progress struct {
	out, errOut io.Writer
	json        bool
	bar         *progressbar.ProgressBar
	stage       string
}

// parts is the length of the bar: a hundred for each stage.
const parts = 100

func newProgress(out, errOut io.Writer, asJSON bool) *progress {
	p := &progress{out: out, errOut: errOut, json: asJSON}
	if f, ok := errOut.(*os.File); ok && !asJSON && term.IsTerminal(int(f.Fd())) {
		p.bar = progressbar.NewOptions(1, progressbar.OptionSetWriter(errOut), progressbar.OptionSetWidth(28),
			progressbar.OptionClearOnFinish(), progressbar.OptionSetPredictTime(false), progressbar.OptionSetElapsedTime(true))
	}
	return p
}

// told is the data of the events that are shown.
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
	Calls   int    `json:"calls"`
	Asked   int    `json:"asked"`
	// TokensSpared is what asking for several items together spared, about.
	TokensSpared int    `json:"tokensSpared"`
	Why          string `json:"why"`
}

func (p *progress) event(e product.Event) error {
	if p.json {
		return json.NewEncoder(p.out).Encode(e)
	}
	var d told
	if len(e.Data) > 0 {
		if err := json.Unmarshal(e.Data, &d); err != nil {
			return fmt.Errorf("read event %d: %w", e.Seq, err)
		}
	}
	switch e.Kind {
	case product.EventStage:
		p.stage = d.Title
		if p.bar != nil {
			p.bar.ChangeMax(d.Of * parts)
			p.bar.Describe(d.Title)
			return p.bar.Set((d.Number - 1) * parts)
		}
		p.line("%d/%d %s", d.Number, d.Of, d.Title)
	case product.EventSection:
		p.line("      %s: %d", d.Title, d.Items)
	case product.EventItem:
		p.line("      written: %s", d.Title)
	case product.EventWritten:
		p.line("      %d items by the model, %d to come later", d.Model, d.Pending)
		if d.Calls > 0 && d.Asked > d.Calls {
			p.line("      %d items were asked for in %d calls; one by one would have taken about %d tokens more", d.Asked, d.Calls, d.TokensSpared)
		}
		if d.Why != "" {
			p.line("      %s", d.Why)
		}
	case product.EventFile:
		if p.bar != nil && d.Of > 0 {
			at := int(p.bar.State().CurrentNum) / parts * parts
			return p.bar.Set(at + min(parts-1, d.Done*parts/d.Of))
		}
		p.line("      %s: %d files (%d of %d)", d.Task, d.Count, d.Done, d.Of)
	}
	return nil
}

// line prints a plain line when there is no bar.
func (p *progress) line(format string, args ...any) {
	if p.bar == nil && !p.json {
		fmt.Fprintf(p.errOut, format+"\n", args...)
	}
}

// note prints a sentence beside the progress.
func (p *progress) note(text string) {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
	fmt.Fprintln(p.errOut, text)
}

func (p *progress) end() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}
