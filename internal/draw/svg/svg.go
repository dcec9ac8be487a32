// Package svg renders a page of the display list as SVG 1.1.
//
// Only elements and attributes that design tools keep are written: no style,
// script or metadata element, every attribute in double quotes. The same page
// and palette give the same bytes.
package svg

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// Render writes one page. Sizes are points. With live, text is written as text
// elements that a design tool can edit when it has the font; without, as
// outlines that look the same everywhere.
func Render(p *draw.Page, pal draw.Palette, live bool) ([]byte, error) {
	r := &renderer{pal: pal, live: live}
	r.write(`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1"`)
	r.attr("width", num(p.W)+"pt")
	r.attr("height", num(p.H)+"pt")
	r.attr("viewBox", "0 0 "+num(p.W)+" "+num(p.H))
	r.write(">\n")
	if p.Label != "" {
		r.write("<title>" + escape(p.Label) + "</title>\n")
	}
	if err := r.ops(p.Ops); err != nil {
		return nil, fmt.Errorf("render %q as SVG: %w", p.Name, err)
	}
	r.write("</svg>\n")
	return []byte(r.out.String()), nil
}

type renderer struct {
	out  strings.Builder
	pal  draw.Palette
	live bool
}

func (r *renderer) write(s string) { r.out.WriteString(s) }

func (r *renderer) attr(name, value string) {
	r.write(" " + name + `="` + escape(value) + `"`)
}

func (r *renderer) ops(ops []draw.Op) error {
	for _, op := range ops {
		switch op := op.(type) {
		case *draw.Path:
			r.path(op)
		case *draw.Run:
			r.run(op)
		case *draw.Image:
			r.image(op)
		case *draw.Use:
			scale := op.Scale
			if scale == 0 {
				scale = 1
			}
			r.write("<g")
			r.attr("transform", fmt.Sprintf("translate(%s %s) scale(%s)", num(op.X), num(op.Y), num(scale)))
			r.write(">\n")
			if err := r.ops(op.Form.Ops); err != nil {
				return err
			}
			r.write("</g>\n")
		case *draw.Group:
			if err := r.ops(op.Ops); err != nil {
				return err
			}
		default:
			return fmt.Errorf("unknown operation %T", op)
		}
	}
	return nil
}

func (r *renderer) path(p *draw.Path) {
	if p.Fill == draw.None && p.Stroke == draw.None {
		return
	}
	r.write("<path")
	r.attr("d", outline(p.Verbs, p.Points))
	r.attr("fill", r.paint(p.Fill))
	if p.Stroke != draw.None {
		width := p.Width
		if width == 0 {
			width = 0.5
		}
		r.attr("stroke", r.paint(p.Stroke))
		r.attr("stroke-width", num(width))
		if len(p.Dash) > 0 {
			var parts []string
			for _, d := range p.Dash {
				parts = append(parts, num(d))
			}
			r.attr("stroke-dasharray", strings.Join(parts, " "))
		}
		if p.Round {
			r.attr("stroke-linecap", "round")
			r.attr("stroke-linejoin", "round")
		}
	}
	r.write("/>\n")
}

func (r *renderer) paint(s draw.Slot) string {
	if s == draw.None || s >= draw.NumSlots {
		return "none"
	}
	c := r.pal[s]
	return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
}

func (r *renderer) run(run *draw.Run) {
	if r.live {
		r.text(run)
		return
	}
	var d strings.Builder
	pen := run.X
	for _, g := range run.Glyphs.All() {
		glyphOutline(&d, run, g, pen)
		pen += g.Advance
	}
	if d.Len() == 0 {
		return
	}
	r.write("<path")
	r.attr("d", d.String())
	r.attr("fill", r.paint(run.Fill))
	r.write("/>\n")
}

func (r *renderer) text(run *draw.Run) {
	r.write("<text")
	r.attr("x", num(run.X))
	r.attr("y", num(run.Y))
	r.attr("font-family", run.Face.Name)
	r.attr("font-size", num(run.Size))
	r.attr("fill", r.paint(run.Fill))
	r.attr("xml:space", "preserve")
	r.write(">" + escape(logical(run)) + "</text>\n")
}

// logical is the text of a run in the order it is read in: programs that show
// text put it into the order of glyphs themselves.
func logical(run *draw.Run) string {
	if !run.RTL {
		return run.Glyphs.Text()
	}
	text := ""
	for _, g := range run.Glyphs.All() {
		text = g.Text + text
	}
	return text
}

func (r *renderer) image(im *draw.Image) {
	r.write("<image")
	r.attr("x", num(im.Box.X))
	r.attr("y", num(im.Box.Y))
	r.attr("width", num(im.Box.W))
	r.attr("height", num(im.Box.H))
	r.attr("xlink:href", "data:"+http.DetectContentType(im.Data)+";base64,"+base64.StdEncoding.EncodeToString(im.Data))
	r.write("><title>" + escape(im.Alt) + "</title></image>\n")
}

// num writes a number with at most two decimals: a hundredth of a point is
// finer than any screen or printer.
func num(v float64) string {
	s := strconv.FormatFloat(v, 'f', 2, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}

func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(clean(s))
}

// clean drops what XML 1.0 cannot hold.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n', r == '\r', r >= 0x20 && r <= 0xd7ff, r >= 0xe000 && r <= 0xfffd && r != '\ufffd', r >= 0x10000:
			return r
		}
		return -1
	}, s)
}
