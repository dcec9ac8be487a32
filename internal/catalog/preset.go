package catalog

import "github.com/gumgenie/gumgenie/internal/product"

// Preset is a look in thirteen fields; listing, cover and documents follow it.
type Preset struct {
	ID                string             `json:"id"`
	Name              string             `json:"name"`
	GradientIndex     int                `json:"gradientIndex"`     // 0 to 3
	LayoutType        string             `json:"layoutType"`        // classic, centered, split, minimal
	HeadlineType      string             `json:"headlineType"`      // benefit, problem, direct
	ButtonStyle       string             `json:"buttonStyle"`       // rounded, square, pill, outline
	ButtonIcon        string             `json:"buttonIcon"`        // download, unlock, cart, zap
	ShadowStyle       string             `json:"shadowStyle"`       // subtle, deep, neumorphic
	AccentOpacity     int                `json:"accentOpacity"`     // 0 to 100
	TitleWeight       string             `json:"titleWeight"`       // normal, bold, black
	DescWeight        string             `json:"descWeight"`        // normal, bold, black
	FontFamily        string             `json:"fontFamily"`        // sans, serif, mono
	ContainerStyle    string             `json:"containerStyle"`    // glass, flat, brutalist
	BackgroundTexture string             `json:"backgroundTexture"` // none, dots, grid, mesh
	Palette           string             `json:"palette"`           // colour theme it comes in
	Fits              []product.Category `json:"fits"`              // categories it is offered for
}

// Presets returns the seven looks. The first that fits a category is its default.
func Presets() []Preset {
	ai, pl := product.AIPrompts, product.DigitalPlanners
	return []Preset{
		{"authority-professional", "Authority Professional", 0, "classic", "benefit", "rounded", "download", "subtle", 85, "bold", "normal", "serif", "flat", "none", "ocean", []product.Category{ai}},
		{"organized-efficiency", "Organized Efficiency", 1, "split", "benefit", "rounded", "download", "subtle", 80, "bold", "normal", "sans", "flat", "grid", "sage", []product.Category{pl, ai}},
		{"minimalist-premium", "Minimalist Premium", 2, "minimal", "direct", "outline", "cart", "subtle", 60, "normal", "normal", "serif", "flat", "none", "graphite", []product.Category{pl, ai}},
		{"creative-professional", "Creative Professional", 3, "split", "benefit", "pill", "download", "deep", 90, "bold", "normal", "sans", "glass", "mesh", "rose", []product.Category{pl}},
		{"high-energy-creator", "High-Energy Creator", 3, "centered", "problem", "pill", "zap", "deep", 100, "black", "bold", "sans", "glass", "mesh", "terracotta", nil},
		{"tech-forward-brutalist", "Tech-Forward Brutalist", 0, "classic", "direct", "square", "unlock", "deep", 100, "black", "bold", "mono", "brutalist", "grid", "contrast", nil},
		{"neural-network", "Neural Network", 1, "centered", "problem", "outline", "zap", "neumorphic", 75, "bold", "normal", "mono", "glass", "dots", "midnight", nil},
	}
}

// Spec is what the catalog promises of a category.
type Spec struct {
	ID      product.Category `json:"id"`
	Name    string           `json:"name"`
	Noun    string           `json:"noun"` // what a buyer calls one: "Planner"
	Formats []string         `json:"formats"`
	Tiers   []TierSpec       `json:"tiers"`
}

// TierSpec is one tier: its price in US cents and its least counts by claim id.
type TierSpec struct {
	Tier     product.Tier   `json:"tier"`
	Price    int            `json:"price"`
	Evidence string         `json:"evidence"`
	Counts   map[string]int `json:"counts"`
}

// Count returns the least count that the tier promises under an id, 0 if none.
func (t TierSpec) Count(id string) int { return t.Counts[id] }

// Tier returns the specification of a tier; false if the category has no such tier.
func (s Spec) Tier(tier product.Tier) (TierSpec, bool) {
	for _, t := range s.Tiers {
		if t.Tier == tier {
			return t, true
		}
	}
	return TierSpec{}, false
}

// Specs returns the categories that can be made, with the counts that make each
// tier worth its price (medians and quartiles of public listings).
func Specs() []Spec {
	return []Spec{
		{
			ID: product.AIPrompts, Name: "AI prompt library", Noun: "Prompt Library",
			Formats: []string{"PDF", "Markdown", "CSV", "XLSX", "JSON", "TXT"},
			Tiers: []TierSpec{
				{product.Starter, 1200, "Lower quartile of paid prompt listings (10 to 14 USD).", map[string]int{"prompts": 30, "groups": 5, "workflows": 2, "examples": 5}},
				{product.Pro, 2900, "Median of paid prompt listings (29 USD).", map[string]int{"prompts": 80, "groups": 8, "workflows": 6, "examples": 15}},
				{product.Ultimate, 4900, "Upper quartile of paid prompt listings (49 USD).", map[string]int{"prompts": 150, "groups": 12, "workflows": 12, "examples": 30, "cards": 12, "checklists": 6}},
			},
		},
		{
			ID: product.DigitalPlanners, Name: "Digital planner", Noun: "Planner",
			Formats: []string{"PDF", "PNG"},
			Tiers: []TierSpec{
				{product.Mini, 0, "A free entry: every rated planner on the market starts at 0 USD.", map[string]int{"pages": 68, "modules": 4, "papers": 6, "covers": 3, "themes": 1}},
				{product.Starter, 500, "Lower quartile of paid planner listings (4 to 6 USD).", map[string]int{"pages": 120, "modules": 12, "papers": 6, "covers": 4, "sections": 4, "stickers": 60, "themes": 1}},
				{product.Pro, 900, "Median of paid planner listings (9 USD).", map[string]int{"pages": 450, "modules": 30, "papers": 12, "covers": 12, "sections": 10, "stickers": 200, "themes": 3}},
				{product.Ultimate, 1900, "Upper quartile of paid planner listings (17 to 21 USD).", map[string]int{"pages": 650, "modules": 48, "papers": 16, "covers": 24, "sections": 12, "stickers": 400, "themes": 6}},
			},
		},
	}
}

// SpecOf returns the specification of a category; false if it cannot be made.
func SpecOf(id product.Category) (Spec, bool) {
	for _, s := range Specs() {
		if s.ID == id {
			return s, true
		}
	}
	return Spec{}, false
}

// PresetOf returns a preset by its id; false if there is none.
func PresetOf(id string) (Preset, bool) {
	for _, p := range Presets() {
		if p.ID == id {
			return p, true
		}
	}
	return Preset{}, false
}
