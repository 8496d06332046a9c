package state

import (
	"testing"
	"time"

	"github.com/ringside/ringside/internal/erasure"
)

// TestAProofIsKeptOnce though it is brought again, as after a crash between keeping it and noting that; so is its entry in the audit log.
func TestAProofIsKeptOnce(t *testing.T) {
	t.Parallel()
	db := open(t, t.TempDir(), newClock())
	for _, who := range []string{"kim", "somebody else"} {
		if err := db.KeepProof(t.Context(), erasure.Proof{ID: "20261123-one", Who: who, Ended: time.UnixMilli(1)}); err != nil {
			t.Fatal(err)
		}
	}
	proofs, err := db.Proofs(t.Context(), 10)
	if err != nil || len(proofs) != 1 || proofs[0].Who != "kim" {
		t.Errorf("%+v, %v", proofs, err)
	}
	var entries int
	if err := db.db.QueryRowContext(t.Context(), "select count(*) from audit").Scan(&entries); err != nil || entries != 1 {
		t.Errorf("%d entries, %v", entries, err)
	}
}
