package sim

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// What a Firehose stream of ours collects before it sends, and how long it waits for the answer.
const (
	batchRecords    = 500
	batchBytes      = 4 << 20
	firehoseTimeout = 3 * time.Minute
	answerBytes     = 1 << 20
)

// firehose is one Firehose stream with an HTTP endpoint as destination.
func (d *Driver) firehose(ctx context.Context, stream string, in <-chan Delivery) error {
	waiting := buffer{in: in}
	for number := uint64(0); ; number++ {
		batch, err := d.collect(ctx, &waiting)
		if err != nil {
			return err
		}
		id := uuid(d.o.World.Seed, nameSeed(stream), uint64(d.o.From.UnixMilli()), number)
		data := d.blobs(batch, hash(nameSeed(stream), number))
		if err := d.deliver(ctx, stream, id, data, len(batch)); err != nil {
			return err
		}
		// At least once: now and then a delivered batch is delivered again, under its old id.
		if chance(hash(nameSeed(id))) < .005*max(0, d.o.World.Oddities) {
			if err := d.deliver(ctx, stream, id, data, 0); err != nil {
				return err
			}
		}
	}
}

// buffer is a stream's way in, with the delivery that did not fit into the batch before.
type buffer struct {
	in   <-chan Delivery
	held []Delivery // at most one
}

// first waits for the delivery that begins a batch.
func (b *buffer) first(ctx context.Context) (Delivery, error) {
	if len(b.held) > 0 {
		first := b.held[0]
		b.held = nil
		return first, nil
	}
	select {
	case <-ctx.Done():
		return Delivery{}, ctx.Err()
	case first := <-b.in:
		return first, nil
	}
}

// collect waits for a first record and takes what follows it within the buffer interval, or until the buffer is full.
func (d *Driver) collect(ctx context.Context, b *buffer) ([]Delivery, error) {
	first, err := b.first(ctx)
	if err != nil {
		return nil, err
	}
	batch, size := []Delivery{first}, len(first.Bytes())
	full := time.NewTimer(d.o.Clock.Real(d.o.Interval))
	defer full.Stop()
	for len(batch) < batchRecords {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-full.C:
			return batch, nil
		case next := <-b.in:
			if size += len(next.Bytes()); size > batchBytes {
				b.held = []Delivery{next}
				return batch, nil
			}
			batch = append(batch, next)
		}
	}
	return batch, nil
}

// blobs renders a batch as Firehose records: one document each, except that some have a newline after it, some are two
// documents without anything between them, some are gzip, and some are empty. All of that is legal, and seen.
func (d *Driver) blobs(batch []Delivery, key uint64) [][]byte {
	var all [][]byte
	quirks := max(0, d.o.World.Oddities)
	joined := false
	for i, next := range batch {
		doc, luck := next.Bytes(), chance(hash(key, uint64(i)))/max(quirks, 1e-9)
		switch {
		case joined && !next.broken():
			all[len(all)-1] = append(all[len(all)-1], doc...)
			joined = false
			continue
		case next.broken():
		case luck < .01:
			joined = true
		case luck < .05:
			doc = append(doc, '\n')
		case luck < .052:
			doc = pack(doc)
		case luck < .055:
			all = append(all, nil)
		}
		if next.broken() {
			joined = false
		}
		all = append(all, doc)
	}
	return all
}

// pack compresses; writing to memory cannot fail.
func pack(b []byte) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	_, _ = z.Write(b)
	_ = z.Close()
	return out.Bytes()
}

// deliver sends one batch until the endpoint answers as it must. The id stays the same over all attempts.
func (d *Driver) deliver(ctx context.Context, stream, id string, data [][]byte, records int) error {
	for attempt := 0; ; attempt++ {
		err := d.post(ctx, stream, id, d.envelope(id, data))
		switch {
		case err == nil:
			d.counts.batches.Add(1)
			d.counts.records.Add(int64(records))
			return nil
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, errTooLarge): // Firehose gives such a batch up, and so do we
			d.counts.dropped.Add(int64(records))
			d.o.Logger.Error("firehose batch refused for good", "stream", stream, "request", id, "records", records)
			return nil
		}
		d.o.Logger.Warn("firehose delivery failed, coming again", "stream", stream, "request", id, "attempt", attempt+1, "error", err)
		if err := d.rest(ctx, backoff(attempt)); err != nil {
			return err
		}
	}
}

// envelope is the body of one attempt, gzipped; its timestamp is that of the attempt.
func (d *Driver) envelope(id string, data [][]byte) []byte {
	b := append([]byte(`{"requestId":"`), id...)
	b = append(b, `","timestamp":`...)
	b = strconv.AppendInt(b, d.o.Clock.Now().UnixMilli(), 10)
	b = append(b, `,"records":[`...)
	for i, doc := range data {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"data":"`...)
		b = base64.StdEncoding.AppendEncode(b, doc)
		b = append(b, `"}`...)
	}
	return pack(append(b, "]}"...))
}

// errTooLarge is the one answer that Firehose does not retry.
var errTooLarge = errors.New("413: request entity too large")

// post makes one attempt.
func (d *Driver) post(ctx context.Context, stream, id string, body []byte) error {
	ctx, cancel := context.WithTimeout(ctx, firehoseTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, d.o.BaseURL+"/ingest/firehose", bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("firehose request: %w", err)
	}
	at := d.o.World.site
	req.Header = http.Header{
		"Content-Type":                     {"application/json"},
		"Content-Encoding":                 {"gzip"},
		"User-Agent":                       {"Amazon Kinesis Data Firehose Agent/1.0"},
		"X-Amz-Firehose-Protocol-Version":  {"1.0"},
		"X-Amz-Firehose-Request-Id":        {id},
		"X-Amz-Firehose-Source-Arn":        {"arn:aws:firehose:" + at.region + ":" + at.account + ":deliverystream/" + at.alias + "-" + stream},
		"X-Amz-Firehose-Access-Key":        {d.o.AccessKey},
		"X-Amz-Firehose-Common-Attributes": {`{"commonAttributes":{"stream":"` + stream + `"}}`},
	}
	res, err := d.o.Client.Do(req)
	if err != nil {
		return fmt.Errorf("firehose delivery: %w", err)
	}
	defer res.Body.Close()
	return checkAnswer(res, id)
}

// checkAnswer is Firehose's own strictness: exactly 200, JSON that repeats the request id, a number as timestamp.
func checkAnswer(res *http.Response, id string) error {
	body, err := io.ReadAll(io.LimitReader(res.Body, answerBytes+1))
	if err != nil {
		return fmt.Errorf("read firehose answer: %w", err)
	}
	if res.StatusCode == http.StatusRequestEntityTooLarge {
		return errTooLarge
	}
	var answer struct {
		RequestID *string `json:"requestId"`
		Timestamp *int64  `json:"timestamp"`
		Message   string  `json:"errorMessage"`
	}
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("firehose answer %d", res.StatusCode)
	}
	switch {
	case len(body) > answerBytes:
		return errors.New("firehose answer: larger than 1 MiB")
	case res.ContentLength < 0:
		return errors.New("firehose answer: no Content-Length")
	case res.Header.Get("Content-Type") != "application/json":
		return errors.New("firehose answer: Content-Type is not application/json")
	case res.Header.Get("Content-Encoding") != "":
		return errors.New("firehose answer: has a Content-Encoding")
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		return fmt.Errorf("firehose answer: %w", err)
	}
	if answer.RequestID == nil || *answer.RequestID != id || answer.Timestamp == nil {
		return errors.New("firehose answer: does not repeat the request id, or has no timestamp")
	}
	return nil
}
