package locale

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// bracePattern finds names that are filled in, such as {whos}.
var bracePattern = regexp.MustCompile(`\{[A-Za-z]+\}`)

// same says what a translation lacks or adds of what is filled in. A form for
// one or two of a thing may leave their number out.
func same(english, local string, form bool) string {
	want, err := verbs(english)
	if err != nil {
		return err.Error()
	}
	have, err := verbs(local)
	if err != nil {
		return err.Error()
	}
	if len(want) > 0 && strings.Contains(verbPattern.ReplaceAllString(local, ""), "%") {
		return fmt.Sprintf("%q has a %% that fills in nothing; write %%%%", local)
	}
	for at, verb := range have {
		if want[at] != verb {
			return fmt.Sprintf("%q fills in %s as number %d, the English does not", local, verb, at)
		}
	}
	for at, verb := range want {
		if have[at] == "" && !(form && verb == "%d") {
			return fmt.Sprintf("%q leaves out number %d, %s", local, at, verb)
		}
	}
	a, b := bracePattern.FindAllString(english, -1), bracePattern.FindAllString(local, -1)
	for _, name := range a {
		if !slices.Contains(b, name) && !form {
			return fmt.Sprintf("%q leaves out %s", local, name)
		}
	}
	for _, name := range b {
		if !slices.Contains(a, name) {
			return fmt.Sprintf("%q fills in %s, the English does not", local, name)
		}
	}
	return ""
}

// verbs returns the verbs of a format by the number of their argument.
func verbs(format string) (map[int]string, error) {
	all := map[int]string{}
	next := 1
	for _, v := range verbPattern.FindAllString(format, -1) {
		if strings.HasSuffix(v, "%") {
			continue
		}
		at := next
		if strings.HasPrefix(v, "%[") {
			end := strings.IndexByte(v, ']')
			n, err := strconv.Atoi(v[2:end])
			if err != nil || n < 1 {
				return nil, fmt.Errorf("%q has a verb for no argument: %s", format, v)
			}
			at, v = n, "%"+v[end+1:]
		}
		if was, ok := all[at]; ok && was != v {
			return nil, fmt.Errorf("%q writes argument %d as %s and as %s", format, at, was, v)
		}
		all[at], next = v, at+1
	}
	return all, nil
}
