package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestGeneratedKeyIsInAFileAndNotInTheLog(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	ready := writer(func(p []byte) (int, error) { cancel(); return len(p), nil }) // so that the server ends
	var log bytes.Buffer
	s := session{ctx: ctx, stdin: strings.NewReader(""), stdout: ready, stderr: &log}
	if code := run(s, []string{"serve", "--listen", "127.0.0.1:0", "--ingest-key", "", "--data", data}); code != exitOK {
		t.Fatalf("exit %d\n%s", code, &log)
	}
	name := filepath.Join(data, newIngestKey("").file)
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatalf("%v\n%s", err, &log)
	}
	key := strings.TrimSpace(string(text))
	if !strings.HasPrefix(key, "rsk_") || strings.Contains(log.String(), key) || !strings.Contains(log.String(), name) {
		t.Errorf("a key of %d characters; the log:\n%s", len(key), &log)
	}
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v: want a file for its owner alone", info.Mode(), err)
	}
}

func TestKeysAreMadeListedAndRevoked(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	s := startServer(t, data)
	stdout, stderr, code := ringside(t, "key", "new", "firehose-eu", "--data", data)
	key := strings.TrimSpace(stdout)
	if code != exitOK || !strings.HasPrefix(key, "rsk_") {
		t.Fatalf("new: exit %d, %s", code, stderr)
	}
	record := filepath.Join(t.TempDir(), "x.jsonl")
	if err := os.WriteFile(record, []byte("{}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, stderr, code := ringside(t, "import", record, "--server", s.url, "--token", key); code != exitIncomplete {
		t.Errorf("import with the new key: exit %d, %s", code, stderr)
	}
	var keys []keyBody
	list, stderr, code := ringside(t, "key", "list", "--data", data, "--format", "json")
	if err := json.Unmarshal([]byte(list), &keys); err != nil || code != exitOK || len(keys) != 1 || keys[0].Name != "firehose-eu" {
		t.Fatalf("list: exit %d, %v, %q, %s", code, err, list, stderr)
	}
	if strings.Contains(list, key) || keys[0].Revoked != nil {
		t.Errorf("list: %s", list)
	}
	if _, stderr, code := ringside(t, "key", "revoke", keys[0].ID, "--data", data); code != exitOK {
		t.Errorf("revoke: exit %d, %s", code, stderr)
	}
	if _, stderr, code := ringside(t, "key", "revoke", "nobody", "--data", data); code != exitFailed || !strings.Contains(stderr, "key list") {
		t.Errorf("revoke of an unknown one: exit %d, %s", code, stderr)
	}
	if list, _, _ := ringside(t, "key", "list", "--data", data, "--format", "json"); !strings.Contains(list, `"revoked":"20`) {
		t.Errorf("list after: %s", list)
	}
}

// TestARotatedKeyEndsLikeTheOneBefore rotates a key that ends, and looks for all of it in the audit log.
func TestARotatedKeyEndsLikeTheOneBefore(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	keys := func(args ...string) (all []keyBody) {
		t.Helper()
		if stdout, stderr, code := ringside(t, append(append([]string{"key"}, args...), "--data", data)...); code != exitOK {
			t.Fatalf("%v: exit %d, %s%s", args, code, stdout, stderr)
		}
		list, _, _ := ringside(t, "key", "list", "--data", data, "--format", "json")
		if err := json.Unmarshal([]byte(list), &all); err != nil {
			t.Fatal(err)
		}
		return all
	}
	before := keys("new", "firehose-eu", "--days", "30")
	after := keys("rotate", before[0].ID, "--overlap-days", "2")
	if len(after) != 2 || after[0].Name != "firehose-eu" || after[0].Revoked == nil || after[1].Revoked == nil {
		t.Fatalf("%+v", after)
	}
	for i, days := range []float64{30, 2} {
		if left := time.Until(*after[i].Revoked).Hours() / 24; left < days-0.1 || left > days+0.1 {
			t.Errorf("key %d ends in %f days, want %f", i, left, days)
		}
	}
	if _, _, code := ringside(t, "key", "rotate", "nobody", "--data", data); code == exitOK {
		t.Error("an unknown one is rotated")
	}
	if left := keys("revoke", after[0].ID); len(left) != 2 {
		t.Errorf("%+v", left)
	}
	log, _, _ := ringside(t, "audit", "list", "--from", "2020-01-01", "--to", "2100-01-01", "--data", data)
	for _, action := range []string{"create_key", "rotate_key", "revoke_key"} {
		if strings.Count(log, action) != 1 {
			t.Errorf("%s is in the audit log %d times:\n%s", action, strings.Count(log, action), log)
		}
	}
}

// TestAKeyBringsWhatItIsForAlone sends a file of two instances, and events, with a key that is for one instance and imports.
func TestAKeyBringsWhatItIsForAlone(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	s := startServer(t, data)
	const own, other = "aaaaaaaa-0000-4000-8000-000000000001", "bbbbbbbb-0000-4000-8000-000000000002"
	arn := "arn:aws:connect:ap-northeast-2:123456789012:instance/"
	stdout, stderr, code := ringside(t, "key", "new", "seoul", "--door", "import", "--instance", arn+own, "--data", data)
	key := strings.TrimSpace(stdout)
	if code != exitOK {
		t.Fatalf("new: exit %d, %s", code, stderr)
	}
	events, _, _ := ringside(t, "key", "new", "events", "--door", "eventbridge", "--data", data)
	var text strings.Builder
	for _, id := range []string{own, other, own} {
		fmt.Fprintf(&text, `{"ContactId":"c-%d","InstanceARN":"%s","LastUpdateTimestamp":"2026-11-01T00:00:00Z","InitiationTimestamp":"2026-11-01T00:00:00Z"}`+"\n", text.Len(), arn+id)
	}
	records := filepath.Join(t.TempDir(), "x.jsonl")
	if err := os.WriteFile(records, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	stdout, stderr, code = ringside(t, "import", records, "--server", s.url, "--token", key, "--format", "json")
	if code != exitIncomplete || !strings.Contains(stdout, `"stored":2`) || !strings.Contains(stdout, `"quarantined":1`) {
		t.Errorf("import: exit %d, %s%s", code, stdout, stderr)
	}
	for door, header := range map[string]string{"firehose": "X-Amz-Firehose-Access-Key", "eventbridge": "X-Ringside-Key"} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.url+"/ingest/"+door, strings.NewReader("{}"))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set(header, key)
		w, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		said, err := io.ReadAll(w.Body)
		if _ = w.Body.Close(); err != nil || w.StatusCode != http.StatusForbidden || !strings.Contains(string(said), "is a key for other ways in: import") {
			t.Errorf("%s: %s %s, %v", door, w.Status, said, err)
		}
	}
	if _, stderr, code := ringside(t, "import", records, "--server", s.url, "--token", strings.TrimSpace(events)); code == exitOK || !strings.Contains(stderr, "not for imports") {
		t.Errorf("import with a key for events: exit %d, %s", code, stderr)
	}
	for _, wrong := range [][]string{{"x", "--door", "kinesis"}, {"x", "--instance", "a/b c"}, {" "}, {strings.Repeat("x", 101)}, {"x", "--days", "-1"}} {
		if _, _, code := ringside(t, append([]string{"key", "new", "--data", data}, wrong...)...); code != exitUsage {
			t.Errorf("%q: exit %d", wrong, code)
		}
	}
	if list, _, _ := ringside(t, "key", "list", "--data", data); !strings.Contains(list, "import") || !strings.Contains(list, own) {
		t.Errorf("list: %s", list)
	}
}
