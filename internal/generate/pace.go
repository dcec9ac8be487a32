package generate

import (
	"math"
	"slices"
	"sync"
	"time"

	"github.com/gumgenie/gumgenie/internal/product"
)

// pace knows how long it takes to finish a product once it is written, by
// category and tier. The zero value is ready.
type pace struct {
	mu    sync.Mutex
	taken map[job][]time.Duration // the newest last
}

type job struct {
	category product.Category
	tier     product.Tier
}

const (
	paceMemory = 32
	paceNeeds  = 8 // runs after which only what was measured counts
	paceMargin = 300 * time.Millisecond
)

// guess is how long finishing takes on two slow cores, before any was measured: the
// first run is to be in time, too.
func (j job) guess() time.Duration {
	ms := 1200
	switch j.tier {
	case product.Mini:
		ms = 500
	case product.Starter:
		ms = 800
	case product.Ultimate:
		ms = 1600
	case "":
		ms = 2000
	}
	if j.category == product.DigitalPlanners {
		ms *= 3
	}
	return time.Duration(ms) * time.Millisecond
}

// finish returns how long the rest of a run takes at the 95th percentile of the
// last 32, with a margin. While few are known it is their median with the guess, so
// that one bad moment of the machine does not keep the model from being asked.
func (p *pace) finish(c product.Category, t product.Tier) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	j := job{c, t}
	all := slices.Clone(p.taken[j])
	at := 0.95
	if len(all) < paceNeeds {
		all = append(all, j.guess(), j.guess())
		at = 0.5
	}
	slices.Sort(all)
	return all[int(math.Ceil(at*float64(len(all))))-1] + paceMargin
}

// learn takes in how long finishing took.
func (p *pace) learn(c product.Category, t product.Tier, d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.taken == nil {
		p.taken = map[job][]time.Duration{}
	}
	j := job{c, t}
	all := append(p.taken[j], d)
	p.taken[j] = all[max(0, len(all)-paceMemory):]
}
