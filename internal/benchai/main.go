// Command benchai measures what the layer around language models costs and what
// it gains: the official client alone, and as the product puts it together, against
// a provider over loopback. It prints tables: the figure, its spread, the aim beside
// it. It never fails for a slow machine; it fails when something does not work.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/gumgenie/gumgenie/internal/ai"
)

// part is a table.
type part struct {
	name string
	do   func(context.Context) error
}

func main() {
	b := &bench{}
	flag.StringVar(&b.fake, "fake", "bin/fakeai", "the program that plays the provider")
	flag.IntVar(&b.rounds, "rounds", 7, "rounds of pairs")
	flag.IntVar(&b.pairs, "pairs", 25, "pairs of a round")
	flag.IntVar(&b.calls, "calls", 100_000, "calls over which memory is watched")
	only := flag.String("only", "", "parts to measure, with commas between; all if empty")
	flag.Parse()
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(200) // as the product has it
	}
	log.SetOutput(io.Discard) // the SDK of Gemini tells it of every call that is given up
	parts := []part{{"overhead", b.overhead}, {"throughput", b.throughput}, {"memory", b.memory}, {"hedging", b.hedging}}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, parts, *only)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "benchai:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, parts []part, only string) error {
	wanted := slices.DeleteFunc(strings.Split(only, ","), func(s string) bool { return s == "" })
	for _, w := range wanted {
		if !slices.ContainsFunc(parts, func(p part) bool { return p.name == w }) {
			return fmt.Errorf("there is no part %q", w)
		}
	}
	fmt.Printf("%d cores, %s\n", runtime.NumCPU(), runtime.Version())
	for _, p := range parts {
		if len(wanted) > 0 && !slices.Contains(wanted, p.name) {
			continue
		}
		if err := p.do(ctx); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return nil
}

// bench holds what the command line says.
type bench struct {
	fake                 string
	rounds, pairs, calls int
}

// question is the nth question: no two are the same.
func question(n int) ai.Question {
	return ai.Question{Purpose: "section", System: "You write planners.", Prompt: fmt.Sprintf("For nurses on nights, in a few words, number %d.", n)}
}

// again is the same question each time.
func again(int) ai.Question { return question(0) }

// table prints rows under a head.
func table(title, head string, rows ...[]string) {
	fmt.Printf("\n%s\n", title)
	t := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(t, head)
	for _, r := range rows {
		fmt.Fprintln(t, strings.Join(r, "\t"))
	}
	_ = t.Flush()
}
