package pdf

import (
	"bytes"
	"crypto/sha256"

	"github.com/gumgenie/gumgenie/internal/memo"
)

// Memory keeps the packed streams of documents that were compiled: the pages,
// forms and typefaces that the next document has as well are not packed again.
// It is bounded. The zero value is ready, a nil Memory keeps nothing; it is safe
// for concurrent use.
type Memory struct {
	packed memo.Memo[[32]byte, []byte] // by what was packed
}

// maxPacked bounds what a Memory keeps, in bytes: the pages of some large books
// or planners.
const maxPacked = 6 << 20

// pack returns data packed, valid until the next call.
func (m *Memory) pack(d *deflater, data []byte) []byte {
	if m == nil {
		return d.pack(data)
	}
	key := sha256.Sum256(data)
	if b, ok := m.packed.Get(key); ok {
		return b
	}
	b := d.pack(data)
	const entry = 200
	m.packed.Put(key, bytes.Clone(b), entry+len(b), maxPacked)
	return b
}
