package bundle_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/deliver/bundle"
	"github.com/gumgenie/gumgenie/internal/product"
)

func fileList(paths ...string) []product.File {
	var all []product.File
	for _, p := range paths {
		all = append(all, product.File{Path: p, SHA: "sha of " + p})
	}
	return all
}

func fetch(sha string) ([]byte, error) { return []byte(strings.Repeat(sha+"\n", 200)), nil }

func TestZipHoldsTheFilesInOrder(t *testing.T) {
	t.Parallel()
	files := fileList("pro/main/02-prompts.md", "pro/README.txt", "pro/bonus/01-cards.pdf", "pro/00-start-here.pdf", "pro/main/01-library.pdf", "pro/main/06-single-prompts/001-plan.txt", "pro/LICENSE.txt")
	data, err := bundle.Zip(files, fetch)
	if err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range r.File {
		names = append(names, f.Name)
		want := zip.Deflate
		if strings.HasSuffix(f.Name, ".pdf") {
			want = zip.Store
		}
		if f.Method != want {
			t.Errorf("%s is packed by method %d, want %d", f.Name, f.Method, want)
		}
		if y := f.Modified.UTC().Format("2006-01-02 15:04:05"); y != "2000-01-01 00:00:00" {
			t.Errorf("%s is dated %s", f.Name, y)
		}
		body, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(body)
		if want, _ := fetch("sha of pro/" + f.Name); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s does not hold its bytes: %v", f.Name, err)
		}
	}
	want := "00-start-here.pdf LICENSE.txt README.txt bonus/01-cards.pdf main/01-library.pdf main/02-prompts.md main/06-single-prompts/001-plan.txt"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("entries: got %s, want %s", got, want)
	}
	for i, j := 0, len(files)-1; i < j; i, j = i+1, j-1 {
		files[i], files[j] = files[j], files[i]
	}
	again, err := bundle.Zip(files, fetch)
	if err != nil || !bytes.Equal(again, data) {
		t.Errorf("the same files in another order give other bytes: %v", err)
	}
}

func TestZipRefusesTraps(t *testing.T) {
	t.Parallel()
	const start = "pro/00-start-here.pdf"
	cases := map[string][]string{
		"climbs out":         {start, "pro/../evil.pdf"},
		"climbs in the name": {start, "pro/main/..pdf"},
		"absolute":           {start, "/etc/passwd"},
		"backslash":          {start, `pro/main\evil.pdf`},
		"drive":              {start, "pro/c:evil.pdf"},
		"no tier":            {start, "evil.pdf"},
		"not a tier":         {"listing/cover.png", "listing/00-start-here.pdf"},
		"another tier":       {start, "starter/main/01-a.pdf"},
		"double slash":       {start, "pro/main//a.pdf"},
		"space":              {start, "pro/main/my file.pdf"},
		"capital":            {start, "pro/main/File.pdf"},
		"umlaut":             {start, "pro/main/säge.pdf"},
		"newline":            {start, "pro/main/a.pdf\n"},
		"NUL":                {start, "pro/main/a\x00.pdf"},
		"hidden":             {start, "pro/main/.htaccess"},
		"two suffixes":       {start, "pro/main/a.pdf.exe"},
		"no suffix":          {start, "pro/main/a"},
		"ZIP in ZIP":         {start, "pro/main/a.zip"},
		"twice":              {start, "pro/main/a.pdf", "pro/main/a.pdf"},
		"too long":           {start, "pro/main/" + strings.Repeat("a", 99) + ".pdf"},
		"no start":           {"pro/main/a.pdf"},
		"empty":              {},
		"read-me elsewhere":  {start, "pro/main/README.txt"},
	}
	for name, paths := range cases {
		if _, err := bundle.Zip(fileList(paths...), fetch); err == nil {
			t.Errorf("%s: %q was packed", name, paths)
		}
	}
	sorry := errors.New("the disk is gone")
	if _, err := bundle.Zip(fileList(start), func(string) ([]byte, error) { return nil, sorry }); !errors.Is(err, sorry) {
		t.Errorf("got %v, want the error of the reader", err)
	}
}

func FuzzZip(f *testing.F) {
	for _, s := range []string{"pro/main/a.pdf", "pro/../a", "pro/main/\x00", "", "pro/main/" + strings.Repeat("b-", 70) + ".txt"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, path string) {
		data, err := bundle.Zip(fileList("pro/00-start-here.pdf", path), fetch)
		if err != nil {
			return
		}
		r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatalf("%q: %v", path, err)
		}
		for _, e := range r.File {
			if strings.Contains(e.Name, "..") || strings.HasPrefix(e.Name, "/") || len(e.Name) > 99 || strings.ContainsAny(e.Name, "\\: \x00") {
				t.Errorf("%q became the entry %q", path, e.Name)
			}
		}
	})
}
