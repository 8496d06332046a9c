// Package peertest starts what others wrote, so that tests can talk to it: identity providers and service providers, as servers on
// loopback that end with the test.
package peertest

import (
	"bytes"
	"io"
	"net"
	"os"
	"os/exec"
	"regexp"
	"sync"
	"syscall"
	"testing"
	"time"
)

// tooLong is far above what a start takes where everything else runs beside it.
const tooLong = 2 * time.Minute

// guard is a shell that runs a server until its own standard input ends, which we hold: so the server ends with us, even if somebody
// ends us by force. Then it kills its group, of which all are that the server starts, and that of the server, should it have left.
const guard = `"$0" "$@" </dev/null & exec >/dev/null 2>&1; read -r _; kill -s KILL -- "-$!" 0`

// Start starts a server and waits until it writes that it is ready; it returns what the expression found. The server is killed when the
// test ends: there is nothing to keep. What it has written last is shown if the test has failed. The process of the command is then the
// guard's, and its group has all.
func Start(t testing.TB, cmd *exec.Cmd, ready *regexp.Regexp) []string {
	t.Helper()
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Fatal(err)
	}
	program := cmd.Path
	cmd.Path, cmd.Args = shell, append([]string{"sh", "-c", guard, program}, cmd.Args[1:]...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return nil } // it is the end of its input that ends it
	held, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	from, to, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdout, cmd.Stderr = to, to
	err = cmd.Start()
	_ = to.Close()
	if err != nil {
		t.Fatal(err)
	}
	out, ended := &output{ready: ready, found: make(chan []string, 1)}, make(chan struct{})
	go func() {
		defer close(ended)
		_, _ = io.Copy(out, from)
		_ = from.Close()
	}()
	t.Cleanup(func() {
		_ = held.Close()
		<-ended
		_ = cmd.Wait() // killed
		if t.Failed() {
			t.Logf("%s has written:\n%s", program, out.last())
		}
	})
	select {
	case found := <-out.found:
		return found
	case <-ended:
		t.Fatalf("%s has ended before it was ready", program)
	case <-time.After(tooLong):
		t.Fatalf("%s is not ready after %s", program, tooLong)
	}
	return nil
}

// kept is how much is shown of what a server has written, in bytes.
const kept = 16 << 10

// output is what a server writes. Its end is kept.
type output struct {
	found chan []string // gets one, and has room for it

	mu    sync.Mutex     // guards all below
	ready *regexp.Regexp // nil once it was found
	text  []byte
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

// Listens waits until somebody listens there, for servers that say too early that they do.
func Listens(t testing.TB, hostPort string) {
	t.Helper()
	for end := time.Now().Add(tooLong); ; {
		connection, err := new(net.Dialer).DialContext(t.Context(), "tcp", hostPort)
		if err == nil {
			_ = connection.Close()
			return
		}
		if time.Now().After(end) {
			t.Fatalf("after %s nobody listens at %s: %v", tooLong, hostPort, err)
		}
		time.Sleep(5 * time.Millisecond) // nobody tells us
	}
}
