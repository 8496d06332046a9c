// Package localemutest starts localemu for tests: another AWS in Python, with as many accounts as there are keys.
package localemutest

import (
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"testing"

	"github.com/ringside/ringside/internal/peertest"
)

// python is the variable that names a Python 3.13 which has what internal/sso/setup/testdata/localemu.txt lists.
const python = "RINGSIDE_LOCALEMU_PYTHON"

var serves = regexp.MustCompile(`Running on https?://(127\.0\.0\.1:\d+)`)

// Start returns the address of a server that ends with the test. An access key of twelve digits is one of its accounts. Without the
// variable the test is skipped.
func Start(t *testing.T) *url.URL {
	t.Helper()
	with := os.Getenv(python)
	if with == "" {
		t.Skip("left out: set-up against localemu, which " + python + " has to name (make go-test installs it)")
	}
	at, home := peertest.Free(t), t.TempDir()
	cmd := exec.CommandContext(t.Context(), with, "-B", "-m", "localemu.runtime.main")
	// Its usual server, and what it takes for its address, would listen on all of this machine's.
	cmd.Env = append(os.Environ(), "HOME="+home, "TMPDIR="+home, "XDG_CACHE_HOME="+home, "GATEWAY_SERVER=hypercorn", "GATEWAY_LISTEN="+at,
		"LOCALEMU_HOST="+at, "DNS_ADDRESS=0", "SKIP_SSL_CERT_DOWNLOAD=1", "DISABLE_EVENTS=1")
	address := &url.URL{Scheme: "http", Host: peertest.Start(t, cmd, serves)[1]}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address.JoinPath("/_localemu/health").String(), nil)
	if err != nil {
		t.Fatal(err)
	}
	health, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer health.Body.Close()
	if health.StatusCode != http.StatusOK {
		t.Fatal(health.Status)
	}
	return address
}
