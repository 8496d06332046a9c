package ingest

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

type oneKey string

func (k oneKey) Allowed(key string) bool { return key == string(k) }

func TestStrangersAreLoggedOnceAMinuteWithTheirNumber(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // the clock is the test's own
		var log bytes.Buffer
		door := NewDoor("X-Key", DoorOptions{Keys: oneKey("right"), Logger: slog.New(slog.NewTextHandler(&log, nil))}, DoorOptions{})
		knock := func(method, key string) {
			t.Helper()
			r := httptest.NewRequest(method, "/", http.NoBody)
			r.Header.Set("X-Key", key)
			if f := door.Admit(httptest.NewRecorder(), r, "things"); f != nil {
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
		time.Sleep(strangersEvery - time.Second)
		knock(http.MethodPost, "wrong")
		lines("requests=1")
		time.Sleep(time.Second)
		knock(http.MethodPost, "right") // who may deliver tells of those who may not
		lines("requests=1", "requests=2000")
		time.Sleep(strangersEvery)
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
	door := NewDoor("X-Key", DoorOptions{Logger: slog.New(slog.NewTextHandler(&log, nil))}, DoorOptions{})
	for range 3 {
		door.LogRefusal(NotProtocol("not so"), "request_id", "r")
	}
	if got := strings.Count(log.String(), `request_id=r status=400 reason="not so"`); got != 3 {
		t.Errorf("%d lines of 3:\n%s", got, &log)
	}
}
