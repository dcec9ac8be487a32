package ai

import (
	"crypto/tls"
	"crypto/x509"
	"errors"

	"github.com/gumgenie/gumgenie/internal/guard"
)

// Unreached says why a call came to no answer, by the error of the HTTP client:
// Broken unless something more exact is known.
func Unreached(err error) Reason {
	var invalid x509.CertificateInvalidError
	var check *tls.CertificateVerificationError
	switch {
	case errors.Is(err, guard.ErrBarred):
		return Barred
	case errors.Is(err, guard.ErrMoved):
		return Moved
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired: // or not yet valid
		return Clock
	case errors.As(err, &check):
		return Untrusted
	}
	return Broken
}
