package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/app"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/source"
)

type generateCmd struct {
	runFlags
	Brief     string   `arg:"" help:"What to make and for whom, in one sentence; - reads it from the standard input."`
	Category  string   `help:"ai-prompts or digital-planners; proposed from the brief when left out." predictor:"category"`
	Tier      string   `help:"mini, starter, pro or ultimate; all tiers when left out." predictor:"tier"`
	Out       string   `help:"Folder in which a folder for the product is made." default:"." placeholder:"DIR" predictor:"dir"`
	Preset    string   `help:"The look." predictor:"preset"`
	Palette   string   `help:"The colours; those of the preset when left out." predictor:"palette"`
	Source    []string `help:"A text of your own to draw on (Markdown, text or HTML); may repeat." sep:"none" placeholder:"FILE" predictor:"file"`
	Language  string   `help:"Language tag, such as en; any but English needs a language model."`
	Currency  string   `help:"Three letters, such as USD."`
	Paper     string   `help:"a4 or letter." predictor:"paper"`
	WeekStart string   `help:"monday or sunday." predictor:"weekstart"`
	Year      int      `help:"First dated year of a planner."`
	Seed      uint64   `help:"Another seed chooses and orders the contents otherwise."`
	JSON      bool     `help:"Print the events as JSON, one a line, and the result as the last line."`
}

func (c generateCmd) Run(s *shell) error {
	req, err := c.request(s)
	if err != nil {
		return err
	}
	if err := writable(c.Out); err != nil {
		return err
	}
	ses, err := s.open(app.Config{Providers: c.Providers, Deadline: c.Deadline})
	if err != nil {
		return err
	}
	err = c.make(s, ses, req)
	return errors.Join(err, ses.close(s.ctx))
}

func (c generateCmd) make(s *shell, ses *session, req product.Request) error {
	began := time.Now()
	id, err := ses.Start(s.ctx, req, "")
	if err != nil {
		return err
	}
	show := newProgress(s.out, s.errOut, c.JSON)
	if ses.served != "" {
		show.note("The server at http://" + ses.served + " holds the data folder and does the work.")
	}
	err = ses.Follow(s.ctx, id, show.event)
	show.end()
	if err != nil {
		if s.ctx.Err() != nil {
			show.note("Interrupted. The run goes on when the data folder is next opened; end it with: gumgenie products stop " + id)
		}
		return err
	}
	p, err := ses.Product(s.ctx, id)
	if err != nil {
		return err
	}
	switch p.Status {
	case product.Failed:
		return fault.New(fault.Unavailable, "%s", p.Error)
	case product.Stopped:
		return fault.New(fault.Unavailable, "The run was stopped.")
	}
	dir, err := save(s, ses, p, c.Out)
	if err != nil {
		show.note("The product is made and kept; copy its files with: gumgenie products save " + id + " --out DIR")
		return err
	}
	if c.JSON {
		return json.NewEncoder(s.out).Encode(map[string]any{
			"kind": "result", "id": p.ID, "folder": dir, "score": p.Report.Score, "launchReady": p.Report.LaunchReady, "why": p.Report.Why, "tiers": p.Offers,
		})
	}
	summary(s.out, p, dir, time.Since(began))
	return nil
}

// request reads the brief and the sources.
func (c generateCmd) request(s *shell) (product.Request, error) {
	text := c.Brief
	if text == "-" {
		raw, err := io.ReadAll(io.LimitReader(s.in, 1<<20))
		if err != nil {
			return product.Request{}, fmt.Errorf("read the brief: %w", err)
		}
		text = string(raw)
	}
	req := product.Request{
		Brief: text, Category: product.Category(c.Category), Tier: product.Tier(c.Tier), Preset: c.Preset, Palette: c.Palette,
		Language: c.Language, Currency: c.Currency, Paper: c.Paper, WeekStart: c.WeekStart, Year: c.Year, Seed: c.Seed,
	}
	if !utf8.ValidString(text) { // JSON would replace what is not, and say nothing
		return req, fault.Field("brief", "The brief is not UTF-8 text.")
	}
	if len(c.Source) > source.MaxSources {
		return req, fault.Field("sources", "There are %d sources; at most %d are read.", len(c.Source), source.MaxSources)
	}
	for _, name := range c.Source {
		text, err := readSource(name)
		if err != nil {
			return req, err
		}
		req.Sources = append(req.Sources, product.Source{Name: filepath.Base(name), Text: text})
	}
	return req, nil
}

