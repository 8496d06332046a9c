package oracle_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/sim"
)

// deliveries are the contact records of three days of a small centre, a Saturday to a Monday between which a month, a week and
// a clock turn, with the simulator's own redeliveries and oddities, and beyond them: late updates by up to 24 months, three of
// ten deliveries twice, and no order at all.
func deliveries(t *testing.T, seed uint64) [][]byte {
	t.Helper()
	random := rand.New(rand.NewPCG(seed, 7))
	world, err := sim.NewWorld(sim.Options{Seed: seed, Agents: 12, Oddities: 4, Broken: -1})
	if err != nil {
		t.Fatal(err)
	}
	from := time.Date(2026, 10, 31, 0, 0, 0, 0, world.Zone)
	var history bytes.Buffer
	if _, err := world.WriteHistory(t.Context(), from, from.AddDate(0, 0, 3), sim.Files{ContactRecords: &history}); err != nil {
		t.Fatal(err)
	}
	var lines [][]byte
	for line := range bytes.Lines(history.Bytes()) {
		line = bytes.TrimSpace(line)
		lines = append(lines, line)
		if random.IntN(12) == 0 {
			lines = append(lines, updated(t, random, line))
		}
	}
	for range len(lines) * 3 / 10 {
		lines = append(lines, lines[random.IntN(len(lines))])
	}
	random.Shuffle(len(lines), func(i, k int) { lines[i], lines[k] = lines[k], lines[i] })
	return lines
}

// updated is a later version of a record, or another one of the same moment, in which fields have changed, come or gone.
func updated(t *testing.T, random *rand.Rand, line []byte) []byte {
	t.Helper()
	var record map[string]any
	if err := json.Unmarshal(line, &record); err != nil {
		t.Fatal(err)
	}
	later := func(name string, by time.Duration) {
		text, _ := record[name].(string)
		if at, err := time.Parse(time.RFC3339, text); err == nil {
			record[name] = at.Add(by).Format(time.RFC3339)
		}
	}
	if random.IntN(4) > 0 { // else the two versions are of one moment
		later("LastUpdateTimestamp", time.Duration(random.IntN(24*30*24*3600))*time.Second)
	}
	if random.IntN(3) == 0 {
		later("DisconnectTimestamp", time.Duration(random.IntN(400*24*3600))*time.Second)
	}
	if random.IntN(4) == 0 {
		record["Queue"] = nil
	}
	record["PreDisconnectState"] = []any{nil, "IN_QUEUE", "CONNECTED", "CONNECTED_ONHOLD"}[random.IntN(4)]
	record["ChatMetrics"] = map[string]any{
		"AgentMetrics":    map[string]any{"ConversationAbandon": random.IntN(2) == 0},
		"CustomerMetrics": map[string]any{"ConversationAbandon": nil},
	}
	if attributes, present := record["Attributes"].(map[string]any); present {
		key := attributeKeys[random.IntN(len(attributeKeys))]
		attributes[key] = []any{nil, "", "billing", "Billing", 7, "7", true, []any{"a", map[string]any{"b": 1}}}[random.IntN(8)]
	}
	if agent, present := record["Agent"].(map[string]any); present {
		agent["AfterContactWorkDuration"] = []any{nil, random.IntN(300)}[random.IntN(2)]
		agent["NumberOfHolds"] = random.IntN(3)
	}
	text, err := json.Marshal(record)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
