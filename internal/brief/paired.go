package brief

import "strings"

// paired leaves out of a phrase the quotation marks and brackets whose partner
// stands outside it: a phrase is cut from a sentence at words, so it may hold one
// mark of two.
func paired(phrase string) string {
	for _, p := range [...][2]string{{"(", ")"}, {"[", "]"}, {"“", "”"}, {"«", "»"}, {"„", "“"}} {
		if strings.Count(phrase, p[0]) != strings.Count(phrase, p[1]) || strings.Index(phrase, p[0]) > strings.Index(phrase, p[1]) {
			phrase = strings.NewReplacer(p[0], "", p[1], "").Replace(phrase)
		}
	}
	if strings.Count(phrase, `"`)%2 == 1 {
		phrase = strings.ReplaceAll(phrase, `"`, "")
	}
	fields := strings.Fields(phrase)
	if strings.Contains(phrase, "‘") {
		return strings.Join(fields, " ")
	}
	for i, f := range fields { // ‘late’ without its first mark; nurses’ has no first
		if bare := strings.TrimSuffix(f, "’"); bare != f && !strings.HasSuffix(bare, "s") {
			fields[i] = bare
		}
	}
	return strings.Join(fields, " ")
}
