package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestProgramsAskByTokenWherePeopleSignIn(t *testing.T) {
	t.Parallel()
	folder := importHistory(t)
	s := startServer(t, folder.data, "--public-url", "https://ringside.example.org")
	query := func(token string, more ...string) (stdout, stderr string, code int) {
		args := []string{"query", "contacts_handled", "--from", "2026-10-29", "--to", "2026-11-01", "--by", "queue", "--format", "json", "--server", s.url}
		if token != "" {
			args = append(args, "--token", token)
		}
		return ringside(t, append(args, more...)...)
	}
	create := func(args ...string) string {
		t.Helper()
		stdout, stderr, code := ringside(t, append([]string{"token", "create", "test", "--data", folder.data}, args...)...)
		if code != exitOK || !strings.Contains(stderr, "shown this once") {
			t.Fatalf("token create %q: exit %d, %s", args, code, stderr)
		}
		return strings.TrimSpace(stdout)
	}
	if _, stderr, code := query(""); code != exitUsage || !strings.Contains(stderr, "token") {
		t.Errorf("without a token: exit %d, %s", code, stderr)
	}
	if _, stderr, code := query("rst_wrong"); code != exitUsage || !strings.Contains(stderr, "does not know this") {
		t.Errorf("with a wrong one: exit %d, %s", code, stderr)
	}
	if _, _, code := query(testKey); code != exitUsage {
		t.Errorf("with an ingest key: exit %d", code)
	}
	whole := create("--role", "analyst")
	all := queues(t, whole, query)
	if len(all) < 2 {
		t.Fatalf("queues %v: nothing to narrow", all)
	}
	one := create("--role", "analyst", "--limit", "queue="+all[0])
	if got := queues(t, one, query); len(got) != 1 || got[0] != all[0] {
		t.Errorf("limited to %s: %v", all[0], got)
	}
	if _, stderr, code := query(create("--role", "wallboard"), "--where", "attribute:reason=x"); code != exitUsage || !strings.Contains(stderr, "hidden from your role") {
		t.Errorf("an attribute for a wallboard: exit %d, %s", code, stderr)
	}
	if _, stderr, code := ringside(t, "export", "contacts", "--from", "2026-10-29", "--to", "2026-11-01", "--out",
		filepath.Join(t.TempDir(), "x.csv"), "--server", s.url, "--token", create("--role", "auditor")); code == exitOK || !strings.Contains(stderr, "role does not include") {
		t.Errorf("an export for an auditor: exit %d, %s", code, stderr)
	}
	contacts := func(more ...string) (string, int) {
		stdout, stderr, code := ringside(t, append([]string{"export", "contacts", "--from", "2026-10-29", "--to", "2026-11-01", "--server", s.url, "--token", whole}, more...)...)
		return stdout + stderr, code
	}
	if said, code := contacts(); code != exitUsage || !strings.Contains(said, "reason") {
		t.Errorf("contacts without a reason: exit %d, %s", code, said)
	}
	if said, code := contacts("--reason", "a complaint"); code != exitOK || !strings.HasPrefix(strings.TrimPrefix(said, "\ufeff"), "contact_id,") {
		t.Errorf("contacts with a reason: exit %d, %.200s", code, said)
	}
	stdout, _, _ := ringside(t, "token", "list", "--data", folder.data, "--format", "json")
	var listed []struct{ ID, Name string }
	if err := json.Unmarshal([]byte(stdout), &listed); err != nil || len(listed) != 4 || strings.Contains(stdout, whole) {
		t.Fatalf("%v in %s", err, stdout)
	}
	for _, of := range listed {
		if _, stderr, code := ringside(t, "token", "revoke", of.ID, "--data", folder.data); code != exitOK {
			t.Errorf("revoke: exit %d, %s", code, stderr)
		}
	}
	if _, _, code := query(whole); code != exitUsage {
		t.Errorf("with a revoked token: exit %d", code)
	}
	stdout, stderr, code := ringside(t, "audit", "list", "--from", "2020-01-01", "--to", "2199-01-01", "--action", "export", "--format", "csv", "--data", folder.data)
	if code != exitOK || !strings.Contains(stdout, ",token,"+listed[0].ID+",127.0.0.1,export,") || !strings.Contains(stdout, ",403,") || !strings.Contains(stdout, ",a complaint\n") {
		t.Errorf("the refused export is not in the audit log: exit %d, %s%s", code, stdout, stderr)
	}
	if stdout, stderr, code := ringside(t, "audit", "verify", "--data", folder.data); code != exitOK || !strings.Contains(stdout, "as they were written") {
		t.Errorf("verify: exit %d, %s%s", code, stdout, stderr)
	}
}

