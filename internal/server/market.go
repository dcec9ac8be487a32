package server

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/market"
	"github.com/gumgenie/gumgenie/internal/market/dataset"
	"github.com/gumgenie/gumgenie/internal/product"
)

const typeParts = "multipart/form-data"

// Bounds of a request for a market brief, in bytes: a dataset as text of JSON may
// be twice as long; a field of a form is a sentence or a code.
const (
	maxMarket = 2*dataset.MaxBytes + 1<<20
	maxField  = 16 << 10
)

// MarketForm is a request for a market brief as a form with a file.
type MarketForm struct {
	Query           string           `json:"query" doc:"What the product is about and for whom, in words or in one sentence."`
	Category        product.Category `json:"category,omitempty"`
	Currency        string           `json:"currency,omitempty"`
	Dataset         upload           `json:"dataset,omitempty" doc:"CSV or JSON, up to 5 MB: title, price, currency, and where you have them url, rating, ratings, sales, tags."`
	DatasetCurrency string           `json:"datasetCurrency,omitempty" doc:"Of prices that name none."`
	Measured        string           `json:"measured,omitempty" doc:"When the dataset was collected, as 2026-09-30."`
}

// upload is a file of a form.
type upload struct{}

// Schema describes the bytes of a file.
func (upload) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: "string", Format: "binary"}
}

func briefing() operation {
	return operation{
		id: "marketBrief", does: "Say what is known of the market of an idea",
		more: "Comparable listings, price bands, keywords, saturation, gaps and suggested prices, each figure with its source: Gumroad where an access token is set, " +
			"a dataset that you send, and bands that were measured before. No source, no figure. A marketplace that fails is no error: failed says so. " +
			"Amounts are in the smallest unit of their currency; currencies are never mixed or converted.",
		takes:  map[string]any{typeJSON: market.Request{}, typeParts: MarketForm{}},
		status: http.StatusOK, gives: jsonBody(market.Brief{}), errors: []int{400, 413, 415, 422, 429, 503},
	}
}

// postMarketBrief says what is known of a market. Nothing of the request is kept.
func (s *server) postMarketBrief(w http.ResponseWriter, r *http.Request) error {
	if err := only(w, r, "Accept-Post", typeJSON, typeParts); err != nil {
		return err
	}
	var req market.Request
	var err error
	if mediaType(r) == typeParts {
		req, err = decodeParts(r)
	} else {
		err = decodeJSON(r, &req)
	}
	if err != nil {
		return err
	}
	if s.Market == nil {
		return fault.New(fault.Unavailable, "This server gives no market briefs.")
	}
	if req.Dataset != nil && len(req.Dataset.Text) > dataset.MaxBytes {
		return refuse(http.StatusRequestEntityTooLarge, fault.Invalid, "dataset",
			fmt.Sprintf("The dataset has %d bytes; at most %d are read. Keep the lines that matter.", len(req.Dataset.Text), dataset.MaxBytes))
	}
	brief, err := s.Market.Brief(r.Context(), req)
	if err != nil {
		return err
	}
	return reply(w, http.StatusOK, brief)
}

// decodeParts reads a request from a form with a file. An empty field is a field
// left out, and so is an empty file: a browser sends both.
func decodeParts(r *http.Request) (market.Request, error) {
	var req market.Request
	raw, err := taken(r)
	if err != nil {
		return req, err
	}
	_, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type")) // it was read before
	if params["boundary"] == "" {
		return req, malformed(nil, "The form does not say what stands between its parts.")
	}
	var set market.Upload
	seen := map[string]bool{}
	form := multipart.NewReader(bytes.NewReader(raw), params["boundary"])
	for {
		part, err := form.NextRawPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return req, malformed(err, "The form is not encoded as %s.", typeParts)
		}
		if err := takePart(part, &req, &set, seen); err != nil {
			return req, err
		}
	}
	switch {
	case len(seen) == 0:
		return req, malformed(nil, "The form has no parts between the marks that its Content-Type names.")
	case set.Text != "":
		req.Dataset = &set
	case set.Currency != "" || set.Measured != "":
		return req, fault.Field("dataset", "The form describes a dataset and holds none.")
	}
	return req, nil
}

// takePart reads one part of the form.
func takePart(part *multipart.Part, req *market.Request, set *market.Upload, seen map[string]bool) error {
	name := part.FormName()
	var category string
	into := map[string]*string{
		"query": &req.Query, "category": &category, "currency": &req.Currency, "dataset": &set.Text, "datasetCurrency": &set.Currency, "measured": &set.Measured,
	}[name]
	switch {
	case into == nil:
		return fault.Field(short(name), "There is no field %q here.", short(name))
	case seen[name]:
		return fault.Field(name, "The field %q is given twice; once is enough.", name)
	case part.Header.Get("Content-Transfer-Encoding") != "":
		return malformed(nil, "The field %q has a Content-Transfer-Encoding; forms have none.", name)
	}
	seen[name] = true
	value, err := io.ReadAll(part)
	if err != nil {
		return malformed(err, "The form breaks off in the field %q.", name)
	}
	if name != "dataset" && len(value) > maxField {
		return fault.Field(name, "The field %q has %d bytes; at most %d are read.", name, len(value), maxField)
	}
	*into = string(value)
	if name == "category" {
		req.Category = product.Category(category)
	}
	if name == "dataset" {
		set.Name = part.FileName()
	}
	return nil
}
