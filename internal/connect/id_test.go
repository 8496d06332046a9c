package connect_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
)

func TestResourceIDs(t *testing.T) {
	const id = "7d3b6f0e-52a1-4c8b-9e77-1f0a2b3c4d5e"
	f := func(arn, resource, instanceID string, agentQueue bool) {
		t.Helper()
		got := []any{connect.ResourceID(arn), connect.InstanceID(arn), connect.IsAgentQueue(arn)}
		if diff := cmp.Diff([]any{resource, instanceID, agentQueue}, got); diff != "" {
			t.Errorf("%s: %s", arn, diff)
		}
	}
	f(agent, "a1f0c3d2-7b64-4e19-8a55-90be12cd34ef", id, false)
	f(queue, "b27e4d91-03c8-4f6a-9d12-5a6b7c8d9e0f", id, false)
	f(instance+"/queue/agent/a1f0", "agent/a1f0", id, true)
	f(instance, id, id, false)
	f("arn:aws::connect:eu-west-2:111122223333:instance/i/queue/q", "q", "i", false)
	f("arn:aws-us-gov:connect:us-gov-west-1:011122223333:instance/i/agent/a", "a", "i", false)
	f("arn:aws-cn:connect:cn-north-1:************:instance/i", "i", "i", false)
	f("c-9", "c-9", "", false)
	f("", "", "", false)
}

func TestTimesOfEveryForm(t *testing.T) {
	f := func(text, want string) {
		t.Helper()
		got, err := connect.ParseTime(text)
		if err != nil || got.Time().Format(time.RFC3339Nano) != want {
			t.Errorf("%s: got %s, %v, want %s", text, got.Time().Format(time.RFC3339Nano), err, want)
		}
	}
	f("2026-03-02T09:14:05Z", "2026-03-02T09:14:05Z")
	f("2026-03-02T09:14:05.123Z", "2026-03-02T09:14:05.123Z")
	f("2026-03-02T09:14:05.1Z", "2026-03-02T09:14:05.1Z")
	f("2026-03-02T09:14:05.123999999Z", "2026-03-02T09:14:05.123Z")
	f("2026-03-02T09:14:05:059Z", "2026-03-02T09:14:05.059Z")
	f("2026-03-02t09:14:05z", "2026-03-02T09:14:05Z")
	f("2026-03-02 09:14:05", "2026-03-02T09:14:05Z")
	f("2026-03-02T18:14:05+09:00", "2026-03-02T09:14:05Z")
	f("2026-03-02T09:14:05.5+00:00", "2026-03-02T09:14:05.5Z")
	f("2026-03-01T22:44:05-1030", "2026-03-02T09:14:05Z")
	f("2026-03-02T10:14:05+01", "2026-03-02T09:14:05Z")
	f("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z")
	f("2000-01-01T00:00:00Z", "2000-01-01T00:00:00Z")
	f("2199-12-31T23:59:59.999Z", "2199-12-31T23:59:59.999Z")
	f("2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z")
}

func TestEveryDayAgreesWithTheStandardLibrary(t *testing.T) {
	for day := time.Date(2000, 1, 1, 12, 34, 56, 0, time.UTC); day.Year() < 2200; day = day.AddDate(0, 0, 1) {
		got, err := connect.ParseTime(day.Format(time.RFC3339))
		if err != nil || got != connect.MillisOf(day) {
			t.Fatalf("%s: %d, %v", day, got, err)
		}
	}
}

func TestWhatIsNoTimeIsAnError(t *testing.T) {
	for text, want := range map[string]error{
		"": connect.ErrNotATime, "2026-03-02": connect.ErrNotATime, "1772443455123": connect.ErrNotATime, "2026-02-29T00:00:00Z": connect.ErrNotATime,
		"2026-13-01T00:00:00Z": connect.ErrNotATime, "2026-00-01T00:00:00Z": connect.ErrNotATime, "2026-04-31T00:00:00Z": connect.ErrNotATime,
		"2026-03-02T24:00:00Z": connect.ErrNotATime, "2026-03-02T09:60:00Z": connect.ErrNotATime, "2026-03-02T09:14:61Z": connect.ErrNotATime,
		"2026-03-02T09:14:05X": connect.ErrNotATime, "2026-03-02T09:14:05+9": connect.ErrNotATime, "2026-03-02T09:14:05+0:900": connect.ErrNotATime,
		"2026-03-02T09:14:05+24:00": connect.ErrNotATime, "2026-03-02T09:14:05Z ": connect.ErrNotATime, "20x6-03-02T09:14:05Z": connect.ErrNotATime,
		"2100-02-29T00:00:00Z": connect.ErrNotATime, "２026-03-02T09:14:05Z": connect.ErrNotATime,
		"0001-01-01T00:00:00Z": connect.ErrTimeRange, "1970-01-01T00:00:00.001Z": connect.ErrTimeRange, "1999-12-31T23:59:59Z": connect.ErrTimeRange,
		"9999-12-31T23:59:59Z": connect.ErrTimeRange, "2200-01-01T00:00:00Z": connect.ErrTimeRange, "2000-01-01T00:00:00+09:00": connect.ErrTimeRange,
	} {
		if got, err := connect.ParseTime(text); !errors.Is(err, want) || got != 0 {
			t.Errorf("%q: got %d, %v, want %v", text, got, err, want)
		}
	}
}

// The vectors are those of the xxHash specification's test suite.
func TestContentHashIsXXH64(t *testing.T) {
	for text, want := range map[string]uint64{"": 0xef46db3751d8e999, "abc": 0x44bc2cf5ad770999} {
		if got := connect.ContentHash([]byte(text)); got != want {
			t.Errorf("%q: got %x, want %x", text, got, want)
		}
	}
}
