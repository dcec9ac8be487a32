package server

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image/png"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/currency"
	"golang.org/x/text/language"

	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
)

// Bounds of a profile: texts in characters, the logo in bytes and pixels.
const (
	maxName     = 120
	maxContact  = 200
	maxSite     = 300
	maxTeam     = 10_000
	maxLogo     = 512 << 10
	maxLogoSide = 2000
)

// seller returns the profile with what applies where nothing is set.
func (s *server) seller(r *http.Request) (product.Profile, error) {
	p, _, err := s.DB.Profile(r.Context(), owner)
	return defaults(p), err
}

// defaults fills in what applies where nothing is set.
func defaults(p product.Profile) product.Profile {
	for _, d := range []struct {
		to *string
		v  string
	}{
		{&p.Refund, "faulty-only"}, {&p.Licence, "personal"}, {&p.Currency, "USD"},
		{&p.Paper, "a4"}, {&p.WeekStart, "monday"}, {&p.Language, "en"},
	} {
		if *d.to == "" {
			*d.to = d.v
		}
	}
	return p
}

func profileTag(p product.Profile) string {
	sum := sha256.Sum256(encode(p))
	return `"` + hex.EncodeToString(sum[:8]) + `"`
}

func (s *server) getProfile(w http.ResponseWriter, r *http.Request) error {
	p, err := s.seller(r)
	if err != nil {
		return err
	}
	if unchanged(w, r, profileTag(p)) {
		return nil
	}
	return reply(w, http.StatusOK, p)
}

// putProfile keeps a profile whole; what is left out is unset.
func (s *server) putProfile(w http.ResponseWriter, r *http.Request) error {
	if err := only(w, r, "Accept", typeJSON); err != nil {
		return err
	}
	var p product.Profile
	if err := decodeJSON(r, &p); err != nil {
		return err
	}
	p, err := checked(defaults(p), s.Languages)
	if err != nil {
		return err
	}
	if match := r.Header.Get("If-Match"); match != "" {
		now, err := s.seller(r)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(tags(match), func(t string) bool { return t == "*" || plain(t) == plain(profileTag(now)) }) {
			return refuse(http.StatusPreconditionFailed, fault.Conflict, "If-Match", "The profile has changed; load it again.")
		}
	}
	if err := s.DB.SetProfile(r.Context(), owner, p); err != nil {
		return err
	}
	w.Header().Set("ETag", profileTag(p))
	return reply(w, http.StatusOK, p)
}

// checked returns the profile in its canonical spelling, or what is wrong with it.
func checked(p product.Profile, known *locale.Languages) (product.Profile, error) {
	for _, t := range []struct {
		field string
		to    *string
		most  int
	}{{"name", &p.Name, maxName}, {"contact", &p.Contact, maxContact}, {"site", &p.Site, maxSite}} {
		v, err := oneLine(t.field, *t.to, t.most)
		if err != nil {
			return p, err
		}
		*t.to = v
	}
	if p.Site != "" {
		u, err := url.Parse(p.Site)
		if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			return p, fault.Field("site", "The site is an address such as https://example.com, not %q.", short(p.Site))
		}
	}
	p.Currency = strings.ToUpper(p.Currency)
	if _, err := currency.ParseISO(p.Currency); err != nil {
		return p, fault.Field("currency", "%q is no currency; write three letters such as \"USD\".", short(p.Currency))
	}
	lang, err := language.Parse(p.Language)
	if err != nil {
		return p, fault.Field("language", "%q is no language tag; write one such as \"en\".", short(p.Language))
	}
	if !known.Has(lang) {
		return p, fault.Field("language", "No product can be made in the language %q: its script is not in the typefaces here. The catalog lists the others.", short(p.Language))
	}
	p.Language = lang.String()
	for _, c := range []struct {
		field, value string
		of           []string
	}{
		{"refund", p.Refund, []string{"faulty-only", "7-days", "30-days"}}, {"licence", p.Licence, []string{"personal", "commercial", "team"}},
		{"paper", p.Paper, []string{"a4", "letter"}}, {"weekStart", p.WeekStart, []string{"monday", "sunday"}},
	} {
		if !slices.Contains(c.of, c.value) {
			return p, fault.Field(c.field, "%s is one of %s, not %q.", c.field, list(c.of), short(c.value))
		}
	}
	if p.TeamSize < 0 || p.TeamSize > maxTeam {
		return p, fault.Field("teamSize", "A team has up to %d people, not %d.", maxTeam, p.TeamSize)
	}
	return p, logo(p.Logo)
}

func oneLine(field, text string, most int) (string, error) {
	text = strings.TrimSpace(text)
	if strings.ContainsFunc(text, unprintable) {
		return "", fault.Field(field, "The %s is one line of text without control characters.", field)
	}
	if n := utf8.RuneCountInString(text); n > most {
		return "", fault.Field(field, "The %s has %d characters; at most %d fit.", field, n, most)
	}
	return text, nil
}

// unprintable reports a character that has no place on a line of a licence:
// controls, line separators, and marks that turn the order of reading round.
func unprintable(c rune) bool {
	return unicode.IsControl(c) || c == utf8.RuneError || c == 0x2028 || c == 0x2029 || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069
}

func logo(data []byte) error {
	if len(data) == 0 {
		return nil
	}
	if len(data) > maxLogo {
		return fault.Field("logo", "The logo has %d bytes; at most %d fit.", len(data), maxLogo)
	}
	c, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return &fault.Fault{Kind: fault.Invalid, Field: "logo", Message: "The logo is not a PNG picture.", Cause: err}
	}
	if c.Width > maxLogoSide || c.Height > maxLogoSide {
		return fault.Field("logo", "The logo has %d × %d pixels; at most %d a side fit.", c.Width, c.Height, maxLogoSide)
	}
	if _, err := png.Decode(bytes.NewReader(data)); err != nil {
		return &fault.Fault{Kind: fault.Invalid, Field: "logo", Message: "The logo is a damaged PNG picture.", Cause: err}
	}
	return nil
}
