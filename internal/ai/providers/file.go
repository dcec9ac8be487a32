package providers

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/secret"
)

// maxFile bounds the file, in bytes.
const maxFile = 1 << 20

// FromFile reads providers from a YAML or JSON file, in the order of preference:
//
//	providers:
//	  - id: ollama
//	    kind: openai
//	    baseURL: http://localhost:11434/v1
//	    model: llama3.2
//
// Beside these a provider may have name, limit, enabled, and its key as key,
// keyEnv (the name of a variable) or keyFile (a file, seen from this one). A file
// that cannot be read or does not fit is a fault of kind Invalid that names the
// line, never what stands there. A key that is not where it should be leaves its
// provider out of use.
func FromFile(name string, getenv func(string) string) ([]Provider, error) {
	raw, err := head(name, maxFile)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "The providers file %s cannot be read. Check its name and permissions.", name)
	}
	r := reader{name: name, getenv: getenv}
	var doc, more yaml.Node
	dec := yaml.NewDecoder(bytes.NewReader(raw))
	if err := dec.Decode(&doc); err != nil && !errors.Is(err, io.EOF) {
		return nil, fault.New(fault.Invalid, "The providers file %s is neither YAML nor JSON%s.", name, lineOf(err))
	}
	if err := dec.Decode(&more); !errors.Is(err, io.EOF) {
		return nil, r.wrong(&more, "there is a second document; one holds all.")
	}
	return r.all(&doc)
}

// head reads a file of at most so many bytes.
func head(name string, most int64) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(raw)) > most {
		err = fmt.Errorf("it has more than %d bytes", most)
	}
	return raw, err
}

// lineOf finds the line in a complaint of the parser, which may quote the file and
// is not passed on.
func lineOf(err error) string {
	_, rest, ok := strings.Cut(err.Error(), "line ")
	if !ok {
		return ""
	}
	digits := rest[:len(rest)-len(strings.TrimLeft(rest, "0123456789"))]
	if digits == "" {
		return ""
	}
	return ": see line " + digits
}

