package memory_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/ai/memory"
)

func key(n int) ai.Key { return ai.KeyOf("m", ai.Question{Prompt: fmt.Sprint(n)}) }

// TestTheWeightIsBounded keeps ten times as much as fits, from several sides.
func TestTheWeightIsBounded(t *testing.T) {
	t.Parallel()
	const size, room = 10_000, 200_000
	synctest.Test(t, func(t *testing.T) {
		m, err := memory.New(room, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		defer m.Close()
		text := strings.Repeat("x", size)
		var wg sync.WaitGroup
		for w := range 4 {
			wg.Go(func() {
				for n := range 50 {
					m.Put(key(50*w+n), ai.Entry{Answer: ai.Answer{Text: text}})
				}
			})
		}
		wg.Wait()
		time.Sleep(2 * time.Second) // what is too much goes in the background
		synctest.Wait()
		left := 0
		for n := range 200 {
			if e, ok := m.Get(key(n)); ok {
				left++
				if e.Answer.Text != text {
					t.Errorf("entry %d has another text", n)
				}
			}
		}
		if left == 0 || left*size > room {
			t.Errorf("%d of 200 entries are left, want up to %d", left, room/size)
		}
		m.Put(key(500), ai.Entry{Answer: ai.Answer{Text: strings.Repeat("x", 2*room)}})
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if _, ok := m.Get(key(500)); ok {
			t.Error("an answer that is larger than all the room is kept")
		}
	})
}

func TestEntriesGoAfterTheirTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		m, err := memory.New(0, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		defer m.Close()
		for n, own := range []time.Duration{0, time.Minute, 2 * time.Hour} {
			m.Put(key(n), ai.Entry{Answer: ai.Answer{Text: "yes"}, For: own})
		}
		for _, step := range []struct {
			wait time.Duration
			want string
		}{{0, "[true true true]"}, {59 * time.Second, "[true true true]"}, {2 * time.Second, "[true false true]"}, {58 * time.Minute, "[true false true]"}, {2 * time.Minute, "[false false false]"}} {
			time.Sleep(step.wait)
			var got []bool
			for n := range 3 {
				_, ok := m.Get(key(n))
				got = append(got, ok)
			}
			if fmt.Sprint(got) != step.want {
				t.Errorf("after %v more: got %v, want %s", step.wait, got, step.want)
			}
		}
	})
}
