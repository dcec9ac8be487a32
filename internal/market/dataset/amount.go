package dataset

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/currency"
)

// Digits returns how many decimals a price in a currency has: as shops count,
// two, but none for yen and dong.
func Digits(code string) int {
	if code == "JPY" || code == "VND" {
		return 0
	}
	return 2
}

// maxUnits bounds a price, in main units of its currency.
const maxUnits = 1e9

var (
	errNoPrice    = errors.New("no price")
	errNoCurrency = errors.New("no currency")
	errNoAmount   = errors.New("no amount")
	errTwoWays    = errors.New("two ways to read it")
	errRecurs     = errors.New("it recurs")
	errOther      = errors.New("another currency than stated")
	errMany       = errors.New("the sign stands for several currencies")
	errLarge      = errors.New("too large")
)

// sentence says to a person why a price cannot be used.
func sentence(err error, text string) string {
	q := quoted(text)
	switch {
	case errors.Is(err, errTwoWays):
		return fmt.Sprintf("The price %s can mean thousands or decimals. Write it with two decimals.", q)
	case errors.Is(err, errRecurs):
		return fmt.Sprintf("The price %s recurs; only prices that are paid once are compared.", q)
	case errors.Is(err, errOther):
		return fmt.Sprintf("The price %s is in another currency than the line says.", q)
	case errors.Is(err, errMany):
		return fmt.Sprintf("The price %s has a sign that stands for several currencies. Add the currency.", q)
	case errors.Is(err, errLarge):
		return fmt.Sprintf("The price %s is too large to be one.", q)
	}
	return fmt.Sprintf("The price %s is no amount of money.", q)
}

// sum is a price that was read.
type sum struct {
	text     string // as it stands
	amount   int
	currency string // "" only for 0
	dollar   bool   // a bare $ was taken for US dollars
}

// money reads the price of a line. stated is the currency that the line or its
// column names, fallback that of the whole dataset.
func money(l *line, stated, fallback string, sign rune) (sum, error) {
	for _, c := range []column{formatted, cents, price} {
		text := strings.TrimSpace(l.cells[c])
		if text == "" {
			continue
		}
		m := sum{text: text}
		var err error
		if c != cents {
			m.amount, m.currency, m.dollar, err = amount(text, stated, fallback, sign)
			return m, err
		}
		n, ok := whole(text)
		if !ok {
			return m, errNoAmount
		}
		m.amount, m.currency = n, first(stated, fallback)
		if m.currency == "" && n > 0 {
			return m, errNoCurrency
		}
		return m, nil
	}
	return sum{}, errNoPrice
}

// Amount reads a price as a shop shows it, "$12", "12,50 €", "5+", "free", in the
// smallest unit of the currency; ok is false for what is no single price in that
// currency, such as one a month.
func Amount(text, code string) (n int, ok bool) {
	n, _, _, err := amount(text, code, "", 0)
	return n, err == nil
}

var pricePattern = regexp.MustCompile(`^([^\d.,]*)([.,]?\d[\d.,'’ \x{a0}\x{202f}]*)(.*)$`)

// amount reads a price. sign is the decimal sign of the column, 0 = unknown.
func amount(text, stated, fallback string, sign rune) (n int, code string, dollar bool, err error) {
	switch strings.ToLower(strings.Trim(text, " !.")) {
	case "free", "gratis", "kostenlos", "gratuit", "for free":
		return 0, first(stated, fallback), false, nil
	}
	m := pricePattern.FindStringSubmatch(strings.Join(strings.FieldsFunc(text, blank), " "))
	if m == nil {
		return 0, "", false, errNoAmount
	}
	tail := strings.TrimSpace(strings.TrimLeft(m[3], "+-–—")) // "5+": pay what you want from 5; "12,-": no cents
	units, err := number(strings.TrimSpace(m[2]), sign)
	if err != nil {
		return 0, "", false, err
	}
	if recurs(tail) {
		return 0, "", false, errRecurs
	}
	code, dollar, err = coin(strings.TrimSpace(m[1]), strings.TrimSpace(strings.TrimRight(tail, "+")), stated, fallback)
	if errors.Is(err, errNoCurrency) && units == 0 {
		err = nil // free in any currency
	}
	if err != nil {
		return 0, "", false, err
	}
	if units > maxUnits {
		return 0, "", false, errLarge
	}
	return int(math.Round(units * math.Pow10(Digits(code)))), code, dollar, nil
}

func recurs(tail string) bool {
	tail = strings.ToLower(tail)
	for _, w := range []string{"month", "/mo", "year", "/yr", "week", "quarter", "annual", "every", "monat", "jahr", "mois", "mens"} {
		if strings.Contains(tail, w) {
			return true
		}
	}
	return false
}

// coin joins what stands before and after the number with what the line says.
func coin(before, after, stated, fallback string) (code string, dollar bool, err error) {
	if before != "" && after != "" && !(before == "$" && slices.Contains(coins("$"), strings.ToUpper(after))) {
		return "", false, errNoAmount
	}
	mark := first(after, before)
	if mark == "" {
		if code = first(stated, fallback); code == "" {
			return "", false, errNoCurrency
		}
		return code, false, nil
	}
	codes := coins(mark)
	switch {
	case len(codes) == 0:
		return "", false, errNoAmount
	case stated != "" && !slices.Contains(codes, stated):
		return "", false, errOther
	case stated != "":
		return stated, false, nil
	case slices.Contains(codes, fallback):
		return fallback, false, nil
	case mark == "kr":
		return "", false, errMany
	}
	return codes[0], mark == "$", nil
}

