package pdf

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"sort"
	"strconv"
	"unicode/utf16"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
)

// fontUse is a typeface in the file. Each pair of a glyph and the text of its
// cluster has a number of its own (CID), so that copying and searching give
// back the text, whatever the shaper made of it. Letters of ASCII have their
// code as number, all others are numbered as they are met: a word changed in one
// place leaves the content of all other pages as it was, byte by byte.
type fontUse struct {
	name   string
	face   *font.Face
	tt     *trueType
	cids   map[pair]uint16
	pairs  []pair        // by CID; one without a glyph is unused
	widths []float64     // by CID, in thousandths of the size
	recent [256]numbered // by the last byte of the glyph: most of a text is a few dozen pairs
}

// numbered is a pair with its number, 0 = none.
type numbered struct {
	pair
	cid uint16
}

// beyond is the first number that is no code of ASCII.
const beyond = 128

type pair struct {
	glyph uint16
	text  string
}

// font returns the use of a face, reading its tables when it is met first.
func (c *compiler) font(f *font.Face) (*fontUse, error) {
	if use, ok := c.fonts[f]; ok {
		return use, nil
	}
	tt, err := readTrueType(f.Data)
	if err != nil {
		return nil, fmt.Errorf("typeface %s: %w", f.Name, err)
	}
	use := &fontUse{
		name: fmt.Sprintf("F%d", len(c.faces)+1), face: f, tt: tt,
		cids: map[pair]uint16{}, pairs: make([]pair, beyond), widths: make([]float64, beyond),
	}
	c.fonts[f] = use
	c.faces = append(c.faces, use)
	return use, nil
}

// cid returns the number of a glyph with its text.
func (u *fontUse) cid(g *draw.Glyph) (uint16, error) {
	k := pair{g.ID, g.Text}
	last := &u.recent[g.ID%256]
	if last.cid != 0 && last.pair == k {
		return last.cid, nil
	}
	if n, ok := u.cids[k]; ok {
		*last = numbered{k, n}
		return n, nil
	}
	switch {
	case g.ID == 0:
		return 0, fmt.Errorf("the typeface %s lacks a character (%q)", u.face.Name, g.Text)
	case int(g.ID) >= u.tt.glyphs:
		return 0, fmt.Errorf("the typeface %s has no glyph %d", u.face.Name, g.ID)
	case len(u.pairs) > math.MaxUint16:
		return 0, fmt.Errorf("more than %d different glyphs of %s", math.MaxUint16, u.face.Name)
	}
	n := uint16(len(u.pairs))
	if len(k.text) == 1 && k.text[0] >= ' ' && k.text[0] < beyond && u.pairs[k.text[0]].glyph == 0 {
		n = uint16(k.text[0])
	} else {
		u.pairs, u.widths = append(u.pairs, pair{}), append(u.widths, 0)
	}
	u.cids[k] = n
	u.pairs[n] = k
	u.widths[n] = math.Round(float64(u.tt.advance(g.ID)) * 1000 / float64(u.tt.units))
	return n, nil
}

// write puts the font into the file and returns its object.
func (u *fontUse) write(o *objects) (ref, error) {
	used := map[uint16]bool{}
	for _, p := range u.pairs {
		if p.glyph != 0 {
			used[p.glyph] = true
		}
	}
	data, index, err := u.tt.subset(used)
	if err != nil {
		return 0, fmt.Errorf("typeface %s: %w", u.face.Name, err)
	}
	name := string(appendName(nil, prefix(used, u.face.Name)+"+"+u.face.Name))
	file := o.alloc()
	o.stream(file, fmt.Sprintf("/Length1 %d", len(data)), data)
	gids := make([]byte, 2*len(u.pairs))
	for cid, p := range u.pairs {
		binary.BigEndian.PutUint16(gids[2*cid:], index[p.glyph])
	}
	toGID := o.alloc()
	o.stream(toGID, "", gids)
	toText := o.alloc()
	o.stream(toText, "", u.toUnicode())
	descriptor := o.add([]byte(u.descriptor(name, file)))
	cidFont := o.add(fmt.Appendf(nil, "<</Type/Font/Subtype/CIDFontType2/BaseFont%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %s/DW 0/W[%s]/CIDToGIDMap %s>>", name, descriptor, u.advances(), toGID))
	return o.add(fmt.Appendf(nil, "<</Type/Font/Subtype/Type0/BaseFont%s/Encoding/Identity-H/DescendantFonts[%s]/ToUnicode %s>>", name, cidFont, toText)), nil
}

// advances writes the widths of the numbers in use, those in a row together.
func (u *fontUse) advances() []byte {
	var b []byte
	for cid := 0; cid < len(u.pairs); cid++ {
		if u.pairs[cid].glyph == 0 {
			continue
		}
		b = append(strconv.AppendInt(b, int64(cid), 10), '[')
		for ; cid < len(u.pairs) && u.pairs[cid].glyph != 0; cid++ {
			b = nums(b, hundredth(u.widths[cid])*100)
		}
		b[len(b)-1] = ']'
	}
	return b
}

func (u *fontUse) descriptor(name string, file ref) string {
	em := 1000 / float64(u.tt.units)
	scale := func(v int) int { return int(math.Round(float64(v) * em)) }
	flags := 4 // the glyphs are found by number, not by a standard encoding
	if u.tt.fixed {
		flags |= 1
	}
	if u.tt.italic != 0 {
		flags |= 64
	}
	b := u.tt.box
	return fmt.Sprintf("<</Type/FontDescriptor/FontName%s/Flags %d/FontBBox[%d %d %d %d]/ItalicAngle %g/Ascent %d/Descent %d/CapHeight %d/StemV %d/FontFile2 %s>>",
		name, flags, scale(b[0]), scale(b[1]), scale(b[2]), scale(b[3]), u.tt.italic,
		scale(u.face.Ascent), scale(u.face.Descent), scale(u.face.CapHeight), u.tt.stem(), file)
}

// toUnicode writes the table from CIDs to text. Glyphs that only follow the
// first of their cluster have none.
func (u *fontUse) toUnicode() []byte {
	b := []byte("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n")
	var lines []string
	for cid, p := range u.pairs {
		if p.text == "" {
			continue
		}
		line := fmt.Sprintf("<%04X><", cid)
		for _, c := range utf16.Encode([]rune(p.text)) {
			line += fmt.Sprintf("%04X", c)
		}
		lines = append(lines, line+">\n")
	}
	for len(lines) > 0 {
		n := min(100, len(lines)) // the most that one block may hold
		b = fmt.Appendf(b, "%d beginbfchar\n", n)
		for _, l := range lines[:n] {
			b = append(b, l...)
		}
		b = append(b, "endbfchar\n"...)
		lines = lines[n:]
	}
	return append(b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"...)
}

// prefix makes the six letters that mark a subset from what is in it.
func prefix(used map[uint16]bool, name string) string {
	h := sha256.New()
	h.Write([]byte(name))
	for _, g := range sorted(used) {
		h.Write([]byte{byte(g >> 8), byte(g)})
	}
	sum := h.Sum(nil)
	b := make([]byte, 6)
	for i := range b {
		b[i] = 'A' + sum[i]%26
	}
	return string(b)
}

func sorted(used map[uint16]bool) []uint16 {
	all := make([]uint16, 0, len(used))
	for g := range used {
		all = append(all, g)
	}
	sort.Slice(all, func(i, j int) bool { return all[i] < all[j] })
	return all
}
