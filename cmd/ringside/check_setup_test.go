package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/check"
)

// expired is AWS that takes no credentials.
func expired(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusForbidden)
		if r.Header.Get("X-Amz-Target") == "" { // STS speaks XML
			_, _ = w.Write([]byte("<ErrorResponse><Error><Code>ExpiredToken</Code><Message>expired</Message></Error></ErrorResponse>"))
			return
		}
		_, _ = w.Write([]byte(`{"__type":"ExpiredTokenException","message":"expired"}`))
	}))
	t.Cleanup(server.Close)
	t.Setenv("AWS_ACCESS_KEY_ID", "k")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "s")
	return server.URL
}

func TestCheckEndsWithOneWhereSomethingIsWrong(t *testing.T) {
	out, _, code := ringside(t, "check", "--aws-endpoint", expired(t), "--aws-region", "eu-west-2", "--kinesis-stream", "records")
	for _, want := range []string{"1 wrong", "does not take the credentials", "sts:GetCallerIdentity", "ExpiredToken: expired", "docs/check.md#credentials_refused"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
	if code != exitFailed {
		t.Errorf("exit code %d", code)
	}
}

func TestCheckThatIsToldOfNothingSaysSo(t *testing.T) {
	out, _, code := ringside(t, "check", "--format", "json")
	var r check.Report
	if err := json.Unmarshal([]byte(out), &r); err != nil || code != exitOK || len(r.Findings) != 2 || r.Findings[0].Code != check.NothingAsked {
		t.Errorf("exit code %d, %v:\n%s", code, err, out)
	}
}

// A server knows what has come.
func TestCheckByAServerTellsWhatHasCome(t *testing.T) {
	s := startServer(t, t.TempDir())
	out, _, code := ringside(t, "check", "--server", s.url, "--format", "json")
	if code != exitOK || !strings.Contains(out, `"agent_events_never"`) || strings.Contains(out, `"arrivals_not_known"`) {
		t.Errorf("exit code %d:\n%s", code, out)
	}
	var state struct {
		Running bool
		Report  check.Report
	}
	if s.get("/api/v1/check", &state); state.Running || len(state.Report.Findings) != 4 {
		t.Errorf("%+v", state)
	}
}
