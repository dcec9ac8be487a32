package providers

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/secret"
)

// Change is what is set of a provider; nil leaves it as it is, or as is usual for
// a new one.
type Change struct {
	Kind    *Kind
	Name    *string
	BaseURL *string
	Model   *string
	Limit   *int
	Enabled *bool
	Key     *secret.Text // the empty one takes the key away
}

// Put changes a provider or adds one, at the end of the chain. Of a provider from
// the environment or a file only Enabled can be changed; else it is a fault of
// kind Conflict. A key is not taken along to another address. A field that is
// wrong is a fault of kind Invalid.
func (s *Set) Put(ctx context.Context, id string, c Change) (Listing, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if e, err := s.find(id); err == nil && e.From != Stored {
		return s.toggle(ctx, e, c)
	}
	k, at, err := s.applied(id, c)
	if err != nil {
		return Listing{}, err
	}
	choice := Choice{ID: id, Enabled: k.Enabled, Position: s.choices[id].Position}
	if s.c.Keeper != nil {
		bare := k
		bare.Key = secret.Text{}
		if err := s.c.Keeper.Put(ctx, bare, choice); err != nil {
			return Listing{}, err
		}
	}
	if at < 0 {
		s.kept = append(s.kept, k)
	} else {
		s.kept[at] = k
	}
	s.choices[id] = choice
	return s.changed(id)
}

// applied returns a kept provider with the change, and its place in s.kept, -1 for
// a new one.
func (s *Set) applied(id string, c Change) (Kept, int, error) {
	at := slices.IndexFunc(s.kept, func(k Kept) bool { return k.ID == id })
	k := Kept{Provider: Provider{ID: id, Enabled: true, From: Stored}}
	switch {
	case at >= 0:
		k = s.kept[at]
		if e, err := s.find(id); err == nil {
			k.Enabled = e.Enabled
		}
	case len(s.kept) >= MaxProviders:
		return k, at, fault.New(fault.Limited, "There are %d providers; at most %d are kept. Remove one first.", len(s.kept), MaxProviders)
	}
	before := k.Provider
	set(&k.Kind, c.Kind)
	set(&k.Name, c.Name)
	set(&k.BaseURL, c.BaseURL)
	set(&k.Model, c.Model)
	set(&k.Limit, c.Limit)
	set(&k.Enabled, c.Enabled)
	set(&k.Key, c.Key)
	if c.Limit != nil && *c.Limit == 0 {
		k.Limit = -1 // not "as is usual"
	}
	if k.Name == before.usualName() {
		k.Name = "" // it follows the address
	}
	fit, err := k.checked()
	if err == nil && (at < 0 || fit.BaseURL != before.BaseURL) { // one that was kept is checked when it is asked
		err = fit.allowed(s.c.Local)
	}
	if err != nil {
		return k, at, err
	}
	k.Provider = fit
	hasKey := k.Key.Given() || len(k.Sealed) > 0
	switch {
	case c.Key == nil && hasKey && at >= 0 && (before.Kind != k.Kind || origin(before) != origin(k.Provider)):
		return k, at, fault.Field("key", "The address has changed, and the key is not taken along. Enter the key for the new address, or an empty one for none.")
	case c.Key == nil && len(k.Sealed) > 0: // it stays as it is
		k.Why, k.Key = nil, secret.Text{}
		return s.open(k), at, nil
	case c.Key == nil && hasKey:
		return k, at, nil
	case !k.Key.Given() && k.needsKey():
		return k, at, k.keyless()
	}
	k.Why, k.Sealed = nil, nil
	if k.Key.Given() && s.c.Keeper != nil {
		k.Sealed, err = s.c.Box.Seal(row(id), k.Key)
	}
	return k, at, err
}

func set[T any](to, from *T) {
	if from != nil {
		*to = *from
	}
}

// origin is whom a key is shown to.
func origin(p Provider) string {
	base := p.BaseURL
	if base == "" {
		base = p.home()
	}
	u, err := url.Parse(base)
	if err != nil {
		return base
	}
	return u.Scheme + "://" + u.Host
}

// toggle switches a provider from elsewhere on or off.
func (s *Set) toggle(ctx context.Context, e *entry, c Change) (Listing, error) {
	if differs(c.Kind, e.Kind) || differs(c.Name, e.Name) || differs(c.BaseURL, e.BaseURL) || differs(c.Model, e.Model) || differs(c.Limit, e.Limit) || c.Key != nil {
		return Listing{}, fault.New(fault.Conflict, "%s Here it can only be switched on or off and moved. Add a provider with another id to set more.", e.where())
	}
	choice := Choice{ID: e.ID, Enabled: e.Enabled, Position: s.choices[e.ID].Position}
	set(&choice.Enabled, c.Enabled)
	if err := s.choose(ctx, []Choice{choice}); err != nil {
		return Listing{}, err
	}
	return s.changed(e.ID)
}

func differs[T comparable](to *T, now T) bool { return to != nil && *to != now }

// where says where a provider is set.
func (e *entry) where() string {
	if e.From == Env {
		return fmt.Sprintf("%s is set by variables of the server's environment.", e.Name)
	}
	return fmt.Sprintf("%s is set by the providers file of the server.", e.Name)
}

func (s *Set) choose(ctx context.Context, all []Choice) error {
	if s.c.Keeper != nil {
		if err := s.c.Keeper.Choose(ctx, all); err != nil {
			return err
		}
	}
	for _, c := range all {
		s.choices[c.ID] = c
	}
	return nil
}

// changed rebuilds and returns the provider as it is now.
func (s *Set) changed(id string) (Listing, error) {
	s.rebuild()
	e, err := s.find(id)
	if err != nil {
		return Listing{}, err
	}
	return e.listing(), nil
}

// Remove forgets a provider that was set at run time. One of the environment or a
// file with the same id counts again. A provider from there cannot be removed: it
// is a fault of kind Conflict.
func (s *Set) Remove(ctx context.Context, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, err := s.find(id)
	if err != nil {
		return err
	}
	if e.From != Stored {
		return fault.New(fault.Conflict, "%s Take it away there, or switch it off here.", e.where())
	}
	if s.c.Keeper != nil {
		if err := s.c.Keeper.Remove(ctx, id); err != nil {
			return err
		}
	}
	s.kept = slices.DeleteFunc(s.kept, func(k Kept) bool { return k.ID == id })
	delete(s.choices, id)
	s.rebuild()
	return nil
}

// Order sets in which order providers are asked. It names each of them once; else
// it is a fault of kind Invalid.
func (s *Set) Order(ctx context.Context, ids []string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var have []string
	enabled := map[string]bool{}
	for _, e := range s.live.Load().entries {
		have = append(have, e.ID)
		enabled[e.ID] = e.Enabled
	}
	if !slices.Equal(slices.Sorted(slices.Values(have)), slices.Sorted(slices.Values(ids))) {
		return fault.Field("order", "The order names each provider once: %s.", strings.Join(have, ", "))
	}
	var all []Choice
	for i, id := range ids {
		all = append(all, Choice{ID: id, Enabled: enabled[id], Position: i + 1})
	}
	if err := s.choose(ctx, all); err != nil {
		return err
	}
	s.rebuild()
	return nil
}
