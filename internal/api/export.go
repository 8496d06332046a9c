package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/ringside/ringside/internal/export"
)

const (
	// exportsAtOnce is how many exports read the store at once: each keeps about one core busy.
	exportsAtOnce = 2
	// takerPatience is for how long the taker of an export may take nothing.
	takerPatience = time.Minute
)

// exportInput is the body of POST /export.
type exportInput struct {
	Body ExportRequest
}

// exported is a file that was asked for: how it is filled, and what is said about it.
type exported struct {
	request  ExportRequest
	question question
	fresh    freshness
	columns  []export.Column
	notes    []QueryNote
	// fill says once how many rows come and what state of the store they show, and gives them.
	fill func(ctx context.Context, begin func(rows int64, position uint64) error, row func([]export.Value) error) error
}

// export answers POST /export with a file, as it is made.
func (s *server) export(ctx context.Context, in *exportInput) (*huma.StreamResponse, error) {
	reason := in.Body.Reason
	in.Body.Reason = "" // it goes into the audit log, and not into the file
	about(ctx, in.Body)
	if err := s.reasoned(ctx, reason, personal(in.Body)); err != nil {
		return nil, s.problem(ctx, err)
	}
	asked, err := s.exported(ctx, in.Body)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &huma.StreamResponse{Body: func(c huma.Context) {
		r, w := humago.Unwrap(c)
		s.sendExport(w, r, asked)
	}}, nil
}

// exported understands a request.
func (s *server) exported(ctx context.Context, request ExportRequest) (*exported, error) {
	e := &exported{request: request}
	var err error
	if e.fresh, err = s.freshness(ctx, nil); err != nil {
		return nil, err
	}
	if request.ChangedSince > e.fresh.projected {
		return nil, refuse(unanswerable, fmt.Sprintf("changed_since is %d, and the newest record here has position %d: that export is of another server or data folder.",
			request.ChangedSince, e.fresh.projected))
	}
	asked := 0
	for _, is := range []bool{request.Contacts != nil, request.Query != nil, request.AgentIntervals != nil, request.LiveHistory != nil} {
		if is {
			asked++
		}
	}
	switch {
	case asked != 1:
		return nil, refuse(unanswerable, "Ask for exactly one of contacts, query, agent_intervals and live_history.")
	case (request.AgentIntervals != nil || request.LiveHistory != nil) && request.ChangedSince > 0:
		return nil, refuse(unanswerable, "What has changed since is told of contacts only. Export it again, all of it.")
	case request.LiveHistory != nil:
		err = s.exportHistory(ctx, e)
	case request.AgentIntervals != nil:
		err = s.exportIntervals(ctx, e)
	case request.Contacts != nil:
		err = s.exportContacts(ctx, e)
	case request.ChangedSince > 0:
		err = s.exportChanges(ctx, e)
	default:
		err = s.exportTable(ctx, e)
	}
	if err != nil {
		return nil, err
	}
	e.fresh = s.ofInstances(e.fresh, e.question.where)
	if request.Query == nil || request.ChangedSince > 0 {
		// Whether the file is empty is known only when it is made.
		if e.notes, err = s.unknown(ctx, e.question.where, true); err != nil {
			return nil, err
		}
		e.notes = append(e.notes, e.fresh.incomplete...)
	}
	e.request = e.request.Settled(e.question.from, e.question.to)
	return e, nil
}

// sendExport makes the file and sends it. The file is made as fast as the store can, and sent as fast as the taker takes it:
// neither waits for the other, and nothing of the store is held for a slow taker.
func (s *server) sendExport(w http.ResponseWriter, r *http.Request, e *exported) {
	connection := http.NewResponseController(w)
	_ = connection.SetReadDeadline(time.Time{}) // it would end the request; not every writer has one
	spool, err := export.NewSpool(s.ExportDir, s.ExportMinFree)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	progress := &exportProgress{spool: spool, scope: viewer(r.Context())}
	defer s.underWay.begin(e.request.ID, progress)()
	ctx, cancel := context.WithCancel(r.Context())
	began := make(chan ExportState, 1) // the maker sends once at most, without waiting
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		spool.End(s.makeExport(ctx, e, progress, began))
	}()
	defer func() {
		cancel()
		<-ended
		if err := spool.Close(); err != nil {
			s.Logger.Warn("file of an export was not removed", "error", err)
		}
	}()
	state, err := beginning(began, ended, spool)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	e.head(w.Header(), state)
	_ = connection.Flush() // so that the taker knows what comes; a writer that cannot flush sends it with the rest
	s.follow(w, r, spool)
}

