package archive_test

import (
	"testing"

	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/ingest/archive"
)

// TestABucketBehindAVPCEndpointIsNamedInThePath is about the host name of each bucket, which Amazon alone has.
func TestABucketBehindAVPCEndpointIsNamedInThePath(t *testing.T) {
	for endpoint, want := range map[string]bool{"": false, "https://bucket.vpce-0123.s3.eu-west-2.vpce.amazonaws.com": true} {
		t.Setenv("AWS_ENDPOINT_URL_S3", endpoint)
		client, err := archive.Dial(t.Context(), awsaccess.Access{Region: "eu-west-2", Key: "k", Secret: "s"})
		if err != nil {
			t.Fatal(err)
		}
		if got := client.Options().UsePathStyle; got != want {
			t.Errorf("at %q in the path: %t", endpoint, got)
		}
	}
}
