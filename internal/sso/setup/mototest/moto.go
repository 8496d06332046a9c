// Package mototest starts moto's server for tests: an AWS in Python that knows nothing of us.
package mototest

import (
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"testing"

	"github.com/ringside/ringside/internal/peertest"
)

// python is the variable that names a Python which has what internal/sso/setup/testdata/requirements.txt lists.
const python = "RINGSIDE_MOTO_PYTHON"

// Account is the one that moto has.
const Account = "123456789012"

var running = regexp.MustCompile(`Running on (http://127\.0\.0\.1:\d+)`)

// Start returns the address of a server that ends with the test. Where the variable promises it, it must be there.
func Start(t *testing.T) *url.URL {
	t.Helper()
	with := os.Getenv(python)
	if with == "" {
		with = "python3"
		if exec.CommandContext(t.Context(), with, "-c", "import moto, flask, flask_cors").Run() != nil {
			t.Skip("left out: set-up against moto, which needs python3 with moto's server (make go-test installs it)")
		}
	}
	cmd := exec.CommandContext(t.Context(), with, "-B", "-m", "moto.server", "-H", "127.0.0.1", "-p", "0")
	address, err := url.Parse(peertest.Start(t, cmd, running)[1])
	if err != nil {
		t.Fatal(err)
	}
	return address
}
