package web

import (
	"io/fs"
	"strings"
	"testing"
)

// A binary without its page must say so by Built, and one with it must hold what index.html names.
func TestPageIsWholeWhenBuilt(t *testing.T) {
	index, err := fs.ReadFile(Files(), "index.html")
	if !Built() {
		if err == nil {
			t.Fatal("there is an index.html, and Built says that there is none")
		}
		t.Skip("the page is not built here: run make build") // plain go test works without Node; make test builds it first
	}
	for part := range strings.SplitSeq(string(index), `"`) {
		if name, ok := strings.CutPrefix(part, "/assets/"); ok {
			if _, err := fs.Stat(Files(), "assets/"+name); err != nil {
				t.Errorf("index.html names %s, which is not embedded: %v", part, err)
			}
		}
	}
}
