package erasure_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/erasure"
)

const (
	erased = "0f8fad5b-d9cb-469f-a165-70867728950e"
	other  = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
)

func TestUUIDIsFoundWhereverItStands(t *testing.T) {
	set := (*erasure.Set)(nil).With(erased)
	for _, c := range []struct {
		raw  string
		want bool
	}{
		{`{"ContactId":"` + erased + `"}`, true},
		{`{"arn":"arn:aws:connect:ap-northeast-2:1:instance/i/contact/` + erased + `"}`, true},
		{`recordings/2026/` + erased + `_20261123T01:02_UTC.wav`, true},
		{erased, true},
		{`"` + other + `-` + erased + `"`, true},
		{`{"ContactId":"` + other + `"}`, false},
		{`{"x":"` + erased + `0"}`, false},
		{`{"x":"a` + erased + `"}`, false},
		{`{"x":"` + strings.ToUpper(erased) + `"}`, false}, // ids are opaque: another letter is another id
		{`{"x":"` + erased[:35] + `"}`, false},
		{``, false},
	} {
		redacted, changed := set.Redact([]byte(c.raw))
		if got := set.Mentions([]byte(c.raw)); got != c.want || changed != c.want {
			t.Errorf("%s: mentioned %t, redacted %t", c.raw, got, changed)
		}
		if !c.want && string(redacted) != c.raw {
			t.Errorf("%s became %s", c.raw, redacted)
		}
		if c.want && (len(redacted) != len(c.raw) || bytes.Contains(redacted, []byte(erased)) || set.Mentions(redacted)) {
			t.Errorf("%s became %s", c.raw, redacted)
		}
	}
}

func TestOtherIDIsFoundAsWholeString(t *testing.T) {
	set := (*erasure.Set)(nil).With("call-17", erased)
	for raw, want := range map[string]string{
		`{"ContactId":"call-17","x":"call-170","y":"my call-17"}`:     `{"ContactId":"#","x":"call-170","y":"my call-17"}`,
		`{"a":"","ContactId":"call-17"}`:                              `{"a":"","ContactId":"#"}`,
		`{"a":"` + strings.Repeat("x", 300) + `","b":"call-17"}`:      `{"a":"` + strings.Repeat("x", 300) + `","b":"#"}`,
		`{"arn":"x/` + other + `","b":"call-17"}`:                     `{"arn":"x/` + other + `","b":"#"}`,
		`["call-17","call-17","` + erased + `","a/` + erased + `/b"]`: `["#","#","#","a/#/b"]`,
	} {
		got, _ := set.Redact([]byte(raw))
		if same := masked(string(got)); same != want {
			t.Errorf("%s became %s, not %s", raw, same, want)
		}
	}
}

// masked has # in the place of every pseudonym, which is a UUID of version 8.
func masked(text string) string {
	for at := 0; at+36 <= len(text); at++ {
		if part := text[at : at+36]; part[8] == '-' && part[13:15] == "-8" && part[23] == '-' {
			text = text[:at] + "#" + text[at+36:]
		}
	}
	return text
}

func TestPseudonymStaysAndDiffersFromContactToContact(t *testing.T) {
	name := filepath.Join(t.TempDir(), "erased.json")
	set := (*erasure.Set)(nil).With(erased, "call-17")
	first, _ := set.Redact([]byte(erased))
	if err := erasure.Save(name, erasure.State{Rules: erasure.Rules{Erased: set}, Unfinished: &erasure.Unfinished{Rejected: []uint64{7}}}); err != nil {
		t.Fatal(err)
	}
	state, err := erasure.Load(name)
	if err != nil || state.Unfinished == nil || state.Unfinished.Rejected[0] != 7 {
		t.Fatalf("loaded %+v, %v", state, err)
	}
	more := state.Erased.With(other)
	again, _ := more.Redact([]byte(erased))
	if !bytes.Equal(first, again) {
		t.Errorf("%s, and later %s", first, again)
	}
	if second, _ := more.Redact([]byte(other)); bytes.Equal(first, second) {
		t.Error("two contacts have one pseudonym")
	}
	if state.Erased.Has(other) || !more.Has(other) || !more.Has("call-17") || more.Size() != 3 {
		t.Error("the set lost or gained contacts")
	}
	if foreign, _ := (*erasure.Set)(nil).With(erased).Redact([]byte(erased)); bytes.Equal(first, foreign) {
		t.Error("pseudonyms do not depend on the key")
	}
	b, err := os.ReadFile(name)
	if err != nil || bytes.Contains(b, []byte(erased)) || bytes.Contains(b, []byte("call-17")) {
		t.Errorf("the file tells whom: %s, %v", b, err)
	}
}

