package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/memory"
)

// load asks a model as often as calls says, by so many hands at once, and returns
// how long each call took and all of them. It ends with the first that fails.
func load(ctx context.Context, m ai.Model, hands, from, calls int) (each []time.Duration, all time.Duration, err error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	each = make([]time.Duration, calls)
	var next atomic.Int64
	var wg sync.WaitGroup
	began := time.Now()
	for range hands {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < calls && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				at := time.Now()
				if _, err := m.Ask(ctx, question(from+i), nil); err != nil {
					stop(fmt.Errorf("call %d failed: %w", from+i, err))
					return
				}
				each[i] = time.Since(at)
			}
		})
	}
	wg.Wait()
	return each, time.Since(began), context.Cause(ctx)
}

// throughput lets 100 ask at once, of a provider that takes 50 ms: the client alone
// and through the layer in turn, so that what the machine does beside falls on
// both.
func (b *bench) throughput(ctx context.Context) error {
	const hands, rounds, calls = 100, 5, 4000
	const wait = 50 * time.Millisecond
	most := float64(hands) / wait.Seconds()
	return b.with(ctx, []string{"-p50", wait.String(), "-p95", wait.String()}, func(base string) (err error) {
		direct, err := client(ctx, base)
		if err != nil {
			return err
		}
		product, err := b.stack(ctx, base, wiring{extent: whole, limit: hands + hands/10})
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, product.close()) }()
		ways := []row{{name: "client alone", m: direct}, {name: "as the product asks, limit raised", m: product, aim: "≥ 95 %"}}
		rates, each := make([][]float64, len(ways)), make([][]time.Duration, len(ways))
		for round := range 1 + rounds {
			for k, way := range ways {
				times, all, err := load(ctx, way.m, hands, round*calls, calls)
				if err != nil {
					return err
				}
				if round > 0 { // the first opens the connections
					rates[k], each[k] = append(rates[k], calls/all.Seconds()), append(each[k], times...)
				}
			}
		}
		var lines [][]string
		for k, way := range ways {
			slices.Sort(rates[k])
			rate, alone := rates[k][rounds/2], rates[0][rounds/2]
			lines = append(lines, []string{
				way.name, fmt.Sprintf("%.0f/s", rate), fmt.Sprintf("%.0f – %.0f", rates[k][0], rates[k][rounds-1]), fmt.Sprintf("%.1f %%", 100*rate/most), way.aim,
				fmt.Sprintf("%.1f %%", 100*rate/alone), took(quantile(each[k], 0.5)), took(quantile(each[k], 0.99)),
			})
		}
		table(fmt.Sprintf("Throughput: %d at once, %v a call, so %.0f/s at most (%d rounds of %d calls, in turn)", hands, wait, most, rounds, calls),
			"way\tmedian\tmin – max\tof the most\taim\tof the client alone\tp50\tp99", lines...)
		return nil
	})
}

// smallCache bounds the answers that are kept while memory is watched, in bytes.
const smallCache = 1 << 20

// memory watches the process over many calls.
func (b *bench) memory(ctx context.Context) error {
	const hands, steps = 32, 10
	return b.with(ctx, immediate(), func(base string) (err error) {
		small, err := memory.New(smallCache, 0) // it is full before the first step ends
		if err != nil {
			return err
		}
		defer small.Close()
		m, err := b.stack(ctx, base, wiring{extent: whole, limit: hands, cache: small})
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, m.close()) }()
		var lines [][]string
		var heaps []float64
		for step := range steps {
			if _, _, err := load(ctx, m, hands, step*b.calls/steps, b.calls/steps); err != nil {
				return err
			}
			f := footprint()
			heaps = append(heaps, f.heap)
			lines = append(lines, []string{fmt.Sprint((step + 1) * b.calls / steps), megabytes(f.heap), megabytes(f.rss), fmt.Sprint(runtime.NumGoroutine()), ""})
		}
		lines[steps-1][4] = fmt.Sprintf("heap %+.2f MB since the first step; aim: flat", (heaps[steps-1]-heaps[0])/(1<<20))
		table("Memory of the process that asks, after a collection (cache of 1 MB, account in a database)", "calls\theap\tRSS\tgoroutines\t", lines...)
		return nil
	})
}

// hedging asks a provider of which one call in twenty takes ten times as long to
// its first byte, with and without hedging.
func (b *bench) hedging(ctx context.Context) error {
	const hands, calls = 10, 3000
	var lines [][]string
	var before time.Duration
	for _, hedged := range []bool{false, true} {
		err := b.with(ctx, []string{"-temper", "spiky", "-p50", "60ms", "-p95", "80ms"}, func(base string) error {
			m, err := client(ctx, base)
			if err != nil {
				return err
			}
			var extra atomic.Int64
			name, aims := "without", [2]string{}
			if hedged {
				m, name, aims = ai.Hedged(m, func() { extra.Add(1) }), "with", [2]string{"p99 by half or more", "≤ 5 %"}
			}
			each, _, err := load(ctx, m, hands, 0, calls)
			if err != nil {
				return err
			}
			p99 := quantile(each, 0.99)
			fall := ""
			if hedged {
				fall = fmt.Sprintf("%.0f %%", 100*(1-p99.Seconds()/before.Seconds()))
			}
			before = p99
			lines = append(lines, []string{name, took(quantile(each, 0.5)), took(quantile(each, 0.95)), took(p99), fall, aims[0], fmt.Sprintf("%.1f %%", 100*float64(extra.Load())/calls), aims[1]})
			return nil
		})
		if err != nil {
			return err
		}
	}
	table(fmt.Sprintf("Hedging: one call in twenty ten times slower (%d calls each, %d at once)", calls, hands), "hedging\tp50\tp95\tp99\tp99 falls by\taim\textra calls\taim", lines...)
	return nil
}
