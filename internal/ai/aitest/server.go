// Package aitest is a provider of language models for tests and trials: it speaks
// the protocols of Gemini and of OpenAI byte for byte, with a temperament that is
// scripted call by call, and it remembers what it was asked and whether the
// client stayed. Its suite holds every client to one behaviour.
package aitest

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
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
)

// Server answers calls. Set its fields before the first.
type Server struct {
	// Temper chooses how a call is answered; nil = always well.
	Temper func(Call) Temper
	// Answer is what a call is answered with; nil = a sentence, or JSON by the schema.
	Answer func(Call) string

	mu    sync.Mutex
	seen  []Seen
	now   int
	peak  int
	quiet sync.WaitGroup
}

// Seen is what became of a call.
type Seen struct {
	Call
	HungUp bool // the client went before the end
	Ended  bool
}

// Start serves on a free port of this machine until stop is called, which waits
// for the calls that are at work. base is the address with a slash at the end.
func (s *Server) Start() (base string, stop func()) {
	gone, leave := context.WithCancel(context.Background())
	h := httptest.NewUnstartedServer(s)
	h.Config.BaseContext = func(net.Listener) context.Context { return gone }
	h.Start()
	return h.URL + "/", func() {
		leave()
		h.CloseClientConnections()
		h.Close()
		s.quiet.Wait()
	}
}

// Calls returns what was asked so far, in order.
func (s *Server) Calls() []Seen {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Seen(nil), s.seen...)
}

// Peak returns how many calls were at work at once at most.
func (s *Server) Peak() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.peak
}

// ServeHTTP answers a call of either protocol.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c, ok := read(r)
	if !ok {
		http.NotFound(w, r)
		return
	}
	s.quiet.Add(1)
	defer s.quiet.Done()
	c = s.begin(c)
	t := Temper{}
	if s.Temper != nil {
		t = s.Temper(c)
	}
	if t.Text == "" {
		t.Text = s.answer(c)
	}
	out := &reply{w: w, ctx: r.Context(), Temper: t, Call: c}
	out.run()
	s.end(c.Number, r.Context().Err() != nil)
}

func (s *Server) begin(c Call) Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.Number = len(s.seen) + 1
	s.seen = append(s.seen, Seen{Call: c})
	s.now++
	s.peak = max(s.peak, s.now)
	return c
}

func (s *Server) end(number int, hungUp bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now--
	s.seen[number-1].Ended, s.seen[number-1].HungUp = true, hungUp
}

func (s *Server) answer(c Call) string {
	if s.Answer != nil {
		return s.Answer(c)
	}
	if c.Schema != nil {
		return byShape(c.Schema)
	}
	return "A short answer: begin with the smallest step that can be done today."
}
