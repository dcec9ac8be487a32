package source

import (
	"regexp"
	"strings"
)

// addressed finds lines that speak to a language model rather than to a reader:
// they tell it to forget its task, play another role, or put something everywhere;
// or they forge the marks around a source. Such a line is no ground for anything.
// The list is a second fence, never the first: what a model may change does not
// depend on it.
var addressed = regexp.MustCompile(`(?i)\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|rules?|prompts?|guidelines|everything|above|previous|prior|task)\b` +
	`|^\W*(?:system|assistant|developer|user)\s*:|\b(?:developer|jailbreak|dan) mode\b|\byou are now\b|\bnew (?:task|instructions?|role|system prompt)\b|\bsystem prompt\b` +
	`|\b(?:every|each|all) (?:entry|entries|text|texts|prompt|prompts|page|pages|answer|answers)\b.{0,30}\b(?:must|should|shall|contain|include|say)\b|\b(?:put|insert|add|write) (?:this|the following)\b.{0,30}\b(?:every|each|all)\b` +
	`|\b(?:note|message|instructions?|orders?) (?:for|to) (?:the|any|this) (?:model|ai|assistant|llm|author|chatbot)\b|\bas an ai\b|\b(?:assistant|ai|model|llm)\b.{0,30}\b(?:must|should|will now|shall)\b` +
	`|<<<|>>>|</?(?:source|system|instructions?|prompt)>|\{\s*"entries"\s*:|\blicen[cs]e\b.{0,40}\b(?:changed|change|is now|set)\b.{0,60}\bprice\b|\bsay so\b` +
	`|vergiss (?:alles|alle|die)|ignorier\w* (?:alle|die|alles|vorherige)|oublie[zr]? (?:tout|toutes|les)|ignore[zr]? (?:toutes|les) (?:les )?instructions|olvida (?:todo|todas|las)|ignora (?:todas|las|le|tutte)|指示を無視|無視して|忽略(?:之前|以上|所有)|忘记(?:之前|以上|所有)|تجاهل|игнорируй|забудь`)

// WithoutOrders returns a text without the lines that speak to a language model,
// and how many there were.
func WithoutOrders(text string) (kept string, orders int) {
	lines := strings.Split(text, "\n")
	out := lines[:0:0]
	for _, l := range lines {
		if addressed.MatchString(l) {
			orders++
			continue
		}
		out = append(out, l)
	}
	return strings.Join(out, "\n"), orders
}
