package server_test

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"net/http"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/product"
)

// TestHostileBodies sends JSON that is made to be taken differently by two
// readers, or to grow when it is decoded.
func TestHostileBodies(t *testing.T) {
	t.Parallel()
	s := open(t)
	id := s.submit("x")
	s.finish(id)
	before := len(s.accepted())
	many := func(one string, n int) string { return strings.TrimSuffix(strings.Repeat(one+",", n), ",") }
	tests := map[string]struct {
		body   string
		status int
		field  string
	}{
		"a field twice":             {`{"brief":"a","brief":"b"}`, 422, "brief"},
		"a field twice, other case": {`{"brief":"a","BRIEF":"b"}`, 422, "BRIEF"},
		"a field twice, by escape":  {`{"brief":"a","\u0062rief":"b"}`, 422, "brief"},
		"a field twice, by folding": {`{"weekStart":"monday","wee\u212astart":"sunday"}`, 422, "wee\u212astart"},
		"a nested field twice":      {`{"brief":"a","sources":[{"name":"x","name":"y"}]}`, 422, "name"},
		"3,000,000 empty sources":   {`{"brief":"a","sources":[` + many("{}", 3_000_000) + `]}`, 422, ""},
		"100,000 texts":             {`{"brief":"a","sources":[` + many(`""`, 100_000) + `]}`, 422, ""},
		"100,000 numbers":           {`{"brief":"a","year":[` + many(`1`, 100_000) + `]}`, 422, ""},
		"100,000 names":             {`{"brief":"a"` + strings.Repeat(`,"x":1`, 100_000) + `}`, 422, "x"},
		"40 deep":                   {`{"brief":` + strings.Repeat("[", 40) + strings.Repeat("]", 40) + `}`, 422, ""},
		"40 objects deep":           {strings.Repeat(`{"a":`, 40) + "1" + strings.Repeat("}", 40), 422, ""},
		"half a million deep":       {strings.Repeat(`{"a":`, 500_000) + "1" + strings.Repeat("}", 500_000), 400, ""},
		"a NUL":                     {"{\"brief\":\"a\x00b\"}", 400, ""},
		"a NUL between":             {"{\x00\"brief\":\"a\"}", 400, ""},
		"a byte order mark":         {"\ufeff{\"brief\":\"a\"}", 400, ""},
		"overlong UTF-8":            {"{\"brief\":\"\xc0\xaf\"}", 400, ""},
		"surrogates as UTF-8":       {"{\"brief\":\"\xed\xa0\x80\"}", 400, ""},
		"UTF-16":                    {"{\x00\"\x00b\x00\"\x00:\x001\x00}\x00", 400, ""},
		"a number without end":      {`{"year":` + strings.Repeat("9", 900_000) + `}`, 422, "year"},
		"an exponent":               {`{"year":1e999999999}`, 422, "year"},
		"not a number":              {`{"year":NaN}`, 400, ""},
		"a prototype":               {`{"__proto__":{"brief":"x"}}`, 422, "__proto__"},
		"a name of HTML":            {`{"<script>alert(1)</script>":1}`, 422, "<script>alert(1)</script>"},
		"two values":                {`{"brief":"a"}{"brief":"b"}`, 400, ""},
		"a comment":                 {`{"brief":"a"/*,"tier":"pro"*/}`, 400, ""},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := s.post("/api/generate", tc.body)
			a.problem(t, tc.status, "invalid", tc.field)
			if len(a.body) > 2000 {
				t.Errorf("the answer has %d bytes", len(a.body))
			}
			if len(tc.body) <= 1<<20 { // the same reader stands before a change
				a = s.do(http.MethodPatch, "/api/products/"+id, tc.body, "Content-Type", "application/json", "If-Match", "*")
				if a.StatusCode != tc.status || !strings.Contains(a.body, `"type":"/problems/invalid"`) {
					t.Errorf("a change: got status %d, want %d: %.200s", a.StatusCode, tc.status, a.body)
				}
			}
		})
	}
	t.Cleanup(func() {
		if len(s.accepted()) != before {
			t.Errorf("%d hostile requests were submitted", len(s.accepted())-before)
		}
	})
}

