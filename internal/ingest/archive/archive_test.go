package archive_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"
	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/ringside/ringside/internal/ingest/archive"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// fakeBucket is one in memory whose answers can be cut.
type fakeBucket struct {
	mu     sync.Mutex // guards what follows
	keys   []string
	text   string
	etag   string
	ranges []string
	body   func(asked int, rest string) io.Reader // nil gives the rest
	fail   func(asked int) error
}

func (b *fakeBucket) ListObjectsV2(_ context.Context, in *s3.ListObjectsV2Input, _ ...func(*s3.Options)) (*s3.ListObjectsV2Output, error) {
	out := &s3.ListObjectsV2Output{}
	from := 0
	if in.ContinuationToken != nil {
		_, _ = fmt.Sscan(*in.ContinuationToken, &from)
	}
	for n, key := range b.keys[from:] {
		if n == 3 {
			out.IsTruncated, out.NextContinuationToken = aws.Bool(true), aws.String(fmt.Sprint(from+3))
			break
		}
		if strings.HasPrefix(key, *in.Prefix) {
			out.Contents = append(out.Contents, types.Object{Key: aws.String(key), Size: aws.Int64(int64(len(key))), LastModified: aws.Time(time.UnixMilli(0))})
		}
	}
	return out, nil
}

func (b *fakeBucket) HeadObject(_ context.Context, in *s3.HeadObjectInput, _ ...func(*s3.Options)) (*s3.HeadObjectOutput, error) {
	if *in.Key != "there" {
		return nil, &types.NotFound{}
	}
	return &s3.HeadObjectOutput{ContentLength: aws.Int64(int64(len(b.text))), ETag: aws.String(b.etag), LastModified: aws.Time(time.UnixMilli(0))}, nil
}

func (b *fakeBucket) GetObject(_ context.Context, in *s3.GetObjectInput, _ ...func(*s3.Options)) (*s3.GetObjectOutput, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.ranges = append(b.ranges, aws.ToString(in.Range))
	if b.fail != nil {
		if err := b.fail(len(b.ranges)); err != nil {
			return nil, err
		}
	}
	if in.IfMatch != nil && *in.IfMatch != b.etag {
		return nil, &smithy.GenericAPIError{Code: "PreconditionFailed", Message: "At least one of the pre-conditions you specified did not hold"}
	}
	from := 0
	_, _ = fmt.Sscanf(aws.ToString(in.Range), "bytes=%d-", &from)
	rest := b.text[from:]
	if b.body == nil {
		return &s3.GetObjectOutput{Body: io.NopCloser(strings.NewReader(rest))}, nil
	}
	return &s3.GetObjectOutput{Body: io.NopCloser(b.body(len(b.ranges), rest))}, nil
}

// ending reads a text and ends with an error.
func ending(text string, err error) io.Reader {
	return io.MultiReader(strings.NewReader(text), failing{err})
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func readAll(t *testing.T, b *fakeBucket, offset int64) (string, error) {
	t.Helper()
	o, err := archive.NewBucket(b, "archive").Object(t.Context(), "there")
	if err != nil {
		t.Fatal(err)
	}
	from, err := o.Open(t.Context(), offset)
	if err != nil {
		return "", err
	}
	defer from.Close()
	text, err := io.ReadAll(from)
	return string(text), err
}

func TestAnObjectIsReadThroughCuts(t *testing.T) {
	for name, end := range map[string]error{"cut": errors.New("connection reset by peer"), "ended early": io.EOF} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := &fakeBucket{text: "0123456789", etag: `"1"`, body: func(asked int, rest string) io.Reader {
					if asked < 4 {
						return ending(rest[:2], end)
					}
					return strings.NewReader(rest)
				}}
				if text, err := readAll(t, b, 1); text != "123456789" || err != nil {
					t.Errorf("read %q, %v", text, err)
				}
				if diff := cmp.Diff([]string{"bytes=1-", "bytes=3-", "bytes=5-", "bytes=7-"}, b.ranges); diff != "" {
					t.Errorf("asked for (- want, + got):\n%s", diff)
				}
			})
		})
	}
}

func TestAnObjectThatWasOverwrittenIsNotReadOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &fakeBucket{text: "0123456789", etag: `"1"`}
		b.body = func(_ int, rest string) io.Reader {
			b.etag = `"2"`
			return ending(rest[:2], io.ErrUnexpectedEOF)
		}
		text, err := readAll(t, b, 0)
		if err == nil || !strings.Contains(err.Error(), "overwritten") || text != "01" {
			t.Errorf("read %q, %v", text, err)
		}
	})
}

