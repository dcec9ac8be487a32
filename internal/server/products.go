package server

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/generate"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/store"
)

// Whole is a product with its verdict where readers look for it first.
type Whole struct {
	*product.Product
	Score       float64        `json:"score" doc:"0 to 100, the same as report.score."`
	LaunchReady bool           `json:"launchReady"`
	Gates       []product.Gate `json:"gates"`
}

// whole returns a product for readers: lists are lists, also when empty.
func whole(p *product.Product) Whole {
	out := *p
	out.Phrases = nil // they are how it is made, and can be a thousand
	out.Selection.Matched = filled(p.Selection.Matched)
	out.Listing.Tags = filled(p.Listing.Tags)
	out.Listing.Facts = filled(p.Listing.Facts)
	out.Listing.FAQ = filled(p.Listing.FAQ)
	out.Listing.Claims = filled(p.Listing.Claims)
	out.Offers = filled(p.Offers)
	out.Sections = filled(p.Sections)
	out.Files = filled(p.Files)
	out.Report.Criteria = filled(p.Report.Criteria)
	out.Report.Gates = filled(p.Report.Gates)
	if out.Report.Dimensions == nil {
		out.Report.Dimensions = map[string]float64{}
	}
	return Whole{&out, out.Report.Score, out.Report.LaunchReady, out.Report.Gates}
}

func filled[T any](all []T) []T {
	if all == nil {
		return []T{}
	}
	return all
}

// tag is a product's ETag: its revision once it is complete. Until then it
// changes without one, and the tag says when.
func tag(p *product.Product) string {
	if p.Status == product.Complete {
		return fmt.Sprintf(`"%d"`, p.Revision)
	}
	return fmt.Sprintf(`"%d.%s.%d"`, p.Revision, p.Status, p.Updated.UnixMilli())
}

// revision returns which revision an If-Match header stands for; now is the
// present one.
func revision(header string, now int) (int, bool) {
	for _, t := range tags(header) {
		if t == "*" {
			return now, true
		}
		number, _, _ := strings.Cut(plain(t), ".")
		if n, err := strconv.Atoi(number); err == nil && n == now {
			return n, true
		}
	}
	return 0, false
}

// productList is a page of the list.
type productList struct {
	Products []store.Light `json:"products"`
	Next     string        `json:"next" doc:"Give it as after for the next page; empty on the last."`
}

// Bounds of a page of the list.
const (
	listDefault = 20
	listMost    = 100
)

var goodCursor = regexp.MustCompile(`^[0-9A-Za-z-]{8,64}$`)

// getProducts lists products, newest first, without their heavy parts.
func (s *server) getProducts(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	limit, err := number("limit", q.Get("limit"), listDefault, 1, listMost)
	if err != nil {
		return err
	}
	page, err := s.list(r, q.Get("after"), int(limit))
	if err != nil {
		return err
	}
	return reply(w, http.StatusOK, page)
}

// list reads a page and whether another follows.
func (s *server) list(r *http.Request, after string, limit int) (productList, error) {
	if after != "" && !goodCursor.MatchString(after) {
		return productList{}, fault.Field("after", "after is the value of next of the page before, not %q.", short(after))
	}
	all, err := s.DB.List(r.Context(), owner, after, limit+1)
	if err != nil {
		return productList{}, err
	}
	page := productList{Products: all}
	if len(all) > limit {
		page.Products, page.Next = all[:limit], all[limit-1].ID
	}
	return page, nil
}

func (s *server) getProduct(w http.ResponseWriter, r *http.Request) error {
	p, _, err := s.DB.Product(r.Context(), owner, r.PathValue("id"))
	if err != nil {
		return err
	}
	if unchanged(w, r, tag(p)) {
		return nil
	}
	return reply(w, http.StatusOK, whole(p))
}

