package peertest

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
)

// withKinesis is the variable that names a folder with kinesis-local, as internal/ingest/kinesis/testdata/peer/package.json says.
const withKinesis = "RINGSIDE_KINESIS_PEER"

var kinesisStarted = regexp.MustCompile(`persist loop not started`)

// StartKinesis starts kinesis-local, which by itself listens everywhere: the file of that name keeps it to this machine. Without the
// variable that names it the test is skipped.
func StartKinesis(t testing.TB, loopback string) (hostPort string) {
	t.Helper()
	folder := os.Getenv(withKinesis)
	if folder == "" {
		t.Skip("left out: kinesis-local, which " + withKinesis + " has to name (make go-test installs it)")
	}
	loopback, err := filepath.Abs(loopback)
	if err != nil {
		t.Fatal(err)
	}
	plain, tls := Free(t), Free(t)
	cmd := exec.CommandContext(t.Context(), "node", "--require", loopback, "main.js")
	cmd.Dir = filepath.Join(folder, "node_modules", "kinesis-local")
	cmd.Env = append(os.Environ(), "KINESIS_MOCK_PLAIN_PORT="+Port(t, plain), "KINESIS_MOCK_TLS_PORT="+Port(t, tls), "SHARD_LIMIT=50",
		"CREATE_STREAM_DURATION=5ms", "DELETE_STREAM_DURATION=5ms", "SPLIT_SHARD_DURATION=5ms", "MERGE_SHARDS_DURATION=5ms",
		"AWS_REGION=eu-west-2", "LOG_LEVEL=INFO")
	Start(t, cmd, kinesisStarted)
	Listens(t, plain) // it says too early that it does
	return plain
}

// Port is the port of an address.
func Port(t testing.TB, hostPort string) string {
	t.Helper()
	_, port, err := net.SplitHostPort(hostPort)
	if err != nil {
		t.Fatal(err)
	}
	return port
}
