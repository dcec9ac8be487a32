// Command chaos lets providers of language models and the network before them go
// wrong in every way that is known, makes a product and works on a text under each,
// and prints what came of it. It fails when a row is not complete within the
// deadline, scores under 80, or tells its events out of order.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"strings"
	"text/tabwriter"
	"time"
)

// What every row must keep.
const (
	deadline   = 8 * time.Second
	leastScore = 80
)

func main() {
	toxiproxy := flag.String("toxiproxy", "", "program of Toxiproxy, for the faults of the network")
	only := flag.String("only", "", "rows whose name holds this")
	flag.Parse()
	log.SetOutput(io.Discard) // a client's library prints there what is expected here
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *toxiproxy, *only); err != nil {
		fmt.Fprintln(os.Stderr, "chaos:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, toxiproxy, only string) error {
	var between *proxies
	if toxiproxy != "" {
		var err error
		if between, err = openProxies(ctx, toxiproxy); err != nil {
			return err
		}
		defer between.close()
	}
	out := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(out, "fault\tgenerate\tscore\tby the model\tlocal\tcalls\tevents\tenhance\tby\tcalls\t")
	bad, rows, skipped := []string{}, 0, 0
	for i, f := range faults() {
		if !strings.Contains(f.name, only) {
			continue
		}
		if len(f.toxics) > 0 && between == nil {
			skipped++
			continue
		}
		r, err := one(ctx, i, f, between)
		if err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
		rows++
		if why := r.wrong(); why != "" {
			bad = append(bad, f.name+": "+why)
		}
		fmt.Fprintln(out, f.name+"\t"+r.String())
	}
	if err := out.Flush(); err != nil {
		return err
	}
	fmt.Printf("\n%d faults, generate and enhance under each; %d without Toxiproxy left out\n", rows, skipped)
	if len(bad) > 0 {
		return fmt.Errorf("these rows are not as they must be:\n  %s", strings.Join(bad, "\n  "))
	}
	fmt.Println("every row complete within 8 s of its worker's start, at 80 points or more, its events in order")
	return nil
}

// one opens a studio of its own for a row, so that no fault leaves a trace in the
// next, and makes a product without a model first: the studio has worked before.
func one(ctx context.Context, n int, f fault, between *proxies) (row, error) {
	dir, err := os.MkdirTemp("", "gumgenie-chaos-")
	if err != nil {
		return row{}, err
	}
	defer os.RemoveAll(dir)
	s, err := openStudio(ctx, dir)
	if err != nil {
		return row{}, err
	}
	defer s.close()
	if _, err := s.generate(ctx, n); err != nil {
		return row{}, err
	}
	return s.row(ctx, n, f, between)
}
