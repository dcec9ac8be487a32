package art

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// Bounds of the notation: more than any picture needs, little enough that a
// damaged file cannot keep the parser busy.
const (
	maxNotation = 4096 // bytes of a picture
	maxMarks    = 96   // drawn marks of a picture
	maxRepeats  = 36   // copies of a mark
	maxNumber   = 400  // of a coordinate, either side of nought
)

// ErrNotation is wrapped by every error of Parse.
var ErrNotation = errors.New("picture notation")

// Picture is a drawing in a box of 100 × 100, y down. It is read-only.
type Picture struct{ marks []mark }

// mark is a path, or a text centred on a point.
type mark struct {
	path   draw.Path
	text   string
	at     draw.Point
	size   float64
	ground draw.Slot // that the text stands on
}

// Parse reads a picture. It is a list of marks with ';' between them, painted
// in order. A mark is a paint, modifiers, a shape and its numbers, such as
//
//	a|o 30 40 8     two discs in Accent, one the mirror image of the other
//
// written with spaces: "a | o 30 40 8". A paint is a letter for the fill and
// perhaps a letter and a width for the stroke: "a", "ai3", "-i3" (no fill).
// The letters are p Paper, i Ink, m Muted, l Line, f Faint, w Wash, a Accent,
// b Second, c Third and A, B, C for the light tints of those three.
//
// Modifiers: "|" adds the mirror image about x = 50, "~deg[,x,y]" turns,
// "@n[,x,y]" repeats round a centre, "+n,dx,dy" repeats along a line. "(" with
// dx, dy and a scale moves the marks that follow, up to ")".
//
// Shapes:
//
//	o x y rx [ry]          ellipse          r x y w h [radius]    box
//	p x y …                polygon          l x y …               open line
//	q radius x y …         round polygon    b x y …               closed curve
//	s x y …                open curve       * x y R r n           star
//	g x y r n              regular polygon  a x y r from to [ry]  arc
//	k x y r from to [ry]   sector           c x y r from to [ry]  segment
//	e x1 y1 x2 y2 w        leaf             h x y w               heart
//	d x y rx ry            drop             m x y r k             crescent
//	w x1 x2 y amp n        wave             t x y size text       text
//
// Angles are in degrees clockwise from the right. A text's paint names its
// ground (p, w, A, a, b or c), from which its colour follows; "_" is a space.
func Parse(notation string) (Picture, error) {
	var p Picture
	if len(notation) > maxNotation {
		return p, fmt.Errorf("%w: %d bytes, at most %d", ErrNotation, len(notation), maxNotation)
	}
	place := affine{1, 0, 0, 1, 0, 0}
	for part := range strings.SplitSeq(notation, ";") {
		f := strings.Fields(part)
		switch {
		case len(f) == 0:
			continue
		case f[0] == ")" && len(f) == 1:
			place = affine{1, 0, 0, 1, 0, 0}
			continue
		case f[0] == "(":
			n, err := numbers(f[1:], 3, 3)
			if err != nil {
				return Picture{}, fmt.Errorf("%w: %q: %w", ErrNotation, part, err)
			}
			place = affine{n[2], 0, 0, n[2], n[0], n[1]}
			continue
		}
		marks, err := statement(f, place)
		if err != nil {
			return Picture{}, fmt.Errorf("%w: %q: %w", ErrNotation, part, err)
		}
		if p.marks = append(p.marks, marks...); len(p.marks) > maxMarks {
			return Picture{}, fmt.Errorf("%w: more than %d marks", ErrNotation, maxMarks)
		}
	}
	if len(p.marks) == 0 {
		return p, fmt.Errorf("%w: nothing is drawn", ErrNotation)
	}
	return p, nil
}

// affine maps x, y to (a x + c y + e, b x + d y + f).
type affine [6]float64

func (m affine) apply(p draw.Point) draw.Point {
	return draw.Point{X: m[0]*p.X + m[2]*p.Y + m[4], Y: m[1]*p.X + m[3]*p.Y + m[5]}
}

// then returns the map that applies m first and n after it.
func (m affine) then(n affine) affine {
	e := n.apply(draw.Point{X: m[4], Y: m[5]})
	return affine{
		n[0]*m[0] + n[2]*m[1], n[1]*m[0] + n[3]*m[1],
		n[0]*m[2] + n[2]*m[3], n[1]*m[2] + n[3]*m[3], e.X, e.Y,
	}
}

func turn(deg, x, y float64) affine {
	sin, cos := math.Sincos(deg * math.Pi / 180)
	return affine{cos, sin, -sin, cos, x - cos*x + sin*y, y - sin*x - cos*y}
}

