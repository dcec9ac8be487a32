package generate_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/gumgenie/gumgenie/internal/app"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/generate"
	"github.com/gumgenie/gumgenie/internal/product"
)

func asFault(err error) *fault.Fault {
	var f *fault.Fault
	if errors.As(err, &f) {
		return f
	}
	return &fault.Fault{}
}

// small is a complete product with two sections.
func small() *product.Product {
	prompt := func(id string, tier product.Tier) product.Item {
		return product.Item{ID: id, Kind: product.Prompt, Title: "Title of " + id, Tier: tier, Source: "plan", Writer: "local", Texts: []product.Text{{Name: "prompt", Value: "Do " + id + "."}, {Name: "whenToUse", Value: "On Monday."}}}
	}
	return &product.Product{
		ID: "p", Status: product.Complete, Category: product.AIPrompts, Title: "A Title", Slug: "a-title", Revision: 3,
		Design: product.Design{Preset: "minimalist-premium", Palette: "plum", Fonts: "sans"},
		Sections: []product.Section{
			{ID: "plan", Title: "Plan", Items: []product.Item{prompt("plan-1", product.Starter), prompt("plan-2", product.Pro)}},
			{ID: "write", Title: "Write", Items: []product.Item{prompt("write-1", product.Starter)}},
		},
		Offers: []product.Offer{{Tier: product.Starter, Name: "Starter", Price: 1200, Currency: "USD"}, {Tier: product.Pro, Name: "Pro", Price: 2900, Currency: "USD"}},
	}
}

func parse(t *testing.T, raw string) generate.Patch {
	t.Helper()
	var e generate.Patch
	if err := json.Unmarshal([]byte(raw), &e); err != nil {
		t.Fatalf("the patch %s: %v", raw, err)
	}
	return e
}

func TestPatchesChangeWhatTheyName(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		patch string
		got   func(*product.Product) any
		want  any
	}{
		"title":   {`{"title":"  New \n title "}`, func(p *product.Product) any { return p.Title }, "New title"},
		"preset":  {`{"preset":"neural-network"}`, func(p *product.Product) any { return p.Design.Preset + "/" + p.Design.Palette }, "neural-network/"},
		"palette": {`{"palette":"ocean"}`, func(p *product.Product) any { return p.Design.Palette }, "ocean"},
		"price": {`{"tiers":{"pro":{"price":0}}}`, func(p *product.Product) any {
			return fmt.Sprint(p.Offers[1].Price, p.Offers[1].Edited, p.Offers[0].Price)
		}, "0 true 1200"},
		"name":        {`{"tiers":{"pro":{"name":"Team"}}}`, func(p *product.Product) any { return p.Offers[1].Name }, "Team"},
		"description": {`{"listing":{"description":"One\r\n\r\nTwo"}}`, func(p *product.Product) any { return p.Listing.Description + fmt.Sprint(p.Listing.Edited) }, "One\n\nTwo[description]"},
		"tags":        {`{"listing":{"tags":[" a ","b","a"]}}`, func(p *product.Product) any { return fmt.Sprint(p.Listing.Tags) }, "[a b]"},
		"no tags":     {`{"listing":{"tags":[]}}`, func(p *product.Product) any { return len(p.Listing.Tags) }, 0},
		"faq":         {`{"listing":{"faq":[{"question":"Why?","answer":"So."}]}}`, func(p *product.Product) any { return fmt.Sprint(p.Listing.FAQ) }, "[{Why? So.}]"},
		"section":     {`{"sections":{"plan":{"title":"Think","note":"First."}}}`, func(p *product.Product) any { return p.Sections[0].Title + p.Sections[0].Note }, "ThinkFirst."},
		"no section":  {`{"sections":{"write":null}}`, func(p *product.Product) any { return len(p.Sections) }, 1},
		"item": {`{"sections":{"plan":{"items":{"plan-1":{"title":"New"}}}}}`, func(p *product.Product) any {
			return fmt.Sprint(p.Sections[0].Items[0].Title, p.Sections[0].Items[0].Edited, p.Sections[0].Items[0].Writer)
		}, "Newtruecreator"},
		"item removed": {`{"sections":{"plan":{"items":{"plan-2":null}}}}`, func(p *product.Product) any { return len(p.Sections[0].Items) }, 1},
		"item added": {`{"sections":{"plan":{"items":{"mine":{"title":"Mine","texts":[{"name":"prompt","value":"Do."}]}}}}}`, func(p *product.Product) any {
			it := p.Sections[0].Items[2]
			return fmt.Sprint(it.ID, it.Kind, it.Tier, it.Source, it.Writer)
		}, "minepromptultimatecreatorcreator"},
		"order": {`{"sections":{"plan":{"order":["plan-2","plan-1"]}}}`, func(p *product.Product) any { return p.Sections[0].Items[0].ID }, "plan-2"},
		"order with one added and one gone": {`{"sections":{"plan":{"order":["mine","plan-1"],"items":{"plan-2":null,"mine":{"title":"Mine","tier":"starter","texts":[{"name":"prompt","value":"Do."}]}}}}}`,
			func(p *product.Product) any { return p.Sections[0].Items[0].ID + p.Sections[0].Items[1].ID }, "mineplan-1"},
		"a lower tier": {`{"sections":{"plan":{"items":{"plan-2":{"tier":"starter"}}}}}`, func(p *product.Product) any { return p.Count(product.Starter, product.Prompt) }, 3},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := small()
			notes, err := parse(t, tc.patch).Apply(p)
			if err != nil || len(notes) == 0 {
				t.Fatalf("got the notes %v, %v", notes, err)
			}
			if got := tc.got(p); got != tc.want {
				t.Errorf("got %v, want %v", got, tc.want)
			}
		})
	}
}

