package quality_test

import (
	"bytes"
	"fmt"
)

// pdfOf says what is special about a small hand-made PDF.
type pdfOf struct {
	version string // "" = 1.7
	title   string // "" = a good one, "-" = none
	lang    string // "" = en, "-" = none
	trailer string // more entries of the trailer
	annots  string // annotations of the first page
	loose   bool   // without structure
}

// plainPDF writes a PDF of one page by hand, with a heading and text in a
// typeface that is not in it: nothing of ours comes out like this.
func plainPDF(p pdfOf) []byte {
	if p.version == "" {
		p.version = "1.7"
	}
	info := "/Title(Start here)/Author(Paper Lantern Studio)"
	switch p.title {
	case "":
	case "-":
		info = "/Author(Paper Lantern Studio)"
	default:
		info = "/Title(" + p.title + ")/Author(Paper Lantern Studio)"
	}
	lang := "/Lang(en)"
	if p.lang == "-" {
		lang = ""
	}
	tags := "/MarkInfo<</Marked true>>/StructTreeRoot 7 0 R"
	if p.loose {
		tags = ""
	}
	content := "/H1 <</MCID 0>> BDC BT /F 24 Tf 60 700 Td (Start here) Tj ET EMC\n" +
		"/H2 <</MCID 1>> BDC BT /F 14 Tf 60 660 Td (Open the first file and tap a name) Tj ET EMC\n" +
		"/P <</MCID 2>> BDC BT /F 10 Tf 60 640 Td (Everything is explained on this page in a few words) Tj ET EMC\n"
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R" + lang + tags + ">>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R/Annots[" + p.annots + "]>>",
		fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content),
		"<</Type/Font/Subtype/TrueType/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
		"<<" + info + ">>",
		"<</Type/StructTreeRoot>>",
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "%%PDF-%s\n", p.version)
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R/Info 6 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, p.trailer, table)
	return b.Bytes()
}