// patchProduct changes a product whose revision the caller knows.
func (s *server) patchProduct(w http.ResponseWriter, r *http.Request) error {
	if err := only(w, r, "Accept-Patch", typeMerge, typeJSON); err != nil {
		return err
	}
	var patch generate.Patch
	return s.change(w, r, &patch, func(id string, known int) (*product.Product, error) {
		return s.Runner.Edit(r.Context(), owner, id, known, patch)
	})
}

// postRegenerate puts other content into a product.
func (s *server) postRegenerate(w http.ResponseWriter, r *http.Request) error {
	if err := only(w, r, "Accept-Post", typeJSON); err != nil {
		return err
	}
	var req generate.Regenerate
	return s.change(w, r, &req, func(id string, known int) (*product.Product, error) {
		return s.Runner.Regenerate(r.Context(), owner, id, known, req)
	})
}

// change reads what to do with a product that nobody else has changed meanwhile,
// does it and answers the product.
func (s *server) change(w http.ResponseWriter, r *http.Request, into any, do func(id string, known int) (*product.Product, error)) error {
	match := r.Header.Get("If-Match")
	if match == "" {
		return refuse(http.StatusPreconditionRequired, fault.Invalid, "If-Match", "Send the ETag of the product that you have changed as If-Match, so that nobody's change is lost.")
	}
	id := r.PathValue("id")
	p, _, err := s.DB.Product(r.Context(), owner, id)
	if err != nil {
		return err
	}
	known, ok := revision(match, p.Revision)
	if !ok {
		return stale(p.Revision)
	}
	if err := decodeJSON(r, into); err != nil {
		return err
	}
	after, err := do(id, known)
	if err != nil {
		return s.lostRace(r, id, known, err)
	}
	w.Header().Set("ETag", tag(after))
	return reply(w, http.StatusOK, whole(after))
}

func stale(now int) error {
	return refuse(http.StatusPreconditionFailed, fault.Conflict, "If-Match", fmt.Sprintf("The product is at revision %d; somebody changed it. Load it again.", now))
}

// lostRace tells a conflict over the revision from other ones.
func (s *server) lostRace(r *http.Request, id string, known int, err error) error {
	if fault.KindOf(err) != fault.Conflict {
		return err
	}
	p, _, e := s.DB.Product(r.Context(), owner, id)
	if e != nil || p.Revision == known {
		return err
	}
	return stale(p.Revision)
}

func (s *server) deleteProduct(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	if match := r.Header.Get("If-Match"); match != "" {
		p, _, err := s.DB.Product(r.Context(), owner, id)
		if err != nil {
			return err
		}
		if _, ok := revision(match, p.Revision); !ok {
			return stale(p.Revision)
		}
	}
	if err := s.Runner.Delete(r.Context(), owner, id); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// standing is a product's status after it was asked to stop.
type standing struct {
	ID     string         `json:"id"`
	Status product.Status `json:"status" doc:"stopped, or how it had ended before."`
}

func (s *server) stopProduct(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	if err := s.Runner.Stop(r.Context(), owner, id); err != nil {
		return err
	}
	status, err := s.DB.Status(r.Context(), owner, id)
	if err != nil {
		return err
	}
	return reply(w, http.StatusOK, standing{id, status})
}

type revisionList struct {
	Revisions []store.Revision `json:"revisions"`
}

func (s *server) getRevisions(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	if _, err := s.DB.Status(r.Context(), owner, id); err != nil {
		return err
	}
	all, err := s.DB.Revisions(r.Context(), owner, id)
	if err != nil {
		return err
	}
	return reply(w, http.StatusOK, revisionList{filled(all)})
}

// offer returns how a tier of a product is sold.
func offer(p *product.Product, tier product.Tier) (product.Offer, bool) {
	i := slices.IndexFunc(p.Offers, func(o product.Offer) bool { return o.Tier == tier })
	if i < 0 {
		return product.Offer{}, false
	}
	return p.Offers[i], true
}
