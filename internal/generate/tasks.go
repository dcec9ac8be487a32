package generate

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime/debug"
	"sort"
	"sync"
	"sync/atomic"

	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/quality"
)

// made is what a task made last: its key, its files and what was found in them.
type made struct {
	Key   string          `json:"-"`
	Files []product.File  `json:"files"`
	Facts []quality.Facts `json:"facts"` // one for each file
}

func (r *run) remember(task, key string, raw []byte) error {
	var m made
	if err := json.Unmarshal(raw, &m); err != nil {
		return fmt.Errorf("read what task %s made: %w", task, err)
	}
	m.Key = key
	r.made[task] = m
	return nil
}

// do runs the tasks whose key has changed, the dear ones first, as many at once
// as there are hands. All files are on the disk when it returns.
func (p *Pipeline) do(ctx context.Context, r *run, tasks []deliver.Task) error {
	var todo []deliver.Task
	for _, t := range tasks {
		r.used[t.Name] = true
		if m, ok := r.made[t.Name]; !ok || m.Key != t.Key {
			todo = append(todo, t)
		}
	}
	sort.SliceStable(todo, func(i, j int) bool { return todo[i].Cost > todo[j].Cost })
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var wg sync.WaitGroup
	var done atomic.Int32
	done.Store(int32(len(tasks) - len(todo)))
	for _, t := range todo {
		if !p.hand(ctx) {
			break
		}
		wg.Go(func() {
			defer func() { <-p.Hands }()
			if err := guard(func() error { return p.one(ctx, r, t, &done, len(tasks)) }); err != nil {
				cancel(fmt.Errorf("%s: %w", t.Name, err))
			}
		})
	}
	wg.Wait()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return p.Blobs.Sync()
}

// hand waits for a hand. It reports false, and holds none, when the work has
// ended meanwhile.
func (p *Pipeline) hand(ctx context.Context) bool {
	select {
	case p.Hands <- struct{}{}:
	case <-ctx.Done():
		return false
	}
	if ctx.Err() != nil { // both came at once
		<-p.Hands
		return false
	}
	return true
}

// Panic is a defect that showed in the making of one product.
type Panic struct {
	Value any
	Stack []byte // for the log only
}

// Error says what the panic said, without the stack.
func (p *Panic) Error() string { return fmt.Sprintf("panic: %v", p.Value) }

// guard makes a panic an error of this run alone: it stands in a goroutine of
// its own, where it would end the process with all other runs.
func guard(do func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &Panic{v, debug.Stack()}
		}
	}()
	return do()
}

// one runs a task and keeps what it made.
func (p *Pipeline) one(ctx context.Context, r *run, t deliver.Task, done *atomic.Int32, of int) error {
	m := made{Key: t.Key}
	var mu sync.Mutex
	err := t.Make(ctx, func(f product.File, data []byte) error {
		sha, err := p.Blobs.Put(data)
		if err != nil {
			return err
		}
		f.SHA, f.Bytes, f.From = sha, int64(len(data)), t.Key
		facts := p.Memory.reader.Inspected(r.lang, f, data)
		mu.Lock()
		defer mu.Unlock()
		m.Files = append(m.Files, f)
		m.Facts = append(m.Facts, facts)
		return nil
	})
	if err != nil {
		return err
	}
	sort.Sort(byPath(m))
	raw, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("encode what was made: %w", err)
	}
	if err := p.Blobs.Sync(); err != nil {
		return err
	}
	var events []product.Event
	if r.told {
		paths := make([]string, len(m.Files))
		for i, f := range m.Files {
			paths[i] = f.Path
		}
		events = append(events, product.NewEvent(product.EventFile, "task:"+t.Name, map[string]any{
			"task": t.Name, "files": paths[:min(len(paths), 12)], "count": len(paths), "done": done.Add(1), "of": of,
		}))
	}
	if err := p.Keeper.Record(ctx, r.product.ID, t.Name, t.Key, raw, m.Files, events...); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.made[t.Name] = m
	return nil
}

// byPath sorts files and facts together.
type byPath made

func (m byPath) Len() int           { return len(m.Files) }
func (m byPath) Less(i, j int) bool { return m.Files[i].Path < m.Files[j].Path }
func (m byPath) Swap(i, j int) {
	m.Files[i], m.Files[j] = m.Files[j], m.Files[i]
	m.Facts[i], m.Facts[j] = m.Facts[j], m.Facts[i]
}

// collect puts the files of this run's tasks into the product, by path, and
// returns what was found in each.
func (r *run) collect() (map[string]quality.Facts, error) {
	facts := map[string]quality.Facts{}
	files := []product.File{}
	for name := range r.used {
		m := r.made[name]
		for i, f := range m.Files {
			if _, twice := facts[f.Path]; twice {
				return nil, fmt.Errorf("two tasks make the file %s", f.Path)
			}
			facts[f.Path] = m.Facts[i]
			files = append(files, f)
		}
	}
	sort.Slice(files, func(i, j int) bool { return files[i].Path < files[j].Path })
	r.product.Files = files
	return facts, nil
}
