// Package localemutest starts localemu for tests: another AWS in Python, with as many accounts as there are keys.
package localemutest

import (
	_ "embed"
	"errors"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/peertest"
)

// python is the variable that names a Python 3.13 which has what internal/sso/setup/testdata/localemu.txt lists.
const python = "RINGSIDE_LOCALEMU_PYTHON"

var serves = regexp.MustCompile(`Running on https?://(127\.0\.0\.1:\d+)`)

// Start returns the address of a server that ends with the test. An access key of twelve digits is one of its accounts. Without the
// variable the test is skipped.
func Start(t testing.TB) *url.URL {
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

//go:embed everything.py
var everything string

// Everything is what an account of a server has in a Region, by what it says itself: a type and a name each, such as "stream agent-events",
// sorted. Stacks that are gone do not count, nor keys that are given up.
func Everything(t testing.TB, server, account, region string) []string {
	t.Helper()
	script := exec.CommandContext(t.Context(), os.Getenv(python), "-B", "-c", everything, server, account, region)
	said, err := script.Output()
	if err != nil {
		if failed, is := errors.AsType[*exec.ExitError](err); is {
			t.Fatalf("%v\n%s", err, failed.Stderr)
		}
		t.Fatal(err)
	}
	return strings.FieldsFunc(string(said), func(r rune) bool { return r == '\n' })
}
