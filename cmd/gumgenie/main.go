// Command gumgenie turns one sentence into a finished digital product, on the
// command line or as a server.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"time"
	"unicode/utf8"

	"github.com/alecthomas/kong"
	"github.com/willabides/kongplete"

	"github.com/gumgenie/gumgenie/internal/fault"
)

// version is set by the linker.
var version = "dev"

func main() {
	tune(os.Getenv)
	log.SetOutput(io.Discard) // libraries print there what they also return as errors
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// memory is where the collector begins to work harder, in bytes: well under the
// 512 MB that the process is promised to stay below.
const memory = 400 << 20

// tune lets garbage grow to twice what is alive before it is collected: making
// files makes much of it. The variables of the Go runtime win.
func tune(getenv func(string) string) {
	if getenv("GOGC") == "" {
		debug.SetGCPercent(200)
	}
	if getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memory)
	}
}

// Exit codes.
const (
	exitOK     = 0
	exitFailed = 1
	exitInput  = 2
)

// shell is what a command works with.
type shell struct {
	ctx    context.Context
	in     io.Reader
	out    io.Writer
	errOut io.Writer
	log    *slog.Logger
	data   string
	getenv func(string) string
	spend  spendOptions
}

// spendOptions says what models may cost.
type spendOptions struct {
	SpendLimit    string `help:"What models may cost in a day of UTC, in US dollars; no limit when left out. A limit that is set over the interface goes before." env:"GUMGENIE_SPEND_LIMIT_USD" placeholder:"USD"`
	UnknownPrices string `help:"While there is a limit: refuse or allow calls to models whose price is not known." default:"refuse" enum:"refuse,allow" env:"GUMGENIE_UNKNOWN_PRICES" placeholder:"refuse"`
	Prices        string `help:"A JSON file of prices of models, for those that are not known or cost you something else." env:"GUMGENIE_PRICES" placeholder:"FILE" predictor:"file"`
}

// options is the command line.
type options struct {
	Data    string       `help:"The data folder; one process at a time works in it." default:"data" env:"GUMGENIE_DATA" placeholder:"DIR" predictor:"dir"`
	Verbose bool         `help:"Log what happens inside, to the standard error." short:"v"`
	Spend   spendOptions `embed:""`

	Serve      serveCmd      `cmd:"" help:"Serve the studio and its interface over HTTP."`
	Generate   generateCmd   `cmd:"" help:"Make a product from one sentence."`
	Products   productsCmd   `cmd:"" help:"List, show, stop or delete products."`
	Profile    profileCmd    `cmd:"" help:"Show or change the seller's profile, which is printed into every file."`
	Backup     backupCmd     `cmd:"" help:"Copy the data folder to one file, also while a server works in it."`
	Restore    restoreCmd    `cmd:"" help:"Make a new data folder of a backup."`
	Doctor     doctorCmd     `cmd:"" help:"Check data folder, disk, address, typefaces and providers, with what helps."`
	Version    versionCmd    `cmd:"" help:"Print the version."`
	Completion completionCmd `cmd:"" help:"Print the completion script of a shell."`
}

const about = "One sentence in, a finished digital product out.\n\n" +
	"Language models are asked when some are named: in the environment as GEMINI_API_KEY or GOOGLE_API_KEY (with GOOGLE_GEMINI_BASE_URL, GEMINI_MODEL) and " +
	"OPENAI_API_KEY or OPENAI_BASE_URL (with OPENAI_MODEL), in the file of --providers, or in a running server. " +
	"GUMGENIE_SECRET, 32 bytes in base64, stands for the key file of the data folder.\n\n" +
	"Traces are sent over HTTP to a collector of OpenTelemetry when OTEL_EXPORTER_OTLP_ENDPOINT names one."

// exit carries a code out of the parser, which ends after printing help.
type exit int

// run is the program, with everything it touches passed in. It returns the exit code.
func run(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) (code int) {
	defer func() {
		if v := recover(); v != nil {
			c, ok := v.(exit)
			if !ok {
				fmt.Fprintf(errOut, "gumgenie: Something went wrong on our side (%v). Run it again with --verbose and report what it says.\n", v)
				if slices.Contains(args, "--verbose") || slices.Contains(args, "-v") {
					_, _ = errOut.Write(debug.Stack())
				}
				c = exitFailed
			}
			code = int(c)
		}
	}()
	var o options
	parser, err := kong.New(&o, kong.Name("gumgenie"), kong.UsageOnError(),
		kong.Description(about),
		kong.Writers(out, errOut), kong.Exit(func(c int) { panic(exit(c)) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		fmt.Fprintln(errOut, "gumgenie:", err)
		return exitFailed
	}
	kongplete.Complete(parser, predictors()...)
	for _, arg := range args {
		if !utf8.ValidString(arg) { // the parser would replace what is not, and say nothing
			fmt.Fprintf(errOut, "gumgenie: The argument %.100q is not UTF-8 text.\n", arg)
			return exitInput
		}
	}
	k, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(errOut, "gumgenie: %v. Run \"gumgenie --help\" for what there is.\n", err)
		return exitInput
	}
	s := &shell{ctx: ctx, in: in, out: out, errOut: errOut, data: o.Data, getenv: os.Getenv, spend: o.Spend, log: logger(errOut, k.Command(), o.Verbose)}
	return s.code(k.Run(s))
}

// logger writes to the standard error: all with --verbose; warnings of a server,
// whose log is read; nothing of other commands, which end with one sentence.
func logger(errOut io.Writer, command string, verbose bool) *slog.Logger {
	switch {
	case verbose:
		return slog.New(slog.NewTextHandler(errOut, &slog.HandlerOptions{Level: slog.LevelInfo}))
	case command == "serve":
		return slog.New(slog.NewTextHandler(errOut, &slog.HandlerOptions{Level: slog.LevelWarn}))
	}
	return slog.New(slog.DiscardHandler)
}

// code prints why a command failed, as one sentence, and returns the exit code.
func (s *shell) code(err error) int {
	switch kind := fault.KindOf(err); {
	case err == nil:
		return exitOK
	case errors.Is(err, context.Canceled), s.ctx.Err() != nil:
		fmt.Fprintln(s.errOut, "gumgenie: Interrupted.")
		return exitFailed
	default:
		if kind == fault.Internal {
			fmt.Fprintf(s.errOut, "gumgenie: Something went wrong on our side (%s). Run it again with --verbose for more.\n", oneLine(err))
			s.log.Error("internal error", "err", err)
			return exitFailed
		}
		fmt.Fprintln(s.errOut, "gumgenie:", fault.Message(err))
		if cause := errors.Unwrap(err); cause != nil {
			s.log.Info("cause", "err", cause)
		}
		if kind == fault.Invalid || kind == fault.NotFound {
			return exitInput
		}
		return exitFailed
	}
}

// oneLine is the cause of an internal error, as far as it fits into a sentence.
func oneLine(err error) string {
	text, _, _ := strings.Cut(err.Error(), "\n")
	if r := []rune(text); len(r) > 200 {
		text = string(r[:200]) + "…"
	}
	return strings.TrimSuffix(text, ".")
}

type versionCmd struct{}

func (versionCmd) Run(s *shell) error {
	_, err := fmt.Fprintln(s.out, "gumgenie", version)
	return err
}

// clock is the wall clock; commands get it passed so that tests can hold it.
func clock() time.Time { return time.Now() }
