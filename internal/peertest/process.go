// Package peertest starts what others wrote, so that tests can talk to it: identity providers and service providers, as servers on
// loopback that end with the test.
package peertest

import (
	"bytes"
	"net"
	"os/exec"
	"regexp"
	"sync"
	"syscall"
	"testing"
	"time"
)

// tooLong is far above what a start takes where everything else runs beside it.
const tooLong = 3 * time.Minute

// Start starts a server and waits until it writes that it is ready; it returns what the expression found. The server is killed with all
// its children when the test ends: there is nothing to keep. What it has written last is shown if the test has failed.
func Start(t testing.TB, cmd *exec.Cmd, ready *regexp.Regexp) []string {
	t.Helper()
	out := &output{ready: ready, found: make(chan []string, 1)}
	cmd.Stdout, cmd.Stderr = out, out
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = cmd.Wait() // killed
	}()
	t.Cleanup(func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		<-ended
		if t.Failed() {
			t.Logf("%s has written:\n%s", cmd.Path, out.last())
		}
	})
	select {
	case found := <-out.found:
		return found
	case <-ended:
		t.Fatalf("%s has ended before it was ready", cmd)
	case <-time.After(tooLong):
		t.Fatalf("%s is not ready after %s", cmd, tooLong)
	}
	return nil
}

// kept is how much is shown of what a server has written, in bytes.
const kept = 16 << 10

// output is what a server writes. Its end is kept.
type output struct {
	ready *regexp.Regexp // nil once it was found
	found chan []string  // gets one, and has room for it

	mu   sync.Mutex // guards all below, and ready
	text []byte
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.text = append(o.text, p...)
	if o.ready != nil {
		if found := o.ready.FindSubmatch(o.text[:bytes.LastIndexByte(o.text, '\n')+1]); found != nil {
			words := make([]string, len(found))
			for i, word := range found {
				words[i] = string(word)
			}
			o.found <- words
			o.ready = nil
		}
	}
	if much := len(o.text) - kept; much > kept {
		o.text = append(o.text[:0], o.text[much:]...)
	}
	return len(p), nil
}

func (o *output) last() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return string(o.text)
}

// Free is a port of loopback that nobody has at this moment, for servers that do not tell which one they were given.
func Free(t testing.TB) (hostPort string) {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = listener.Close()
	return listener.Addr().String()
}
