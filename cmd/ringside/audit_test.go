package main

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestTheHeadOfTheAuditLogIsKeptElsewhereAndComparedWith(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	run := func(wantCode int, args ...string) string {
		t.Helper()
		stdout, stderr, code := ringside(t, append(args, "--data", data)...)
		if code != wantCode {
			t.Fatalf("%v: exit %d, want %d\n%s%s", args, code, wantCode, stdout, stderr)
		}
		return stdout + stderr
	}
	if said := run(exitOK, "audit", "head"); said != "" {
		t.Errorf("of nothing: %q", said)
	}
	run(exitOK, "token", "create", "report", "--role", "analyst", "--days", "9")
	head := strings.TrimSpace(run(exitOK, "audit", "head"))
	run(exitOK, "token", "create", "another", "--role", "analyst", "--days", "9")
	if said := run(exitOK, "audit", "verify", "--head", head); !strings.Contains(said, "entries 1 to 2 are as they were written; keep 2:") {
		t.Errorf("verified: %s", said)
	}
	var verified verifiedBody
	if err := json.Unmarshal([]byte(run(exitOK, "audit", "verify", "--format", "json")), &verified); err != nil || verified.Last != 2 || !strings.HasPrefix(verified.Head, "2:") {
		t.Errorf("%+v, %v", verified, err)
	}
	if said := run(exitIncomplete, "audit", "verify", "--head", "5"+head[1:]); !strings.Contains(said, "entries 3 to 5 are missing") {
		t.Errorf("cut off: %s", said)
	}
	if said := run(exitIncomplete, "audit", "verify", "--head", "1:"+strings.Repeat("0", 64)); !strings.Contains(said, "not the one that was kept") {
		t.Errorf("another: %s", said)
	}
	run(exitUsage, "audit", "verify", "--head", "1")
	if said := run(exitOK, "retention", "--audit", "400"); !strings.Contains(said, "400") {
		t.Errorf("kept for: %s", said)
	}
	if said := run(exitUsage, "retention", "--audit", "300"); !strings.Contains(said, "365") {
		t.Errorf("kept for less than a year: %s", said)
	}
}