func TestHostilePatchesAreRefused(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 30_000)
	item := func(body string) string { return `{"sections":{"plan":{"items":{"plan-1":` + body + `}}}}` }
	added := func(id, body string) string {
		return fmt.Sprintf(`{"sections":{"plan":{"items":{%q:%s}}}}`, id, body)
	}
	texts := make([]string, 100)
	for i := range texts {
		texts[i] = `{"name":"prompt","value":"x"}`
	}
	deep := `{"kind":"box"}`
	for range 9 {
		deep = `{"kind":"stack","of":[` + deep + `]}`
	}
	tests := map[string]string{
		"empty title":            `{"title":"  "}`,
		"long title":             `{"title":"` + long + `"}`,
		"control in a title":     `{"title":"a\u0000b"}`,
		"no UTF-8":               `{"title":"a\ufffdb"}`,
		"delete":                 `{"title":"a\u007fb"}`,
		"unknown preset":         `{"preset":"x"}`,
		"unknown palette":        `{"palette":""}`,
		"empty tagline":          `{"listing":{"tagline":""}}`,
		"long description":       `{"listing":{"description":"` + long + `"}}`,
		"21 tags":                `{"listing":{"tags":["` + strings.Repeat(`a","`, 20) + `a"]}}`,
		"empty tag":              `{"listing":{"tags":[""]}}`,
		"long tag":               `{"listing":{"tags":["` + long + `"]}}`,
		"control in a tag":       `{"listing":{"tags":["a\u0007"]}}`,
		"empty question":         `{"listing":{"faq":[{"question":"","answer":"a"}]}}`,
		"control in an answer":   `{"listing":{"faq":[{"question":"q","answer":"\u0001"}]}}`,
		"endless answer":         `{"listing":{"faq":[{"question":"q","answer":"` + long + `"}]}}`,
		"negative price":         `{"tiers":{"pro":{"price":-1}}}`,
		"tiny price":             `{"tiers":{"pro":{"price":50}}}`,
		"huge price":             `{"tiers":{"pro":{"price":500001}}}`,
		"tier that is not there": `{"tiers":{"ultimate":{"price":900}}}`,
		"tier removed":           `{"tiers":{"pro":null}}`,
		"empty tier name":        `{"tiers":{"pro":{"name":" "}}}`,
		"unknown section":        `{"sections":{"nowhere":{"title":"x"}}}`,
		"unknown section gone":   `{"sections":{"nowhere":null}}`,
		"all sections gone":      `{"sections":{"plan":null,"write":null}}`,
		"a tier left empty":      `{"sections":{"write":null,"plan":{"items":{"plan-1":null}}}}`,
		"unknown item gone":      `{"sections":{"plan":{"items":{"nobody":null}}}}`,
		"item without a prompt":  item(`{"texts":[]}`),
		"unknown tier":           item(`{"tier":"gold"}`),
		"kind changed":           item(`{"kind":"card"}`),
		"bad text name":          item(`{"texts":[{"name":"prompt","value":"x"},{"name":"../x","value":"y"}]}`),
		"a hundred texts":        item(`{"texts":[` + strings.Join(texts, ",") + `]}`),
		"control in a text":      item(`{"texts":[{"name":"prompt","value":"\u001b[2J"}]}`),
		"long text":              item(`{"texts":[{"name":"prompt","value":"` + long + `"}]}`),
		"path for an id":         added("../../x", `{"title":"x","texts":[{"name":"prompt","value":"x"}]}`),
		"upper-case id":          added("X", `{"title":"x","texts":[{"name":"prompt","value":"x"}]}`),
		"id of another section":  added("write-1", `{"title":"x","texts":[{"name":"prompt","value":"x"}]}`),
		"new without a title":    added("new", `{"texts":[{"name":"prompt","value":"x"}]}`),
		"new of no kind":         added("new", `{"title":"x","kind":"malware","texts":[{"name":"prompt","value":"x"}]}`),
		"new page of a library":  added("new", `{"title":"x","kind":"page","blocks":[{"kind":"box"}]}`),
		"new sticker":            added("new", `{"title":"x","kind":"sticker"}`),
		"blocks of no kind":      item(`{"blocks":[{"kind":"script"}]}`),
		"a million rows":         item(`{"blocks":[{"kind":"box","count":1000000}]}`),
		"negative count":         item(`{"blocks":[{"kind":"checklist","count":-5}]}`),
		"endless hours":          item(`{"blocks":[{"kind":"hours","from":0,"to":1000000000}]}`),
		"backward hours":         item(`{"blocks":[{"kind":"hours","from":9,"to":3}]}`),
		"heavy":                  item(`{"blocks":[{"kind":"box","weight":1e300}]}`),
		"empty row":              item(`{"blocks":[{"kind":"row"}]}`),
		"wheel of one":           item(`{"blocks":[{"kind":"wheel","rows":["a"]}]}`),
		"deep":                   item(`{"blocks":[` + deep + `]}`),
		"many blocks":            item(`{"blocks":[` + strings.Repeat(`{"kind":"box"},`, 50) + `{"kind":"box"}]}`),
		"unknown fill":           item(`{"blocks":[{"kind":"box","fill":"fire"}]}`),
		"short order":            `{"sections":{"plan":{"order":["plan-1"]}}}`,
		"order twice":            `{"sections":{"plan":{"order":["plan-1","plan-1"]}}}`,
		"order of a stranger":    `{"sections":{"plan":{"order":["plan-1","write-1"]}}}`,
	}
	for name, patch := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			notes, err := parse(t, patch).Apply(small())
			f := asFault(err)
			if fault.KindOf(err) != fault.Invalid || f.Field == "" {
				t.Errorf("got the notes %v and %v, want an invalid fault that names a field", notes, err)
			}
			if len(f.Message) > 400 {
				t.Errorf("the sentence has %d characters", len(f.Message))
			}
		})
	}
}

