// Package aitest is a provider of language models for tests and trials: it speaks
// the protocols of Gemini and of OpenAI byte for byte, with a temperament that is
// scripted call by call, and it remembers what it was asked and whether the
// client stayed. Package conform holds every client to one behaviour against it.
package aitest

import (
	"context"
	"errors"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Call is a call as the server received it.
type Call struct {
	Number int    // from 1, in the order of arrival
	Wire   string // "gemini" or "openai"
	Model  string
	Key    string
	System string
	Prompt string
	Schema []byte // JSON Schema that was asked for, nil = none
	Most   int    // bound on the tokens of the answer, 0 = none
}

// Temper is how the server answers one call. The zero value answers at once and
// well.
type Temper struct {
	Wait  time.Duration // before the first byte
	Token time.Duration // between pieces of text
	Text  string        // the answer; "" = what Server.Answer says
	Fault Fault
	After string // with Limited: how long to wait, in the form of the protocol ("34s", "34"); "" = not said
}

// Fault is a way of not answering well.
type Fault string

// The faults.
const (
	None        Fault = ""
	Limited     Fault = "limited"     // 429
	SpentDay    Fault = "spent"       // 429, the quota of the day
	Internal    Fault = "internal"    // 500
	Unavailable Fault = "unavailable" // 503
	Gateway     Fault = "gateway"     // 502 with a page of HTML
	Key         Fault = "key"         // the key is refused
	NoModel     Fault = "no-model"    // 404
	Malformed   Fault = "malformed"   // 400
	BlockedAsk  Fault = "blocked-ask" // the question is held back
	BlockedSay  Fault = "blocked-say" // the answer is held back in its middle
	Cut         Fault = "cut"         // the connection ends in the middle of a line
	Short       Fault = "short"       // the stream ends without saying why
	Reset       Fault = "reset"       // the connection is reset in the middle
	Noise       Fault = "noise"       // bytes of no protocol
	Late        Fault = "late"        // an error after half of the answer
	Long        Fault = "long"        // the answer reaches its bound
	Empty       Fault = "empty"       // an answer without text
	Silent      Fault = "silent"      // the head, then nothing: a half-open connection
	Deaf        Fault = "deaf"        // not even a head
	Gone        Fault = "gone"        // the connection is reset at once

	// The protocol is kept in these, and what is said is of no use.

	BadJSON     Fault = "bad-json"     // nearly JSON
	WrongSchema Fault = "wrong-schema" // JSON of another shape
	OffTopic    Fault = "off-topic"    // the right shape, about something else
)

// Faults lists them all.
func Faults() []Fault {
	return []Fault{
		Limited, SpentDay, Internal, Unavailable, Gateway, Key, NoModel, Malformed, BlockedAsk, BlockedSay, Cut, Short, Reset, Noise, Late, Long, Empty,
		Silent, Deaf, Gone, BadJSON, WrongSchema, OffTopic,
	}
}

// Server answers calls. Set its fields before the first.
type Server struct {
	// Temper chooses how a call is answered; nil = always well.
	Temper func(Call) Temper
	// Answer is what a call is answered with; nil or "" = a sentence, or JSON by
	// the schema.
	Answer func(Call) string
	// Told is told of each call as it ends, by several goroutines; nil = nobody.
	Told func(Seen)
	// Keep is how many calls are remembered, the newest; 0 = all.
	Keep int

	mu     sync.Mutex
	seen   []*Seen
	count  int
	now    int
	peak   int
	closed bool
	quiet  sync.WaitGroup
}

// Seen is what became of a call.
type Seen struct {
	Call
	Fault  Fault         // how it was answered
	Took   time.Duration // until it ended
	Said   int           // characters of the answer that were sent
	HungUp bool          // the client went before the end
	Ended  bool
}

// Start serves on a free port of this machine until stop is called, which waits
// for the calls that are at work. base is the address with a slash at the end. It
// panics when there is no port.
func (s *Server) Start() (base string, stop func()) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic("aitest: " + err.Error())
	}
	ctx, leave := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = s.Serve(ctx, ln) // it ends by stop only
	}()
	return "http://" + ln.Addr().String() + "/", func() {
		leave()
		<-done
	}
}

// headTime bounds how long a client may take to say what it wants.
const headTime = 10 * time.Second

// Serve answers on a listener until the context ends; then it drops every
// connection and waits for the calls that are at work. A server serves once.
func (s *Server) Serve(ctx context.Context, ln net.Listener) error {
	h := &http.Server{Handler: s, ReadHeaderTimeout: headTime, BaseContext: func(net.Listener) context.Context { return ctx }}
	unhook := context.AfterFunc(ctx, func() { _ = h.Close() })
	defer unhook()
	err := h.Serve(ln)
	_ = h.Close()
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.quiet.Wait()
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// Calls returns what was asked so far and is remembered, in order.
func (s *Server) Calls() []Seen {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]Seen, len(s.seen))
	for i, one := range s.seen {
		all[i] = *one
	}
	return all
}

// Peak returns how many calls were at work at once at most.
func (s *Server) Peak() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.peak
}

// ServeHTTP answers a call of either protocol.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	began := time.Now()
	if !s.enter() {
		http.Error(w, "the provider has ended", http.StatusServiceUnavailable)
		return
	}
	defer s.quiet.Done()
	c, ok := read(r)
	if !ok {
		http.NotFound(w, r)
		return
	}
	seen := s.begin(c)
	c = seen.Call
	t := Temper{}
	if s.Temper != nil {
		t = s.Temper(c)
	}
	if t.Text == "" {
		t.Text = s.answer(c)
	}
	t.Text = spoilt(t.Fault, c, t.Text)
	// A call counts as long as the client may believe that it is at work: until
	// its last bytes are on their way, not until this handler is scheduled again.
	var once sync.Once
	over := func() { once.Do(s.leave) }
	out := &reply{w: w, ctx: r.Context(), Temper: t, Call: c, over: over}
	out.run()
	over()
	s.end(seen, Seen{Call: c, Fault: t.Fault, Took: time.Since(began), Said: out.said, HungUp: r.Context().Err() != nil, Ended: true})
}

// enter lets a call in unless the server has ended.
func (s *Server) enter() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return false
	}
	s.quiet.Add(1)
	return true
}

func (s *Server) begin(c Call) *Seen {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.count++
	c.Number = s.count
	one := &Seen{Call: c}
	s.seen = append(s.seen, one)
	if s.Keep > 0 && len(s.seen) > s.Keep {
		s.seen = slices.Delete(s.seen, 0, 1)
	}
	s.now++
	s.peak = max(s.peak, s.now)
	return one
}

func (s *Server) end(one *Seen, became Seen) {
	s.mu.Lock()
	*one = became
	s.mu.Unlock()
	if s.Told != nil {
		s.Told(became)
	}
}

func (s *Server) leave() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now--
}

func (s *Server) answer(c Call) string {
	if s.Answer != nil {
		if text := s.Answer(c); text != "" {
			return text
		}
	}
	if c.Schema != nil {
		return byShape(c.Schema)
	}
	return "A short answer: begin with the smallest step that can be done today."
}
