package main

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/store"
)

func briefs() []string {
	return []string{
		"Meal and sleep planner for night-shift nurses", "Prompts for wedding photographers", "Planner for beekeepers with thirty hives",
		"Prompts for first-time landlords", "Planner for parents of twins", "Prompts for sourdough bakers", "Planner for marathon beginners",
		"Prompts for elementary school teachers", "Planner for van life couples", "Prompts for freelance illustrators",
	}
}

func aim(c product.Category, t product.Tier) string {
	switch {
	case c == product.AIPrompts && t == "":
		return "≤ 1 s"
	case c == product.DigitalPlanners && t == product.Ultimate:
		return "≤ 4 s"
	}
	return ""
}

// products makes each category in each tier and in all tiers together.
func (b *bench) products() error {
	var rows [][]string
	err := b.with(func(s *server) error {
		for _, spec := range catalog.Specs() {
			tiers := []product.Tier{}
			for _, t := range spec.Tiers {
				tiers = append(tiers, t.Tier)
			}
			for _, tier := range append(tiers, "") {
				row, err := b.product(s, spec.ID, tier)
				if err != nil {
					return err
				}
				rows = append(rows, row)
			}
		}
		return nil
	})
	table(fmt.Sprintf("One product at a time (median of %d, other briefs each; the wall time is what a client sees)", b.rounds),
		"category\ttier\tfirst event\tcomplete\tmin – max\taim\tCPU\tpeak RSS\tbytes\tfiles\tscore", rows)
	return err
}

func (b *bench) product(s *server, c product.Category, tier product.Tier) ([]string, error) {
	var first, complete []time.Duration
	var cpu, peak []float64
	var bytes int64
	files, score := 0, 0.0
	for n := range b.rounds {
		before, err := usage(s.cmd.Process.Pid)
		if err != nil {
			return nil, err
		}
		if err := forgetPeak(s.cmd.Process.Pid); err != nil {
			return nil, err
		}
		m, err := s.run(b.ctx, product.Request{Brief: briefs()[n%len(briefs())], Category: c, Tier: tier})
		if err != nil {
			return nil, err
		}
		after, err := usage(s.cmd.Process.Pid)
		if err != nil {
			return nil, err
		}
		first, complete = append(first, m.first), append(complete, m.complete)
		cpu, peak = append(cpu, after.cpu-before.cpu), append(peak, after.peak)
		p, err := s.Product(b.ctx, m.id)
		if err != nil {
			return nil, err
		}
		bytes, files, score = 0, len(p.Files), p.Report.Score
		for _, f := range p.Files {
			bytes += f.Bytes
		}
		if err := s.Delete(b.ctx, m.id); err != nil {
			return nil, err
		}
	}
	name := string(tier)
	if name == "" {
		name = "all"
	}
	return []string{
		string(c), name, ms(median(first)), ms(median(complete)), spread(complete), aim(c, tier), fmt.Sprintf("%.2f s", medianOf(cpu)),
		fmt.Sprintf("%.0f MB", most(peak)), fmt.Sprintf("%.1f MB", float64(bytes)/1e6), fmt.Sprint(files), fmt.Sprintf("%.0f", score),
	}, nil
}

// atOnce asks for twenty products of the pro tier together.
func (b *bench) atOnce() error {
	return b.with(func(s *server) error {
		var mu sync.Mutex
		var wg sync.WaitGroup
		var waits, works []time.Duration
		var failed error
		for n := range 20 {
			wg.Go(func() {
				req := product.Request{Brief: briefs()[n%len(briefs())], Category: []product.Category{product.AIPrompts, product.DigitalPlanners}[n%2], Tier: product.Pro, Seed: uint64(n + 1)}
				m, err := s.run(b.ctx, req)
				mu.Lock()
				defer mu.Unlock()
				if err != nil {
					failed = err
				}
				waits, works = append(waits, m.complete), append(works, m.complete-m.first)
			})
		}
		wg.Wait()
		if failed != nil {
			return failed
		}
		u, err := usage(s.cmd.Process.Pid)
		if err != nil {
			return err
		}
		table("20 at once (10 prompt libraries, 10 planners, pro tier)", "measure\tp50\tp95\tmax\taim", [][]string{
			{"request to complete", ms(median(waits)), ms(quantile(waits, 0.95)), ms(quantile(waits, 1)), "p95 ≤ 8 s"},
			{"worker start to complete", ms(median(works)), ms(quantile(works, 0.95)), ms(quantile(works, 1)), "≤ 8 s"},
			{"peak RSS", "", "", fmt.Sprintf("%.0f MB", u.peak), "< 512 MB"},
		})
		return nil
	})
}