// beginning waits until a file has begun, or has ended without.
func beginning(began <-chan ExportState, ended <-chan struct{}, spool *export.Spool) (ExportState, error) {
	select {
	case state := <-began:
		return state, nil
	case <-ended:
	}
	select {
	case state := <-began: // and has ended since
		return state, nil
	default:
		return ExportState{}, spool.Failure()
	}
}

// makeExport takes its turn and fills the spool.
func (s *server) makeExport(ctx context.Context, e *exported, progress *exportProgress, began chan<- ExportState) error {
	if err := s.exportTurn(ctx); err != nil {
		return err
	}
	defer func() { <-s.exports }()
	var file export.Writer
	err := e.fill(ctx, func(rows int64, position uint64) (err error) {
		state := e.state(rows, position)
		table, err := s.exportTableOf(e, state)
		if err != nil {
			return err
		}
		if file, err = export.New(ctx, export.Format(e.request.Format), table, progress.spool); err == nil {
			progress.state.Store(&state)
			began <- state
		}
		return err
	}, func(row []export.Value) error {
		progress.rows.Add(1)
		return file.Write(row)
	})
	switch {
	case file == nil:
		return err
	case err != nil:
		file.Discard()
		return err
	}
	return file.Finish()
}

// exportTurn waits until an export may read the store.
func (s *server) exportTurn(ctx context.Context) error {
	wait, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	select {
	case s.exports <- struct{}{}:
		return nil
	case <-wait.Done():
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return refuse(unavailable, fmt.Sprintf("%d exports are being made already. Try again when one of them has ended.", exportsAtOnce))
	}
}

// state says which state of the store the file shows.
func (e *exported) state(rows int64, position uint64) ExportState {
	return ExportState{
		Rows: rows, Position: position, AsOf: e.fresh.asOf.In(e.question.zone), FinalUntil: inZone(e.fresh.finalUntil, e.question.zone),
		From: e.question.from, To: e.question.to, Notes: e.notes,
	}
}

// head sets the headers of the answer.
func (e *exported) head(h http.Header, state ExportState) {
	format := export.Format(e.request.Format)
	h.Set("Content-Type", format.MediaType())
	h.Set("Content-Disposition", export.Disposition(export.FileName(e.fileName(), format)))
	h.Set("X-Accel-Buffering", "no")
	text := asciiJSON(state)
	if len(text) > longestHeader {
		state.Notes = nil // they are in the file too
		text = asciiJSON(state)
	}
	h.Set(ExportHeader, text)
}

// longestHeader is how long the header that tells of an export may be, in bytes: proxies take 8 KiB of all headers together.
const longestHeader = 4 << 10

// asciiJSON is a state as JSON in ASCII alone, as headers are.
func asciiJSON(state ExportState) string {
	text, err := json.Marshal(state)
	if err != nil {
		return "" // impossible: a state always has a JSON form
	}
	var b strings.Builder
	for _, letter := range string(text) {
		if letter < 0x7f {
			b.WriteRune(letter)
			continue
		}
		for _, unit := range utf16.AppendRune(nil, letter) {
			fmt.Fprintf(&b, `\u%04x`, unit)
		}
	}
	return b.String()
}

// fileName is what the asker called the file, or what it is and of which days.
func (e *exported) fileName() string {
	if e.request.Name != "" {
		return e.request.Name
	}
	last := e.question.to.Add(-1)
	return fmt.Sprintf("ringside_%s_%s_%s", e.question.what, e.question.from.Format(time.DateOnly), last.Format(time.DateOnly))
}

// follow sends the file to its end. What has begun cannot become a problem any more: a file that stays in pieces is cut off,
// so that nobody takes it for whole.
func (s *server) follow(w http.ResponseWriter, r *http.Request, spool *export.Spool) {
	err := spool.Follow(r.Context(), &patientWriter{w: w, connection: http.NewResponseController(w)})
	if err == nil {
		return
	}
	if r.Context().Err() == nil && !errors.Is(err, errTaker) {
		s.Logger.Error("export broke off", "request_id", requestID(r.Context()), "error", err)
	}
	panic(http.ErrAbortHandler)
}

var errTaker = errors.New("taker takes nothing")

// patientWriter gives each piece takerPatience to be taken.
type patientWriter struct {
	w          http.ResponseWriter
	connection *http.ResponseController
}

// Write sends a piece.
func (p *patientWriter) Write(b []byte) (int, error) {
	_ = p.connection.SetWriteDeadline(time.Now().Add(takerPatience)) // not every writer has one
	n, err := p.w.Write(b)
	if err != nil {
		return n, fmt.Errorf("%w: %w", errTaker, err)
	}
	return n, nil
}
