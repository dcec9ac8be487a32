package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
)

// provider is the fake provider at work, in a process of its own: its memory and
// its garbage are not those of the client that is measured.
type provider struct {
	base string
	cmd  *exec.Cmd
}

var baseLine = regexp.MustCompile(`GOOGLE_GEMINI_BASE_URL=(\S+)`)

// start runs the provider on a free port with some flags.
func (b *bench) start(ctx context.Context, flags ...string) (*provider, error) {
	cmd := exec.CommandContext(ctx, b.fake, append([]string{"-addr", "127.0.0.1:0", "-quiet", "-token-delay", "0"}, flags...)...)
	cmd.Stderr = os.Stderr
	cmd.Env = append(os.Environ(), "GOGC=800") // its garbage is not to take the cores from what is measured
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the provider: %w", err)
	}
	p := &provider{cmd: cmd}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if m := baseLine.FindStringSubmatch(lines.Text()); m != nil {
			p.base = m[1]
			return p, nil
		}
	}
	return nil, errors.Join(errors.New("the provider did not say where it is"), cmd.Wait())
}

// stop ends the provider and returns when it is gone.
func (p *provider) stop() error {
	if err := p.cmd.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	return p.cmd.Wait()
}

// with runs a measurement against a provider of its own.
func (b *bench) with(ctx context.Context, flags []string, do func(base string) error) error {
	p, err := b.start(ctx, flags...)
	if err != nil {
		return err
	}
	return errors.Join(do(p.base), p.stop())
}

// immediate makes a provider answer without waiting.
func immediate() []string { return []string{"-p50", "0", "-p95", "0"} }
