package store_test

import (
	"reflect"
	"testing"

	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/store"
)

func TestProvidersAndChoicesAreKept(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	db := open(t, dir)
	check := func(db *store.DB, wantAll []store.Provider, wantChoices []store.ProviderChoice) {
		t.Helper()
		all, choices, err := db.Providers(t.Context())
		if err != nil || !reflect.DeepEqual(all, wantAll) || !reflect.DeepEqual(choices, wantChoices) {
			t.Errorf("got %+v and %+v, %v; want %+v and %+v", all, choices, err, wantAll, wantChoices)
		}
	}
	check(db, nil, nil)
	a := store.Provider{ID: "a", Kind: "openai", Name: "Ümlaut", BaseURL: "http://localhost:11434/v1", Model: "llama3.2", Limit: 3}
	b := store.Provider{ID: "b", Kind: "gemini", Name: "B", Model: "m", Limit: 5, Sealed: []byte{1, 0, 255}}
	for _, p := range []store.Provider{a, b} {
		if err := db.PutProvider(t.Context(), p, store.ProviderChoice{ID: p.ID, Enabled: true}); err != nil {
			t.Fatal(err)
		}
	}
	check(db, []store.Provider{a, b}, []store.ProviderChoice{{ID: "a", Enabled: true}, {ID: "b", Enabled: true}})
	if err := db.ChooseProviders(t.Context(), []store.ProviderChoice{{"b", false, 1}, {"env", true, 2}, {"a", true, 3}}); err != nil {
		t.Fatal(err)
	}
	a.Model, a.Sealed = "qwen3", []byte("x")
	if err := db.PutProvider(t.Context(), a, store.ProviderChoice{"a", false, 3}); err != nil {
		t.Fatal(err)
	}
	if err := db.RemoveProvider(t.Context(), "b"); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"b", "env", "nobody"} {
		if err := db.RemoveProvider(t.Context(), id); fault.KindOf(err) != fault.NotFound {
			t.Errorf("remove %s: got %v, want a not-found fault", id, err)
		}
	}
	want := []store.ProviderChoice{{"env", true, 2}, {"a", false, 3}}
	check(db, []store.Provider{a}, want)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	check(open(t, dir), []store.Provider{a}, want)
}
