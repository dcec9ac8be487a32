package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/gumgenie/gumgenie/internal/backup"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
)

type profileCmd struct {
	Name      *string `help:"Name of the seller, printed into every file."`
	Contact   *string `help:"Where buyers write to, such as an e-mail address."`
	Site      *string `help:"Address of the seller's site."`
	Logo      *string `help:"A PNG picture; an empty name takes it away." placeholder:"FILE" predictor:"file"`
	Refund    *string `help:"faulty-only, 7-days or 30-days."`
	Licence   *string `help:"personal, commercial or team."`
	TeamSize  *int    `help:"How many people a team licence is for."`
	Currency  *string `help:"Three letters, such as USD."`
	Paper     *string `help:"a4 or letter."`
	WeekStart *string `help:"monday or sunday."`
	Language  *string `help:"Language tag, such as en; any but English needs a language model."`
}

func (c profileCmd) Run(s *shell) error {
	return s.with(func(ses *session) error {
		p, err := ses.Profile(s.ctx)
		if err != nil {
			return err
		}
		changed, err := c.onto(&p)
		if err != nil {
			return err
		}
		if changed {
			if err := ses.SetProfile(s.ctx, p); err != nil {
				return err
			}
			if p, err = ses.Profile(s.ctx); err != nil {
				return err
			}
		}
		enc := json.NewEncoder(s.out)
		enc.SetIndent("", "  ")
		return enc.Encode(p)
	})
}

// onto writes the flags that were given onto the profile.
func (c profileCmd) onto(p *product.Profile) (changed bool, err error) {
	for _, f := range []struct {
		from *string
		to   *string
	}{
		{c.Name, &p.Name}, {c.Contact, &p.Contact}, {c.Site, &p.Site}, {c.Refund, &p.Refund}, {c.Licence, &p.Licence},
		{c.Currency, &p.Currency}, {c.Paper, &p.Paper}, {c.WeekStart, &p.WeekStart}, {c.Language, &p.Language},
	} {
		if f.from != nil {
			*f.to, changed = *f.from, true
		}
	}
	if c.TeamSize != nil {
		p.TeamSize, changed = *c.TeamSize, true
	}
	if c.Logo == nil {
		return changed, nil
	}
	p.Logo, err = readLogo(*c.Logo)
	return true, err
}

// maxLogo is far above what is accepted, so that the server says what is; what
// is above it is not even read.
const maxLogo = 600 << 10

func readLogo(name string) ([]byte, error) {
	if name == "" {
		return nil, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "The logo %s cannot be read.", name)
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, maxLogo))
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "The logo %s cannot be read.", name)
	}
	if len(raw) == 0 {
		return nil, fault.Field("logo", "The logo %s is empty.", name)
	}
	return raw, nil
}

type backupCmd struct {
	File string `arg:"" help:"The file to write; - is the standard output."`
}

func (c backupCmd) Run(s *shell) error {
	return s.with(func(ses *session) error {
		if c.File == "-" {
			return ses.Backup(s.ctx, s.out)
		}
		if _, err := os.Stat(c.File); err == nil {
			return fault.New(fault.Invalid, "The file %s is there already. Choose another name.", c.File)
		}
		tmp, err := os.CreateTemp(filepath.Dir(c.File), ".backup-")
		if err != nil {
			return fault.Wrap(err, fault.Invalid, "The file %s cannot be written.", c.File)
		}
		defer os.Remove(tmp.Name())
		switch err := errors.Join(ses.Backup(s.ctx, tmp), tmp.Sync(), tmp.Close()); {
		case errors.Is(err, context.Canceled):
			return err
		case fault.KindOf(err) == fault.Internal:
			return fault.Wrap(err, fault.Full, "The file %s cannot be written; the disk may be full.", c.File)
		case err != nil:
			return err
		}
		if err := os.Rename(tmp.Name(), c.File); err != nil {
			return fault.Wrap(err, fault.Invalid, "The file %s cannot be written.", c.File)
		}
		_, err = fmt.Fprintf(s.out, "Backup: %s\n", c.File)
		return err
	})
}

type restoreCmd struct {
	File string `arg:"" help:"A backup; - is the standard input."`
}

func (c restoreCmd) Run(s *shell) error {
	from := s.in
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return fault.Wrap(err, fault.Invalid, "The backup %s cannot be read.", c.File)
		}
		defer f.Close()
		from = io.Reader(f)
	}
	if err := backup.Restore(s.ctx, from, s.data); err != nil {
		return err
	}
	_, err := fmt.Fprintf(s.out, "Restored into %s. Start with: gumgenie serve --data %s\n", s.data, s.data)
	return err
}
