package duckdb

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/bits-and-blooms/bitset"
	engine "github.com/duckdb/duckdb-go/v2"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/erasure"
	"github.com/ringside/ringside/internal/journal"
	"github.com/ringside/ringside/internal/store"
)

// sieves hold back what has not passed its limit.
type sieves struct {
	contacts, details, contactEvents, agentEvents erasure.Sieve
	quarantine                                    bool
}

func newSieves(before store.Cutoffs) sieves {
	return sieves{
		contacts: erasure.NewSieve(before.Contacts), details: erasure.NewSieve(before.Details),
		contactEvents: erasure.NewSieve(max(before.Contacts, before.Details)),
		agentEvents:   erasure.NewSieve(before.AgentEvents), quarantine: before.Quarantine > 0,
	}
}

// pass tells whether an entry's record may have passed its limit.
func (s sieves) pass(e journal.Entry) bool {
	switch connect.Kind(e.Kind) {
	case connect.KindContact:
		return s.contacts.Passes(e.Data) || !isLean(e.Note) && s.details.Passes(e.Data)
	case connect.KindContactEvent:
		return s.contactEvents.Passes(e.Data)
	case connect.KindAgentEvent:
		return s.agentEvents.Passes(e.Data)
	case connect.KindRejected:
		return s.quarantine
	}
	return false
}

// findExpired settles whose contacts have passed the limit. A contact is as old as its newest version, and all of it stays or
// goes, but its versions may have been initiated on both sides of the limit: without this, one that goes would leave an older
// version behind, which would be counted in its place.
func (e *erasing) findExpired(ctx context.Context, before store.Cutoffs) error {
	if before.Contacts < e.state.Before.Contacts {
		e.state.Past = nil // they may come again
	}
	e.state.Before = before
	if before.Contacts == 0 {
		return nil
	}
	old := bitset.New(0) // numbers of the records that are older by themselves
	sieve := erasure.NewSieve(before.Contacts)
	rules := erasure.Rules{Before: store.Cutoffs{Contacts: before.Contacts}}
	err := e.read(ctx, store.ErasureFindsContacts, func(entry journal.Entry) {
		if connect.Kind(entry.Kind) != connect.KindContact || !sieve.Passes(entry.Data) {
			return
		}
		if fact, is := factOf(entry); is && rules.Fate(&fact, entry.Received, true) == erasure.Expired {
			old.Set(uint(entry.Seq))
		}
	})
	if err != nil {
		return err
	}
	past, spared, err := e.s.astride(ctx, before.Contacts, old)
	if err != nil {
		return fmt.Errorf("look for contacts on both sides of the limit: %w", err)
	}
	if len(past) > 0 {
		e.state.Past = e.state.Past.With(past...)
	}
	if len(spared) > 0 {
		e.state.Spared = (*erasure.Contacts)(nil).With(spared...)
	}
	e.result.Contacts, err = e.s.countBefore(ctx, before.Contacts)
	return err
}

// astride lists the contacts that have an older version on the other side of the limit than the newest is: those that go with
// it, and those that stay.
func (s *Store) astride(ctx context.Context, limit connect.Millis, old *bitset.BitSet) (past, spared []erasure.Contact, err error) {
	if err := s.projectTo(ctx, s.journal.Last()); err != nil {
		return nil, nil, err
	}
	s.gate.RLock()
	defer s.gate.RUnlock()
	rows, err := s.db.pool.QueryContext(ctx, statement("versions_beside"))
	if err != nil {
		return nil, nil, err
	}
	err = eachRow(rows, "versions_beside", func(row *sql.Rows) error {
		var id engine.UUID
		var text sql.NullString
		var instance int32
		var initiation, seq int64
		if err := row.Scan(&id, &text, &instance, &initiation, &seq); err != nil {
			return err
		}
		goes := connect.Millis(initiation) < limit
		if goes == old.Test(uint(seq)) {
			return nil
		}
		if !text.Valid {
			text.String = uuidText(id)
		}
		contact := erasure.Contact{InstanceARN: s.words.text(instance), ContactID: connect.ContactID(text.String)}
		if goes {
			past = append(past, contact)
		} else {
			spared = append(spared, contact)
		}
		return nil
	})
	return past, spared, err
}

// countBefore is how many contacts were initiated before a moment.
func (s *Store) countBefore(ctx context.Context, limit connect.Millis) (n int64, err error) {
	s.gate.RLock()
	defer s.gate.RUnlock()
	err = s.db.pool.QueryRowContext(ctx, statement("contacts_before"), int64(limit)).Scan(&n)
	return n, err
}
