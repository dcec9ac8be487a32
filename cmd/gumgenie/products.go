package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"text/tabwriter"

	"github.com/gumgenie/gumgenie/internal/app"
)

type productsCmd struct {
	List   productsListCmd   `cmd:"" default:"withargs" help:"List products, newest first."`
	Show   productsShowCmd   `cmd:"" help:"Print one product as JSON."`
	Save   productsSaveCmd   `cmd:"" help:"Copy the files of a product into a folder."`
	Stop   productsStopCmd   `cmd:"" help:"Stop the making of a product."`
	Delete productsDeleteCmd `cmd:"" help:"Delete a product and its files."`
}

// with opens a session for one command.
func (s *shell) with(do func(*session) error) error {
	ses, err := s.open(app.Config{})
	if err != nil {
		return err
	}
	return errors.Join(do(ses), ses.close(s.ctx))
}

type productsListCmd struct {
	Limit int    `help:"How many." default:"20"`
	After string `help:"Go on after this id."`
	JSON  bool   `help:"One product a line, as JSON."`
}

func (c productsListCmd) Run(s *shell) error {
	return s.with(func(ses *session) error {
		list, next, err := ses.Products(s.ctx, c.After, c.Limit)
		if err != nil {
			return err
		}
		if c.JSON {
			enc := json.NewEncoder(s.out)
			for _, p := range list {
				if err := enc.Encode(p); err != nil {
					return err
				}
			}
			return nil
		}
		if len(list) == 0 {
			_, err := fmt.Fprintln(s.out, "There are no products yet. Make one with: gumgenie generate \"…\"")
			return err
		}
		t := tabwriter.NewWriter(s.out, 0, 4, 2, ' ', 0)
		fmt.Fprintln(t, "ID\tSTATUS\tCATEGORY\tSCORE\tTITLE")
		for _, p := range list {
			fmt.Fprintf(t, "%s\t%s\t%s\t%.0f\t%s\n", p.ID, p.Status, p.Category, p.Score, p.Title)
		}
		if err := t.Flush(); err != nil {
			return err
		}
		if next != "" {
			_, err = fmt.Fprintf(s.out, "More with: gumgenie products --after %s\n", next)
		}
		return err
	})
}

type productsShowCmd struct {
	ID string `arg:"" help:"The product's id."`
}

func (c productsShowCmd) Run(s *shell) error {
	return s.with(func(ses *session) error {
		p, err := ses.Product(s.ctx, c.ID)
		if err != nil {
			return err
		}
		enc := json.NewEncoder(s.out)
		enc.SetIndent("", "  ")
		return enc.Encode(p)
	})
}

type productsSaveCmd struct {
	ID  string `arg:"" help:"The product's id."`
	Out string `help:"Folder to put the files into." default:"." placeholder:"DIR" predictor:"dir"`
}

func (c productsSaveCmd) Run(s *shell) error {
	if err := writable(c.Out); err != nil {
		return err
	}
	return s.with(func(ses *session) error {
		p, err := ses.Product(s.ctx, c.ID)
		if err != nil {
			return err
		}
		dir, err := save(s, ses, p, c.Out)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(s.out, "Folder: %s\n", dir)
		return err
	})
}

type productsStopCmd struct {
	ID string `arg:"" help:"The product's id."`
}

func (c productsStopCmd) Run(s *shell) error {
	return s.with(func(ses *session) error {
		if err := ses.Stop(s.ctx, c.ID); err != nil {
			return err
		}
		p, err := ses.Product(s.ctx, c.ID)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(s.out, "The product %s is %s.\n", c.ID, p.Status)
		return err
	})
}

type productsDeleteCmd struct {
	ID string `arg:"" help:"The product's id."`
}

func (c productsDeleteCmd) Run(s *shell) error {
	return s.with(func(ses *session) error {
		if err := ses.Delete(s.ctx, c.ID); err != nil {
			return err
		}
		_, err := fmt.Fprintf(s.out, "The product %s is deleted.\n", c.ID)
		return err
	})
}
