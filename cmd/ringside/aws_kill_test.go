package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/sim"
	"github.com/ringside/ringside/internal/sso/setup/localemutest"
	"github.com/ringside/ringside/internal/stack/stacktest"
)

// killer ends a process by SIGKILL when it makes one of its calls.
type killer struct {
	mu      sync.Mutex // guards what follows
	process *os.Process
	left    int // calls that it may make
	last    string
	verdict stacktest.Verdict // of the call at which it is killed
}

func (k *killer) judge(operation string) stacktest.Verdict {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.left--; k.left > 0 {
		return stacktest.Pass
	}
	k.last = operation
	_ = k.process.Kill() // it may have gone since it asked
	return k.verdict
}

// run runs a command of ringside until it makes a call, and tells whether it came to its end before that.
func (k *killer) run(t *testing.T, at int, env []string, args ...string) (through bool) {
	t.Helper()
	var said bytes.Buffer
	cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
	cmd.Env, cmd.Stdout, cmd.Stderr = append(os.Environ(), env...), &said, &said
	k.mu.Lock()
	err := cmd.Start()
	k.process, k.left, k.last = cmd.Process, at, ""
	k.mu.Unlock()
	if err != nil {
		t.Fatal(err)
	}
	err = cmd.Wait()
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.last == "" && err != nil {
		t.Fatalf("%v, after it was killed %d times: %v\n%s", args, at-1, err, &said)
	}
	return k.last == ""
}

// TestAStackIsMadeAndRemovedThroughKills kills ringside aws apply at its first call, the next one at its second, and so on until one comes
// through, each in turn before the call has its effect and after it; then the same of remove. A killed process gives nothing back and
// tidies nothing up.
func TestAStackIsMadeAndRemovedThroughKills(t *testing.T) {
	a, k := newEmptyAccount(t), &killer{}
	everything := func() []string { return localemutest.Everything(t, a.address, simulatedAccount, simulatedRegion) }
	before := everything()
	env := []string{asCommand + "=1", "AWS_ENDPOINT_URL=" + stacktest.Gate(t, a.address, k.judge), "AWS_ENDPOINT_URL_CONNECT=" + stacktest.Gate(t, a.connect, k.judge)}
	kills := func(args ...string) {
		for at := 1; ; at++ {
			k.verdict = []stacktest.Verdict{stacktest.Lose, stacktest.Drop}[at%2]
			if k.run(t, at, env, args...) {
				t.Logf("%v came through after %d kills", args, at-1)
				return
			}
			if at > 100 {
				t.Fatalf("%v does not come through", args)
			}
		}
	}
	kills("aws", "apply", "--instance", sim.InstanceARN)
	kinds := map[string]int{}
	for _, one := range everything() {
		kind, _, _ := strings.Cut(one, " ")
		kinds[kind]++
	}
	for _, one := range before {
		kind, _, _ := strings.Cut(one, " ")
		if kinds[kind]--; kinds[kind] == 0 {
			delete(kinds, kind)
		}
	}
	if d := cmp.Diff(kinds, map[string]int{"stack": 1, "stream": 2, "delivery": 2, "queue": 2, "rule": 1, "role": 2, "policy": 2, "bucket": 1, "log": 1}); d != "" {
		t.Errorf("made: -is +wanted:\n%s", d)
	}
	for of, name := range map[string]string{"CONTACT_TRACE_RECORDS": "contact-records", "AGENT_EVENTS": "agent-events"} {
		if got, want := a.settings.Target(of), fmt.Sprintf("arn:aws:kinesis:%s:%s:stream/ringside-%s", simulatedRegion, simulatedAccount, name); got != want {
			t.Errorf("%s go to %q, want %q", of, got, want)
		}
	}
	kills("aws", "remove", "--delete-data", "--yes", "--region", simulatedRegion)
	if d := cmp.Diff(everything(), before); d != "" {
		t.Errorf("left behind: -is +before:\n%s", d)
	}
	if got := a.settings.Target("CONTACT_TRACE_RECORDS") + a.settings.Target("AGENT_EVENTS"); got != "" {
		t.Errorf("the instance still sends to %s", got)
	}
}
