package identitycenter_test

import (
	"bytes"
	"encoding/json"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"testing"

	"github.com/ringside/ringside/internal/sim/identitycenter"
)

// withBoto is the variable that names a Python which has what internal/sim/connectapi/testdata/requirements.txt lists.
const withBoto = "RINGSIDE_BOTO_PYTHON"

// TestBotoAcceptsEveryAnswer lets Amazon's own client for Python call each operation, and judge by its model.
func TestBotoAcceptsEveryAnswer(t *testing.T) {
	python := os.Getenv(withBoto)
	if python == "" {
		python = "python3"
		// Older ones do not know all that is answered.
		knows := "import boto3; assert tuple(map(int, boto3.__version__.split('.'))) >= (1, 44)"
		if exec.CommandContext(t.Context(), python, "-c", knows).Run() != nil {
			t.Skip("left out: boto3 against the simulated IAM Identity Center, which needs python3 with boto3 1.44 (make go-test installs it)")
		}
	}
	centre := &identitycenter.Centre{
		Instance: "arn:aws:sso:::instance/ssoins-1111111111111111", Store: "d-1234567890", Account: "111122223333", Page: 2,
		Applications: map[string]string{},
	}
	for _, id := range []string{"2222222222222222", "3333333333333333", "4444444444444444"} {
		centre.Applications["arn:aws:sso::111122223333:application/ssoins-1111111111111111/apl-"+id] = "Application " + id
		centre.People = append(centre.People, identitycenter.Person{
			ID: "90676" + id[:3] + "-1b2c-4d5e-8f90-a1b2c3d4e5f6", UserName: "user." + id, Given: "Given", Family: "Family", Email: id + "@example.com",
		})
	}
	for i, name := range []string{"Agents", "Supervisors", "Others"} {
		group := identitycenter.Group{ID: "0067622" + string(rune('1'+i)) + "-1b2c-4d5e-8f90-a1b2c3d4e5f6", Name: name}
		for _, p := range centre.People {
			group.Members = append(group.Members, p.ID)
		}
		centre.Groups = append(centre.Groups, group)
	}
	server := httptest.NewServer(centre)
	defer server.Close()
	text, err := json.Marshal(map[string]any{
		"URL": server.URL, "Instance": centre.Instance, "Store": centre.Store, "Applications": centre.Applications, "People": centre.People, "Groups": centre.Groups,
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
