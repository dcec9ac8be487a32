package ai

import (
	"context"
	"errors"
)

// Ledger is told of every call to a provider, and may hold one back.
type Ledger interface {
	// Open is asked before a call is sent. With an error, which is an *Error, the
	// call is not sent. Otherwise done is called once, when the call has ended in
	// whatever way, and returns what it cost.
	Open(c Call) (done func(Outcome) Cost, err error)
}

// Call is a call that is about to be sent.
type Call struct {
	Model    string // its Name
	Local    bool   // it runs on the creator's own machine or network
	Question Question
}

// Outcome is what came of a call.
type Outcome struct {
	Usage Usage
	Known bool // the usage is what was billed
	Heard int  // estimated tokens of the answer that came, be it not whole
	Err   error
	// GaveUp says that it was ended from here: by a deadline, a stop, or another
	// call that was faster.
	GaveUp bool
}

// accounted is a model whose calls are put down in a ledger.
type accounted struct {
	Model
	ledger Ledger
	local  bool
}

// Accounted returns the model with its calls put down in a ledger, those too that
// failed or were given up. It belongs next to the client, inside the gate: there
// every hedge and retry is a call, and a chain whose ledger holds back a call to
// one model goes on to the next, which may be free. A model that has a method
// Local reports with it that it costs nothing.
func Accounted(m Model, l Ledger) Model {
	own, ok := m.(interface{ Local() bool })
	return &accounted{m, l, ok && own.Local()}
}

var errUnfinished = errors.New("the call did not return")

func (a *accounted) Ask(ctx context.Context, q Question, told Told) (Answer, error) {
	if ctx.Err() != nil { // nothing would be sent
		return Answer{}, context.Cause(ctx)
	}
	done, err := a.ledger.Open(Call{Model: a.Name(), Local: a.local, Question: q})
	if err != nil {
		return Answer{}, err
	}
	out := Outcome{Err: errUnfinished}
	closed := false
	defer func() {
		if !closed { // a panic: what was set aside is given back all the same
			done(out)
		}
	}()
	answer, err := a.Model.Ask(ctx, q, func(p Piece) {
		out.Heard += Tokens(p.Text)
		if told != nil {
			told(p)
		}
	})
	out.Err, out.GaveUp = err, err != nil && ctx.Err() != nil
	out.Usage, out.Known = billed(answer, err, out.Heard)
	closed = true
	answer.Cost, answer.By = done(out), a.Name()
	return answer, err
}

// billed returns what a call is known to have cost. A provider that answers with an
// error instead of a beginning bills nothing, nor does one that was not reached.
func billed(a Answer, err error, heard int) (u Usage, known bool) {
	if err == nil {
		u = sane(a.Usage)
		return u, u != Usage{}
	}
	var e *Error
	if !errors.As(err, &e) {
		return Usage{}, false
	}
	u = sane(e.Usage)
	return u, u != Usage{} || heard == 0 && (e.Status >= 400 || e.Reason == Broken)
}

// mostTokens is more than any call can have. Endpoints say what they like.
const mostTokens = 100_000_000

// sane returns a usage that can be added up.
func sane(u Usage) Usage {
	for _, n := range []*int{&u.In, &u.Cached, &u.Out, &u.Thought} {
		*n = min(max(*n, 0), mostTokens)
	}
	return u
}
