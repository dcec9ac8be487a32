// Command collect gathers the sentences that products say, for those who
// translate them: what the code says through a locale.Printer, and the prose in
// Markdown beside it.
//
// It writes internal/locale/data/sentences.json; `make messages` runs it.
package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/gumgenie/gumgenie/internal/art"
	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/locale"
)

// where sentences stand, below the root of the tree.
func where() []string {
	return []string{"internal/deliver", "internal/art", "internal/book", "internal/generate"}
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
	seen := map[locale.Sentence]bool{}
	for _, dir := range where() {
		err := filepath.WalkDir(filepath.Join(root, filepath.FromSlash(dir)), func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil || d.IsDir():
				return err
			case strings.HasSuffix(path, ".md"):
				return prose(path, seen)
			case strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go"):
				return code(path, seen)
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("collect sentences: %w", err)
		}
	}
	for _, name := range names() {
		seen[locale.Sentence{English: name}] = true
	}
	all := make([]locale.Sentence, 0, len(seen))
	for s := range seen {
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b locale.Sentence) int { return strings.Compare(a.Key(), b.Key()) })
	return all, nil
}

// names are those of the catalogs that stand on pages and listings.
func names() []string {
	all := art.Names()
	for _, t := range catalog.Colours() {
		all = append(all, t.Name)
	}
	for _, spec := range catalog.Specs() {
		all = append(all, spec.Noun)
		for _, t := range spec.Tiers {
			all = append(all, brief.Heading(string(t.Tier)))
		}
	}
	return all
}

// prose takes each paragraph of a text; a heading of the first level names a
// part and is not said.
func prose(path string, seen map[locale.Sentence]bool) error {
	raw, err := os.ReadFile(path) //nolint:gosec // a file of the tree
	if err != nil {
		return fmt.Errorf("read prose: %w", err)
	}
	for block := range strings.SplitSeq(string(raw), "\n\n") {
		if block = strings.TrimSpace(block); block != "" && !strings.HasPrefix(block, "# ") {
			seen[locale.Sentence{English: block}] = true
		}
	}
	return nil
}

// code takes what is given to Say, In, Plural and Key as constants, and the words
// of blocks.
func code(path string, seen map[locale.Sentence]bool) error {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, nil, 0)
	if err != nil {
		return fmt.Errorf("read code: %w", err)
	}
	var bad error
	ast.Inspect(file, func(n ast.Node) bool {
		if pair, ok := n.(*ast.KeyValueExpr); ok && strings.Contains(filepath.ToSlash(path), "internal/deliver/planner/") {
			for _, english := range words(pair) {
				seen[locale.Sentence{English: english}] = true
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
			seen[s] = true
		}
		return true
	})
	return bad
}

// words returns what stands in a block (product.Block) in code.
func words(pair *ast.KeyValueExpr) []string {
	field, ok := pair.Key.(*ast.Ident)
	if !ok || !slices.Contains([]string{"Label", "Hint", "Columns", "Rows"}, field.Name) {
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
