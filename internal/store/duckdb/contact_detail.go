package duckdb

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/journal"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// Contact returns one contact with the record as it arrived, which is read from the journal.
func (s *Store) Contact(ctx context.Context, ref store.ContactRef) (store.ContactDetail, error) {
	var detail store.ContactDetail
	var row listed
	var chain []listed
	err := s.read(ctx, func(r *reading) error {
		found, err := r.findContact(ctx, ref)
		if err != nil {
			return err
		}
		row = found
		versions, err := r.versions(ctx, found)
		if err != nil {
			return err
		}
		detail.Versions = int64(len(versions))
		chain, detail.ChainTotal, err = r.chain(ctx, found, r.sight(ref.Scope))
		return err
	})
	if err != nil {
		return store.ContactDetail{}, fmt.Errorf("contact: %w", err)
	}
	got, err := s.kept(row.seq)
	if err != nil {
		return store.ContactDetail{}, fmt.Errorf("contact: %w", err)
	}
	detail.Contact = row.contact()
	if got != nil {
		detail.Contact, detail.Raw = *got.fact.Contact, got.fact.Raw
		detail.ReceivedAt, detail.Source, detail.Lean = got.entry.Received, got.entry.Source, isLean(got.entry.Note)
	}
	if detail.Chain, err = s.chainRecords(chain); err != nil {
		return store.ContactDetail{}, fmt.Errorf("contact: %w", err)
	}
	return detail, nil
}

// keptRecord is a contact record as the journal has it.
type keptRecord struct {
	entry journal.Entry
	fact  connect.Fact // its Contact is never nil
}

// kept reads a contact record from the journal, nil when it is damaged or gone.
func (s *Store) kept(seq uint64) (*keptRecord, error) {
	entry, err := s.entryOf(seq)
	if lost(err) {
		s.log.Error("record of a contact cannot be read; only what the projection has of it is shown", "seq", seq, "error", err)
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("record %d: %w", seq, err)
	}
	fact := connect.Decode(entry.Data)
	if fact.Contact == nil {
		return nil, fmt.Errorf("record %d is no contact record: %s", seq, fact.Reason)
	}
	return &keptRecord{entry, fact}, nil
}

// lost reports whether an error of the journal says that an entry is gone, and not that it cannot be read now.
func lost(err error) bool {
	return errors.Is(err, journal.ErrDamaged) || errors.Is(err, journal.ErrNotFound) || errors.Is(err, fs.ErrNotExist)
}

// contact is what the row says of the record.
func (l *listed) contact() connect.Contact {
	return connect.Contact{
		InstanceARN: l.InstanceARN, ContactID: l.ContactID, Channel: l.Channel, InitiationMethod: l.InitiationMethod,
		DisconnectReason: l.DisconnectReason, Initiation: l.Initiation, LastUpdate: l.lastUpdate, Disconnect: l.Disconnect,
		CustomerAddress: l.CustomerAddress,
		Queue:           connect.ContactQueue{ARN: l.QueueARN, Name: l.QueueName, Duration: l.QueueSeconds},
		Agent: connect.ContactAgent{
			ARN: l.AgentARN, Username: l.AgentName, AgentInteractionDuration: l.TalkSeconds,
			CustomerHoldDuration: l.HoldSeconds, AfterContactWorkDuration: l.ACWSeconds,
		},
	}
}

// findContact finds the newest contact with that id; the initiation, when it is given and right, makes it faster.
func (r *reading) findContact(ctx context.Context, ref store.ContactRef) (listed, error) {
	id, _ := identity(string(ref.ContactID))
	where := "where id = cast($1 as uuid)"
	if ref.InstanceARN != "" {
		instance := metric.Filter{Dimension: metric.Instance, Values: []string{ref.InstanceARN}}
		where += " and " + wordsSQL(instance, r.wordsOf(instance))
	}
	conditions := []string{where}
	if ref.Initiation != 0 {
		hint := fmt.Sprintf(" and init_ms = %d", ref.Initiation)
		conditions = []string{where + hint, where}
	}
	by := r.sight(ref.Scope)
	for _, condition := range conditions {
		found, _, err := r.seen(ctx, by, condition+"\norder by last_update_ms desc", uuidText(id))
		if err != nil {
			return listed{}, err
		}
		if len(found) > 0 {
			return found[0], nil
		}
	}
	return listed{}, store.ErrNotFound
}
