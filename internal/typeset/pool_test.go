package typeset_test

import (
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/font"
	"github.com/gumgenie/gumgenie/internal/typeset"
)

// TestPoolLendsWhatIsNew sets texts with setters that have set others before, and
// at the same time: each page is that of a setter of its own.
func TestPoolLendsWhatIsNew(t *testing.T) {
	t.Parallel()
	lib := font.NewLibrary()
	pool := typeset.NewPool(lib)
	texts := []string{"Plan the night before", "Тихая ночь", "night shift, night shift", "日本 and more", "AVATAR Wolves"}
	page := func(s *typeset.Setter, text string) []draw.Op {
		var c draw.Canvas
		s.Line(&c, text, typeset.Style{Size: 12}, 10, 20, 300)
		return c.Ops
	}
	var wg sync.WaitGroup
	for n := range 40 {
		wg.Go(func() {
			family := []string{"sans", "serif", "mono"}[n%3]
			text := texts[n%len(texts)]
			s := pool.Take(family, "en")
			fresh := typeset.New(lib, family, "en")
			if got, want := page(s, text), page(fresh, text); !reflect.DeepEqual(got, want) {
				t.Errorf("%s %q: got %v, want %v", family, text, got, want)
			}
			if got, want := s.Dropped(), fresh.Dropped(); got != want {
				t.Errorf("%s %q: dropped %q, want %q", family, text, got, want)
			}
			pool.Give(s)
		})
	}
	wg.Wait()
}

func TestPoolLetsGoOfFullSetters(t *testing.T) {
	t.Parallel()
	pool := typeset.NewPool(font.NewLibrary())
	fill := func(words int) *typeset.Setter {
		s := pool.Take("sans", "en")
		var text strings.Builder
		for n := range words {
			fmt.Fprintf(&text, "w%d ", n)
		}
		s.Width(text.String(), typeset.Style{Size: 9})
		pool.Give(s)
		return s
	}
	few := fill(100)
	if got := pool.Take("sans", "en"); got != few {
		t.Error("a setter with few words is not lent again")
	}
	if got := pool.Take("sans", "de"); got == few {
		t.Error("it is lent for another language")
	}
	many := fill(13000)
	if got := pool.Take("sans", "en"); got == many {
		t.Error("a setter with many words is lent again")
	}
}
