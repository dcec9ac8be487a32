package server

import (
	"cmp"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/gumgenie/gumgenie/internal/catalog"
	"github.com/gumgenie/gumgenie/internal/product"
)

// productView is the page of one product.
type productView struct {
	head
	P          *product.Product
	Kind       string // the category's name
	Look       string // the preset's name
	Progress   progress
	Dimensions []dimension
	Raises     []product.Criterion // what would raise the score, most first
	Gates      []product.Gate      // those not passed first
	Red        int                 // gates that are not passed
	Offers     []offerView
	Pictures   []picture
	Texts      []listed // the listing's files, to copy or save
	Folders    []folder
	Items      int
	Model      modelled
	Body       template.HTML // the listing's description
}

// modelled counts what a model wrote of a product.
type modelled struct {
	By                      string // the model, the first of several
	Written, Pending, Check int    // items written by it, still to come, and to be read before selling
}

// dimension is one quarter of the score.
type dimension struct {
	Name       string
	Points, Of float64
	Share      int // percent
	Criteria   []product.Criterion
}

// offerView is a tier with the address of its ZIP, "" if it is withheld.
type offerView struct {
	product.Offer
	URL   string
	Files int
}

// picture is a picture of the product with its words.
type picture struct{ URL, Alt, Path string }

// folder is a group of files.
type folder struct {
	Name  string
	Files []listed
	Bytes int64
}

// showProduct shows how a product is being made, or what was made.
func (s *server) showProduct(w http.ResponseWriter, r *http.Request) error {
	p, _, err := s.DB.Product(r.Context(), owner, r.PathValue("id"))
	if err != nil {
		return err
	}
	v := productView{head: head{Title: p.Title, Version: s.Version}, P: p, Kind: string(p.Category)}
	if spec, ok := catalog.SpecOf(p.Category); ok {
		v.Kind = spec.Name
	}
	preset := cmp.Or(p.Design.Preset, p.Request.Preset)
	if look, ok := catalog.PresetOf(preset); ok {
		v.Look = look.Name
	}
	if v.Progress, err = s.progress(r, p); err != nil {
		return err
	}
	switch p.Status {
	case product.Complete:
		v.Title = "Ready: " + p.Title
		v.verdict()
		v.goods()
	case product.Stopped:
		v.Title = "Stopped: " + p.Title
	case product.Failed:
		v.Title = "Failed: " + p.Title
	default:
		v.Title = v.Progress.Short() + " · " + p.Title
		v.Refresh, v.Follow = 2, true
	}
	return s.render(w, http.StatusOK, "product", v)
}

// verdict arranges score and gates for reading.
func (v *productView) verdict() {
	for _, c := range v.P.Report.Criteria {
		at := slices.IndexFunc(v.Dimensions, func(d dimension) bool { return d.Name == c.Dimension })
		if at < 0 {
			at = len(v.Dimensions)
			v.Dimensions = append(v.Dimensions, dimension{Name: c.Dimension, Points: v.P.Report.Dimensions[c.Dimension]})
		}
		d := &v.Dimensions[at]
		d.Of += c.Of
		d.Criteria = append(d.Criteria, c)
		if c.Raise != "" {
			v.Raises = append(v.Raises, c)
		}
	}
	for i := range v.Dimensions {
		if d := &v.Dimensions[i]; d.Of > 0 {
			d.Share = int(100*d.Points/d.Of + 0.5)
		}
	}
	slices.SortStableFunc(v.Raises, func(a, b product.Criterion) int { return cmp.Compare(b.Of-b.Points, a.Of-a.Points) })
	for _, g := range v.P.Report.Gates {
		if g.Passed {
			v.Gates = append(v.Gates, g)
			continue
		}
		v.Gates = slices.Insert(v.Gates, v.Red, g)
		v.Red++
	}
}

// goods arranges what was made: tiers, pictures, texts, files.
func (v *productView) goods() {
	p := v.P
	for _, o := range p.Offers {
		one := offerView{Offer: o}
		if o.Bundle != "" {
			one.URL = "/api/products/" + p.ID + "/tiers/" + string(o.Tier) + "/bundle.zip"
		}
		for _, f := range p.Files {
			if strings.HasPrefix(f.Path, string(o.Tier)+"/") {
				one.Files++
			}
		}
		v.Offers = append(v.Offers, one)
	}
	for _, f := range p.Files {
		name, _, _ := strings.Cut(f.Path, "/")
		at := slices.IndexFunc(v.Folders, func(d folder) bool { return d.Name == name })
		if at < 0 {
			at = len(v.Folders)
			v.Folders = append(v.Folders, folder{Name: name})
		}
		one := listed{f, fileURL(p.ID, f)}
		v.Folders[at].Files = append(v.Folders[at].Files, one)
		v.Folders[at].Bytes += f.Bytes
		if name == "listing" {
			v.listing(one)
		}
	}
	for _, s := range p.Sections {
		v.Items += len(s.Items)
		for i := range s.Items {
			v.Model.add(&s.Items[i])
		}
	}
	v.Body = markdown(p.Listing.Description, 4)
}

func (m *modelled) add(it *product.Item) {
	if it.Pending {
		m.Pending++
	}
	if it.Check != "" {
		m.Check++
	}
	if it.Writer != "" && it.Writer != "local" && it.Writer != "creator" {
		m.Written++
		m.By = cmp.Or(m.By, it.Writer)
	}
}

// listing sorts a file of the listing folder into pictures and texts.
func (v *productView) listing(f listed) {
	name := strings.TrimPrefix(f.Path, "listing/")
	switch number, gallery := strings.CutPrefix(strings.TrimSuffix(name, ".png"), "gallery-"); {
	case gallery:
		v.Pictures = append(v.Pictures, picture{f.URL, "Picture " + number + " of the listing: pages of “" + v.P.Title + "” as a buyer gets them", f.Path})
	case name == "cover.png":
		v.Pictures = append([]picture{{f.URL, "Cover of “" + v.P.Title + "”", f.Path}}, v.Pictures...)
	case !strings.HasSuffix(name, ".png"):
		v.Texts = append(v.Texts, f)
	}
}

// stopForm and deleteForm are the page's buttons; they work without script.
func (s *server) stopForm(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	if err := s.Runner.Stop(r.Context(), owner, id); err != nil {
		return err
	}
	http.Redirect(w, r, "/p/"+id, http.StatusSeeOther)
	return nil
}

func (s *server) deleteForm(w http.ResponseWriter, r *http.Request) error {
	if err := s.Runner.Delete(r.Context(), owner, r.PathValue("id")); err != nil {
		return err
	}
	http.Redirect(w, r, "/", http.StatusSeeOther)
	return nil
}