// TestWhatWasMadeCanBeSentBack sends every item of real products back as it is:
// what the writer makes must pass what is asked of a creator.
func TestWhatWasMadeCanBeSentBack(t *testing.T) {
	t.Parallel()
	for _, c := range []product.Category{product.AIPrompts, product.DigitalPlanners} {
		t.Run(string(c), func(t *testing.T) {
			t.Parallel()
			p := written(t, c)
			n := 0
			for _, s := range p.Sections {
				patch := &generate.SectionPatch{Items: map[string]*generate.ItemPatch{}}
				for i := range s.Items {
					it := &s.Items[i]
					e := &generate.ItemPatch{Title: &it.Title, Tier: &it.Tier}
					if len(it.Texts) > 0 {
						e.Texts = &it.Texts
					}
					if len(it.Blocks) > 0 {
						e.Blocks = &it.Blocks
					}
					patch.Items[it.ID] = e
					n++
				}
				if _, err := (generate.Patch{Sections: map[string]*generate.SectionPatch{s.ID: patch}}).Apply(p); err != nil {
					t.Errorf("section %s: %v", s.ID, err)
				}
			}
			t.Logf("%d items were sent back", n)
		})
	}
}

// memory keeps nothing; it is for runs that only write.
type memory struct{}

func (memory) Keep(_ context.Context, _ *product.Product, stage, _ string, _ ...product.Event) error {
	if stage == "write" {
		return errWritten
	}
	return nil
}
func (memory) Emit(context.Context, string, ...product.Event) error { return nil }
func (memory) Record(context.Context, string, string, string, []byte, []product.File, ...product.Event) error {
	return nil
}
func (memory) Recorded(context.Context, string, func(task, key string, made []byte) error) error {
	return nil
}

