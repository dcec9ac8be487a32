package brief

import "strings"

// plainWord reports whether a word is an English one that only looks like a
// typing error in a name: "danger" is no dancer, and "hunger" no hunter.
func plainWord(stem string) bool { return strings.Contains(plainWords, " "+stem+" ") }

// plainWords are the words within one letter of a name, as stems.
const plainWords = " " +
	"ability accept adapting addition advert alternation aptitude attitude backward ballot baring basing basking battle " +
	"beaker bedding bidder bidding biting bleeding blinded bloating blunder boasting bolder bother breach bridle bring " +
	"caching calming calving caning carving caution certain chance chapter chatter cirrus clamping clause cloning closest " +
	"clotting clutter coarse collide commence competing compliant consent contention context contrast convection convert " +
	"craving crema crunch culling current danger darling dearer debase defective denial derive deriving devise discard " +
	"distract divided earning easier easing erring exiting faction failing farther filed firing fodder forget fried fright " +
	"frying gating girder gitter glower grating groove handier handled hardest heaving hiding hinder hinter hinting hoarse " +
	"hopeless huddle hunger hurting inferior inject inspect insured intention inverting lagged lasted ledger lessen lifted " +
	"liking logged lovely loving manure matter meddle millstone mister moping motility muddle nearby neater neatly nebulizer " +
	"neuter notice ontology outwit pacing packet paging palate parity parked partly pasture patron patter phrase picked " +
	"pinning plaice plainer planet plated poison polite portal preset prevent primacy prince processional prompted properly " +
	"protect prying pucker puddle punning punting putter qualify quieter raking really reaper recite refraining regard " +
	"remember remove render repost resign retainer retaining retard retelling retried revolution rewinding reword rewording " +
	"rising roaming rooster roping roster roving safely sapling saying scared scream sealed sedated shamed shaped shouting " +
	"shutter sidebar sifter simmer sinner slated slight slipper slipping sliver smelter souring sowing spanner spared sparse " +
	"spelling spewing spiral splice splint splinter squish stagger staple stared starving steeping stimming stoking stomping " +
	"streak sturdy suction suffer swatch swelling swelter synching taller there therein tiered toaster topography toying " +
	"tracing tried turnkey waiver waking wallow wanting weaker weakly wearing weather weighed windowed wishing "
