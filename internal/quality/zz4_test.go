package quality_test
import ("testing";"github.com/gumgenie/gumgenie/internal/quality";"sort")
func TestZL(t *testing.T){
 mk:=newMaker(t); briefs,items:=readLabelled(t); comp:=map[string]*quality.Compass{}
 for _,b:=range briefs{r,_:=mk.read.Read(b); t.Log(b,r.Domains,r.Selection.Kind); comp[b]=quality.NewCompass(mk.lex,r)}
 var on,off []float64
 for _,it:=range items{ s,f:=comp[it.brief].Score(it.text,nil); if it.off{off=append(off,s); if s<0.35{t.Logf("OFF %.2f %s %s | %s",s,f,it.brief,it.text)}}else{on=append(on,s); if s>0.2{t.Logf("ON %.2f %s %s | %s",s,f,it.brief,it.text)}}}
 sort.Float64s(on);sort.Float64s(off)
 t.Log(on); t.Log(off)
}
