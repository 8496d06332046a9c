package connect_test

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
)

func gzipped(tb testing.TB, b []byte) []byte {
	tb.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(b); err != nil {
		tb.Fatal(err)
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// quoted is b as a JSON string.
func quoted(tb testing.TB, b []byte) []byte {
	tb.Helper()
	out, err := json.Marshal(string(b))
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

func around(before string, b []byte, after string) []byte {
	return append(append([]byte(before), b...), after...)
}

func TestPackedRecordsAreUnpacked(t *testing.T) {
	raw := fixture(t, "contact_inbound.json")
	base64Of := func(b []byte) []byte { return []byte(`"` + base64.StdEncoding.EncodeToString(b) + `"`) }
	invocation := func(message []byte) []byte {
		return around(`{"version":"1.0","requestContext":{"condition":"RetriesExhausted"},"requestPayload":{"message":`, message, `}}`)
	}
	packings := map[string][]byte{
		"byte order mark and white space":      around("\xef\xbb\xbf\r\n ", raw, " \n"),
		"gzip":                                 gzipped(t, raw),
		"gzip with newline inside":             gzipped(t, append(bytes.Clone(raw), '\n')),
		"gzip with newline behind":             append(gzipped(t, raw), '\n'),
		"string":                               quoted(t, raw),
		"string in a string":                   quoted(t, quoted(t, raw)),
		"base64":                               base64Of(raw),
		"base64 of gzip":                       base64Of(gzipped(t, raw)),
		"invocation record":                    invocation(raw),
		"invocation record, text":              invocation(quoted(t, raw)),
		"invocation record without message":    around(`{"requestContext":{},"requestPayload":`, raw, `}`),
		"invocation record in a queue message": around(`{"messageId":"m","body":`, quoted(t, invocation(raw)), `}`),
		"queue batch of one":                   around(`{"Records":[ {"messageId":"m","eventSource":"aws:sqs","body":`, quoted(t, raw), `} ]}`),
		"failed Firehose delivery":             around(`{"attemptsMade":3,"errorCode":"503","rawData":`, base64Of(raw), `}`),
	}
	want := connect.Decode(raw)
	for name, packed := range packings {
		got := connect.Decode(packed)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s %s", name, got.Reason, diff)
		}
		if connect.ContentHash(got.Raw) != connect.ContentHash(raw) {
			t.Errorf("%s: another content hash", name)
		}
	}
}

func TestPackedEventsAreUnpacked(t *testing.T) {
	for _, file := range []string{"agent_login.json", "event_queued.json"} {
		raw := fixture(t, file)
		if diff := cmp.Diff(connect.Decode(raw), connect.Decode(around(`{"receiptHandle":"r","body":`, quoted(t, raw), `}`))); diff != "" {
			t.Errorf("%s: %s", file, diff)
		}
	}
}

func TestUnpackingIsLimited(t *testing.T) {
	raw := fixture(t, "contact_inbound.json")
	deep := raw
	for range 6 {
		deep = gzipped(t, deep)
	}
	bomb := gzipped(t, bytes.Repeat([]byte(" "), 2<<20))
	for name, tt := range map[string]struct {
		in   []byte
		want string
	}{
		"gzip six times over": {deep, "the record is packed more than 5 times over"},
		"gzip bomb":           {bomb, "gzip whose content is over the limit (16 MiB, or 100 times the packed size)"},
		"gzip cut off":        {gzipped(t, raw)[:200], "gzip that cannot be unpacked: it is damaged or cut off"},
		"gzip header only":    {[]byte("\x1f\x8b\x08"), "gzip that cannot be unpacked: it is damaged or cut off"},
		"gzip of nothing":     {gzipped(t, nil), "the record is empty"},
		"gzip of two":         {gzipped(t, append(bytes.Clone(raw), raw...)), "not one JSON value: something follows its end at byte 4664"},
		"queue batch of two":  {[]byte(`{"Records":[{"body":"{}"},{"body":"{}"}]}`), "a list of messages where one record should be"},
		"queue batch of none": {[]byte(`{"Records":[]}`), "a list of messages where one record should be"},
		"queue message":       {[]byte(`{"messageId":"m","body":7}`), "a message of another service that holds no record"},
		"log batch":           {gzipped(t, []byte(`{"messageType":"DATA_MESSAGE","logEvents":[]}`)), "neither a contact record nor an agent event nor a contact event: it has none of their identifying fields"},
		"bad base64":          {[]byte(`"eyJ!"`), "string where a record should be: a record is one JSON object"},
	} {
		f := connect.Decode(tt.in)
		if f.Kind != connect.KindRejected || f.Reason != tt.want {
			t.Errorf("%s: got %q (kind %d), want %q", name, f.Reason, f.Kind, tt.want)
		}
		if !bytes.Equal(f.Raw, tt.in) {
			t.Errorf("%s: what was given is not kept", name)
		}
	}
}

func TestLargeRecordInGzipIsUnpacked(t *testing.T) {
	raw := edited(t, "contact_inbound.json", `"reason":"billing"`, `"reason":"`+strings.Repeat("words and words ", 15_000)+`"`)
	if f := connect.Decode(gzipped(t, raw)); f.Kind != connect.KindContact {
		t.Error(f.Reason)
	}
}
