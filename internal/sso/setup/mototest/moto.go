// Package mototest starts moto's server for tests: an AWS in Python that knows nothing of us.
package mototest

import (
	"bufio"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"testing"
)

// python is the variable that names a Python which has what internal/sso/setup/testdata/requirements.txt lists.
const python = "RINGSIDE_MOTO_PYTHON"

// Account is the one that moto has.
const Account = "123456789012"

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
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	running, lines := regexp.MustCompile(`Running on (http://127\.0\.0\.1:\d+)`), bufio.NewScanner(stderr)
	found := make(chan string, 1) // for the one line that is waited for
	read := make(chan struct{})
	go func() { // to the end, or it would stand still when the pipe is full
		defer close(read)
		defer close(found)
		for lines.Scan() {
			if address := running.FindStringSubmatch(lines.Text()); address != nil {
				found <- address[1]
			}
		}
	}()
	t.Cleanup(func() { _ = cmd.Process.Kill(); <-read; _ = cmd.Wait() })
	address, err := url.Parse(<-found)
	if err != nil || address.Host == "" {
		t.Fatalf("moto ended before it served: %v", err)
	}
	return address
}
