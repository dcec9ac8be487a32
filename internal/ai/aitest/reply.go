package aitest

import (
	"context"
	"net"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"
)

// reply is the answer to a call while it is sent.
type reply struct {
	over func() // the call is over for the client
	Temper
	Call
	w    http.ResponseWriter
	ctx  context.Context
	wire wire
	said int // characters that were sent
}

// wire is how a protocol words things.
type wire interface {
	// refuse returns status, headers and body of an error.
	refuse(Fault, Temper) (int, http.Header, string)
	// piece returns an event with a piece of text.
	piece(c Call, text string) string
	// last returns the event or events that end a stream, and why it ends.
	last(c Call, why Fault, words int) string
	// blocked returns the answer to a question that is held back.
	blocked(c Call) (status int, stream bool, body string)
	// late returns the event of an error in the middle.
	late() string
}

func (r *reply) run() {
	r.wire = geminiWire{}
	if r.Wire == "openai" {
		r.wire = openaiWire{}
	}
	if !r.pause(r.Wait) {
		return
	}
	switch r.Fault {
	case Deaf:
		<-r.ctx.Done()
	case Gone:
		r.hang(true)
	case Limited, SpentDay, Internal, Unavailable, Gateway, Key, NoModel, Malformed:
		status, head, body := r.wire.refuse(r.Fault, r.Temper)
		for k, v := range head {
			r.w.Header()[k] = v
		}
		r.over()
		r.w.WriteHeader(status)
		_, _ = r.w.Write([]byte(body))
	case BlockedAsk:
		status, stream, body := r.wire.blocked(r.Call)
		if stream {
			r.open()
		} else {
			r.w.Header().Set("Content-Type", "application/json")
			r.w.WriteHeader(status)
		}
		r.over()
		_, _ = r.w.Write([]byte(body))
	default:
		r.stream()
	}
}

// pause waits; false = the client went.
func (r *reply) pause(d time.Duration) bool {
	if d <= 0 {
		return r.ctx.Err() == nil
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-r.ctx.Done():
		return false
	}
}

func (r *reply) open() {
	r.w.Header().Set("Content-Type", "text/event-stream")
	r.w.WriteHeader(http.StatusOK)
	r.flush()
}

// flush sends what was written, where time passes before the next piece or things
// go wrong there. Pieces that follow at once go out together, as they do on a wire.
func (r *reply) flush() {
	if r.Token > 0 || r.Fault != None {
		_ = http.NewResponseController(r.w).Flush()
	}
}

func (r *reply) send(event string) {
	_, _ = r.w.Write([]byte(event))
	r.flush()
}

// stream sends the answer piece by piece, and goes wrong half-way if it is to.
func (r *reply) stream() {
	r.open()
	if r.Fault == Silent {
		<-r.ctx.Done()
		return
	}
	pieces := split(r.Text)
	if r.Fault == Empty {
		pieces = nil
	}
	for i, p := range pieces {
		if i > 0 && !r.pause(r.Token) {
			return
		}
		if i == (len(pieces)+1)/2 && r.breaks(p) {
			return
		}
		r.send(r.wire.piece(r.Call, p))
		r.said += utf8.RuneCountInString(p)
	}
	r.over()
	r.send(r.wire.last(r.Call, r.Fault, len(pieces)))
}

// breaks ends a stream in its middle in the way of the fault; false if the fault
// is none of the middle.
func (r *reply) breaks(next string) bool {
	switch r.Fault {
	case Cut:
		event := r.wire.piece(r.Call, next)
		r.send(event[:len(event)/2])
		r.hang(false)
	case Reset:
		r.hang(true)
	case Short:
	case Noise:
		r.send("<html>this is no event</html>\n\n")
	case Late:
		r.send(r.wire.late())
	case BlockedSay, Long:
		r.over()
		r.send(r.wire.last(r.Call, r.Fault, 1))
	default:
		return false
	}
	return true
}

// hang closes the connection under the protocol, by a reset or in order.
func (r *reply) hang(reset bool) {
	r.over()
	conn, _, err := http.NewResponseController(r.w).Hijack()
	if err != nil {
		return
	}
	if tcp, ok := conn.(*net.TCPConn); ok && reset {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

// split cuts a text into pieces as models send them: a few words each.
func split(text string) []string {
	var all []string
	for len(text) > 0 {
		n := min(len(text), 24)
		if i := strings.IndexByte(text[n:], ' '); i >= 0 && i < 24 {
			n += i
		}
		for n < len(text) && text[n]&0xc0 == 0x80 { // whole characters
			n++
		}
		all = append(all, text[:n])
		text = text[n:]
	}
	return all
}
