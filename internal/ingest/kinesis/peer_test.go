package kinesis_test

import (
	"context"
	"fmt"
	"math/big"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awskinesis "github.com/aws/aws-sdk-go-v2/service/kinesis"
	"github.com/aws/aws-sdk-go-v2/service/kinesis/types"

	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/ingest"
	"github.com/ringside/ringside/internal/ingest/kinesis"
	"github.com/ringside/ringside/internal/peertest"
	"github.com/ringside/ringside/internal/store/duckdb"
)

// startPeer starts a Kinesis that none of us wrote, and returns its client.
func startPeer(t *testing.T) *awskinesis.Client {
	t.Helper()
	return clientOf(t, startedPeer(t))
}

// clientOf asks at HOST:PORT, and has little patience.
func clientOf(t testing.TB, address string) *awskinesis.Client {
	t.Helper()
	return patientClient(t, address, 2*time.Second)
}

func patientClient(t testing.TB, address string, patience time.Duration) *awskinesis.Client {
	t.Helper()
	client, err := kinesis.Dial(t.Context(), awsaccess.Access{
		Region: "eu-west-2", Endpoint: "http://" + address, Key: "test", Secret: "test", Patience: patience,
	})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// startedPeer returns its address.
func startedPeer(t *testing.T) (hostPort string) {
	t.Helper()
	return peertest.StartKinesis(t, "testdata/peer/loopback.js")
}

// until asks until something is so.
func until(t testing.TB, what string, is func() bool) {
	t.Helper()
	end := time.Now().Add(time.Minute)
	for !is() {
		if time.Now().After(end) {
			t.Fatalf("after a minute: not %s", what)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func createStream(t *testing.T, client *awskinesis.Client, name string, shards int32) {
	t.Helper()
	if _, err := client.CreateStream(t.Context(), &awskinesis.CreateStreamInput{StreamName: aws.String(name), ShardCount: aws.Int32(shards)}); err != nil {
		t.Fatal(err)
	}
	waitActive(t, client, name)
}

func waitActive(t *testing.T, client *awskinesis.Client, name string) {
	t.Helper()
	until(t, "active", func() bool {
		out, err := client.DescribeStreamSummary(t.Context(), &awskinesis.DescribeStreamSummaryInput{StreamName: aws.String(name)})
		return err == nil && out.StreamDescriptionSummary.StreamStatus == types.StreamStatusActive
	})
}

// put sends contact records from and up to, but for, to.
func put(t *testing.T, client *awskinesis.Client, name string, from, to int) {
	t.Helper()
	for from < to {
		in := &awskinesis.PutRecordsInput{StreamName: aws.String(name)}
		for ; from < to && len(in.Records) < 500; from++ {
			in.Records = append(in.Records, types.PutRecordsRequestEntry{Data: contactRecord(from), PartitionKey: aws.String(fmt.Sprint(from))})
		}
		out, err := client.PutRecords(t.Context(), in)
		if err != nil || aws.ToInt32(out.FailedRecordCount) > 0 {
			t.Fatalf("put: %v, %+v", err, out)
		}
	}
}

func contactRecord(n int) []byte {
	return fmt.Appendf(nil, `{"AWSContactTraceRecordFormatVersion":"2017-03-10","ContactId":"%08x-1111-4222-8333-444444444444",`+
		`"InstanceARN":"arn:aws:connect:eu-west-2:111122223333:instance/aaaaaaaa-1111-4222-8333-444444444444","Channel":"VOICE",`+
		`"InitiationMethod":"INBOUND","InitiationTimestamp":"2026-03-02T09:14:05Z","LastUpdateTimestamp":"2026-03-02T10:00:00Z"}`, n)
}

// readStream reads a stream into a store until the test, or the returned function, ends it.
func readStream(t *testing.T, client *awskinesis.Client, name string, s *duckdb.Store, change ...func(*kinesis.Options)) (*kinesis.Reader, func()) {
	t.Helper()
	o := kinesis.Options{
		Client: client, Stream: name, Source: "kinesis", Sink: ingest.New(ingest.Options{Store: s}), Checkpoints: s,
	}
	for _, c := range change {
		c(&o)
	}
	r := kinesis.New(o)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1) // Run may end after the test gave up
	go func() { done <- r.Run(ctx) }()
	return r, func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("run: %v", err)
		}
	}
}

func contactsOf(t *testing.T, s *duckdb.Store) int64 {
	t.Helper()
	if err := s.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	status, err := s.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return status.Contacts
}

func wantOnce(t *testing.T, s *duckdb.Store, want int64) {
	t.Helper()
	status, err := s.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, source := range status.Sources {
		if source.Source == "kinesis" && (source.Outcome.Stored != want || source.Outcome.Read != want) {
			t.Errorf("outcome %+v; want %d records, each read once", source.Outcome, want)
		}
	}
}

func TestAPeersStreamIsReadThroughResharding(t *testing.T) {
	client := startPeer(t)
	createStream(t, client, "connect", 2)
	s, err := duckdb.Open(t.TempDir(), duckdb.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	put(t, client, "connect", 0, 1000)
	_, stop := readStream(t, client, "connect", s)
	until(t, "1,000 contacts", func() bool { return contactsOf(t, s) == 1000 })

	shards, err := client.ListShards(t.Context(), &awskinesis.ListShardsInput{StreamName: aws.String("connect")})
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.SplitShard(t.Context(), &awskinesis.SplitShardInput{
		StreamName: aws.String("connect"), ShardToSplit: shards.Shards[0].ShardId, NewStartingHashKey: aws.String("85070591730234615865843651857942052864"),
	})
	if err != nil {
		t.Fatal(err)
	}
	waitActive(t, client, "connect")
	put(t, client, "connect", 1000, 2000)
	until(t, "2,000 contacts", func() bool { return contactsOf(t, s) == 2000 })
	stop()

	put(t, client, "connect", 2000, 3000) // while nobody reads
	shards, err = client.ListShards(t.Context(), &awskinesis.ListShardsInput{StreamName: aws.String("connect")})
	if err != nil {
		t.Fatal(err)
	}
	var open []types.Shard
	for _, shard := range shards.Shards {
		if shard.SequenceNumberRange.EndingSequenceNumber == nil {
			open = append(open, shard)
		}
	}
	left, right := neighbours(t, open)
	if _, err := client.MergeShards(t.Context(), &awskinesis.MergeShardsInput{StreamName: aws.String("connect"), ShardToMerge: left, AdjacentShardToMerge: right}); err != nil {
		t.Fatal(err)
	}
	waitActive(t, client, "connect")
	put(t, client, "connect", 3000, 4000)
	r, stop := readStream(t, client, "connect", s)
	until(t, "4,000 contacts", func() bool { return contactsOf(t, s) == 4000 })
	until(t, "at the ends of the closed shards", func() bool {
		ended := 0
		for _, shard := range r.Health().Shards {
			if shard.Ended {
				ended++
			}
		}
		return ended == 2 // of those that this reader had to read: the first to close was read to its end before
	})
	stop()
	wantOnce(t, s, 4000)
}

// neighbours are two shards whose ranges meet.
func neighbours(t *testing.T, shards []types.Shard) (left, right *string) {
	t.Helper()
	for _, a := range shards {
		for _, b := range shards {
			if next(t, *a.HashKeyRange.EndingHashKey) == *b.HashKeyRange.StartingHashKey {
				return a.ShardId, b.ShardId
			}
		}
	}
	t.Fatal("no shards meet")
	return nil, nil
}

func next(t *testing.T, number string) string {
	t.Helper()
	n, is := new(big.Int).SetString(number, 10)
	if !is {
		t.Fatalf("%q is no number", number)
	}
	return n.Add(n, big.NewInt(1)).String()
}

func TestAPeersStreamThatIsMadeAnewIsReadAgain(t *testing.T) {
	client := startPeer(t)
	createStream(t, client, "connect", 1)
	s, err := duckdb.Open(t.TempDir(), duckdb.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	put(t, client, "connect", 0, 10)
	_, stop := readStream(t, client, "connect", s)
	until(t, "ten contacts", func() bool { return contactsOf(t, s) == 10 })
	stop()
	if _, err := client.DeleteStream(t.Context(), &awskinesis.DeleteStreamInput{StreamName: aws.String("connect")}); err != nil {
		t.Fatal(err)
	}
	until(t, "deleted", func() bool {
		_, err := client.CreateStream(t.Context(), &awskinesis.CreateStreamInput{StreamName: aws.String("connect"), ShardCount: aws.Int32(1)})
		return err == nil
	})
	waitActive(t, client, "connect")
	put(t, client, "connect", 10, 25)
	_, stop = readStream(t, client, "connect", s)
	defer stop()
	until(t, "25 contacts", func() bool { return contactsOf(t, s) == 25 })
	wantOnce(t, s, 25)
}
