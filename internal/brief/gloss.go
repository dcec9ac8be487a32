package brief

import "unicode/utf8"

// segment gives words of other languages the stem of the English word, where
// the glossary has it. Scripts without spaces are cut at the words it has.
func (x *index) segment(ws []word) []word {
	var out []word
	for _, w := range ws {
		if w.typed[0] < 0x80 && (x.known[w.stem] || w.stop) {
			out = append(out, w)
			continue
		}
		if english, ok := x.gloss[fold(w.low)]; ok {
			w.stem, w.stop, w.gloss = english, false, true
			out = append(out, w)
			continue
		}
		if w.typed[0] < 0x80 || !unspaced(w.typed) {
			out = append(out, w)
			continue
		}
		out = append(out, x.cutRun(w)...)
	}
	return out
}

// unspaced reports whether a word is of a script that puts no spaces.
func unspaced(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r >= 0x2e80 && r < 0xd7b0
}

// cutRun cuts a run of characters at the longest words of the glossary.
func (x *index) cutRun(w word) []word {
	var out []word
	start, typed := 0, w.typed
	flush := func(end int) {
		if start < end {
			out = append(out, newWord(typed[start:end], w.at+start))
		}
	}
	for i := 0; i < len(typed); {
		hit := 0
		for end := min(len(typed), i+30); end > i; end-- {
			if !utf8.ValidString(typed[i:end]) {
				continue
			}
			if english, ok := x.gloss[typed[i:end]]; ok {
				flush(i)
				g := newWord(typed[i:end], w.at+i)
				g.stem, g.gloss = english, true
				out = append(out, g)
				hit = end - i
				break
			}
		}
		if hit == 0 {
			_, hit = utf8.DecodeRuneInString(typed[i:])
			i += hit
			continue
		}
		i += hit
		start = i
	}
	flush(len(typed))
	return out
}
