package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strconv"

	"golang.org/x/sync/errgroup"

	"github.com/ringside/ringside/internal/clock"
	"github.com/ringside/ringside/internal/ingest/file"
	"github.com/ringside/ringside/internal/store/duckdb"
)

type importCommand struct {
	targetFlags `embed:""`
	bucketFlags `embed:""`
	Paths       []string `arg:"" name:"path" help:"Files, folders, s3://BUCKET/PREFIX, or - for standard input."`
	Format      string   `default:"table" enum:"table,json" help:"How the summary is printed: table or json (one object on standard output)."`
	Quiet       bool     `short:"q" help:"No progress."`
}

// Help is shown by ringside import --help.
func (c *importCommand) Help() string {
	return `Reads one JSON object a line, objects one behind another as Firehose leaves them in S3, and arrays; plain, gzip or zstd.
Contact records, agent events and contact events may be mixed: they are told apart by their shape. Of a bucket everything
below the prefix is read, or what was written from --from to --to; what Firehose could not deliver (rawData) counts too.

A record that was imported before counts as a duplicate and changes nothing. An import that was interrupted goes on where
it stopped when it is started again with the same paths.

Exit code 3 says that everything was read and some records went to quarantine: ringside quarantine list

Examples:  ringside import ./archive/2026
           ringside import s3://connect-archive/ctr/ --from 2026-11-01 --to 2026-11-08 --aws-region ap-northeast-2
           zcat records.gz | ringside import - --server http://127.0.0.1:8080 --token "$KEY"`
}

// Run imports and prints what became of the records.
func (c *importCommand) Run(s *session) error {
	var result file.Result
	var err error
	if c.Server != "" {
		result, err = c.throughServer(s)
	} else {
		result, err = c.intoFolder(s)
	}
	if err == nil || result.Read > 0 {
		if printErr := printImport(s, result, c.Format); printErr != nil {
			return errors.Join(err, printErr)
		}
	}
	switch {
	case errors.Is(err, file.ErrDamaged):
		return fmt.Errorf("%w\nWhat came before the damage is imported. Fetch the file anew and import it again: nothing is counted twice", err)
	case errors.Is(err, context.Canceled) && s.ctx.Err() != nil:
		return exitError{exitInterrupted, "stopped. Start it again with the same paths: it goes on, and nothing is counted twice"}
	case err != nil:
		return err
	case result.Quarantined > 0:
		return exitError{exitIncomplete, fmt.Sprintf("records in quarantine: %s; see ringside quarantine list", thousands(result.Quarantined))}
	}
	return nil
}

// intoFolder imports into a data folder that no server holds.
func (c *importCommand) intoFolder(s *session) (result file.Result, err error) {
	local, buckets := apart(c.Paths)
	if _, err := file.Expand(local); err != nil {
		return result, err // before a folder is made for nothing
	}
	if _, err := c.span(); err != nil {
		return result, err
	}
	if err := refuseDemo(c.Data); err != nil {
		return result, err
	}
	log := slog.New(slog.NewTextHandler(s.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	collectBeside(0)
	f, err := openFolder(s.ctx, c.Data, duckdb.Options{Bulk: true}, log)
	if err != nil {
		return result, err
	}
	defer func() { err = errors.Join(err, f.close()) }()

	storeCtx, stop := context.WithCancel(context.WithoutCancel(s.ctx))
	defer stop()
	var keeper errgroup.Group
	keeper.Go(func() error { return f.store.Run(storeCtx) })

	show, done := c.progress(s)
	importer := file.New(file.Options{
		Sink: f.pipeline(nil, clock.Clock{}, slog.New(slog.DiscardHandler)), Ledger: f.state, Progress: show, Stdin: s.stdin,
	})
	if len(local) > 0 {
		result, err = importer.Import(s.ctx, local...)
	}
	if len(buckets) > 0 && s.ctx.Err() == nil {
		more, problem := c.importBuckets(s, importer, buckets)
		result = result.And(more)
		err = errors.Join(err, problem)
	}
	done()
	stop()
	if runErr := keeper.Wait(); runErr != nil && !errors.Is(runErr, context.Canceled) {
		err = errors.Join(err, runErr)
	}
	return result, err
}

// printImport prints the summary.
func printImport(s *session, r file.Result, format string) error {
	if format == "json" {
		return json.NewEncoder(s.stdout).Encode(r)
	}
	g := grid{header: []string{"read", "stored", "updated", "duplicates", "older", "quarantined", "seconds"}, rows: [][]string{{
		thousands(r.Read), thousands(r.Stored), thousands(r.Updated), thousands(r.Duplicates), thousands(r.Older),
		thousands(r.Quarantined), strconv.FormatFloat(r.Seconds, 'f', 1, 64),
	}}}
	if err := g.write(s.stdout, "table", nil); err != nil {
		return err
	}
	if r.ResumedRecords > 0 {
		fmt.Fprintf(s.stdout, "Went on after %s records of an import that was interrupted.\n", thousands(r.ResumedRecords))
	}
	return nil
}

// thousands writes a count with commas.
func thousands(n int64) string {
	text := strconv.FormatInt(n, 10)
	for i := len(text) - 3; i > 0 && text[i-1] != '-'; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
