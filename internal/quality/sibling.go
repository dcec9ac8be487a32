package quality

import (
	"bytes"
	"crypto/sha256"
	"regexp"
	"strconv"
)

// print is a PDF without its colours: the hash of the file with the table of its
// palette and its identity blanked out. Two files with equal prints differ in
// nothing else. What a print says is only that; it is never a reason to believe
// that a file is sound.
type print [sha256.Size]byte

// The two places of a file that its palette decides, as our writer lays them
// down: the last object before the cross-reference stream is the palette, an
// indexed colour space of sRGB, and the dictionary of that stream holds the
// identity.
var (
	paletteObject = regexp.MustCompile(`^\d{1,7} 0 obj\n\[/Indexed/DeviceRGB (\d{1,3})<((?:[0-9a-f]{6})+)>\]\nendobj\n`)
	tableObject   = regexp.MustCompile(`^\d{1,7} 0 obj\n<</Type/XRef[^<>]*/ID\[<([0-9a-f]{32})><([0-9a-f]{32})>\]`)
)

// maxPalette is the length of a palette object of 256 colours, rounded up.
const maxPalette = 6*256 + 64

// fingerprint takes the print of a file; false for one that is laid out in any
// other way, damaged ones included: those are read whole.
func fingerprint(data []byte) (print, bool) {
	at, ok := tableAt(data)
	if !ok {
		return print{}, false
	}
	id := tableObject.FindSubmatchIndex(data[at:])
	from := bytes.LastIndex(data[max(0, at-maxPalette):at], []byte(" 0 obj\n"))
	if id == nil || from < 0 {
		return print{}, false
	}
	from += max(0, at-maxPalette)
	for from > 0 && data[from-1] >= '0' && data[from-1] <= '9' {
		from--
	}
	table := paletteObject.FindSubmatchIndex(data[from:at])
	if table == nil || from+table[1] != at {
		return print{}, false
	}
	if last, err := strconv.Atoi(string(data[from+table[2] : from+table[3]])); err != nil || table[5]-table[4] != 6*(last+1) {
		return print{}, false
	}
	h := sha256.New()
	h.Write(data[:from+table[4]])
	h.Write(make([]byte, table[5]-table[4]))
	h.Write(data[from+table[5] : at+id[2]])
	h.Write(make([]byte, id[3]-id[2]))
	h.Write(data[at+id[3] : at+id[4]])
	h.Write(make([]byte, id[5]-id[4]))
	h.Write(data[at+id[5]:])
	return print(h.Sum(nil)), true
}

// tableAt returns where the file says that its cross-reference table begins.
func tableAt(data []byte) (int, bool) {
	end := bytes.LastIndex(data, []byte("\nstartxref\n"))
	if end < 0 {
		return 0, false
	}
	tail := data[end+len("\nstartxref\n"):]
	digits, found := bytes.CutSuffix(tail, []byte("\n%%EOF\n"))
	at, err := strconv.Atoi(string(digits))
	return at, found && err == nil && at > 0 && at < end
}
