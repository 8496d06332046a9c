package duckdb

import (
	"testing"

	"github.com/ringside/ringside/internal/connect"
)

func TestDecoderThatPanicsOnWhatItTookOnceIsSurvived(t *testing.T) {
	got := decodeAgain(func([]byte) connect.Fact { panic("poison") }, []byte("{}"))
	if got.Kind != connect.KindRejected || string(got.Raw) != "{}" || got.Reason == "" {
		t.Errorf("fact %+v; want it rejected with its bytes and a reason", got)
	}
}
