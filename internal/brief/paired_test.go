package brief_test

import (
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/product"
)

// TestMarksComeInPairs reads briefs with quotation marks and brackets round parts
// of them: whatever is cut out, no mark stands without its partner.
func TestMarksComeInPairs(t *testing.T) {
	t.Parallel()
	r := brief.NewReader(catalog.New())
	for _, text := range []string{
		`Planner for "wild" swimmers`, "Planner for “wild” swimmers", "Planner for ‘late’ starters in music", "Planner for (new) beekeepers",
		"A “calm mornings” planner for mothers of toddlers", "Budget planner for “señoras” who knit", "Planner for «jeunes» gardeners",
		"Planner for nurses (night shift)", "Planner for [self-taught] bakers (sourdough)", "Planner for nurses' aides", "Planner for nurses’ aides",
		`A planner called "My Year" for runners`, "Prompts for the “last mile” of couriers (cargo bikes)",
	} {
		got := read(t, r, text)
		for what, s := range map[string]string{"title": got.TitleFor(product.DigitalPlanners), "prompts": got.TitleFor(product.AIPrompts), "who": got.Who, "whos": got.Whos, "subject": got.Subject} {
			for _, p := range [][2]string{{"(", ")"}, {"[", "]"}, {"“", "”"}, {"«", "»"}} {
				if strings.Count(s, p[0]) != strings.Count(s, p[1]) {
					t.Errorf("%q: the %s is %q", text, what, s)
				}
			}
			if strings.Count(s, `"`)%2 == 1 || strings.Contains(s, "Late’") || strings.Contains(s, "late’") {
				t.Errorf("%q: the %s is %q", text, what, s)
			}
		}
	}
}
