package inspect

import "math"

// words keeps the names, operators and numbers that were met, as values: a file
// says the same few thousands of times.
type words struct {
	said    map[string]any
	numbers [256]any // the last of those that share a place
}

// maxWords bounds how many are kept.
const maxWords = 4096

// keep returns a value for bytes, the one that was made before if there is one.
func (w *words) keep(kind byte, b []byte, value func(string) any) any {
	var room [64]byte
	if w == nil || len(b) >= len(room) {
		return value(string(b))
	}
	key := append(append(room[:0], kind), b...)
	if v, ok := w.said[string(key)]; ok {
		return v
	}
	v := value(string(b))
	if len(w.said) < maxWords {
		w.said[string(key)] = v
	}
	return v
}

// number returns a value for a number.
func (w *words) number(v float64) any {
	if w == nil {
		return v
	}
	bits := math.Float64bits(v)
	place := &w.numbers[bits*0x9e3779b97f4a7c15>>56]
	if known, ok := (*place).(float64); !ok || math.Float64bits(known) != bits {
		*place = v
	}
	return *place
}

func asName(s string) any     { return name(s) }
func asOperator(s string) any { return operator(s) }