func TestWhatS3CannotDoNowIsAskedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &fakeBucket{text: "0123456789", etag: `"1"`, fail: func(asked int) error {
			if asked < 3 {
				return &smithy.GenericAPIError{Code: "SlowDown", Message: "Please reduce your request rate"}
			}
			return nil
		}}
		if text, err := readAll(t, b, 0); text != "0123456789" || err != nil {
			t.Errorf("read %q, %v", text, err)
		}
		b.fail = func(int) error { return &smithy.GenericAPIError{Code: "AccessDenied", Message: "Access Denied"} }
		b.ranges = nil
		if _, err := readAll(t, b, 0); err == nil || !strings.Contains(err.Error(), "allow s3:ListBucket") || len(b.ranges) != 1 {
			t.Errorf("without permission: %v after %d requests", err, len(b.ranges))
		}
		b.fail = func(int) error { return errors.New("no route to host") }
		b.ranges = nil
		if _, err := readAll(t, b, 0); err == nil || len(b.ranges) != 6 {
			t.Errorf("without a network: %v after %d requests", err, len(b.ranges))
		}
	})
}

func TestAnObjectThatIsGoneIsSaidToBe(t *testing.T) {
	_, err := archive.NewBucket(&fakeBucket{}, "archive").Object(t.Context(), "gone")
	if !errors.Is(err, archive.ErrGone) {
		t.Errorf("error %v", err)
	}
}

func TestObjectsAreChosenByWhenTheirRecordsCame(t *testing.T) {
	b := &fakeBucket{keys: []string{
		"ctr/2026/11/21/23/connect-1-2026-11-21-23-44-59-abc.gz", // its last record came before midnight, its buffer was full at most 15 minutes later
		"ctr/2026/11/21/23/connect-1-2026-11-21-23-45-00-abc.gz",
		"ctr/2026/11/22/00/connect-1-2026-11-22-00-00-00-abc.gz",
		"ctr/2026/11/22/23/connect-1-2026-11-22-23-59-59-abc",
		"ctr/2026/11/23/00/connect-1-2026-11-23-00-00-00-abc",
		"ctr/2026/11/22/05/part-0000.json", "ctr/2026/11/23/05/part-0000.json",
		"ctr/year=2026/month=11/day=22/part.json", "ctr/year=2026/month=11/day=20/part.json",
		"ctr/dt=2026-11-22/part.json", "ctr/dt=2026-11-24/part.json", "ctr/2026/13/40/part.json",
		"ctr/failed/http-endpoint-failed/2026/11/22/05/connect-1-2026-11-22-05-10-11-def", "other/2026/11/22/05/x",
	}}
	span := archive.Span{From: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)}
	pages := 0
	objects, err := archive.NewBucket(b, "archive").List(t.Context(), "ctr/", span, func(int) { pages++ })
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, o := range objects {
		got = append(got, strings.TrimPrefix(o.Name, "s3://archive/"))
	}
	want := []string{b.keys[1], b.keys[2], b.keys[3], b.keys[5], b.keys[7], b.keys[9], b.keys[12]}
	if diff := cmp.Diff(want, got); diff != "" || pages != 5 {
		t.Errorf("%d pages (- want, + got):\n%s", pages, diff)
	}
	all, err := archive.NewBucket(b, "archive").List(t.Context(), "", archive.Span{}, func(int) {})
	if err != nil || len(all) != len(b.keys) {
		t.Errorf("without a span: %d objects, %v", len(all), err)
	}
}

func TestAddressesOfBuckets(t *testing.T) {
	for address, want := range map[string][2]string{
		"s3://archive": {"archive", ""}, "s3://archive/": {"archive", ""}, "s3://archive/ctr/2026/": {"archive", "ctr/2026/"},
	} {
		bucket, prefix, err := archive.ParseAddress(address)
		if err != nil || bucket != want[0] || prefix != want[1] {
			t.Errorf("%s: %q, %q, %v", address, bucket, prefix, err)
		}
	}
	for _, address := range []string{"", "archive", "s3:///x", "https://archive.s3.amazonaws.com/"} {
		if _, _, err := archive.ParseAddress(address); err == nil {
			t.Errorf("%q is taken for a bucket", address)
		}
	}
}
