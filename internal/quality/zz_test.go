package quality_test
import ("testing";"time";"os";"github.com/gumgenie/gumgenie/internal/product";"github.com/gumgenie/gumgenie/internal/quality";"strings";"sort")
func TestZZ(t *testing.T){
 mk:=newMaker(t)
 tiers:=[]product.Tier{product.Mini,product.Starter}
 if os.Getenv("ALL")!=""{tiers=append(tiers,product.Pro,product.Ultimate)}
 b:=os.Getenv("BRIEF"); if b==""{b="Meal and sleep planner for night-shift nurses"}
 t0:=time.Now(); m:=mk.planner(t,b,tiers...); t.Log("made",time.Since(t0))
 if os.Getenv("ALL")==""{m.in.Product.Request.Tier=""}
 t0=time.Now(); r:=m.judge(); t.Log("judge",time.Since(t0))
 t.Log(r.Score,r.LaunchReady,r.Why,r.Dimensions)
 for _,g:=range r.Gates{ t.Log(g.ID,g.Passed,g.Checks); for _,f:=range g.Faults{t.Log("    ",f)} }
 for _,c:=range r.Criteria{ t.Log(c.ID,c.Points,c.Of,c.Measured,"|",c.Raise)}
 cs:=quality.Count(m.in.Product,m.in.Facts); for _,ti:=range tiers{t.Log(ti,cs[ti])}
 n:=0; for p,f:=range m.in.Facts{ if strings.HasSuffix(p,".pdf"){ n++; if n<5||true{ _=f}}}
 var ks []string; for p:=range m.in.Facts{ if !strings.Contains(p,"sticker"){ks=append(ks,p)}}; sort.Strings(ks)
 for _,p:=range ks{ f:=m.in.Facts[p]; t.Log(p,len(m.bytes[p]),f.Counts,len(f.Titles),f.Says,f.Names)}
 t.Log(m.in.Product.Listing.Title,"|",m.in.Product.Listing.Tagline,"\n",m.in.Product.Listing.Description,"\n",m.in.Product.Listing.Claims,m.in.Product.Offers)
}
