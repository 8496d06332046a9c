package connect_test

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
)

// seeds are all fixtures, with what the tests of this package have found worth a look.
func seeds(f *testing.F) {
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) == 0 {
		f.Fatal(err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
		f.Add(quoted(f, b))
		f.Add(gzipped(f, b))
	}
	for _, tt := range layouts {
		f.Add([]byte(tt.in))
	}
	f.Add([]byte(`{"messageId":"m","body":"{\"requestPayload\":{\"message\":{}},\"requestContext\":1}"}`))
	f.Add([]byte(`{"detail":{"eventType":"X","contactId":"c","instanceArn":"i"},"time":"1970-01-01T00:00:00Z"}`))
	f.Add([]byte(`{"AgentARN":"x/instance/y","EventId":"e","EventTimestamp":"2026-01-01T00:00:00.000Z","CurrentAgentSnapshot":{"Contacts":[{},null,[]]}}`))
}

func FuzzDecode(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, in []byte) {
		fact := connect.Decode(in)
		set := map[connect.Kind]bool{
			connect.KindContact: fact.Contact != nil, connect.KindAgentEvent: fact.AgentEvent != nil,
			connect.KindContactEvent: fact.ContactEvent != nil, connect.KindRejected: fact.Reason != "",
		}
		for kind, isSet := range set {
			if isSet != (kind == fact.Kind) {
				t.Fatalf("kind %d, but %v", fact.Kind, set)
			}
		}
		if fact.Kind == connect.KindRejected {
			if !bytes.Equal(fact.Raw, in) {
				t.Fatal("the bytes of a rejected record changed")
			}
			return
		}
		if !json.Valid(fact.Raw) || !utf8.Valid(fact.Raw) {
			t.Fatalf("accepted, but not JSON: %q", fact.Raw)
		}
		if diff := cmp.Diff(fact, connect.Decode(fact.Raw)); diff != "" {
			t.Fatalf("decoding again says something else: %s", diff)
		}
		if connect.FactTime(fact) == 0 && fact.Kind != connect.KindContactEvent {
			t.Fatal("no moment")
		}
		if fact.Kind == connect.KindContact {
			checkContact(t, fact)
		}
	})
}

// checkContact compares some fields with what the standard library reads.
func checkContact(t *testing.T, fact connect.Fact) {
	t.Helper()
	fact.Contact.Attributes()
	var other map[string]any
	if err := json.Unmarshal(fact.Raw, &other); err != nil {
		t.Fatal(err)
	}
	if other["ContactId"] != string(fact.Contact.ContactID) || other["InstanceARN"] != fact.Contact.InstanceARN {
		t.Fatalf("identity %v %v became %+v", other["ContactId"], other["InstanceARN"], fact.Contact)
	}
	if queue, ok := other["Queue"].(map[string]any); ok {
		if arn, ok := queue["ARN"].(string); ok && arn != "null" && len(arn) <= 4096 && arn != fact.Contact.Queue.ARN {
			t.Fatalf("queue %q became %q", arn, fact.Contact.Queue.ARN)
		}
	} else if fact.Contact.Queue != (connect.ContactQueue{}) {
		t.Fatalf("queue %v became %+v", other["Queue"], fact.Contact.Queue)
	}
}

func FuzzSplit(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, in []byte) {
		if bytes.HasPrefix(in, []byte("\x1f\x8b\x08")) {
			for range connect.SplitBytes(in) {
				continue
			}
			return
		}
		pieces := checkPieces(t, in)
		i := 0
		var r io.Reader = bytes.NewReader(in)
		if len(in) < 512 { // every byte more is another look at the value
			r = iotest.OneByteReader(r)
		}
		for v, err := range connect.Split(r, connect.SplitOptions{Chunk: 3}) {
			if err != nil || i >= len(pieces) {
				t.Fatalf("stream: %v, more than %d pieces", err, len(pieces))
			}
			if diff := cmp.Diff(pieces[i], v); diff != "" {
				t.Fatalf("stream: piece %d: %s", i, diff)
			}
			i++
		}
		if i != len(pieces) {
			t.Fatalf("stream: %d pieces instead of %d", i, len(pieces))
		}
		if !bytes.ContainsAny(in, "[]") { // brackets between the values of one line may differ
			if diff := cmp.Diff(splitBytes(in), withoutLines(t, bytes.NewReader(in), connect.SplitOptions{Chunk: 64})); diff != "" {
				t.Fatalf("by lines: %s", diff)
			}
		}
		if trimmed := bytes.TrimSpace(in); json.Valid(in) && len(trimmed) > 0 && trimmed[0] == '{' && !tooDeep(pieces) {
			if len(pieces) != 1 || pieces[0].Damage != "" || !bytes.Equal(pieces[0].Bytes, trimmed) {
				t.Fatalf("one object became %d pieces", len(pieces))
			}
		}
	})
}

// checkPieces splits in and checks that nothing but separators is lost between the pieces.
func checkPieces(t *testing.T, in []byte) []connect.Value {
	t.Helper()
	var pieces []connect.Value
	end := 0
	for v := range connect.SplitBytes(in) {
		if len(v.Bytes) == 0 || int(v.Offset) < end || !bytes.Equal(in[v.Offset:int(v.Offset)+len(v.Bytes)], v.Bytes) {
			t.Fatalf("piece %q is not at %d", v.Bytes, v.Offset)
		}
		if lost := strings.Trim(strings.ReplaceAll(string(in[end:v.Offset]), "\ufeff", ""), " \t\r\n,[]"); lost != "" {
			t.Fatalf("lost: %q", lost)
		}
		if v.Damage == "" && !json.Valid(v.Bytes) {
			t.Fatalf("not JSON: %q", v.Bytes)
		}
		if v.Damage != "" && connect.Decode(v.Bytes).Kind != connect.KindRejected {
			t.Fatalf("damage %s, but accepted: %q", v.Damage, v.Bytes)
		}
		end = int(v.Offset) + len(v.Bytes)
		pieces = append(pieces, v)
	}
	if lost := strings.Trim(strings.ReplaceAll(string(in[end:]), "\ufeff", ""), " \t\r\n,[]"); lost != "" {
		t.Fatalf("lost at the end: %q", lost)
	}
	return pieces
}

func tooDeep(pieces []connect.Value) bool {
	return len(pieces) > 0 && strings.Contains(pieces[0].Damage, "nested")
}
