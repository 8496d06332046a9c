package connect_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
)

func TestEssenceHasNothingOfTheCustomer(t *testing.T) {
	raw := `{"ContactId":"c","InstanceARN":"i","InitiationTimestamp":"2026-03-02T09:14:05Z","LastUpdateTimestamp":"2026-03-02T10:00:00Z",
		"Channel":"VOICE","CustomerEndpoint":{"Address":"+821012345678"},"Attributes":{"name":"Kim"},"Recording":{"Location":"kim.wav"},
		"TransferredToEndpoint":{"Address":"+821099999999","Type":"TELEPHONE_NUMBER"},"SystemEndpoint":{"Address":"+8215880001","Kim":1},
		"Queue":{"ARN":"q","Name":"Sales","kim":true},"Tags":{"kim":"kim"},"DisconnectReason":{"kim":1},"Agent":["kim"],"Campaign":"kim",
		"SegmentAttributes":{"connect:Subtype":{"ValueString":"connect:Telephony","Kim":1},"connect:ValidationTestType":{"ValueString":"Kim"}}}`
	want := `{"Agent":[],"Campaign":0,"Channel":"VOICE","ContactId":"c","DisconnectReason":{},"InitiationTimestamp":"2026-03-02T09:14:05Z",` +
		`"InstanceARN":"i","LastUpdateTimestamp":"2026-03-02T10:00:00Z","Queue":{"ARN":"q","Name":"Sales"},` +
		`"SegmentAttributes":{"connect:Subtype":{"ValueString":"connect:Telephony"},"connect:ValidationTestType":{}},` +
		`"SystemEndpoint":{"Address":"+8215880001"},"TransferredToEndpoint":{"Address":"removed"}}`
	if diff := cmp.Diff(want, string(connect.Essence([]byte(raw)))); diff != "" {
		t.Errorf("(- want, + got)\n%s", diff)
	}
	for _, other := range []string{"", "[]", `{"a":`, `"x"`} {
		if got := connect.Essence([]byte(other)); string(got) != other {
			t.Errorf("%s becomes %s", other, got)
		}
	}
}

// wantEssence holds a record that was decoded to its essence: the same figures, nothing of the customer, and the same again.
func wantEssence(t *testing.T, fact connect.Fact) {
	t.Helper()
	essence := connect.Essence(fact.Raw)
	got := connect.Decode(essence)
	if got.Contact == nil || !json.Valid(essence) || !bytes.Equal(connect.Essence(essence), essence) {
		t.Fatalf("no essence: %s\nof %s", essence, fact.Raw)
	}
	want := *fact.Contact
	want.CustomerAddress, want.RawAttributes = "", nil
	if want.TransferredTo != "" {
		want.TransferredTo = "removed"
	}
	if diff := cmp.Diff(&want, got.Contact); diff != "" {
		t.Fatalf("%s\nbecomes %s: (- want, + got)\n%s", fact.Raw, essence, diff)
	}
}

func FuzzEssence(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, in []byte) {
		if fact := connect.Decode(in); fact.Contact != nil {
			wantEssence(t, fact)
		}
	})
}
