package dataset_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	utf "golang.org/x/text/encoding/unicode"

	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/market/dataset"
)

// shown writes a table as one line per row and problem.
func shown(t *dataset.Table) string {
	var b strings.Builder
	for _, r := range t.Rows {
		price := "?"
		if r.Price != nil {
			price = fmt.Sprint(*r.Price)
		}
		fmt.Fprintf(&b, "%d %s|%s %s", r.Line, r.Title, price, r.Currency)
		if r.URL != "" {
			fmt.Fprintf(&b, "|%s", r.URL)
		}
		if r.Rating != nil {
			fmt.Fprintf(&b, "|%g*", *r.Rating)
		}
		if r.Ratings != nil {
			fmt.Fprintf(&b, "|%d ratings", *r.Ratings)
		}
		if r.Sales != nil {
			fmt.Fprintf(&b, "|%d sold", *r.Sales)
		}
		if len(r.Tags) > 0 {
			fmt.Fprintf(&b, "|%s", strings.Join(r.Tags, "+"))
		}
		b.WriteByte('\n')
	}
	for _, p := range t.Problems {
		verb := "mended"
		if p.LeftOut {
			verb = "left out"
		}
		fmt.Fprintf(&b, "%d %s: %s\n", p.Line, verb, p.Text)
	}
	return b.String()
}