// queues are those that a token's figures are of.
func queues(t *testing.T, token string, query func(token string, more ...string) (stdout, stderr string, code int)) (arns []string) {
	t.Helper()
	stdout, stderr, code := query(token)
	var table struct{ Rows [][]any }
	if err := json.Unmarshal([]byte(stdout), &table); err != nil || code != exitOK {
		t.Fatalf("query: exit %d, %v, %s", code, err, stderr)
	}
	for _, row := range table.Rows {
		if arn, is := row[1].(string); is {
			arns = append(arns, arn)
		}
	}
	return arns
}

func TestTokensThatAreRefused(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"create", "x", "--role", "boss"}, exitUsage, "there is no role"},
		{[]string{"create", "x", "--role", "agent"}, exitUsage, "say whose"},
		{[]string{"create", "x", "--role", "provisioner", "--role", "analyst"}, exitUsage, "goes with no other one"},
		{[]string{"create", "x", "--role", "provisioner", "--limit", "queue=Sales"}, exitUsage, "goes with no other one"},
		{[]string{"create", "x", "--role", "analyst", "--limit", "queue"}, exitUsage, "DIM=VALUE"},
		{[]string{"create", "x", "--role", "analyst", "--limit", "channel=VOICE"}, exitUsage, "nobody can be limited"},
		{[]string{"create", "x", "--role", "analyst", "--days", "400"}, exitUsage, "1 to 366"},
		{[]string{"create", " ", "--role", "analyst"}, exitFailed, "give it a name"},
		{[]string{"rotate", "nobody"}, exitFailed, "token list"},
		{[]string{"revoke", "nobody"}, exitFailed, "token list"},
	} {
		_, stderr, code := ringside(t, append(append([]string{"token"}, c.args...), "--data", data)...)
		if code != c.code || !strings.Contains(stderr, c.want) {
			t.Errorf("%q: exit %d, %s; want %d and %q", c.args, code, stderr, c.code, c.want)
		}
	}
}

func TestAccessPreviewSaysWhatAPersonWouldGet(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "access.json")
	text := `{"version":1,"ask":"Team Care","addresses":{"supervisor":["10.0.0.0/8"]},"rules":[
		{"name":"leads","when":{"groups":["leads"]},"roles":["supervisor"],"limits":{"queue":["attribute:queues"]}},
		{"name":"left","when":{"name_id":["minho"]},"deny":true}]}`
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"-a", "groups=leads", "-a", "groups=x", "-a", "queues=Sales"}, exitOK, "Rule 1 \"leads\" fits.\nroles: supervisor\nqueue: Sales\n"},
		{[]string{"-a", "groups=leads"}, exitOK, "queue: nothing"},
		{[]string{"-a", "groups=leads", "--format", "json"}, exitOK, `{"rule":1,"name":"leads","roles":["supervisor"],"limits":{"queue":[]},"sees_nothing":true}`},
		{[]string{"-a", "groups=leads", "--address", "10.0.0.1"}, exitOK, "roles: supervisor\n"},
		{[]string{"-a", "groups=leads", "--address", "203.0.113.7"}, exitOK, "roles: none at that address\n"},
		{[]string{"-a", "groups=leads", "--address", "home"}, exitUsage, ""},
		{[]string{"-a", "groups=others"}, exitIncomplete, "Team Care"},
		{[]string{"-a", "groups=leads", "--name-id", "minho"}, exitIncomplete, "Rule 2 \"left\" denies"},
		{[]string{"-a", "groups"}, exitUsage, ""},
	} {
		stdout, stderr, code := ringside(t, append([]string{"access", "preview", "--access-rules", file}, c.args...)...)
		if code != c.code || !strings.Contains(stdout, c.want) {
			t.Errorf("%q: exit %d, %s%s; want %d and %q", c.args, code, stdout, stderr, c.code, c.want)
		}
	}
}
