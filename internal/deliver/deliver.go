// Package deliver is the contract between the pipeline and the packages that
// render files, one package per kind of product below it.
//
// Rendering is told like a makefile: a list of tasks, each with a key over all
// it depends on. A task whose key is unchanged need not run again, which is
// what makes an edit cheap.
package deliver

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/gumgenie/gumgenie/internal/draw/pdf"
	"github.com/gumgenie/gumgenie/internal/draw/png"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// Basis is what the files of every package below depend on.
type Basis struct {
	Product *product.Product
	Profile product.Profile // of the seller
	Look    Look
	Lang    *locale.Printer // nil = English
	Setters *typeset.Pool
	PDF     *pdf.Memory // of documents before; nil = none

	Pictures *png.Studio // nil = no buffers are kept for the next picture
}

// Put takes a finished file. Path, Type, Tier and Pages are set by the caller;
// Bytes, SHA and From are filled in by the receiver. It is safe for concurrent use.
type Put func(f product.File, data []byte) error

// Task makes one or more files. Tasks of a list are independent of each other
// and may run at the same time.
type Task struct {
	Name string  // for progress: "planner 2027, Monday"
	Key  string  // hash of everything its files depend on
	Cost float64 // relative, 1 = about 50 ms of one core; dear tasks start first
	Make func(ctx context.Context, put Put) error
}

// Key hashes the inputs of a task. Inputs are encoded as JSON, so unexported
// fields do not count.
func Key(inputs ...any) (string, error) {
	h := sha256.New()
	enc := json.NewEncoder(h)
	for _, in := range inputs {
		if err := enc.Encode(in); err != nil {
			return "", fmt.Errorf("hash the inputs of a task: %w", err)
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16]), nil
}
