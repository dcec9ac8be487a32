package quality_test
import ("testing";"github.com/gumgenie/gumgenie/internal/product")
func TestZW(t *testing.T){
 mk:=newMaker(t)
 for _,b:=range []string{"Sourdough bakery owners","Wedding photographers in Iceland","Parents of twins who travel","Beekeeper with 30 hives","ADHD students preparing for the bar exam","Freelance UX designers pitching clients","Marathon training for beginners over 50","Homeschooling mothers of three","Electricians running a one-van business","Japanese learners on commutes","Etsy sellers of handmade candles","Church organist","Retired couples moving to Spain","Long-haul truck drivers","Widower learning to cook","Stock market investors","Recovering alcoholics in their first year","Nurses with café ☕ habit","Muslim women planning Ramadan","Collectors of limited edition sneakers","Muscle gain for vegans","People with diabetes type 2"} {
  for _,c:=range []string{"p","l"}{
   var m *made
   func(){ defer func(){ if e:=recover(); e!=nil{t.Log("PANIC",b,e)} }(); if c=="p"{m=mk.planner(t,b,product.Starter)}else{m=mk.library(t,b,product.Pro)} }()
   r:=m.judge()
   t.Log(c,b,r.Score,r.LaunchReady)
   for _,g:=range r.Gates{ if !g.Passed{ for i,f:=range g.Faults{ if i<6{t.Log("      ",g.ID,f)} } } }
  }
 }
}