func utf16(t *testing.T, s string) string {
	t.Helper()
	out, err := utf.UTF16(utf.LittleEndian, utf.UseBOM).NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func latin(t *testing.T, s string) string {
	t.Helper()
	out, err := charmap.Windows1252.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestHowATableIsWritten(t *testing.T) {
	t.Parallel()
	const want = "2 Sleep planner|1250 EUR\n3 Log, for nurses|900 EUR\n"
	tests := map[string]struct{ text, want string }{
		"comma":                     {"title,price,currency\nSleep planner,12.50,EUR\n\"Log, for nurses\",9,EUR\n", want},
		"semicolon, decimal comma":  {"title;price;currency\nSleep planner;12,50;EUR\n\"Log, for nurses\";9;EUR\n", want},
		"tabs":                      {"title\tprice\tcurrency\nSleep planner\t12.50\tEUR\nLog, for nurses\t9\tEUR", want},
		"pipes":                     {"title|price|currency\nSleep planner|12.50|EUR\nLog, for nurses|9|EUR", want},
		"byte order mark, \\r\\n":   {"\ufefftitle,price,currency\r\nSleep planner,12.50,EUR\r\n\"Log, for nurses\",9,EUR\r\n", want},
		"\\r alone":                 {"title;price;currency\rSleep planner;12.50;EUR\rLog, for nurses;9;EUR", want},
		"UTF-16 with tabs":          {utf16(t, "title\tprice\tcurrency\nSleep planner\t12,50 €\tEUR\nLog, for nurses\t9 €\tEUR\n"), want},
		"Windows-1252":              {latin(t, "Titel;Preis;Währung\nSleep planner;12,50;€\nLog, for nurses;9,00;€\n"), want},
		"Excel says the separator":  {"sep=;\ntitle;price;currency\nSleep planner;12,50;EUR\nLog, for nurses;9;EUR", "3 Sleep planner|1250 EUR\n4 Log, for nurses|900 EUR\n"},
		"blank lines":               {"\n\ntitle,price,currency\n\n,,\nSleep planner,12.50,EUR\n   \n", "6 Sleep planner|1250 EUR\n"},
		"no end of the last line":   {"title,price,currency\nSleep planner,12.50,EUR", "2 Sleep planner|1250 EUR\n"},
		"cells quoted, doubled":     {"\"title\",\"price\",\"currency\"\n\"The \"\"calm\"\" log\",\"12.50\",\"EUR\"\n", "2 The \"calm\" log|1250 EUR\n"},
		"a cell of two lines":       {"title,price,currency\n\"Sleep\nplanner\",12.50,EUR\nNext,1,EUR\n", "2 Sleep planner|1250 EUR\n4 Next|100 EUR\n"},
		"an inch in the middle":     {"title,price,currency\nRuler 5\" long,12.50,EUR\nNext,1,EUR\n", "2 Ruler 5\" long|1250 EUR\n3 Next|100 EUR\n"},
		"spaces before a quote":     {"title, price, currency\n \"Log, for nurses\", 9, EUR\n", "2 Log, for nurses|900 EUR\n"},
		"columns by other names":    {"Product Name,Price (USD),Reviews,Stars,Link,Keywords,Units Sold,colour\nLog,12,9,4.5,https://a.example/l/b,\"a,B\",1.2k,red\n", "2 Log|1200 USD|https://a.example/l/b|4.5*|9 ratings|1200 sold|a+b\n"},
		"price in cents":            {"name,price_cents,currency\nLog,1250,usd\n", "2 Log|1250 USD\n"},
		"cents win over text":       {"name,price,price_usd_cents\nLog,12,1250\n", "2 Log|1250 USD\n"},
		"too short for more":        {"title,price,currency,url\nLog,12,EUR\n", "2 Log|1200 EUR\n"},
		"empty cells at the end":    {"title,price,currency\nLog,12,EUR,,\n", "2 Log|1200 EUR\n"},
		"an empty cell, with tabs":  {"title\tprice\turl\tcurrency\nLog\t12\t\tEUR\n", "2 Log|1200 EUR\n"},
		"JSON":                      {"[\n {\"title\":\"Sleep planner\",\"price\":12.5,\"currency\":\"EUR\"},\n {\"title\":\"Log, for nurses\",\"price\":\"9\",\"currency\":\"eur\"}\n]", want},
		"JSON in an object":         {"{\"made\":{\"by\":[1]},\"listings\":[{\"title\":\"Log\",\"price\":0.1e2,\"currency\":\"EUR\",\"tags\":[\"#Night\",\"night\",7,\"x\"],\"rating\":4.875}],\"n\":1}", "1 Log|1000 EUR|4.88*|night+x\n"},
		"JSON of a marketplace":     {`{"success":true,"products":[{"name":"Log","price":1500,"currency":"usd","formatted_price":"$15","short_url":"https://a.example/l/b","sales_count":1.0,"tags":null}]}`, "1 Log|1500 USD|https://a.example/l/b|1 sold\n"},
		"JSON number of 3 decimals": {`[{"title":"Log","price":9.989,"currency":"USD"}]`, "1 Log|999 USD\n"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			table, err := dataset.Parse([]byte(tc.text), dataset.Options{})
			if err != nil {
				t.Fatalf("parse: %v", err)
			}
			if got := shown(table); got != tc.want {
				t.Errorf("got:\n%swant:\n%s", got, tc.want)
			}
		})
	}
}

func TestPrices(t *testing.T) {
	t.Parallel()
	tests := map[string]string{ // price, currency -> amount, currency
		"12,USD": "1200 USD", "12.5,USD": "1250 USD", "12.50,usd": "1250 USD", "\"12,50\",EUR": "1250 EUR", "0,USD": "0 USD", "free,": "0 ", "Free!,USD": "0 USD",
		"\"1,234.50\",USD": "123450 USD", "\"1.234,50\",EUR": "123450 EUR", "1 234.50,EUR": "123450 EUR", "1’234.50,CHF": "123450 CHF", "\"1,234,567\",USD": "123456700 USD",
		"\"1,00,000\",INR": "10000000 INR", "1234.567,USD": "123457 USD", "0.999,USD": "100 USD", ".99,USD": "99 USD", "9.990000001,USD": "999 USD",
		"$12,": "1200 USD", "$12,AUD": "1200 AUD", "US$12,": "1200 USD", "C$12.50,": "1250 CAD", "\"12,50 €\",": "1250 EUR", "€12,": "1200 EUR", "12 EUR,": "1200 EUR", "EUR 12,": "1200 EUR",
		"\"12,- €\",": "1200 EUR", "$12 CAD,": "1200 CAD", "£9.99,": "999 GBP", "¥1480,": "1480 JPY", "1480.4,JPY": "1480 JPY", "$5+,": "500 USD", "5+,USD": "500 USD", "99 kr,SEK": "9900 SEK",
		"12,$": "1200 USD", "12,euro": "1200 EUR",
	}
	for cells, want := range tests {
		table, err := dataset.Parse([]byte("price,currency,title\n"+cells+",x\n"), dataset.Options{})
		if err != nil {
			t.Errorf("%s: %v", cells, err)
			continue
		}
		if got := fmt.Sprintf("%d %s", *table.Rows[0].Price, table.Rows[0].Currency); got != want || len(table.Problems) > 0 {
			t.Errorf("%s: got %s (%v), want %s", cells, got, table.Problems, want)
		}
	}
}

// TestPricesThatCannotBeRead stand each beside one that can.
func TestPricesThatCannotBeRead(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"abc,USD":           "The price “abc” is no amount of money.",
		"-5,USD":            "The price “5” is no amount of money.",
		"12.3.4,USD":        "The price “12.3.4” is no amount of money.",
		"\"1,23,45\",USD":   "The price “1,23,45” is no amount of money.",
		"12 abc,USD":        "The price “12 abc” is no amount of money.",
		"from 12,USD":       "The price “from 12” is no amount of money.",
		"12-15,USD":         "The price “12-15” is no amount of money.",
		"$10 a month,":      "The price “$10 a month” recurs; only prices that are paid once are compared.",
		"10/year,USD":       "The price “10/year” recurs; only prices that are paid once are compared.",
		"\"1,234\",USD":     "The price “1,234” can mean thousands or decimals. Write it with two decimals.",
		"$12,EUR":           "The price “$12” is in another currency than the line says.",
		"99 kr,":            "The price “99 kr” has a sign that stands for several currencies. Add the currency.",
		"12,":               "The price “12” has no currency.",
		"12,gold":           "“gold” is no currency; write three letters such as USD.",
		"99999999999,USD":   "The price “99999999999” is too large to be one.",
		"NaN,USD":           "The price “NaN” is no amount of money.",
		"1e999,USD":         "The price “1e999” is no amount of money.",
		"9 9 9 9 9 9 9,USD": "",
	}
	for cells, want := range tests {
		table, err := dataset.Parse([]byte("price,currency,title\n5,USD,good\n"+cells+",bad\n"), dataset.Options{})
		if err != nil {
			t.Errorf("%s: %v", cells, err)
			continue
		}
		if want == "" {
			continue
		}
		if len(table.Rows) != 1 || len(table.Problems) != 1 || table.LeftOut != 1 || table.Problems[0] != (dataset.Problem{Line: 3, LeftOut: true, Text: want}) {
			t.Errorf("%s: got %d rows and %+v, want %q", cells, len(table.Rows), table.Problems, want)
		}
	}
}

