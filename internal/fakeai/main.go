// Command fakeai is a provider of language models without a model: it speaks the
// protocols of Gemini and of OpenAI on this machine, answers for the brief that it
// is asked about, and behaves as well or as badly as it is told to. It is for
// trying GumGenie without a key, and for seeing what GumGenie does when a provider
// is slow, spent or gone.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai/aitest"
	"github.com/gumgenie/gumgenie/internal/ai/aitest/script"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	switch {
	case errors.Is(err, flag.ErrHelp):
	case err != nil:
		fmt.Fprintln(os.Stderr, "fakeai:", err)
		os.Exit(1)
	}
}

// options are what the command line says.
type options struct {
	addr  string
	mood  aitest.Mood
	name  string
	quiet bool
}

// read reads the command line. What is wrong with it is said in a sentence.
func read(args []string, usage io.Writer) (options, error) {
	var o options
	var m aitest.Mood
	share := -1.0
	set := flag.NewFlagSet("fakeai", flag.ContinueOnError)
	set.SetOutput(usage)
	set.StringVar(&o.addr, "addr", "127.0.0.1:8090", "address to listen on; port 0 takes a free one")
	set.StringVar(&o.name, "temper", "good", "how it behaves, see below")
	set.DurationVar(&m.P50, "p50", 300*time.Millisecond, "half of the calls get their first byte within it")
	set.DurationVar(&m.P95, "p95", 900*time.Millisecond, "95 % of the calls get their first byte within it")
	set.DurationVar(&m.Token, "token-delay", 5*time.Millisecond, "time between pieces of text, which are 24 to 48 characters")
	set.Float64Var(&share, "share", -1, "share of calls that go wrong, 0 to 1, in place of what the temper says")
	set.Uint64Var(&m.Seed, "seed", 1, "the same seed treats the same calls in the same way")
	set.BoolVar(&o.quiet, "quiet", false, "no line for each call")
	set.Usage = func() {
		fmt.Fprintln(usage, "fakeai speaks the protocols of Gemini and OpenAI and has no model behind it.")
		set.PrintDefaults()
		fmt.Fprintln(usage, "Tempers:")
		for _, one := range aitest.Moods() {
			fmt.Fprintf(usage, "  %-13s %s\n", one[0], one[1])
		}
		fmt.Fprintln(usage, "Or a single fault, at every call:", faults())
	}
	if err := set.Parse(args); err != nil {
		return o, err
	}
	mood, ok := aitest.NewMood(o.name)
	switch {
	case set.NArg() > 0:
		return o, fmt.Errorf("%q is no flag", set.Arg(0))
	case !ok:
		return o, fmt.Errorf("the temper %q is not known; -h lists them", o.name)
	case m.P50 < 0 || m.P95 < 0 || m.Token < 0:
		return o, errors.New("times cannot be below 0")
	case m.P95 < m.P50:
		return o, errors.New("-p95 must be at least -p50")
	case share > 1 || share < 0 && share != -1:
		return o, errors.New("-share goes from 0 to 1")
	case share > 0 && len(mood.Faults) == 0:
		return o, fmt.Errorf("nothing goes wrong in the temper %q, so it takes no -share", o.name)
	}
	mood.P50, mood.P95, mood.Token, mood.Seed = m.P50, m.P95, m.Token, m.Seed
	if share >= 0 {
		mood.Share = share
	}
	o.mood = mood
	return o, nil
}

func faults() string {
	var all []string
	for _, f := range aitest.Faults() {
		all = append(all, string(f))
	}
	return strings.Join(all, ", ")
}

// run serves until the context ends. out gets the lines to paste, log a line for
// each call.
func run(ctx context.Context, args []string, out, log io.Writer) error {
	o, err := read(args, log)
	if err != nil {
		return err
	}
	ln, err := net.Listen("tcp", o.addr)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", o.addr, err)
	}
	srv := &aitest.Server{Temper: o.mood.Temper, Answer: script.New().Answer, Keep: 1}
	if !o.quiet {
		var mu sync.Mutex
		srv.Told = func(s aitest.Seen) {
			mu.Lock()
			defer mu.Unlock()
			fmt.Fprintln(log, line(s))
		}
	}
	base := "http://" + ln.Addr().String()
	fmt.Fprintf(out, "A provider without a model, temper %q. Start GumGenie with one of these lines before it:\n\n", o.name)
	fmt.Fprintf(out, "GEMINI_API_KEY=not-a-key GOOGLE_GEMINI_BASE_URL=%s/ GEMINI_MODEL=fake-1\n", base)
	fmt.Fprintf(out, "OPENAI_API_KEY=not-a-key OPENAI_BASE_URL=%s/v1 OPENAI_MODEL=fake-1\n\n", base)
	return srv.Serve(ctx, ln)
}

// line says what became of a call. It holds neither the key nor the question: both
// may be somebody's own.
func line(s aitest.Seen) string {
	text := fmt.Sprintf("#%d %s %s: %s, %d characters in %.2f s", s.Number, s.Wire, short(s.Model), script.About(s.Call), s.Said, s.Took.Seconds())
	if s.Fault != aitest.None {
		text += ", " + string(s.Fault)
	}
	if s.HungUp {
		text += ", the client went"
	}
	return text
}

// maxModel bounds the name of a model in a line.
const maxModel = 40

// short bounds a name, and takes out what would break a line.
func short(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, name)
	if r := []rune(name); len(r) > maxModel {
		return string(r[:maxModel])
	}
	return name
}
