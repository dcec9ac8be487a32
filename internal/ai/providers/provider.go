// Package providers keeps which language models are asked, and in which order.
//
// A provider is an account with one model of it. Providers come from the
// environment, from a file, and from what was kept while the program ran; of two
// with one id the later of these counts, whole. A Set joins them into one chain
// and exchanges it while calls go on: what did not change keeps what it has
// learnt, and an account's bound on calls at once holds throughout.
package providers

import (
	"errors"
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/ai/gemini"
	"github.com/gumgenie/gumgenie/internal/ai/openai"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/guard"
	"github.com/gumgenie/gumgenie/internal/secret"
)

// Kind is the protocol that a provider speaks.
type Kind string

// The kinds.
const (
	Gemini Kind = "gemini" // Google's own
	OpenAI Kind = "openai" // chat completions of OpenAI, and of all who speak them
)

// From says where a provider's settings stand.
type From string

// Where settings stand; the later wins.
const (
	Env    From = "env"
	File   From = "file"
	Stored From = "stored"
)

// What applies where nothing is set. The models are the makers' own choice of a
// quick and cheap one: Google keeps the first name on whatever that is at the
// time, OpenAI has no such name.
const (
	GeminiModel = "gemini-flash-latest"
	OpenAIModel = "gpt-6.1-terra"
	GeminiLimit = 5
	OpenAILimit = 8
)

// Bounds of settings: texts in characters, the key in bytes.
const (
	maxName  = 80
	maxModel = 200
	maxURL   = 500
	maxKey   = 8192
	// MaxLimit is how many calls at once can be allowed.
	MaxLimit = 1000
	// MaxProviders is how many providers each source may have.
	MaxProviders = 50
)

// Provider is an account of a provider with one of its models.
type Provider struct {
	ID      string
	Kind    Kind
	Name    string // for people
	BaseURL string // "" = the maker's own
	Model   string
	Limit   int // calls at once; the smallest of one account's counts
	Enabled bool
	From    From
	Key     secret.Text
	// Why says why it cannot be asked; nil = nothing is known against it.
	Why *fault.Fault
}

var idForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,39}$`)

// reserved are ids that mean something else in an address.
const reserved = "order"

// checked returns the provider in its canonical spelling with what applies where
// nothing is set, or a fault about the field that is wrong.
func (p Provider) checked() (Provider, error) {
	if !idForm.MatchString(p.ID) || p.ID == reserved {
		return p, fault.Field("id", "An id has up to 40 lower-case letters, digits, dots, hyphens and underscores, such as \"ollama\", and is not \"order\".")
	}
	switch p.Kind {
	case Gemini, OpenAI:
	case "":
		return p, fault.Field("kind", "The kind is missing: \"gemini\", or \"openai\" for all that speak OpenAI's protocol.")
	default:
		return p, fault.Field("kind", "The kind is \"gemini\", or \"openai\" for all that speak OpenAI's protocol.")
	}
	var err error
	if p.BaseURL, err = p.address(); err != nil {
		return p, err
	}
	if p.Model, err = p.model(); err != nil {
		return p, err
	}
	p.Name = strings.TrimSpace(p.Name)
	if p.Name == "" {
		p.Name = p.usualName()
	}
	if utf8.RuneCountInString(p.Name) > maxName || strings.ContainsFunc(p.Name, unprintable) {
		return p, fault.Field("name", "A name is one line of up to %d characters.", maxName)
	}
	if p.Limit == 0 {
		p.Limit = map[Kind]int{Gemini: GeminiLimit, OpenAI: OpenAILimit}[p.Kind]
	}
	if p.Limit < 1 || p.Limit > MaxLimit {
		return p, fault.Field("limit", "The limit is from 1 to %d calls at once.", MaxLimit)
	}
	if p.Key, err = cleanKey(p.Key); err != nil {
		return p, err
	}
	return p, nil
}

// address returns the base address, "" for the maker's own.
func (p Provider) address() (string, error) {
	text := strings.TrimSuffix(strings.TrimSpace(p.BaseURL), "/")
	if text == "" || text == strings.TrimSuffix(p.home(), "/") {
		return "", nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || len(text) > maxURL || strings.ContainsFunc(text, unprintable) {
		return "", fault.Field("baseURL", "The address is one such as http://localhost:11434/v1, with http or https.")
	}
	if u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return "", fault.Field("baseURL", "The address has no name, password, ? or # in it; a key has a field of its own.")
	}
	given := *u
	u.Host = strings.ToLower(u.Hostname()) // one account has one spelling
	if strings.Contains(u.Host, ":") {
		u.Host = "[" + u.Host + "]"
	}
	if port := given.Port(); port != "" && port != usualPort(u.Scheme) {
		u.Host += ":" + port
	}
	return u.String(), nil
}

func usualPort(scheme string) string {
	return map[string]string{"http": "80", "https": "443"}[scheme]
}

func (p Provider) home() string {
	if p.Kind == Gemini {
		return gemini.Home
	}
	return openai.Home
}

func (p Provider) model() (string, error) {
	m := strings.TrimPrefix(strings.TrimSpace(p.Model), "models/")
	switch {
	case m == "" && p.Kind == Gemini:
		return GeminiModel, nil
	case m == "" && p.BaseURL == "":
		return OpenAIModel, nil
	case m == "":
		return "", fault.Field("model", "The model is missing: name one that the endpoint has.")
	case len(m) > maxModel || strings.ContainsFunc(m, func(c rune) bool { return unprintable(c) || unicode.IsSpace(c) || strings.ContainsRune("?&#%", c) }) || strings.Contains(m, ".."):
		return "", fault.Field("model", "The model is a name such as %q, of up to %d characters.", GeminiModel, maxModel)
	}
	return m, nil
}

func (p Provider) usualName() string {
	if u, err := url.Parse(p.BaseURL); err == nil && u.Host != "" {
		return u.Host
	}
	return map[Kind]string{Gemini: "Gemini", OpenAI: "OpenAI"}[p.Kind]
}

// cleanKey takes away what is pasted along with a key.
func cleanKey(k secret.Text) (secret.Text, error) {
	text := strings.TrimSpace(k.Reveal())
	if len(text) > maxKey || strings.ContainsFunc(text, func(c rune) bool { return c <= ' ' || c > '~' }) {
		return k, fault.Field("key", "The key is not as one looks: it has no spaces or accents, and at most %d characters.", maxKey)
	}
	return secret.Hide(text), nil
}

// unprintable reports what has no place on a line.
func unprintable(c rune) bool { return !unicode.IsPrint(c) }

// needsKey reports whether nothing answers there without one.
func (p Provider) needsKey() bool { return p.Kind == Gemini || p.BaseURL == "" }

// rule says which addresses may be asked for a provider: those of the operator's
// choice all, those that came over the interface as far as they are harmless.
func (p Provider) rule(local bool) guard.Rule {
	switch {
	case p.From != Stored || p.BaseURL == "":
		return guard.Any
	case local:
		return guard.Near
	}
	return guard.Public
}

// allowed refuses an address that could never be asked.
func (p Provider) allowed(local bool) error {
	u, err := url.Parse(p.BaseURL)
	if err != nil || p.BaseURL == "" {
		return err
	}
	err = p.rule(local).Check(u)
	switch {
	case err == nil:
		return nil
	case local:
		return &fault.Fault{Kind: fault.Invalid, Field: "baseURL", Cause: err, Message: "This address may not be asked: it is link-local, or where a cloud hands out credentials."}
	}
	return &fault.Fault{Kind: fault.Invalid, Field: "baseURL", Cause: err,
		Message: "This address may not be asked: it lies inside this machine or its network, and this server can be reached by others. Name the provider in the file of --providers on the server instead."}
}

// spoilt returns the provider out of use, with the reason.
func (p Provider) spoilt(err error) Provider {
	var f *fault.Fault
	if !errors.As(err, &f) {
		f = fault.Wrap(err, fault.Internal, "%s", fault.Message(err))
	}
	p.Why = f
	return p
}
