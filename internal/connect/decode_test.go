package connect_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
)

func fixture(tb testing.TB, name string) []byte {
	tb.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

func at(tb testing.TB, text string) connect.Millis {
	tb.Helper()
	t, err := connect.ParseTime(text)
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

func TestDecodeTellsKindsByShape(t *testing.T) {
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) < 18 {
		t.Fatalf("fixtures: %d, %v", len(files), err)
	}
	prefixes := map[string]connect.Kind{"cont": connect.KindContact, "agen": connect.KindAgentEvent, "even": connect.KindContactEvent}
	for _, file := range files {
		name := filepath.Base(file)
		f := connect.Decode(fixture(t, name))
		if f.Kind != prefixes[name[:4]] {
			t.Errorf("%s: kind %d, %s", name, f.Kind, f.Reason)
		}
		if diff := cmp.Diff([]connect.Warning(nil), f.Warnings); diff != "" {
			t.Errorf("%s: warnings %s", name, diff)
		}
	}
}

// Amazon adds fields without notice, and keys that differ by case are different keys: neither makes a contact record
// something else.
func TestContactRecordStaysOneWhateverElseItHas(t *testing.T) {
	for _, extra := range []string{
		`"EventType":"X"`, `"EventId":"e"`, `"AgentARN":"a"`, `"EventTimestamp":"2026-03-02T09:14:05Z"`, `"contactid":"other"`,
		`"detail":{}`, `"Records":[]`, `"body":"x"`,
	} {
		for _, raw := range []string{
			`{` + extra + `,"ContactId":"c","InstanceARN":"i","InitiationTimestamp":"2026-03-02T09:14:05Z","LastUpdateTimestamp":"2026-03-02T09:24:05Z"}`,
			`{"ContactId":"c","InstanceARN":"i","InitiationTimestamp":"2026-03-02T09:14:05Z","LastUpdateTimestamp":"2026-03-02T09:24:05Z",` + extra + `}`,
		} {
			fact := connect.Decode([]byte(raw))
			if fact.Kind != connect.KindContact || fact.Contact.ContactID != "c" {
				t.Errorf("%s: %v, %s; want contact record c", raw, fact.Kind, fact.Reason)
			}
		}
	}
}
