package firehose

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/ingest"
)

// FuzzEnvelope holds the parser to a plain one: whatever it takes, encoding/json reads alike, and whatever it refuses, it
// refuses with a reason and an answer that Firehose tries again.
func FuzzEnvelope(f *testing.F) {
	for _, seed := range []string{
		body("a", "", "b"), body(), `{"requestId":"x","records":[{"data":"\/w=="}]}`, `{"records":[{"data":"YQ"}]}`, "", "{", "[]", "null",
		`{"records":[{"x":{"y":[1,2,{"data":"YQ=="}]},"data":"YQ=="}],"x":1e999,"timestamp":"1"}`,
		`{"RECORDS":[{"DATA":"YQ=="}]}`, "\xef\xbb\xbf" + body("a"), body("a") + "\n", `{"records":[{"data":"YR=="}]}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, content string) {
		got, err := parse(strings.NewReader(content), ingest.NewMemory(1<<30).Loan())
		var refused *ingest.Refusal
		if err != nil {
			if !errors.As(err, &refused) || refused.Status != http.StatusBadRequest || refused.Public == "" {
				t.Fatalf("refused with %v", err)
			}
			return
		}
		var fields map[string]json.RawMessage // case-sensitive, unlike a struct
		if err := json.Unmarshal([]byte(content), &fields); err != nil {
			t.Fatalf("taken, and encoding/json says %v", err)
		}
		var records []map[string]json.RawMessage
		if err := json.Unmarshal(fields["records"], &records); err != nil {
			t.Fatalf("taken, and encoding/json says of the records: %v", err)
		}
		var want, decoded []string
		for _, record := range records {
			var text string
			if err := json.Unmarshal(record["data"], &text); err != nil {
				t.Fatalf("taken, and encoding/json says of data: %v", err)
			}
			data, err := base64.StdEncoding.Strict().DecodeString(text)
			if err != nil {
				t.Fatalf("taken, and base64 says: %v", err)
			}
			want = append(want, string(data))
		}
		for _, record := range got.records {
			decoded = append(decoded, string(record))
		}
		if diff := cmp.Diff(want, decoded); diff != "" {
			t.Errorf("records (-want +got):\n%s", diff)
		}
	})
}
