package erasure_test

import (
	"testing"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/erasure"
)

func TestSieveHoldsBackOnlyWhatIsYoungForCertain(t *testing.T) {
	sieve := erasure.NewSieve(connect.MillisOf(time.Date(2026, 5, 6, 0, 0, 0, 0, time.UTC)))
	for raw, passes := range map[string]bool{
		`{"InitiationTimestamp":"2026-05-05T23:59:59Z"}`:                                  true,
		`{"InitiationTimestamp": "2026-05-08T00:00:00Z"}`:                                 false,
		`{"InitiationTimestamp":"2026-05-06T13:00:00+14:00"}`:                             true, // the 5th in UTC
		`{"a":"2026-05-08T00:00:00Z","InitiationTimestamp":"2025-01-01 00:00:00"}`:        true,
		`{"a":"2026-05-08T00:00:00Z","InitiationTimestamp":"\u00322025-01-01T00:00:00Z"}`: true,
		`{"a":"x","b":1}`: true,
		``:                true,
		`{"a":"2026-05-09T00:00:00Z","b":"2026-05-2"}`: false,
		`"2026-05-0`: true,
	} {
		if got := sieve.Passes([]byte(raw)); got != passes {
			t.Errorf("%s passes: %t", raw, got)
		}
		if (erasure.Sieve{}).Passes([]byte(raw)) {
			t.Errorf("%s passes without a limit", raw)
		}
	}
}

// FuzzSieve holds back nothing that has passed the limit when it is decoded.
func FuzzSieve(f *testing.F) {
	limit := connect.MillisOf(time.Date(2026, 5, 6, 0, 0, 0, 0, time.UTC))
	sieve, rules := erasure.NewSieve(limit), erasure.Rules{}
	rules.Before.Contacts, rules.Before.AgentEvents = limit, limit
	f.Add(`"2026-05-05T23:59:59Z"`, `"2026-05-08T00:00:00Z"`)
	f.Add(`"2026-05-06T13:00:00+14:00"`, `null`)
	f.Add(`"2026\u002d05-01T00:00:00Z"`, `"2027-01-01T00:00:00Z"`)
	f.Fuzz(func(t *testing.T, initiation, other string) {
		for _, raw := range []string{
			`{"ContactId":"a","InstanceARN":"i","InitiationTimestamp":` + initiation + `,"LastUpdateTimestamp":` + other + `}`,
			`{"AgentARN":"a","InstanceARN":"i","EventId":"e","EventType":"LOGIN","EventTimestamp":` + initiation + `,"x":` + other + `}`,
			`{"detail-type":"Amazon Connect Contact Event","id":"e","time":` + initiation + `,"detail":{"contactId":"a","instanceArn":"i","eventType":"QUEUED","initiationTimestamp":` + other + `}}`,
		} {
			fact := connect.Decode([]byte(raw))
			if fact.Kind == connect.KindRejected || connect.FactTime(fact) == 0 {
				continue // which is as old as its arrival
			}
			if rules.Fate(&fact, time.Now(), false) == erasure.Expired && !sieve.Passes([]byte(raw)) {
				t.Errorf("held back: %s", raw)
			}
		}
	})
}
