package signin

import (
	"testing"
	"time"
)

// The codes of RFC 6238, appendix B, for SHA-1: of its eight digits the last six.
func TestCodesAreThoseOfTheStandard(t *testing.T) {
	t.Parallel()
	for second, want := range map[int64]string{
		59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037", 20000000000: "353130",
	} {
		if got := codeAt([]byte("12345678901234567890"), second/30); got != want {
			t.Errorf("%d: %s, want %s", second, got, want)
		}
	}
}

func TestACodeMayBeOneStepOff(t *testing.T) {
	t.Parallel()
	secret := newSecret()
	key, err := base32Plain.DecodeString(secret)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 21, 10, 0, 15, 0, time.UTC)
	at := now.Unix() / 30
	for off := int64(-3); off <= 3; off++ {
		step, matches := codeMatches(secret, codeAt(key, at+off), now)
		if want := off >= -1 && off <= 1; matches != want || want && step != at+off {
			t.Errorf("%+d steps: %t by %d", off, matches, step-at)
		}
	}
	code := codeAt(key, at)
	if _, matches := codeMatches(secret, " "+code[:3]+" "+code[3:]+" ", now); !matches {
		t.Error("as apps write it, with a blank, it does not match")
	}
	for _, wrong := range []string{"", code[:5], code + "0", "０００００0"} {
		if _, matches := codeMatches(secret, wrong, now); matches {
			t.Errorf("%q matches", wrong)
		}
	}
	zeros := make([]byte, secretLength)
	for _, none := range []string{"", "x", secret[:8]} {
		if _, matches := codeMatches(none, codeAt(zeros, at), now); matches {
			t.Errorf("the secret %q matches", none)
		}
	}
	if ends := codeEnds(at); ends.Before(now.Add(30*time.Second)) || codeEnds(at-codeDrift).Before(now) {
		t.Errorf("a code may be used until %s, after it is forgotten", ends)
	}
}
