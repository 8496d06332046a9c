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
	"golang.org/x/time/rate"

	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/ingest/kinesis"
	"github.com/ringside/ringside/internal/peertest"
	"github.com/ringside/ringside/internal/store"
)

// A server that reads a stream is killed again and again, at any moment: nothing is lost, and nothing is read twice, since how far a
// shard was read is durable with the records before it. RINGSIDE_KILLS=100 RINGSIDE_KILL_RECORDS=1000000 is the whole of it, which takes
// half an hour: what stands for Kinesis looks through all of a shard for each answer, so that there are several streams then, and they are
// filled no faster than that can follow.
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
	data, flags := t.TempDir(), []string{"--aws-region", "eu-west-2", "--aws-endpoint", "http://" + address}
	var streams []string
	for n := range 1 + (records-1)/streamed {
		name := fmt.Sprintf("connect-%d", n)
		streams, flags = append(streams, name), append(flags, "--kinesis-stream", name)
		if _, err := client.CreateStream(t.Context(), &awskinesis.CreateStreamInput{StreamName: &name, ShardCount: aws.Int32(4)}); err != nil {
			t.Fatal(err)
		}
	}
	sent := make(chan error, 1) // the test may end before
	go func() {
		err := sendContacts(t, client, streams, records)
		if err != nil && t.Context().Err() == nil {
			t.Error(err) // what is waited for will not come
		}
		sent <- err
	}()

	for kill := range kills {
		s := startServer(t, data, flags...)
		least := int64(records*kill/kills + rand.IntN(max(records/kills/2, 1))) //nolint:gosec // any moment will do
		s.awaitRead(least)
		s.kill()
	}
	if <-sent != nil {
		t.FailNow()
	}
	s := startServer(t, data, flags...)
	s.awaitRead(int64(records))
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

const (
	// streamed is how many records go into one stream.
	streamed = 100_000
	// pace is how many go there a second.
	pace = 4000
)

// awaitRead waits until so many records came by streams; the wait begins again as long as some come.
func (s *server) awaitRead(least int64) {
	s.t.Helper()
	for read := int64(0); read < least; {
		before := read
		if !until(patience, func() bool { read = s.delivered("kinesis").Read; return read >= least || read > before }) {
			s.t.Fatalf("%d records were read of %d, and no more come\n%s", read, least, s.logs)
		}
	}
}

// sendContacts puts contact records into streams, one after the other, 500 at once; what a shard was too busy to take is put again.
func sendContacts(t *testing.T, client *awskinesis.Client, streams []string, records int) error {
	slow := rate.NewLimiter(pace, 500)
	for n := 0; n < records; {
		in := &awskinesis.PutRecordsInput{StreamName: &streams[n/streamed]}
		for end := min(records, n+500); n < end; n++ { // a stream has whole requests
			in.Records = append(in.Records, types.PutRecordsRequestEntry{Data: []byte(testContact(n)), PartitionKey: aws.String(strconv.Itoa(n))})
		}
		for len(in.Records) > 0 {
			if err := slow.WaitN(t.Context(), len(in.Records)); err != nil {
				return err
			}
			out, err := client.PutRecords(t.Context(), in)
			if err != nil {
				return fmt.Errorf("put records from %d: %w", n-500, err)
			}
			var refused []types.PutRecordsRequestEntry
			for i, r := range out.Records {
				if r.ErrorCode != nil {
					refused = append(refused, in.Records[i])
				}
			}
			in.Records = refused
		}
	}
	return nil
}
