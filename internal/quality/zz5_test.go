package quality_test
import ("testing";"os";"fmt";"github.com/gumgenie/gumgenie/internal/quality";"github.com/gumgenie/gumgenie/internal/product")
func TestZF(t *testing.T){
 mk:=newMaker(t); briefs,items:=readLabelled(t); comp:=map[string]*quality.Compass{}
 out,_:=os.Create("/tmp/qprog/feat.tsv"); defer out.Close()
 kind:=""
 dump:=func(o,s,n,ne,f float64){fmt.Fprintf(out,"%s\t%g\t%g\t%g\t%g\t%g\n",kind,o,s,n,ne,f)}
 for _,b:=range briefs{r,_:=mk.read.Read(b); c:=quality.NewCompass(mk.lex,r); c.SetDump(dump); comp[b]=c}
 for i,it:=range items{ kind=fmt.Sprintf("L%v\t%d",it.off,i/16); comp[it.brief].Score(it.text,nil)}
 bs:=append(briefs,"Homeschooling mothers of three","Electricians running a one-van business","Japanese learners on commutes","Vet nurses in small practices","Church organist and choir leader","Foster parents of teenagers","Data scientists in start-ups","Falconer","Long-haul truck drivers","Widower learning to cook","Wheelchair basketball coach")
 for i,b:=range bs{ r,_:=mk.read.Read(b); c:=quality.NewCompass(mk.lex,r); c.SetDump(dump)
  for _,cat:=range []product.Category{product.AIPrompts,product.DigitalPlanners}{ _,secs:=mk.sections(t,b,cat); for s:=range secs{for k:=range secs[s].Items{it:=&secs[s].Items[k]; if it.Kind==product.Prompt||it.Kind==product.Page{ kind=fmt.Sprintf("G%s\t%d",it.Kind,i); c.Score(quality.ItemText(it),it.Needs); fmt.Fprintf(out,"#%s|%s|%s\n",b,it.Title,it.Source)}}}}}
}
