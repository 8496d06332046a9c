package ingest

import (
	"context"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/store"
)

// kept is a store that remembers what it was given.
type kept struct{ facts []connect.Fact }

func (k *kept) Append(_ context.Context, batch store.Batch) (store.Receipt, error) {
	k.facts = append(k.facts, batch.Facts...)
	return nothing{}, nil
}

const ownInstance, otherInstance = "aaaaaaaa-0000-4000-8000-000000000001", "bbbbbbbb-0000-4000-8000-000000000002"

// ofInstance are a contact record, an agent event and a contact event of an instance.
func ofInstance(id string) []string {
	arn := "arn:aws:connect:ap-northeast-2:123456789012:instance/" + id
	return []string{
		`{"ContactId":"c","InstanceARN":"` + arn + `","LastUpdateTimestamp":"2026-11-01T00:00:00Z","InitiationTimestamp":"2026-11-01T00:00:00Z"}`,
		`{"AgentARN":"` + arn + `/agent/a","EventId":"e","EventTimestamp":"2026-11-01T00:00:00Z","EventType":"LOGIN"}`,
		`{"detail-type":"Amazon Connect Contact Event","time":"2026-11-01T00:00:00Z","detail":{"contactId":"c","instanceArn":"` +
			strings.Replace(arn, "arn:aws:connect", "arn:aws::connect", 1) + `","eventType":"INITIATED"}}`, // as it has been seen
	}
}

func TestRecordsOfOtherInstancesAreKeptInQuarantine(t *testing.T) {
	t.Parallel()
	for _, to := range []struct {
		only       []string
		taken, not int // of the three of each instance, and what cannot be read
	}{{nil, 6, 1}, {[]string{ownInstance}, 3, 4}, {[]string{ownInstance, otherInstance}, 6, 1}, {[]string{"c"}, 0, 7}} {
		k := &kept{}
		records := append(ofInstance(ownInstance), append([]string{"broken"}, ofInstance(otherInstance)...)...)
		var batch Batch
		for _, record := range records {
			batch.Records = append(batch.Records, []byte(record))
		}
		batch.Source, batch.Only = "firehose", to.only
		if err := New(Options{Store: k}).Write(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
		taken, not := 0, 0
		for i, f := range k.facts {
			switch {
			case f.Kind != connect.KindRejected:
				taken++
				continue
			case records[i] == "broken" && f.Reason == OtherInstance || records[i] != "broken" && f.Reason != OtherInstance:
				t.Errorf("%.40s: %s", records[i], f.Reason)
			}
			if not++; !strings.Contains(records[i], string(f.Raw)) || len(f.Raw) == 0 || f.Contact != nil || f.AgentEvent != nil || f.ContactEvent != nil {
				t.Errorf("%+v", f)
			}
		}
		if taken != to.taken || not != to.not {
			t.Errorf("for %q %d are taken and %d are not, want %d and %d", to.only, taken, not, to.taken, to.not)
		}
	}
}

func TestWhatAKeyMayNotBringIsReplayedByNameAlone(t *testing.T) {
	t.Parallel()
	record := ofInstance(otherInstance)[0]
	d, k := drawerOf(record, record), &kept{}
	d.records[0].Reason = OtherInstance
	p := New(Options{Store: k})
	if replayed, _, err := p.Replay(t.Context(), d, nil); err != nil || replayed != 1 || d.records[0].Replayed || !d.records[1].Replayed {
		t.Errorf("of all: %d, %v, %+v", replayed, err, d.records)
	}
	if replayed, _, err := p.Replay(t.Context(), d, []uint64{1}); err != nil || replayed != 1 || len(k.facts) != 2 {
		t.Errorf("by its number: %d, %v, %d facts", replayed, err, len(k.facts))
	}
}
