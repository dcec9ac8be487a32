package jobs

import (
	"context"
	"database/sql"
	"sync"

	"github.com/riverqueue/river/riverdriver"
)

// kicker is the queue's SQLite driver with a wake-up inside the process: a job
// begins some milliseconds after its transaction, not at the next poll. It uses
// types of riverdriver that are not a stable interface; the version is pinned.
type kicker struct {
	riverdriver.Driver[*sql.Tx]
	kick chan struct{}
}

func (k kicker) GetListener(p *riverdriver.GetListenenerParams) riverdriver.Listener {
	return &listener{Listener: k.Driver.GetListener(p), kick: k.kick}
}

// listener wakes from the inner one or from a kick, whichever comes first.
type listener struct {
	riverdriver.Listener
	kick chan struct{}
}

func (l *listener) WaitForNotification(ctx context.Context) (*riverdriver.Notification, error) {
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	type result struct {
		note *riverdriver.Notification
		err  error
	}
	var wg sync.WaitGroup
	out := make(chan result, 1)
	wg.Go(func() {
		note, err := l.Listener.WaitForNotification(inner)
		out <- result{note, err}
	})
	select {
	case r := <-out:
		return r.note, r.err
	case <-l.kick:
		cancel()
		wg.Wait()
		if r := <-out; r.err == nil { // both came: the kick is for the next call
			select {
			case l.kick <- struct{}{}:
			default:
			}
			return r.note, nil
		}
		return &riverdriver.Notification{Topic: "river_insert", Payload: `{"queue":"default"}`}, nil
	}
}
