package store_test

import (
	"fmt"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/gumgenie/gumgenie/internal/ai/ledger"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/store"
)

// every is a sum with another number in each field, so that none can be mistaken
// for another.
func every() ledger.Sum {
	var s ledger.Sum
	n := int64(0)
	var fill func(v reflect.Value)
	fill = func(v reflect.Value) {
		for i := range v.NumField() {
			if f := v.Field(i); f.Kind() == reflect.Struct {
				fill(f)
			} else {
				n++
				f.SetInt(n)
			}
		}
	}
	fill(reflect.ValueOf(&s).Elem())
	return s
}

func times(n int, s ledger.Sum) ledger.Sum {
	var out ledger.Sum
	for range n {
		out.Add(s)
	}
	return out
}

func add(t *testing.T, db *store.DB, all ...ledger.Record) {
	t.Helper()
	if err := db.AddCalls(t.Context(), "house", all); err != nil {
		t.Fatal(err)
	}
}

// far is a while that holds everything.
func far() (from, to time.Time) { return now().AddDate(-10, 0, 0), now().AddDate(10, 0, 0) }

func TestEveryFigureComesBack(t *testing.T) {
	t.Parallel()
	db := open(t, t.TempDir())
	create(t, db, "a")
	add(t, db, ledger.Record{At: now(), Owner: "me", Product: "a", Purpose: "section", Model: "m", Sum: every()},
		ledger.Record{At: now(), Owner: "me", Product: "a", Purpose: "listing", Model: "m", Sum: every()})
	from, to := far()
	total, groups, err := db.Used(t.Context(), "me", from, to, "purpose")
	if err != nil || total != times(2, every()) {
		t.Errorf("got %+v, %v; want twice %+v", total, err, every())
	}
	if len(groups) != 2 || groups[0].Key != "listing" || groups[0].Sum != every() || groups[1].Key != "section" {
		t.Errorf("by purpose: %+v", groups)
	}
	if got, err := db.UsedBy(t.Context(), "me", "a"); err != nil || got != total {
		t.Errorf("of the product: %+v, %v", got, err)
	}
	if micro, err := db.SpentSince(t.Context(), now()); err != nil || micro != total.Cost+total.Estimate {
		t.Errorf("spent %d, %v; want %d", micro, err, total.Cost+total.Estimate)
	}
	if micro, err := db.SpentSince(t.Context(), now().Add(time.Millisecond)); err != nil || micro != 0 {
		t.Errorf("spent later: %d, %v", micro, err)
	}
}

// TestWhoseACallIs names owners and products in every way.
func TestWhoseACallIs(t *testing.T) {
	t.Parallel()
	db := open(t, t.TempDir())
	create(t, db, "a") // of "me"
	one := ledger.Sum{Calls: 1}
	add(t, db,
		ledger.Record{At: now(), Owner: "ada", Product: "a", Sum: one}, // private text goes before
		ledger.Record{At: now(), Product: "a", Sum: one},
		ledger.Record{At: now(), Product: "gone", Sum: one},
		ledger.Record{At: now(), Sum: one})
	from, to := far()
	for owner, want := range map[string]int{"ada": 1, "me": 1, "house": 2, "nobody": 0} {
		total, groups, err := db.Used(t.Context(), owner, from, to, "product")
		if err != nil || total.Calls != want || len(groups) != want {
			t.Errorf("%s: %d calls in %d groups, %v; want %d", owner, total.Calls, len(groups), err, want)
		}
	}
	if _, err := db.UsedBy(t.Context(), "you", "a"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another's product: %v, want a not-found fault", err)
	}
	if err := db.Delete(t.Context(), "me", "a"); err != nil {
		t.Fatal(err)
	}
	if total, groups, err := db.Used(t.Context(), "me", from, to, "product"); err != nil || total.Calls != 1 || groups[0].Key != "a" {
		t.Errorf("after the product is deleted: %+v %+v, %v; want what it cost", total, groups, err)
	}
	if _, err := db.UsedBy(t.Context(), "me", "a"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("of a deleted product: %v", err)
	}
}

