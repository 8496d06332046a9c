package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
)

// TestCheckFiguresWaitsForTheDayAndSaysWhatIsLeft asks a server that has checked the day when it is asked a second time.
func TestCheckFiguresWaitsForTheDayAndSaysWhatIsLeft(t *testing.T) {
	golden, err := os.ReadFile("../../internal/api/testdata/figure_checks.json")
	if err != nil {
		t.Fatal(err)
	}
	done := string(golden)
	open := strings.Replace(done, `"unexplained": 0`, `"unexplained": 2`, 1)
	for name, test := range map[string]struct {
		answer string
		args   []string
		code   int
		says   string
	}{
		"explained":   {done, []string{"--day", "2026-11-22"}, exitOK, "2026-11-22"},
		"unexplained": {open, []string{"--day", "2026-11-22"}, exitIncomplete, "2026-11-22"},
		"history":     {done, nil, exitOK, "2026-11-22"},
		"not asked":   {`{"instances":[]}`, nil, exitUsage, "--connect-instance"},
	} {
		asked := 0
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked++
			if r.Method == http.MethodPost {
				_, _ = w.Write([]byte(strings.Replace(done, `"waiting": []`, `"waiting": ["2026-11-22"]`, 1)))
				return
			}
			_, _ = w.Write([]byte(test.answer))
		}))
		var out bytes.Buffer
		s := session{ctx: t.Context(), stdin: strings.NewReader(""), stdout: &out, stderr: &out}
		code := run(s, append([]string{"check", "figures", "--server", server.URL}, test.args...))
		server.Close()
		if code != test.code || !strings.Contains(out.String(), test.says) || len(test.args) > 0 && asked < 2 {
			t.Errorf("%s: exit %d after %d requests: %s", name, code, asked, out.String())
		}
	}
}
