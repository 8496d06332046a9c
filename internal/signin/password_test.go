package signin

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// The first two are of the reference implementation's tests (P-H-C/phc-winner-argon2, src/test.c).
func TestHashesAreThoseOfArgon2id(t *testing.T) {
	t.Parallel()
	h := newHasher()
	for _, c := range []struct {
		phc, password string
		matches, anew bool
	}{
		{"$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", "password", true, true},
		{"$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", "passwore", false, true},
		{"", "password", false, false},
	} {
		matches, anew, err := h.matches(t.Context(), c.phc, c.password)
		if err != nil || matches != c.matches || anew != c.anew {
			t.Errorf("%s against %q: %t %t %v", c.password, c.phc, matches, anew, err)
		}
	}
	phc, err := h.hash(t.Context(), "비밀번호를 길게")
	if err != nil || !strings.HasPrefix(phc, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Fatalf("%s, %v", phc, err)
	}
	other, err := h.hash(t.Context(), "비밀번호를 길게")
	if err != nil || other == phc {
		t.Errorf("twice the same hash: %v", err)
	}
	decomposed := norm.NFD.String("비밀번호를 길게")
	if matches, anew, err := h.matches(t.Context(), phc, decomposed); err != nil || !matches || anew {
		t.Errorf("typed on another keyboard: %t %t %v", matches, anew, err)
	}
}

func TestADamagedHashMatchesNothing(t *testing.T) {
	t.Parallel()
	const good = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	for _, change := range [][2]string{
		{"argon2id", "argon2i"},
		{"v=19", "v=16"},
		{"m=65536", "m=4294967295"},
		{"m=65536", "m=x"},
		{"t=2", "t=0"},
		{"t=2", "t=1000000"},
		{"p=1", "p=0"},
		{"c29tZXNhbHQ", "c29t"},
		{"CTFh", "!"},
		{"CTFh", ""},
		{"$c29", "$$c29"},
		{"$argon2id", "argon2id"},
	} {
		matches, _, err := newHasher().matches(t.Context(), strings.Replace(good, change[0], change[1], 1), "password")
		if err == nil || matches {
			t.Errorf("%q: %t, %v", change, matches, err)
		}
	}
}

func TestPasswordsThatMayBeChosen(t *testing.T) {
	t.Parallel()
	for password, may := range map[string]bool{
		"correct horse battery": true, "파란 하늘 아래 열두 글자": true, "x9$Lq2!vB7pZ": true,
		"": false, "elevenchars": false, "aaaaaaaaaaaaaaaa": false, "abcabcabcabcabc": false, "Password1234": false, "1q2w3e4r5t6y": false, "Welcome-2026!": false, "qwerty123456": false, "비밀번호비밀번호비밀번호1!": false, "Korea4ever, summer rain": true, "Ringside2026!": false, "가가가가가가가가가가가가": false, "kim-and-the-others": false,
		"\xff\xfe correct horse": false, strings.Repeat("correct horse ", 80): false,
	} {
		if got := weak(password, "kim") == (words{}); got != may {
			t.Errorf("%.30q: %t, want %t", password, got, may)
		}
	}
}
