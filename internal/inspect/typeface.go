package inspect

import (
	"regexp"
	"sort"

	"golang.org/x/text/encoding/charmap"
)

// Font is a typeface that pages name in their resources.
type Font struct {
	Name      string // with the prefix of a subset
	Embedded  bool
	Subset    bool
	ToUnicode bool // its text can be copied
}

var subsetName = regexp.MustCompile(`^[A-Z]{6}\+.`)

// Fonts returns the typefaces that the pages and their forms name, by name.
func (d *Doc) Fonts() ([]Font, error) {
	found := map[Font]bool{}
	seen := map[ref]bool{}
	for _, p := range d.pages {
		d.fontsOf(p.resources, found, seen, 0)
	}
	all := make([]Font, 0, len(found))
	for f := range found {
		all = append(all, f)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].Name < all[j].Name })
	return all, nil
}

func (d *Doc) fontsOf(v any, found map[Font]bool, seen map[ref]bool, depth int) {
	if r, ok := v.(ref); ok {
		if seen[r] {
			return
		}
		seen[r] = true
	}
	if depth > maxDepth {
		return
	}
	res := d.f.dict(v)
	for _, v := range d.f.dict(res["Font"]) {
		if r, ok := v.(ref); ok {
			if seen[r] {
				continue
			}
			seen[r] = true
		}
		found[d.describe(d.f.dict(v))] = true
	}
	for _, v := range d.f.dict(res["XObject"]) {
		if r, ok := v.(ref); ok {
			if seen[r] {
				continue
			}
			seen[r] = true
		}
		if x := d.f.dict(v); d.f.name(x["Subtype"]) == "Form" {
			d.fontsOf(x["Resources"], found, seen, depth+1)
		}
	}
}

func (d *Doc) describe(font dict) Font {
	base := font
	if kids := d.f.array(font["DescendantFonts"]); len(kids) > 0 {
		base = d.f.dict(kids[0])
	}
	desc := d.f.dict(base["FontDescriptor"])
	f := Font{Name: string(d.f.name(font["BaseFont"]))}
	for _, k := range []name{"FontFile", "FontFile2", "FontFile3"} {
		if st, ok := d.f.resolve(desc[k]).(*stream); ok && len(st.raw) > 0 {
			f.Embedded = true
		}
	}
	f.Subset = subsetName.MatchString(f.Name)
	_, f.ToUnicode = d.f.resolve(font["ToUnicode"]).(*stream)
	return f
}

// typeface is what text needs of a font: widths and characters by code.
type typeface struct {
	name            string
	wide            bool // codes have two bytes
	widths          map[int]float64
	standard        float64
	text            map[int]string
	latin           bool // codes without an entry are Windows-1252
	ascent, descent float64
	work            int // entries that ranges may still write
}

func (d *Doc) typeface(v any) *typeface {
	r, indirect := v.(ref)
	if t, ok := d.fonts[r]; ok && indirect {
		return t
	}
	font := d.f.dict(v)
	t := &typeface{name: string(d.f.name(font["BaseFont"])), widths: map[int]float64{}, text: map[int]string{}, ascent: 0.9, descent: -0.25, work: 1 << 18}
	base := font
	if d.f.name(font["Subtype"]) == "Type0" {
		t.wide, t.standard = true, 1000
		if kids := d.f.array(font["DescendantFonts"]); len(kids) > 0 {
			base = d.f.dict(kids[0])
		}
		if w, ok := d.f.resolve(base["DW"]).(float64); ok {
			t.standard = w
		}
		d.wideWidths(t, d.f.array(base["W"]))
	} else {
		first := int(d.f.num(font["FirstChar"]))
		for i, w := range d.f.array(font["Widths"]) {
			t.widths[first+i] = d.f.num(w)
		}
	}
	desc := d.f.dict(base["FontDescriptor"])
	if a := d.f.num(desc["Ascent"]); a > 0 && a < 4000 {
		t.ascent = a / 1000
	}
	if a := d.f.num(desc["Descent"]); a < 0 && a > -4000 {
		t.descent = a / 1000
	}
	if st, ok := d.f.resolve(font["ToUnicode"]).(*stream); ok {
		if data, err := d.f.unpack(st); err == nil {
			t.readMap(data)
		}
	} else {
		t.latin = !t.wide
	}
	if indirect {
		d.fonts[r] = t
	}
	return t
}

// wideWidths reads "c [w w w]" and "from to w".
func (d *Doc) wideWidths(t *typeface, w array) {
	for i := 0; i+1 < len(w); {
		first, ok := d.f.resolve(w[i]).(float64)
		if !ok || first < 0 || first > 0xffff {
			return
		}
		switch next := d.f.resolve(w[i+1]).(type) {
		case array:
			for k, v := range next {
				t.widths[int(first)+k] = d.f.num(v)
			}
			i += 2
		case float64:
			if i+2 >= len(w) || next > 0xffff {
				return
			}
			if t.work -= int(next - first); t.work < 0 {
				return
			}
			for c := int(first); c <= int(next); c++ {
				t.widths[c] = d.f.num(w[i+2])
			}
			i += 3
		default:
			return
		}
	}
}

// readMap reads the entries of a ToUnicode table. A damaged one ends where the
// damage begins.
func (t *typeface) readMap(data []byte) {
	s := &scanner{b: data}
	var stack []any
	for !s.done() && len(t.text) <= 1<<17 {
		v, err := s.value(0)
		if err != nil {
			return
		}
		op, ok := v.(operator)
		if !ok {
			stack = append(stack, v)
			continue
		}
		switch op {
		case "endbfchar":
			for i := 0; i+1 < len(stack); i += 2 {
				from, ok1 := stack[i].(string)
				to, ok2 := stack[i+1].(string)
				if ok1 && ok2 {
					t.text[code(from)] = utf16Text(to)
				}
			}
		case "endbfrange":
			for i := 0; i+2 < len(stack); i += 3 {
				t.mapRange(stack[i], stack[i+1], stack[i+2])
			}
		}
		stack = stack[:0]
	}
}

func (t *typeface) mapRange(a, b, to any) {
	first, ok1 := a.(string)
	last, ok2 := b.(string)
	if !ok1 || !ok2 || code(last)-code(first) > 0xffff {
		return
	}
	if t.work -= max(0, code(last)-code(first)); t.work < 0 {
		return
	}
	for c := code(first); c <= code(last); c++ {
		k := c - code(first)
		switch to := to.(type) {
		case string:
			r := []rune(utf16Text(to))
			if len(r) > 0 {
				r[len(r)-1] += rune(k)
				t.text[c] = string(r)
			}
		case array:
			if k < len(to) {
				if s, ok := to[k].(string); ok {
					t.text[c] = utf16Text(s)
				}
			}
		}
	}
}

// code reads the bytes of a character code.
func code(s string) int {
	v := 0
	for i := range min(len(s), 4) {
		v = v<<8 | int(s[i])
	}
	return v
}

// char returns the text of a code.
func (t *typeface) char(c int) string {
	if s, ok := t.text[c]; ok {
		return s
	}
	if t.latin && c >= 0 && c < 256 {
		return string(charmap.Windows1252.DecodeByte(byte(c)))
	}
	return ""
}

func (t *typeface) width(c int) float64 {
	if w, ok := t.widths[c]; ok {
		return w
	}
	return t.standard
}
