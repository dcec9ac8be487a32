package library

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"sort"
	"strings"
	"time"

	"github.com/klauspost/compress/flate"
	"github.com/xuri/excelize/v2"

	"github.com/gumgenie/gumgenie/internal/deliver"
	"github.com/gumgenie/gumgenie/internal/draw"
	"github.com/gumgenie/gumgenie/internal/locale"
)

const sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// cellLimit is what a cell of a workbook holds, in UTF-16 units.
const cellLimit = 32767

// workbook writes the prompts as a workbook that filters: one sheet of prompts,
// one of workflows, one of blanks, and one that says how. All cells are text.
func workbook(in Input, c *contents) (_ []byte, err error) {
	f := excelize.NewFile()
	defer func() {
		if e := f.Close(); err == nil && e != nil {
			err = e
		}
	}()
	w := &bookWriter{f: f, lang: in.Lang, accent: hexOf(in), family: "Calibri"}
	w.styles()
	w.sheet("StartHere", in.Lang.Say("Start here"), []float64{24, 96}, nil, startRows(in, c))
	var rows [][]string
	for _, p := range c.Prompts {
		rows = append(rows, c.row(p))
	}
	w.sheet("Library", in.Lang.Say("Library"), []float64{9, 34, 20, 11, 26, 36, 36, 42, 80, 44, 44, 44}, heads(in.Lang), rows)
	rows = nil
	for _, f := range c.Workflows {
		for i, s := range f.Steps {
			rows = append(rows, []string{f.Number, f.Title, fmt.Sprint(i + 1), s.Uses, s.Text, s.Pass})
		}
	}
	if len(rows) > 0 {
		w.sheet("Workflows", in.Lang.Say("Workflows"), []float64{11, 44, 7, 10, 50, 60}, []string{
			in.Lang.Say("Workflow"), in.Lang.Say("Title"), in.Lang.Say("Step"), in.Lang.Say("Prompt"), in.Lang.In("what to do in a step", "Do"), in.Lang.Say("Hand over"),
		}, rows)
	}
	rows = nil
	for _, b := range c.blanks() {
		var used []string
		for _, p := range b.prompts {
			used = append(used, p.Number)
		}
		rows = append(rows, []string{"[" + b.name + "]", b.example, deliver.List(in.Lang, used), ""})
	}
	w.sheet("Inputs", in.Lang.Say("Inputs"), []float64{34, 60, 30, 60}, []string{
		in.Lang.Say("Blank"), in.Lang.Say("For example (invented)"), in.Lang.Say("Used in"), in.Lang.Say("My value"),
	}, rows)
	if w.err != nil {
		return nil, fmt.Errorf("write the workbook: %w", w.err)
	}
	return w.finish(c.Title, in.author())
}

func startRows(in Input, c *contents) [][]string {
	lang := in.Lang
	library, inputs, workflows := sheetName(lang.Say("Library")), sheetName(lang.Say("Inputs")), sheetName(lang.Say("Workflows"))
	return [][]string{
		{c.Title, c.edition()},
		{lang.Say("Find a prompt"), lang.Say("Sheet “%s”: use the arrows in the head to filter by group, need or edition. The search of your program looks through all texts.", library)},
		{lang.Say("Use a prompt"), lang.Say("Select its cell in the column “%s” and copy it. Pasted into a chat, it keeps its lines. If quotation marks appear around it, open the cell first and copy the text inside.", lang.Say("Prompt"))},
		{lang.Say("Fill the blanks"), lang.Say("Blanks are written [LIKE THIS]. The column “%s” has a value for each, as it might be; all of them are invented.", lang.Say("Inputs"))},
		{lang.Say("Keep your values"), lang.Say("Sheet “%s”: every blank of the library, with a column for the value that you use. One value serves all prompts that have the blank.", inputs)},
		{lang.Say("Work in chains"), lang.Say("Sheet “%s”: which prompt comes after which, and what is handed over.", workflows)},
		{lang.Say("Works with"), in.statement()},
		{lang.Say("Licence"), in.licence()},
		{lang.Say("This workbook"), lang.Say("It holds text only: no formulas, no macros, no links to other files.")},
	}
}

