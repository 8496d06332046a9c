package awsaccess

import (
	"net/http"
	"time"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
)

const (
	// patience is how long a connection may give nothing while an answer is awaited. It is above the 20 seconds for which Amazon SQS
	// may be asked to wait, and above the few between two events of a shard. What is slow, but comes, may take as long as it takes.
	patience = 30 * time.Second
	// idle is how long a connection is kept for the next request. Patience is counted from when it last gave something, so that
	// what is left for the answer is at least patience less idle.
	idle = 5 * time.Second
)

// client is the SDK's own. By itself it waits for ever on a link that is half open: on the one request, and, where they share a
// connection, on all after it.
func client(patience time.Duration) *awshttp.BuildableClient {
	return awshttp.NewBuildableClient().WithReadTimeout(patience).WithTransportOptions(func(t *http.Transport) {
		t.IdleConnTimeout = idle
	})
}
