// Command collect gathers the sentences that products say, for those who
// translate them: what the code says through a locale.Printer, and the prose in
// Markdown beside it.
//
// It writes internal/locale/data/sentences.json; `make messages` runs it.
package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/gumgenie/gumgenie/internal/art"
	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/locale"
	"github.com/gumgenie/gumgenie/internal/product"
)

// where sentences stand, below the root of the tree.
func where() []string {
	return []string{"internal/deliver", "internal/art", "internal/book", "internal/generate", "internal/ai/local"}
}

const out = "internal/locale/data/sentences.json"

func main() {
	all, err := Collect(".")
	if err == nil {
		err = write(filepath.FromSlash(out), all)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Printf("%d sentences in %s\n", len(all), out)
}

// Collect returns the sentences of the tree at root, sorted, each once.
func Collect(root string) ([]locale.Sentence, error) {
	found := sentences{}
	for _, dir := range where() {
		err := filepath.WalkDir(filepath.Join(root, filepath.FromSlash(dir)), func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil || d.IsDir():
				return err
			case strings.HasSuffix(path, ".md"):
				return found.prose(path)
			case strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go"):
				return found.code(path)
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("collect sentences: %w", err)
		}
	}
	found.names()
	keys := slices.Sorted(maps.Keys(found))
	all := make([]locale.Sentence, len(keys))
	for i, k := range keys {
		all[i] = found[k]
	}
	return all, nil
}

// sentences are those that were found, by their keys.
type sentences map[string]locale.Sentence

// add takes in a sentence. One that several kinds of product say belongs to none
// of them; one that differs by number anywhere does so everywhere.
func (m sentences) add(path string, s locale.Sentence) {
	s.Part = part(path)
	if was, ok := m[s.Key()]; ok {
		if was.Part != s.Part {
			s.Part = ""
		}
		s.One = cmp.Or(s.One, was.One)
	}
	m[s.Key()] = s
}

// part is the category whose files a package makes, "" if it is no single one.
func part(path string) string {
	switch path = filepath.ToSlash(path); {
	case strings.Contains(path, "internal/deliver/library/"), strings.HasSuffix(path, "ai/local/prompts.go"):
		return string(product.AIPrompts)
	case strings.Contains(path, "internal/deliver/planner/"), strings.Contains(path, "internal/art/"):
		return string(product.DigitalPlanners)
	}
	return ""
}

// names takes those of the catalogs that stand on pages and listings.
func (m sentences) names() {
	add := func(from, name string) { m.add(from, locale.Sentence{English: name}) }
	for _, name := range art.Names() {
		add("internal/art/", name)
	}
	for _, t := range catalog.Colours() {
		add("", t.Name)
	}
	for _, spec := range catalog.Specs() {
		add("", spec.Noun)
		for _, t := range spec.Tiers {
			add("", brief.Heading(string(t.Tier)))
			add("", t.Evidence)
		}
	}
}

// prose takes each paragraph of a text; a heading of the first level names a
// part and is not said.
func (m sentences) prose(path string) error {
	raw, err := os.ReadFile(path) //nolint:gosec // a file of the tree
	if err != nil {
		return fmt.Errorf("read prose: %w", err)
	}
	for block := range strings.SplitSeq(string(raw), "\n\n") {
		if block = strings.TrimSpace(block); block != "" && !strings.HasPrefix(block, "# ") {
			m.add(path, locale.Sentence{English: block})
		}
	}
	return nil
}

// code takes what is given to Say, In, Plural and Key as constants, and the words
// of blocks.
func (m sentences) code(path string) error {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, nil, 0)
	if err != nil {
		return fmt.Errorf("read code: %w", err)
	}
	var bad error
	ast.Inspect(file, func(n ast.Node) bool {
		if pair, ok := n.(*ast.KeyValueExpr); ok && strings.Contains(filepath.ToSlash(path), "internal/deliver/planner/") {
			for _, english := range words(pair, "Label", "Hint", "Columns", "Rows") {
				m.add(path, locale.Sentence{English: english})
			}
		}
		if lit, ok := n.(*ast.CompositeLit); ok && named(lit.Type, "product", "Section") {
			for _, e := range lit.Elts {
				if pair, ok := e.(*ast.KeyValueExpr); ok {
					for _, english := range words(pair, "Title", "Note") {
						m.add(path, locale.Sentence{English: english})
					}
				}
			}
		}
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		var s locale.Sentence
		switch name := sel.Sel.Name; {
		case name == "Say" && len(call.Args) > 0, name == "Key" && len(call.Args) == 1:
			s.English = constant(call.Args[0])
		case name == "In" && len(call.Args) > 1:
			if s.Context, s.English = constant(call.Args[0]), constant(call.Args[1]); s.Context == "" {
				return true // time.Time has a method of that name
			}
		case name == "Plural" && len(call.Args) > 2:
			s.One, s.English = constant(call.Args[1]), constant(call.Args[2])
			if s.One == "" || s.English == "" {
				bad = fmt.Errorf("%s: Plural takes constant sentences", fset.Position(call.Pos()))
			}
		}
		if s.English != "" {
			m.add(path, s)
		}
		return true
	})
	return bad
}

// named reports the type of a package.
func named(e ast.Expr, pkg, name string) bool {
	sel, ok := e.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != name {
		return false
	}
	of, ok := sel.X.(*ast.Ident)
	return ok && of.Name == pkg
}

// words returns what stands in code in one of the named fields of a block or a
// section.
func words(pair *ast.KeyValueExpr, fields ...string) []string {
	field, ok := pair.Key.(*ast.Ident)
	if !ok || !slices.Contains(fields, field.Name) {
		return nil
	}
	texts := []ast.Expr{pair.Value}
	if list, ok := pair.Value.(*ast.CompositeLit); ok {
		texts = list.Elts
	}
	var all []string
	for _, e := range texts {
		if s := constant(e); s != "" {
			all = append(all, s)
		}
	}
	return all
}

// constant returns a text that is written out, "" for anything else.
func constant(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		if s, err := strconv.Unquote(e.Value); err == nil && e.Kind == token.STRING {
			return s
		}
	case *ast.ParenExpr:
		return constant(e.X)
	case *ast.BinaryExpr:
		if a, b := constant(e.X), constant(e.Y); e.Op == token.ADD && a != "" && b != "" {
			return a + b
		}
	}
	return ""
}

func write(path string, all []locale.Sentence) error {
	raw, err := json.MarshalIndent(all, "", "\t")
	if err != nil {
		return fmt.Errorf("write sentences: %w", err)
	}
	if err := os.WriteFile(path, append(raw, '\n'), 0o644); err != nil { //nolint:gosec // a file of the tree
		return fmt.Errorf("write sentences: %w", err)
	}
	return nil
}
