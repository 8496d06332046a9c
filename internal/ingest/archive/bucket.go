package archive

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/ringside/ringside/internal/ingest/file"
)

// API is what is asked of Amazon S3.
type API interface {
	ListObjectsV2(context.Context, *s3.ListObjectsV2Input, ...func(*s3.Options)) (*s3.ListObjectsV2Output, error)
	HeadObject(context.Context, *s3.HeadObjectInput, ...func(*s3.Options)) (*s3.HeadObjectOutput, error)
	GetObject(context.Context, *s3.GetObjectInput, ...func(*s3.Options)) (*s3.GetObjectOutput, error)
}

// scheme begins the address of a bucket.
const scheme = "s3://"

// IsAddress reports whether a path is the address of a bucket.
func IsAddress(path string) bool { return strings.HasPrefix(path, scheme) }

// ParseAddress reads s3://BUCKET/PREFIX; the prefix may be empty.
func ParseAddress(address string) (bucket, prefix string, err error) {
	rest, is := strings.CutPrefix(address, scheme)
	bucket, prefix, _ = strings.Cut(rest, "/")
	if !is || bucket == "" {
		return "", "", fmt.Errorf("%q is no bucket: s3://BUCKET/PREFIX is", address)
	}
	return bucket, prefix, nil
}

// Bucket is one bucket.
type Bucket struct {
	client API
	name   string
}

// NewBucket returns a bucket of that name.
func NewBucket(client API, name string) *Bucket { return &Bucket{client: client, name: name} }

// List finds the objects below a prefix that were written within a span, in the order of their keys. Listed is called for each page,
// with the number of objects so far.
func (b *Bucket) List(ctx context.Context, prefix string, span Span, listed func(objects int)) ([]file.Object, error) {
	var objects []file.Object
	in := &s3.ListObjectsV2Input{Bucket: aws.String(b.name), Prefix: aws.String(prefix)}
	for {
		out, err := retried(ctx, func(ctx context.Context) (*s3.ListObjectsV2Output, error) { return b.client.ListObjectsV2(ctx, in) })
		if err != nil {
			return nil, fmt.Errorf("list s3://%s/%s: %w", b.name, prefix, told(err))
		}
		for _, o := range out.Contents {
			if aws.ToInt64(o.Size) > 0 && span.has(aws.ToString(o.Key), aws.ToTime(o.LastModified)) {
				objects = append(objects, b.object(aws.ToString(o.Key), aws.ToInt64(o.Size), o.LastModified, o.ETag))
			}
		}
		listed(len(objects))
		if !aws.ToBool(out.IsTruncated) {
			return objects, nil
		}
		in.ContinuationToken = out.NextContinuationToken
	}
}

// Object finds one object. ErrGone says that it is not there, or not any more.
func (b *Bucket) Object(ctx context.Context, key string) (file.Object, error) {
	out, err := retried(ctx, func(ctx context.Context) (*s3.HeadObjectOutput, error) {
		return b.client.HeadObject(ctx, &s3.HeadObjectInput{Bucket: aws.String(b.name), Key: aws.String(key)})
	})
	if err != nil {
		return file.Object{}, fmt.Errorf("look at s3://%s/%s: %w", b.name, key, told(err))
	}
	return b.object(key, aws.ToInt64(out.ContentLength), out.LastModified, out.ETag), nil
}

// ErrGone says that an object is not there.
var ErrGone = errors.New("no such object")

func isGone(err error) bool {
	_, noKey := errors.AsType[*types.NoSuchKey](err)
	_, notFound := errors.AsType[*types.NotFound](err)
	return noKey || notFound
}
