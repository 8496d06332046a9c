package state

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestImportProgressIsKeptUntilForgotten(t *testing.T) {
	folder := t.TempDir()
	db := open(t, folder, newClock())
	half := ImportFile{
		Path: "/data/b.json", Size: 10, Modified: 1_763_000_000_123_456_789, Device: math.MaxUint64, Inode: 7, Offset: 5, Records: 2,
	}
	done := ImportFile{Path: "/data/a.json", Size: 3, Modified: 1, Offset: 3, Records: 1, Finished: true}
	if err := db.SaveImportFiles(t.Context(), "/data", half, done); err != nil {
		t.Fatal(err)
	}
	half.Offset, half.Records = 9, 4
	if err := db.SaveImportFiles(t.Context(), "/data", half); err != nil {
		t.Fatal(err)
	}
	if err := db.SaveImportFiles(t.Context(), "/other", done); err != nil {
		t.Fatal(err)
	}

	again := open(t, folder, newClock())
	got, err := again.ImportFiles(t.Context(), "/data")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]ImportFile{done, half}, got); diff != "" {
		t.Errorf("progress (-want +got):\n%s", diff)
	}
	if err := again.ForgetImport(t.Context(), "/data"); err != nil {
		t.Fatal(err)
	}
	if got, err := again.ImportFiles(t.Context(), "/data"); err != nil || len(got) != 0 {
		t.Errorf("after forgetting: %v, %v", got, err)
	}
	if got, err := again.ImportFiles(t.Context(), "/other"); err != nil || len(got) != 1 {
		t.Errorf("the other job: %v, %v; want its one file", got, err)
	}
}
