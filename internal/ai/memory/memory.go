// Package memory keeps the answers of models in memory: up to a number of bytes
// and for a time. What is asked for often stays, what is not goes first.
package memory

import (
	"time"

	"github.com/maypok86/otter/v2"

	"github.com/gumgenie/gumgenie/internal/ai"
)

// What is kept when nothing else is said.
const (
	Bytes = 32 << 20
	For   = 24 * time.Hour
)

// overhead is what an entry takes beside its texts, in bytes.
const overhead = 400

// Memory is a cache of answers. It is safe for concurrent use.
type Memory struct {
	entries *otter.Cache[ai.Key, ai.Entry]
}

var _ ai.Cache = (*Memory)(nil)

// New returns a memory of so many bytes, whose entries are kept for the time most;
// zeros stand for Bytes and For. Close ends what works inside.
func New(bytes int64, most time.Duration) (*Memory, error) {
	if bytes <= 0 {
		bytes = Bytes
	}
	if most <= 0 {
		most = For
	}
	entries, err := otter.New(&otter.Options[ai.Key, ai.Entry]{
		MaximumWeight: uint64(bytes),
		Weigher: func(_ ai.Key, e ai.Entry) uint32 {
			return uint32(min(int64(len(e.Answer.Text)+len(e.Answer.Model)+overhead), 1<<31)) //nolint:gosec // bounded
		},
		ExpiryCalculator: otter.ExpiryWritingFunc(func(e otter.Entry[ai.Key, ai.Entry]) time.Duration {
			if own := e.Value.For; own > 0 && own < most {
				return own
			}
			return most
		}),
	})
	if err != nil {
		return nil, err
	}
	return &Memory{entries}, nil
}

// Get returns what is kept under a key.
func (m *Memory) Get(k ai.Key) (ai.Entry, bool) { return m.entries.GetIfPresent(k) }

// Put keeps an entry.
func (m *Memory) Put(k ai.Key, e ai.Entry) { m.entries.Set(k, e) }

// Close ends the cleaning up. The memory can still be used.
func (m *Memory) Close() { m.entries.StopAllGoroutines() }
