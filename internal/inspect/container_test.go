package inspect_test

import (
	"archive/zip"
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/inspect"
)

func picture(t *testing.T, w, h int) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, w, h))
	img.Set(1, 1, color.White)
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPNG(t *testing.T) {
	t.Parallel()
	good := picture(t, 30, 20)
	if w, h, err := inspect.PNG(good); w != 30 || h != 20 || err != nil {
		t.Errorf("PNG = %d, %d, %v", w, h, err)
	}
	huge := bytes.Clone(good)
	copy(huge[16:], "\x7f\xff\xff\xff") // the width, of which the sum no longer holds
	for name, data := range map[string][]byte{"cut off": good[:len(good)-20], "no picture": []byte("GIF89a"), "huge": huge} {
		if _, _, err := inspect.PNG(data); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestXML(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		text string
		good bool
	}{
		"picture":        {`<?xml version="1.0" encoding="UTF-8"?><svg xmlns="http://www.w3.org/2000/svg"><g><path d="M0 0"/></g></svg>`, true},
		"not closed":     {`<svg><g></svg>`, false},
		"cut off":        {`<svg><g>`, false},
		"two roots":      {`<a/><b/>`, false},
		"nothing":        {``, false},
		"text outside":   {`<a/>x`, false},
		"unknown entity": {`<a>&nbsp;</a>`, false},
		"bare ampersand": {`<a>a & b</a>`, false},
		"other encoding": {`<?xml version="1.0" encoding="latin1"?><a/>`, false},
		"too deep":       {strings.Repeat("<a>", 600) + strings.Repeat("</a>", 600), false},
		"double attr":    {`<a x="1" x="2"/>`, false},
		"control":        {"<a>\x01</a>", false},
	}
	for name, tt := range tests {
		if err := inspect.XML([]byte(tt.text)); (err == nil) != tt.good {
			t.Errorf("%s: %v, want good = %v", name, err, tt.good)
		}
	}
}

type packed struct{ name, data string }

func archive(t *testing.T, files ...packed) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, err := z.Create(f.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(f.data)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestZIP(t *testing.T) {
	t.Parallel()
	inner := string(archive(t, packed{"a.txt", "x"}))
	tests := map[string]struct {
		files []packed
		want  string // of the error, "" = none
	}{
		"as sold":        {[]packed{{"README.txt", "hello"}, {"00-start-here.pdf", "%PDF"}, {"main/", ""}, {"main/01-planner-2027-monday.pdf", "x"}}, ""},
		"absolute":       {[]packed{{"/etc/passwd", "x"}}, "not relative"},
		"drive":          {[]packed{{"c:/x.txt", "x"}}, "not relative"},
		"backslash":      {[]packed{{`a\b.txt`, "x"}}, "not relative"},
		"out of folder":  {[]packed{{"../x.txt", "x"}}, "leads out"},
		"hidden way out": {[]packed{{"a/../../x.txt", "x"}}, "leads out"},
		"twice":          {[]packed{{"a.txt", "x"}, {"a.txt", "y"}}, "twice"},
		"twice by case":  {[]packed{{"readme.txt", "x"}, {"README.txt", "y"}}, "twice"},
		"space":          {[]packed{{"my file.txt", "x"}}, "lower-case"},
		"capital":        {[]packed{{"Main/a.txt", "x"}}, "lower-case"},
		"accent":         {[]packed{{"café.txt", "x"}}, "lower-case"},
		"too long":       {[]packed{{strings.Repeat("a", 99) + ".txt", "x"}}, "100 characters"},
		"bomb":           {[]packed{{"a.txt", strings.Repeat("0", 8<<20)}}, "times its size"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data := archive(t, tt.files...)
			all, err := inspect.ZIP(bytes.NewReader(data), int64(len(data)))
			switch {
			case tt.want == "" && (err != nil || len(all) != 3 || all[0].Path != "README.txt" || all[0].Size != 5):
				t.Errorf("ZIP = %+v, %v", all, err)
			case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("error %v, want %q", err, tt.want)
			}
		})
	}
	data := archive(t, packed{"import.zip", inner}, packed{"disguised.bin", inner}, packed{"sheet.xlsx", inner}, packed{"a.txt", "PK"})
	all, err := inspect.ZIP(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []bool{true, true, false, false} {
		if all[i].Nested != want {
			t.Errorf("%s: nested = %v, want %v", all[i].Path, all[i].Nested, want)
		}
	}
}

func TestDamagedZIPsAreErrors(t *testing.T) {
	t.Parallel()
	good := archive(t, packed{"a.txt", strings.Repeat("abc ", 100)})
	broken := bytes.Clone(good)
	broken[50] ^= 0xff // in the packed data
	for name, data := range map[string][]byte{"cut off": good[:len(good)-10], "nothing": nil, "flipped": broken} {
		if all, err := inspect.ZIP(bytes.NewReader(data), int64(len(data))); err == nil {
			t.Errorf("%s: read as %v", name, all)
		}
	}
}
