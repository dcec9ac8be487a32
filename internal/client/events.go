package client

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gumgenie/gumgenie/internal/fault"
	"github.com/gumgenie/gumgenie/internal/product"
)

// maxLine bounds one line of an event stream.
const maxLine = 1 << 20

// Follow calls fn with every event of a product from the first to the last of
// its run, each once. When the connection breaks it goes on after the last
// number it saw, up to five times in a row without an event.
func (c *Client) Follow(ctx context.Context, id string, fn func(product.Event) error) error {
	last := int64(0)
	for broken := 0; ; broken++ {
		before := last
		over, err := c.stream(ctx, id, &last, fn)
		if over {
			return err
		}
		if ctx.Err() != nil { // a stream that was called off may end as if it were over
			return ctx.Err()
		}
		if last > before {
			broken = 0
		}
		if kind := fault.KindOf(err); broken >= 5 || err != nil && kind != fault.Unavailable && kind != fault.Limited {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Duration(broken+1) * 200 * time.Millisecond):
		}
	}
}

// stream reads one connection; over reports that the run has ended or that
// going on makes no sense.
func (c *Client) stream(ctx context.Context, id string, last *int64, fn func(product.Event) error) (over bool, err error) {
	r, err := c.request(ctx, http.MethodGet, "/api/products/"+url.PathEscape(id)+"/events", nil)
	if err != nil {
		return true, err
	}
	r.Header.Set("Accept", "text/event-stream")
	if *last > 0 {
		r.Header.Set("Last-Event-ID", strconv.FormatInt(*last, 10))
	}
	res, err := c.send(r)
	if err != nil {
		return false, err
	}
	defer res.Body.Close()
	return read(res.Body, last, fn)
}

// read parses the stream as the HTML standard has it, as far as we use it: id,
// event and data lines, comments.
func read(from io.Reader, last *int64, fn func(product.Event) error) (over bool, err error) {
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, maxLine)
	var e product.Event
	var data strings.Builder
	for lines.Scan() {
		name, value, _ := strings.Cut(lines.Text(), ":")
		value = strings.TrimPrefix(value, " ")
		switch name {
		case "id":
			if e.Seq, err = strconv.ParseInt(value, 10, 64); err != nil {
				return true, fmt.Errorf("read events: the id %q is no number", value)
			}
		case "event":
			e.Kind = value
		case "data":
			data.WriteString(value)
		case "": // an empty line ends an event; a line that begins with a colon is a comment
			if lines.Text() != "" || e.Seq == 0 {
				continue
			}
			if err := json.Unmarshal([]byte(data.String()), &e); err != nil {
				return true, fmt.Errorf("read event %d: %w", e.Seq, err)
			}
			if e.Seq > *last {
				*last = e.Seq
				if err := fn(e); err != nil {
					return true, err
				}
			}
			switch e.Kind {
			case product.EventComplete, product.EventStopped, product.EventFailed:
				return true, nil
			}
			e = product.Event{}
			data.Reset()
		}
	}
	if err := lines.Err(); err != nil {
		return false, fault.Wrap(err, fault.Unavailable, "The connection to the server broke.")
	}
	return false, nil
}
