package brief_test

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/gumgenie/gumgenie/internal/brief"
	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
)

func TestBadBriefsAreFaultsAboutTheBrief(t *testing.T) {
	t.Parallel()
	r := brief.NewReader(catalog.New())
	tests := map[string]struct{ text, says string }{
		"empty":       {"", "one sentence"},
		"spaces":      {" \n\t ", "one sentence"},
		"punctuation": {"?! ... --- 🎉", "one sentence"},
		"digits":      {"12345", "one sentence"},
		"controls":    {"\x00\x01\x02\u202e", "one sentence"},
		"only a tag":  {"<script>alert(1)</script>", "one sentence"},
		"long":        {strings.Repeat("nurse ", 90), "500 characters"},
		"a megabyte":  {strings.Repeat("x", 1<<20), "500 characters"},
	}
	for name, tt := range tests {
		_, err := r.Read(tt.text)
		var f *fault.Fault
		if !errors.As(err, &f) || f.Field != "brief" || f.Kind != fault.Invalid {
			t.Errorf("%s: error %v, want a fault about the brief", name, err)
			continue
		}
		if !strings.Contains(f.Message, tt.says) || !strings.HasSuffix(f.Message, ".") {
			t.Errorf("%s: the sentence is %q, want it to say %q", name, f.Message, tt.says)
		}
	}
}

func TestHostileBriefsComeOutHarmless(t *testing.T) {
	t.Parallel()
	r := brief.NewReader(catalog.New())
	tests := map[string]struct{ text, title string }{
		"formula":    {`=cmd|' /C calc'!A0 planner for bakers`, "Kitchen and Order Planner for Bakers"},
		"script":     {`<script>alert(1)</script> journal for runners`, "Health and Routine Planner for Runners"},
		"tag":        {`<b>Sleep</b> planner for <i>nurses</i>`, "Sleep Planner for Nurses"},
		"link":       {`planner for beekeepers https://evil.example/x?y`, "Season and Harvest Planner for Beekeepers"},
		"controls":   {"planner\x00 for\u202e bee\u00adkeepers", "Season and Harvest Planner for Beekeepers"},
		"at sign":    {`@SUM(1+1) planner for potters`, "Project and Supplies Planner for Potters"},
		"plus":       {`+planner for potters`, "Project and Supplies Planner for Potters"},
		"decomposed": {"planner for cafe\u0301 owners", "Kitchen and Order Planner for Café Owners"},
	}
	for name, tt := range tests {
		got := read(t, r, tt.text)
		if got.Title != tt.title {
			t.Errorf("%s: title %q, want %q", name, got.Title, tt.title)
		}
		for _, fault := range harm(got.Text + " " + got.Title + got.Who + got.Whos) {
			t.Errorf("%s: %s in %q", name, fault, got.Text)
		}
	}
}

func harm(s string) []string {
	var bad []string
	if strings.ContainsAny(s, "<>{}|`\\") {
		bad = append(bad, "a character of markup or code")
	}
	if s != "" && strings.ContainsAny(s[:1], "=+-@\t") {
		bad = append(bad, "the start of a formula")
	}
	if strings.ContainsFunc(s, unicode.IsControl) {
		bad = append(bad, "a control character")
	}
	if !norm.NFC.IsNormalString(s) {
		bad = append(bad, "text that is not composed")
	}
	return bad
}

