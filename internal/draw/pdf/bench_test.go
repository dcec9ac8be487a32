package pdf_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/draw/pdf"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// planner draws pages as a year of days has them: tabs as a form, hours, boxes
// to tick, lines, a title with its date, and about forty links each.
func planner(pages int) *draw.Document {
	set := typeset.New(font.NewLibrary(), "sans", "en")
	doc := &draw.Document{Title: "Planner", Author: "GumGenie", Lang: "en"}
	small := typeset.Style{Size: 8, Fill: draw.Muted}
	frames := make([]*draw.Form, 12)
	for m := range frames {
		f := &draw.Form{W: 792, H: 612}
		f.Box(draw.Rect{W: 792, H: 612}, draw.Paper, draw.None, 0)
		for i := range 12 {
			fill := draw.Soft
			if i == m {
				fill = draw.Accent
			}
			f.Rounded(draw.Rect{X: 764, Y: 30 + 48*float64(i), W: 40, H: 44}, 6, fill, draw.None, 0)
			set.Line(&f.Canvas, time.Month(i + 1).String()[:3], typeset.Style{Role: font.Bold, Size: 8, Fill: draw.Ink}, 768, 56+48*float64(i), 24)
		}
		frames[m] = f
	}
	day := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range pages {
		date := day.AddDate(0, 0, i%365)
		p := &draw.Page{W: 792, H: 612, Name: fmt.Sprint("d", i), Label: date.Format("Monday 2 January 2006")}
		p.Add(&draw.Use{Form: frames[date.Month()-1]})
		p.Group(draw.H1, func(c *draw.Canvas) {
			set.Line(c, date.Weekday().String(), typeset.Style{Role: font.Display, Size: 21}, 30, 62, 400)
		})
		p.Group(draw.P, func(c *draw.Canvas) { set.Line(c, date.Format("2 January 2006"), small, 440, 62, 300) })
		for h := range 18 {
			y := 100 + 27*float64(h)
			set.Line(&p.Canvas, fmt.Sprintf("%02d:00", 6+h), small, 30, y, 40)
			p.Rule(70, y, 400, y, draw.Line, 0.5)
			p.Rule(70, y+13, 400, y+13, draw.Faint, 0.5, 1, 3)
		}
		for k := range 12 {
			y := 100 + 40*float64(k)
			p.Rounded(draw.Rect{X: 430, Y: y, W: 10, H: 10}, 2, draw.None, draw.Muted, 0.8)
			set.Line(&p.Canvas, fmt.Sprintf("Task %d of the %s", k+1, date.Format("2 Jan")), small, 446, y+9, 200)
			p.Rule(446, y+14, 750, y+14, draw.Line, 0.5)
		}
		for k := range 12 {
			p.Links = append(p.Links, draw.Link{Box: draw.Rect{X: 762, Y: 28 + 48*float64(k), W: 30, H: 48}, To: fmt.Sprint("d", (k*30)%pages), Label: time.Month(k + 1).String()})
		}
		for k := range 27 {
			to := (i + 7*k + 1) % pages
			p.Links = append(p.Links, draw.Link{Box: draw.Rect{X: 30 + 26*float64(k), Y: 0, W: 26, H: 27}, To: fmt.Sprint("d", to), Label: day.AddDate(0, 0, to%365).Format("Monday 2 January 2006")})
		}
		doc.Pages = append(doc.Pages, p)
		if i%30 == 0 {
			doc.Outline = append(doc.Outline, draw.Bookmark{Title: p.Label, To: p.Name})
		}
	}
	return doc
}

func BenchmarkCompile(b *testing.B) {
	doc := planner(650)
	for b.Loop() {
		if _, err := pdf.Compile(doc); err != nil {
			b.Fatal(err)
		}
	}
	links := 0
	for _, p := range doc.Pages {
		links += len(p.Links)
	}
	b.ReportMetric(float64(links), "links")
}

func BenchmarkBytes(b *testing.B) {
	f, err := pdf.Compile(planner(650))
	if err != nil {
		b.Fatal(err)
	}
	size := 0
	for b.Loop() {
		size = len(f.Bytes(palette()))
	}
	b.ReportMetric(float64(size)/1e6, "MB/file")
}
