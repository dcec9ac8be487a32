package server

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/market"
	"github.com/gumgenie/gumgenie/internal/product"
)

const schemas = "#/components/schemas/"

func (s *server) getOpenAPI(w http.ResponseWriter, r *http.Request) error {
	doc, err := s.openapi()
	if err != nil {
		return err
	}
	sum := sha256.Sum256(doc)
	if unchanged(w, r, `"`+hex.EncodeToString(sum[:8])+`"`) {
		return nil
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-cache")
	write(w, http.StatusOK, doc)
	return nil
}

// describe makes the OpenAPI 3.1 document of the routes under /api/. A route
// that nothing is said of is an error.
func (s *server) describe() ([]byte, error) {
	reg := huma.NewMapRegistry(schemas, func(t reflect.Type, hint string) string {
		if t == reflect.TypeFor[Whole]() {
			return "Product"
		}
		name := huma.DefaultSchemaNamer(t, hint)
		if t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		if t.PkgPath() == reflect.TypeFor[market.Brief]().PkgPath() { // other packages have a Request and a Source too
			return "Market" + name
		}
		return name
	})
	doc := &huma.OpenAPI{
		OpenAPI: "3.1.0",
		Info: &huma.Info{
			Title: "GumGenie", Version: s.Version,
			Description: "One sentence in, a finished digital product out. Errors are application/problem+json (RFC 9457) with a stable type.",
			License:     &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"},
		},
		Servers:    []*huma.Server{{URL: "/"}},
		Paths:      map[string]*huma.PathItem{},
		Components: &huma.Components{Schemas: reg},
	}
	described := operations()
	for _, r := range s.routes() {
		method, path, _ := strings.Cut(r.pattern, " ")
		if !strings.HasPrefix(path, "/api/") {
			continue
		}
		op, ok := described[r.pattern]
		if !ok {
			return nil, fmt.Errorf("the route %s is not described", r.pattern)
		}
		path = strings.ReplaceAll(path, "...}", "}")
		if doc.Paths[path] == nil {
			doc.Paths[path] = &huma.PathItem{}
		}
		place(doc.Paths[path], method, op.describe(reg, path))
	}
	closed(reg)
	choosable(reg)
	return json.Marshal(doc)
}

func place(at *huma.PathItem, method string, op *huma.Operation) {
	switch method {
	case http.MethodGet:
		at.Get = op
	case http.MethodPost:
		at.Post = op
	case http.MethodPut:
		at.Put = op
	case http.MethodPatch:
		at.Patch = op
	case http.MethodDelete:
		at.Delete = op
	}
}

var pathParam = regexp.MustCompile(`\{(\w+)\}`)

func (o operation) describe(reg huma.Registry, path string) *huma.Operation {
	out := &huma.Operation{OperationID: o.id, Summary: o.does, Description: o.more, Responses: map[string]*huma.Response{}}
	for _, m := range pathParam.FindAllStringSubmatch(path, -1) {
		out.Parameters = append(out.Parameters, &huma.Param{Name: m[1], In: "path", Required: true, Schema: &huma.Schema{Type: "string"}})
	}
	for _, p := range o.params {
		out.Parameters = append(out.Parameters, &huma.Param{Name: p.name, In: p.in, Description: p.means, Required: p.must, Schema: schemaOf(reg, p.kind)})
	}
	if o.takes != nil {
		out.RequestBody = &huma.RequestBody{Required: true, Content: content(reg, o.takes)}
	}
	out.Responses[strconv.Itoa(o.status)] = &huma.Response{Description: http.StatusText(o.status), Content: content(reg, o.gives)}
	for _, status := range append([]int{403, 500}, o.errors...) {
		r := &huma.Response{Description: http.StatusText(status), Content: content(reg, map[string]any{"application/problem+json": problem{}})}
		switch status {
		case http.StatusAccepted:
			r.Content = content(reg, jsonBody(Accepted{}))
		case http.StatusSeeOther:
			r.Content = nil
		case http.StatusTooManyRequests, http.StatusServiceUnavailable:
			r.Headers = map[string]*huma.Header{"Retry-After": {Description: "Seconds to wait.", Schema: &huma.Schema{Type: "integer"}}}
		}
		out.Responses[strconv.Itoa(status)] = r
	}
	if slices.ContainsFunc(o.params, func(p param) bool { return p.name == "If-None-Match" }) {
		out.Responses["304"] = &huma.Response{Description: http.StatusText(http.StatusNotModified)}
	}
	return out
}

func content(reg huma.Registry, bodies map[string]any) map[string]*huma.MediaType {
	if bodies == nil {
		return nil
	}
	out := map[string]*huma.MediaType{}
	for media, v := range bodies {
		out[media] = &huma.MediaType{Schema: schemaOf(reg, v)}
	}
	return out
}

// schemaOf returns the schema of a value's type; bytes for nil.
func schemaOf(reg huma.Registry, v any) *huma.Schema {
	if v == nil {
		return &huma.Schema{Type: "string", Format: "binary"}
	}
	return reg.Schema(reflect.TypeOf(v), true, "")
}

// closed leaves only what callers send without room for other fields; answers
// may grow.
func closed(reg huma.Registry) {
	sent := []string{"Request", "Source", "Profile", "Patch", "ListingPatch", "OfferPatch", "SectionPatch", "ItemPatch", "Enhance", "Target", "Regenerate",
		"MarketRequest", "MarketUpload", "MarketForm", "ProviderSettings", "ProviderOrder", "LimitChange"}
	for name, schema := range reg.Map() {
		if no, ok := schema.AdditionalProperties.(bool); ok && !no && !slices.Contains(sent, name) {
			schema.AdditionalProperties = nil
		}
	}
}

// choosable lists the values of a request that the catalog knows.
func choosable(reg huma.Registry) {
	var categories, tiers, presets, colours []any
	for _, c := range catalog.Specs() {
		categories = append(categories, c.ID)
	}
	for _, t := range []product.Tier{product.Mini, product.Starter, product.Pro, product.Ultimate} {
		tiers = append(tiers, t)
	}
	for _, p := range catalog.Presets() {
		presets = append(presets, p.ID)
	}
	for _, c := range catalog.Colours() {
		colours = append(colours, c.ID)
	}
	request := reg.Map()["Request"].Properties
	request["category"].Enum, request["tier"].Enum, request["preset"].Enum, request["palette"].Enum = categories, tiers, presets, colours
	request["paper"].Enum, request["weekStart"].Enum = []any{"a4", "letter"}, []any{"monday", "sunday"}
	request["brief"].Description = "Who it is for, doing what, with what, under which constraint, in one sentence."
}
