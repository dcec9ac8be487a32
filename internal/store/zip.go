package store

import (
	"encoding/json"
	"fmt"

	"github.com/klauspost/compress/zstd"

	"github.com/gumgenie/gumgenie/internal/product"
)

// zip compresses what is kept as JSON: texts shrink to a fifth. It is safe for
// concurrent use.
type zip struct {
	enc *zstd.Encoder
	dec *zstd.Decoder
}

// maxBody bounds a product's JSON, against a damaged database: the largest
// real one is under 4 MB.
const maxBody = 256 << 20

func newZip() (zip, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(2))
	if err != nil {
		return zip{}, err
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(2), zstd.WithDecoderMaxMemory(maxBody))
	return zip{enc, dec}, err
}

func (z zip) pack(raw []byte) []byte { return z.enc.EncodeAll(raw, nil) }

func (z zip) unpack(body []byte) ([]byte, error) {
	raw, err := z.dec.DecodeAll(body, nil)
	if err != nil {
		return nil, fmt.Errorf("read a row: %w", err)
	}
	return raw, nil
}

func (z zip) product(body []byte) (*product.Product, error) {
	raw, err := z.unpack(body)
	if err != nil {
		return nil, err
	}
	var p product.Product
	if err := json.Unmarshal(raw, &p); err != nil {
		return nil, fmt.Errorf("read product: %w", err)
	}
	return &p, nil
}