// TestSourcesFill lets through what the sources may hold, and no more.
func TestSourcesFill(t *testing.T) {
	t.Parallel()
	s := open(t)
	request := func(n, size int) string {
		req := product.Request{Brief: "x"}
		for i := range n {
			req.Sources = append(req.Sources, product.Source{Name: fmt.Sprintf("%d.md", i), Type: "markdown", Text: strings.Repeat("word ", size/5)})
		}
		raw, err := json.Marshal(req)
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	s.post("/api/generate", request(20, 400_000), "Prefer", "respond-async").status(t, 202)
	if got := len(s.accepted()[0].Sources); got != 20 {
		t.Errorf("%d sources arrived, want 20", got)
	}
	s.post("/api/generate", request(30, 400_000)).problem(t, 413, "invalid", "")
	s.do(http.MethodPost, "/", "brief=x&sources="+strings.Repeat("y", 1<<20), "Content-Type", "application/x-www-form-urlencoded").status(t, 413)
}

// TestHostileHeaders sends headers that are long, odd or many.
func TestHostileHeaders(t *testing.T) {
	t.Parallel()
	s := open(t)
	id := s.submit("x")
	s.finish(id)
	at, cover := "/api/products/"+id, "/api/products/"+id+"/files/listing/cover.png"
	tests := map[string]struct {
		method, path, body string
		headers            []string
		status             int
	}{
		"a key of 10 kB":           {"POST", "/api/generate", goodBrief, []string{"Content-Type", "application/json", "Idempotency-Key", strings.Repeat("k", 10_000)}, 422},
		"many revisions":           {"PATCH", at, `{"title":"y"}`, []string{"Content-Type", "application/json", "If-Match", strings.Repeat(`"7", `, 4000)}, 412},
		"a revision of letters":    {"PATCH", at, `{"title":"y"}`, []string{"Content-Type", "application/json", "If-Match", `"../0"`}, 412},
		"a revision out of range":  {"PATCH", at, `{"title":"y"}`, []string{"Content-Type", "application/json", "If-Match", `"` + strings.Repeat("9", 400) + `"`}, 412},
		"no revision":              {"PATCH", at, `{"title":"y"}`, []string{"Content-Type", "application/json"}, 428},
		"an old tag for deleting":  {"DELETE", at, "", []string{"If-Match", `"41"`}, 412},
		"many known tags":          {"GET", at, "", []string{"If-None-Match", strings.Repeat(`W/"x-gzip", `, 2000)}, 200},
		"two thousand ranges":      {"GET", cover, "", []string{"Range", "bytes=" + strings.TrimSuffix(strings.Repeat("0-0,", 2000), ",")}, 200},
		"overlapping ranges":       {"GET", cover, "", []string{"Range", "bytes=0-,0-,0-,0-,0-,0-"}, 200},
		"a range behind the end":   {"GET", cover, "", []string{"Range", "bytes=999999-"}, 416},
		"a range of huge numbers":  {"GET", cover, "", []string{"Range", "bytes=0-99999999999999999999999"}, 416},
		"a range backwards":        {"GET", cover, "", []string{"Range", "bytes=5-2"}, 416},
		"a range of another unit":  {"GET", cover, "", []string{"Range", "lines=0-1"}, 416},
		"a last event of letters":  {"GET", at + "/events", "", []string{"Last-Event-ID", "1; DROP TABLE event"}, 422},
		"a last event below zero":  {"GET", at + "/events", "", []string{"Last-Event-ID", "-1"}, 422},
		"a cursor of SQL":          {"GET", "/api/products?after=%27%20OR%201=1--", "", nil, 422},
		"a page of millions":       {"GET", "/api/products?limit=1000000", "", nil, 422},
		"an odd Accept":            {"GET", "/api/healthz", "", []string{"Accept", strings.Repeat("a/b;q=0.1,", 2000)}, 200},
		"an odd encoding":          {"GET", "/api/catalog", "", []string{"Accept-Encoding", strings.Repeat("gzip;q=0.1,", 2000)}, 200},
		"a strange Prefer":         {"POST", "/api/generate", "{}", []string{"Content-Type", "application/json", "Prefer", strings.Repeat("respond-async,", 1000)}, 202},
		"posting to a page":        {"POST", "/p/" + id, "", nil, 405},
		"putting a product":        {"PUT", at, "{}", nil, 405},
		"a method of ours in case": {"get", at, "", nil, 405},
		"deleting by a form":       {"POST", at, "_method=DELETE", []string{"Content-Type", "application/x-www-form-urlencoded"}, 405},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			a := s.do(tc.method, tc.path, tc.body, tc.headers...).status(t, tc.status)
			if len(a.body) > 300_000 {
				t.Errorf("the answer has %d bytes", len(a.body))
			}
			if tc.status >= 400 {
				for _, inside := range []string{"goroutine", ".go:", "SQL", "sqlite", "/tmp/", "no such table"} {
					if strings.Contains(a.body, inside) {
						t.Errorf("the answer shows %q: %.300s", inside, a.body)
					}
				}
			}
		})
	}
	s.get(at).status(t, 200)
}