// TestFoldingChangesNoAnswer folds twice, with a late line between, and asks the
// same before and after.
func TestFoldingChangesNoAnswer(t *testing.T) {
	t.Parallel()
	db := open(t, t.TempDir())
	create(t, db, "a")
	for d := range 100 {
		for h := range 5 {
			add(t, db, ledger.Record{At: now().AddDate(0, 0, -d).Add(time.Duration(h) * time.Hour), Product: "a", Purpose: fmt.Sprint("p", h%2), Model: "m", Sum: every()})
		}
	}
	answers := func() string {
		out := ""
		for _, by := range []string{"day", "model", "purpose", "product"} {
			total, groups, err := db.Used(t.Context(), "me", ledger.Day(now().AddDate(0, 0, -97)), ledger.Day(now()).AddDate(0, 0, 1), by)
			if err != nil {
				t.Fatal(err)
			}
			out += fmt.Sprintf("%+v %+v\n", total, groups)
		}
		return out
	}
	before := answers()
	lines := func() (n int) {
		if err := db.Writer().QueryRowContext(t.Context(), `SELECT COUNT(*) FROM ai_call`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	for range 2 {
		if err := db.FoldCalls(t.Context(), now().AddDate(0, 0, -90)); err != nil {
			t.Fatal(err)
		}
		if got := answers(); got != before {
			t.Errorf("folding changed the answers:\n%s\nwant\n%s", got, before)
		}
		if got, want := lines(), 91*5+9*2; got != want { // the days 91 to 99 ago have a line for each purpose
			t.Errorf("%d lines are left, want %d", got, want)
		}
	}
	add(t, db, ledger.Record{At: now().AddDate(0, 0, -95), Product: "a", Purpose: "p0", Model: "m", Sum: every()})
	before = answers()
	if err := db.FoldCalls(t.Context(), now().AddDate(0, 0, -90)); err != nil {
		t.Fatal(err)
	}
	if got := answers(); got != before {
		t.Error("folding a late line changed the answers")
	}
}

func TestUsageBounds(t *testing.T) {
	t.Parallel()
	db := open(t, t.TempDir())
	var all []ledger.Record
	for n := range 1200 {
		all = append(all, ledger.Record{At: now(), Product: fmt.Sprint("p", n), Sum: ledger.Sum{Calls: 1, Cost: int64(n)}})
	}
	add(t, db, all...)
	add(t, db, ledger.Record{At: now().Add(time.Hour), Sum: ledger.Sum{Calls: 5}})
	total, groups, err := db.Used(t.Context(), "house", now(), now().Add(time.Hour), "product")
	if err != nil || total.Calls != 1200 || len(groups) != 1000 || groups[0].Key != "p1199" || groups[999].Cost != 200 {
		t.Errorf("got %d calls, %d groups, %v; want all in the sum, and the thousand dearest", total.Calls, len(groups), err)
	}
	if _, _, err := db.Used(t.Context(), "house", now(), now(), "owner; DROP TABLE ai_call"); err == nil {
		t.Error("a column of a caller's own is taken")
	}
}

func TestTheLimitIsKept(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	db := open(t, dir)
	if l, err := db.SpendLimit(t.Context(), "me"); err != nil || l != nil {
		t.Errorf("none was set: %+v, %v", l, err)
	}
	for _, want := range []ledger.Limit{{On: true, Micro: 5_000_000}, {On: true, Micro: 0, Unpriced: true}, {}} {
		if err := db.SetSpendLimit(t.Context(), "me", &want); err != nil {
			t.Fatal(err)
		}
		if got, err := db.SpendLimit(t.Context(), "me"); err != nil || got == nil || *got != want {
			t.Errorf("got %+v, %v; want %+v", got, err, want)
		}
	}
	if l, err := db.SpendLimit(t.Context(), "you"); err != nil || l != nil {
		t.Errorf("of another: %+v, %v", l, err)
	}
	copied := t.TempDir()
	if err := db.Snapshot(t.Context(), filepath.Join(copied, "gumgenie.db")); err != nil {
		t.Fatal(err)
	}
	if l, err := open(t, copied).SpendLimit(t.Context(), "me"); err != nil || l == nil {
		t.Errorf("in a backup: %+v, %v", l, err)
	}
	if err := db.SetSpendLimit(t.Context(), "me", nil); err != nil {
		t.Fatal(err)
	}
	if l, err := db.SpendLimit(t.Context(), "me"); err != nil || l != nil {
		t.Errorf("after it was forgotten: %+v, %v", l, err)
	}
}

var _ ledger.Store = (*store.DB)(nil)
