package dataset

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	utf "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"

	"github.com/gumgenie/gumgenie/internal/fault"
)

// decode returns a dataset as UTF-8 with \n at the end of lines. Excel writes
// UTF-16 and Windows-1252 too.
func decode(raw []byte) (text, note string, err error) {
	switch {
	case bytes.HasPrefix(raw, []byte("PK\x03\x04")), bytes.HasPrefix(raw, []byte("\xd0\xcf\x11\xe0")):
		return "", "", fault.Field("dataset", "The dataset is a workbook or an archive. Save the sheet as CSV and send that.")
	case bytes.HasPrefix(raw, []byte("\xff\xfe")), bytes.HasPrefix(raw, []byte("\xfe\xff")):
		if raw, err = utf.UTF16(utf.LittleEndian, utf.ExpectBOM).NewDecoder().Bytes(raw); err != nil {
			return "", "", &fault.Fault{Kind: fault.Invalid, Field: "dataset", Cause: err, Message: "The dataset cannot be read as UTF-16. Save it as UTF-8."}
		}
	case !utf8.Valid(raw):
		if raw, err = charmap.Windows1252.NewDecoder().Bytes(raw); err != nil {
			return "", "", &fault.Fault{Kind: fault.Invalid, Field: "dataset", Cause: err, Message: "The dataset is not UTF-8 text. Save it as UTF-8."}
		}
		note = "The dataset is not UTF-8; it was read as Windows-1252."
	}
	text = strings.TrimPrefix(string(raw), "\ufeff")
	if strings.ContainsRune(text, 0) {
		return "", "", fault.Field("dataset", "The dataset is no text. Send CSV or JSON.")
	}
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	if t := strings.TrimLeftFunc(text, unicode.IsSpace); strings.HasPrefix(t, "[") || strings.HasPrefix(t, "{") {
		return t, note, nil
	}
	if strings.TrimSpace(text) == "" {
		return "", "", fault.Field("dataset", "The dataset is empty.")
	}
	return text, note, nil
}

// plain makes a cell safe to show: composed characters, single spaces, nothing
// that cannot be seen or turns the direction of writing, and no sign in front
// that makes a spreadsheet take it for a formula (it reports whether there was
// one).
func plain(cell string, most int) (s string, formula bool) {
	cell = strings.Map(func(r rune) rune {
		switch {
		case r == '\u200d' || r == '\ufe0f': // emoji are joined by them
			return r
		case r == utf8.RuneError, unicode.Is(unicode.Cf, r):
			return -1
		case unicode.IsControl(r), unicode.IsSpace(r), unicode.Is(unicode.Co, r):
			return ' '
		}
		return r
	}, norm.NFC.String(strings.ToValidUTF8(cell, "")))
	cell = strings.Join(strings.Fields(cell), " ")
	s = strings.TrimLeftFunc(cell, func(r rune) bool { return strings.ContainsRune("=+-@＝＋－＠ \u200d\ufe0f", r) })
	return cut(s, most), s != cell
}
