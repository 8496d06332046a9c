package connect

import (
	"bytes"
	"encoding/json"
	"testing"
)

// skipValue must be exactly as strict as the standard library, whose own limit of depth is larger.
func FuzzSkipValueAgreesWithEncodingJSON(f *testing.F) {
	for _, seed := range []string{
		`{}`, `[]`, `""`, `0`, `-0`, `01`, `1.`, `1.5e+3`, `1e`, `-`, `.5`, `+1`, `tru`, `true`, `nul`, `nullx`, `NaN`,
		`{"a":1}`, `{"a":1,}`, `{"a" : 1 , "b" : [ 1 , 2 ] }`, `{a:1}`, `{"a"}`, `{"a":}`, `{,}`, `[1,]`, `[,1]`, `[1 2]`,
		`"\u00e9\n\/"`, `"\u00g0"`, `"\x"`, "\"\x01\"", "\"12345678\x1f\"", `"unfinished`, `"\`, `"\u12`, `"é漢"`, "\"\xff\"", "\"\x7f\"",
		` {"a":{"b":[{},[],"",null,true,false,-1.5E-7]}} `, `{"a":1}{"b":2}`, `{"a":1}}`, "\xef\xbb\xbf{}", `"12345\"789"`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		i := skipSpace(b, 0)
		end, out := skipValue(b, i, 0)
		if out == tooDeep {
			t.Skip()
		}
		got := out == scanned && skipSpace(b, end) == len(b)
		if want := json.Valid(b); got != want {
			t.Fatalf("valid: got %v (%d at %d), want %v: %q", got, out, end, want, b)
		}
		if out == cutOff && json.Valid(b) {
			t.Fatalf("cut off, yet valid: %q", b)
		}
	})
}

// A value is cut off wherever it is cut: a stream must be read on, not quarantined.
func TestEveryPrefixOfAValueIsCutOff(t *testing.T) {
	value := []byte(`{"a":"x\"\u00e9\\ 8 bytes and more","b":[1,-2.5e+10,true,false,null,{"c":{}},[]],"d" : "漢字"}`)
	for n := range value {
		if at, out := skipValue(value[:n], 0, 0); out != cutOff || at != n {
			t.Errorf("first %d bytes: outcome %d at %d, want cut off at the end", n, out, at)
		}
	}
	if at, out := skipValue(value, 0, 0); out != scanned || at != len(value) {
		t.Errorf("whole: outcome %d at %d", out, at)
	}
}

func TestNestingIsLimited(t *testing.T) {
	for _, open := range []string{"[", `{"a":`} {
		deep := bytes.Repeat([]byte(open), 5_000_000)
		if _, out := skipValue(deep, 0, 0); out != tooDeep {
			t.Errorf("%q: outcome %d, want too deep", open, out)
		}
	}
}

func TestFieldPlacesSuffice(t *testing.T) {
	for name, have := range map[string]struct {
		set    *fieldSet
		places int
	}{
		"contact record": {recordFields, recordPlaces},
		"agent event":    {agentEventFields, agentEventPlaces},
		"contact event":  {contactEventFields, contactEventPlaces},
		"envelope":       {envelopeFields, envCount},
	} {
		if have.set.size > have.places {
			t.Errorf("%s: %d fields in %d places", name, have.set.size, have.places)
		}
		for n, field := range have.set.names {
			if field == "" || have.set.find([]byte(field)) != n {
				t.Errorf("%s: field %d %q is not found", name, n, field)
			}
		}
	}
}
