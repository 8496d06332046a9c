package activity_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/ringside/ringside/internal/activity"
	"github.com/ringside/ringside/internal/activity/activitytest"
	"github.com/ringside/ringside/internal/connect"
)

// endOfTime is later than any moment that the decoder accepts.
const endOfTime connect.Millis = 7258118400000

// FuzzDeliveries reads any bytes as deliveries; whatever events they hold must give intervals that fit together.
func FuzzDeliveries(f *testing.F) {
	files, err := filepath.Glob("../connect/testdata/agent*.json")
	if err != nil || len(files) == 0 {
		f.Fatal("no fixtures", err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	for _, scenario := range activitytest.Scenarios(f) {
		var lines []byte
		for _, fact := range scenario.Facts {
			lines = append(append(lines, fact.Raw...), '\n')
		}
		f.Add(lines)
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		var events []*connect.AgentEvent
		for value := range connect.SplitBytes(in) {
			if fact := connect.Decode(value.Bytes); fact.AgentEvent != nil {
				events = append(events, fact.AgentEvent)
			}
		}
		for agent, list := range activity.ByAgent(events) {
			if fault := faultOf(whole(list, endOfTime), endOfTime); fault != "" {
				t.Fatalf("%s: %s", agent, fault)
			}
		}
	})
}

// FuzzNonsense lets the fuzzer choose which nonsense to make.
func FuzzNonsense(f *testing.F) {
	for seed := range uint64(8) {
		f.Add(seed, uint16(30), uint16(1)<<(2*seed))
	}
	f.Fuzz(func(t *testing.T, seed uint64, n, unit uint16) {
		events := nonsense(rand.New(rand.NewPCG(seed, 0)), int(n%400)+1, connect.Millis(unit))
		if fault := faultOf(whole(events, endOfTime), endOfTime); fault != "" {
			t.Fatal(fault)
		}
	})
}
