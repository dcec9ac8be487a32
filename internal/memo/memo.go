// Package memo remembers what pure work gave, within a bound: the same key gives
// the same value again, or nothing, and then the work is done anew.
package memo

import (
	"container/list"
	"sync"
)

// Memo remembers values by key and forgets those first that were used longest
// ago. What it hands out is shared: nobody may change it. The zero value is
// ready, a nil Memo remembers nothing; it is safe for concurrent use.
type Memo[K comparable, V any] struct {
	mu     sync.Mutex
	at     map[K]*list.Element
	order  list.List // of item[K, V], what was used last in front
	weight int
}

type item[K comparable, V any] struct {
	key    K
	value  V
	weight int
}

// Get returns what is remembered under a key.
func (m *Memo[K, V]) Get(k K) (v V, ok bool) {
	if m == nil {
		return v, false
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	e, ok := m.at[k]
	if !ok {
		return v, false
	}
	m.order.MoveToFront(e)
	return e.Value.(item[K, V]).value, true
}

// Put remembers a value of a weight and forgets others until all together weigh
// at most so much. One that weighs more by itself is not kept.
func (m *Memo[K, V]) Put(k K, v V, weight, most int) {
	if m == nil || weight > most {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if e, ok := m.at[k]; ok {
		m.forget(e)
	}
	for m.weight+weight > most {
		m.forget(m.order.Back())
	}
	if m.at == nil {
		m.at = map[K]*list.Element{}
	}
	m.at[k] = m.order.PushFront(item[K, V]{k, v, weight})
	m.weight += weight
}

func (m *Memo[K, V]) forget(e *list.Element) {
	old := m.order.Remove(e).(item[K, V])
	delete(m.at, old.key)
	m.weight -= old.weight
}
