package author

import (
	"encoding/json"
	"strings"
)

// entry is an item as a model writes it.
type entry struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Texts []struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	} `json:"texts"`
}

// stream takes an answer apart while it arrives: {"entries": [{…}, {…}]}. Each
// entry is handed over as soon as it is whole, so that a call which breaks off or
// comes late leaves what it has finished.
type stream struct {
	entry func(entry)
	text  func(string) // words as they arrive, names left out; may be nil

	depth  int
	buf    strings.Builder // of the entry that is open
	open   bool            // within an entry
	str    bool            // within a string
	esc    bool
	token  strings.Builder // the string as it stands in JSON
	last   string          // the key before the value
	isKey  bool            // the string may be a key
	spoken int             // bytes of the value that were told
}

// entryDepth is how deep an entry lies: in the list of the object.
const entryDepth = 3

// reset forgets an answer that began anew.
func (s *stream) reset() { *s = stream{entry: s.entry, text: s.text} }

// Write takes in a piece. It never fails: what is no JSON yields no entries.
func (s *stream) write(piece string) {
	for i := range len(piece) {
		c := piece[i]
		if s.open {
			s.buf.WriteByte(c)
		}
		if s.str {
			s.inString(c)
			continue
		}
		switch c {
		case '"':
			s.str = true
			s.token.Reset()
			s.token.WriteByte('"')
			s.spoken = 1
		case ':':
			s.isKey = false
		case ',':
			s.isKey = true
		case '{', '[':
			s.depth++
			s.isKey = c == '{'
			if s.depth == entryDepth && c == '{' {
				s.open = true
				s.buf.Reset()
				s.buf.WriteByte(c)
			}
		case '}', ']':
			if s.depth == entryDepth && s.open {
				s.open = false
				s.close()
			}
			s.depth--
		}
	}
	if s.str {
		s.tell()
	}
}

// inString takes in a byte of a string.
func (s *stream) inString(c byte) {
	switch {
	case s.esc:
		s.esc = false
	case c == '\\':
		s.esc = true
	case c == '"':
		s.tell()
		s.token.WriteByte('"')
		s.str = false
		var v string
		if s.isKey && json.Unmarshal([]byte(s.token.String()), &v) == nil {
			s.last = v
		}
		if s.telling() {
			s.text("\n")
		}
		return
	}
	s.token.WriteByte(c)
}

// telling reports whether the string is one that a person reads.
func (s *stream) telling() bool {
	return s.text != nil && s.open && !s.isKey && (s.last == "title" || s.last == "value")
}

// tell hands over what has come of a value, up to the last whole character.
func (s *stream) tell() {
	if !s.telling() {
		return
	}
	raw := s.token.String()
	end := len(raw)
	for end > s.spoken && end > len(raw)-12 { // an escape or a character may be half here
		var v string
		if json.Unmarshal([]byte("\""+raw[s.spoken:end]+"\""), &v) == nil && !strings.HasSuffix(v, "\uFFFD") {
			if v != "" {
				s.text(v)
			}
			s.spoken = end
			return
		}
		end--
	}
}

// close hands over the entry that has ended.
func (s *stream) close() {
	var e entry
	if json.Unmarshal([]byte(s.buf.String()), &e) == nil && e.ID != "" {
		s.entry(e)
	}
}
