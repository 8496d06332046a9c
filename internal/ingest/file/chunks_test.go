package file

import (
	"fmt"
	"maps"
	"path/filepath"
	"strings"
	"testing"
)

// A chunk that is read into again while a value of it is still to be stored would change that value.
func TestChunksAreReadIntoAgainOnlyWhenTheirValuesAreDurable(t *testing.T) {
	var content strings.Builder
	want := map[string]int{}
	for i := 0; content.Len() < 12*readChunk; i++ {
		line := fmt.Sprintf(`{"number":%d,"text":"%s"}`, i, strings.Repeat(fmt.Sprint(i%10), 2000+i%997))
		if i%5 == 0 {
			line = strings.TrimSuffix(line, "}") // damage, which is held back
		}
		want["!"+line]++
		content.WriteString(line + "\n")
	}
	path := write(t, filepath.Join(t.TempDir(), "x"), []byte(content.String()))
	for _, records := range []int{7, 100, 5000} {
		s := &shelf{}
		if _, err := importer(s, func(o *Options) { o.Records = records }).Import(t.Context(), path); err != nil {
			t.Fatal(err)
		}
		if !maps.Equal(want, s.seen) {
			t.Errorf("with %d records a portion, what was stored is not what was read", records)
		}
	}
}
