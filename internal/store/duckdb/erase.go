package duckdb

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"github.com/bits-and-blooms/bitset"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/erasure"
	"github.com/ringside/ringside/internal/journal"
	"github.com/ringside/ringside/internal/store"
)

// kindErased marks journal entries whose record was erased, or refused since its contact had been; Data is the record's
// kind, for the counts by source. KindExpired is the same of one that has passed the limit of its kind. KindErasure marks that
// an erasure has ended.
const (
	kindErased  uint8 = 102
	kindErasure uint8 = 103
	kindExpired uint8 = 104
)

// erasedName is the file in the data folder that knows what was erased.
const erasedName = "erased.json"

var _ erasure.Eraser = (*Store)(nil)

// FindErasure counts what Erase would do. One that was interrupted goes on first.
func (s *Store) FindErasure(ctx context.Context, what store.Erasure, tell func(store.ErasureProgress)) (store.Erased, error) {
	if err := s.FinishErasure(ctx); err != nil { // else what is left of it in the tables alone would stay there
		return store.Erased{}, err
	}
	e, release, err := s.beginErasure(tell)
	if err != nil {
		return store.Erased{}, err
	}
	defer release()
	if err := e.find(ctx, what); err != nil {
		return store.Erased{}, fmt.Errorf("look for what to erase: %w", err)
	}
	return e.result, nil
}

// Erase removes what is meant from the journal and makes the projection anew from what is left, beside the one that answers
// meanwhile: DuckDB does not clear what it deletes.
func (s *Store) Erase(ctx context.Context, what store.Erasure, tell func(store.ErasureProgress)) (store.Erased, error) {
	if err := s.FinishErasure(ctx); err != nil {
		return store.Erased{}, err
	}
	e, release, err := s.beginErasure(tell)
	if err != nil {
		return store.Erased{}, err
	}
	defer release()
	if err := e.find(ctx, what); err != nil {
		return store.Erased{}, fmt.Errorf("erase: %w", err)
	}
	if e.found.None() {
		if what.Before == nil {
			return e.result, nil
		}
		e.state.Spared = nil
		return e.result, e.save() // what comes from now on is held to the limits
	}
	if err := errors.Join(s.enoughRoom(), ctx.Err()); err != nil {
		return store.Erased{}, fmt.Errorf("erase: %w", err)
	}
	if err := e.begin(what.Note); err != nil {
		return store.Erased{}, fmt.Errorf("erase: %w", err)
	}
	if err := e.finish(ctx); err != nil {
		return store.Erased{}, fmt.Errorf("erase (the next start goes on): %w", err)
	}
	return e.result, nil
}

// FinishErasure goes on with an erasure that was interrupted, if one was.
func (s *Store) FinishErasure(ctx context.Context) error {
	if s.erasures.Load().Unfinished == nil {
		return nil
	}
	e, release, err := s.beginErasure(nil)
	if err != nil {
		return err
	}
	defer release()
	s.log.Warn("an erasure was interrupted; it goes on")
	if err := e.finish(ctx); err != nil {
		return fmt.Errorf("finish erasure: %w", err)
	}
	return nil
}

// beginErasure takes the turn of erasures.
func (s *Store) beginErasure(tell func(store.ErasureProgress)) (e *erasing, release func(), err error) {
	if !s.eraser.TryLock() {
		return nil, nil, store.ErrErasing
	}
	if tell == nil {
		tell = func(store.ErasureProgress) {}
	}
	state := s.erasures.Load()
	e = &erasing{s: s, tell: tell, state: *state, rejected: map[uint64]bool{}, found: bitset.New(0)}
	if u := state.Unfinished; u != nil {
		for _, seq := range u.Rejected {
			e.rejected[seq] = true
		}
	}
	e.result.MentionedBy, e.result.Missing, e.result.Kept = []connect.ContactID{}, []connect.ContactID{}, []string{}
	return e, s.eraser.Unlock, nil
}

// erasing is one erasure.
type erasing struct {
	s        *Store
	tell     func(store.ErasureProgress)
	state    erasure.State
	rejected map[uint64]bool // numbers of what goes out of quarantine
	found    *bitset.BitSet  // numbers of what is to be rewritten
	result   store.Erased
}

