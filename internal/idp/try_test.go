package idp

import (
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/sso"
)

// TestWhatWouldBeSentIsWhatIsJudged makes the message of the tile without sending it: the doctor finds the person in it, signed by our key.
func TestWhatWouldBeSentIsWhatIsJudged(t *testing.T) {
	t.Parallel()
	s, a := connected(t)
	form, err := s.register.Try(t.Context(), a.ID, "alice")
	if err != nil {
		t.Fatal(err)
	}
	metadata, err := s.register.Metadata(t.Context(), a, "https://ringside.example.org")
	if err != nil {
		t.Fatal(err)
	}
	report := sso.Diagnose(sso.Case{
		Input: sso.ReadInput([]byte(form.Encode())), At: s.register.Now(), ShowPersonal: true,
		Facts: &sso.Facts{Provider: &sso.ProviderFacts{Metadata: string(metadata)}, Connect: &sso.ConnectFacts{Users: []string{"somebody.else"}}},
	})
	if len(report.Findings) != 1 || report.Findings[0].Code != sso.CodeUserMissing || !strings.Contains(report.Findings[0].Seen, "Alice.Zyxwv@example.org") {
		t.Errorf("%+v", report.Findings)
	}
	if form.Get("RelayState") != a.RelayState || a.RelayState == "" {
		t.Errorf("the relay state is %q", form.Get("RelayState"))
	}
	if _, err := s.register.Try(t.Context(), a.ID, "nobody"); err == nil || !strings.Contains(err.Error(), `nobody called "nobody"`) {
		t.Errorf("for nobody: %v", err)
	}
}