// TestTheColumnSettlesItsSign reads "1,234" by what the other prices show.
func TestTheColumnSettlesItsSign(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ prices, want string }{
		"a comma before decimals":    {"12,50 1,234", "1250 123"},
		"a point before decimals":    {"12.50 1,234", "1250 123400"},
		"a point, thousands by it":   {"1.234.567 1.234", "123456700 123400"},
		"both signs in one":          {"1.234,50 1.234", "123450 123400"},
		"they differ: nothing known": {"12.50 12,50 1,234", "1250 1250"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			text := "title;price;currency\n"
			for i, p := range strings.Fields(tc.prices) {
				text += fmt.Sprintf("Title %c;%s;EUR\n", 'a'+i, p)
			}
			table, err := dataset.Parse([]byte(text), dataset.Options{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, r := range table.Rows {
				got = append(got, fmt.Sprint(*r.Price))
			}
			if strings.Join(got, " ") != tc.want {
				t.Errorf("got %q, want %q; %+v", got, tc.want, table.Problems)
			}
		})
	}
}

func TestLinesThatAreLeftOutOrMended(t *testing.T) {
	t.Parallel()
	text := `title,price,currency,url,rating,ratings,sales,tags
Good,12,USD,https://a.example/1,4.9,10,100,a
,12,USD,,,,,
No price,,USD,,,,,
Bad link,1,USD,javascript:alert(1),,,,
Bad figures,2,USD,https://a.example/2,9,few,-3,
Good,12,USD,https://a.example/1,4.9,10,100,a
Planner, dated, with stars,12,USD,,,,,x
"Never closed,3,USD
After it,4,USD,,,,,
=HYPERLINK("https://evil.example"),5,USD,,,,,"+night,=1+1"
=+-@,6,USD,,,,,
With user,7,USD,https://user:pass@a.example/,,,,
`
	table, err := dataset.Parse([]byte(text), dataset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := `2 Good|1200 USD|https://a.example/1|4.9*|10 ratings|100 sold|a
4 No price|? USD
5 Bad link|100 USD
6 Bad figures|200 USD|https://a.example/2
10 After it|400 USD
11 HYPERLINK("https://evil.example")|500 USD|night+1+1
13 With user|700 USD
3 left out: There is no title.
4 mended: There is no price: it counts for words, not for prices.
5 mended: The address “javascript:alert(1)” is no web address.
6 mended: The rating “9” is none from 0 to 5. The number of ratings “few” is no whole number. The number of sales “3” is no whole number.
7 left out: It is the listing of line 2 again.
8 left out: It has 10 cells, the header 8. A cell that holds the separator needs quotation marks around it.
9 left out: A quotation mark is not closed.
11 mended: The title begins like a formula; the sign was left out.
12 left out: There is no title.
13 mended: The address “https://user:pass@a.example/” is no web address.
`
	if got := shown(table); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	if table.LeftOut != 5 || table.Mended != 5 {
		t.Errorf("%d left out and %d mended, want 5 and 5", table.LeftOut, table.Mended)
	}
}

func TestDatasetsThatAreRefused(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ text, say string }{
		"nothing":                {"", "is empty"},
		"blank":                  {" \n\t\n", "is empty"},
		"only separators":        {",,,\n,,\n", "no column “title”"},
		"a workbook":             {"PK\x03\x04rest", "Save the sheet as CSV"},
		"an old workbook":        {"\xd0\xcf\x11\xe0rest", "Save the sheet as CSV"},
		"no text":                {"title,price\n\x00", "is no text"},
		"no title":               {"price,currency\n1,USD\n", "no column “title”"},
		"no price":               {"title,currency\na,USD\n", "no column “price”"},
		"no header":              {"Sleep planner,12,USD\n", "first line must name the columns"},
		"an open quote in it":    {"\"title,price\n", "not closed"},
		"only a header":          {"title,price,currency\n", "nothing under its header"},
		"no currency anywhere":   {"title,price\na,1\nb,2\n", "name the currency"},
		"no line can be used":    {"title,price,currency\na,b,USD\n", "Line 2: The price “b”"},
		"JSON that breaks off":   {"[\n{\"title\":\"a\",\n\"price\":", "begins on line 3"},
		"JSON with an error":     {"[\n{\"title\":\"a\"},\n{title:1}]", "begins on line 3"},
		"JSON and more":          {`[{"title":"a","price":1,"currency":"USD"}] [1]`, "neither one list"},
		"JSON without a list":    {`{"title":"a"}`, "neither one list"},
		"JSON, list is no list":  {`{"listings":{"title":"a"}}`, "neither one list"},
		"JSON, broken behind":    {`{"listings":[{"title":"a","price":1,"currency":"USD"}],x}`, "is not JSON"},
		"JSON, an empty list":    {`[]`, "no listing"},
		"JSON of texts":          {`["a"]`, "Line 1: The entry is no object."},
		"too many bytes":         {strings.Repeat("x", dataset.MaxBytes+1), "at most 5242880"},
		"too many rows":          {"title,price,currency\n" + strings.Repeat("a,1,USD\n", dataset.MaxRows+1), "more than 50000 rows"},
		"a bomb of brackets":     {strings.Repeat("[", 1<<20), "is not JSON"},
		"quotes that never pair": {"title,price,currency\n" + strings.Repeat("\"a,1,USD\n", 60_001), "quotation mark"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := dataset.Parse([]byte(tc.text), dataset.Options{})
			if got := fault.Message(err); fault.KindOf(err) != fault.Invalid || !strings.Contains(got, tc.say) {
				t.Fatalf("got %v, want an invalid dataset that says %q", err, tc.say)
			}
			if f := new(fault.Fault); !asFault(err, &f) || f.Field != "dataset" || len(f.Message) > 600 {
				t.Errorf("got the field %q in %d bytes", f.Field, len(f.Message))
			}
		})
	}
}