// heads are the names of the columns as a reader sees them, in the order of
// columns.
func heads(lang *locale.Printer) []string {
	return []string{
		lang.Say("Number"), lang.Say("Title"), lang.Say("Group"), lang.Say("Edition"), lang.Say("Needs"), lang.In("what a prompt does", "Job"), lang.In("when to use a prompt", "When"),
		lang.Say("Inputs"), lang.Say("Prompt"), lang.Say("Follow-ups"), lang.Say("Quality check"), lang.Say("Common failure"),
	}
}

func hexOf(in Input) string {
	a := in.Theme.Palette[draw.Accent]
	return fmt.Sprintf("%02X%02X%02X", a.R, a.G, a.B)
}

// bookWriter writes sheets; the first error stays.
type bookWriter struct {
	f              *excelize.File
	lang           *locale.Printer
	accent, family string
	head, text     int
	first          int // style of the first column
	sheets         int
	err            error
}

func (w *bookWriter) do(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *bookWriter) styles() {
	add := func(font excelize.Font, fill excelize.Fill) int {
		id, err := w.f.NewStyle(&excelize.Style{
			Font: &font, Fill: fill,
			Alignment: &excelize.Alignment{Vertical: "top", WrapText: true},
			NumFmt:    49, // text
		})
		w.do(err)
		return id
	}
	ink := "FFFFFF"
	w.head = add(excelize.Font{Bold: true, Color: ink, Family: w.family, Size: 11}, excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{w.accent}})
	w.text = add(excelize.Font{Family: w.family, Size: 10.5}, excelize.Fill{})
	w.first = add(excelize.Font{Bold: true, Family: w.family, Size: 10.5}, excelize.Fill{})
}

// sheetName makes a name that programs take for a sheet.
func sheetName(name string) string {
	const most = 31
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) {
			return '-'
		}
		return r
	}, strings.Trim(flat(name), "'"))
	return short(name, most)
}

// distinct numbers what comes twice: no two columns of a table have one name.
func distinct(heads []string) []string {
	seen := map[string]int{}
	out := make([]string, len(heads))
	for i, h := range heads {
		out[i] = h
		key := strings.ToLower(h)
		if seen[key]++; seen[key] > 1 {
			out[i] = fmt.Sprintf("%s (%d)", h, seen[key])
		}
	}
	return out
}

// sheet writes a sheet; with heads it has a filter and a head that stays. id is
// what its table is called, which no reader sees.
func (w *bookWriter) sheet(id, name string, widths []float64, heads []string, rows [][]string) {
	if w.err != nil {
		return
	}
	name = sheetName(name)
	if at, err := w.f.GetSheetIndex(name); err != nil || at >= 0 {
		name = id // another sheet is called so
	}
	if w.sheets == 0 {
		w.do(w.f.SetSheetName("Sheet1", name))
	} else {
		_, err := w.f.NewSheet(name)
		w.do(err)
	}
	w.sheets++
	if right := true; w.lang.RTL() {
		w.do(w.f.SetSheetView(name, -1, &excelize.ViewOptions{RightToLeft: &right}))
	}
	s, err := w.f.NewStreamWriter(name)
	if err != nil {
		w.do(err)
		return
	}
	for i, width := range widths {
		w.do(s.SetColWidth(i+1, i+1, width))
	}
	at := 1
	if heads != nil {
		frozen := &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}
		if len(heads) > 6 {
			frozen = &excelize.Panes{Freeze: true, XSplit: 2, YSplit: 1, TopLeftCell: "C2", ActivePane: "bottomRight"}
		}
		w.do(s.SetPanes(frozen))
		w.do(s.SetRow("A1", w.cells(distinct(heads), w.head, w.head), excelize.RowOpts{Height: 24}))
		at = 2
	}
	for _, r := range rows {
		w.do(s.SetRow(fmt.Sprintf("A%d", at), w.cells(r, w.first, w.text), excelize.RowOpts{Height: height(r, widths)}))
		at++
	}
	if heads != nil && len(rows) > 0 {
		end, err := excelize.CoordinatesToCellName(len(heads), at-1)
		w.do(err)
		plain := false
		w.do(s.AddTable(&excelize.Table{Range: "A1:" + end, Name: id, StyleName: "TableStyleLight1", ShowRowStripes: &plain}))
	}
	w.do(s.Flush())
}

