package ingest

import (
	"bytes"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

type oneKey string

func (k oneKey) Allowed(key string) (doors, instances []string, ours bool) {
	return nil, nil, key == string(k)
}

func TestStrangersAreLoggedOnceAMinuteWithTheirNumber(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // the clock is the test's own
		var log bytes.Buffer
		door := NewDoor("firehose", "X-Key", DoorOptions{Keys: oneKey("right"), Logger: slog.New(slog.NewTextHandler(&log, nil))}, DoorOptions{})
		knock := func(method, key string) {
			t.Helper()
			r := httptest.NewRequest(method, "/", http.NoBody)
			r.Header.Set("X-Key", key)
			if _, f := door.Admit(httptest.NewRecorder(), r, "things"); f != nil {
				door.LogRefusal(f)
			}
		}
		lines := func(want ...string) {
			t.Helper()
			got := strings.Split(strings.TrimSuffix(log.String(), "\n"), "\n")
			if len(got) != len(want) {
				t.Fatalf("%d lines, want %d:\n%s", len(got), len(want), &log)
			}
			for n, line := range got {
				if !strings.HasSuffix(line, want[n]) {
					t.Errorf("line %q, want it to end in %q", line, want[n])
				}
			}
		}
		for range 1000 {
			knock(http.MethodPost, "wrong")
			knock(http.MethodGet, "")
		}
		lines("requests=1")
		time.Sleep(seldomEvery - time.Second)
		knock(http.MethodPost, "wrong")
		lines("requests=1")
		time.Sleep(time.Second)
		knock(http.MethodPost, "right") // who may deliver tells of those who may not
		lines("requests=1", "requests=2000")
		time.Sleep(seldomEvery)
		knock(http.MethodPost, "right")
		lines("requests=1", "requests=2000")
		knock(http.MethodPost, "wrong")
		lines("requests=1", "requests=2000", "requests=1")
		if strings.Contains(log.String(), "wrong") {
			t.Errorf("the log tells keys that were tried:\n%s", &log)
		}
	})
}

func TestOtherRefusalsAreEachLogged(t *testing.T) {
	var log bytes.Buffer
	door := NewDoor("firehose", "X-Key", DoorOptions{Logger: slog.New(slog.NewTextHandler(&log, nil))}, DoorOptions{})
	for range 3 {
		door.LogRefusal(NotProtocol("not so"), "request_id", "r")
	}
	if got := strings.Count(log.String(), `request_id=r status=400 reason="not so"`); got != 3 {
		t.Errorf("%d lines of 3:\n%s", got, &log)
	}
}

func TestStrangerWhoSendsNoBodyIsNotWaitedFor(t *testing.T) {
	door := NewDoor("firehose", "X-Key", DoorOptions{Keys: oneKey("right"), Timeout: 50 * time.Millisecond}, DoorOptions{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, f := door.Admit(w, r, "things"); f != nil {
			Answer(w, f.Status, f.Public)
		}
	}))
	defer server.Close()
	for _, request := range []string{"POST / HTTP/1.1", "PUT / HTTP/1.1", "POST / HTTP/1.0"} {
		var dialer net.Dialer
		connection, err := dialer.DialContext(t.Context(), "tcp", server.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(connection, request+"\r\nHost: localhost\r\nContent-Length: 45\r\n\r\n{"); err != nil {
			t.Fatal(err)
		}
		_ = connection.SetReadDeadline(time.Now().Add(20 * time.Second)) // so that this test ends without the answer too
		if answer, err := io.ReadAll(connection); err != nil || !strings.Contains(string(answer), " 40") {
			t.Errorf("%s: answer %q, %v", request, answer, err)
		}
		_ = connection.Close()
	}
}

// scoped are keys by their text, and what they are for.
type scoped map[string][2][]string

func (s scoped) Allowed(key string) (doors, instances []string, ours bool) {
	of, ours := s[key]
	return of[0], of[1], ours
}

func TestAKeyOpensItsOwnDoors(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	keys := scoped{"all": {}, "firehose": {{"firehose", "import"}, {"a-1"}}, "events": {{"eventbridge"}}}
	door := NewDoor("firehose", "X-Key", DoorOptions{Keys: keys, Logger: slog.New(slog.NewTextHandler(&log, nil))}, DoorOptions{})
	for key, want := range map[string]int{"all": 0, "firehose": 0, "events": http.StatusForbidden, "none": http.StatusUnauthorized} {
		r := httptest.NewRequest(http.MethodPost, "/", http.NoBody)
		r.Header.Set("X-Key", key)
		only, f := door.Admit(httptest.NewRecorder(), r, "things")
		switch {
		case want == 0 && (f != nil || len(only) != len(keys[key][1])):
			t.Errorf("%s: %v, of the instances %q", key, f, only)
		case want != 0 && (f == nil || f.Status != want):
			t.Errorf("%s: %v, want %d", key, f, want)
		case want == http.StatusForbidden:
			if door.LogRefusal(f); !strings.Contains(f.Public, "eventbridge") || !strings.Contains(log.String(), "eventbridge") {
				t.Errorf("neither the sender nor the log is told what the key is for: %q, %s", f.Public, &log)
			}
		}
	}
}