func TestTitlesKeepTheBriefsWords(t *testing.T) {
	t.Parallel()
	r := brief.NewReader(catalog.New())
	tests := map[string]struct {
		text, planner, prompts string
	}{
		"plain":      {"Meal and sleep planner for night-shift nurses", "Meal and Sleep Planner for Night-Shift Nurses", "Meal and Sleep Prompt Library for Night-Shift Nurses"},
		"prompts":    {"AI prompts for estate agents", "Sales and Money Planner for Estate Agents", "Sales and Money Prompt Library for Estate Agents"},
		"one person": {"A journal for a church organist", "Project and Practice Planner for Church Organists", "Project and Practice Prompt Library for Church Organists"},
		"owner":      {"Left-handed calligrapher's practice book", "Practice Planner for Left-Handed Calligraphers", "Practice Prompt Library for Left-Handed Calligraphers"},
		"accents":    {"Planner für Zoë’s café regulars", "", ""},
		"arabic":     {"Planner for كتّاب", "Week and Goals Planner for كتّاب", "Week and Goals Prompt Library for كتّاب"},
		"hebrew":     {"Planner for סופרים", "Project and Practice Planner for סופרים", "Project and Practice Prompt Library for סופרים"},
		"chinese":    {"护士的睡眠计划", "护士的睡眠 Planner for Nurses", "护士的睡眠 Prompt Library for Nurses"},
		"emoji":      {"Planner for beekeepers 🐝", "Season and Harvest Planner for Beekeepers", ""},
		"abbrev":     {"journal for adults with ADHD", "Week and Goals Planner for Adults with ADHD", "Week and Goals Prompt Library for Adults with ADHD"},
		"title case": {"Budget Planner For Freelance Translators", "Budget Planner for Freelance Translators", "Budget Prompt Library for Freelance Translators"},
		"montreal":   {"café owners à Montréal 🥐", "Kitchen and Order Planner for Café Owners à Montréal", ""},
		"owner too":  {"Bride's planner for a small autumn wedding", "Bride's Planner for a Small Autumn Wedding", ""},
		"typo":       {"budgett tracker for collage students", "Budget Planner for College Students", ""},
		"tail":       {"Ramadan with small children", "Ramadan with Small Children Planner", ""},
		"form apart": {"book club hosts", "Hobby and Collection Planner for Book Club Hosts", ""},
		"form joins": {"log cabin builders", "Job and Money Planner for Log Cabin Builders", ""},
		"japanese":   {"プランナー for 日本語 learners", "Study and Practice Planner for 日本語 Learners", ""},
		"spanish":    {"Planificador de comidas para enfermeras de noche", "Comidas Planner for Enfermeras de Noche", ""},
		"clause":     {"for people who restore old motorbikes", "", ""},
	}
	for name, tt := range tests {
		got := read(t, r, tt.text)
		for c, want := range map[product.Category]string{product.DigitalPlanners: tt.planner, product.AIPrompts: tt.prompts} {
			title := got.TitleFor(c)
			if want != "" && title != want {
				t.Errorf("%s: the title for %s is %q, want %q", name, c, title, want)
			}
			if n := utf8.RuneCountInString(title); n > 70 {
				t.Errorf("%s: the title %q has %d characters", name, title, n)
			}
		}
		if strings.Contains(strings.ToLower(got.TitleFor(product.AIPrompts)), "planner") || strings.Contains(strings.ToLower(got.TitleFor(product.DigitalPlanners)), "prompt") {
			t.Errorf("%s: a title claims the other category: %q, %q", name, got.TitleFor(product.AIPrompts), got.TitleFor(product.DigitalPlanners))
		}
	}
}

