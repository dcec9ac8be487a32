package server_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"net/http"
	"path"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/gumgenie/gumgenie/internal/product"
)

// What a stranger's text may try: to run in a page, in a spreadsheet, or to
// leave the folder that it is unpacked into.
const (
	runs    = `<script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)>"'><a href="javascript:alert(1)">x</a>`
	formula = `=HYPERLINK("http://evil.example","x")`
	climbs  = `../../../../etc/cron.d/evil`
	linked  = "[x](javascript:alert(1)) [y](data:text/html;base64,PHNjcmlwdD4=) ![z](http://evil.example/a.png) <javascript:alert(1)> [v](vbscript:x)\n\n<script>alert(1)</script>\n\n<iframe src=//evil.example></iframe>\n\n> # " + formula
)

// hostile is a product whose every text that a creator can set is an attack.
func hostile(t *testing.T, s *studio, request string, texts map[string]string) product.Product {
	t.Helper()
	made := s.post("/api/generate", request).status(t, 200)
	p := decoded[product.Product](t, made)
	sections, title, head := map[string]any{}, runs, formula+runs
	if p.Category == product.DigitalPlanners { // what stands on a tab is short
		title, head = "<script>alert(1)</script>", formula
	}
	for i, sec := range p.Sections {
		items := map[string]any{}
		for j, it := range sec.Items {
			if j == 2 || i > 2 {
				break
			}
			change := map[string]any{"title": []string{climbs, formula, title, "@SUM(1+1)*cmd|' /C calc'!A0", "+1", "-1"}[(2*i+j)%6]}
			if len(it.Texts) > 0 {
				var all []product.Text
				for _, x := range it.Texts {
					if v := texts[x.Name]; v != "" {
						x.Value = v
					}
					all = append(all, x)
				}
				change["texts"] = all
			}
			items[it.ID] = change
		}
		if len(items) > 0 {
			sections[sec.ID] = map[string]any{"title": head, "note": runs, "items": items}
		}
	}
	tiers := map[string]any{}
	for _, o := range p.Offers {
		tiers[string(o.Tier)] = map[string]any{"name": "+1|" + `"><b>`}
	}
	patch := map[string]any{
		"title": climbs + " " + title, "sections": sections, "tiers": tiers,
		"listing": map[string]any{
			"title": formula, "tagline": runs, "description": "# " + runs + "\n\n" + linked, "callToAction": "=1+1<script>",
			"tags": []string{formula, "<script>alert(1)</script>", climbs}, "faq": []product.Question{{Ask: runs, Answer: linked}},
		},
	}
	raw, err := json.Marshal(patch)
	if err != nil {
		t.Fatal(err)
	}
	return decoded[product.Product](t, s.do(http.MethodPatch, "/api/products/"+p.ID, string(raw), "Content-Type", "application/merge-patch+json", "If-Match", made.Header.Get("ETag")).status(t, 200))
}

// harmless reports everything in a page that could run or load something from
// elsewhere. own is how many scripts are ours.
func harmless(t *testing.T, where, page string, own int) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatalf("%s: %v", where, err)
	}
	each(doc, func(n *html.Node) {
		switch n.Data {
		case "script":
			if own--; own < 0 {
				t.Errorf("%s: there is a script: %.80q", where, words(n))
			}
		case "iframe", "object", "embed", "base", "frame":
			t.Errorf("%s: there is a %s", where, n.Data)
		}
		for _, a := range n.Attr {
			v := strings.ToLower(strings.TrimSpace(a.Val))
			if strings.HasPrefix(a.Key, "on") || strings.HasPrefix(v, "javascript:") || strings.HasPrefix(v, "vbscript:") || strings.HasPrefix(v, "data:") {
				t.Errorf("%s: <%s %s=%.80q>", where, n.Data, a.Key, a.Val)
			}
		}
	})
}