// TestErrorsAreShort repeats no more of a stranger's text than a sentence needs.
func TestErrorsAreShort(t *testing.T) {
	t.Parallel()
	s := real(t)
	long := strings.Repeat("<b>x", 200_000)
	for _, field := range []string{"category", "tier", "preset", "palette", "language", "currency", "paper", "weekStart"} {
		raw, err := json.Marshal(map[string]string{"brief": "Planner for beekeepers", "category": "digital-planners", field: long})
		if err != nil {
			t.Fatal(err)
		}
		a := s.post("/api/generate", string(raw))
		a.problem(t, 422, "invalid", field)
		if len(a.body) > 1500 {
			t.Errorf("%s: the answer has %d bytes", field, len(a.body))
		}
	}
	a := s.post("/api/generate", `{"brief":"`+strings.Repeat("nurse ", 1_500_000)+`"}`)
	a.problem(t, 422, "invalid", "brief")
	if len(a.body) > 1500 {
		t.Errorf("brief: the answer has %d bytes", len(a.body))
	}
	for name, src := range map[string]product.Source{
		"a long name": {Name: long, Type: "text", Text: "x"}, "a long type": {Name: "a", Type: long, Text: "x"}, "two lines": {Name: "a\nb", Type: "text", Text: "x"},
	} {
		raw, err := json.Marshal(product.Request{Brief: "Planner for beekeepers", Sources: []product.Source{src}})
		if err != nil {
			t.Fatal(err)
		}
		a := s.post("/api/generate", string(raw))
		a.problem(t, 422, "invalid", "sources")
		if len(a.body) > 1500 {
			t.Errorf("%s: the answer has %d bytes", name, len(a.body))
		}
	}
}

// bomb is a small PNG file that says it is large.
func bomb(width, height uint32) []byte {
	var b bytes.Buffer
	b.WriteString("\x89PNG\r\n\x1a\n")
	chunk := func(kind string, data []byte) {
		_ = binary.Write(&b, binary.BigEndian, uint32(len(data)))
		b.WriteString(kind)
		b.Write(data)
		_ = binary.Write(&b, binary.BigEndian, crc32.ChecksumIEEE(append([]byte(kind), data...)))
	}
	head := binary.BigEndian.AppendUint32(nil, width)
	head = append(binary.BigEndian.AppendUint32(head, height), 1, 0, 0, 0, 0)
	chunk("IHDR", head)
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	line := make([]byte, (uint64(width)+7)/8%(1<<20)+1)
	for range min(height, 30_000) {
		_, _ = z.Write(line)
	}
	_ = z.Close()
	chunk("IDAT", packed.Bytes())
	chunk("IEND", nil)
	return b.Bytes()
}

func TestLogosThatAreNone(t *testing.T) {
	t.Parallel()
	s := open(t)
	for name, data := range map[string][]byte{
		"a bomb":             bomb(30_000, 30_000),
		"a bomb of a line":   bomb(4_000_000_000, 1),
		"a high one":         bomb(1, 2_000_000_000),
		"nothing wide":       bomb(0, 10),
		"an SVG":             []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`),
		"a GIF":              []byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"),
		"a PNG and HTML":     append([]byte("\x89PNG\r\n\x1a\n"), "<script>alert(1)</script>"...),
		"another colour map": append(bomb(8, 8)[:29], 0xff),
	} {
		if len(data) > 512<<10 {
			t.Fatalf("%s has %d bytes: it is refused for its size, which proves nothing", name, len(data))
		}
		body := `{"logo":"` + base64.StdEncoding.EncodeToString(data) + `"}`
		s.do(http.MethodPut, "/api/profile", body, "Content-Type", "application/json").problem(t, 422, "invalid", "logo")
	}
	for name, body := range map[string]string{
		"a name that reads backwards": `{"name":"Ada \u202etxt.exe"}`, "a line separator": `{"name":"Ada\u2028Ltd"}`, "a control of C1": `{"contact":"a\u0085b"}`,
	} {
		t.Run(name, func(t *testing.T) {
			field := "name"
			if strings.Contains(body, "contact") {
				field = "contact"
			}
			s.do(http.MethodPut, "/api/profile", body, "Content-Type", "application/json").problem(t, 422, "invalid", field)
		})
	}
	s.do(http.MethodPut, "/api/profile", `{"logo":"`+base64.StdEncoding.EncodeToString(picture(t))+`"}`, "Content-Type", "application/json").status(t, 200)
}
