package inspect

import "math"

// words keeps names, operators and numbers that were met, as values: a file says
// the same few thousands of times. Of those that share a place the last is kept.
type words struct {
	said    [512]any
	numbers [256]any
}

// place is where a word is kept.
func (w *words) place(b []byte) *any {
	h := uint(len(b))
	for _, c := range b {
		h = h*31 + uint(c)
	}
	return &w.said[h%uint(len(w.said))]
}

// name returns a value for a name.
func (w *words) name(b []byte) any {
	if w == nil {
		return name(b)
	}
	place := w.place(b)
	if known, ok := (*place).(name); !ok || string(known) != string(b) {
		*place = name(b)
	}
	return *place
}

// operator returns a value for an operator.
func (w *words) operator(b []byte) any {
	if w == nil {
		return operator(b)
	}
	place := w.place(b)
	if known, ok := (*place).(operator); !ok || string(known) != string(b) {
		*place = operator(b)
	}
	return *place
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
