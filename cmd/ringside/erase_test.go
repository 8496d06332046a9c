package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/api"
	"github.com/ringside/ringside/internal/state"
)

// called are contact records of customers who call again and again.
func called(t *testing.T, n int) (file string) {
	t.Helper()
	var lines strings.Builder
	for i := range n {
		fmt.Fprintf(&lines, `{"AWSAccountId":"111122223333","ContactId":"%08x-3333-4222-8333-444444444444","InstanceARN":"arn:aws:connect:ap-northeast-2:111122223333:instance/5f3c2a10-7b6d-4e8f-9a1b-0c2d3e4f5a6b",`+
			`"Channel":"VOICE","InitiationMethod":"INBOUND","InitiationTimestamp":"2026-11-02T01:00:00Z","LastUpdateTimestamp":"2026-11-02T01:05:00Z","DisconnectTimestamp":"2026-11-02T01:04:00Z",`+
			`"CustomerEndpoint":{"Address":"+82105550%04d","Type":"TELEPHONE_NUMBER"},"Attributes":{"name":"caller-%d"}}`+"\n", i, i%5, i%5)
	}
	file = filepath.Join(t.TempDir(), "called.jsonl")
	if err := os.WriteFile(file, []byte(lines.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// folderHas tells whether a file below a folder has a text.
func folderHas(t *testing.T, dir, text string) (found []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		b, err := os.ReadFile(name)
		if bytes.Contains(b, []byte(text)) {
			found = append(found, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestCustomerIsErasedFromADataFolder(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	if _, stderr, code := ringside(t, "import", called(t, 5), "--data", data); code != exitOK {
		t.Fatalf("import: exit %d, %s", code, stderr)
	}
	if len(folderHas(t, data, "caller-3")) == 0 {
		t.Fatal("the folder does not have the customer in a form that this test finds")
	}
	const customer = "+82 10-5550-0003"
	db, err := keyFolder{Data: data}.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.SaveView(t.Context(), state.SavedView{Kind: "contacts", Name: "calls again", Query: "where=attribute:number%3D010-5550-0003"}); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	_, stderr, code := ringside(t, "erase", "--customer", customer, "--data", data)
	if code != exitIncomplete || !strings.Contains(stderr, "Add --yes") || !strings.Contains(stderr, "contact records, all versions") ||
		!strings.Contains(stderr, "--views deletes these:\n  calls again (contacts)") {
		t.Errorf("without --yes: exit %d\n%s", code, stderr)
	}
	stdout, stderr, code := ringside(t, "erase", "--customer", customer, "--data", data, "--yes", "--views", "--format", "json", "--reason", "asked for it")
	var erased erasedBody
	if err := json.Unmarshal([]byte(stdout), &erased); err != nil || code != exitOK || erased.Contacts != 1 || erased.ContactRecords != 1 || len(erased.Views) != 1 {
		t.Errorf("erase: exit %d, %v, %s\n%s", code, err, stdout, stderr)
	}
	for _, text := range []string{"caller-3", "+821055500003", "00000003-3333", "010-5550-0003"} {
		if found := folderHas(t, data, text); len(found) > 0 {
			t.Errorf("%s is still in %v", text, found)
		}
	}
	stdout, _, _ = ringside(t, "query", "contacts_created", "--from", "2026-11-02", "--to", "2026-11-03", "--data", data, "--format", "csv")
	if !strings.Contains(stdout, "4") {
		t.Errorf("contacts left:\n%s", stdout)
	}
	log, _, _ := ringside(t, "audit", "list", "--from", "2020-01-01", "--to", "2100-01-01", "--data", data, "--format", "json")
	if !strings.Contains(log, `"erase"`) || !strings.Contains(log, "asked for it") || strings.Contains(log, "55500003") {
		t.Errorf("audit log:\n%s", log)
	}
	stdout, stderr, code = ringside(t, "erase", "--proof", erased.Proof, "--data", data, "--format", "json")
	var proof api.ErasureProof
	if err := json.Unmarshal([]byte(stdout), &proof); err != nil || code != exitOK {
		t.Fatalf("proof %q: exit %d, %v, %s\n%s", erased.Proof, code, err, stdout, stderr)
	}
	_, who := operator()
	if proof.Kind != "person" || proof.Who != who || proof.Reason != "asked for it" || proof.Customers != 1 || proof.Result.ContactRecords != 1 || proof.Views != 1 || proof.ViewsNaming != 1 {
		t.Errorf("proof: %+v", proof)
	}
	if proof.Looked.Segments == 0 {
		t.Error("no file of the journal was looked through")
	}
	proof.Looked.Segments = 0
	if diff := cmp.Diff(api.LookedThrough{ContactRecords: 4}, proof.Looked); diff != "" {
		t.Errorf("looked through at the end (- want, + got):\n%s", diff)
	}
	if strings.Contains(log, `"prove_erasure"`) == !strings.Contains(log, erased.Proof+" sha256=") {
		t.Errorf("the audit log has no proof %s:\n%s", erased.Proof, log)
	}
	if said, _, _ := ringside(t, "erase", "--proofs", "--data", data); !strings.Contains(said, erased.Proof) {
		t.Errorf("proofs:\n%s", said)
	}
	if _, _, code := ringside(t, "erase", "--proof", "20260101-aaaaaaaa", "--data", data); code == exitOK {
		t.Error("a proof that there is not")
	}
	stdout, stderr, code = ringside(t, "erase", "--customer", customer, "--contact", "nobody", "--data", data, "--yes")
	if code != exitIncomplete || !strings.Contains(stderr, "nothing was found") || !strings.Contains(stdout, "nobody") {
		t.Errorf("again: exit %d\n%s%s", code, stdout, stderr)
	}
}

func TestCustomerIsErasedWhileAServerAnswers(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	s := startServer(t, data)
	file := called(t, 500)
	if _, stderr, code := ringside(t, "import", file, "--server", s.url, "--token", testKey); code != exitOK {
		t.Fatalf("import: exit %d, %s", code, stderr)
	}
	if _, stderr, code := ringside(t, "erase", "--customer", "+821055500001", "--data", data, "--yes"); code == exitOK || !strings.Contains(stderr, "--server") {
		t.Errorf("beside the server: exit %d, %s", code, stderr)
	}
	stdout, stderr, code := ringside(t, "erase", "--customer", "+821055500001", "--server", s.url, "--yes")
	if code != exitOK || !strings.Contains(stdout, "100") {
		t.Errorf("erase: exit %d\n%s%s", code, stdout, stderr)
	}
	stdout, _, _ = ringside(t, "import", file, "--server", s.url, "--token", testKey, "--format", "json")
	var outcome importOutcome
	if err := json.Unmarshal([]byte(stdout), &outcome); err != nil || outcome.Read != 500 || outcome.Duplicates != 500 {
		t.Errorf("imported again: %+v, %v", outcome, err)
	}
	stdout, _, _ = ringside(t, "query", "contacts_created", "--from", "2026-11-02", "--to", "2026-11-03", "--server", s.url, "--format", "csv")
	if !strings.Contains(stdout, "400") {
		t.Errorf("contacts left:\n%s", stdout)
	}
	if err := s.stop(); err != nil {
		t.Error(err)
	}
	if found := folderHas(t, data, "+821055500001"); len(found) > 0 {
		t.Errorf("still in %v", found)
	}
}

func TestWhomToEraseMustBeSaid(t *testing.T) {
	t.Parallel()
	if _, stderr, code := ringside(t, "erase", "--data", t.TempDir()); code != exitUsage || !strings.Contains(stderr, "--contact or --customer") {
		t.Errorf("nobody: exit %d, %s", code, stderr)
	}
	data := t.TempDir()
	if _, stderr, code := ringside(t, "import", called(t, 1), "--data", data); code != exitOK {
		t.Fatalf("import: exit %d, %s", code, stderr)
	}
	if _, stderr, code := ringside(t, "erase", "--customer", "anonymous", "--data", data); code == exitOK || !strings.Contains(stderr, "+821012345678") {
		t.Errorf("everybody who withheld a number: exit %d, %s", code, stderr)
	}
}
