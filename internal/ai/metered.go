package ai

import (
	"context"
	"errors"
	"time"
)

// Observer hears what becomes of questions. It never hears what was asked or
// answered: those texts are private. Its methods are quick, since the call waits
// for them, and safe for concurrent use.
type Observer interface {
	// Asked is told of a question before it goes on. The context that it returns
	// goes with the question, and comes back with whatever is told of it later.
	Asked(ctx context.Context, s Subject) context.Context
	// Spoke is told once that the first piece of the answer has come, and how long
	// after the question; never of an answer without a piece.
	Spoke(ctx context.Context, s Subject, after time.Duration)
	// Ended is told once how the question ended, also when the model panics.
	Ended(ctx context.Context, s Subject, e Ending)
	// Passed is told of a step on the way between the model that is metered and
	// the wire. Kinds that it does not know are to be left alone.
	Passed(ctx context.Context, s Step)
}

// Subject is what a question is about, without its texts.
type Subject struct {
	Model       string // Name of the model that is asked
	Purpose     string // see Question
	Product     string // id of the product that it is for, "" = none
	MaxTokens   int    // bound on the answer, 0 = none
	Temperature *float64
	Seed        *int64
	JSON        bool // the answer is to keep a schema
	Items       int  // how many things are asked for together, 0 = one
	Fresh       bool // no kept answer will do
}

// Ending is how a question ended.
type Ending struct {
	How    End
	Answer Answer        // what came, without its text
	Usage  Usage         // what was billed, also for an error
	Err    error         // nil if it was answered
	Took   time.Duration // from the question to the end
}

// End is how a question ended, from a short list.
type End string

// The ends.
const (
	EndOK      End = "ok"
	EndError   End = "error"   // the error says why
	EndLate    End = "late"    // the deadline came first
	EndStopped End = "stopped" // whoever asked gave it up
	EndOutrun  End = "outrun"  // the other of two hedged calls was faster
)

// Step is something that happened to a question on its way.
type Step struct {
	Kind    StepKind
	Model   string        // Name of the model that it happened at
	To      string        // StepFellBack: Name of the model asked in its place
	Purpose string        // of the question
	Took    time.Duration // StepWaited: how long
	How     End           // StepWaited: EndOK if it was let in, else how it ended
}

// StepKind says what happened.
type StepKind string

// The kinds of step.
const (
	StepWaited   StepKind = "waited"    // at the gate, be it for no time at all
	StepHedged   StepKind = "hedged"    // a second call was begun beside a slow one
	StepRetried  StepKind = "retried"   // it is asked again, after a round in which all failed
	StepFellBack StepKind = "fell back" // another is asked, because it failed or is unhealthy
)

// metered is a model that is observed.
type metered struct {
	Model
	o Observer
}

// Metered returns the model with an observer, which hears of every question to
// it. Around a client, inside the gate, every call on the wire is a question,
// those of hedges and retries too; around a chain it is what whoever asks waits
// for. Steps between the two are told to all observers that the question has
// passed: they travel in its context, so that nothing on the way has to know
// them. Without an observer it returns the model itself.
func Metered(m Model, o Observer) Model {
	if o == nil {
		return m
	}
	return &metered{m, o}
}

var errNoReturn = errors.New("the model did not return")

func (m *metered) Ask(ctx context.Context, q Question, told Told) (answer Answer, err error) {
	s := Subject{
		Model: m.Name(), Purpose: q.Purpose, Product: q.Product,
		MaxTokens: q.MaxTokens, Temperature: q.Temperature, Seed: q.Seed, JSON: q.Schema != nil, Items: q.Items, Fresh: q.Fresh,
	}
	began := time.Now()
	ctx = m.o.Asked(ctx, s)
	in := context.WithValue(ctx, listenerKey{}, &listener{m.o, ctx, listening(ctx)})
	err = errNoReturn
	defer func() {
		e := Ending{How: endOf(ctx, err), Answer: answer, Usage: answer.Usage, Err: err, Took: time.Since(began)}
		e.Answer.Text = ""
		var failed *Error
		if errors.As(err, &failed) {
			e.Usage = failed.Usage
		}
		m.o.Ended(ctx, s, e)
	}()
	spoke := false
	return m.Model.Ask(in, q, func(p Piece) {
		if !spoke {
			spoke = true
			m.o.Spoke(ctx, s, time.Since(began))
		}
		if told != nil {
			told(p)
		}
	})
}

// endOf tells lateness and giving up from errors of the model. The context says
// which it is: its cause may be any error.
func endOf(ctx context.Context, err error) End {
	switch {
	case err == nil:
		return EndOK
	case errors.Is(err, errSlower):
		return EndOutrun
	case ctx.Err() == nil || ReasonOf(err) != "":
		return EndError
	case errors.Is(ctx.Err(), context.DeadlineExceeded), errors.As(err, new(overdue)):
		return EndLate
	}
	return EndStopped
}

// overdue is the cause of a context whose end was a deadline's, for a context that
// is ended by hand because of it.
type overdue struct{ error }

// Unwrap returns the cause itself.
func (o overdue) Unwrap() error { return o.error }

// over returns why a context ended, nil if it did not.
func over(ctx context.Context) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return overdue{context.Cause(ctx)}
	}
	return context.Cause(ctx)
}

type listenerKey struct{}

// listener is one of the observers that a question has passed, the nearest first,
// with the context that it gave the question.
type listener struct {
	o   Observer
	ctx context.Context //nolint:containedctx // it lives in a context itself
	up  *listener
}

func listening(ctx context.Context) *listener {
	l, _ := ctx.Value(listenerKey{}).(*listener)
	return l
}

// tell tells a step to the observers that the question has passed.
func tell(ctx context.Context, s Step) {
	for l := listening(ctx); l != nil; l = l.up {
		l.o.Passed(l.ctx, s)
	}
}

// Purposes lists what questions are for. Others are asked all the same; who counts
// by purpose counts them as one.
func Purposes() []string {
	return []string{"outline", "section", "listing", "enhance", "improve", "market", "test"}
}
