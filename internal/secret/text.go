package secret

import (
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"io"
	"log/slog"
)

// hidden stands for a text wherever one is printed.
const hidden = "[key]"

// Text is a text that is not for print, such as a key: formatted, logged or
// encoded it reads "[key]". Only Reveal gives it away. The zero value is no text.
type Text struct {
	// A pointer: fmt prints what lies in the unexported field of another struct
	// without asking its methods, and then prints an address.
	v *string
}

// Hide returns a text that is not for print; the empty one is none.
func Hide(text string) Text {
	if text == "" {
		return Text{}
	}
	return Text{&text}
}

// Reveal returns the text itself, "" if there is none.
func (t Text) Reveal() string {
	if t.v == nil {
		return ""
	}
	return *t.v
}

// Given reports whether there is a text.
func (t Text) Given() bool { return t.v != nil }

// Same reports whether both are the same text.
func (t Text) Same(o Text) bool {
	return subtle.ConstantTimeCompare([]byte(t.Reveal()), []byte(o.Reveal())) == 1
}

// Sum tells texts apart without giving them away.
func (t Text) Sum() [32]byte { return sha256.Sum256([]byte(t.Reveal())) }

// String returns "[key]", or "" for no text.
func (t Text) String() string {
	if t.v == nil {
		return ""
	}
	return hidden
}

// GoString is String.
func (t Text) GoString() string { return t.String() }

// Format prints String, whatever the verb.
func (t Text) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, t.String()) }

// MarshalText encodes String; JSON and YAML use it too.
func (t Text) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// LogValue logs String.
func (t Text) LogValue() slog.Value { return slog.StringValue(t.String()) }

// UnmarshalText takes the text in.
func (t *Text) UnmarshalText(text []byte) error {
	*t = Hide(string(text))
	return nil
}
