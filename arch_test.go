// Package gumgenie_test holds the tree's own test: who imports whom, and the
// house rules that a reader relies on.
package gumgenie_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const module = "github.com/gumgenie/gumgenie/"

// layers lists the packages from the bottom up. A package imports only from
// lines above its own: what the product does and how it is kept never see each
// other, app joins them.
func layers() [][]string {
	return [][]string{
		{"internal/fault", "internal/font", "internal/locale", "internal/memo", "internal/sign"},
		{"internal/product", "internal/draw", "internal/secret", "internal/guard"},
		{"internal/catalog", "internal/typeset"},
		{"internal/brief", "internal/source", "internal/draw/pdf", "internal/draw/svg", "internal/draw/png", "internal/inspect", "internal/art", "internal/book", "internal/market/dataset"},
		{"internal/ai", "internal/deliver", "internal/quality", "internal/market"},
		{"internal/metric", "internal/trace", "internal/ai/author", "internal/ai/local", "internal/ai/gemini", "internal/ai/openai", "internal/ai/aitest", "internal/deliver/planner/calendar", "internal/deliver/planner/layout", "internal/ai/price", "internal/ai/memory"},
		{"internal/ai/aitest/conform", "internal/ai/aitest/script"},
		{"internal/deliver/planner", "internal/deliver/library", "internal/deliver/listing", "internal/deliver/bundle", "internal/ai/providers", "internal/ai/ledger"},
		{"internal/generate", "internal/blob", "internal/store", "internal/client", "internal/gumroad", "internal/gumroad/gumroadtest"},
		{"internal/backup", "internal/locale/collect", "internal/locale/localetest"},
		{"internal/jobs"},
		{"internal/server"},
		{"internal/app"},
		{"internal/fakeai", "internal/benchai"},
		{"cmd/gumgenie", "internal/bench", "internal/chaos", "internal/acceptance"},
	}
}

type source struct {
	path string
	file *ast.File
	fset *token.FileSet
}

func tree(t *testing.T) []source {
	t.Helper()
	var all []source
	err := filepath.WalkDir(".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && p != "." || d.Name() == "testdata" || d.Name() == "node_modules") {
			return fs.SkipDir
		}
		if path.Ext(p) != ".go" {
			return nil
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, p, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		all = append(all, source{filepath.ToSlash(p), f, fset})
		return nil
	})
	if err != nil {
		t.Fatalf("read the tree: %v", err)
	}
	if len(all) < 10 {
		t.Fatalf("the tree has %d Go files: the walk is broken", len(all))
	}
	return all
}

func TestImportsGoOneWay(t *testing.T) {
	t.Parallel()
	level := map[string]int{}
	for i, line := range layers() {
		for _, pkg := range line {
			level[pkg] = i
		}
	}
	for _, s := range tree(t) {
		dir := path.Dir(s.path)
		mine, known := level[dir]
		if !known {
			if dir != "." {
				t.Errorf("%s: package %s has no line in layers(): give it its place", s.path, dir)
			}
			continue
		}
		if strings.HasSuffix(s.path, "_test.go") {
			continue // tests may look at anything; the build forbids cycles
		}
		for _, imp := range s.file.Imports {
			name := strings.Trim(imp.Path.Value, `"`)
			if !strings.HasPrefix(name, module) {
				continue
			}
			to := strings.TrimPrefix(name, module)
			if theirs, ok := level[to]; !ok || theirs >= mine {
				t.Errorf("%s imports %s, which is not above it in layers()", s.path, to)
			}
		}
	}
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	t.Parallel()
	said := map[string]bool{}
	for _, s := range tree(t) {
		if strings.HasSuffix(s.path, "_test.go") {
			continue
		}
		dir := path.Dir(s.path)
		doc := strings.TrimSpace(s.file.Doc.Text())
		said[dir] = said[dir] || strings.HasPrefix(doc, "Package "+s.file.Name.Name+" ") || strings.HasPrefix(doc, "Command ")
	}
	for dir, ok := range said {
		if !ok {
			t.Errorf("package %s has no package comment", dir)
		}
	}
}

func TestSizesNamesAndState(t *testing.T) {
	t.Parallel()
	buckets := regexp.MustCompile(`(^|/)(util|utils|common|helper|helpers|misc|types|models|base)(/|$)`)
	for _, s := range tree(t) {
		test := strings.HasSuffix(s.path, "_test.go")
		if n := s.fset.Position(s.file.End()).Line; n > 400 && !test {
			t.Errorf("%s has %d lines, the limit is 400: a file holds one idea", s.path, n)
		}
		if buckets.MatchString(path.Dir(s.path)) {
			t.Errorf("%s: a package is named for what it provides", s.path)
		}
		for _, d := range s.file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Name.Name == "init" && d.Recv == nil {
					t.Errorf("%s: init hides work from the reader; call it from where it is needed", s.path)
				}
				lines := s.fset.Position(d.End()).Line - s.fset.Position(d.Pos()).Line
				if lines > 80 && !test {
					t.Errorf("%s: %s has %d lines, the limit is 80", s.path, d.Name.Name, lines)
				}
			case *ast.GenDecl:
				if d.Tok == token.VAR && !test {
					state(t, s, d)
				}
			}
		}
	}
}

// state reports package variables other than errors, compiled expressions,
// embedded files, interface checks and the linker's version.
func state(t *testing.T, s source, d *ast.GenDecl) {
	t.Helper()
	for _, spec := range d.Specs {
		v := spec.(*ast.ValueSpec)
		for i, name := range v.Names {
			if name.Name == "_" || name.Name == "version" || strings.HasPrefix(name.Name, "err") || strings.HasPrefix(name.Name, "Err") {
				continue
			}
			if sel, ok := v.Type.(*ast.SelectorExpr); ok && sel.Sel.Name == "FS" {
				continue
			}
			if id, ok := v.Type.(*ast.Ident); ok && id.Name == "string" && d.Doc != nil {
				continue // embedded text
			}
			if a, ok := v.Type.(*ast.ArrayType); ok && a.Len == nil && len(v.Values) == 0 {
				continue // embedded bytes
			}
			if i < len(v.Values) {
				if call, ok := v.Values[i].(*ast.CallExpr); ok {
					if sel, ok := call.Fun.(*ast.SelectorExpr); ok && (sel.Sel.Name == "MustCompile" || sel.Sel.Name == "NewReplacer") {
						continue
					}
				}
			}
			t.Errorf("%s: package variable %s: pass the value instead", s.path, name.Name)
		}
	}
}
