package quality

import (
	"encoding/base64"
	"encoding/binary"
	"hash/fnv"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gumgenie/gumgenie/internal/locale"
)

// Titles is a set of headings, kept as sorted hashes of four bytes in base64:
// enough to confirm that a file holds an item under its title, and small enough
// to be kept for every file. Two of a few hundred titles share a hash once in
// about forty thousand files.
type Titles string

// newTitles makes a set of headings. Numbers before a heading ("P001", "3.")
// count as part of it and also do not.
func newTitles(headings map[string]bool) Titles {
	seen := map[uint32]bool{}
	for h := range headings {
		for _, v := range []string{h, unnumbered(h)} {
			if k := plain(v); k != "" {
				seen[hash32(k)] = true
			}
		}
	}
	all := make([]uint32, 0, len(seen))
	for k := range seen {
		all = append(all, k)
	}
	slices.Sort(all)
	raw := make([]byte, 0, 4*len(all))
	for _, k := range all {
		raw = binary.BigEndian.AppendUint32(raw, k)
	}
	return Titles(base64.RawStdEncoding.EncodeToString(raw))
}

// into adds the hashes of the set to another.
func (t Titles) into(all map[uint32]bool) {
	raw, err := base64.RawStdEncoding.DecodeString(string(t))
	if err != nil {
		return // a set that cannot be read confirms nothing
	}
	for ; len(raw) >= 4; raw = raw[4:] {
		all[binary.BigEndian.Uint32(raw)] = true
	}
}

// holds reports whether hashes have a title.
func holds(all map[uint32]bool, title string) bool { return all[hash32(plain(title))] }

func hash32(s string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(s))
	return h.Sum32()
}

// plain reduces a text to its words in lower case, so that typography does not
// tell two texts apart. Where words have no spaces between them, each sign counts
// as a word.
func plain(s string) string {
	var b strings.Builder
	gap := false
	b.Grow(len(s))
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf && ('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			b.WriteByte(byte(r))
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			sign := locale.Ideographic(r)
			if (gap || sign) && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = sign
			b.WriteRune(unicode.ToLower(r))
		case r == '\'' || r == '’' || r == '\u00ad':
		default:
			gap = true
		}
	}
	return b.String()
}

// unnumbered takes the number off a heading: "P001", "12.", "3)", "W02 –".
func unnumbered(s string) string {
	first, rest, ok := strings.Cut(strings.TrimSpace(s), " ")
	if !ok {
		return s
	}
	digits := 0
	for i, r := range strings.TrimRight(first, ".):–-·") {
		switch {
		case unicode.IsDigit(r):
			digits++
		case i == 0 && unicode.IsLetter(r):
		default:
			return s
		}
	}
	if digits == 0 {
		return s
	}
	return strings.TrimLeft(rest, "–-·:. ")
}
