package connect_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
)

// split cuts a stream and marks damaged pieces with a "!".
func split(tb testing.TB, r io.Reader, opts connect.SplitOptions) []string {
	tb.Helper()
	var got []string
	for v, err := range connect.Split(r, opts) {
		if err != nil {
			got = append(got, "error: "+err.Error())
			continue
		}
		got = append(got, marked(v))
	}
	return got
}

func splitBytes(data []byte) []string {
	var got []string
	for v := range connect.SplitBytes(data) {
		got = append(got, marked(v))
	}
	return got
}

func marked(v connect.Value) string {
	if v.Damage != "" {
		return "!" + string(v.Bytes)
	}
	return string(v.Bytes)
}

var layouts = []struct {
	name, in string
	want     []string
}{
	{"nothing", "", nil},
	{"white space", " \r\n\t\n", nil},
	{"lines", "{\"a\":1}\n{\"b\":2}\n", []string{`{"a":1}`, `{"b":2}`}},
	{"lines of another system", "{\"a\":1}\r\n{\"b\":2}\r\n", []string{`{"a":1}`, `{"b":2}`}},
	{"last line without newline", "{\"a\":1}\n{\"b\":2}", []string{`{"a":1}`, `{"b":2}`}},
	{"without separator", `{"a":"}{"}{"b":{}}{"c":[{}]}`, []string{`{"a":"}{"}`, `{"b":{}}`, `{"c":[{}]}`}},
	{"blanks between", `{"a":1} {"b":2}`, []string{`{"a":1}`, `{"b":2}`}},
	{"array", `[{"a":1},{"b":[2]}]`, []string{`{"a":1}`, `{"b":[2]}`}},
	{"array in lines", "[\n{\"a\":1},\n{\"b\":2}\n]\n", []string{`{"a":1}`, `{"b":2}`}},
	{"lines with commas", "{\"a\":1},\n{\"b\":2},\n", []string{`{"a":1}`, `{"b":2}`}},
	{"arrays behind one another", `[{"a":1}][{"b":2}]{"c":3}`, []string{`{"a":1}`, `{"b":2}`, `{"c":3}`}},
	{"empty array", "[]\n[ ]", nil},
	{"pretty-printed", "{\n  \"a\": {\n    \"b\": 1\n  }\n}\n{\n  \"c\": 2\n}", []string{"{\n  \"a\": {\n    \"b\": 1\n  }\n}", "{\n  \"c\": 2\n}"}},
	{"byte order mark", "\xef\xbb\xbf{\"a\":1}\n\xef\xbb\xbf{\"b\":2}", []string{`{"a":1}`, `{"b":2}`}},
	{"mixture", "{\"a\":1}{\"b\":2}\n[{\"c\":3},\n{\n\"d\":4}]\n\"text\"\n5\nnull\n", []string{`{"a":1}`, `{"b":2}`, `{"c":3}`, "{\n\"d\":4}", `"text"`, `5`, `null`}},
	{"scalars in an array", `[1,"x" ,null]`, []string{`1`, `"x"`, `null`}},
	{"scalar at the end", `42`, []string{`42`}},

	{"damaged line between", "{\"a\":1}\n{\"b\":oops}\n{\"c\":3}\n", []string{`{"a":1}`, `!{"b":oops}`, `{"c":3}`}},
	{"two damaged lines", "what\nis this\n{\"c\":3}\n", []string{`!what`, `!is this`, `{"c":3}`}},
	{"cut-off line", "{\"a\":{\"b\":\"cut\n{\"c\":3}\n", []string{`!{"a":{"b":"cut`, `{"c":3}`}},
	{"cut off after a colon", "{\"a\":\n{\"b\":2}\n{\"c\":3}", []string{`!{"a":`, `{"b":2}`, `{"c":3}`}},
	{"cut off inside an object", "{\"a\":{\"b\":1}\n{\"c\":3}", []string{`!{"a":{"b":1}`, `{"c":3}`}},
	{"cut off at the end", "{\"a\":1}\n{\"b\":", []string{`{"a":1}`, `!{"b":`}},
	{"cut-off text at the end", "{\"a\":1}{\"b\":\"x", []string{`{"a":1}`, `!{"b":"x`}},
	{"damage without separator", `{"a":1}{"b":oops}{"c":3}`, []string{`{"a":1}`, `!{"b":oops}`, `{"c":3}`}},
	{"seam comes before the newline", "{\"b\":oops}{\"c\":3}\n{\"d\":4}", []string{`!{"b":oops}`, `{"c":3}`, `{"d":4}`}},
	{"newline comes before the seam", "{\"b\":oops\n{\"c\":3}{\"d\":4}", []string{`!{"b":oops`, `{"c":3}`, `{"d":4}`}},
	{"damage in an array of one line", `[{"a":1},{"b":oops},{"c":3}]`, []string{`{"a":1}`, `!{"b":oops},{"c":3}]`}},
	{"damage in an array of lines", "[{\"a\":1},\n{\"b\":oops},\n{\"c\":3}]", []string{`{"a":1}`, `!{"b":oops},`, `{"c":3}`}},
	{
		"damaged pretty-printed record", "{\n \"a\": {\n  \"b\": oops\n },\n \"c\": 1\n}\n{\"d\":4}",
		[]string{`!{`, `!"a": {`, `!"b": oops`, `!},`, `!"c": 1`, `!}`, `{"d":4}`},
	},
	{"only an opening bracket", "[", []string{`![`}},
	{"only opening brackets, in lines", "[ [\n", []string{`![`}},
	{"stray closing bracket", "]\n{\"a\":1}", []string{`!]`, `{"a":1}`}},
	{"zero bytes", "{\"a\":1}\n\x00\x00\x00", []string{`{"a":1}`, "!\x00\x00\x00"}},
	{"two numbers on a line", "1 2\n3\n", []string{`!1 2`, `3`}},
	{"half a byte order mark", "\xef\xbb", []string{"!\xef\xbb"}},
	{"key without quotes after a brace", "{}{x}{}", []string{`{}`, `!{x}`, `{}`}},
}

