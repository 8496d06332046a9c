package template

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/ringside/ringside/internal/sso/setup/localemutest"
)

// What cfn-lint cannot tell: whether a template makes what it says.
func TestAnotherAWSMakesWhatTheTemplatesSay(t *testing.T) {
	for s, o := range map[Shape]Options{
		Streams:    {Shards: 2, ReaderPrincipal: "arn:aws:iam::111122223333:root"},
		HTTPS:      {URL: "https://ringside.example.org"},
		OpenSearch: {Domain: "arn:aws:es:ap-northeast-2:111122223333:domain/logs", DomainEndpoint: "https://logs.example.org", IndexRotation: "OneDay"},
	} {
		t.Run(string(s), func(t *testing.T) {
			// Of its own: an event goes to the rules of all shapes, and one whose target does not answer keeps it from the others.
			server, folder := localemutest.Start(t), t.TempDir()
			o.Instance, o.Name = instance, "a-"+string(s)
			given, err := Parameters(s, o)
			if err != nil {
				t.Fatal(err)
			}
			parameters, err := json.Marshal(given)
			if err != nil {
				t.Fatal(err)
			}
			for name, text := range map[string]string{".json": string(parameters), ".yaml": Text(s)} {
				if err := os.WriteFile(filepath.Join(folder, string(s)+name), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			script := exec.CommandContext(t.Context(), os.Getenv("RINGSIDE_LOCALEMU_PYTHON"), "-B", "testdata/localemu.py", server.String(), folder, string(s))
			if said, err := script.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, said)
			}
		})
	}
}
