package brief_test

import (
	"bufio"
	"fmt"
	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"os"
	"strings"
	"testing"
	"time"
)

func TestDebug(t *testing.T) {
	f := os.Getenv("BRIEFS")
	if f == "" {
		t.Skip()
	}
	rd := brief.NewReader(catalog.New())
	t0 := time.Now()
	_, err := rd.Read("warm")
	fmt.Println("first", time.Since(t0), err)
	h, _ := os.Open(f)
	sc := bufio.NewScanner(h)
	n, ok := 0, 0
	t0 = time.Now()
	k := 0
	for sc.Scan() {
		l := sc.Text()
		if l == "" || l[0] == '#' {
			continue
		}
		b, d, _ := strings.Cut(l, " | ")
		r, err := rd.Read(b)
		k++
		if err != nil {
			fmt.Println(b, err)
			continue
		}
		mark := " "
		if d != "" {
			n++
			for _, x := range strings.Split(d, "/") {
				if r.Domains[0] == x {
					ok++
					mark = ""
					break
				}
			}
			if mark != "" {
				mark = "✗ want " + d
			}
		}
		fmt.Printf("%s\n   %s %v dom=%v %s\n   [%s] {%s|%s} set=%q %s tags=%v %d needs %d terms day=%v\n", b, r.Selection.Kind, r.Selection.Matched, r.Domains, mark, r.Title, r.Who, r.Whos, r.Setting, r.Category, r.Tags, len(r.Needs), len(r.Terms), r.Day)
		if os.Getenv("FULL") != "" {
			for _, x := range r.Needs {
				fmt.Printf("      - %s (%s) %v <%s>\n", x.Name, strings.Join(x.Details, ", "), x.Themes, x.From)
			}
			fmt.Println("      T:", strings.Join(r.Terms, ", "), "| O:", strings.Join(r.Tools, ", "))
			for _, x := range r.Rules {
				fmt.Print(" ", x.ID)
			}
			fmt.Println()
			fmt.Println("     ", r.Selection.Note)
		}
	}
	fmt.Println("domains", ok, n, "time", time.Since(t0)/time.Duration(k))
}
