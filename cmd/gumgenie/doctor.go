package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"sync"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai/providers"
	"github.com/gumgenie/gumgenie/internal/app"
	"github.com/gumgenie/gumgenie/internal/backup"
	"github.com/gumgenie/gumgenie/internal/blob"
	"github.com/gumgenie/gumgenie/internal/client"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/jobs"
	"github.com/gumgenie/gumgenie/internal/secret"
)

// modelFlags are the flags of commands that ask language models.
type modelFlags struct {
	Providers string `help:"A YAML or JSON file of providers of language models, beside those of the environment (see gumgenie --help)." env:"GUMGENIE_PROVIDERS" placeholder:"FILE" predictor:"file"`
}

// runFlags are the flags of commands that make products.
type runFlags struct {
	modelFlags
	Deadline time.Duration `help:"Within what a product is to be complete: what a model is late with comes in the background." default:"8s" env:"GUMGENIE_DEADLINE" placeholder:"8s"`
}

type doctorCmd struct {
	modelFlags
	Addr         string `help:"Where the server is to listen." default:"127.0.0.1:8080" env:"GUMGENIE_ADDR" placeholder:"HOST:PORT"`
	TrustNetwork bool   `help:"The server is to listen on an address that others can reach." env:"GUMGENIE_TRUST_NETWORK"`
	JSON         bool   `help:"Print what was found as JSON."`
}

// found is what a check found.
type found struct {
	Name string `json:"name"`
	OK   bool   `json:"ok"`
	Says string `json:"says"`
}

// Run checks everything that a run needs, and asks every provider that is switched
// on a tiny question. It fails if anything does not work.
func (c doctorCmd) Run(s *shell) error {
	all := c.check(s)
	bad := 0
	for _, f := range all {
		if !f.OK {
			bad++
		}
	}
	if err := c.print(s.out, all, bad == 0); err != nil {
		return err
	}
	if s.ctx.Err() != nil {
		return s.ctx.Err()
	}
	if bad > 0 {
		return fault.New(fault.Unavailable, "%d of %d checks failed; what helps stands beside each.", bad, len(all))
	}
	return nil
}

func (c doctorCmd) print(w io.Writer, all []found, ok bool) error {
	if c.JSON {
		return json.NewEncoder(w).Encode(struct {
			OK     bool    `json:"ok"`
			Checks []found `json:"checks"`
		}{ok, all})
	}
	for _, f := range all {
		word := "ok"
		if !f.OK {
			word = "fail"
		}
		if _, err := fmt.Fprintf(w, "%-4s  %s: %s\n", word, f.Name, f.Says); err != nil {
			return err
		}
	}
	return nil
}

func (c doctorCmd) check(s *shell) []found {
	all := []found{fonts()}
	file := c.Providers
	if file != "" {
		if _, err := providers.FromFile(file, s.getenv); err != nil {
			all = append(all, judged("providers file", err, ""))
			file = ""
		}
	}
	ses, err := s.open(app.Config{Providers: file, TrustNetwork: c.TrustNetwork})
	all = append(all, c.folder(s, ses, err), room(s.data))
	if secret.New(s.data, s.getenv(secret.Variable)).Exposed() {
		all = append(all, found{"key file", false, fmt.Sprintf("Others on this machine may read %s, which opens the keys. Run: chmod 600 %[1]s", filepath.Join(s.data, secret.KeyName))})
	}
	if err != nil {
		return append(all, c.port(s, ""), found{"language models", false, "They are not asked, because the data folder does not open."})
	}
	all = append(all, c.port(s, ses.served))
	all = append(all, models(s.ctx, ses.Client)...)
	if err := ses.close(s.ctx); err != nil {
		all = append(all, judged("shut down", err, ""))
	}
	return all
}

// judged is a check that ended with an error or without.
func judged(name string, err error, well string) found {
	switch {
	case err == nil:
		return found{name, true, well}
	case errors.Is(err, context.Canceled):
		return found{name, false, "It was interrupted."}
	}
	return found{name, false, fault.Message(err)}
}

func fonts() (f found) {
	const name = "fonts"
	defer func() {
		if v := recover(); v != nil { // an embedded file that does not parse
			f = found{name, false, "The program is damaged: a typeface inside it cannot be read. Install it again."}
		}
	}()
	lib := font.NewLibrary()
	faces := map[string]bool{}
	for _, family := range []string{"sans", "serif", "mono"} {
		for _, role := range []font.Role{font.Regular, font.Italic, font.Bold, font.Display, font.Mono} {
			faces[lib.Face(family, role).Name] = true
		}
	}
	for _, bold := range []bool{false, true} {
		for _, face := range lib.Fallbacks(bold) {
			faces[face.Name] = true
		}
	}
	return found{name, true, fmt.Sprintf("%d typefaces can be read", len(faces))}
}

func (c doctorCmd) folder(s *shell, ses *session, err error) found {
	const name = "data folder"
	if err == nil {
		err = ses.Ready(s.ctx)
	}
	switch {
	case err != nil:
		return judged(name, err, "")
	case ses.served != "":
		return found{name, true, fmt.Sprintf("%s, and the server at http://%s works in it", s.data, ses.served)}
	}
	return found{name, true, s.data + " can be read and written"}
}

func room(data string) found {
	const name = "disk"
	blobs, err := blob.Open(filepath.Join(data, backup.BlobDir))
	if err != nil {
		return judged(name, fault.Wrap(err, fault.Unavailable, "The folder for files in %s cannot be opened. Check its permissions or choose another with --data.", data), "")
	}
	free, err := blobs.Free()
	switch {
	case err != nil:
		return judged(name, fault.Wrap(err, fault.Unavailable, "The disk does not say how much room is left."), "")
	case free < jobs.LeastFree:
		return found{name, false, fmt.Sprintf("%d MB are left; a new product needs %d MB free. Delete products or free some room.", free>>20, jobs.LeastFree>>20)}
	}
	return found{name, true, fmt.Sprintf("%d MB are free", free>>20)}
}

// port says whether a server could listen, or that one does.
func (c doctorCmd) port(s *shell, served string) found {
	if served != "" {
		return found{"address", true, "the server answers at http://" + served}
	}
	return judged("address", app.CanListen(s.ctx, c.Addr, c.TrustNetwork), c.Addr+" is free to listen on")
}

// models asks every provider that is switched on, all at once.
func models(ctx context.Context, c *client.Client) []found {
	all, err := c.Providers(ctx)
	if err != nil {
		return []found{judged("language models", err, "")}
	}
	if len(all) == 0 {
		return []found{{"language models", true, "none is set, the local writer makes everything; set GEMINI_API_KEY or OPENAI_API_KEY, or name some with --providers"}}
	}
	out := make([]found, len(all))
	var wg sync.WaitGroup
	for i, p := range all {
		wg.Go(func() { out[i] = ask(ctx, c, p) })
	}
	wg.Wait()
	return out
}

func ask(ctx context.Context, c *client.Client, p client.Provider) found {
	name := "model " + p.ID
	if p.Model != "" {
		name += " (" + p.Model + ")"
	}
	if !p.Enabled {
		return found{name, true, "switched off, not asked"}
	}
	took, err := c.TestProvider(ctx, p.ID)
	return judged(name, err, fmt.Sprintf("answers after %d ms", took.Milliseconds()))
}
