package server

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
)

const (
	typeJSON  = "application/json"
	typeMerge = "application/merge-patch+json"
	typeForm  = "application/x-www-form-urlencoded"
)

// mediaType returns the media type of a body, "" if it is not named.
func mediaType(r *http.Request) string {
	media, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return ""
	}
	if c := params["charset"]; c != "" && !strings.EqualFold(c, "utf-8") && !strings.EqualFold(c, "us-ascii") {
		return media + "; charset=" + c
	}
	return media
}

// only refuses a body of another media type than those named.
func only(w http.ResponseWriter, r *http.Request, header string, media ...string) error {
	if slices.Contains(media, mediaType(r)) {
		return nil
	}
	w.Header().Set(header, list(media))
	return refuse(http.StatusUnsupportedMediaType, fault.Invalid, "Content-Type",
		fmt.Sprintf("The body is %s, not %q.", strings.Join(media, " or "), short(r.Header.Get("Content-Type"))))
}

// decodeJSON reads a body strictly: one object, no unknown
// field, none twice, UTF-8.
func decodeJSON(r *http.Request, into any) error {
	raw, err := taken(r)
	if err != nil {
		return err
	}
	if len(bytes.TrimSpace(raw)) == 0 {
		return malformed(nil, "The body is empty; it must be a JSON object.")
	}
	if !utf8.Valid(raw) {
		return malformed(nil, "The body is not UTF-8 text.")
	}
	if !json.Valid(raw) {
		err := json.Unmarshal(raw, new(any))
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			return malformed(err, "The body is not JSON: there is an error at byte %d.", syntax.Offset)
		}
		return malformed(err, "The body is not JSON.")
	}
	if raw = bytes.TrimSpace(raw); raw[0] != '{' {
		return fault.New(fault.Invalid, "The body must be a JSON object.")
	}
	if err := sound(raw); err != nil {
		return err
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	return misfit(dec.Decode(into))
}

func malformed(cause error, format string, args ...any) error {
	return refusal{http.StatusBadRequest, fault.Wrap(cause, fault.Invalid, format, args...)}
}

// misfit says which field of valid JSON does not fit.
func misfit(err error) error {
	var kind *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &kind):
		return &fault.Fault{Kind: fault.Invalid, Field: kind.Field, Cause: err,
			Message: fmt.Sprintf("The field %q must be %s, not %s.", kind.Field, wanted(kind.Type), short(kind.Value))}
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		if field, e := strconv.Unquote(name); e == nil {
			return &fault.Fault{Kind: fault.Invalid, Field: short(field), Cause: err, Message: fmt.Sprintf("There is no field %q here.", short(field))}
		}
	}
	return fault.Wrap(err, fault.Invalid, "The body does not fit what is asked for.")
}

// wanted names a Go type in words.
func wanted(t reflect.Type) string {
	if reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) {
		return "a text"
	}
	switch t.Kind() {
	case reflect.String:
		return "a text"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice, reflect.Array:
		if t.Elem().Kind() == reflect.Uint8 {
			return "bytes as base64 text"
		}
		return "a list"
	case reflect.Struct, reflect.Map:
		return "an object"
	case reflect.Float32, reflect.Float64:
		return "a number"
	}
	return "a whole number in range"
}

// decodeForm reads a request from a form. An empty field is a field left out.
func decodeForm(r *http.Request) (product.Request, error) {
	var req product.Request
	raw, err := taken(r)
	if err != nil {
		return req, err
	}
	form, err := url.ParseQuery(string(raw))
	if err != nil {
		return req, malformed(err, "The form is not encoded as %s.", typeForm)
	}
	for _, name := range keys(form) {
		if err := field(&req, name, form[name]); err != nil {
			return req, err
		}
	}
	return req, nil
}

func keys(form url.Values) []string {
	var all []string
	for name := range form {
		all = append(all, name)
	}
	slices.Sort(all) // the first complaint does not depend on chance
	return all
}

// field sets one field of a request from a form.
func field(req *product.Request, name string, values []string) error {
	if name == "sources" {
		for i, text := range values {
			if strings.TrimSpace(text) != "" {
				req.Sources = append(req.Sources, product.Source{Name: fmt.Sprintf("notes-%d.md", i+1), Type: "markdown", Text: text})
			}
		}
		return nil
	}
	if len(values) != 1 {
		return fault.Field(short(name), "The field %q is given %d times; once is enough.", short(name), len(values))
	}
	v := values[0]
	switch name {
	case "brief":
		req.Brief = v
	case "category":
		req.Category = product.Category(v)
	case "tier":
		req.Tier = product.Tier(v)
	case "preset":
		req.Preset = v
	case "palette":
		req.Palette = v
	case "language":
		req.Language = v
	case "currency":
		req.Currency = v
	case "paper":
		req.Paper = v
	case "weekStart":
		req.WeekStart = v
	case "year":
		n, err := number(name, v, 0, 0, 9999)
		req.Year = int(n)
		return err
	case "seed":
		if v == "" {
			return nil
		}
		n, err := strconv.ParseUint(v, 10, 64)
		if err != nil {
			return fault.Field(name, "The seed is a whole number, not %q.", short(v))
		}
		req.Seed = n
	default:
		return fault.Field(short(name), "There is no field %q here.", short(name))
	}
	return nil
}
