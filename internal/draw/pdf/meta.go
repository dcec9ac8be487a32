package pdf

import (
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/gumgenie/gumgenie/internal/draw"
)

// The producer and the dates do not change, so that the same document gives the
// same bytes.
const (
	producer = "GumGenie"
	infoDate = "D:20260101000000Z"
	xmpDate  = "2026-01-01T00:00:00Z"
)

// info writes the information dictionary.
func (c *compiler) info() ref {
	b := []byte("<</Producer(" + producer + ")/CreationDate(" + infoDate + ")/ModDate(" + infoDate + ")")
	for _, f := range [][2]string{{"/Title", c.doc.Title}, {"/Author", c.doc.Author}, {"/Subject", c.doc.Subject}, {"/Keywords", strings.Join(c.doc.Keywords, ", ")}} {
		if f[1] != "" {
			b = appendText(append(b, f[0]...), f[1])
		}
	}
	return c.add(append(b, ">>"...))
}

// metadata writes the same as XMP. It is not packed, so that tools which know
// no PDF can find it.
func (c *compiler) metadata() ref {
	var s strings.Builder
	s.WriteString("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n")
	s.WriteString(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">` + "\n")
	s.WriteString("<dc:format>application/pdf</dc:format>\n")
	if d := c.doc.Title; d != "" {
		s.WriteString(`<dc:title><rdf:Alt><rdf:li xml:lang="x-default">` + escape(d) + "</rdf:li></rdf:Alt></dc:title>\n")
	}
	if d := c.doc.Author; d != "" {
		s.WriteString("<dc:creator><rdf:Seq><rdf:li>" + escape(d) + "</rdf:li></rdf:Seq></dc:creator>\n")
	}
	if d := c.doc.Subject; d != "" {
		s.WriteString(`<dc:description><rdf:Alt><rdf:li xml:lang="x-default">` + escape(d) + "</rdf:li></rdf:Alt></dc:description>\n")
	}
	if d := c.doc.Lang; d != "" {
		s.WriteString("<dc:language><rdf:Bag><rdf:li>" + escape(d) + "</rdf:li></rdf:Bag></dc:language>\n")
	}
	if len(c.doc.Keywords) > 0 {
		s.WriteString("<dc:subject><rdf:Bag>")
		for _, k := range c.doc.Keywords {
			s.WriteString("<rdf:li>" + escape(k) + "</rdf:li>")
		}
		s.WriteString("</rdf:Bag></dc:subject>\n<pdf:Keywords>" + escape(strings.Join(c.doc.Keywords, ", ")) + "</pdf:Keywords>\n")
	}
	s.WriteString("<pdf:Producer>" + producer + "</pdf:Producer>\n<xmp:CreateDate>" + xmpDate + "</xmp:CreateDate>\n<xmp:ModifyDate>" + xmpDate + "</xmp:ModifyDate>\n<xmp:MetadataDate>" + xmpDate + "</xmp:MetadataDate>\n")
	s.WriteString("</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>")
	r := c.alloc()
	c.raw(r, "/Type/Metadata/Subtype/XML", []byte(s.String()))
	return r
}

func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a builder takes everything
	return b.String()
}

// catalog writes the root of the file.
func (c *compiler) catalog(pages, outline, structure, metadata ref) ref {
	b := fmt.Appendf(nil, "<</Type/Catalog/Pages %s/StructTreeRoot %s/Metadata %s/MarkInfo<</Marked true>>", pages, structure, metadata)
	if outline != 0 {
		b = fmt.Appendf(b, "/Outlines %s", outline)
	}
	if c.doc.Lang != "" {
		b = appendText(append(b, "/Lang"...), c.doc.Lang)
	}
	var prefer string
	if c.doc.Title != "" {
		prefer = "/DisplayDocTitle true"
	}
	if draw.RTL(c.doc.Lang) {
		prefer += "/Direction/R2L" // how facing pages lie beside each other
	}
	if prefer != "" {
		b = append(b, "/ViewerPreferences<<"+prefer+">>"...)
	}
	return c.add(append(b, ">>"...))
}
