package sealed

import "testing"

func TestABoxOpensWhatItHasSealedAlone(t *testing.T) {
	t.Parallel()
	type value struct{ A, B string }
	ours, theirs := New(), New()
	text := ours.Seal(value{"a", "b"})
	var got value
	if !ours.Open(text, &got) || got != (value{"a", "b"}) {
		t.Errorf("opened %+v", got)
	}
	for name, wrong := range map[string]string{
		"another box's": theirs.Seal(value{"a", "b"}), "nothing": "", "cut": text[:20], "longer": text + "AAAA", "no base64": "!" + text,
		"a MAC alone": text[:43], "changed": text[:len(text)-2] + "AA",
	} {
		if got := (value{}); ours.Open(wrong, &got) || got != (value{}) {
			t.Errorf("%s: opened %+v", name, got)
		}
	}
	first, second := [32]byte{1}, [32]byte{2}
	before, after := With(first), With(second, first)
	if by := after.OpenBy(before.Seal(value{"x", ""}), &got); by == nil || string(by.MAC([]byte("x"))) != string(before.MAC([]byte("x"))) {
		t.Error("what the key before has sealed is not opened, or not by it")
	}
	if before.Open(after.Seal(value{"x", ""}), &got) {
		t.Error("the key that seals is not the first")
	}
	if Name("a", "x") == Name("a", "y") || Name("a", "x") == Name("b", "x") {
		t.Error("two cookies have one name")
	}
}
