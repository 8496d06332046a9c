package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// attributed is a data folder with a few contacts of 2 November 2026 that differ in an attribute.
func attributed(t *testing.T) string {
	t.Helper()
	var lines strings.Builder
	for i, attributes := range []string{`{"reason":"billing"}`, `{"reason":"billing"}`, `{"reason":"refund"}`, `{"a, b=c":"x"}`, `null`} {
		fmt.Fprintf(&lines, `{"InstanceARN":"arn:aws:connect:ap-northeast-2:111122223333:instance/1","ContactId":"c%d","Channel":"VOICE",`+
			`"InitiationTimestamp":"2026-11-02T00:0%d:00Z","LastUpdateTimestamp":"2026-11-02T01:00:00Z",`+
			`"DisconnectTimestamp":"2026-11-02T00:30:00Z","Attributes":%s}`+"\n", i, i, attributes)
	}
	file, data := filepath.Join(t.TempDir(), "records.jsonl"), filepath.Join(t.TempDir(), "data")
	if err := os.WriteFile(file, []byte(lines.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, stderr, code := ringside(t, "import", file, "--data", data); code != exitOK {
		t.Fatalf("import: exit %d, %s", code, stderr)
	}
	return data
}

func TestQueryTakesAnyAttribute(t *testing.T) {
	t.Parallel()
	data := attributed(t)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"--by", "attribute:reason"}, "attribute:reason,contacts_created\n,2\nbilling,2\nrefund,1\n"},
		{[]string{"--where", "attribute:reason=billing", "--where", "attribute:reason="}, "contacts_created\n4\n"},
		{[]string{"--by", "attribute:reason", "--where", "attribute:reason!=billing"}, "attribute:reason,contacts_created\n,2\nrefund,1\n"},
		{[]string{"--by", `attribute:a\, b=c`, "--where", `attribute:"a, b=c"=x`}, "\"attribute:a, b=c\",contacts_created\nx,1\n"},
	} {
		args := append([]string{"query", "contacts_created", "--from", "2026-11-02", "--to", "2026-11-03", "--data", data, "--format", "csv"}, c.args...)
		stdout, stderr, code := ringside(t, args...)
		if code != exitOK || stdout != c.want {
			t.Errorf("%q: exit %d, %q, %s; want %q", c.args, code, stdout, stderr, c.want)
		}
	}
}

func TestQueryComparesAndKeepsTheTop(t *testing.T) {
	t.Parallel()
	data := attributed(t)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"--by", "attribute:reason", "--top", "1", "--where", "attribute:reason!="}, "attribute:reason,contacts_created\nbilling,2\nothers,1\n"},
		{
			[]string{"--by", "channel,attribute:reason", "--top", "1", "--top-of", "attribute:reason", "--least", "--top-by", "contacts_created"},
			"channel,attribute:reason,contacts_created\nVOICE,refund,1\nVOICE,others,4\n",
		},
		{[]string{"--compare", "week_before"}, "contacts_created,compare:contacts_created,difference:contacts_created\n5,0,5\n"},
		{
			[]string{"--compare", "2026-11-02/2026-11-02T09:03:00+09:00", "--every", "1d"},
			"day,contacts_created,compare:day,compare:contacts_created,difference:contacts_created\n2026-11-02,5,2026-11-02,3,2\n",
		},
	} {
		args := append([]string{
			"query", "contacts_created", "--from", "2026-11-02", "--to", "2026-11-03", "--time-field", "initiation",
			"--data", data, "--format", "csv",
		}, c.args...)
		stdout, stderr, code := ringside(t, args...)
		if code != exitOK || stdout != c.want {
			t.Errorf("%q: exit %d, %q, %s; want %q", c.args, code, stdout, stderr, c.want)
		}
	}
	stdout, _, code := ringside(t, "query", "contacts_created", "--from", "2026-11-02", "--to", "2026-11-03", "--data", data, "--by", "attribute:reason", "--top", "1")
	if lines := strings.Split(stdout, "\n"); code != exitOK || !strings.HasPrefix(lines[2], "others") || !strings.HasPrefix(lines[3], "total") {
		t.Errorf("a table for people: exit %d\n%s", code, stdout)
	}
	for _, command := range [][]string{{"query", "contacts_created"}, {"query", "--panels"}, {"export", "contacts"}, {"export", "agent-intervals"}} {
		_, stderr, code := ringside(t, append(command, "--range", "soon", "--data", data)...)
		if code != exitUsage || !strings.Contains(stderr, `no range "soon"; ask for today, yesterday, last_business_day`) {
			t.Errorf("%q of a range that is none: exit %d, %s", command, code, stderr)
		}
	}
	_, stderr, code := ringside(t, "query", "contacts_created", "--from", "2026-11-02", "--to", "2026-11-03", "--data", data, "--compare", "yesterday")
	if code != exitUsage || !strings.Contains(stderr, "week_before") {
		t.Errorf("an unknown period: exit %d, %s", code, stderr)
	}
}
