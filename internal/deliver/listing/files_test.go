package listing_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/deliver/listing"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/product"
)

// made runs tasks and returns their files.
func made(t testing.TB, in listing.Input) map[string][]byte {
	t.Helper()
	tasks, err := listing.Tasks(in)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, k := range tasks {
		err := k.Make(context.Background(), func(f product.File, data []byte) error {
			if files[f.Path] != nil {
				t.Errorf("%s is made twice", f.Path)
			}
			if f.Type == "" || f.Tier != "" {
				t.Errorf("%s has type %q and tier %q", f.Path, f.Type, f.Tier)
			}
			files[f.Path] = data
			return nil
		})
		if err != nil {
			t.Fatalf("%s: %v", k.Name, err)
		}
	}
	return files
}

func wellFormed(t *testing.T, what string, fragment []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader([]byte("<d>" + string(fragment) + "</d>")))
	for {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Errorf("%s is not well-formed: %v\n%s", what, err, fragment)
			return
		}
	}
}

func TestTheFolderIsComplete(t *testing.T) {
	t.Parallel()
	files := made(t, composed(samples()["nurses"].input()))
	for _, name := range []string{"title.txt", "description.html", "description.md", "description.txt", "tags.txt", "faq.md", "prices.md", "prices.csv"} {
		data := files["listing/"+name]
		if len(data) == 0 {
			t.Errorf("%s is missing", name)
		}
		for _, left := range []string{"{", "lorem", "[insert", "%!", "<nil>"} {
			if bytes.Contains(data, []byte(left)) {
				t.Errorf("%s holds %q", name, left)
			}
		}
	}
	wellFormed(t, "description.html", files["listing/description.html"])
	html := string(files["listing/description.html"])
	for _, want := range []string{"<h2>", "<ul>", "<ol>", "<strong>650 linked pages</strong>"} {
		if !strings.Contains(html, want) {
			t.Errorf("description.html has no %s", want)
		}
	}
	for line := range strings.Lines(string(files["listing/description.txt"])) {
		if n := len([]rune(strings.TrimRight(line, "\n"))); n > 76 {
			t.Errorf("description.txt has a line of %d characters: %q", n, line)
		}
		if strings.ContainsAny(line, "*#`\\") {
			t.Errorf("description.txt has markup: %q", line)
		}
	}
	rows, err := csv.NewReader(bytes.NewReader(files["listing/prices.csv"])).ReadAll()
	if err != nil || len(rows) != 5 || rows[4][2] != "19.00" {
		t.Errorf("prices.csv: %v, %v", rows, err)
	}
}

func TestPicturesHaveTheirSizes(t *testing.T) {
	t.Parallel()
	files := made(t, composed(samples()["potters"].input()))
	n := 0
	for path, data := range files {
		if !strings.HasSuffix(path, ".png") {
			continue
		}
		n++
		w, h := 1280, 720
		if path == "listing/thumbnail.png" {
			w, h = 600, 600
		}
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if b := img.Bounds(); b.Dx() != w || b.Dy() != h {
			t.Errorf("%s is %d × %d, want %d × %d", path, b.Dx(), b.Dy(), w, h)
		}
		colours := map[[4]uint32]bool{}
		for y := 0; y < h; y += 7 {
			for x := 0; x < w; x += 7 {
				r, g, b, a := img.At(x, y).RGBA()
				colours[[4]uint32{r, g, b, a}] = true
				if a != 0xffff {
					t.Fatalf("%s can be seen through at %d, %d", path, x, y)
				}
			}
		}
		if len(colours) < 4 {
			t.Errorf("%s has %d colours: it is blank", path, len(colours))
		}
	}
	if n != 8 {
		t.Errorf("%d pictures, want 8", n)
	}
}

func TestTheSameListingGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	a, b := made(t, composed(samples()["twins"].input())), made(t, composed(samples()["twins"].input()))
	for path := range a {
		if !bytes.Equal(a[path], b[path]) {
			t.Errorf("%s differs between two runs", path)
		}
	}
}

