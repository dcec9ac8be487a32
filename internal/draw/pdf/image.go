package pdf

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image"
	"image/color"
	_ "image/jpeg" // pictures of a page may be JPEG
	_ "image/png"  // or PNG

	"github.com/gumgenie/gumgenie/internal/draw"
)

// maxPixels bounds a picture before it is unpacked: 100 megapixels.
const maxPixels = 100 << 20

// image paints a picture. One with a description is a figure of its own unless
// it stands in one; one without belongs to its surroundings.
func (p *painter) image(im *draw.Image, at *element) error {
	name, err := p.c.image(im)
	if err != nil {
		return err
	}
	x, y, err := p.place(draw.Point{X: im.Box.X, Y: im.Box.Y + im.Box.H})
	if err != nil {
		return err
	}
	w, err := fix(im.Box.W)
	if err != nil {
		return err
	}
	h, err := fix(im.Box.H)
	if err != nil {
		return err
	}
	if w <= 0 || h <= 0 {
		return fmt.Errorf("the picture %q has no size", im.Alt)
	}
	if p.page != nil && im.Alt != "" && at != p.c.tree.nothing {
		if at == nil || at.tag != draw.Figure {
			if at, err = p.c.tree.enter(p.page.index, at, &draw.Group{Tag: draw.Figure, Alt: im.Alt}); err != nil {
				return err
			}
			at.box = turned(boundsOf([]draw.Op{im}), p.h)
		} else if at.alt == "" {
			at.alt = im.Alt
		}
	}
	p.mark(at)
	p.endText()
	p.buf = append(p.buf, "q "...)
	p.buf = append(appendNum(p.buf, w), " 0 0 "...)
	p.buf = nums(p.buf, h, x, y)
	p.buf = append(p.buf, "cm /"+name+" Do Q\n"...)
	return nil
}

// image returns the name of a picture. The same bytes are held once.
func (c *compiler) image(im *draw.Image) (string, error) {
	key := sha256.Sum256(im.Data)
	if name, ok := c.images[key]; ok {
		return name, nil
	}
	name := fmt.Sprintf("I%d", len(c.images)+1)
	r, err := c.picture(im.Data)
	if err != nil {
		return "", fmt.Errorf("picture %q: %w", im.Alt, err)
	}
	c.images[key] = name
	c.xobjects = append(c.xobjects, named{name, r})
	return name, nil
}

// picture writes a picture: a JPEG as it is when its colours are those of the
// web, anything else as plain pixels.
func (c *compiler) picture(data []byte) (ref, error) {
	cfg, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return 0, err
	}
	if cfg.Width <= 0 || cfg.Height <= 0 || cfg.Width > maxPixels/cfg.Height {
		return 0, fmt.Errorf("it has %d × %d pixels, which is out of range", cfg.Width, cfg.Height)
	}
	dict := fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8", cfg.Width, cfg.Height)
	if format == "jpeg" && cfg.ColorModel != color.CMYKModel {
		space := "/DeviceRGB"
		if cfg.ColorModel == color.GrayModel {
			space = "/DeviceGray"
		}
		r := c.alloc()
		c.raw(r, dict+"/ColorSpace"+space+"/Filter/DCTDecode", data)
		return r, nil
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return 0, err
	}
	rgb, alpha := pixels(img)
	if alpha != nil {
		mask := c.alloc()
		c.stream(mask, dict+predicted(1, cfg.Width)+"/ColorSpace/DeviceGray", predict(alpha, 1, cfg.Width))
		dict += "/SMask " + mask.String()
	}
	r := c.alloc()
	c.stream(r, dict+predicted(3, cfg.Width)+"/ColorSpace/DeviceRGB", predict(rgb, 3, cfg.Width))
	return r, nil
}

// pixels splits a picture into colours and, unless it is opaque, alpha.
func pixels(img image.Image) (rgb, alpha []byte) {
	b := img.Bounds()
	rgb = make([]byte, 0, 3*b.Dx()*b.Dy())
	alpha = make([]byte, 0, b.Dx()*b.Dy())
	opaque := true
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			c := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
			rgb = append(rgb, c.R, c.G, c.B)
			alpha = append(alpha, c.A)
			opaque = opaque && c.A == 255
		}
	}
	if opaque {
		return rgb, nil
	}
	return rgb, alpha
}

func predicted(channels, columns int) string {
	return fmt.Sprintf("/DecodeParms<</Predictor 15/Colors %d/Columns %d>>", channels, columns)
}

// predict writes each line of pixels as it is or as differences from the pixel
// before or above, whichever has the smallest sum: that packs best.
func predict(data []byte, channels, columns int) []byte {
	n := channels * columns
	out := make([]byte, 0, len(data)+len(data)/n)
	above := make([]byte, n)
	var tries [3][]byte
	for k := range tries {
		tries[k] = make([]byte, n)
	}
	for ; len(data) >= n; data = data[n:] {
		line := data[:n]
		var sums [3]int
		for i, v := range line {
			left := byte(0)
			if i >= channels {
				left = line[i-channels]
			}
			for k, d := range [3]byte{v, v - left, v - above[i]} {
				tries[k][i] = d
				sums[k] += min(int(d), 256-int(d))
			}
		}
		best := 0
		for k := range sums {
			if sums[k] < sums[best] {
				best = k
			}
		}
		out = append(append(out, byte(best)), tries[best]...)
		above = line
	}
	return out
}
