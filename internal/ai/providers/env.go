package providers

import (
	"strings"

	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/secret"
)

// FromEnv returns the providers that the environment names, in the variables that
// the makers' own tools read: "gemini" by GEMINI_API_KEY or GOOGLE_API_KEY (with
// both the latter, as Google's own tools do), GOOGLE_GEMINI_BASE_URL and
// GEMINI_MODEL; "openai" by OPENAI_API_KEY or, for an endpoint that wants no key,
// OPENAI_BASE_URL, and by OPENAI_MODEL. One whose settings are wrong is out of use
// and says why.
func FromEnv(getenv func(string) string) []Provider {
	get := func(name string) string { return strings.TrimSpace(getenv(name)) }
	var all []Provider
	add := func(p Provider, names map[string]string) {
		p.Enabled, p.From = true, Env
		fit, err := p.checked()
		if err != nil {
			fit = p.spoilt(err)
			fit.Name = fit.usualName()
			fit.Why.Message = names[fit.Why.Field] + " in the environment is wrong. " + fit.Why.Message
		}
		all = append(all, fit)
	}
	keyName := "GOOGLE_API_KEY"
	if get(keyName) == "" {
		keyName = "GEMINI_API_KEY"
	}
	if key := get(keyName); key != "" {
		add(Provider{ID: "gemini", Kind: Gemini, BaseURL: get("GOOGLE_GEMINI_BASE_URL"), Model: get("GEMINI_MODEL"), Key: secret.Hide(key)},
			map[string]string{"key": keyName, "baseURL": "GOOGLE_GEMINI_BASE_URL", "model": "GEMINI_MODEL"})
	}
	if key, base := get("OPENAI_API_KEY"), get("OPENAI_BASE_URL"); key != "" || base != "" {
		add(Provider{ID: "openai", Kind: OpenAI, BaseURL: base, Model: get("OPENAI_MODEL"), Key: secret.Hide(key)},
			map[string]string{"key": "OPENAI_API_KEY", "baseURL": "OPENAI_BASE_URL", "model": "OPENAI_MODEL"})
	}
	return all
}

// keyless says that a provider has no key and needs one.
func (p Provider) keyless() *fault.Fault {
	return fault.Field("key", "%s needs a key, and has none.", p.Name)
}
