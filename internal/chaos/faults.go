package main

import (
	"time"

	"github.com/gumgenie/gumgenie/internal/ai/aitest"
)

// fault is a row of the table: how the provider behaves, and what lies between.
type fault struct {
	name   string
	temper func(aitest.Call) aitest.Temper
	toxics []toxic // on the way to the provider
	spare  bool    // a second provider, of the other protocol, answers well
	wire   string  // protocol of the first, "" = gemini
}

// always answers each call in one way.
func always(t aitest.Temper) func(aitest.Call) aitest.Temper {
	return func(aitest.Call) aitest.Temper { return t }
}

// after answers the first calls well, and the others in one way.
func after(n int, t aitest.Temper) func(aitest.Call) aitest.Temper {
	return func(c aitest.Call) aitest.Temper {
		if c.Number <= n {
			return aitest.Temper{}
		}
		return t
	}
}

// every lets each nth call go wrong.
func every(n int, t aitest.Temper) func(aitest.Call) aitest.Temper {
	return func(c aitest.Call) aitest.Temper {
		if c.Number%n == 0 {
			return t
		}
		return aitest.Temper{}
	}
}

// faults lists the rows: what providers say, what they do not say, and what the
// network does.
func faults() []fault {
	f := func(name string, t aitest.Temper) fault { return fault{name: name, temper: always(t)} }
	return []fault{
		{name: "none"},
		{name: "none (openai)", wire: "openai"},
		f("429, wait 34 s", aitest.Temper{Fault: aitest.Limited, After: "34s"}),
		{name: "429 every other, wait 1 s", temper: every(2, aitest.Temper{Fault: aitest.Limited, After: "1s"})},
		f("429, no wait said", aitest.Temper{Fault: aitest.Limited}),
		f("quota of the day spent", aitest.Temper{Fault: aitest.SpentDay}),
		f("500", aitest.Temper{Fault: aitest.Internal}),
		{name: "500 every third", temper: every(3, aitest.Temper{Fault: aitest.Internal})},
		f("503 overloaded", aitest.Temper{Fault: aitest.Unavailable}),
		f("502 as a web page", aitest.Temper{Fault: aitest.Gateway}),
		f("key refused", aitest.Temper{Fault: aitest.Key}),
		{name: "key expires in mid-run", temper: after(4, aitest.Temper{Fault: aitest.Key})},
		f("unknown model", aitest.Temper{Fault: aitest.NoModel}),
		f("question refused", aitest.Temper{Fault: aitest.Malformed}),
		f("question blocked", aitest.Temper{Fault: aitest.BlockedAsk}),
		f("answer blocked in its middle", aitest.Temper{Fault: aitest.BlockedSay}),
		f("stream cut in a line", aitest.Temper{Fault: aitest.Cut}),
		f("stream ends without an end", aitest.Temper{Fault: aitest.Short}),
		f("connection reset in mid-stream", aitest.Temper{Fault: aitest.Reset}),
		f("noise instead of events", aitest.Temper{Fault: aitest.Noise}),
		f("error after half an answer", aitest.Temper{Fault: aitest.Late}),
		f("answer reaches its bound", aitest.Temper{Fault: aitest.Long}),
		f("empty answers", aitest.Temper{Fault: aitest.Empty}),
		f("bad JSON", aitest.Temper{Text: `{"entries":[{"id":"p001","title":`}),
		f("JSON of another shape", aitest.Temper{Text: `{"result":"done","items":[1,2,3]}`}),
		f("text instead of JSON", aitest.Temper{Text: "Sure! Here are your entries: the first one is about guitars."}),
		f("head, then nothing", aitest.Temper{Fault: aitest.Silent}),
		f("not even a head", aitest.Temper{Fault: aitest.Deaf}),
		f("5 s to the first byte", aitest.Temper{Wait: 5 * time.Second}),
		f("60 s to the first byte", aitest.Temper{Wait: time.Minute}),
		f("slow pieces", aitest.Temper{Token: 60 * time.Millisecond}),
		{name: "10 s now and then", temper: every(4, aitest.Temper{Wait: 10 * time.Second})},
		{name: "503, a second provider is there", temper: always(aitest.Temper{Fault: aitest.Unavailable}), spare: true},
		{name: "cut, a second provider is there", temper: always(aitest.Temper{Fault: aitest.Cut}), spare: true},
		{name: "network: 2 s of latency", toxics: []toxic{{Type: "latency", Attributes: map[string]int{"latency": 2000, "jitter": 500}}}},
		{name: "network: 4 kB/s", toxics: []toxic{{Type: "bandwidth", Attributes: map[string]int{"rate": 4}}}},
		{name: "network: reset after 0.5 s", toxics: []toxic{{Type: "reset_peer", Attributes: map[string]int{"timeout": 500}}}},
		{name: "network: black hole", toxics: []toxic{{Type: "timeout", Attributes: map[string]int{"timeout": 0}}}},
		{name: "network: ends after 3 kB", toxics: []toxic{{Type: "limit_data", Attributes: map[string]int{"bytes": 3000}}}},
		{name: "network: in tiny pieces", toxics: []toxic{{Type: "slicer", Attributes: map[string]int{"average_size": 7, "size_variation": 3, "delay": 300}}}},
	}
}
