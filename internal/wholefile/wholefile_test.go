package wholefile_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/ringside/ringside/internal/wholefile"
)

func TestFileIsReplacedWholeOrNotAtAll(t *testing.T) {
	name := filepath.Join(t.TempDir(), "note.json")
	text := func(s string) func(io.Writer) error {
		return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
	}
	if err := wholefile.Write(name, text("first")); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	err := wholefile.Write(name, func(w io.Writer) error {
		return errors.Join(text("half")(w), broken)
	})
	if !errors.Is(err, broken) {
		t.Errorf("the error of the writer is %v", err)
	}
	if b, err := os.ReadFile(name); err != nil || string(b) != "first" {
		t.Errorf("after a failure: %q, %v", b, err)
	}
	if err := wholefile.Write(name, text("second")); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(name); err != nil || string(b) != "second" {
		t.Errorf("replaced: %q, %v", b, err)
	}
	files, err := os.ReadDir(filepath.Dir(name))
	if err != nil || len(files) != 1 {
		t.Errorf("the folder has %v, %v", files, err)
	}
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may look into it: %v, %v", info.Mode(), err)
	}
}