func TestStoredTextsStayTexts(t *testing.T) {
	t.Parallel()
	s := real(t)
	profile := map[string]any{"name": "=cmd|'/C calc'!A0 <script>alert(1)</script>", "contact": "<img src=x onerror=alert(1)>", "site": "https://example.com/\"><script>alert(1)</script>"}
	raw, err := json.Marshal(profile)
	if err != nil {
		t.Fatal(err)
	}
	s.do(http.MethodPut, "/api/profile", string(raw), "Content-Type", "application/json").status(t, 200)
	texts := map[string]string{"prompt": formula + " Write about [A] and [B]. " + runs, "whenToUse": "+1", "job": "@x", "followUp": "-1", "failure": "\tx", "input": "=1", "quality": linked}
	for name, request := range map[string]string{
		"prompts":  `{"brief":"<script>alert(1)</script> =cmd|x prompts for beekeepers ../../etc","category":"ai-prompts","tier":"starter","sources":[{"name":"../../<b>.html","type":"html","text":"<h1>Swarm <script>alert(1)</script> calendar</h1>"}]}`,
		"planners": `{"brief":"planner for beekeepers <img src=x onerror=alert(1)>","category":"digital-planners","tier":"starter"}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := hostile(t, s, request, texts)
			page := s.get("/p/"+p.ID).status(t, 200).body
			harmless(t, "the page", page, 0)
			for _, there := range []string{"&lt;script&gt;alert(1)", "HYPERLINK(", "../../../../etc"} { // else nothing was tried
				if !strings.Contains(page, there) {
					t.Errorf("the page does not show %q", there)
				}
			}
			harmless(t, "the first page", s.get("/").status(t, 200).body, 0)
			harmless(t, "the first page with a brief", s.get("/?brief="+strings.ReplaceAll(`"><script>alert(1)</script>`, " ", "+")+"&category=<script>").status(t, 200).body, 0)
			for _, f := range p.Files {
				checkHostileFile(t, s, p, f)
			}
		})
	}
}

var safeName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9.-]*(/[A-Za-z0-9][A-Za-z0-9.-]*)*$`)

func checkHostileFile(t *testing.T, s *studio, p product.Product, f product.File) {
	t.Helper()
	a := s.get("/api/products/"+p.ID+"/files/"+f.Path).status(t, 200)
	if !safeName.MatchString(f.Path) || strings.Contains(f.Path, "..") {
		t.Errorf("the file %q has a name that climbs", f.Path)
	}
	policy, show := a.Header.Get("Content-Security-Policy"), a.Header.Get("Content-Disposition")
	if a.Header.Get("X-Content-Type-Options") != "nosniff" || f.Type != "application/pdf" && !strings.HasSuffix(policy, "sandbox") || strings.ContainsAny(show, "\r\n<>") {
		t.Errorf("%s: got the policy %q and disposition %q", f.Path, policy, show)
	}
	switch ext := path.Ext(f.Path); ext {
	case ".html", ".svg":
		if !strings.HasPrefix(show, "attachment") {
			t.Errorf("%s would be shown, not saved: %q", f.Path, show)
		}
		harmless(t, f.Path, a.body, 0)
	case ".zip":
		unpacks(t, f.Path, a.body)
	default:
		inert(t, f.Path, []byte(a.body))
	}
}

// unpacks checks the paths and files of a bundle.
func unpacks(t *testing.T, where, data string) {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatalf("%s: %v", where, err)
	}
	for _, f := range z.File {
		if !safeName.MatchString(f.Name) || strings.Contains(f.Name, "..") || len(f.Name) >= 100 || f.Mode()&^0o777 != 0 {
			t.Errorf("%s holds %q, mode %v", where, f.Name, f.Mode())
		}
		in, err := f.Open()
		if err != nil {
			t.Fatalf("%s: %v", where, err)
		}
		raw, err := io.ReadAll(in)
		if err != nil {
			t.Errorf("%s: %s: %v", where, f.Name, err)
		}
		inert(t, where+": "+f.Name, raw)
	}
}

// inert checks that no cell of a table begins a formula, no sheet has one, no
// document has an action that runs.
func inert(t *testing.T, where string, raw []byte) {
	t.Helper()
	switch path.Ext(where) {
	case ".csv":
		rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\ufeff")))).ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", where, err)
		}
		for i, row := range rows {
			for _, cell := range row {
				if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
					t.Errorf("%s, row %d: a cell begins a formula: %.60q", where, i+1, cell)
				}
			}
		}
	case ".xlsx":
		z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
		if err != nil {
			t.Fatalf("%s: %v", where, err)
		}
		for _, f := range z.File {
			in, err := f.Open()
			if err != nil {
				t.Fatalf("%s: %v", where, err)
			}
			part, _ := io.ReadAll(in)
			if strings.Contains(f.Name, "worksheets/") && (bytes.Contains(part, []byte("<f>")) || bytes.Contains(part, []byte("<f "))) || bytes.Contains(part, []byte("evil.example\"")) || bytes.Contains(part, []byte("TargetMode=\"External\"")) {
				t.Errorf("%s: %s holds a formula or a link to elsewhere", where, f.Name)
			}
		}
	case ".pdf":
		for _, action := range []string{"/JavaScript", "/Launch", "/OpenAction", "/EmbeddedFile", "/AA "} {
			if bytes.Contains(raw, []byte(action)) {
				t.Errorf("%s has %s", where, action)
			}
		}
	case ".json":
		if !json.Valid(raw) {
			t.Errorf("%s is no JSON", where)
		}
	}
}
