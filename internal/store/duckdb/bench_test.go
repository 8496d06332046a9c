package duckdb_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/store"
	"github.com/ringside/ringside/internal/store/duckdb"
)

// benchRecords makes contact records as Amazon writes them, about 2 KB each: n contacts of a year, every twentieth of
// them updated later.
func benchRecords(b *testing.B, n int) [][]byte {
	b.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	start := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	records := make([][]byte, n)
	const instance = "arn:aws:connect:eu-west-2:111122223333:instance/aaaaaaaa-1111-4222-8333-444444444444"
	for i := range records {
		of, version := i, 0
		if i%20 == 19 {
			of, version = i-r.IntN(min(i, 5000)), 1
		}
		at := start.Add(time.Duration(of) * 365 * 24 * time.Hour / time.Duration(n)).Truncate(time.Second)
		stamp := func(s int) string { return at.Add(time.Duration(s) * time.Second).Format(time.RFC3339) }
		raw, err := json.Marshal(map[string]any{
			"ContactId":   fmt.Sprintf("%08x-%04x-4%03x-8%03x-%012x", uint32(of*2654435761), of&0xffff, of&0xfff, of&0xfff, of),
			"InstanceARN": instance, "Channel": "VOICE", "InitiationMethod": []string{"INBOUND", "OUTBOUND", "TRANSFER"}[r.IntN(3)],
			"InitiationTimestamp": stamp(0), "LastUpdateTimestamp": stamp(700 + version), "DisconnectTimestamp": stamp(500),
			"ConnectedToSystemTimestamp": stamp(0), "AWSContactTraceRecordFormatVersion": "2017-03-10",
			"CustomerEndpoint": map[string]any{"Address": fmt.Sprintf("+4420%08d", of), "Type": "TELEPHONE_NUMBER"},
			"SystemEndpoint":   map[string]any{"Address": "+442071838750", "Type": "TELEPHONE_NUMBER"},
			"Queue": map[string]any{
				"ARN": fmt.Sprintf("%s/queue/%08x-1111-4222-8333-444444444444", instance, r.IntN(60)), "Name": fmt.Sprintf("Queue %d", r.IntN(60)),
				"EnqueueTimestamp": stamp(20), "DequeueTimestamp": stamp(40), "Duration": r.IntN(100),
			},
			"Agent": map[string]any{
				"ARN": fmt.Sprintf("%s/agent/%08x-1111-4222-8333-444444444444", instance, r.IntN(2000)), "Username": "agent",
				"ConnectedToAgentTimestamp": stamp(40), "AgentInteractionDuration": r.IntN(900), "CustomerHoldDuration": r.IntN(30),
				"AfterContactWorkDuration": r.IntN(90), "AfterContactWorkStartTimestamp": stamp(500), "AfterContactWorkEndTimestamp": stamp(600),
				"NumberOfHolds": r.IntN(3), "LongestHoldDuration": r.IntN(30), "HierarchyGroups": nil,
				"RoutingProfile": map[string]any{"ARN": instance + "/routing-profile/1", "Name": "Basic"},
			},
			"Attributes": map[string]any{"reason": "billing", "language": "en-GB", "authenticated": "true", "score": fmt.Sprint(r.IntN(100))},
			"References": []any{}, "Recordings": nil, "Recording": nil, "TransferredToEndpoint": nil, "ContactDetails": map[string]any{},
			"Campaign": map[string]any{"CampaignId": nil}, "MediaStreams": []any{map[string]any{"Type": "AUDIO"}},
		})
		if err != nil {
			b.Fatal(err)
		}
		records[i] = raw
	}
	return records
}

// BenchmarkAppendProject decodes contact records, appends them in batches of 5,000 and waits until all are projected.
func BenchmarkAppendProject(b *testing.B) {
	for _, n := range []int{100_000} {
		records := benchRecords(b, n)
		b.Run(fmt.Sprintf("contacts=%d", n), func(b *testing.B) {
			for b.Loop() {
				appendAll(b, records)
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "records/s")
		})
	}
}

func appendAll(b *testing.B, records [][]byte) {
	b.Helper()
	s := open(b, b.TempDir(), duckdb.Options{})
	runUntilEnd(b, s)
	var last store.Receipt
	for rest := records; len(rest) > 0; {
		n := min(5000, len(rest))
		facts := make([]connect.Fact, n)
		for i := range facts {
			facts[i] = connect.Decode(rest[i])
		}
		receipt, err := s.Append(b.Context(), store.Batch{Source: "bench", Received: time.Now(), Facts: facts})
		if err != nil {
			b.Fatal(err)
		}
		last, rest = receipt, rest[n:]
	}
	if _, err := last.Wait(b.Context()); err != nil {
		b.Fatal(err)
	}
}
