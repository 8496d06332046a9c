package archive

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/ringside/ringside/internal/ingest/file"
	"github.com/ringside/ringside/internal/pause"
)

// tries is how often the same byte is asked for.
const tries = 6

func (b *Bucket) object(key string, size int64, modified *time.Time, etag *string) file.Object {
	return file.Object{
		Name: scheme + b.name + "/" + key, Size: size, Modified: aws.ToTime(modified), Version: aws.ToString(etag),
		Open: func(ctx context.Context, offset int64) (io.ReadCloser, error) {
			o := &object{ctx: ctx, bucket: b, key: key, etag: aws.ToString(etag), size: size, at: offset}
			if err := o.insist(nil); err != nil {
				return nil, err
			}
			return o, nil
		},
	}
}

// object is one that is read, through cuts.
type object struct {
	ctx    context.Context // of one reading, as this reader is
	bucket *Bucket
	key    string
	etag   string
	size   int64
	at     int64 // of the next byte

	body   io.ReadCloser
	failed int // tries in a row that gave nothing
	pause  pause.Pause
}

// Read reads on, on another connection after a cut.
func (o *object) Read(b []byte) (int, error) {
	for {
		if o.at >= o.size {
			return 0, io.EOF
		}
		n, err := o.body.Read(b)
		o.at += int64(n)
		if n > 0 {
			o.failed = 0
			o.pause.Reset()
			return n, nil
		}
		if err == nil {
			continue
		}
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF // before its end
		}
		if err := o.insist(err); err != nil {
			return 0, err
		}
	}
}

// insist asks for what is behind the last byte that came, until it comes or was asked for too often. Because is why it has to, nil
// for the first time.
func (o *object) insist(because error) error {
	for {
		o.end()
		if because != nil {
			if o.failed++; o.failed >= tries || o.ctx.Err() != nil || !passing(because) {
				return fmt.Errorf("read s3://%s/%s from byte %d: %w", o.bucket.name, o.key, o.at, told(because))
			}
			if err := o.pause.Wait(o.ctx); err != nil {
				return err
			}
		}
		if because = o.ask(); because == nil {
			return nil
		}
	}
}

// ask sends one request.
func (o *object) ask() error {
	if o.at >= o.size {
		return nil
	}
	in := &s3.GetObjectInput{Bucket: aws.String(o.bucket.name), Key: aws.String(o.key)}
	if o.at > 0 {
		in.Range = aws.String(fmt.Sprintf("bytes=%d-", o.at))
	}
	if o.etag != "" {
		in.IfMatch = aws.String(o.etag) // an object that was overwritten meanwhile is another one
	}
	out, err := o.bucket.client.GetObject(o.ctx, in)
	if err != nil {
		return err
	}
	o.body = out.Body
	return nil
}

// end ends the request that is on its way.
func (o *object) end() {
	if o.body != nil {
		_ = o.body.Close() // it was read as far as was wanted
		o.body = nil
	}
}

// Close ends the reading.
func (o *object) Close() error {
	o.end()
	return nil
}
