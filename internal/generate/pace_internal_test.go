package generate

import (
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/product"
)

func TestPaceLearnsAndForgives(t *testing.T) {
	t.Parallel()
	var p pace
	finish := func() time.Duration { return p.finish(product.AIPrompts, product.Starter) - paceMargin }
	guess := job{product.AIPrompts, product.Starter}.guess()
	if got := finish(); got != guess {
		t.Errorf("nothing known: got %v, want the guess %v", got, guess)
	}
	p.learn(product.AIPrompts, product.Starter, time.Minute)
	if got := finish(); got != guess {
		t.Errorf("one bad moment: got %v, want the guess %v", got, guess)
	}
	for range paceMemory {
		p.learn(product.AIPrompts, product.Starter, 500*time.Millisecond)
	}
	if got := finish(); got != 500*time.Millisecond {
		t.Errorf("32 fast runs: got %v, want 500ms: the bad moment is forgotten", got)
	}
	for range 4 {
		p.learn(product.AIPrompts, product.Starter, 3*time.Second)
	}
	if got := finish(); got != 3*time.Second {
		t.Errorf("one in eight is slow: got %v, want 3s at the 95th percentile", got)
	}
	if got := p.finish(product.DigitalPlanners, product.Starter) - paceMargin; got != 3*guess {
		t.Errorf("another category: got %v, want its guess", got)
	}
}
