package catalog

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"sync"
)

//go:embed all:data
var files embed.FS

// Catalog is the parsed data. Parts are parsed when first asked for, because a
// server that starts should answer before it knows every prompt. It is safe for
// concurrent use; what it returns is shared and must not be changed.
type Catalog struct {
	families func() ([]Family, error)
	modules  func() ([]Module, error)
	people   func() (*People, error)
}

// New returns the embedded catalog, not yet parsed.
func New() *Catalog {
	return &Catalog{
		families: sync.OnceValues(func() ([]Family, error) { return decode[Family](files, "data/families") }),
		modules:  sync.OnceValues(func() ([]Module, error) { return decode[Module](files, "data/modules") }),
		people:   lazyPeople(files),
	}
}

// Families returns the prompt task families, in the order of their files.
func (c *Catalog) Families() ([]Family, error) { return c.families() }

// Modules returns the planner page modules, in the order of their files.
func (c *Catalog) Modules() ([]Module, error) { return c.modules() }

// People returns what is known about the people that products are made for.
func (c *Catalog) People() (*People, error) { return c.people() }

// decode reads every JSON array of a folder, strictly: an unknown field is an
// error, because a misspelt one would silently say nothing.
func decode[T any](from fs.FS, dir string) ([]T, error) {
	entries, err := fs.ReadDir(from, dir)
	if err != nil {
		return nil, fmt.Errorf("read catalog: %w", err)
	}
	var all []T
	for _, e := range entries {
		if path.Ext(e.Name()) != ".json" {
			continue
		}
		data, err := fs.ReadFile(from, path.Join(dir, e.Name()))
		if err != nil {
			return nil, fmt.Errorf("read catalog: %w", err)
		}
		part, err := Decode[T](data)
		if err != nil {
			return nil, fmt.Errorf("catalog file %s: %w", e.Name(), err)
		}
		all = append(all, part...)
	}
	return all, nil
}

// Decode parses one data file: a JSON array of families or modules, with no
// unknown field and nothing after it.
func Decode[T any](data []byte) ([]T, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	var part []T
	if err := dec.Decode(&part); err != nil {
		return nil, err
	}
	if dec.More() {
		return nil, fmt.Errorf("text after the array")
	}
	return part, nil
}
