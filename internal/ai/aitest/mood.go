package aitest

import (
	"math"
	"math/rand/v2"
	"time"
)

// Mood is a temperament over many calls. What it does to a call follows from its
// seed and the number of the call alone. The zero value answers at once and well.
type Mood struct {
	Seed uint64
	// P50 and P95 say within which time half of the calls and 95 % of them get
	// their first byte; between and beyond, times are log-normal. 0 = at once; a
	// P95 below P50 counts as P50.
	P50, P95 time.Duration
	Token    time.Duration // between pieces of text
	Drag     float64       // all times are so many times as long; 0 = 1
	Spikes   float64       // share of calls whose first byte takes ten times as long
	Share    float64       // share of calls that go wrong
	Faults   []Fault       // in one of these ways, each as likely
}

// spike is how many times as long the first byte of a spike takes.
const spike = 10

// limitWait is what one in two of the limited calls is told to wait.
const limitWait = "2s"

// Temper is how a call is answered; it is made for Server.Temper.
func (m Mood) Temper(c Call) Temper {
	rng := rand.New(rand.NewPCG(m.Seed, uint64(c.Number))) //nolint:gosec // counted from 1, and no secret
	drag := m.Drag
	if drag == 0 {
		drag = 1
	}
	wait := drag * m.first(rng.NormFloat64())
	if rng.Float64() < m.Spikes {
		wait *= spike
	}
	t := Temper{Wait: time.Duration(wait), Token: time.Duration(drag * float64(m.Token))}
	if wrong := rng.Float64() < m.Share; wrong && len(m.Faults) > 0 {
		t.Fault = m.Faults[rng.IntN(len(m.Faults))]
		if t.Fault == Limited && rng.IntN(2) == 0 {
			t.After = limitWait
		}
	}
	return t
}

// normal95 is the 95th percentile of the normal distribution.
const normal95 = 1.6448536269514722

// first returns the time to the first byte at a point of the normal distribution.
func (m Mood) first(z float64) float64 {
	if m.P50 <= 0 {
		return 0
	}
	p50, p95 := float64(m.P50), float64(max(m.P50, m.P95))
	return p50 * math.Exp(z*math.Log(p95/p50)/normal95)
}

// NewMood returns a mood by its name (see Moods) or by that of a fault, in which
// every call goes wrong. Its times and seed are left to set. It reports false for
// a name that it does not know.
func NewMood(name string) (Mood, bool) {
	switch name {
	case "good":
		return Mood{}, true
	case "slow":
		return Mood{Drag: 6}, true
	case "spiky":
		return Mood{Spikes: 0.05}, true
	case "flaky":
		return Mood{Share: 0.25, Faults: []Fault{Internal, Unavailable, Gateway, Reset, Late}}, true
	case "limited":
		return Mood{Share: 0.6, Faults: []Fault{Limited}}, true
	case "down":
		return Mood{Share: 1, Faults: []Fault{Unavailable, Gone}}, true
	case "cut":
		return Mood{Share: 0.5, Faults: []Fault{Cut, Short, Reset}}, true
	case "blocked":
		return Mood{Share: 0.5, Faults: []Fault{BlockedAsk, BlockedSay}}, true
	case "mixed":
		return Mood{Share: 0.35, Spikes: 0.05, Faults: Faults()}, true
	}
	for _, f := range Faults() {
		if name == string(f) {
			return Mood{Share: 1, Faults: []Fault{f}}, true
		}
	}
	return Mood{}, false
}

// Moods lists the names of moods with what they do, the good one first.
func Moods() [][2]string {
	return [][2]string{
		{"good", "answers well"},
		{"slow", "everything takes six times as long"},
		{"spiky", "one call in twenty takes ten times as long to its first byte"},
		{"flaky", "one call in four fails: 500, 502, 503, a reset, an error half-way"},
		{"limited", "three calls in five get 429, half of them with a time to wait"},
		{"spent", "the quota of the day is used up"},
		{"down", "503, or the connection is reset"},
		{"cut", "every other answer breaks off"},
		{"bad-json", "answers that are nearly JSON"},
		{"wrong-schema", "JSON of another shape"},
		{"blocked", "a content filter holds back every other question or answer"},
		{"off-topic", "the right shape, about a band"},
		{"mixed", "one call in three goes wrong, in any way there is"},
	}
}
