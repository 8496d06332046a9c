package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/ringside/ringside/internal/ingest/archive"
	"github.com/ringside/ringside/internal/ingest/file"
	"github.com/ringside/ringside/internal/metric"
)

// bucketFlags say what of a bucket is imported.
type bucketFlags struct {
	awsFlags `embed:""`
	From     string `placeholder:"2026-11-01" help:"Of buckets: import what was written from this date (midnight in --zone) or moment (RFC 3339) on, by the dates in the keys, else by when an object was written."`
	To       string `placeholder:"2026-12-01" help:"Of buckets: import what was written before this date or moment."`
	Zone     string `default:"Asia/Seoul" env:"RINGSIDE_ZONE" help:"Time zone of --from and --to (IANA name)."`
}

// span reads --from and --to.
func (f bucketFlags) span() (span archive.Span, err error) {
	zone, err := metric.LoadZone(f.Zone)
	if err != nil {
		return span, exitError{exitUsage, fmt.Sprintf("--zone %s: %v", f.Zone, err)}
	}
	for flag, of := range map[string]struct {
		text string
		into *time.Time
	}{"--from": {f.From, &span.From}, "--to": {f.To, &span.To}} {
		if of.text == "" {
			continue
		}
		if *of.into, err = metric.ParseMoment(of.text, zone); err != nil {
			return span, exitError{exitUsage, flag + ": " + err.Error()}
		}
	}
	if !span.To.IsZero() && !span.From.Before(span.To) {
		return span, exitError{exitUsage, "--from has to be before --to"}
	}
	return span, nil
}

// apart parts the paths into those of this machine and addresses of buckets.
func apart(paths []string) (local, buckets []string) {
	for _, path := range paths {
		if archive.IsAddress(path) {
			buckets = append(buckets, path)
		} else {
			local = append(local, path)
		}
	}
	return local, buckets
}

// objects lists what the addresses of buckets stand for, each with what it is called and with its objects.
func (c *importCommand) objects(s *session, addresses []string) (map[string][]file.Object, error) {
	span, err := c.span()
	if err != nil || len(addresses) == 0 {
		return nil, err
	}
	client, err := archive.Dial(s.ctx, c.access())
	if err != nil {
		return nil, err
	}
	found := map[string][]file.Object{}
	for _, address := range addresses {
		name, prefix, err := archive.ParseAddress(address)
		if err != nil {
			return nil, exitError{exitUsage, err.Error()}
		}
		objects, err := archive.NewBucket(client, name).List(s.ctx, prefix, span, c.listing(s, address))
		if err != nil {
			return nil, err
		}
		if len(objects) == 0 {
			return nil, fmt.Errorf("there is nothing to import below %s in that time: look at it with aws s3 ls --recursive", address)
		}
		found[address] = objects
	}
	return found, nil
}

// listing tells on a terminal how many objects were found.
func (c *importCommand) listing(s *session, address string) func(int) {
	if c.Quiet || !isTerminal(s.stderr) {
		return func(int) {}
	}
	return func(objects int) { fmt.Fprintf(s.stderr, "\r%s: %s objects", address, thousands(int64(objects))) }
}

// job names the import of a bucket: another span is another import.
func (c *importCommand) job(address string) string {
	return fmt.Sprintf("%s from %s to %s", address, c.From, c.To)
}

// reading is one thing to send to a server.
type reading struct {
	name string
	size int64 // below 0 where it is not known
	open func(ctx context.Context) (io.ReadCloser, error)
}

// readings are the files and objects behind the paths, in their order.
func (c *importCommand) readings(s *session) ([]reading, error) {
	local, buckets := apart(c.Paths)
	files, err := file.Expand(local)
	if err != nil {
		return nil, err
	}
	found, err := c.objects(s, buckets)
	if err != nil {
		return nil, err
	}
	var all []reading
	for _, path := range files {
		all = append(all, fileReading(s, path))
	}
	for _, address := range buckets {
		for _, o := range found[address] {
			all = append(all, reading{name: o.Name, size: o.Size, open: func(ctx context.Context) (io.ReadCloser, error) { return o.Open(ctx, 0) }})
		}
	}
	return all, nil
}

// importBuckets imports them one after another.
func (c *importCommand) importBuckets(s *session, importer *file.Importer, buckets []string) (total file.Result, err error) {
	found, err := c.objects(s, buckets)
	if err != nil {
		return total, err
	}
	var problems []error
	for _, address := range buckets {
		one, err := importer.Objects(s.ctx, c.job(address), found[address])
		total = total.And(one)
		problems = append(problems, err)
		if s.ctx.Err() != nil {
			break
		}
	}
	return total, errors.Join(problems...)
}