func TestSplitFindsEveryValueInEveryLayout(t *testing.T) {
	for _, tt := range layouts {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, splitBytes([]byte(tt.in))); diff != "" {
				t.Errorf("bytes: %s", diff)
			}
			if diff := cmp.Diff(tt.want, split(t, strings.NewReader(tt.in), connect.SplitOptions{})); diff != "" {
				t.Errorf("stream: %s", diff)
			}
			for _, chunk := range []int{1, 7, 16} {
				if diff := cmp.Diff(tt.want, split(t, iotest.OneByteReader(strings.NewReader(tt.in)), connect.SplitOptions{Chunk: chunk})); diff != "" {
					t.Errorf("byte by byte in chunks of %d: %s", chunk, diff)
				}
			}
			if diff := cmp.Diff(tt.want, split(t, iotest.DataErrReader(strings.NewReader(tt.in)), connect.SplitOptions{Chunk: 5})); diff != "" {
				t.Errorf("last bytes together with the end: %s", diff)
			}
		})
	}
}

// withoutLines cuts a stream by lines first, and reads those as whoever decodes them does.
func withoutLines(tb testing.TB, r io.Reader, opts connect.SplitOptions) (got []string) {
	tb.Helper()
	opts.Lines = true
	for v, err := range connect.Split(r, opts) {
		switch {
		case err != nil:
			got = append(got, "error: "+err.Error())
		case v.Line:
			got = append(got, splitBytes(v.Bytes)...)
		default:
			got = append(got, marked(v))
		}
	}
	return got
}

func TestLinesThatAreNotReadComeToTheSameValues(t *testing.T) {
	for _, tt := range layouts {
		for _, chunk := range []int{1, 7, 16, 1 << 10} {
			got := withoutLines(t, strings.NewReader(tt.in), connect.SplitOptions{Chunk: chunk})
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s in chunks of %d: %s", tt.name, chunk, diff)
			}
		}
	}
}

func TestOnlyWhatLooksLikeOneObjectIsLeftUnread(t *testing.T) {
	const in = "{\"a\":1}\n{\"b\":2}{\"c\":3}\n{\"d\":\n{}}\n{\"e\":4}\r\n{\"f\":5}\n\n{\"g\":6}"
	var lines []string
	for v := range connect.Split(strings.NewReader(in), connect.SplitOptions{Lines: true}) {
		if v.Line {
			lines = append(lines, string(v.Bytes))
		}
	}
	if diff := cmp.Diff([]string{`{"a":1}`, `{"c":3}`, "{\"e\":4}\r"}, lines); diff != "" {
		t.Error(diff)
	}
}

func TestDamagedPiecesAreRejectedByDecodeToo(t *testing.T) {
	for _, tt := range layouts {
		for v := range connect.SplitBytes([]byte(tt.in)) {
			if f := connect.Decode(v.Bytes); v.Damage != "" && f.Kind != connect.KindRejected {
				t.Errorf("%s: %q is accepted", tt.name, v.Bytes)
			}
			if f := v.Fact(); f.Reason == "" || v.Damage != "" && f.Reason != v.Damage {
				t.Errorf("%s: reason %q", tt.name, f.Reason)
			}
		}
	}
}

func TestSplitSaysWhereAndWhy(t *testing.T) {
	in := "\xef\xbb\xbf[{\"a\":1},\n {\"b\":oops},\n {\"c\":3"
	want := []connect.Value{
		{Bytes: []byte(`{"a":1}`), Offset: 4},
		{Bytes: []byte(`{"b":oops},`), Offset: 14, Damage: "not JSON: unexpected character at byte 5"},
		{Bytes: []byte(`{"c":3`), Offset: 27, Damage: "not JSON: it ends in the middle, after 6 bytes; it was cut off"},
	}
	var got, fromBytes []connect.Value
	for v, err := range connect.Split(strings.NewReader(in), connect.SplitOptions{Chunk: 3}) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, v)
	}
	for v := range connect.SplitBytes([]byte(in)) {
		fromBytes = append(fromBytes, v)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want, fromBytes); diff != "" {
		t.Error(diff)
	}
}

