package product

import (
	"encoding/json"
	"time"
)

// The kinds of event, in the order in which a run leaves them. The last three
// end a run.
const (
	EventQueued   = "queued"   // accepted; data: place in the queue
	EventStarted  = "started"  // a worker took it
	EventStage    = "stage"    // a stage begins; data: stage, title, number, of
	EventSection  = "section"  // a section is written; data: id, title, items
	EventText     = "text"     // words of a model as they arrive; data: section, entries, text, again
	EventItem     = "item"     // a model's item is taken; data: section, id, title, writer
	EventWritten  = "written"  // the model's time is over; data: model, pending, calls, asked, why
	EventFile     = "files"    // a task's files are made; data: task, files, done, of
	EventEdited   = "edited"   // the creator changed it; data: revision
	EventImproved = "improved" // a model wrote on in the background; data: revision, items
	EventComplete = "complete" // data: score, launchReady, why
	EventStopped  = "stopped"
	EventFailed   = "failed" // data: error, a sentence
)

// Event is one numbered step that a product went through. Numbers begin at 1
// and have no gaps.
type Event struct {
	Seq  int64           `json:"seq"`
	At   time.Time       `json:"at"`
	Kind string          `json:"kind"`
	Data json.RawMessage `json:"data,omitempty"`
	// Once names what the event tells, so that a run that starts again after a
	// crash does not tell it twice; "" = no such name.
	Once string `json:"-"`
}

// NewEvent returns an event that is told once under a name. Data must be
// encodable as JSON; what is not is a defect of the caller and panics.
func NewEvent(kind, once string, data any) Event {
	e := Event{Kind: kind, Once: once}
	if data != nil {
		raw, err := json.Marshal(data)
		if err != nil {
			panic(err)
		}
		e.Data = raw
	}
	return e
}
