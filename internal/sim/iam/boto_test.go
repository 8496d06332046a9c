package iam

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/saml/samltest"
)

// withBoto is the variable that names a Python which has what internal/sim/connectapi/testdata/requirements.txt lists.
const withBoto = "RINGSIDE_BOTO_PYTHON"

// TestBotoAcceptsEveryAnswer lets Amazon's own client for Python call each operation, and judge by its models.
func TestBotoAcceptsEveryAnswer(t *testing.T) {
	python := os.Getenv(withBoto)
	if python == "" {
		python = "python3"
		if exec.CommandContext(t.Context(), python, "-c", "import boto3").Run() != nil {
			t.Skip("left out: boto3 against the simulated IAM and STS, which needs python3 with boto3 (make go-test installs it)")
		}
	}
	server := httptest.NewServer(New(Options{Number: number, Key: "key", Secret: "secret"}))
	defer server.Close()
	var names []string
	for _, of := range operations {
		names = slices.AppendSeq(names, maps.Keys(of))
	}
	text, err := json.Marshal(map[string]any{
		"URL": server.URL, "Account": number, "Metadata": samltest.Metadata(samltest.Keys().Ours), "Recipient": samltest.Recipient, "Login": samltest.Login,
		"Message": samltest.Recipe{At: time.Now().UTC()}.Field(t), "Operations": names,
	})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), python, "-B", "testdata/boto.py")
	cmd.Env = append(slices.Clone(os.Environ()), "AWS_EC2_METADATA_DISABLED=true", "no_proxy=127.0.0.1", "PYTHONPATH=../connectapi/testdata")
	var trouble bytes.Buffer
	cmd.Stdin, cmd.Stderr = bytes.NewReader(text), &trouble
	if out, err := cmd.Output(); err != nil || len(out) > 0 {
		t.Errorf("%v\n%s%s", err, out, trouble.String())
	}
}
