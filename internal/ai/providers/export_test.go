package providers

import "github.com/gumgenie/gumgenie/internal/ai"

// Below returns a provider as the chain asks it: client, gate, hedge and breaker.
func (s *Set) Below(id string) ai.Model {
	e, err := s.find(id)
	if err != nil || e.model == nil {
		return nil
	}
	return e.model
}

// Accounts returns how many accounts have a gate.
func (s *Set) Accounts() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.accounts)
}
