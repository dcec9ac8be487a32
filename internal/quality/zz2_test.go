package quality_test
import ("testing";"time";"os";"github.com/gumgenie/gumgenie/internal/product";"github.com/gumgenie/gumgenie/internal/quality";"github.com/gumgenie/gumgenie/internal/inspect";"github.com/gumgenie/gumgenie/internal/deliver/planner";"github.com/gumgenie/gumgenie/internal/draw/pdf";"runtime/pprof";"bytes")
var _=inspect.PDF
func TestZT(t *testing.T){
 mk:=newMaker(t)
 r,secs:=mk.sections(t,"Meal and sleep planner for night-shift nurses",product.DigitalPlanners)
 themes:=themesFrom("sage")
 p:=&product.Product{Title:r.Title,Sections:secs,Day:r.Day,Request:product.Request{Year:2027}}
 in:=planner.Input{Product:p,Profile:profile(),Fonts:mk.fonts,Themes:themes}
 ed:=planner.Editions(product.Ultimate,2027)[2]
 doc,err:=planner.Draw(in,ed); if err!=nil{t.Fatal(err)}
 f,err:=pdf.Compile(doc); if err!=nil{t.Fatal(err)}
 a:=f.Bytes(themes[0].Palette); b:=f.Bytes(themes[2].Palette)
 pf:=product.File{Path:"ultimate/main/01-sage/planner-2027-monday.pdf",Type:"application/pdf"}
 prof,_:=os.Create("/tmp/qprog/cpu.prof"); pprof.StartCPUProfile(prof)
 var facts,fs quality.Facts
 for range 5{
 var rd quality.Reader
 t0:=time.Now(); facts=rd.Inspect(pf,a); t1:=time.Now(); fs=rd.Inspect(pf,b); t.Log("full",t1.Sub(t0),"sibling",time.Since(t1),len(a),bytes.Equal(a,b))
 }
 pprof.StopCPUProfile()
 t.Log(facts.Counts,len(facts.Titles),facts.Faults,facts.Checks); t.Log(fs.Faults)
}
