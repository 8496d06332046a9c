package api

import (
	"context"
	"encoding/base64"
	"fmt"
	"unicode/utf8"

	"github.com/ringside/ringside/internal/store"
)

// quarantineInput is the parameters of GET /quarantine.
type quarantineInput struct {
	After uint64 `query:"after" doc:"next of the page before"`
	Limit int    `query:"limit" minimum:"1" maximum:"500" default:"50"`
}

// quarantinedInput names one record.
type quarantinedInput struct {
	Seq uint64 `path:"seq"`
}

// replayInput is the body of POST /quarantine/replay.
type replayInput struct {
	Body ReplayRequest
}

// quarantine answers GET /quarantine.
func (s *server) quarantine(ctx context.Context, in *quarantineInput) (QuarantineList, error) {
	records, err := s.Store.Quarantine().List(ctx, in.After, in.Limit+1) // one more tells whether there is a next page
	if err != nil {
		return QuarantineList{}, fmt.Errorf("list quarantine: %w", err)
	}
	list := QuarantineList{Quarantined: []Quarantined{}}
	if len(records) > in.Limit {
		records = records[:in.Limit]
		list.Next = records[in.Limit-1].Seq
	}
	for _, record := range records {
		list.Quarantined = append(list.Quarantined, quarantinedRow(record))
	}
	return list, nil
}

// quarantined answers GET /quarantine/{seq}.
func (s *server) quarantined(ctx context.Context, in *quarantinedInput) (QuarantinedDetail, error) {
	record, err := s.Store.Quarantine().Show(ctx, in.Seq)
	if err != nil {
		return QuarantinedDetail{}, fmt.Errorf("show quarantined %d: %w", in.Seq, err)
	}
	detail := QuarantinedDetail{Quarantined: quarantinedRow(record), Text: string(record.Bytes), Encoding: "utf-8"}
	if !utf8.Valid(record.Bytes) {
		detail.Text, detail.Encoding = base64.StdEncoding.EncodeToString(record.Bytes), "base64"
	}
	return detail, nil
}

func quarantinedRow(q store.Quarantined) Quarantined {
	return Quarantined{
		Seq: q.Seq, Source: q.Source, Received: q.Received.UTC(), Reason: q.Reason, Size: q.Size, Replayed: q.Replayed,
	}
}

// replay answers POST /quarantine/replay.
func (s *server) replay(ctx context.Context, in *replayInput) (ReplayResult, error) {
	about(ctx, in.Body)
	if s.Replay == nil {
		return ReplayResult{}, refuse(unavailable, "This process does not take records in; ask the server that does.")
	}
	seqs := in.Body.Seqs // none with All, as Replay wants it
	if in.Body.All == (len(seqs) > 0) {
		return ReplayResult{}, refuse(unanswerable, `Say which records: {"seqs":[12,13]}, or {"all":true} for everything that is open.`)
	}
	return s.Replay(ctx, seqs)
}