func asFault(err error, into **fault.Fault) bool {
	f, ok := err.(*fault.Fault)
	if ok {
		*into = f
	}
	return ok
}

func TestACurrencyForTheWholeDataset(t *testing.T) {
	t.Parallel()
	table, err := dataset.Parse([]byte("title,price,currency\na,1,\nb,2,GBP\nc,$3,\n"), dataset.Options{Currency: "CAD"})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := shown(table), "2 a|100 CAD\n3 b|200 GBP\n4 c|300 CAD\n"; got != want || len(table.Notes) > 0 {
		t.Errorf("got %s%v, want %s", got, table.Notes, want)
	}
	table, err = dataset.Parse([]byte("title,price\na,$3\n"), dataset.Options{Currency: "EUR"})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := shown(table), "2 a|300 USD\n"; got != want || len(table.Notes) != 1 || !strings.Contains(table.Notes[0], "US dollars") {
		t.Errorf("got %s%v, want %s and a note", got, table.Notes, want)
	}
}

func TestReportsAreBounded(t *testing.T) {
	t.Parallel()
	text := "title,price,currency\n" + strings.Repeat("x,y,USD\n", 500) + "\"open,1,USD\ngood,1,USD\n"
	table, err := dataset.Parse([]byte(text), dataset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(table.Problems) != dataset.MaxProblems || table.LeftOut != 501 || table.Problems[0].Line != 2 || table.Problems[99].Line != 101 {
		t.Errorf("got %d problems from line %d to %d of %d, want 100, 2 to 101 of 501", len(table.Problems), table.Problems[0].Line, table.Problems[99].Line, table.LeftOut)
	}
}

func TestEntriesOfARequest(t *testing.T) {
	t.Parallel()
	table, err := dataset.Of([]map[string]any{
		{"title": "Log", "price": 12.5, "currency": "EUR", "rating": 4.5, "sales": 12.0, "tags": []any{"a", 1.0}, "more": map[string]any{"x": 1.0}},
		{"title": "No price", "currency": "EUR"},
		{"price": 1.0, "currency": "EUR"},
	}, dataset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := "1 Log|1250 EUR|4.5*|12 sold|a\n2 No price|? EUR\n2 mended: There is no price: it counts for words, not for prices.\n3 left out: There is no title.\n"
	if got := shown(table); got != want || !slices.Equal(table.Ignored, []string{"more"}) {
		t.Errorf("got %s%q, want %s", got, table.Ignored, want)
	}
}

func TestAmount(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"$15": "1500 true", "$15+": "1500 true", "$15 a month": "0 false", "€15": "0 false", "": "0 false", "1,234.50": "123450 true"} {
		n, ok := dataset.Amount(text, "USD")
		if got := fmt.Sprint(n, ok); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

// FuzzParse holds every table, whatever it is made of, to what callers rely on.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"title,price,currency\nSleep planner,12.50,EUR\n", "sep=;\ntitle;price\n\"a\nb\";1,5 €\n", "title\tprice\tcurrency\n=1+1\t$5+\tUSD\n",
		`[{"title":"a","price":1e3,"currency":"USD","tags":["x"]}]`, `{"products":[{"name":"a","formatted_price":"$1","sales_count":1}]}`, "\xff\xfet\x00", "title,price\n\"", "\"\"\"\n",
		"title;price_eur;rating;sales;tags;url\n\u202eevil;1.234,5;4,5;1.2k;#a|b;http://x\n", "[{},[],1,null,{\"title\":\"\\u0000\"}]", "title,price\r\r\na,¥1\r",
	} {
		f.Add([]byte(seed), "USD")
		f.Add([]byte(seed), "")
	}
	f.Fuzz(func(t *testing.T, raw []byte, code string) {
		if code != "" {
			code = "USD"
		}
		o := dataset.Options{Currency: code}
		table, err := dataset.Parse(raw, o)
		if err != nil {
			if fault.KindOf(err) != fault.Invalid || len(fault.Message(err)) > 2000 {
				t.Fatalf("got %v", err)
			}
			return
		}
		again, err := dataset.Parse(raw, o)
		if err != nil || !reflect.DeepEqual(table, again) {
			t.Fatalf("the same bytes gave another table: %v", err)
		}
		if len(table.Rows) == 0 || len(table.Rows) > dataset.MaxRows || len(table.Problems) > dataset.MaxProblems {
			t.Fatalf("%d rows, %d problems", len(table.Rows), len(table.Problems))
		}
		for _, r := range table.Rows {
			sound(t, r)
		}
		for _, p := range table.Problems {
			harmless(t, p.Text)
		}
	})
}

func sound(t *testing.T, r dataset.Row) {
	t.Helper()
	harmless(t, r.Title)
	for _, tag := range r.Tags {
		harmless(t, tag)
	}
	if r.Line < 1 || r.Title == "" || strings.ContainsAny(r.Title[:1], "=+-@\t\r") {
		t.Fatalf("line %d has the title %q", r.Line, r.Title)
	}
	if r.Price != nil && (*r.Price < 0 || *r.Price > 0 && r.Currency == "") {
		t.Fatalf("the price is %d %q", *r.Price, r.Currency)
	}
	if r.Rating != nil && !(*r.Rating >= 0 && *r.Rating <= 5) || r.Sales != nil && *r.Sales < 0 || r.Ratings != nil && *r.Ratings < 0 {
		t.Fatalf("the figures are %+v", r)
	}
	if r.URL != "" && !strings.HasPrefix(r.URL, "http://") && !strings.HasPrefix(r.URL, "https://") {
		t.Fatalf("the address is %q", r.URL)
	}
}

func harmless(t *testing.T, s string) {
	t.Helper()
	if !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) || r >= '\u202a' && r <= '\u202e' }) {
		t.Fatalf("the text %q is not safe to show", s)
	}
}
