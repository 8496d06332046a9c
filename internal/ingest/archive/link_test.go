package archive_test

import (
	"bytes"
	"context"
	"io"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/ingest/archive"
	"github.com/ringside/ringside/internal/peertest"
	"github.com/ringside/ringside/internal/sso/setup/mototest"
)

// counted mends a link when an object is asked for the second time.
type counted struct {
	*s3.Client
	link  *peertest.Link
	asked atomic.Int64
}

func (c *counted) GetObject(ctx context.Context, in *s3.GetObjectInput, o ...func(*s3.Options)) (*s3.GetObjectOutput, error) {
	if c.asked.Add(1) == 2 {
		c.link.Mend()
	}
	return c.Client.GetObject(ctx, in, o...)
}

func dialPeer(t *testing.T, address string) *s3.Client {
	t.Helper()
	client, err := archive.Dial(t.Context(), awsaccess.Access{Region: "us-east-1", Endpoint: address, Key: "k", Secret: "s", Patience: 2 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func TestAnObjectIsReadOverALinkThatGoesBad(t *testing.T) {
	moto := mototest.Start(t)
	direct := dialPeer(t, moto.String())
	if _, err := direct.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: aws.String("archive")}); err != nil {
		t.Fatal(err)
	}
	want := bytes.Repeat([]byte("0123456789abcdef"), 2<<20) // more than the buffers on the way hold
	if _, err := direct.PutObject(t.Context(), &s3.PutObjectInput{Bucket: aws.String("archive"), Key: aws.String("ctr"), Body: bytes.NewReader(want)}); err != nil {
		t.Fatal(err)
	}
	for name, fault := range map[string]peertest.Fault{"half open": peertest.HalfOpen, "cut": peertest.Cut} {
		t.Run(name, func(t *testing.T) {
			link := peertest.StartLink(t, moto.Host)
			client := &counted{Client: dialPeer(t, "http://"+link.Address), link: link}
			o, err := archive.NewBucket(client, "archive").Object(t.Context(), "ctr")
			if err != nil {
				t.Fatal(err)
			}
			from, err := o.Open(t.Context(), 0)
			if err != nil {
				t.Fatal(err)
			}
			defer from.Close()
			link.Spoil(fault)
			got, err := io.ReadAll(from)
			if err != nil || !bytes.Equal(got, want) || client.asked.Load() != 2 {
				t.Errorf("read %d bytes of %d with %d requests, %v", len(got), len(want), client.asked.Load(), err)
			}
		})
	}
}
