package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// What deploy/ starts Ringside with are flags and variables that it has.
func TestDeployedCommandsAreUnderstood(t *testing.T) {
	unit, err := os.ReadFile("../../deploy/systemd/ringside.service")
	if err != nil {
		t.Fatal(err)
	}
	line := regexp.MustCompile(`(?m)^ExecStart=\S+ (.*)$`).FindSubmatch(unit)
	if line == nil {
		t.Fatal("the unit starts nothing")
	}
	parser, err := newParser(session{stdout: t.Output(), stderr: t.Output()}, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	// The settings' file is the host's.
	if _, err := parser.Parse(strings.Fields(strings.Replace(string(line[1]), "--config /etc/ringside/ringside.yaml ", "", 1))); err != nil {
		t.Error(err)
	}
	container, err := os.ReadFile("../../deploy/container/Containerfile")
	if err != nil {
		t.Fatal(err)
	}
	documented, err := os.ReadFile("../../docs/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range regexp.MustCompile(`RINGSIDE_[A-Z_]+`).FindAllString(string(container), -1) {
		if !strings.Contains(string(documented), "`"+name+"`") {
			t.Errorf("the container sets %s, which nothing reads", name)
		}
	}
}
