package main

import (
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/sim/iam"
	"github.com/ringside/ringside/internal/sso/setup/mototest"
)

// captured is a form as a browser has just sent it, for the role and provider that ringside sso apply makes.
func captured(t *testing.T, login string, at time.Time) string {
	t.Helper()
	message := samltest.Recipe{At: at, Replace: []string{
		samltest.RoleARN, "arn:aws:iam::123456789012:role/AmazonConnectSignIn", samltest.ProviderARN, "arn:aws:iam::123456789012:saml-provider/AmazonConnect",
		">" + samltest.Login + "</saml:AttributeValue>", ">" + login + "</saml:AttributeValue>",
	}}.Field(t)
	relay := "https://eu-central-1.console.aws.amazon.com/connect/federate/12345678-1234-1234-1234-123456789012"
	return url.Values{"SAMLResponse": {message}, "RelayState": {relay}}.Encode()
}

func TestSSOVerifyAsksAWSItself(t *testing.T) {
	account := iam.New(iam.Options{Number: "123456789012", Key: "key", Secret: "topsecret"})
	ssoCloudBeside(t, account)
	metadata := filepath.Join(t.TempDir(), "metadata.xml")
	if err := os.WriteFile(metadata, []byte(samltest.Metadata(samltest.Keys().Ours)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, stderr, code := ssoRun(t, "apply", "--instance", ssoInstance, "--metadata", metadata); code != exitOK {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	verify := func(form string, args ...string) string {
		t.Helper()
		stdout, stderr, _ := verified(t, form, append([]string{"--live"}, args...)...)
		if all := stdout + stderr; strings.Contains(all, "kim@example.com") || strings.Contains(all, "lee@example.com") || strings.Contains(all, "ASIA") || strings.Contains(all, "simulated-") {
			t.Errorf("it tells too much: %s", all)
		}
		return stderr + stdout
	}
	now := time.Now().UTC()
	for _, c := range []struct {
		what string
		got  string
		want []string
	}{
		{"who may", verify(captured(t, "kim@example.com", now)), []string{
			"Signing in at AWS (STS of eu-central-1) as arn:aws:iam::123456789012:role/AmazonConnectSignIn\n",
			"INFO  LIVE-STS\n", "it lets in: arn:aws:sts::123456789012:assumed-role/AmazonConnectSignIn/xxx@xxxxxxx.xxx\n",
			"INFO  LIVE-FEDERATE\n", "it lets in: " + ssoInstance + "/agent/1\n",
		}},
		{"whom Amazon Connect does not know", verify(captured(t, "lee@example.com", now)), []string{
			"INFO  LIVE-STS\n", "FAULT  LIVE-FEDERATE   <- this is what AWS will say\n", `UserNotFoundException: "The user xxx@xxxxxxx.xxx does not exist"`,
			"has not been onboarded", "POSSIBLE  CON-USER-MISSING",
		}},
		{"an old message", verify(captured(t, "kim@example.com", now.Add(-6*time.Minute))), []string{"older than five minutes, so AWS would only say that"}},
		{"an error's text", verify("Response signature invalid"), []string{"(--live): there is no message to try"}},
	} {
		for _, want := range c.want {
			if !strings.Contains(c.got, want) {
				t.Errorf("%s: no %q in\n%s", c.what, want, c.got)
			}
		}
	}
	account.Forbid("sts:AssumeRoleWithSAML", true)
	got := verify(captured(t, "kim@example.com", now))
	for _, want := range []string{`AccessDenied: "Not authorized to perform sts:AssumeRoleWithSAML"`, "POSSIBLE  IAM-SCP"} {
		if !strings.Contains(got, want) || strings.Contains(got, "LIVE-FEDERATE") {
			t.Errorf("a policy of the organisation: no %q in\n%s", want, got)
		}
	}
	account.Forbid("sts:AssumeRoleWithSAML", false)
	account.Forbid("connect:GetFederationToken", true)
	if got := verify(captured(t, "kim@example.com", now)); !strings.Contains(got, "AccessDeniedException") || !strings.Contains(got, "Access denied, Please contact") {
		t.Errorf("a permission that is missing:\n%s", got)
	}
	t.Setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
	if got := verify(captured(t, "kim@example.com", now)); !strings.Contains(got, "whether AWS gives the role (LIVE-STS): ") {
		t.Errorf("without an answer:\n%s", got)
	}
}

// TestSSOVerifyAsksMotoAsIfItWereAWS has a role by any message, since moto judges none, and nobody to federate with.
func TestSSOVerifyAsksMotoAsIfItWereAWS(t *testing.T) {
	ssoCloudBeside(t, httputil.NewSingleHostReverseProxy(mototest.Start(t)))
	stdout, stderr, _ := verified(t, captured(t, "kim@example.com", time.Now().UTC()), "--live")
	if !strings.Contains(stdout, "INFO  LIVE-STS\n") || !strings.Contains(stdout, "it lets in: arn:aws:sts::123456789012:assumed-role/AmazonConnectSignIn/xxx@xxxxxxx.xxx\n") {
		t.Errorf("%s%s", stderr, stdout)
	}
}