// readSource reads a text file up to what a source may have.
func readSource(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", fault.Wrap(err, fault.Invalid, "The source %s cannot be read.", name)
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, source.MaxBytes+1))
	switch {
	case err != nil:
		return "", fault.Wrap(err, fault.Invalid, "The source %s cannot be read.", name)
	case len(raw) > source.MaxBytes:
		return "", fault.Field("sources", "The source %s has more than %d bytes, which are the most that are read of one.", name, source.MaxBytes)
	case !utf8.Valid(raw):
		return "", fault.Field("sources", "The source %s is not UTF-8 text.", name)
	}
	return string(raw), nil
}

// writable reports early that the out folder cannot take files.
func writable(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fault.Wrap(err, fault.Invalid, "The folder %s cannot be made. Choose another with --out.", dir)
	}
	f, err := os.CreateTemp(dir, ".gumgenie-")
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "The folder %s cannot be written. Choose another with --out.", dir)
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// save copies the files of a product into a folder of its own under out.
func save(s *shell, ses *session, p *product.Product, out string) (string, error) {
	dir := filepath.Join(out, p.Slug)
	for n := 2; ; n++ {
		err := os.Mkdir(dir, 0o755)
		if err == nil {
			break
		}
		if !errors.Is(err, os.ErrExist) || n > 1000 {
			return "", fault.Wrap(err, fault.Invalid, "The folder %s cannot be made.", dir)
		}
		dir = filepath.Join(out, fmt.Sprintf("%s-%d", p.Slug, n))
	}
	for _, f := range p.Files {
		if !filepath.IsLocal(f.Path) {
			return "", fmt.Errorf("the file name %q leads out of the folder", f.Path)
		}
		if err := fetch(s, ses, p.ID, f, filepath.Join(dir, filepath.FromSlash(f.Path))); err != nil {
			return "", err
		}
	}
	return dir, nil
}

func fetch(s *shell, ses *session, id string, f product.File, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return fault.Wrap(err, fault.Full, "The folder %s cannot be made.", filepath.Dir(to))
	}
	w, err := os.Create(to)
	if err != nil {
		return fault.Wrap(err, fault.Full, "The file %s cannot be written.", to)
	}
	sum := sha256.New()
	err = errors.Join(ses.File(s.ctx, id, f.Path, io.MultiWriter(w, sum)), w.Close())
	switch {
	case err == nil && hex.EncodeToString(sum.Sum(nil)) != f.SHA:
		return fault.New(fault.Unavailable, "The file %s did not arrive whole. Try again with: gumgenie products save %s", f.Path, id)
	case fault.KindOf(err) == fault.Internal && !errors.Is(err, context.Canceled):
		return fault.Wrap(err, fault.Full, "The file %s cannot be written; the disk may be full.", to)
	}
	return err
}

// summary is what a person reads at the end.
func summary(w io.Writer, p *product.Product, dir string, took time.Duration) {
	fmt.Fprintf(w, "\n%s\n%s, %d files, made in %.1f s\n", p.Title, p.Category, len(p.Files), took.Seconds())
	if p.Selection.Note != "" {
		fmt.Fprintln(w, p.Selection.Note)
	}
	if p.Dropped != "" {
		fmt.Fprintf(w, "Left out of the title: %s\n", p.Dropped)
	}
	fmt.Fprintf(w, "\nFolder: %s\n", dir)
	for _, o := range p.Offers {
		bundle := "withheld, because a gate failed: see report/report.md"
		if o.Bundle != "" {
			bundle = fmt.Sprintf("%s (%.1f MB)", filepath.Join(dir, filepath.FromSlash(o.Bundle)), float64(o.Bytes)/1e6)
		}
		fmt.Fprintf(w, "  %-9s %3d.%02d %s  %s\n", o.Tier, o.Price/100, o.Price%100, o.Currency, bundle)
	}
	fmt.Fprintf(w, "Score: %.0f of 100", p.Report.Score)
	if p.Report.LaunchReady {
		fmt.Fprintln(w, ", launch-ready")
		return
	}
	fmt.Fprintf(w, ", not launch-ready: %s\n", strings.TrimSpace(p.Report.Why))
}