func TestUnreadableFileIsAnError(t *testing.T) {
	name := filepath.Join(t.TempDir(), "erased.json")
	if state, err := erasure.Load(name); err != nil || state.Erased.Size() != 0 || state.Erased.Has(erased) {
		t.Errorf("without a file: %+v, %v", state, err)
	}
	for _, text := range []string{
		"", "{", `{"key":"00"}`, `{"key":"` + strings.Repeat("00", 32) + `","contacts":["zz"]}`,
		`{"key":"` + strings.Repeat("00", 32) + `","contacts":["` + strings.Repeat("00", 16) + `"]}`,
	} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := erasure.Load(name); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestFateOfRecords(t *testing.T) {
	set := (*erasure.Set)(nil).With(erased)
	contact := func(id, rest string) string {
		return fmt.Sprintf(`{"AWSAccountId":"1","ContactId":%q,"InstanceARN":"arn:aws:connect:ap-northeast-2:1:instance/i",`+
			`"InitiationTimestamp":"2026-11-22T00:00:00Z","LastUpdateTimestamp":"2026-11-22T00:05:00Z"%s}`, id, rest)
	}
	for name, c := range map[string]struct {
		raw  string
		want erasure.Fate
	}{
		"its own":            {contact(erased, ""), erasure.Gone},
		"another's":          {contact(other, ""), erasure.Kept},
		"next of its chain":  {contact(other, `,"PreviousContactId":"`+erased+`"`), erasure.Changed},
		"no record, of it":   {`{"ContactId":"` + erased + `"`, erasure.Gone},
		"no record, another": {`{"ContactId":"` + other + `"`, erasure.Kept},
	} {
		fact := connect.Decode([]byte(c.raw))
		if got := (&erasure.Rules{Erased: set}).Fate(&fact, time.Time{}, false); got != c.want {
			t.Errorf("%s: fate %d, not %d (%s)", name, got, c.want, fact.Reason)
		}
		if got := new(erasure.Rules).Fate(&fact, time.Time{}, false); got != erasure.Kept {
			t.Errorf("%s: fate %d while nothing is erased", name, got)
		}
	}
}

func FuzzRedactedRecordNamesNobody(f *testing.F) {
	f.Add([]byte(`{"ContactId":"`+erased+`","a":"call-17"}`), uint64(1))
	f.Add([]byte(`"`+erased+`"-"`+other+`call-17"`), uint64(2))
	set := (*erasure.Set)(nil).With(erased, "call-17", "-", ":")
	f.Fuzz(func(t *testing.T, raw []byte, seed uint64) {
		rng := rand.New(rand.NewPCG(seed, 0))
		for range rng.IntN(3) {
			at := rng.IntN(len(raw) + 1)
			raw = append(raw[:at:at], append([]byte(erased), raw[at:]...)...)
		}
		before := bytes.Clone(raw)
		redacted, changed := set.Redact(raw)
		if !bytes.Equal(before, raw) {
			t.Fatal("the record itself was changed")
		}
		if changed != set.Mentions(raw) || changed == bytes.Equal(raw, redacted) {
			t.Fatalf("%q: changed %t, became %q", raw, changed, redacted)
		}
	})
}
