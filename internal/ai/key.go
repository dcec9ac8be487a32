package ai

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"math"
	"strings"
	"sync"
)

// Key names a question: equal keys ask for the same.
type Key [sha256.Size]byte

// keyForm is the number of the form that is hashed. Another form gets another
// number, so that nothing is found that was kept under a key of the old one.
const keyForm = 1

// KeyOf returns the key of a question to a model. It covers all that is sent, the
// version of the wording, and the owner of private text; not what a call is put
// down to. White space at the end of lines and texts, how lines end, and how a
// schema is laid out make no difference.
func KeyOf(model string, q Question) Key { return new(forms).key(model, q) }

// forms remembers the canonical forms of schemas: there are few, and each comes
// often. It is safe for concurrent use.
type forms struct {
	mu    sync.Mutex
	known map[string]form
}

// form is a schema in its canonical form, and whether it is one: 'j', '-' for none,
// '?' for what is no JSON and stays as it is.
type form struct {
	kind byte
	text []byte
}

// mostForms bounds how many are remembered.
const mostForms = 64

func (f *forms) of(schema json.RawMessage) form {
	f.mu.Lock()
	defer f.mu.Unlock()
	if one, ok := f.known[string(schema)]; ok {
		return one
	}
	one := canonical(schema)
	if f.known == nil || len(f.known) == mostForms {
		f.known = map[string]form{}
	}
	f.known[string(schema)] = one
	return one
}

// key is KeyOf.
func (f *forms) key(model string, q Question) Key {
	b := make([]byte, 0, 256+len(q.System)+len(q.Prompt)+len(q.Schema))
	b = append(b, keyForm)
	for _, s := range []string{model, q.Version, q.Purpose, q.Owner} {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	for _, s := range []string{q.System, q.Prompt} {
		at := len(b)
		b = tidy(append(b, make([]byte, 8)...), s)
		binary.BigEndian.PutUint64(b[at:], uint64(len(b)-at))
	}
	schema := f.of(q.Schema)
	b = append(b, schema.kind)
	b = binary.AppendUvarint(b, uint64(len(schema.text)))
	b = append(b, schema.text...)
	b = binary.AppendVarint(b, int64(q.MaxTokens))
	if q.Temperature != nil {
		b = append(b, 't')
		b = binary.BigEndian.AppendUint64(b, math.Float64bits(*q.Temperature+0)) // no minus zero
	}
	if q.Seed != nil {
		b = append(b, 's')
		b = binary.AppendVarint(b, *q.Seed)
	}
	return sha256.Sum256(b)
}

// tidy appends a text without white space at the end of its lines and its own.
func tidy(b []byte, s string) []byte {
	start := len(b)
	for line := range strings.SplitSeq(s, "\n") {
		b = append(b, strings.TrimRight(line, " \t\r")...)
		b = append(b, '\n')
	}
	return append(b[:start], bytes.TrimRight(b[start:], "\n")...)
}

// canonical returns a schema with the names of each object in order and no white
// space.
func canonical(schema json.RawMessage) form {
	if len(schema) == 0 {
		return form{kind: '-'}
	}
	raw := form{'?', bytes.Clone(schema)}
	dec := json.NewDecoder(bytes.NewReader(schema))
	dec.UseNumber() // 1 and 1.0 may mean different things to a provider
	var v any
	if dec.Decode(&v) != nil || !errors.Is(dec.Decode(new(any)), io.EOF) {
		return raw
	}
	text, err := json.Marshal(v)
	if err != nil {
		return raw
	}
	return form{'j', text}
}
