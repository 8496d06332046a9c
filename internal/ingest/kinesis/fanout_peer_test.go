package kinesis_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	awskinesis "github.com/aws/aws-sdk-go-v2/service/kinesis"

	"github.com/ringside/ringside/internal/ingest/kinesis"
	"github.com/ringside/ringside/internal/peertest"
	"github.com/ringside/ringside/internal/store/duckdb"
)

// withFanOut is the variable that names a Python which has what testdata/ministack.txt lists.
const withFanOut = "RINGSIDE_MINISTACK_PYTHON"

var ministackRuns = regexp.MustCompile(`Running on http://(127\.0\.0\.1:\d+)`)

// startFanOutPeer starts a Kinesis that none of us wrote and that sends what it has; kinesis-local does not.
func startFanOutPeer(t *testing.T) *awskinesis.Client {
	t.Helper()
	python := os.Getenv(withFanOut)
	if python == "" {
		t.Skip("left out: ministack, which " + withFanOut + " has to name (make go-test installs it)")
	}
	address := peertest.Free(t)
	cmd := exec.CommandContext(t.Context(), filepath.Join(filepath.Dir(python), "ministack"))
	cmd.Dir = t.TempDir()
	cmd.Env = append(os.Environ(), "BIND_HOST=127.0.0.1", "MINISTACK_HOST=127.0.0.1", "GATEWAY_PORT="+peertest.Port(t, address), "MINISTACK_REGION=eu-west-2")
	peertest.Start(t, cmd, ministackRuns)
	peertest.Listens(t, address)
	return clientOf(t, address)
}

func TestAPeersStreamIsSentThroughResharding(t *testing.T) {
	client := startFanOutPeer(t)
	// What the test itself asks is asked again when a connection ends: the client gives up at once, since its reader tries again.
	ours := awskinesis.New(client.Options(), func(o *awskinesis.Options) { o.Retryer = retry.NewStandard() })
	createStream(t, ours, "connect", 2)
	s, err := duckdb.Open(t.TempDir(), duckdb.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	put(t, ours, "connect", 0, 500)
	byFanOut := func(o *kinesis.Options) { o.FanOut = kinesis.NewConsumer(client, "ringside") }
	_, stop := readStream(t, client, "connect", s, byFanOut)
	until(t, "500 contacts", func() bool { return contactsOf(t, s) == 500 })
	put(t, ours, "connect", 500, 800)
	until(t, "800 contacts", func() bool { return contactsOf(t, s) == 800 })
	stop()

	put(t, ours, "connect", 800, 1000) // while nobody reads
	_, stop = readStream(t, client, "connect", s, byFanOut)
	until(t, "1,000 contacts", func() bool { return contactsOf(t, s) == 1000 })
	shards, err := ours.ListShards(t.Context(), &awskinesis.ListShardsInput{StreamName: aws.String("connect")})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ours.SplitShard(t.Context(), &awskinesis.SplitShardInput{
		StreamName: aws.String("connect"), ShardToSplit: shards.Shards[0].ShardId, NewStartingHashKey: aws.String("85070591730234615865843651857942052864"),
	}); err != nil {
		t.Fatal(err)
	}
	put(t, ours, "connect", 1000, 1500)
	until(t, "1,500 contacts", func() bool { return contactsOf(t, s) == 1500 })
	stop()
	wantOnce(t, s, 1500)
}
