package api

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/ringside/ringside/internal/export"
	"github.com/ringside/ringside/internal/metric"
)

// exportProgress is how far one export is.
type exportProgress struct {
	state atomic.Pointer[ExportState] // nil until it has begun
	rows  atomic.Int64                // made so far
	spool *export.Spool
	scope metric.Scope // what its asker sees
}

// exportsUnderWay is the exports that are being made or sent, by the ids that their askers gave them.
type exportsUnderWay struct {
	mu   sync.Mutex // guards what follows
	byID map[string]*exportProgress
}

// begin notes an export until the returned function is called. One without an id, or with that of another, is not found.
func (r *exportsUnderWay) begin(id string, p *exportProgress) (end func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, taken := r.byID[id]; taken || id == "" {
		return func() {}
	}
	if r.byID == nil {
		r.byID = map[string]*exportProgress{}
	}
	r.byID[id] = p
	return func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		delete(r.byID, id)
	}
}

func (r *exportsUnderWay) find(id string) *exportProgress {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.byID[id]
}

// exportProgressInput is the parameters of GET /export/{id}.
type exportProgressInput struct {
	ID string `path:"id" maxLength:"64"`
}

// exportProgress answers GET /export/{id}. Of an export that has not begun, or has ended, there is nothing to tell: that is
// no error, since whoever asks has asked for the file too. Nor is there of one by somebody who sees something else: its rows are a figure.
func (s *server) exportProgress(ctx context.Context, in *exportProgressInput) (ExportProgress, error) {
	p := s.underWay.find(in.ID)
	if p == nil || p.scope != viewer(ctx) {
		return ExportProgress{}, nil
	}
	answer := ExportProgress{Rows: p.rows.Load(), Bytes: p.spool.Size()}
	if state := p.state.Load(); state != nil {
		answer.Of = &state.Rows
	}
	return answer, nil
}
