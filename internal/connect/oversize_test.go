package connect_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/connect"
)

// What keeps the pieces must be able to keep each of them, so none may be longer than was asked for.
func TestNoPieceOfDamageIsLongerThanAValueMayBe(t *testing.T) {
	const most = 100
	long := strings.Repeat("x", 5*most)
	for name, line := range map[string]string{
		"no JSON":                      long,
		"a value that is too long":     `{"a":"` + long + `"}`,
		"damage in the middle":         `{"a":` + long + `}`,
		"damage with an end in sight":  long + `}{`,
		"a value that breaks off":      `{"a":"` + long,
		"longer than is read at once":  strings.Repeat(long, 10),
		"as long as a value may be":    `{"a":"` + strings.Repeat("x", most-8) + `"}`,
		"one byte longer than it may":  `{"a":"` + strings.Repeat("x", most-7) + `"}`,
		"one byte of damage too long":  strings.Repeat("x", most+1),
		"damage that is just not long": strings.Repeat("x", most),
	} {
		t.Run(name, func(t *testing.T) {
			before, after := `{"n":1}`+"\n", "\n"+`{"n":2}`
			stream := before + line + after
			var kept []byte
			var whole []string
			for value, err := range connect.Split(strings.NewReader(stream), connect.SplitOptions{MaxValue: most, Chunk: 1024}) {
				if err != nil {
					t.Fatal(err)
				}
				if len(value.Bytes) > most {
					t.Errorf("a piece of %d bytes at %d, want at most %d", len(value.Bytes), value.Offset, most)
				}
				if got := stream[value.Offset:][:len(value.Bytes)]; got != string(value.Bytes) {
					t.Errorf("piece %q is not what is at byte %d", value.Bytes, value.Offset)
				}
				if value.Damage == "" {
					whole = append(whole, string(value.Bytes))
				}
				kept = append(kept, value.Bytes...)
			}
			if whole[0] != `{"n":1}` || whole[len(whole)-1] != `{"n":2}` {
				t.Errorf("values %q, want the neighbours", whole)
			}
			if want := strings.ReplaceAll(stream, "\n", ""); !bytes.Equal(bytes.ReplaceAll(kept, []byte("\n"), nil), []byte(want)) {
				t.Errorf("the pieces have %d bytes, want all %d", len(kept), len(want))
			}
		})
	}
}

// Journals and doors take entries of 64 MiB.
func TestAFileOfOneLongLineIsCutIntoPiecesThatCanBeKept(t *testing.T) {
	line := bytes.Repeat([]byte("x"), 70<<20)
	var sum int
	for value, err := range connect.Split(bytes.NewReader(line), connect.SplitOptions{}) {
		if err != nil {
			t.Fatal(err)
		}
		if len(value.Bytes) > 48<<20 || !strings.Contains(value.Damage, "JSON") {
			t.Errorf("a piece of %d bytes: %s", len(value.Bytes), value.Damage)
		}
		sum += len(value.Bytes)
	}
	if sum != len(line) {
		t.Errorf("%d bytes in pieces, want %d", sum, len(line))
	}
}
