package server

import (
	"fmt"
	"net/http"

	"github.com/gumgenie/gumgenie/internal/ai/providers"
	"github.com/gumgenie/gumgenie/internal/fault"
)

// state is the answer of the probes.
type state struct {
	Status  string `json:"status" doc:"ok or ready."`
	Version string `json:"version"`
}

// readiness is the answer of the readiness probe.
type readiness struct {
	state
	Providers []line `json:"providers,omitempty" doc:"How the providers of language models stand. None of them makes the server less ready: it writes by itself."`
}

// line is how one provider stands.
type line struct {
	ID    string          `json:"id"`
	Model string          `json:"model"`
	State providers.State `json:"state"`
	Says  string          `json:"says,omitempty" doc:"What is wrong and what helps."`
}

// getHealth says that the process answers; it asks nothing else, so that a slow
// disk does not have it restarted.
func (s *server) getHealth(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Cache-Control", "no-store")
	return reply(w, http.StatusOK, state{"ok", s.Version})
}

// getReady says whether requests can be served: whether the database answers.
func (s *server) getReady(w http.ResponseWriter, r *http.Request) error {
	if err := s.DB.Ready(r.Context()); err != nil {
		if fault.KindOf(err) == fault.Internal {
			err = fault.Wrap(err, fault.Unavailable, "The database does not answer.")
		}
		return err
	}
	out := readiness{state: state{"ready", s.Version}}
	for _, l := range s.asked() {
		out.Providers = append(out.Providers, line{l.ID, l.Asks, l.Health.State, l.Health.Says})
	}
	w.Header().Set("Cache-Control", "no-store")
	return reply(w, http.StatusOK, out)
}

// postBackup streams a copy of the data folder. A copy that broke off breaks
// the connection, so that it cannot be taken for a whole one.
func (s *server) postBackup(w http.ResponseWriter, r *http.Request) error {
	if s.TrustNetwork {
		return fault.New(fault.Forbidden, "A backup holds everything, and this server can be reached by others. Make it on the machine itself with: gumgenie backup FILE")
	}
	h := w.Header()
	h.Set("Content-Type", "application/x-tar")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Disposition", fmt.Sprintf(`attachment; filename="gumgenie-%s.tar"`, s.Now().UTC().Format("20060102-150405")))
	err := s.Runner.Backup(r.Context(), w)
	if err != nil && begun(r) {
		note(r, err)
		panic(http.ErrAbortHandler)
	}
	return err
}
