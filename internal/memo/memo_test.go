package memo_test

import (
	"sync"
	"testing"

	"github.com/gumgenie/gumgenie/internal/memo"
)

func TestWhatWasUsedLongestAgoIsForgotten(t *testing.T) {
	t.Parallel()
	var m memo.Memo[string, int]
	const most = 10
	tests := []struct {
		put, weight int
		key         string
		use         string // read before the put
		want        string // what is known afterwards
	}{
		{1, 4, "a", "", "a"},
		{2, 4, "b", "", "ab"},
		{3, 4, "c", "a", "ac"}, // b was used longest ago
		{4, 11, "d", "", "ac"}, // more than all
		{5, 10, "e", "", "e"},  // all others go
		{6, 1, "e", "", "e"},   // lighter than before
		{7, 9, "f", "", "ef"},  // so that there is room
		{8, 1, "g", "e", "eg"}, // one alone that weighs enough goes
	}
	for _, tt := range tests {
		if tt.use != "" {
			if _, ok := m.Get(tt.use); !ok {
				t.Fatalf("before %s: %s is forgotten", tt.key, tt.use)
			}
		}
		m.Put(tt.key, tt.put, tt.weight, most)
		got := ""
		for _, k := range []string{"a", "b", "c", "d", "e", "f", "g"} {
			if _, ok := m.Get(k); ok {
				got += k
			}
		}
		if got != tt.want {
			t.Errorf("after %s: %q is known, want %q", tt.key, got, tt.want)
		}
	}
	if v, ok := m.Get("e"); !ok || v != 6 {
		t.Errorf("e is %d, want the value that was put last", v)
	}
}

func TestNobodyRemembersNothing(t *testing.T) {
	t.Parallel()
	var m *memo.Memo[int, int]
	m.Put(1, 1, 1, 10)
	if _, ok := m.Get(1); ok {
		t.Error("a nil memo knows something")
	}
}

func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	var m memo.Memo[int, int]
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range 500 {
				k := (i*7 + g) % 60
				m.Put(k, 2*k, 1+k%3, 40)
				if v, ok := m.Get(k); ok && v != 2*k {
					t.Errorf("%d has the value %d, want %d", k, v, 2*k)
				}
			}
		})
	}
	wg.Wait()
}