// edit compares changing one prompt with making the library, in a server that has
// made one before.
func (b *bench) edit() error {
	return b.with(func(s *server) error {
		if _, err := s.run(b.ctx, product.Request{Brief: briefs()[3], Category: product.AIPrompts, Tier: product.Ultimate}); err != nil {
			return err
		}
		m, err := s.run(b.ctx, product.Request{Brief: briefs()[1], Category: product.AIPrompts, Tier: product.Ultimate})
		if err != nil {
			return err
		}
		p, err := s.Product(b.ctx, m.id)
		if err != nil {
			return err
		}
		var took []time.Duration
		for n := range 5 {
			it := p.Sections[0].Items[n]
			texts := append([]product.Text{}, it.Texts...)
			for i := range texts {
				if texts[i].Name == "prompt" {
					texts[i].Value += "\nKeep the answer under one page."
				}
			}
			d, err := s.patch(b.ctx, m.id, p.Revision+n, map[string]any{"sections": map[string]any{p.Sections[0].ID: map[string]any{"items": map[string]any{it.ID: map[string]any{"texts": texts}}}}})
			if err != nil {
				return err
			}
			took = append(took, d)
		}
		table("Changing one prompt of an ultimate library", "measure\tmedian\tmin – max", [][]string{
			{"make", ms(m.complete - m.first), ""},
			{"change one prompt", ms(median(took)), spread(took)},
			{"ratio", fmt.Sprintf("%.2f", float64(median(took))/float64(m.complete-m.first)), ""},
		})
		return nil
	})
}

// requests measures plain requests under load.
func (b *bench) requests() error {
	return b.with(func(s *server) error {
		m, err := s.run(b.ctx, product.Request{Brief: briefs()[0], Category: product.AIPrompts, Tier: product.Starter})
		if err != nil {
			return err
		}
		var rows [][]string
		for _, path := range []string{"/api/healthz", "/api/products", "/api/products/" + m.id + "/files/starter/README.txt"} {
			for _, c := range []int{1, 20, 100} {
				row, err := s.load(b.ctx, path, c, 3*time.Second)
				if err != nil {
					return err
				}
				rows = append(rows, row)
			}
		}
		table("Requests (client and server share the cores)", "route\tconnections\trequests/s\tp50\tp95\tp99", rows)
		return nil
	})
}

// load asks for a path over c connections for a time.
func (s *server) load(ctx context.Context, path string, c int, d time.Duration) ([]string, error) {
	var mu sync.Mutex
	var wg sync.WaitGroup
	var all []time.Duration
	var failed error
	end := time.Now().Add(d)
	for range c {
		wg.Go(func() {
			var mine []time.Duration
			for time.Now().Before(end) && ctx.Err() == nil {
				began := time.Now()
				res, err := s.HTTP.Get(s.Base + path)
				if err == nil {
					_, err = io.Copy(io.Discard, res.Body)
					res.Body.Close()
					if res.StatusCode != http.StatusOK {
						err = fmt.Errorf("%s answered %s", path, res.Status)
					}
				}
				if err != nil {
					mu.Lock()
					failed = err
					mu.Unlock()
					return
				}
				mine = append(mine, time.Since(began))
			}
			mu.Lock()
			all = append(all, mine...)
			mu.Unlock()
		})
	}
	wg.Wait()
	if failed != nil {
		return nil, failed
	}
	return []string{
		shorten(path), fmt.Sprint(c), fmt.Sprintf("%.0f", float64(len(all))/d.Seconds()),
		ms(median(all)), ms(quantile(all, 0.95)), ms(quantile(all, 0.99)),
	}, nil
}

func shorten(path string) string {
	if i := strings.Index(path, "/files/"); i > 0 {
		return "/api/products/{id}" + path[i:]
	}
	return path
}

// lists compares a page of few products with one of very many.
func (b *bench) lists() error {
	var rows [][]string
	for _, n := range []int{100, b.most} {
		dir, err := os.MkdirTemp("", "gumgenie-bench-")
		if err != nil {
			return err
		}
		err = b.list(dir, n, &rows)
		if rm := os.RemoveAll(dir); err == nil {
			err = rm
		}
		if err != nil {
			return err
		}
	}
	table("A page of 20 products of a long list", "products\tplace\tp50\tp95\tp99", rows)
	return nil
}

func (b *bench) list(dir string, n int, rows *[][]string) error {
	middle, err := fill(b.ctx, dir, n)
	if err != nil {
		return err
	}
	s, _, err := b.serve(dir)
	if err != nil {
		return err
	}
	for _, place := range [][2]string{{"first page", ""}, {"page in the middle", middle}} {
		row, err := s.load(b.ctx, "/api/products?limit=20&after="+place[1], 1, 2*time.Second)
		if err != nil {
			_ = s.stop()
			return err
		}
		*rows = append(*rows, []string{fmt.Sprint(n), place[0], row[3], row[4], row[5]})
	}
	return s.stop()
}

// fill puts many complete products into a folder, through the store.
func fill(ctx context.Context, dir string, n int) (middle string, err error) {
	db, err := store.Open(ctx, dir, time.Now)
	if err != nil {
		return "", err
	}
	defer db.Close()
	for i := range n {
		p := &product.Product{ID: fmt.Sprintf("0190%04x-0000-7000-8000-%012x", i>>16, i), Owner: "local", Status: product.Complete, Category: product.AIPrompts, Brief: "a brief", Title: "A title", Created: time.Now(), Updated: time.Now()}
		if i == n/2 {
			middle = p.ID
		}
		if _, err := db.Create(ctx, p, store.Claim{}, func(*sql.Tx) error { return nil }); err != nil {
			return "", err
		}
	}
	return middle, nil
}
