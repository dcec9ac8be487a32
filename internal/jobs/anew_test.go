package jobs_test

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/ai"
	"github.com/gumgenie/gumgenie/internal/generate"
	"github.com/gumgenie/gumgenie/internal/product"
)

// dictated writes what it was given.
type dictated struct{ sections []product.Section }

func (d *dictated) Write(context.Context, ai.Order) ([]product.Section, error) {
	return d.sections, nil
}

// change is a patch of a product and what its request would have said for the
// same.
type change struct {
	req   product.Request
	patch func(p *product.Product) string
	asked func(*product.Request)
}

func changes(t *testing.T) map[string]change {
	prompt := func(fn func(s product.Section, it product.Item) string) func(*product.Product) string {
		return func(p *product.Product) string { return fn(firstPrompt(t, p)) }
	}
	item := func(s product.Section, id, body string) string {
		return fmt.Sprintf(`{"sections":{%q:{"items":{%q:%s}}}}`, s.ID, id, body)
	}
	return map[string]change{
		"a sentence": {req: prompts(product.Starter), patch: prompt(func(s product.Section, it product.Item) string {
			return item(s, it.ID, `{"texts":`+quote(texts(it, it.Text("prompt")+"\nKeep the answer under one page."))+`}`)
		})},
		"a text over several pages, with letters that no other text has": {req: prompts(product.Pro), patch: prompt(func(s product.Section, it product.Item) string {
			return item(s, it.ID, `{"texts":`+quote(texts(it, "Žluťoučký kůň: "+strings.Repeat(it.Text("prompt")+"\n", 4)))+`}`)
		})},
		"a title": {req: prompts(product.Pro), patch: prompt(func(s product.Section, it product.Item) string {
			return item(s, it.ID, `{"title":"Weigh the hives before the first frost"}`)
		})},
		"a prompt less": {req: prompts(product.Starter), patch: prompt(func(s product.Section, it product.Item) string {
			return item(s, it.ID, `null`)
		})},
		"another order": {req: prompts(product.Starter), patch: prompt(func(s product.Section, _ product.Item) string {
			var ids []string
			for _, it := range s.Items {
				ids = append(ids, it.ID)
			}
			slices.Reverse(ids)
			return fmt.Sprintf(`{"sections":{%q:{"title":"First things","order":%s}}}`, s.ID, quote(ids))
		})},
		"another preset": {req: prompts(product.Starter), patch: func(p *product.Product) string {
			return fmt.Sprintf(`{"preset":%q}`, otherPreset(p))
		}, asked: func(r *product.Request) { r.Palette = "" }},
		"a page of a planner": {req: mini(), patch: func(p *product.Product) string {
			for _, s := range p.Sections {
				for _, it := range s.Items {
					if it.Kind == product.Page && it.Tier == product.Mini {
						return item(s, it.ID, `{"title":"Before the first night","blocks":[{"kind":"lines","label":"What I must not forget","rows":["Keys"]}]}`)
					}
				}
			}
			t.Fatal("the planner has no page")
			return ""
		}},
	}
}

// TestAnEditedProductIsAsOneMadeSo changes products in a program that remembers
// much, made side by side, and makes each again as it is now in one that
// remembers nothing: not a byte differs.
func TestAnEditedProductIsAsOneMadeSo(t *testing.T) {
	t.Parallel()
	all := changes(t)
	here := open(t, hooks{workers: 2})
	ids := map[string]string{}
	for name, c := range all {
		ids[name] = here.submit(c.req)
	}
	writer := &dictated{}
	var there *generate.Pipeline
	anew := open(t, hooks{pipe: func(p *generate.Pipeline) { p.Writer, there = writer, p }})
	for name, c := range all {
		before := here.ended(ids[name])
		after, err := here.edit(before, c.patch(before))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		writer.sections, there.Memory = after.Sections, new(generate.Memory)
		req := before.Request
		req.Preset, req.Palette = after.Design.Preset, after.Design.Palette
		if c.asked != nil {
			c.asked(&req)
		}
		same := anew.made(req)
		if diff := changed(after, same); len(diff) > 0 {
			t.Errorf("%s: these files are others when the product is made so: %v", name, diff)
		}
		if !reflect.DeepEqual(after.Report, same.Report) || !reflect.DeepEqual(after.Listing, same.Listing) || !reflect.DeepEqual(after.Offers, same.Offers) {
			t.Errorf("%s: report, listing or offers differ from those of the product made so", name)
		}
		t.Logf("%s: %d of %d files changed", name, len(changed(before, after)), len(after.Files))
	}
}
