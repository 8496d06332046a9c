package connect

import (
	"strconv"
	"strings"
	"sync"
	"testing"
)

func TestInternedTextsAreRightUnderConcurrency(t *testing.T) {
	var table internTable
	var group sync.WaitGroup
	for g := range 8 {
		group.Go(func() {
			for i := range 20_000 {
				want := "text " + strconv.Itoa((i*(g+1))%5000)
				b := []byte(want)
				got := table.intern(b)
				clear(b)
				if got != want {
					t.Errorf("got %q, want %q", got, want)
					return
				}
			}
		})
	}
	group.Wait()
}

func TestInterningRepeatedTextsAllocatesNothing(t *testing.T) {
	var table internTable
	b := []byte(strings.Repeat("arn", 40))
	table.intern(b)
	if n := testing.AllocsPerRun(100, func() { table.intern(b) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
	if long := make([]byte, internable+1); table.intern(long) != string(long) || table.intern(nil) != "" {
		t.Error("long or empty text changed")
	}
}
