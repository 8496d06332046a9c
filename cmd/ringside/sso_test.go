package main

import (
	"bytes"
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/sso"
)

// verified runs ringside sso verify with something on standard input.
func verified(t *testing.T, input string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	s := session{ctx: t.Context(), stdin: strings.NewReader(input), stdout: &out, stderr: &errs}
	code = run(s, append([]string{"sso", "verify"}, args...))
	return out.String(), errs.String(), code
}

// factsFile is the printed example of facts with the keys and the login of the test's identity provider.
func factsFile(t *testing.T) string {
	t.Helper()
	stdout, _, code := verified(t, "", "--facts-example")
	var facts map[string]any
	if err := json.Unmarshal([]byte(stdout), &facts); err != nil || code != exitOK {
		t.Fatalf("exit %d, %v: %s", code, err, stdout)
	}
	metadata := map[string]any{"metadata": samltest.Metadata(samltest.Keys().Ours), "arn": samltest.ProviderARN}
	facts["provider"], facts["identity_provider"] = metadata, metadata
	facts["connect"].(map[string]any)["users"] = []string{samltest.Login}
	text, err := json.Marshal(facts)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "facts.json")
	if err := os.WriteFile(name, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestSSOVerifySaysSoWhenNothingIsWrong(t *testing.T) {
	t.Parallel()
	form := url.Values{
		"SAMLResponse": {samltest.Recipe{}.Field(t)},
		"RelayState":   {"https://eu-central-1.console.aws.amazon.com/connect/federate/12345678-1234-1234-1234-123456789012"},
	}
	name := filepath.Join(t.TempDir(), "form.txt")
	if err := os.WriteFile(name, []byte(form.Encode()), 0o600); err != nil {
		t.Fatal(err)
	}
	stdout, stderr, code := verified(t, "", name, "--facts", factsFile(t), "--at", "issue")
	if code != exitOK || stdout != "No fault found in a form, judged as of 2026-11-21T10:00:00Z\n" {
		t.Errorf("exit %d\n%s%s", code, stdout, stderr)
	}
}

func TestSSOVerifyNamesTheFaultAndNobody(t *testing.T) {
	t.Parallel()
	input := samltest.Recipe{Replace: []string{"Attributes/RoleSessionName", "Attributes/RoleSession"}}.Field(t)
	facts := factsFile(t)
	stdout, _, code := verified(t, input, "--facts", facts, "--at", "2026-11-21T10:01:00Z")
	for _, want := range []string{"1 fault in a message in base64", "FAULT  AWS-RSN-MISSING   <- this", "AWS:  RoleSessionName is required", "fix:  Map the", "Not judged:\n  - the RelayState"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("no %q in\n%s", want, stdout)
		}
	}
	if code != exitIncomplete || strings.Contains(stdout, "zyxwv") || strings.Contains(stdout, "quagmire") {
		t.Errorf("exit %d\n%s", code, stdout)
	}
	stdout, _, code = verified(t, input, "--facts", facts, "--at", "2026-11-21T11:00:00Z", "--format", "json")
	var report sso.Report
	if err := json.Unmarshal([]byte(stdout), &report); err != nil || code != exitIncomplete {
		t.Fatalf("exit %d, %v", code, err)
	}
	if f := report.Findings[0]; f.Code != sso.CodeExpired || !f.First || f.AWS.Number != 14 {
		t.Errorf("%+v", report.Findings)
	}
}

func TestSSOVerifyExplainsWhatAWSSaid(t *testing.T) {
	t.Parallel()
	stdout, _, code := verified(t, "Response does not contain the required audience\n")
	if code != exitIncomplete || !strings.HasPrefix(stdout, "2 possible causes in AWS's error\nAWS said (AWS sign-in page): Response does not contain the required audience\n") ||
		!strings.Contains(stdout, "POSSIBLE  AWS-AUDIENCE\n") {
		t.Errorf("exit %d\n%s", code, stdout)
	}
}

func TestSSOVerifyRefusesWhatItCannotJudge(t *testing.T) {
	t.Parallel()
	bad := filepath.Join(t.TempDir(), "facts.json")
	if err := os.WriteFile(bad, []byte(`{"role": {"policy": 1}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		input string
		args  []string
		code  int
		want  string
	}{
		{"", nil, exitFailed, "nothing to judge"},
		{"x", []string{"nowhere.har"}, exitFailed, "name a file"},
		{"x", []string{"--facts", "nowhere.json"}, exitFailed, "--facts-example"},
		{"x", []string{"--facts", bad}, exitFailed, `unknown field "policy"`},
		{"x", []string{"--at", "yesterday"}, exitUsage, "is no moment"},
	} {
		if _, stderr, code := verified(t, c.input, c.args...); code != c.code || !strings.Contains(stderr, c.want) {
			t.Errorf("%q: exit %d, %s", c.args, code, stderr)
		}
	}
}