func TestKeysFollowWhatIsShown(t *testing.T) {
	t.Parallel()
	keys := func(change func(*listing.Input)) map[string]string {
		in := samples()["nurses"].input()
		in.Product.Sections = append(in.Product.Sections, product.Section{ID: "stickers", Items: []product.Item{{ID: "s1", Kind: product.Sticker, Title: "Star"}}})
		in = composed(in)
		if change != nil {
			change(&in)
		}
		tasks, err := listing.Tasks(in)
		if err != nil {
			t.Fatal(err)
		}
		all := map[string]string{}
		for _, k := range tasks {
			all[k.Name] = k.Key
		}
		return all
	}
	before := keys(nil)
	cases := map[string]struct {
		change func(*listing.Input)
		want   string // names of the tasks whose keys change
	}{
		"a sticker": {func(in *listing.Input) { in.Product.Sections[4].Items[0].Title = "Moon" }, ""},
		"a page":    {func(in *listing.Input) { in.Product.Sections[0].Items[0].Title = "Other" }, "cover gallery-1 gallery-2 gallery-3 gallery-5 thumbnail"},
		"a price":   {func(in *listing.Input) { in.Product.Offers[1].Price = 700 }, "texts"},
		"a count":   {func(in *listing.Input) { in.Counts[product.Pro]["pages"] = 9 }, "gallery-4 gallery-6"},
		"licence":   {func(in *listing.Input) { in.Profile.Licence = "commercial" }, "gallery-4 gallery-6"},
		"the title": {func(in *listing.Input) { in.Product.Title = "Other" }, "cover gallery-1 gallery-2 gallery-3 gallery-4 gallery-5 gallery-6 thumbnail"},
	}
	for name, c := range cases {
		after := keys(c.change)
		for task := range before {
			short := strings.TrimPrefix(task, "listing/")
			want := strings.Contains(" "+c.want+" ", " "+short+" ")
			if got := before[task] != after[task]; got != want {
				t.Errorf("%s: the key of %s changed: %v, want %v", name, task, got, want)
			}
		}
	}
}

func TestTheGalleryIsAskedOnceAndItsErrorIsTold(t *testing.T) {
	t.Parallel()
	in := composed(samples()["nurses"].input())
	asked := 0
	real := in.Gallery
	in.Gallery = func() ([]*draw.Page, error) { asked++; return real() }
	made(t, in)
	if asked != 1 {
		t.Errorf("the gallery was asked %d times, want once", asked)
	}
	sorry := errors.New("no pages today")
	in.Gallery = func() ([]*draw.Page, error) { return nil, sorry }
	tasks, err := listing.Tasks(in)
	if err != nil {
		t.Fatal(err)
	}
	failed := 0
	for _, k := range tasks {
		if err := k.Make(context.Background(), func(product.File, []byte) error { return nil }); errors.Is(err, sorry) {
			failed++
		}
	}
	if failed != 6 {
		t.Errorf("%d tasks told the gallery's error, want the 6 that show pages", failed)
	}
}

func TestFewPagesStillMakePictures(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, 2, 3} {
		for _, name := range []string{"nurses", "potters"} {
			in := composed(samples()[name].input())
			all, _ := in.Gallery()
			in.Gallery = func() ([]*draw.Page, error) { return all[:n], nil }
			if got := len(made(t, in)); got != 16 {
				t.Errorf("%s with %d pages: %d files, want 16", name, n, got)
			}
		}
	}
}

