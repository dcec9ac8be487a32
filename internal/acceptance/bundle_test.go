package acceptance_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"image/png"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/product"
)

var (
	kebab = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?$`)
	paper = regexp.MustCompile(`^(README|LICENSE|CHANGELOG|SUPPORT)\.txt$`)
)

// bundles lets unzip test every ZIP and checks what a buyer unpacks: the same
// files that the product lists, under names that every system can hold.
func bundles(t *testing.T, m made) {
	t.Helper()
	for _, o := range m.Offers {
		archive, tier := m.at(o.Bundle), string(o.Tier)
		if want := m.Slug + "-" + tier + ".zip"; path.Base(o.Bundle) != want {
			t.Errorf("the bundle is called %s, want %s", o.Bundle, want)
		}
		tool(t, "unzip", "-tq", archive)
		inside := strings.Split(strings.TrimSpace(tool(t, "unzip", "-Z1", archive)), "\n")
		slices.Sort(inside)
		var listed []string
		for _, f := range m.Files {
			if name, ok := strings.CutPrefix(f.Path, tier+"/"); ok {
				listed = append(listed, name)
			}
		}
		slices.Sort(listed)
		if !slices.Equal(inside, listed) {
			t.Errorf("%s: the ZIP holds %d files, the product lists %d", o.Bundle, len(inside), len(listed))
		}
		for _, name := range inside {
			for part := range strings.SplitSeq(name, "/") {
				if !kebab.MatchString(part) && !paper.MatchString(part) {
					t.Errorf("%s: %q is not lower-case kebab", o.Bundle, name)
				}
			}
			top, _, deeper := strings.Cut(name, "/")
			if deeper && top != "main" && top != "bonus" || len(name) >= 100 || strings.HasSuffix(name, ".zip") {
				t.Errorf("%s: %q has no place in a bundle", o.Bundle, name)
			}
		}
		for _, name := range []string{"00-start-here.pdf", "README.txt", "LICENSE.txt", "CHANGELOG.txt", "SUPPORT.txt"} {
			if !slices.Contains(inside, name) {
				t.Errorf("%s lacks %s", o.Bundle, name)
			}
		}
		for _, pattern := range must(m.Category, o.Tier) {
			if len(m.files(t, tier+"/"+pattern)) == 0 {
				t.Errorf("%s lacks %s", o.Bundle, pattern)
			}
		}
		if size := stat(t, archive); size > 100<<20 || size != o.Bytes {
			t.Errorf("%s has %d bytes, the offer says %d, the limit is 100 MB", o.Bundle, size, o.Bytes)
		}
		m.l.count("files in ZIPs", len(inside))
	}
}

// must lists what the files of a tier have to be.
func must(c product.Category, tier product.Tier) []string {
	if c == product.DigitalPlanners {
		switch tier {
		case product.Mini:
			return []string{"main/*.pdf"}
		case product.Starter:
			return []string{"main/*-monday.pdf", "main/*-sunday.pdf", "bonus/stickers/*.png"}
		}
		return []string{"main/01-*/*.pdf", "main/03-*/*.pdf", "bonus/stickers/*.png"}
	}
	all := []string{"main/*.pdf", "main/*.md", "main/*.csv"}
	if tier != product.Starter {
		all = append(all, "main/*.xlsx", "main/*.json", "main/*/*.txt")
	}
	if tier == product.Ultimate {
		all = append(all, "bonus/*role-cards.pdf", "bonus/*brand-voice*.pdf", "bonus/*evaluation*.pdf", "bonus/*checklists.pdf")
	}
	return all
}

func stat(t *testing.T, name string) int64 {
	t.Helper()
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

// folder checks the listing's own files and the sizes of its pictures.
func folder(t *testing.T, m made) {
	t.Helper()
	for _, name := range []string{"title.txt", "description.html", "description.md", "description.txt", "tags.txt", "faq.md", "prices.csv"} {
		if stat(t, m.at("listing/"+name)) == 0 {
			t.Errorf("listing/%s is empty", name)
		}
	}
	gallery := m.files(t, "listing/gallery-*.png")
	if len(gallery) < 4 || len(gallery) > 6 {
		t.Errorf("%s: %d gallery pictures, want 4 to 6", m.Slug, len(gallery))
	}
	for _, name := range append(gallery, "listing/cover.png", "listing/thumbnail.png") {
		c, err := png.DecodeConfig(bytes.NewReader(m.read(t, name)))
		wide, high := 1280, 720
		if strings.HasSuffix(name, "thumbnail.png") {
			wide, high = 600, 600
		}
		if err != nil || c.Width != wide || c.Height != high {
			t.Errorf("%s is %d × %d, want %d × %d: %v", name, c.Width, c.Height, wide, high, err)
		}
		m.l.count("pictures of the listing", 1)
	}
	for _, tier := range m.tiers() {
		if left := m.files(t, string(tier)+"/listing"); len(left) > 0 {
			t.Errorf("the buyer gets %v", left)
		}
	}
	for _, g := range m.Report.Gates {
		if !g.Passed {
			t.Errorf("%s: gate %s: %v", m.Slug, g.ID, g.Faults)
		}
	}
}

// markup lets xmllint read the listing's HTML and every part of the workbooks.
func markup(t *testing.T, m made) {
	t.Helper()
	tool(t, "xmllint", "--html", "--noout", m.at("listing/description.html"))
	for _, tier := range m.tiers() {
		for _, book := range m.files(t, string(tier)+"/main/*.xlsx") {
			dir := t.TempDir()
			tool(t, "unzip", "-q", m.at(book), "-d", dir)
			parts := []string{"--noout"}
			err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
				if err == nil && !d.IsDir() {
					parts = append(parts, name)
				}
				return err
			})
			if err != nil || len(parts) < 6 {
				t.Fatalf("%s has %d parts: %v", book, len(parts)-1, err)
			}
			tool(t, "xmllint", parts...)
			m.l.count("XML parts", len(parts)-1)
		}
	}
}

// cells returns the texts of a workbook's cells, without its library.
func cells(t *testing.T, data []byte) []string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, f := range z.File {
		if !strings.HasPrefix(f.Name, "xl/worksheets/") && f.Name != "xl/sharedStrings.xml" {
			continue
		}
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		dec := xml.NewDecoder(in)
		var s struct{ text strings.Builder }
		for {
			tok, err := dec.Token()
			if err != nil {
				break
			}
			switch tok := tok.(type) {
			case xml.StartElement:
				if tok.Name.Local == "si" || tok.Name.Local == "is" {
					s.text.Reset()
				}
				if tok.Name.Local == "f" {
					t.Errorf("%s holds a formula", f.Name)
				}
			case xml.CharData:
				s.text.Write(tok)
			case xml.EndElement:
				if tok.Name.Local == "si" || tok.Name.Local == "is" {
					all = append(all, s.text.String())
				}
			}
		}
	}
	return all
}