// begin makes it durable that the found contacts are erased: from now on nothing of them is taken.
func (e *erasing) begin(note []byte) error {
	if note != nil {
		var p erasure.Proof
		if err := json.Unmarshal(note, &p); err != nil {
			return fmt.Errorf("note an erasure: %w", err)
		}
		p.Result = erasure.ResultOf(e.result)
		e.state.Unproven = append(slices.Clone(e.state.Unproven), p)
	}
	e.state.Unfinished = &erasure.Unfinished{Rejected: []uint64{}}
	for seq := range e.rejected {
		e.state.Unfinished.Rejected = append(e.state.Unfinished.Rejected, seq)
	}
	return e.save()
}

func (e *erasing) save() error {
	if err := erasure.Save(filepath.Join(e.s.dir, erasedName), e.state); err != nil {
		return fmt.Errorf("%w: %w", store.ErrUnavailable, err)
	}
	state := e.state
	e.s.erasures.Store(&state)
	return nil
}

// finish rewrites until nothing is found any more. What was on its way while the erasure began is found by the check.
func (e *erasing) finish(ctx context.Context) error {
	for again := false; ; again = true {
		if e.found.Any() || !again {
			if err := e.rewrite(ctx); err != nil {
				return err
			}
		}
		c := newCounting(&e.state.Rules, e.rejected)
		if err := e.read(ctx, store.ErasureChecks, c.count); err != nil {
			return err
		}
		e.found, e.result.Looked = c.found, c.result.Looked
		e.result.Looked.Segments, e.result.Looked.Left = int64(e.s.journal.Segments()), int64(c.found.Count())
		if e.found.None() {
			break
		}
	}
	if err := e.s.renew(ctx, e.tell); err != nil {
		return err
	}
	if err := e.forgetAside(); err != nil {
		return err
	}
	e.end()
	if err := e.save(); err != nil {
		return err
	}
	// Figures have a newer state then than those that were answered before.
	return e.s.mark(ctx, journal.Entry{Kind: kindErasure, Source: "erasure"}, []uint64{})
}

// end says of what is unfinished that it has ended now, with what the last look has found. Its time is the wall's, as that of its beginning is,
// and not the demo's.
func (e *erasing) end() {
	e.state.Unfinished, e.state.Spared, e.state.Unproven = nil, nil, slices.Clone(e.state.Unproven)
	for i := range e.state.Unproven {
		if p := &e.state.Unproven[i]; p.Ended.IsZero() {
			p.Ended, p.Result.Looked, p.Result.Kept = time.Now().UTC(), e.result.Looked, slices.Clone(e.result.Kept)
		}
	}
}

// Unproven are the erasures that have ended and that nobody has said to be proven.
func (s *Store) Unproven() []erasure.Proof {
	return slices.DeleteFunc(slices.Clone(s.erasures.Load().Unproven), func(p erasure.Proof) bool { return p.Ended.IsZero() })
}

// Proven says that the proofs of these are kept.
func (s *Store) Proven(ids ...string) error {
	s.eraser.Lock() // a look takes its time, and nobody waits for this one
	defer s.eraser.Unlock()
	e := erasing{s: s, state: *s.erasures.Load()}
	known := len(e.state.Unproven)
	e.state.Unproven = slices.DeleteFunc(slices.Clone(e.state.Unproven), func(p erasure.Proof) bool { return slices.Contains(ids, p.ID) })
	if len(e.state.Unproven) == known {
		return nil
	}
	return e.save()
}

// rewrite takes what was found out of the journal.
func (e *erasing) rewrite(ctx context.Context) error {
	done, total := int64(0), int64(e.found.Count())
	e.tell(store.ErasureProgress{Step: store.ErasureRewrites, Total: total})
	err := e.s.journal.Rewrite(ctx, e.found, func(old journal.Entry) journal.Entry {
		done++
		e.tell(store.ErasureProgress{Step: store.ErasureRewrites, Done: min(done, total), Total: total})
		return rewritten(&e.state.Rules, e.rejected, old)
	})
	switch {
	case errors.Is(err, journal.ErrFull), errors.Is(err, journal.ErrFailed):
		return fmt.Errorf("%w: %w", store.ErrUnavailable, err)
	case err != nil:
		return err
	}
	e.found = bitset.New(0)
	return nil
}