func TestHostileWords(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("endless", 60)
	cases := map[string]struct{ title, whos, need, seller, contact, offer string }{
		"markup":  {"<script>alert(1)</script> Planner", "<img src=x onerror=alert(1)> people", "</p><script>x</script>", "\"><b onload=x>", "javascript:alert(1)", "<i>"},
		"formula": {"=cmd|' /C calc'!A0", "=HYPERLINK(\"x\")", "@SUM(1)", "+1", "-2", "=1+1"},
		"marks":   {"**bold** _x_ `code` [a](javascript:alert(1)) # | > &lt;", "*stars* and [links](http://x)", "`tick` | pipe", "_me_", "![x](http://evil.example/x.png)", "a | b"},
		"long":    {long, long, long, long, long, long},
		"RTL":     {"مخطط ليلي للممرضات", "ممرضات", "سجل النوم", "سارة", "a@b.example", "برو"},
		"emoji":   {"🐝 Planner 🐝", "🐝 keepers", "🍯 log", "🐝", "🐝@b.example", "🐝"},
	}
	for name, c := range cases {
		for _, base := range []string{"nurses", "potters"} {
			s := samples()[base]
			s.title, s.whos, s.needs = c.title, c.whos, append([]string{c.need}, s.needs...)
			in := s.input()
			in.Profile.Name, in.Profile.Contact = c.seller, c.contact
			in.Product.Offers = []product.Offer{{Tier: product.Pro, Name: c.offer, Price: 1500, Edited: true}}
			in = composed(in)
			files := made(t, in)
			html := string(files["listing/description.html"])
			wellFormed(t, name, []byte(html))
			for _, bad := range []string{"<script", "<img", "<b ", "onerror=alert(1)>", "href=\"javascript", "&amp;lt;p"} {
				if strings.Contains(html, bad) {
					t.Errorf("%s: description.html holds %q", name, bad)
				}
			}
			rows, err := csv.NewReader(bytes.NewReader(files["listing/prices.csv"])).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range rows {
				for _, cell := range row {
					if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
						t.Errorf("%s: the cell %q starts a formula", name, cell)
					}
				}
			}
			if name == "marks" && !strings.Contains(string(files["listing/description.txt"]), "*stars* and [links](http://x)") {
				t.Errorf("the people are not named as typed in:\n%s", files["listing/description.txt"])
			}
		}
	}
}

func TestACreatorsOwnHTMLIsMadeHarmless(t *testing.T) {
	t.Parallel()
	in := samples()["nurses"].input()
	in.Product.Listing.Description = "Hello <script>alert(1)</script> <b onclick='x'>you</b>\n\n<iframe src='https://x.example'></iframe>\n\n[mail](mailto:a@b.example) [bad](javascript:alert(1)) [data](data:text/html,x)\n"
	in.Product.Listing.Edited = []string{"description"}
	files := made(t, composed(in))
	html := string(files["listing/description.html"])
	wellFormed(t, "own", []byte(html))
	for _, bad := range []string{"script", "onclick", "iframe", "javascript", "data:", "<!--"} {
		if strings.Contains(html, bad) {
			t.Errorf("description.html holds %q:\n%s", bad, html)
		}
	}
	if !strings.Contains(html, `href="mailto:a@b.example"`) {
		t.Errorf("the honest link is gone:\n%s", html)
	}
}

func TestWorkStopsWhenTheContextEnds(t *testing.T) {
	t.Parallel()
	tasks, err := listing.Tasks(composed(samples()["nurses"].input()))
	if err != nil {
		t.Fatal(err)
	}
	why := errors.New("stopped by hand")
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(why)
	for _, k := range tasks[1:] {
		if err := k.Make(ctx, func(product.File, []byte) error { return nil }); !errors.Is(err, why) {
			t.Errorf("%s: got %v, want the cause of the end", k.Name, err)
		}
	}
}

func BenchmarkFolder(b *testing.B) {
	in := composed(samples()["nurses"].input())
	tasks, err := listing.Tasks(in)
	if err != nil {
		b.Fatal(err)
	}
	var put deliver.Put = func(product.File, []byte) error { return nil }
	for b.Loop() {
		for _, k := range tasks {
			if err := k.Make(context.Background(), put); err != nil {
				b.Fatal(err)
			}
		}
	}
}