// statement reads one mark with its modifiers. Copies are contours of one path;
// the mirror image is a mark of its own, because its contours run the other way
// round and would punch holes.
func statement(f []string, place affine) ([]mark, error) {
	m := mark{}
	width, err := m.paint(f[0])
	if err != nil {
		return nil, err
	}
	at := 1
	copies, mirrored := []affine{{1, 0, 0, 1, 0, 0}}, false
	for ; at < len(f) && strings.ContainsRune("|~@+", rune(f[at][0])); at++ {
		if f[at] == "|" {
			mirrored = true
			continue
		}
		if copies, err = modify(copies, f[at]); err != nil {
			return nil, err
		}
	}
	if at == len(f) {
		return nil, errors.New("no shape")
	}
	if f[at] == "t" {
		m.path = draw.Path{}
		if err := m.letter(f[0], f[at+1:], place); err != nil {
			return nil, err
		}
		return []mark{m}, nil
	}
	shape, err := shapeOf(f[at], f[at+1:])
	if err != nil {
		return nil, err
	}
	m.path.Width = width * place[0]
	m.path.Round = true
	flip := m
	for _, k := range copies {
		add(&m.path, shape, k.then(place))
		if mirrored {
			add(&flip.path, shape, k.then(affine{-1, 0, 0, 1, 100, 0}).then(place))
		}
	}
	if mirrored {
		return []mark{m, flip}, nil
	}
	return []mark{m}, nil
}

// add appends the contours of src, mapped.
func add(dst *draw.Path, src draw.Path, m affine) {
	dst.Verbs = append(dst.Verbs, src.Verbs...)
	for _, p := range src.Points {
		dst.Points = append(dst.Points, m.apply(p))
	}
}

func modify(copies []affine, word string) ([]affine, error) {
	n, err := numbers(strings.Split(word[1:], ","), 1, 3)
	if err != nil {
		return nil, fmt.Errorf("modifier %q: %w", word, err)
	}
	x, y := 50.0, 50.0
	if len(n) == 3 {
		x, y = n[1], n[2]
	}
	var steps []affine
	switch {
	case word[0] == '~':
		steps = []affine{turn(n[0], x, y)}
	case n[0] < 1 || n[0] > maxRepeats || n[0] != math.Trunc(n[0]):
		return nil, fmt.Errorf("modifier %q: not a number of copies", word)
	default:
		for i := range int(n[0]) {
			if word[0] == '@' {
				steps = append(steps, turn(360*float64(i)/n[0], x, y))
			} else if len(n) == 3 {
				steps = append(steps, affine{1, 0, 0, 1, n[1] * float64(i), n[2] * float64(i)})
			}
		}
	}
	var all []affine
	for _, s := range steps {
		for _, c := range copies {
			all = append(all, c.then(s))
		}
	}
	if len(all) == 0 || len(all) > maxRepeats {
		return nil, fmt.Errorf("modifier %q: %d copies, want 1 to %d", word, len(all), maxRepeats)
	}
	return all, nil
}

// slotOf returns the slot that a letter stands for.
func slotOf(letter byte) (draw.Slot, bool) {
	i := strings.IndexByte("-pimlfwaAbBcC", letter)
	if i < 0 {
		return draw.None, false
	}
	return [...]draw.Slot{
		draw.None, draw.Paper, draw.Ink, draw.Muted, draw.Line, draw.Faint, draw.Wash, draw.Accent,
		draw.Soft, draw.Second, draw.SecondSoft, draw.Third, draw.ThirdSoft,
	}[i], true
}

func (m *mark) paint(word string) (width float64, err error) {
	fill, ok := slotOf(word[0])
	if !ok {
		return 0, fmt.Errorf("unknown paint %q", word)
	}
	m.path.Fill = fill
	if len(word) == 1 {
		if fill == draw.None {
			return 0, fmt.Errorf("paint %q draws nothing", word)
		}
		return 0, nil
	}
	line, ok := slotOf(word[1])
	if !ok || line == draw.None {
		return 0, fmt.Errorf("unknown paint %q", word)
	}
	m.path.Stroke = line
	n, err := numbers([]string{word[2:]}, 1, 1)
	if err != nil || n[0] <= 0 || n[0] > 40 {
		return 0, fmt.Errorf("paint %q: no stroke width over 0 and up to 40", word)
	}
	return n[0], nil
}

func (m *mark) letter(paint string, f []string, place affine) error {
	if len(f) != 4 || len(paint) != 1 {
		return errors.New("a text is a ground, x, y, a size and a word")
	}
	n, err := numbers(f[:3], 3, 3)
	if err != nil {
		return err
	}
	switch m.ground, _ = slotOf(paint[0]); m.ground {
	case draw.Paper, draw.Wash, draw.Soft, draw.Accent, draw.Second, draw.Third:
	default:
		return fmt.Errorf("text may not stand on %q", paint)
	}
	if n[2] <= 0 || n[2] > 100 || len(f[3]) > 40 {
		return errors.New("a text has a size up to 100 and at most 40 bytes")
	}
	m.at, m.size = place.apply(draw.Point{X: n[0], Y: n[1]}), n[2]*place[0]
	m.text = strings.ReplaceAll(f[3], "_", " ")
	return nil
}

func numbers(f []string, least, most int) ([]float64, error) {
	if len(f) < least || len(f) > most {
		return nil, fmt.Errorf("%d numbers, want %d to %d", len(f), least, most)
	}
	all := make([]float64, len(f))
	for i, s := range f {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil || math.IsNaN(v) || math.Abs(v) > maxNumber {
			return nil, fmt.Errorf("%q is not a number between -%d and %d", s, maxNumber, maxNumber)
		}
		all[i] = v
	}
	return all, nil
}
