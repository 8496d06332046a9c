package erasure_test

import (
	"errors"
	"testing"

	"github.com/ringside/ringside/internal/erasure"
)

func TestAddressesAreReadAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]string{
		"+821012345678": "+821012345678", " +82 10-1234-5678 ": "+821012345678", "+1 (206) 555.0100": "+12065550100",
		"kim@example.com": "kim@example.com", "Kim@Example.com": "Kim@Example.com", "01012345678": "01012345678",
		"": "", "anonymous": "", "Restricted": "", "+": "", "+82": "", "+8210x345678": "", "1": "", "  ": "",
	} {
		got, err := erasure.Customer(text)
		if got != want || errors.Is(err, erasure.ErrAddress) != (want == "") {
			t.Errorf("%q is %q, %v", text, got, err)
		}
	}
}
