package connect_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
)

func TestAttributesThatDifferByCaseAreTwo(t *testing.T) {
	c := contact(t, fixture(t, "contact_inbound.json"))
	want := []connect.Attribute{
		{Key: "GreetingPlayed", Value: "true"},
		{Key: "greetingPlayed", Value: "false"},
		{Key: "ivrPath", Value: "main>billing>refund"},
		{Key: "language", Value: "ko-KR"},
		{Key: "memberLevel", Value: "gold"},
		{Key: "note", Value: "line one\nline two"},
		{Key: "reason", Value: "billing"},
	}
	if diff := cmp.Diff(want, c.Attributes()); diff != "" {
		t.Error(diff)
	}
}

func TestAttributesBecomeText(t *testing.T) {
	tests := []struct {
		name, raw string
		want      []connect.Attribute
	}{
		{"numbers and booleans", `{"n":1.50,"b":true}`, []connect.Attribute{{"b", "true"}, {"n", "1.50"}}},
		{"null is empty", `{"a":null,"b":"","c":"None","d":"null"}`, []connect.Attribute{{"a", ""}, {"b", ""}, {"c", "None"}, {"d", "null"}}},
		{"objects and arrays", `{"a":{ "x" : [1, "y z"] },"b":[ ]}`, []connect.Attribute{{"a", `{"x":[1,"y z"]}`}, {"b", "[]"}}},
		{"the last of two counts", `{"a":"1","a":"2","b":"1","b":null}`, []connect.Attribute{{"a", "2"}, {"b", ""}}},
		{"escapes", `{"\u0061\n":"\"\u00e9\u0000"}`, []connect.Attribute{{"a\n", "\"é\x00"}}},
		{"white space", "{ \"a\" :\n\"1\" ,\t\"b\":\"2\" }", []connect.Attribute{{"a", "1"}, {"b", "2"}}},
		{"empty key", `{"":"x"}`, []connect.Attribute{{"", "x"}}},
		{"none", ``, nil},
		{"damaged", `{"a":"1","b`, []connect.Attribute{{"a", "1"}}},
		{"missing comma", `{"a":"1" "b":"2"}`, []connect.Attribute{{"a", "1"}}},
		{"no object", `[1]`, []connect.Attribute{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := connect.Contact{RawAttributes: []byte(tt.raw)}
			if diff := cmp.Diff(tt.want, c.Attributes()); diff != "" {
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
	got := c.Attributes()
	if last := got[len(got)-1]; last != (connect.Attribute{Key: "reason", Value: long}) || c.Queue.ARN != queue {
		t.Errorf("%s of %d bytes", last.Key, len(last.Value))
	}
}

func TestManyAttributesAreAllThere(t *testing.T) {
	var b strings.Builder
	for i := range 140 {
		b.WriteString(`"k` + strings.Repeat("x", i) + `":"line\nbreak ` + strings.Repeat("t", 600) + `",`)
	}
	c := contact(t, edited(t, "contact_inbound.json", `"reason":"billing",`, b.String()))
	if got := c.Attributes(); len(got) != 146 {
		t.Errorf("%d attributes", len(got))
	}
}