func TestSplitKeepsEarlierValuesUnchanged(t *testing.T) {
	var in bytes.Buffer
	for i := range 1000 {
		in.WriteString(`{"n":"` + strings.Repeat(string(rune('a'+i%26)), i) + `"}`)
	}
	want := splitBytes(in.Bytes())
	var values []connect.Value
	for v, err := range connect.Split(iotest.HalfReader(bytes.NewReader(in.Bytes())), connect.SplitOptions{Chunk: 512}) {
		if err != nil {
			t.Fatal(err)
		}
		values = append(values, v)
	}
	if len(values) != 1000 || len(want) != 1000 {
		t.Fatalf("%d and %d values", len(values), len(want))
	}
	for i, v := range values {
		if string(v.Bytes) != want[i] {
			t.Fatalf("value %d changed to %q", i, v.Bytes)
		}
	}
}

func TestValueOverTheLimitIsDamage(t *testing.T) {
	long := `{"long":"` + strings.Repeat("x", 200) + `"}`
	for _, chunk := range []int{10, 4096} {
		opts := connect.SplitOptions{MaxValue: 100, Chunk: chunk}
		got := split(t, strings.NewReader("{\"a\":1}\n"+long+"\n{\"b\":2}\n"+strings.Repeat("y", 500)+"\n{\"c\":3}"), opts)
		var whole []string
		var damage strings.Builder
		for _, v := range got {
			if rest, ok := strings.CutPrefix(v, "!"); ok {
				damage.WriteString(rest)
			} else {
				whole = append(whole, v)
			}
		}
		if diff := cmp.Diff([]string{`{"a":1}`, `{"b":2}`, `{"c":3}`}, whole); diff != "" {
			t.Errorf("chunk %d: %s", chunk, diff)
		}
		if damage.String() != long+strings.Repeat("y", 500) {
			t.Errorf("chunk %d: the damaged bytes are not all there: %q", chunk, got)
		}
	}
}

func TestReadErrorComesLastAndBegunValueIsNotYielded(t *testing.T) {
	broken := errors.New("line broken")
	for _, rest := range []string{`{"b":`, `{"b":oops`, ``} {
		r := io.MultiReader(strings.NewReader("{\"a\":1}\n"+rest), iotest.ErrReader(broken))
		want := []string{`{"a":1}`, "error: read records: line broken"}
		if diff := cmp.Diff(want, split(t, r, connect.SplitOptions{})); diff != "" {
			t.Errorf("%q: %s", rest, diff)
		}
	}
	cut := fmt.Errorf("body of the answer: %w", io.EOF)
	want := []string{"error: read records: body of the answer: EOF"}
	if diff := cmp.Diff(want, split(t, io.MultiReader(strings.NewReader(`{"b":`), iotest.ErrReader(cut)), connect.SplitOptions{})); diff != "" {
		t.Errorf("a wrapped end is taken for the end: %s", diff)
	}
	for _, err := range connect.Split(iotest.ErrReader(broken), connect.SplitOptions{}) {
		if !errors.Is(err, broken) {
			t.Errorf("cause lost: %v", err)
		}
	}
}

func TestSplitStopsWhenTheCallerDoes(t *testing.T) {
	n := 0
	for range connect.Split(strings.NewReader("{}{}{}"), connect.SplitOptions{}) {
		n++
		break
	}
	for range connect.SplitBytes([]byte("{}{}{}")) {
		n++
		break
	}
	if n != 2 {
		t.Error(n)
	}
}

func TestValueIsYieldedBeforeTheStreamGoesOn(t *testing.T) {
	r, w := io.Pipe()
	defer w.Close()
	values := make(chan string)
	go func() {
		defer close(values)
		for v, err := range connect.Split(r, connect.SplitOptions{}) {
			if err == nil {
				values <- marked(v)
			}
		}
	}()
	for _, want := range []string{`{"a":1}`, `{"long":"` + strings.Repeat("x", 300_000) + `"}`} {
		if _, err := io.WriteString(w, want); err != nil {
			t.Fatal(err)
		}
		if got := <-values; got != want {
			t.Errorf("got %.40s", got)
		}
	}
	w.Close()
	if v, ok := <-values; ok {
		t.Errorf("more: %s", v)
	}
}

func TestSeveralRecordsInAGzippedBlobAreFound(t *testing.T) {
	blob := gzipped(t, []byte(`{"a":1}{"b":2}`+"\n"))
	for _, behind := range []string{"", "\n", "\r\n"} {
		if diff := cmp.Diff([]string{`{"a":1}`, `{"b":2}`}, splitBytes(append(bytes.Clone(blob), behind...))); diff != "" {
			t.Errorf("followed by %q: %s", behind, diff)
		}
	}
	if got := splitBytes(blob[:12]); len(got) != 1 || got[0] != "!"+string(blob[:12]) {
		t.Errorf("cut off: %q", got)
	}
}
