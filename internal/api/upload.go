package api

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"sync"
	"time"
)

// uploadPatience is for how long no byte of an upload may come. Its length is not limited, nor how long all of it takes.
const uploadPatience = time.Minute

var (
	errIdle     = errors.New("no byte came for too long")
	errStopping = errors.New("server is stopping")
)

// upload is a body that has to go on coming for as long as the server runs.
type upload struct {
	body       io.Reader
	connection *http.ResponseController
	patience   time.Duration

	mu    sync.Mutex // guards what follows
	ended error      // what reading ends with from now on
}

// Read is given the patience anew for each piece. Not every writer can set deadlines; the server's own then hold.
func (u *upload) Read(b []byte) (int, error) {
	if err := u.wait(time.Now().Add(u.patience)); err != nil {
		return 0, err
	}
	n, err := u.body.Read(b)
	switch {
	case errors.Is(err, io.EOF):
		// What is done with the body may take long, and the connection's deadline would end the request.
		_ = u.wait(time.Time{}) // all is there, whatever comes now
		_ = u.end(io.EOF)
	case errors.Is(err, os.ErrDeadlineExceeded):
		err = u.end(errIdle)
	}
	return n, err
}

// wait sets until when the next byte may come, unless reading has ended.
func (u *upload) wait(until time.Time) error {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.ended == nil {
		_ = u.connection.SetReadDeadline(until) // as at Read
	}
	return u.ended
}

// end notes why reading ends and returns what was noted first.
func (u *upload) end(why error) error {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.ended == nil {
		u.ended = why
	}
	return u.ended
}

// broken is why reading broke off; nil when it did not.
func (u *upload) broken() error {
	u.mu.Lock()
	defer u.mu.Unlock()
	if errors.Is(u.ended, io.EOF) {
		return nil
	}
	return u.ended
}

// endWith breaks reading off when stopping is closed. It returns then, or when ctx ends.
func (u *upload) endWith(ctx context.Context, stopping <-chan struct{}) {
	select {
	case <-ctx.Done():
	case <-stopping:
		u.mu.Lock()
		defer u.mu.Unlock()
		// Both at once: who sees that reading ended may answer and give the connection back.
		if u.ended == nil {
			u.ended = errStopping
			_ = u.connection.SetReadDeadline(time.Unix(1, 0)) // long ago: a read that waits ends now
		}
	}
}