func (w *bookWriter) cells(texts []string, first, rest int) []any {
	out := make([]any, len(texts))
	for i, t := range texts {
		style := rest
		if i == 0 {
			style = first
		}
		out[i] = excelize.Cell{StyleID: style, Value: w.limit(t)}
	}
	return out
}

// limit cuts what a cell cannot hold, and says so.
func (w *bookWriter) limit(s string) string {
	if len(s) <= cellLimit {
		return s
	}
	note := " " + w.lang.Say("… (longer than a cell holds: the Markdown file has all of it)")
	n := 0
	for i, r := range s {
		n++
		if r > 0xffff {
			n++
		}
		if n > cellLimit-len(note) {
			return s[:i] + note
		}
	}
	return s
}

// height guesses the height of a row in points, since a program shows wrapped
// text whole only in rows that are tall enough. 409 is the most there is.
func height(cells []string, widths []float64) float64 {
	most := 1
	for i, c := range cells {
		lines := 0
		for l := range strings.SplitSeq(c, "\n") {
			lines += 1 + int(float64(deliver.Width(l))/(widths[i]*1.02))
		}
		most = max(most, lines)
	}
	return min(409, float64(most)*14.4+4)
}

// finish writes the workbook with its parts in a fixed order and of a fixed
// time, so that the same prompts give the same bytes.
func (w *bookWriter) finish(title, author string) ([]byte, error) {
	const when = "2000-01-01T00:00:00Z"
	if err := w.f.SetDocProps(&excelize.DocProperties{Title: title, Creator: author, LastModifiedBy: author, Created: when, Modified: when, Language: w.lang.Tag()}); err != nil {
		return nil, fmt.Errorf("write the workbook: %w", err)
	}
	w.f.SetZipWriter(quick)
	raw, err := w.f.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("write the workbook: %w", err)
	}
	from, err := zip.NewReader(bytes.NewReader(raw.Bytes()), int64(raw.Len()))
	if err != nil {
		return nil, fmt.Errorf("read the workbook again: %w", err)
	}
	sort.Slice(from.File, func(i, j int) bool { return rank(from.File[i].Name) < rank(from.File[j].Name) })
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range from.File {
		if err := move(z, part); err != nil {
			return nil, fmt.Errorf("sort the workbook: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("sort the workbook: %w", err)
	}
	return out.Bytes(), nil
}

// quick packs in half the time of the standard library, one part after the other
// with one set of tables.
func quick(out io.Writer) excelize.ZipWriter {
	z := zip.NewWriter(out)
	var pack *flate.Writer
	z.RegisterCompressor(zip.Deflate, func(part io.Writer) (_ io.WriteCloser, err error) {
		if pack == nil {
			pack, err = flate.NewWriter(part, 6)
			return pack, err
		}
		pack.Reset(part)
		return pack, nil
	})
	return z
}

// rank sorts the list of parts first, as readers of streams want it.
func rank(name string) string {
	if name == "[Content_Types].xml" {
		return ""
	}
	return name
}

// move copies a part as it is packed, with nothing but its name and sums.
func move(z *zip.Writer, part *zip.File) error {
	in, err := part.OpenRaw()
	if err != nil {
		return err
	}
	h := zip.FileHeader{
		Name: part.Name, Method: part.Method, CRC32: part.CRC32,
		CompressedSize64: part.CompressedSize64, UncompressedSize64: part.UncompressedSize64,
		Modified: time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC),
	}
	out, err := z.CreateRaw(&h)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return err
}
