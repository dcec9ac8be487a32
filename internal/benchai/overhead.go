package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/providers"
)

// row is one way of asking, measured against the client alone.
type row struct {
	name  string
	m     ai.Model
	ask   func(n int) ai.Question
	whole bool // the time of the call itself, not what it adds to the client's
	aim   string
}

// warm is how many calls go before: connections open, hedging learns.
const warm = 40

// overhead asks the client alone and through the layer in turn.
func (b *bench) overhead(ctx context.Context) error {
	return b.with(ctx, immediate(), func(base string) (err error) {
		var open []*stack
		direct, err := client(ctx, base)
		if err != nil {
			return err
		}
		var rows []row
		defer func() {
			for _, s := range open {
				err = errors.Join(err, s.close())
			}
		}()
		for _, w := range []struct {
			name   string
			extent extent
		}{{"gate, hedge, breaker, chain", bare}, {"with cache and account, nothing kept", kept}, {"all, metrics too", whole}} {
			s, err := b.stack(ctx, base, wiring{limit: providers.GeminiLimit, extent: w.extent})
			if err != nil {
				return err
			}
			open = append(open, s)
			rows = append(rows, row{w.name, s, question, false, "≤ 0.3 ms"})
		}
		rows = append(rows, row{"all, a kept answer", open[len(open)-1], again, true, "≤ 50 µs"})
		var lines [][]string
		for _, r := range rows {
			line, err := b.compare(ctx, direct, r)
			if err != nil {
				return err
			}
			lines = append(lines, line)
		}
		table(fmt.Sprintf("What the layer adds to a call (%d rounds of %d pairs, in turn; median of the medians of the rounds)", b.rounds, b.pairs),
			"way\tclient alone\tthis way\tadded\tIQR of the rounds\taim", lines...)
		return nil
	})
}

// compare measures a way in rounds of pairs. Within a pair, each goes first every
// other time; across rounds, what the machine does beside falls on both.
func (b *bench) compare(ctx context.Context, direct ai.Model, r row) ([]string, error) {
	n := 0
	once := func(m ai.Model, ask func(int) ai.Question) (time.Duration, error) {
		n++
		q := ask(n)
		began := time.Now()
		_, err := m.Ask(ctx, q, nil)
		return time.Since(began), err
	}
	for range warm {
		if _, err := once(direct, question); err != nil {
			return nil, err
		}
		if _, err := once(r.m, r.ask); err != nil {
			return nil, err
		}
	}
	var alone, ours, added []time.Duration // medians of the rounds
	for range b.rounds {
		var as, os, ds []time.Duration
		for i := range b.pairs {
			var a, o time.Duration
			var err1, err2 error
			if i%2 == 0 {
				a, err1 = once(direct, question)
				o, err2 = once(r.m, r.ask)
			} else {
				o, err2 = once(r.m, r.ask)
				a, err1 = once(direct, question)
			}
			if err1 != nil || err2 != nil {
				return nil, fmt.Errorf("a call failed: %w", errors.Join(err1, err2))
			}
			as, os, ds = append(as, a), append(os, o), append(ds, o-a)
		}
		alone, ours, added = append(alone, quantile(as, 0.5)), append(ours, quantile(os, 0.5)), append(added, quantile(ds, 0.5))
	}
	figures := added
	if r.whole {
		figures = ours
	}
	line := []string{r.name, took(quantile(alone, 0.5)), took(quantile(ours, 0.5)), took(quantile(added, 0.5)), took(quantile(figures, 0.25)) + " – " + took(quantile(figures, 0.75)), r.aim}
	if r.whole {
		line[1], line[3] = "", ""
	}
	return line, nil
}