// coins returns the currencies that a sign, a name or a code may stand for, the
// usual one first; none if it is no currency.
func coins(mark string) []string {
	switch strings.ToLower(strings.TrimSpace(mark)) {
	case "$":
		return []string{"USD", "AUD", "CAD", "NZD", "SGD", "HKD", "TWD", "MXN", "COP"}
	case "us$", "us dollar", "us dollars", "dollar", "dollars":
		return []string{"USD"}
	case "€", "euro", "euros":
		return []string{"EUR"}
	case "£", "pound", "pounds":
		return []string{"GBP"}
	case "¥", "yen":
		return []string{"JPY", "CNY"}
	case "₹", "rs", "rs.":
		return []string{"INR"}
	case "a$", "au$":
		return []string{"AUD"}
	case "c$", "ca$", "can$", "cad$":
		return []string{"CAD"}
	case "nz$":
		return []string{"NZD"}
	case "s$", "sg$":
		return []string{"SGD"}
	case "hk$":
		return []string{"HKD"}
	case "nt$":
		return []string{"TWD"}
	case "mx$":
		return []string{"MXN"}
	case "r$":
		return []string{"BRL"}
	case "kr", "kr.":
		return []string{"SEK", "NOK", "DKK"}
	case "zł", "zl":
		return []string{"PLN"}
	case "kč":
		return []string{"CZK"}
	case "₩":
		return []string{"KRW"}
	case "₺":
		return []string{"TRY"}
	case "₪":
		return []string{"ILS"}
	case "₱":
		return []string{"PHP"}
	case "฿":
		return []string{"THB"}
	case "₫", "đ":
		return []string{"VND"}
	case "fr", "fr.", "sfr":
		return []string{"CHF"}
	}
	if code := strings.ToUpper(strings.TrimSpace(mark)); len(code) == 3 {
		if _, err := currency.ParseISO(code); err == nil {
			return []string{code}
		}
	}
	return nil
}

// decimal looks at all prices for what their decimal sign is: one that settles it
// is "12,50" or "1.234,50". 0 = none does, or they differ.
func (b *builder) decimal() rune {
	var found rune
	for i := range b.lines {
		m := pricePattern.FindStringSubmatch(strings.TrimSpace(first(b.lines[i].cells[formatted], b.lines[i].cells[price])))
		if m == nil {
			continue
		}
		sign := signOf(strings.TrimRight(m[2], "., "))
		if sign == 0 {
			continue
		}
		if found != 0 && found != sign {
			return 0
		}
		found = sign
	}
	return found
}

// signOf returns the decimal sign of a number, 0 if it has none for certain.
func signOf(s string) rune {
	last := strings.LastIndexAny(s, ".,")
	if last < 0 {
		return 0
	}
	sign := rune(s[last])
	other := map[rune]string{'.': ",", ',': "."}[sign]
	switch {
	case strings.Contains(s, other):
		return sign
	case strings.Count(s, string(sign)) > 1:
		return []rune(other)[0] // it parts thousands
	case len(s)-last-1 != 3:
		return sign
	}
	return 0
}

// number reads digits with marks between thousands and a decimal sign.
func number(s string, sign rune) (float64, error) {
	s = strings.Map(func(r rune) rune {
		if blank(r) || r == '\'' || r == '’' {
			return -1
		}
		return r
	}, strings.TrimRight(s, "., "))
	if own := signOf(s); own != 0 {
		sign = own
	}
	last := strings.LastIndexAny(s, ".,")
	if sign == 0 && last >= 0 {
		if last > 3 || strings.HasPrefix(s, "0") || last == 0 { // no thousands are written so
			sign = rune(s[last])
		} else {
			return 0, errTwoWays
		}
	}
	head, tail := s, ""
	if i := strings.IndexRune(s, sign); sign != 0 && i >= 0 {
		head, tail = s[:i], s[i+1:]
	}
	groups := strings.FieldsFunc(head, func(r rune) bool { return r == '.' || r == ',' })
	if len(groups) > 1 && !grouped(groups) || strings.ContainsAny(tail, ".,") {
		return 0, errNoAmount
	}
	v, err := strconv.ParseFloat(strings.Join(groups, "")+"."+tail+"0", 64)
	if err != nil || math.IsInf(v, 0) {
		return 0, errNoAmount
	}
	return v, nil
}

// grouped reports whether parts are groups of thousands, or of lakhs.
func grouped(parts []string) bool {
	for i, p := range parts {
		n := len(p)
		if strings.ContainsFunc(p, func(r rune) bool { return r < '0' || r > '9' }) {
			return false
		}
		switch {
		case i == 0 && (n < 1 || n > 3),
			i == len(parts)-1 && i > 0 && n != 3,
			i > 0 && i < len(parts)-1 && n != 3 && n != 2:
			return false
		}
	}
	return len(parts) > 1
}

func blank(r rune) bool { return unicode.IsSpace(r) || r == '\u00a0' || r == '\u202f' }

func first(all ...string) string {
	for _, s := range all {
		if s != "" {
			return s
		}
	}
	return ""
}
