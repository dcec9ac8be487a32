package quality_test

import (
	_ "embed"
	"fmt"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/quality"
)

//go:embed testdata/drift.txt
var labelled string

// labelledItem is an item that a person has judged.
type labelledItem struct {
	brief, text string
	off         bool
}

func readLabelled(t *testing.T) (briefs []string, items []labelledItem) {
	t.Helper()
	for line := range strings.Lines(labelled) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case strings.HasPrefix(line, "brief: "):
			briefs = append(briefs, line[len("brief: "):])
		case line[0] == '+' || line[0] == '-':
			items = append(items, labelledItem{briefs[len(briefs)-1], line[2:], line[0] == '-'})
		default:
			t.Fatalf("testdata/drift.txt: what is %q?", line)
		}
	}
	if len(briefs) < 12 || len(items) < 220 {
		t.Fatalf("%d items for %d briefs; a set that says something has 220 for 12", len(items), len(briefs))
	}
	return briefs, items
}

// outcome counts what the gate said of labelled items.
type outcome struct{ caught, missed, alarms, passed int }

func (o *outcome) add(off, said bool) {
	switch {
	case off && said:
		o.caught++
	case off:
		o.missed++
	case said:
		o.alarms++
	default:
		o.passed++
	}
}

func (o outcome) precision() float64 { return float64(o.caught) / float64(max(1, o.caught+o.alarms)) }
func (o outcome) recall() float64    { return float64(o.caught) / float64(max(1, o.caught+o.missed)) }

// TestDriftGateOnLabelledItems prints precision and recall for "off". The
// threshold was chosen on the first half of the briefs; the other half had no
// say in it.
func TestDriftGateOnLabelledItems(t *testing.T) {
	t.Parallel()
	mk := newMaker(t)
	briefs, items := readLabelled(t)
	half := map[string]bool{}
	compass := map[string]*quality.Compass{}
	for i, b := range briefs {
		r, err := mk.read.Read(b)
		if err != nil {
			t.Fatalf("read %q: %v", b, err)
		}
		compass[b] = quality.NewCompass(mk.lex, r)
		half[b] = i >= len(briefs)/2
	}
	var chosen, held outcome
	for _, it := range items {
		score, field := compass[it.brief].Score(it.text, nil)
		said := score >= quality.Drifted
		if said != it.off && testing.Verbose() {
			t.Logf("off %v, score %.2f, like %q: %s | %s", it.off, score, field, it.brief, it.text)
		}
		if half[it.brief] {
			held.add(it.off, said)
		} else {
			chosen.add(it.off, said)
		}
	}
	all := outcome{chosen.caught + held.caught, chosen.missed + held.missed, chosen.alarms + held.alarms, chosen.passed + held.passed}
	for _, part := range []struct {
		name              string
		o                 outcome
		precision, recall float64
	}{{"chosen on", chosen, 0.90, 0.85}, {"held out", held, 0.92, 0.92}, {"all", all, 0.92, 0.90}} {
		o := part.o
		fmt.Printf("drift gate, %s: %d items off, %d on their brief: precision %.3f, recall %.3f\n",
			part.name, o.caught+o.missed, o.alarms+o.passed, o.precision(), o.recall())
		if o.precision() < part.precision || o.recall() < part.recall {
			t.Errorf("%s: precision %.3f and recall %.3f; the floors are %.2f and %.2f", part.name, o.precision(), o.recall(), part.precision, part.recall)
		}
	}
}
