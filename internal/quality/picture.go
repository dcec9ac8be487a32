package quality

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"path"
	"strings"

	"github.com/gumgenie/gumgenie/internal/product"
)

// Sizes that pictures of the listing must have, in pixels.
const (
	coverW, coverH = 1280, 720
	thumbnailSide  = 600
	maxThumbnail   = 5 << 20
	maxCover       = 50 << 20
	maxSide        = 20000
	maxPixels      = 32 << 20
)

// pngFile decodes a picture whole and checks that it shows something.
func pngFile(facts *Facts, f product.File, data []byte) {
	cfg, err := png.DecodeConfig(bytes.NewReader(data))
	if err == nil && (cfg.Width > maxSide || cfg.Height > maxSide || cfg.Width*cfg.Height > maxPixels) {
		err = fmt.Errorf("%d × %d pixels are out of range", cfg.Width, cfg.Height)
	}
	var img image.Image
	if err == nil {
		img, err = png.Decode(bytes.NewReader(data))
	}
	if err != nil {
		facts.fault(GateFiles, "the file", "The picture is damaged: "+err.Error()+".")
		return
	}
	facts.check(GateFiles, 2)
	facts.Counts["width"], facts.Counts["height"] = cfg.Width, cfg.Height
	if strings.Contains(f.Path, "stickers/") {
		facts.Counts["stickers"] = 1
	} else {
		facts.Counts["images"] = 1
	}
	if !shows(img) {
		facts.fault(GateFiles, "the file", "The picture is blank.")
	}
	if strings.HasPrefix(f.Path, "listing/") {
		listed(facts, path.Base(f.Path), cfg.Width, cfg.Height, len(data))
	}
}

// listed checks what the marketplace asks of its pictures.
func listed(facts *Facts, name string, w, h, bytes int) {
	wantW, wantH, most := 0, 0, maxCover
	switch {
	case name == "cover.png", strings.HasPrefix(name, "gallery"):
		wantW, wantH = coverW, coverH
	case name == "thumbnail.png":
		wantW, wantH, most = thumbnailSide, thumbnailSide, maxThumbnail
	default:
		return
	}
	facts.check(GateMarket, 2)
	if w != wantW || h != wantH {
		facts.fault(GateMarket, "the file", fmt.Sprintf("The picture has %d × %d pixels; it must have %d × %d.", w, h, wantW, wantH))
	}
	if bytes > most {
		facts.fault(GateMarket, "the file", fmt.Sprintf("The picture has %.1f MB; %d MB are the limit.", float64(bytes)/(1<<20), most>>20))
	}
}

// shows reports whether at least one pixel in a thousand differs visibly from
// the one in the corner.
func shows(img image.Image) bool {
	b := img.Bounds()
	total := b.Dx() * b.Dy()
	step := 1
	for total/(step*step) > 250000 {
		step++
	}
	corner := color.NRGBAModel.Convert(img.At(b.Min.X, b.Min.Y)).(color.NRGBA)
	different, looked := 0, 0
	visit := func(c color.NRGBA) {
		looked++
		if apart(c, corner) {
			different++
		}
	}
	switch p := img.(type) {
	case *image.Paletted:
		var other [256]bool
		for i, c := range p.Palette {
			other[i] = apart(color.NRGBAModel.Convert(c).(color.NRGBA), corner)
		}
		for y := b.Min.Y; y < b.Max.Y; y += step {
			row := p.Pix[p.PixOffset(b.Min.X, y):][:b.Dx()]
			for x := 0; x < len(row); x += step {
				looked++
				if other[row[x]] {
					different++
				}
			}
		}
	case *image.NRGBA:
		for y := b.Min.Y; y < b.Max.Y; y += step {
			for x := b.Min.X; x < b.Max.X; x += step {
				visit(p.NRGBAAt(x, y))
			}
		}
	default:
		for y := b.Min.Y; y < b.Max.Y; y += step {
			for x := b.Min.X; x < b.Max.X; x += step {
				visit(color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA))
			}
		}
	}
	return different*1000 >= looked && different > 0
}

func apart(a, b color.NRGBA) bool {
	d := func(x, y uint8) int { return max(int(x)-int(y), int(y)-int(x)) }
	if a.A < 16 && b.A < 16 {
		return false
	}
	return d(a.A, b.A) > 40 || d(a.R, b.R)+d(a.G, b.G)+d(a.B, b.B) > 24
}
