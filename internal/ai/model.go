package ai

import (
	"context"
	"encoding/json"
)

// Model answers questions: a language model of a provider. It is safe for
// concurrent use.
type Model interface {
	// Ask sends a question and returns the whole answer. told is called with
	// each piece of its text as it arrives, one after the other; nil = nobody
	// listens. An error is an *Error unless the context ended, whose cause it
	// then is; what was told before an error is no answer.
	Ask(ctx context.Context, q Question, told Told) (Answer, error)
	// Name names provider and model, such as "gemini/gemini-2.5-flash", for
	// labels, logs and what the model wrote.
	Name() string
}

// Told hears an answer while it arrives.
type Told func(Piece)

// Piece is a piece of an answer. With Again, what was told before is void: the
// answer begins anew, by the same model or another, and Text is its first piece.
type Piece struct {
	Text  string
	Again bool
}

// Question is one call to a model.
type Question struct {
	Purpose string          // what it is for, one of Purposes
	System  string          // what the model is to be
	Prompt  string          // what it is asked
	Schema  json.RawMessage // JSON Schema that the answer keeps; nil = plain text
	// MaxTokens bounds the answer, 0 = as the model likes.
	MaxTokens int
	// Temperature is from 0 (the likeliest words) to 2; nil = as the model likes.
	Temperature *float64
	Seed        *int64 // the same seed asks for the same answer; models may not keep it

	// What follows is not sent. It says how answers are kept and to whom a call is
	// put down.
	Version string // of the wording of system and prompt: another version is another question
	Owner   string // whose private text is in it, "" = nobody's
	Product string // id of the product that it is for, "" = none
	Items   int    // how many things are asked for together, 0 = one
	Own     int    // bytes of the prompt that are about single things; the rest would be said again with each
	Fresh   bool   // no kept answer will do: it was taken before and another is wanted
}

// Answer is what a model said.
type Answer struct {
	Text    string // plain text, or JSON by the question's schema; it is not checked
	Model   string // as the provider names the one that answered
	Usage   Usage  // what was billed for it: nothing unless the origin is Asked
	Cost    Cost   // what the usage comes to, if the model is Accounted
	By      string // Name of the Accounted model that answered, "" if it is not
	Origin  Origin
	StandIn bool // another model of a chain answered than its first
}

// Origin says how an answer came about.
type Origin string

// The origins.
const (
	Asked  Origin = ""       // a provider was asked
	Kept   Origin = "kept"   // the answer to an equal question was kept
	Shared Origin = "shared" // somebody was asking the same just then
)

// Cost is an amount of money. What is not known is not nothing.
type Cost struct {
	Micro int64 // millionths of a US dollar
	Known bool
}

// Usage counts tokens as the provider bills them.
type Usage struct {
	In      int // of the question
	Cached  int // of those, the ones that the provider had kept
	Out     int // of the answer
	Thought int // of reasoning that is not shown, billed as answer
}
