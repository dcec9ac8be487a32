package server

import (
	"net/http"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai/ledger"
	"github.com/gumgenie/gumgenie/internal/fault"
)

// limitState is how the spend limit stands.
type limitState struct {
	Limit   dollars   `json:"limitUSD" doc:"A day of UTC; null = none."`
	Unknown string    `json:"unknownPrices" doc:"refuse or allow: what becomes of calls whose price is not known while there is a limit."`
	From    string    `json:"from" doc:"stored: it was set here; start: the server was started with it; none."`
	Spent   dollars   `json:"spentUSD" doc:"Since the day began, with estimates where nothing better is known."`
	Pending dollars   `json:"pendingUSD" doc:"Set aside for calls that are under way."`
	Renewed time.Time `json:"renewed" doc:"When the next day begins."`
}

// LimitChange is what a caller sends to set the spend limit.
type LimitChange struct {
	Limit   dollars `json:"limitUSD" doc:"US dollars for each day of UTC; 0 lets only models through that cost nothing, null lifts the limit."`
	Unknown string  `json:"unknownPrices,omitempty" enum:"refuse,allow" doc:"What becomes of calls whose price is not known while there is a limit; refuse when left out."`
}

func (s *server) getLimit(w http.ResponseWriter, r *http.Request) error {
	u, err := s.usage()
	if err != nil {
		return err
	}
	l, err := u.Limit(r.Context())
	if err != nil {
		return err
	}
	out := limitState{
		Limit: usd(l.Micro, !l.On), Unknown: "refuse", From: l.From, Spent: usd(l.Spent, false), Pending: usd(l.Pending, false), Renewed: l.Renewed,
	}
	if l.Unpriced {
		out.Unknown = "allow"
	}
	if out.From == "" {
		out.From = "none"
	}
	return reply(w, http.StatusOK, out)
}

// putLimit sets the spend limit; it holds from the next call on.
func (s *server) putLimit(w http.ResponseWriter, r *http.Request) error {
	u, err := s.usage()
	if err != nil {
		return err
	}
	if err := only(w, r, "Accept", typeJSON); err != nil {
		return err
	}
	var c LimitChange
	if err := decodeJSON(r, &c); err != nil {
		return err
	}
	switch {
	case !c.Limit.given:
		return fault.Field("limitUSD", "Say what may be spent a day as limitUSD; null lifts the limit.")
	case c.Limit.micro < 0 || c.Limit.micro > ledger.MostLimit*1e6:
		return fault.Field("limitUSD", "limitUSD is an amount from 0 to %d US dollars a day.", ledger.MostLimit)
	case c.Unknown != "" && c.Unknown != "refuse" && c.Unknown != "allow":
		return fault.Field("unknownPrices", "unknownPrices is refuse or allow, not %q.", short(c.Unknown))
	}
	if err := u.SetLimit(r.Context(), &ledger.Limit{On: !c.Limit.none, Micro: c.Limit.micro, Unpriced: c.Unknown == "allow"}); err != nil {
		return err
	}
	return s.getLimit(w, r)
}

// deleteLimit goes back to the limit that the server was started with.
func (s *server) deleteLimit(w http.ResponseWriter, r *http.Request) error {
	u, err := s.usage()
	if err != nil {
		return err
	}
	if err := u.SetLimit(r.Context(), nil); err != nil {
		return err
	}
	return s.getLimit(w, r)
}
