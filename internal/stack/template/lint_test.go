package template

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

// lintPython is the variable that names a Python that has what testdata/requirements.txt lists.
const lintPython = "RINGSIDE_CFNLINT_PYTHON"

// lint holds a template against the schemas that Amazon publishes for each Region.
func lint(t *testing.T, text string, regions []string) {
	t.Helper()
	python := os.Getenv(lintPython)
	if python == "" {
		t.Skip("left out: cfn-lint, by a Python that " + lintPython + " has to name (make go-test installs it)")
	}
	file := filepath.Join(t.TempDir(), "template.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	args := slices.Concat([]string{"-B", "-c", "import cfnlint.runner; cfnlint.runner.main()", "--include-checks", "I", "--regions"}, regions, []string{"--", file})
	if said, err := exec.CommandContext(t.Context(), python, args...).CombinedOutput(); err != nil || len(said) > 0 {
		t.Errorf("%v\n%s", err, said)
	}
}

func TestCfnLintFindsNothingInAnyRegion(t *testing.T) {
	for _, s := range Shapes() {
		t.Run(string(s), func(t *testing.T) { lint(t, Text(s), Regions(s)) })
	}
}

// It knows the actions of every service.
func TestCfnLintKnowsWhatTheOperatorMayDo(t *testing.T) {
	for _, s := range Shapes() {
		o := wishes(s)["new key"]
		o.FunctionBucket = map[Shape]string{OpenSearch: "acme-code"}[s]
		text, err := OperatorPolicy(s, o)
		if err != nil {
			t.Fatal(err)
		}
		around, err := json.Marshal(map[string]any{"Resources": map[string]any{"Policy": map[string]any{
			"Type": "AWS::IAM::ManagedPolicy", "Properties": map[string]any{"PolicyDocument": json.RawMessage(text)},
		}}})
		if err != nil {
			t.Fatal(err)
		}
		t.Run(string(s), func(t *testing.T) { lint(t, string(around), Regions(s)[:1]) })
	}
}
