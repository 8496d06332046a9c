package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/sim"
)

func TestThePolicyOfTheOperatorIsPrintedBeforeAnythingIsAllowed(t *testing.T) {
	t.Setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1") // where nobody answers
	role := "arn:aws:iam::111122223333:role/theirs"
	out, stderr, code := ringside(t, "aws", "policy", "--instance", sim.InstanceARN, "--name", "acme", "--contact-records-role", role)
	if code != exitOK || !json.Valid([]byte(out)) {
		t.Fatalf("exit %d\n%s\n%s", code, out, stderr)
	}
	for text, there := range map[string]bool{
		"cloudformation:CreateChangeSet": true, "stack/acme/*": true, "role/acme-agent-events-ap-northeast-2": true, role: true,
		"role/acme-contact-records-ap-northeast-2": false,
	} {
		if strings.Contains(out, text) != there {
			t.Errorf("%q is in it: %t\n%s", text, !there, out)
		}
	}
}
