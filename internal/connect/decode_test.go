package connect_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
)

func fixture(tb testing.TB, name string) []byte {
	tb.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

func at(tb testing.TB, text string) connect.Millis {
	tb.Helper()
	t, err := connect.ParseTime(text)
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

func TestDecodeTellsKindsByShape(t *testing.T) {
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) < 18 {
		t.Fatalf("fixtures: %d, %v", len(files), err)
	}
	prefixes := map[string]connect.Kind{"cont": connect.KindContact, "agen": connect.KindAgentEvent, "even": connect.KindContactEvent}
	for _, file := range files {
		name := filepath.Base(file)
		f := connect.Decode(fixture(t, name))
		if f.Kind != prefixes[name[:4]] {
			t.Errorf("%s: kind %d, %s", name, f.Kind, f.Reason)
		}
		if diff := cmp.Diff([]connect.Warning(nil), f.Warnings); diff != "" {
			t.Errorf("%s: warnings %s", name, diff)
		}
	}
}
