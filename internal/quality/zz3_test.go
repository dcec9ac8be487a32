package quality_test
import ("testing";"time";"sort";"fmt";"github.com/gumgenie/gumgenie/internal/product";"github.com/gumgenie/gumgenie/internal/quality";"github.com/gumgenie/gumgenie/internal/brief")
func txt(it *product.Item)string{ return quality.ItemText(it)}
func TestZD(t *testing.T){
 t0:=time.Now(); mk:=newMaker(t); t.Log("lexicon",time.Since(t0))
 briefs:=[]string{"Meal and sleep planner for night-shift nurses","Prompts for wedding photographers in Iceland","Sourdough bakery owners","Planner for parents of twins who travel","Beekeeper with 30 hives","Model railway club treasurer","ADHD students preparing for the bar exam","Freelance UX designers pitching clients","Marathon training for beginners over 50","Homeschooling mothers of three","Electricians running a one-van business","Dungeon masters for D&D","Japanese learners on commutes","Vet nurses in small practices","Allotment gardeners on clay soil","Etsy sellers of handmade candles","Church organist and choir leader","Foster parents of teenagers","Data scientists in start-ups","Retired couples moving to Spain","Falconer","Long-haul truck drivers"}
 type P struct{r brief.Reading; items []*product.Item}
 var ps []P
 for _,b:=range briefs{ r,err:=mk.read.Read(b); if err!=nil{t.Fatal(err)}; p:=P{r:r}
  for _,c:=range []product.Category{product.AIPrompts,product.DigitalPlanners}{ _,secs:=mk.sections(t,b,c); for s:=range secs{for i:=range secs[s].Items{it:=&secs[s].Items[i]; if it.Kind==product.Prompt||it.Kind==product.Page||it.Kind==product.Workflow||it.Kind==product.Sheet{p.items=append(p.items,it)}}}}
  ps=append(ps,p)
 }
 type row struct{s float64; d string}
 for a:=range ps{ c:=quality.NewCompass(mk.lex,ps[a].r); var on []row; kinds:=map[product.Kind][]float64{}
  for _,it:=range ps[a].items{ s,f:=c.Score(txt(it),it.Needs); on=append(on,row{s,fmt.Sprint(it.Kind," ",it.Title," ",it.Source," → ",f)}); kinds[it.Kind]=append(kinds[it.Kind],s)}
  sort.Slice(on,func(i,j int)bool{return on[i].s>on[j].s})
  off:=[]float64{}
  for b:=range ps{ if b==a{continue}; for _,it:=range ps[b].items{ if it.Source!=""&&len(it.Source)>3&&it.Kind==product.Prompt||it.Kind==product.Page{ s,_:=c.Score(txt(it),nil); off=append(off,s)}}}
  sort.Float64s(off)
  q:=func(x []float64,p float64)float64{return x[int(p*float64(len(x)-1))]}
  t.Logf("%s %v n=%d on max %.2f p95 %.2f p50 %.2f | cross p25 %.2f p50 %.2f p75 %.2f p90 %.2f",briefs[a],ps[a].r.Domains,len(on),on[0].s,on[len(on)/20].s,on[len(on)/2].s,q(off,.25),q(off,.5),q(off,.75),q(off,.9))
  for _,r:=range on[:4]{t.Logf("      %.2f %s",r.s,r.d)}
 }
}
