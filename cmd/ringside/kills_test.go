package main

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	awskinesis "github.com/aws/aws-sdk-go-v2/service/kinesis"
	"github.com/aws/aws-sdk-go-v2/service/kinesis/types"

	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/ingest/kinesis"
	"github.com/ringside/ringside/internal/peertest"
	"github.com/ringside/ringside/internal/store"
)

// A server that reads a stream is killed again and again, at any moment: nothing is lost, and nothing is read twice, since how far a
// shard was read is durable with the records before it. RINGSIDE_KILLS=100 RINGSIDE_KILL_RECORDS=1000000 is the whole of it.
func TestAStreamIsReadThroughKills(t *testing.T) {
	kills, records := ofEnvironment(t, "RINGSIDE_KILLS", 4), ofEnvironment(t, "RINGSIDE_KILL_RECORDS", 20_000)
	address := peertest.StartKinesis(t, "../../internal/ingest/kinesis/testdata/peer/loopback.js")
	for name, value := range map[string]string{"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_EC2_METADATA_DISABLED": "true"} {
		t.Setenv(name, value)
	}
	client, err := kinesis.Dial(t.Context(), awsaccess.Access{Region: "eu-west-2", Endpoint: "http://" + address})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.CreateStream(t.Context(), &awskinesis.CreateStreamInput{StreamName: aws.String("connect"), ShardCount: aws.Int32(4)}); err != nil {
		t.Fatal(err)
	}
	sent := make(chan error, 1) // the test may end before
	go func() { sent <- sendContacts(t, client, records) }()

	data, flags := t.TempDir(), []string{"--aws-region", "eu-west-2", "--aws-endpoint", "http://" + address, "--kinesis-stream", "connect"}
	for kill := range kills {
		s := startServer(t, data, flags...)
		least := int64(records*kill/kills + rand.IntN(max(records/kills/2, 1))) //nolint:gosec // any moment will do
		s.await(fmt.Sprintf("%d records before kill %d", least, kill+1), func() bool { return s.delivered("kinesis").Read >= least })
		s.kill()
	}
	if err := <-sent; err != nil {
		t.Fatal(err)
	}
	s := startServer(t, data, flags...)
	s.await("all records", func() bool { return s.delivered("kinesis").Read >= int64(records) })
	if got, want := s.delivered("kinesis"), (store.Outcome{Read: int64(records), Stored: int64(records)}); got != want {
		t.Errorf("after %d kills %+v, want %+v", kills, got, want)
	}
	if err := s.stop(); err != nil {
		t.Error(err)
	}
}

func ofEnvironment(t testing.TB, name string, otherwise int) int {
	t.Helper()
	n, err := strconv.Atoi(cmp.Or(os.Getenv(name), strconv.Itoa(otherwise)))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// sendContacts puts contact records into the stream, 500 at once.
func sendContacts(t *testing.T, client *awskinesis.Client, records int) error {
	for n := 0; n < records; {
		in := &awskinesis.PutRecordsInput{StreamName: aws.String("connect")}
		for ; n < records && len(in.Records) < 500; n++ {
			in.Records = append(in.Records, types.PutRecordsRequestEntry{Data: []byte(testContact(n)), PartitionKey: aws.String(strconv.Itoa(n))})
		}
		out, err := client.PutRecords(t.Context(), in)
		if err != nil || aws.ToInt32(out.FailedRecordCount) > 0 {
			return fmt.Errorf("put records: %w, %+v", err, out)
		}
	}
	return nil
}
