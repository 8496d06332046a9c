package export

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestNoFileBeginsOnADiskThatIsNearlyFull(t *testing.T) {
	dir := t.TempDir()
	if _, err := NewSpool(dir, 1<<62); !errors.Is(err, ErrFull) {
		t.Errorf("error %v, want %v", err, ErrFull)
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) > 0 {
		t.Errorf("left %v, error %v", files, err)
	}
}

func TestAFileStopsWhenTheDiskFillsUp(t *testing.T) {
	columns, row := make([]Column, 50), make([]Value, 50)
	for i := range columns {
		columns[i].Name, row[i] = fmt.Sprint("column ", i), OfText("a text of some length")
	}
	for _, f := range []Format{CSV, JSONL, Parquet} {
		dir := t.TempDir()
		spool, err := NewSpool(dir, 1<<20)
		if err != nil {
			t.Fatal(err)
		}
		spool.free = func(string) (int64, error) { return 0, nil }
		w, err := New(t.Context(), f, Table{Columns: columns, Zone: time.UTC}, spool)
		if err != nil {
			t.Fatal(err)
		}
		for n := 0; err == nil && n < 100_000; n++ {
			err = w.Write(row)
		}
		w.Discard()
		if !errors.Is(err, ErrFull) {
			t.Errorf("%s: error %v, want %v", f, err, ErrFull)
		}
		if err := spool.Close(); err != nil {
			t.Error(err)
		}
		if files, err := os.ReadDir(dir); err != nil || len(files) > 0 {
			t.Errorf("%s: left %v, error %v", f, files, err)
		}
	}
}

// TestMemoryDoesNotGrowWithTheFile compares what is held after some rows with what is held after ten times as many, and looks at
// how much is allocated to complete the file: one held whole would be its size more.
func TestMemoryDoesNotGrowWithTheFile(t *testing.T) {
	const few, many = 5_000, 50_000
	columns := []Column{{Name: "id"}, {Name: "note"}, {Name: "at", Kind: Moment}, {Name: "seconds", Kind: Seconds}}
	noise := noise(1 << 20)
	for _, f := range Formats() {
		most, id, note := int64(2<<20), 100, 10
		if f == XLSX {
			most, id, note = 24<<20, 250, 250 // excelize holds 16 MiB before it goes to the disk, of some 40 here
		}
		spool, err := NewSpool(t.TempDir(), 0)
		if err != nil {
			t.Fatal(err)
		}
		w, err := New(t.Context(), f, Table{Name: "rows", Columns: columns, Zone: time.UTC, About: tableOf().About}, spool)
		if err != nil {
			t.Fatal(err)
		}
		var early memory
		for n := range many {
			at := n * 613 % (len(noise) - id)
			row := []Value{
				OfText(strings.Clone(noise[at : at+id])), OfText(strings.Repeat("x", note)), OfMoment(int64(n) * 1000), OfDecimal(float64(n) / 2),
			}
			if err := w.Write(row); err != nil {
				t.Fatal(err)
			}
			if n == few {
				early = used()
			}
		}
		late := used()
		if err := w.Finish(); err != nil {
			t.Error(err)
		}
		finished := used()
		if spool.Size() < 3<<20 {
			t.Errorf("%s: a file of %d bytes proves nothing", f, spool.Size())
		}
		if grown := late.held - early.held; grown > most {
			t.Errorf("%s: %d bytes more are held after %d rows than after %d", f, grown, many, few)
		}
		if more := finished.allocated - late.allocated; more > 16<<20 {
			t.Errorf("%s: %d bytes were allocated to complete the file", f, more)
		}
		if err := spool.Close(); err != nil {
			t.Error(err)
		}
	}
}

// noise is n letters that cannot be packed well.
func noise(n int) string {
	random, letters := rand.New(rand.NewPCG(1, 2)), make([]byte, n)
	for i := range letters {
		letters[i] = 'A' + byte(random.UintN(58))
	}
	return string(letters)
}

// memory is how many bytes are held, and how many were allocated ever.
type memory struct{ held, allocated int64 }

func used() memory {
	runtime.GC()
	runtime.GC() // what the first one only marked for its end
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return memory{held: int64(m.HeapAlloc), allocated: int64(m.TotalAlloc)}
}
