package connect_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
)

func TestAttributesThatDifferByCaseAreTwo(t *testing.T) {
	c := contact(t, fixture(t, "contact_inbound.json"))
	got, warnings := c.Attributes()
	want := map[string]string{
		"language": "ko-KR", "reason": "billing", "memberLevel": "gold", "GreetingPlayed": "true", "greetingPlayed": "false",
		"ivrPath": "main>billing>refund", "note": "line one\nline two",
	}
	if diff := cmp.Diff(want, got); diff != "" || warnings != nil {
		t.Error(diff, warnings)
	}
}

func TestAttributesBecomeText(t *testing.T) {
	const number, boolean, other = "number where a string should be; its text counts",
		"boolean where a string should be; its text counts", "object where a string should be; left out"
	tests := []struct {
		name, raw string
		want      map[string]string
		reasons   []string
	}{
		{"numbers and booleans", `{"n":1.50,"b":true}`, map[string]string{"n": "1.50", "b": "true"}, []string{number, boolean}},
		{"null is absent", `{"a":null,"b":"","c":"None","d":"null"}`, map[string]string{"b": "", "c": "None", "d": "null"}, nil},
		{"objects are left out", `{"a":{"x":1},"b":"y"}`, map[string]string{"b": "y"}, []string{other}},
		{"the last of two counts", `{"a":"1","a":"2","b":"1","b":null}`, map[string]string{"a": "2"}, nil},
		{"escapes", `{"\u0061\n":"\"\u00e9"}`, map[string]string{"a\n": `"é`}, nil},
		{"white space", "{ \"a\" :\n\"1\" ,\t\"b\":\"2\" }", map[string]string{"a": "1", "b": "2"}, nil},
		{"none", ``, nil, nil},
		{"damaged", `{"a":"1","b`, map[string]string{"a": "1"}, []string{"not JSON"}},
		{"missing comma", `{"a":"1" "b":"2"}`, map[string]string{"a": "1"}, []string{"not JSON"}},
		{"unfinished", `{"a":"1",`, map[string]string{"a": "1"}, []string{"not JSON"}},
		{"no object", `[1]`, map[string]string{}, []string{"not JSON"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := connect.Contact{RawAttributes: []byte(tt.raw)}
			got, warnings := c.Attributes()
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			var reasons []string
			for _, w := range warnings {
				reasons = append(reasons, w.Reason)
			}
			if diff := cmp.Diff(tt.reasons, reasons); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAttributeOfFiveMegabytesIsAccepted(t *testing.T) {
	long := strings.Repeat("가나다 abc ", 400_000)
	raw := edited(t, "contact_inbound.json", `"reason":"billing"`, `"reason":"`+long+`"`)
	if len(raw) < 5<<20 {
		t.Fatal(len(raw))
	}
	c := contact(t, raw)
	if got, _ := c.Attributes(); got["reason"] != long || c.Queue.ARN != queue {
		t.Errorf("%d bytes", len(got["reason"]))
	}
}

func TestManyAttributesAreAllThere(t *testing.T) {
	var b strings.Builder
	for i := range 140 {
		b.WriteString(`"k` + strings.Repeat("x", i) + `":"line\nbreak ` + strings.Repeat("t", 600) + `",`)
	}
	c := contact(t, edited(t, "contact_inbound.json", `"reason":"billing",`, b.String()))
	if got, warnings := c.Attributes(); len(got) != 146 || warnings != nil {
		t.Errorf("%d attributes, %v", len(got), warnings)
	}
}
