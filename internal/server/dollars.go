package server

import (
	"encoding/json"
	"math"
	"reflect"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
)

// dollars is an amount of US dollars as JSON has it: a number, or null where there
// is none to tell. It counts in millionths.
type dollars struct {
	micro int64
	none  bool // null
	given bool // it stood in the JSON
}

// usd is an amount; none = there is no figure.
func usd(micro int64, none bool) dollars { return dollars{micro: micro, none: none, given: true} }

// MarshalJSON writes a number with as many places as it needs, or null.
func (d dollars) MarshalJSON() ([]byte, error) {
	if d.none {
		return []byte("null"), nil
	}
	return strconv.AppendFloat(nil, float64(d.micro)/1e6, 'f', -1, 64), nil
}

// UnmarshalJSON reads a number or null.
func (d *dollars) UnmarshalJSON(raw []byte) error {
	if string(raw) == "null" {
		*d = usd(0, true)
		return nil
	}
	var v float64
	if err := json.Unmarshal(raw, &v); err != nil {
		return &json.UnmarshalTypeError{Value: kindOf(raw), Type: reflect.TypeFor[float64]()}
	}
	micro := math.Round(v * 1e6)
	if math.Abs(micro) > 1<<53 { // more than can be counted: refused by whoever asked for it
		micro = math.Copysign(1<<53, micro)
	}
	*d = usd(int64(micro), false)
	return nil
}

// kindOf names a JSON value for a sentence.
func kindOf(raw []byte) string {
	switch raw[0] {
	case '"':
		return "string"
	case '{':
		return "object"
	case '[':
		return "array"
	case 't', 'f':
		return "bool"
	}
	return "number"
}

// Schema is a number that may be null.
func (dollars) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeNumber, Nullable: true, Description: "US dollars; null where there is no figure."}
}