// forgetAside removes projections that were set aside as damaged, and names those that are the only copy of something.
func (e *erasing) forgetAside() error {
	if err := forgetDamaged(e.s.file); err != nil {
		return err
	}
	kept, err := filesAside(e.s.file, "ahead-")
	if err != nil {
		return fmt.Errorf("list projections that were set aside: %w", err)
	}
	for _, name := range kept {
		relative, err := filepath.Rel(e.s.dir, name)
		if err != nil {
			return err
		}
		e.result.Kept = append(e.result.Kept, filepath.ToSlash(relative))
	}
	return nil
}

// rewritten is what stays of a journal entry.
func rewritten(rules *erasure.Rules, rejected map[uint64]bool, e journal.Entry) journal.Entry {
	if rejected[e.Seq] {
		return gone(e, kindErased)
	}
	fact, is := factOf(e)
	if !is {
		return e
	}
	switch rules.Fate(&fact, e.Received, isLean(e.Note)) {
	case erasure.Gone:
		return gone(e, kindErased)
	case erasure.Expired:
		return gone(e, kindExpired)
	case erasure.Changed:
		return reduced(rules, &fact, e)
	case erasure.Kept:
	}
	return e
}

// gone is the entry of a record of which nothing stays.
func gone(e journal.Entry, kind uint8) journal.Entry {
	return journal.Entry{Kind: kind, Source: e.Source, Received: e.Received, Data: []byte{e.Kind}}
}

// reduced is the entry of a record without the names of erased contacts, or without its details. Its note keeps the hash that the
// record came with: between versions of a contact with equal LastUpdateTimestamp that decides, and erasing one contact must not
// change what is counted of another.
func reduced(rules *erasure.Rules, fact *connect.Fact, e journal.Entry) journal.Entry {
	if fact.Contact != nil && e.Note == "" {
		e.Note = hashNote(connect.ContentHash(fact.Raw))
	}
	var lean bool
	if e.Data, lean = rules.Reduce(fact); lean && !isLean(e.Note) {
		e.Note = leanNote + e.Note
	}
	return e
}

// factOf decodes the record of an entry, if it holds one.
func factOf(e journal.Entry) (fact connect.Fact, is bool) {
	switch connect.Kind(e.Kind) {
	case connect.KindRejected:
		return connect.Fact{Kind: connect.KindRejected, Raw: e.Data}, true
	case connect.KindContact, connect.KindAgentEvent, connect.KindContactEvent:
		return decodeAgain(connect.Decode, e.Data), true
	}
	return connect.Fact{}, false
}

// admit is a fact as it may be stored, with pseudonyms where it names a contact that was erased; note is what its entry must
// say then. It is nil when nothing of it is, and refused says why: kindErased or kindExpired.
func admit(rules *erasure.Rules, fact *connect.Fact, received time.Time) (admitted *connect.Fact, note string, refused uint8) {
	switch rules.Fate(fact, received, false) {
	case erasure.Gone:
		return nil, "", kindErased
	case erasure.Expired:
		return nil, "", kindExpired
	case erasure.Changed:
		e := reduced(rules, fact, journal.Entry{})
		changed := decodeAgain(connect.Decode, e.Data)
		for _, w := range fact.Warnings {
			if !slices.Contains(changed.Warnings, w) {
				changed.Warnings = append(changed.Warnings, w)
			}
		}
		return &changed, e.Note, 0
	case erasure.Kept:
	}
	return fact, "", 0
}

// Pseudonym is what stands for an erased contact in the records of others; false for any other contact.
func (s *Store) Pseudonym(id connect.ContactID) (connect.ContactID, bool) {
	erased := s.erasures.Load().Erased
	if !erased.Has(id) {
		return id, false
	}
	redacted, _ := erased.Redact([]byte(id))
	return connect.ContactID(redacted), true
}

// entryOf is the journal's entry of that number; journal.ErrNotFound when nothing of its record is left.
func (s *Store) entryOf(seq uint64) (journal.Entry, error) {
	e, err := s.journal.Get(seq)
	if err == nil && (e.Kind == kindErased || e.Kind == kindExpired) {
		return journal.Entry{}, fmt.Errorf("%w: %d was erased", journal.ErrNotFound, seq)
	}
	return e, err
}
