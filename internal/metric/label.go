package metric

import (
	"strings"
	"sync"
)

// other stands for every value that has no label of its own.
const other = "other"

// longest bounds a label value, in bytes.
const longest = 80

// bounded is a set of label values that takes in new ones until it is full.
type bounded struct {
	most int
	mu   sync.RWMutex
	seen map[string]bool
}

// most returns a set of up to n values, with some that are in it from the start.
func most(n int, known ...string) *bounded {
	b := &bounded{most: n, seen: map[string]bool{}}
	for _, v := range known {
		b.seen[v] = true
	}
	return b
}

// only returns a set of these values.
func only(known ...string) *bounded { return most(len(known), known...) }

// label returns the value if it is in the set or finds room there, else other.
func (b *bounded) label(v string) string {
	v = clean(v)
	b.mu.RLock()
	known := b.seen[v]
	b.mu.RUnlock()
	if known {
		return v
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.seen[v] && len(b.seen) >= b.most {
		return other
	}
	b.seen[v] = true
	return v
}

// clean makes a value that a label can have: UTF-8 and short.
func clean(v string) string {
	v = strings.ToValidUTF8(v, "?")
	if len(v) > longest {
		v = strings.ToValidUTF8(v[:longest], "")
	}
	return v
}
