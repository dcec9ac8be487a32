package memo

import "sync"

// Set remembers that keys were met, in little memory; when it holds too many it
// forgets all. The zero value is ready, a nil Set remembers nothing; it is safe for
// concurrent use.
type Set struct {
	mu   sync.Mutex
	keys map[[16]byte]struct{}
}

// Has reports whether a key is remembered.
func (s *Set) Has(k [16]byte) bool {
	if s == nil {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	_, ok := s.keys[k]
	return ok
}

// Add remembers a key, alone if there are so many already.
func (s *Set) Add(k [16]byte, most int) {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.keys == nil || len(s.keys) >= most {
		s.keys = map[[16]byte]struct{}{}
	}
	s.keys[k] = struct{}{}
}
