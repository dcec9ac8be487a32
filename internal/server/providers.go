package server

import (
	"context"
	"net/http"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai/providers"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/secret"
)

// Models knows which language models are asked, and lets that be changed.
type Models interface {
	// List returns all providers in the order in which they are asked.
	List() []providers.Listing
	// Test asks one provider a tiny question; a fault says why it does not answer.
	Test(ctx context.Context, id string) (providers.Tested, error)
	ModelChanges
}

// ModelChanges changes which language models are asked. What is wrong is a fault.
type ModelChanges interface {
	// Put adds a provider or changes one.
	Put(ctx context.Context, id string, c providers.Change) (providers.Listing, error)
	// Remove forgets a provider that was added here.
	Remove(ctx context.Context, id string) error
	// Order sets in which order providers are asked; it names each once.
	Order(ctx context.Context, ids []string) error
}

// ProviderSettings is what is set of a provider.
type ProviderSettings struct {
	Kind    *providers.Kind `json:"kind,omitempty" enum:"gemini,openai" doc:"The protocol. openai is spoken by OpenRouter, Ollama, llama.cpp and vLLM too."`
	Name    *string         `json:"name,omitempty" doc:"For people."`
	BaseURL *string         `json:"baseURL,omitempty" doc:"With the version in its path for openai, such as http://localhost:11434/v1; empty: the maker's own."`
	Model   *string         `json:"model,omitempty" doc:"As the provider names it."`
	Limit   *int            `json:"limit,omitempty" doc:"Calls at once, 1 to 1000. The smallest limit of one account counts."`
	Enabled *bool           `json:"enabled,omitempty"`
	Key     *secret.Text    `json:"key,omitempty" writeOnly:"true" doc:"Left out, it stays as it is; empty, it is taken away. It is never given out again."`
}

// ProviderOrder is the order in which providers are asked.
type ProviderOrder struct {
	Order []string `json:"order" doc:"Each id once, the first to be asked first."`
}

// provider is a provider as it is shown: without its key.
type provider struct {
	ID      string         `json:"id"`
	Kind    providers.Kind `json:"kind"`
	Name    string         `json:"name"`
	BaseURL string         `json:"baseURL" doc:"Empty: the maker's own."`
	Model   string         `json:"model"`
	Limit   int            `json:"limit"`
	Enabled bool           `json:"enabled"`
	From    providers.From `json:"from" doc:"env, file or stored. Those from the environment or a file can be switched off and moved, not edited."`
	HasKey  bool           `json:"hasKey" doc:"A key is at hand."`
	Health  health         `json:"health"`
}

// health is how a provider stands.
type health struct {
	State    providers.State `json:"state" doc:"ok, unproven (not asked yet), failing (it may pass), open (not asked for some seconds), refused (something must be changed) or off."`
	Says     string          `json:"says,omitempty" doc:"What is wrong and what helps."`
	Answered time.Time       `json:"answered,omitzero" doc:"When it last answered."`
	Failed   time.Time       `json:"failed,omitzero" doc:"When it last did not."`
	OnWire   int             `json:"onWire" doc:"Calls of its account that are being answered."`
	Waiting  int             `json:"waiting" doc:"Calls of its account that wait for a place."`
}

type providerList struct {
	Providers []provider `json:"providers" doc:"In the order in which they are asked."`
}

// tested is the answer of a test call.
type tested struct {
	Model     string `json:"model" doc:"As the provider names the one that answered."`
	LatencyMS int64  `json:"latencyMs"`
}

func view(l providers.Listing) provider {
	h := l.Health
	return provider{
		ID: l.ID, Kind: l.Kind, Name: l.Name, BaseURL: l.BaseURL, Model: l.Model, Limit: l.Limit, Enabled: l.Enabled, From: l.From, HasKey: l.Key.Given(),
		Health: health{State: h.State, Says: h.Says, Answered: h.Answered.UTC(), Failed: h.Failed.UTC(), OnWire: h.OnWire, Waiting: h.Waiting},
	}
}

// asked lists the providers; none without models.
func (s *server) asked() []providers.Listing {
	if s.Models == nil {
		return nil
	}
	return s.Models.List()
}

// models adapts a handler that works on the providers.
func (s *server) models(do func(m Models, w http.ResponseWriter, r *http.Request) error) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if s.Models == nil {
			return fault.New(fault.NotFound, "This server asks no language models.")
		}
		w.Header().Set("Cache-Control", "no-store")
		return do(s.Models, w, r)
	}
}

func (s *server) getProviders(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Cache-Control", "no-store")
	return reply(w, http.StatusOK, s.providers())
}

func (s *server) providers() providerList {
	out := providerList{Providers: []provider{}}
	for _, l := range s.asked() {
		out.Providers = append(out.Providers, view(l))
	}
	return out
}

func (s *server) putProvider(m Models, w http.ResponseWriter, r *http.Request) error {
	if err := only(w, r, "Accept", typeJSON); err != nil {
		return err
	}
	var c ProviderSettings
	if err := decodeJSON(r, &c); err != nil {
		return err
	}
	l, err := m.Put(r.Context(), r.PathValue("id"), providers.Change(c))
	if err != nil {
		return err
	}
	return reply(w, http.StatusOK, view(l))
}

func (s *server) deleteProvider(m Models, w http.ResponseWriter, r *http.Request) error {
	if err := m.Remove(r.Context(), r.PathValue("id")); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func (s *server) orderProviders(m Models, w http.ResponseWriter, r *http.Request) error {
	if err := only(w, r, "Accept", typeJSON); err != nil {
		return err
	}
	var o ProviderOrder
	if err := decodeJSON(r, &o); err != nil {
		return err
	}
	if err := m.Order(r.Context(), o.Order); err != nil {
		return err
	}
	return reply(w, http.StatusOK, s.providers())
}

func (s *server) testProvider(m Models, w http.ResponseWriter, r *http.Request) error {
	t, err := m.Test(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	return reply(w, http.StatusOK, tested{t.Model, t.Took.Milliseconds()})
}
