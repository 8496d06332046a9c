package live

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestHeartbeatTellsAgesEveryFiveSeconds(t *testing.T) {
	opts := Options{Pulse: func(context.Context) (Pulse, error) {
		return Pulse{Projected: 42, Received: map[string]time.Time{"firehose": time.Now().Add(-3 * time.Second)}}, nil
	}}
	bubble(t, opts, func(t *testing.T, h *Hub) {
		s := open(t, h, "")
		defer s.Close()
		var beats []Heartbeat
		var when []time.Time
		for len(beats) < 4 {
			m := <-s.Messages()
			if m.Event != "heartbeat" {
				continue
			}
			var beat Heartbeat
			if err := json.Unmarshal(m.Data, &beat); err != nil {
				t.Fatal(err)
			}
			beats, when = append(beats, beat), append(when, time.Now())
		}
		want := Heartbeat{Now: when[3].UTC(), Projected: 42, Sources: map[string]SourcePulse{"firehose": {AgeSeconds: 3}}}
		if diff := cmp.Diff(want, beats[3]); diff != "" {
			t.Errorf("heartbeat (-want +got):\n%s", diff)
		}
		if got := when[3].Sub(when[2]); got != beatEvery {
			t.Errorf("%v between two heartbeats", got)
		}
	})
}

func TestSilentPipelineDoesNotSilenceTheHeartbeat(t *testing.T) {
	opts := Options{Pulse: func(ctx context.Context) (Pulse, error) {
		<-ctx.Done()
		return Pulse{}, ctx.Err()
	}}
	bubble(t, opts, func(t *testing.T, h *Hub) {
		s := open(t, h, "")
		defer s.Close()
		beats := 0
		for end := time.After(21 * time.Second); ; {
			select {
			case m := <-s.Messages():
				if m.Event == "heartbeat" {
					beats++
				}
				continue
			case <-end:
			}
			break
		}
		if beats < 4 {
			t.Errorf("%d heartbeats in 21 s", beats)
		}
	})
}