var errWritten = errors.New("written")

// written returns a product as it is when its contents are written.
func written(t *testing.T, c product.Category) *product.Product {
	t.Helper()
	pipe := app.Pipeline(nil)
	pipe.Keeper = memory{}
	req, err := pipe.Accept(product.Request{Brief: nurses, Category: c}, product.Profile{}, spring())
	if err != nil {
		t.Fatal(err)
	}
	p := generate.New("p", "me", req, spring())
	if err := pipe.Run(t.Context(), p, product.Profile{}, ""); !errors.Is(err, errWritten) {
		t.Fatalf("write: %v", err)
	}
	return p
}

func FuzzPatch(f *testing.F) {
	for _, s := range []string{
		`{"title":"x"}`, `{"sections":{"plan":null}}`, `{"sections":{"plan":{"order":["plan-2","plan-1"],"items":{"plan-1":{"title":"a","blocks":[{"kind":"row","of":[{"kind":"box"}]}]}}}}}`,
		`{"tiers":{"pro":{"price":99}},"listing":{"tags":["a"],"faq":[{"question":"q","answer":"a"}]}}`, `{"sections":{"plan":{"items":{"new":{"kind":"card","title":"t"},"plan-1":null}}}}`, `{"tiers":{"pro":null}}`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		var e generate.Patch
		if json.Unmarshal([]byte(raw), &e) != nil {
			return
		}
		p := small()
		if _, err := e.Apply(p); err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("got %v, want an invalid fault", err)
			}
			return
		}
		if p.Slug != "a-title" || p.Revision != 3 || p.ID != "p" || p.Status != product.Complete {
			t.Errorf("the patch changed what it may not: %+v", p)
		}
		sound(t, p)
	})
}

// sound checks what holds for every product that can be made.
func sound(t *testing.T, p *product.Product) {
	t.Helper()
	if strings.TrimSpace(p.Title) == "" {
		t.Error("the title is empty")
	}
	for _, o := range p.Offers {
		if o.Price < 0 || o.Price > 500_000 || p.Count(o.Tier, product.Prompt) == 0 {
			t.Errorf("the offer is %+v with %d prompts", o, p.Count(o.Tier, product.Prompt))
		}
	}
	ids := map[string]bool{}
	for _, s := range p.Sections {
		for i := range s.Items {
			it := &s.Items[i]
			if ids[it.ID] || it.ID == "" || it.Title == "" || it.Tier.Rank() < 0 {
				t.Errorf("the item is %+v", it)
			}
			if it.Kind == product.Prompt && it.Text("prompt") == "" {
				t.Errorf("the prompt %s is empty", it.ID)
			}
			ids[it.ID] = true
			blocks(t, it.Blocks)
		}
	}
	if raw, err := json.Marshal(p); err != nil || !json.Valid(raw) {
		t.Errorf("the product cannot be kept: %v", err)
	}
}

func blocks(t *testing.T, all []product.Block) {
	t.Helper()
	for _, b := range all {
		if b.Count < 0 || b.Count > 40 || math.IsNaN(b.Weight) || b.Weight < 0 || b.Kind != "chart" && b.To-b.From > 48 {
			t.Errorf("the block is %+v", b)
		}
		blocks(t, b.Of)
	}
}
