package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// daily are contact records, one for each of the last n days at noon of Seoul, marked with how many days ago that was.
func daily(t *testing.T, n int) (file string) {
	t.Helper()
	zone := time.FixedZone("KST", 9*3600)
	year, month, day := time.Now().In(zone).Date()
	var lines strings.Builder
	for i := range n {
		at := time.Date(year, month, day-i, 12, 0, 0, 0, zone).UTC().Format(time.RFC3339)
		fmt.Fprintf(&lines, `{"AWSAccountId":"111122223333","ContactId":"%08x-3333-4222-8333-444444444444","InstanceARN":"arn:aws:connect:ap-northeast-2:111122223333:instance/5f3c2a10-7b6d-4e8f-9a1b-0c2d3e4f5a6b",`+
			`"Channel":"VOICE","InitiationMethod":"INBOUND","InitiationTimestamp":%q,"LastUpdateTimestamp":%[2]q,"DisconnectTimestamp":%[2]q,"Attributes":{"ago":"ago-%[1]d-days"}}`+"\n", i, at)
	}
	file = filepath.Join(t.TempDir(), "daily.jsonl")
	if err := os.WriteFile(file, []byte(lines.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestRecordsAreKeptForTheDaysAgreedOn(t *testing.T) {
	t.Parallel()
	data, file := t.TempDir(), daily(t, 10)
	run := func(wantCode int, args ...string) string {
		t.Helper()
		stdout, stderr, code := ringside(t, append(args, "--data", data)...)
		if code != wantCode {
			t.Fatalf("%v: exit %d, want %d\n%s%s", args, code, wantCode, stdout, stderr)
		}
		return stdout + stderr
	}
	run(exitOK, "import", file)
	if len(folderHas(t, data, "ago-9-days")) == 0 {
		t.Fatal("the folder does not have the oldest contact in a form that this test finds")
	}
	if said := run(exitOK, "retention"); strings.Count(said, "for ever") != 4 || strings.Contains(said, "Applied") {
		t.Errorf("at first:\n%s", said)
	}
	if said := run(exitUsage, "retention", "--contacts", "1"); !strings.Contains(said, "2 to 3660 days") {
		t.Errorf("one day:\n%s", said)
	}
	if said := run(exitOK, "retention", "--contacts", "6", "--details", "3", "--quarantine", "30"); !strings.Contains(said, "agent events") || !strings.Contains(said, "Applied next") {
		t.Errorf("agreed on:\n%s", said)
	}
	if said := run(exitIncomplete, "erase", "--expired"); !strings.Contains(said, "Add --yes") {
		t.Errorf("without --yes:\n%s", said)
	}
	var erased erasedBody
	if err := json.NewDecoder(strings.NewReader(run(exitOK, "erase", "--expired", "--yes", "--format", "json"))).Decode(&erased); err != nil || erased.Contacts != 3 || erased.Reduced != 3 {
		t.Errorf("erased %+v, %v", erased, err)
	}
	for ago := range 10 {
		if found := folderHas(t, data, fmt.Sprintf("ago-%d-days", ago)); (len(found) > 0) != (ago <= 3) {
			t.Errorf("%d days ago: in %v", ago, found)
		}
	}
	if said := run(exitOK, "query", "contacts_created", "--from", time.Now().AddDate(0, 0, -20).Format(time.DateOnly), "--to", time.Now().AddDate(0, 0, 2).Format(time.DateOnly), "--format", "csv"); !strings.Contains(said, "contacts_created\n7\n") {
		t.Errorf("contacts left:\n%s", said)
	}
	var again importOutcome
	if err := json.NewDecoder(strings.NewReader(run(exitOK, "import", file, "--format", "json"))).Decode(&again); err != nil || again.Older != 3 || again.Duplicates != 7 {
		t.Errorf("imported again: %+v, %v", again, err)
	}
	if said := run(exitOK, "retention"); !strings.Contains(said, "Applied last") || !strings.Contains(said, "3 contacts") {
		t.Errorf("afterwards:\n%s", said)
	}
	if said := run(exitOK, "erase", "--expired", "--yes"); !strings.Contains(said, "nothing") {
		t.Errorf("once more:\n%s", said)
	}
	log := run(exitOK, "audit", "list", "--from", "2020-01-01", "--to", "2100-01-01")
	for _, want := range []string{"change_retention", "contacts=6", "expired"} {
		if !strings.Contains(log, want) {
			t.Errorf("the audit log lacks %s:\n%s", want, log)
		}
	}
}