// echo repeats a name, unless it may be a key in the wrong place.
func echo(name string) string {
	if len(name) > 20 || strings.ContainsFunc(name, func(c rune) bool { return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') }) {
		return ""
	}
	return " " + strconv.Quote(name)
}

// reader turns the nodes of a file into providers.
type reader struct {
	name   string
	getenv func(string) string
}

func (r reader) wrong(n *yaml.Node, format string, args ...any) error {
	return fault.New(fault.Invalid, "The providers file %s is wrong at line %d: %s", r.name, max(1, n.Line), fmt.Sprintf(format, args...))
}

func (r reader) all(doc *yaml.Node) ([]Provider, error) {
	if len(doc.Content) == 0 {
		return nil, r.wrong(doc, "it is empty. It holds \"providers\" and a list.")
	}
	var list *yaml.Node
	if err := r.fields(doc.Content[0], map[string]func(*yaml.Node) error{"providers": func(n *yaml.Node) error { list = n; return nil }}); err != nil {
		return nil, err
	}
	if list == nil || list.Kind != yaml.SequenceNode {
		return nil, r.wrong(doc.Content[0], "it holds \"providers\" and a list.")
	}
	if len(list.Content) > MaxProviders {
		return nil, r.wrong(list, "it names %d providers; at most %d fit.", len(list.Content), MaxProviders)
	}
	var all []Provider
	for _, n := range list.Content {
		p, err := r.one(n)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(all, func(o Provider) bool { return o.ID == p.ID }) {
			return nil, r.wrong(n, "there are two providers with the id %q.", p.ID)
		}
		all = append(all, p)
	}
	return all, nil
}

func (r reader) one(n *yaml.Node) (Provider, error) {
	p := Provider{Enabled: true, From: File}
	var kind, key, keyEnv, keyFile string
	at := map[string]*yaml.Node{}
	text := func(field string, to *string) func(*yaml.Node) error {
		return func(v *yaml.Node) error {
			at[field] = v
			if v.Kind != yaml.ScalarNode || v.Tag == "!!null" {
				return r.wrong(v, "%s is a text.", field)
			}
			*to = v.Value
			return nil
		}
	}
	err := r.fields(n, map[string]func(*yaml.Node) error{
		"id": text("id", &p.ID), "kind": text("kind", &kind), "name": text("name", &p.Name), "baseURL": text("baseURL", &p.BaseURL),
		"model": text("model", &p.Model), "key": text("key", &key), "keyEnv": text("keyEnv", &keyEnv), "keyFile": text("keyFile", &keyFile),
		"limit": func(v *yaml.Node) (err error) {
			at["limit"] = v
			if p.Limit, err = strconv.Atoi(v.Value); err != nil || p.Limit < 1 {
				return r.wrong(v, "limit is a whole number from 1 to %d.", MaxLimit)
			}
			return nil
		},
		"enabled": func(v *yaml.Node) error {
			if v.Tag != "!!bool" || v.Decode(&p.Enabled) != nil {
				return r.wrong(v, "enabled is true or false.")
			}
			return nil
		},
	})
	if err != nil {
		return p, err
	}
	p.Kind = Kind(kind)
	if at["key"] != nil && at["keyEnv"] != nil || at["key"] != nil && at["keyFile"] != nil || at["keyEnv"] != nil && at["keyFile"] != nil {
		return p, r.wrong(n, "the key is given once: as key, keyEnv or keyFile.")
	}
	var missing error
	p.Key, missing = r.key(key, keyEnv, keyFile)
	fit, err := p.checked()
	var f *fault.Fault
	switch {
	case errors.As(err, &f) && f.Field == "key" && at["key"] == nil:
		return p.spoilt(fault.New(fault.Invalid, "The key of %s is wrong. %s", p.ID, f.Message)), nil
	case errors.As(err, &f):
		if v := at[f.Field]; v != nil {
			n = v
		}
		return p, r.wrong(n, "%s", f.Message)
	case missing != nil:
		return fit.spoilt(missing), nil
	}
	return fit, nil
}

// key fetches a key from where the file says it is.
func (r reader) key(plain, env, file string) (secret.Text, error) {
	switch {
	case env != "":
		if v := strings.TrimSpace(r.getenv(env)); v != "" {
			return secret.Hide(v), nil
		}
		return secret.Text{}, fault.New(fault.Invalid, "The variable %s, where the providers file looks for the key, is not set. Set it, then start again.", env)
	case file != "":
		if !filepath.IsAbs(file) {
			file = filepath.Join(filepath.Dir(r.name), file)
		}
		raw, err := head(file, maxKey+64)
		if err != nil || len(strings.TrimSpace(string(raw))) == 0 {
			return secret.Text{}, fault.Wrap(err, fault.Invalid, "The file %s, where the providers file looks for the key, cannot be read or is empty. Mend it, then start again.", file)
		}
		return secret.Hide(strings.TrimSpace(string(raw))), nil
	}
	return secret.Hide(plain), nil
}

// fields hands each field of a mapping to who takes it; others are wrong.
func (r reader) fields(n *yaml.Node, take map[string]func(*yaml.Node) error) error {
	var names []string
	for name := range take {
		names = append(names, name)
	}
	slices.Sort(names)
	if n.Kind != yaml.MappingNode {
		return r.wrong(n, "here stand fields with values: %s.", strings.Join(names, ", "))
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		name, value := n.Content[i], n.Content[i+1]
		do, ok := take[name.Value]
		switch {
		case !ok:
			return r.wrong(name, "there is no field%s here. The fields are %s.", echo(name.Value), strings.Join(names, ", "))
		case seen[name.Value]:
			return r.wrong(name, "%s stands twice.", name.Value)
		}
		seen[name.Value] = true
		if err := do(value); err != nil {
			return err
		}
	}
	return nil
}