func TestPeopleAreNamedInOneAndInSeveral(t *testing.T) {
	t.Parallel()
	r := brief.NewReader(catalog.New())
	tests := map[string]struct{ text, who, whos string }{
		"plural":    {"planner for night-shift nurses", "night-shift nurse", "night-shift nurses"},
		"singular":  {"planner for a midwife", "midwife", "midwives"},
		"of":        {"planner for parents of twins", "parent of twins", "parents of twins"},
		"who":       {"planner for people who restore old motorbikes", "person who restores old motorbikes", "people who restore old motorbikes"},
		"men":       {"Fishermen", "fisherman", "fishermen"},
		"people":    {"people with ADHD", "person with ADHD", "people with ADHD"},
		"place":     {"wedding photographers in Iceland", "wedding photographer", "wedding photographers"},
		"no people": {"Beekeeping journal", "beekeeper", "beekeepers"},
		"doing":     {"Widower learning to cook", "widower learning to cook", "widowers learning to cook"},
		"name":      {"Japanese learners", "Japanese learner", "Japanese learners"},
		"I am":      {"I am a nurse and I never sleep enough", "nurse", "nurses"},
		"we run":    {"We run a small community theatre, and nobody has time", "person who runs a small community theatre", "people who run a small community theatre"},
		"my":        {"my husband works offshore and I am alone", "person whose husband works offshore", "people whose husband works offshore"},
		"how":       {"How do I quit smoking?", "person who wants to quit smoking", "people who want to quit smoking"},
		"how can":   {"How can a retired teacher fill her days?", "retired teacher", "retired teachers"},
		"as":        {"how do I plan my week as a freelance translator", "freelance translator", "freelance translators"},
		"helping":   {"Something to help my mother remember her pills", "person helping a mother remember her pills", "people helping a mother remember her pills"},
		"someone":   {"Planner for someone who lives alone", "person who lives alone", "people who live alone"},
		"two":       {"nurses and paramedics", "nurse or paramedic", "nurses and paramedics"},
		"number":    {"lunches for three children", "child", "three children"},
		"state":     {"recently bereaved", "recently bereaved person", "recently bereaved people"},
		"little":    {"toddlers", "parent of a toddler", "parents of toddlers"},
		"capitals":  {"JOURNAL FOR BELL RINGERS", "bell ringer", "bell ringers"},
		"a slip":    {"beekeepers with 30 hives and a Day job", "beekeeper with 30 hives and a day job", "beekeepers with 30 hives and a day job"},
		"cannot":    {"people who can't sleep", "person who can't sleep", "people who can't sleep"},
		"apart":     {"fantasy novelists stuck in the second draft", "fantasy novelist stuck in the second draft", "fantasy novelists stuck in the second draft"},
		"thing":     {"planner for my first apartment", "person moving house", "people moving house"},
		"abroad":    {"夜勤の看護師のための睡眠プランナー", "night-shift nurse", "night-shift nurses"},
		"one word":  {"给新手妈妈的计划本", "mother", "mothers"},
	}
	for name, tt := range tests {
		got := read(t, r, tt.text)
		if got.Who != tt.who || got.Whos != tt.whos {
			t.Errorf("%s: %q and %q, want %q and %q", name, got.Who, got.Whos, tt.who, tt.whos)
		}
	}
}

func TestACategoryIsProposed(t *testing.T) {
	t.Parallel()
	r := brief.NewReader(catalog.New())
	tests := map[string]product.Category{
		"planner for nurses":                           product.DigitalPlanners,
		"gratitude journal for teachers":               product.DigitalPlanners,
		"habit tracker for students":                   product.DigitalPlanners,
		"organiser for busy families":                  product.DigitalPlanners,
		"AI prompts for estate agents":                 product.AIPrompts,
		"ChatGPT prompt pack for teachers":             product.AIPrompts,
		"prompts for planning lessons, for teachers":   product.AIPrompts,
		"night-shift nurses":                           product.DigitalPlanners,
		"gardeners with clay soil":                     product.DigitalPlanners,
		"prompt planner for social media managers":     product.AIPrompts,
		"a diary for people with migraine":             product.DigitalPlanners,
		"GPT prompts that help a small bakery to sell": product.AIPrompts,
	}
	for text, want := range tests {
		if got := read(t, r, text); got.Category != want {
			t.Errorf("%s: %s, want %s", text, got.Category, want)
		}
	}
}

func TestSmallTypingErrorsAndOtherFormsAreForgiven(t *testing.T) {
	t.Parallel()
	r := brief.NewReader(catalog.New())
	tests := map[string]string{ // brief to what must be matched
		"planner for beekeper":                  "beekeeper",
		"planner for beekeepres":                "beekeeper",
		"planner for bee keepers":               "beekeeper",
		"keeper of bees":                        "beekeeper",
		"photgrapher":                           "photographer",
		"nurses working on the night shift":     "night-shift nurse",
		"shift at night, a nurse":               "night-shift nurse",
		"owners of dogs":                        "dog owner",
		"mothers of twins":                      "parent of twins",
		"PLANNER FOR HOME BAKERS":               "home baker",
		"ceramicist":                            "potter",
		"jewelry makers":                        "jewellery maker",
		"women going through the menopause":     "woman in perimenopause",
		"planner for my mum who has dementia":   "dementia",
		"someone living with type one diabetes": "person with diabetes",
	}
	for text, want := range tests {
		got := read(t, r, text)
		if !slices.Contains(got.Selection.Matched, want) {
			t.Errorf("%s: matched %v, want %s", text, got.Selection.Matched, want)
		}
	}
}

