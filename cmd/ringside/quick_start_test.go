package main

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// step is a block of commands of the quick start, and what the page shows of their answer.
type step struct{ commands, shown string }

// stepsOf are the blocks for a shell, each with the text block that follows it before the next one.
func stepsOf(t *testing.T, page string) []step {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	var steps []step
	for _, block := range regexp.MustCompile("(?ms)^```(sh|text)\n(.*?)^```$").FindAllStringSubmatch(string(text), -1) {
		if block[1] == "sh" {
			steps = append(steps, step{commands: block[2]})
			continue
		}
		steps[len(steps)-1].shown += block[2]
	}
	return steps
}

// shell is one that a newcomer types into.
type shell struct {
	t   *testing.T
	in  io.Writer
	out *bufio.Reader
}

func newShell(t *testing.T, folder string, env ...string) *shell {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "bash", "--norc")
	cmd.Dir, cmd.Env = folder, append(os.Environ(), env...)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = cmd.Stdout
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = in.(io.Closer).Close(); _ = cmd.Wait() })
	return &shell{t: t, in: in, out: bufio.NewReader(out)}
}

// types gives commands and reads what they print, until a line that begins with last.
func (s *shell) types(commands, last string) string {
	s.t.Helper()
	if _, err := io.WriteString(s.in, commands); err != nil {
		s.t.Fatal(err)
	}
	var said strings.Builder
	for {
		line, err := s.out.ReadString('\n')
		said.WriteString(line)
		if err != nil {
			s.t.Fatalf("%s: %v\n%s", commands, err, said.String())
		}
		if strings.HasPrefix(line, last) {
			return said.String()
		}
	}
}

// TestTheQuickStartIsFollowedWordByWord types what docs/quick-start-aws.md says into a shell, with localemu and the simulated Amazon Connect
// in place of AWS; as soon as the server is ready, the centre takes calls. Each line that the page shows has to be there, and the figures are
// those of the calls.
func TestTheQuickStartIsFollowedWordByWord(t *testing.T) {
	a, history := newEmptyAccount(t), simulate(t, 1)
	folder := t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := "#!/bin/sh\necho $$ > " + folder + "/process\nexec env " + asCommand + "=1 " + self + " \"$@\"\n"
	if err := os.WriteFile(filepath.Join(folder, "ringside"), []byte(program), 0o700); err != nil { //nolint:gosec // it is run
		t.Fatal(err)
	}
	env := []string{"PATH=" + folder + ":" + os.Getenv("PATH"), "RINGSIDE_LISTEN=127.0.0.1:0", "AWS_REGION="}
	first, second := newShell(t, folder, env...), newShell(t, folder, env...)
	terminal, s := first, &server{t: t, url: "http://127.0.0.1:8080", logs: &logBuffer{}}
	for _, step := range stepsOf(t, "../../docs/quick-start-aws.md") {
		commands, said := strings.ReplaceAll(step.commands, "http://127.0.0.1:8080", s.url), ""
		switch {
		case strings.HasPrefix(commands, "ringside serve "):
			said = first.types(commands, "Ringside is ready: ")
			s.url, terminal = strings.TrimSpace(said[strings.LastIndex(said, "http"):]), second // the first one is the server's
			a.takesCalls(t, s, history)
		case strings.HasPrefix(commands, "ringside aws remove "):
			interrupt(t, filepath.Join(folder, "server"))
			terminal = first
			fallthrough
		default:
			said = terminal.types(commands+"\necho \"== $?\"\n", "== ")
		}
		if strings.HasPrefix(commands, "ringside serve ") {
			if err := os.Rename(filepath.Join(folder, "process"), filepath.Join(folder, "server")); err != nil {
				t.Fatal(err)
			}
		}
		for line := range strings.Lines(step.shown) {
			if line = squeezed(strings.ReplaceAll(line, "http://127.0.0.1:8080", s.url)); !strings.Contains(squeezed(said), line) {
				t.Errorf("%q is not what comes of\n%s\nbut\n%s", line, commands, said)
			}
		}
	}
	if left := a.settings.Target("AGENT_EVENTS") + a.settings.Target("CONTACT_TRACE_RECORDS"); left != "" {
		t.Errorf("in the end the instance sends to %s", left)
	}
}

// squeezed is a text with one blank wherever there are some.
func squeezed(text string) string { return strings.Join(strings.Fields(text), " ") }

// interrupt is Ctrl-C for the process whose number a file has.
func interrupt(t *testing.T, file string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
}

// takesCalls has the centre record a day, and waits until all of it is in the figures.
func (a *emptyAccount) takesCalls(t *testing.T, s *server, history simulated) {
	t.Helper()
	agents, events := history.read(t, "agent_events.jsonl"), history.read(t, "contact_events.jsonl")[:30]
	a.record("CONTACT_TRACE_RECORDS", history.lines)
	a.record("AGENT_EVENTS", agents)
	a.happens(events)
	s.await("both streams", func() bool { return s.delivered("kinesis").Read == int64(len(history.lines)+len(agents)) })
	s.await("the contact events", func() bool { return s.delivered("sqs").Stored == int64(len(events)) })
	s.waitProjected()
	var got panelsAnswer
	s.get("/api/v1/panels?"+wholeHistory, &got)
	comparePanels(t, got, history, true)
}
