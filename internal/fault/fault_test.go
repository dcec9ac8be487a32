package fault_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/fault"
)

func TestPeopleNeverSeeTheCause(t *testing.T) {
	t.Parallel()
	secret := errors.New("canary-password in a path")
	tests := map[string]struct {
		err  error
		kind fault.Kind
		msg  string
	}{
		"plain":   {secret, fault.Internal, "Something went wrong on our side; the log has the details."},
		"wrapped": {fmt.Errorf("open: %w", fault.Wrap(secret, fault.Full, "The disk is full.")), fault.Full, "The disk is full."},
		"field":   {fault.Field("tier", "There is no tier %q.", "huge"), fault.Invalid, `There is no tier "huge".`},
	}
	for name, tt := range tests {
		if got := fault.KindOf(tt.err); got != tt.kind {
			t.Errorf("%s: kind %q, want %q", name, got, tt.kind)
		}
		if got := fault.Message(tt.err); got != tt.msg || strings.Contains(got, "canary") {
			t.Errorf("%s: message %q, want %q", name, got, tt.msg)
		}
	}
	if got := fault.KindOf(nil); got != "" {
		t.Errorf("kind of nil %q, want none", got)
	}
	if w := fault.Wrap(secret, fault.Internal, "x"); !errors.Is(w, secret) {
		t.Error("a wrapped cause is lost")
	}
}
