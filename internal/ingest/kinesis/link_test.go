package kinesis_test

import (
	"bytes"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"github.com/ringside/ringside/internal/ingest/kinesis"
	"github.com/ringside/ringside/internal/peertest"
	"github.com/ringside/ringside/internal/store/duckdb"
)

// logged is what was logged so far.
type logged struct {
	mu   sync.Mutex // guards text
	text bytes.Buffer
}

func (l *logged) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *logged) has(what string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Contains(l.text.String(), what)
}

func (l *logged) to(o *kinesis.Options) { o.Logger = slog.New(slog.NewTextHandler(l, nil)) }

// A link that gives nothing, or that is cut in the middle of answers, is told of; nothing is lost by it, and nothing read twice.
func TestAStreamIsReadOverALinkThatWasBad(t *testing.T) {
	for name, fault := range map[string]peertest.Fault{"half open": peertest.HalfOpen, "cut": peertest.Cut} {
		t.Run(name, func(t *testing.T) {
			s, link, log := overALink(t)
			link.Spoil(fault)
			put(t, clientOf(t, link.to), "connect", 500, 1500)
			until(t, "told of", func() bool { return log.has("Amazon does not answer, or not to the end") })
			link.Mend()
			until(t, "1,500 contacts", func() bool { return contactsOf(t, s) == 1500 })
			wantOnce(t, s, 1500)
		})
	}
}

// What comes slowly may take longer than the patience with a link that gives nothing.
func TestAStreamIsReadOverASlowLink(t *testing.T) {
	s, link, log := overALink(t)
	link.Spoil(peertest.Slow...)
	put(t, clientOf(t, link.to), "connect", 500, 1500)
	until(t, "1,500 contacts", func() bool { return contactsOf(t, s) == 1500 })
	wantOnce(t, s, 1500)
	if log.has("cannot be read") {
		t.Errorf("a slow link is no fault:\n%s", &log.text)
	}
}

// linked is a link to a peer.
type linked struct {
	*peertest.Link
	to string // the peer
}

// overALink reads 500 records of a peer's stream over a link, and goes on reading.
func overALink(t *testing.T) (*duckdb.Store, linked, *logged) {
	t.Helper()
	peer := startedPeer(t)
	createStream(t, clientOf(t, peer), "connect", 1)
	put(t, clientOf(t, peer), "connect", 0, 500)
	s, err := duckdb.Open(t.TempDir(), duckdb.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	link, log := peertest.StartLink(t, peer), &logged{}
	_, stop := readStream(t, clientOf(t, link.Address), "connect", s, log.to)
	t.Cleanup(stop)
	until(t, "500 contacts", func() bool { return contactsOf(t, s) == 500 })
	return s, linked{link, peer}, log
}
