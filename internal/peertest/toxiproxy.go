package peertest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// withToxiproxy is the variable that names the folder of Toxiproxy's server.
const withToxiproxy = "RINGSIDE_TOXIPROXY"

var toxiproxyStarts = regexp.MustCompile(`Starting HTTP server on endpoint (127\.0\.0\.1:\d+)`)

// Link is a way to a server, by Toxiproxy, that can be made bad.
type Link struct {
	Address string // HOST:PORT
	t       testing.TB
	api, to string
}

// Fault of a link: https://github.com/Shopify/toxiproxy#toxics.
type Fault struct {
	Type       string         `json:"type"`
	Stream     string         `json:"stream,omitempty"` // "upstream" for what we send; without it what we receive
	Attributes map[string]any `json:"attributes"`
}

// The ways in which a link can be bad.
var (
	// HalfOpen lets nothing come for an hour, not even that the other side has closed. (The toxic "timeout" would let that come.)
	HalfOpen = Fault{Type: "latency", Attributes: map[string]any{"latency": 3_600_000}}
	// Slow lets 100 kB come in a second, 200 ms late.
	Slow = []Fault{
		{Type: "bandwidth", Attributes: map[string]any{"rate": 100}},
		{Type: "latency", Attributes: map[string]any{"latency": 200}},
	}
	// Cut ends each connection after so many kilobytes, most of them in the middle of an answer.
	Cut = Fault{Type: "limit_data", Attributes: map[string]any{"bytes": 20_000}}
)

// StartLink starts Toxiproxy with one link, which is good. Without the variable that names it the test is skipped.
func StartLink(t testing.TB, to string) *Link {
	t.Helper()
	folder := os.Getenv(withToxiproxy)
	if folder == "" {
		t.Skip("left out: Toxiproxy, which " + withToxiproxy + " has to name (make go-test installs it)")
	}
	_, port, _ := strings.Cut(Free(t), ":")
	cmd := exec.CommandContext(t.Context(), filepath.Join(folder, "server"), "-host", "127.0.0.1", "-port", port)
	api := Start(t, cmd, toxiproxyStarts)[1]
	Listens(t, api)
	l := &Link{Address: Free(t), t: t, api: "http://" + api + "/proxies", to: to}
	l.open()
	return l
}

func (l *Link) open() {
	l.t.Helper()
	l.tell(http.MethodPost, "", map[string]any{"name": "link", "listen": l.Address, "upstream": l.to, "enabled": true})
}

// Spoil makes it bad, for the connections that there are too.
func (l *Link) Spoil(faults ...Fault) {
	l.t.Helper()
	for _, f := range faults {
		l.tell(http.MethodPost, "/link/toxics", f)
	}
}

// Mend makes it good again. The connections that there were are ended: a fault that holds data back cannot be taken from them.
func (l *Link) Mend() {
	l.t.Helper()
	l.tell(http.MethodDelete, "/link", nil)
	l.open()
}

func (l *Link) tell(method, path string, what any) {
	l.t.Helper()
	body, err := json.Marshal(what)
	if err != nil {
		l.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(l.t.Context(), method, l.api+path, bytes.NewReader(body))
	if err != nil {
		l.t.Fatal(err)
	}
	w, err := http.DefaultClient.Do(r)
	if err != nil {
		l.t.Fatal(err)
	}
	defer w.Body.Close()
	answer, err := io.ReadAll(w.Body)
	if err != nil || w.StatusCode >= http.StatusMultipleChoices {
		l.t.Fatalf("Toxiproxy: %s %s: %s %s, %v", method, path, w.Status, answer, err)
	}
}
