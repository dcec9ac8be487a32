package aitest

import (
	"encoding/json"
	"slices"
)

// shape is what is understood of a JSON Schema.
type shape struct {
	Type       string
	Properties map[string]shape
	Required   []string
	Items      *shape
	MinItems   int
	Enum       []any
	Minimum    float64
}

// byShape returns a JSON text that keeps a schema: every required property, the
// fewest items, plain sentences for texts.
func byShape(schema []byte) string {
	var s shape
	if json.Unmarshal(schema, &s) != nil {
		return "{}"
	}
	return marshal(s.value(0))
}

const deepest = 12

func (s shape) value(depth int) any {
	if depth > deepest {
		return nil
	}
	if len(s.Enum) > 0 {
		return s.Enum[0]
	}
	switch s.Type {
	case "object":
		out := object{}
		names := slices.Clone(s.Required)
		slices.Sort(names)
		for _, name := range names {
			out[name] = s.Properties[name].value(depth + 1)
		}
		return out
	case "array":
		out := []any{}
		for range max(1, s.MinItems) {
			if s.Items != nil {
				out = append(out, s.Items.value(depth+1))
			}
		}
		return out
	case "integer", "number":
		return s.Minimum
	case "boolean":
		return true
	}
	return "Write down what is there before you change it."
}