func TestAnUnknownBriefSaysThatItIsGeneral(t *testing.T) {
	t.Parallel()
	r := brief.NewReader(catalog.New())
	got := read(t, r, "Planner for zorblaxian quorfs")
	if got.Selection.Kind != product.General || len(got.Selection.Matched) != 0 {
		t.Errorf("selection %s %v, want general and nothing matched", got.Selection.Kind, got.Selection.Matched)
	}
	if !strings.Contains(got.Selection.Note, "general selection") || !strings.Contains(got.Selection.Note, "name a trade") {
		t.Errorf("the note is %q, want it to say that it is general and what to add", got.Selection.Note)
	}
	if got.Whos != "zorblaxian quorfs" || !strings.Contains(got.Title, "Zorblaxian Quorfs") {
		t.Errorf("people %q, title %q, want the brief's own words", got.Whos, got.Title)
	}
	if !slices.ContainsFunc(got.Needs, func(n brief.Need) bool { return strings.Contains(n.Name, "quorf") }) {
		t.Errorf("no need speaks of the brief's words: %v", got.Needs)
	}
}

func TestRulesCompileAndCatchWhatTheyForbid(t *testing.T) {
	t.Parallel()
	r := brief.NewReader(catalog.New())
	tests := map[string]struct{ text, rule, bad, good string }{
		"patients":  {"night-shift nurses", "no-patient-data", "Patient name", "Shred the sheet; no patient names leave the ward."},
		"alcohol":   {"people in recovery", "no-alcohol", "Reward: a glass of wine", "Reward: a long bath"},
		"calories":  {"eating disorder recovery", "no-calories", "Count 1500 kcal", "Eat with somebody"},
		"guilt":     {"people losing weight", "no-diet-shaming", "Cheat day", "Day of rest"},
		"advice":    {"early-retirement saver", "no-investment-advice", "You should buy shares", "What share is in each class?"},
		"doses":     {"person with migraine", "no-dosing", "Take 400 mg at once", "Medicine as agreed"},
		"passwords": {"virtual assistants", "no-passwords", "Password", "Role in the tool"},
	}
	for name, tt := range tests {
		got := read(t, r, tt.text)
		i := slices.IndexFunc(got.Rules, func(rule brief.Rule) bool { return rule.ID == tt.rule })
		if i < 0 {
			t.Errorf("%s: the rule %s is not there", name, tt.rule)
			continue
		}
		catches := func(s string) bool {
			return slices.ContainsFunc(got.Rules[i].Forbid, func(re string) bool { return regexp.MustCompile("(?i)" + re).MatchString(s) })
		}
		if !catches(tt.bad) || catches(tt.good) {
			t.Errorf("%s: %q caught %v, %q caught %v, want true and false", name, tt.bad, catches(tt.bad), tt.good, catches(tt.good))
		}
	}
}

func TestReadersAreSafeForConcurrentUse(t *testing.T) {
	t.Parallel()
	r := brief.NewReader(catalog.New())
	var all sync.WaitGroup
	titles := make([]string, 8)
	for i := range titles {
		all.Go(func() {
			if got, err := r.Read("Sleep planner for beekepers with twins"); err == nil {
				titles[i] = got.Title
			}
		})
	}
	all.Wait()
	for _, title := range titles {
		if title == "" || title != titles[0] {
			t.Errorf("titles %q, want eight that are the same", titles)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"Meal and sleep planner for night-shift nurses", "=cmd|' /C calc'!A0", "<script>", "for for for", "'s's 's", "夜勤 planner for שלום", "a-b-c for people who", "planner for", "\u200d\ufe0f🎉x"} {
		f.Add(s)
	}
	r := brief.NewReader(catalog.New())
	f.Fuzz(func(t *testing.T, text string) {
		got, err := r.Read(text)
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("read %q: %v, want a fault of the brief", text, err)
			}
			return
		}
		for _, bad := range append(wrong(got), harm(got.Text)...) {
			t.Errorf("%q: want %s", text, bad)
		}
		if !utf8.ValidString(got.Title) || len(harm(got.Title+got.Whos)) > 0 {
			t.Errorf("%q: the title %q is not harmless", text, got.Title)
		}
		again, err := r.Read(text)
		if err != nil || again.Title != got.Title || len(again.Needs) != len(got.Needs) {
			t.Errorf("%q: two readings differ", text)
		}
	})
}
