package duckdb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"strconv"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/journal"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// maxChain is how many contacts of one journey are listed; a call that is handed on more often is not one.
const maxChain = 200

// Contact returns one contact with the record as it arrived, which is read from the journal.
func (s *Store) Contact(ctx context.Context, ref store.ContactRef) (store.ContactDetail, error) {
	if !ref.Scope.SeesEverything() {
		return store.ContactDetail{}, store.ErrNotFound
	}
	var detail store.ContactDetail
	var row listed
	err := s.read(ctx, func(r *reading) error {
		found, err := r.findContact(ctx, ref)
		if err != nil {
			return err
		}
		row = found
		text := statement("contact_versions_count")
		if err := r.tx.QueryRowContext(ctx, text, uuidText(found.id), found.instance).Scan(&detail.Versions); err != nil {
			return err
		}
		detail.Chain, err = r.chain(ctx, found)
		return err
	})
	if err != nil {
		return store.ContactDetail{}, fmt.Errorf("contact: %w", err)
	}
	entry, err := s.journal.Get(row.seq)
	if lost(err) {
		s.log.Error("record of a contact cannot be read; only what the projection has of it is shown", "seq", row.seq, "error", err)
		detail.Contact = row.contact()
		return detail, nil
	}
	if err != nil {
		return store.ContactDetail{}, fmt.Errorf("contact: record %d: %w", row.seq, err)
	}
	fact := connect.Decode(entry.Data)
	if fact.Contact == nil {
		return store.ContactDetail{}, fmt.Errorf("contact: record %d is no contact record: %s", row.seq, fact.Reason)
	}
	detail.Contact, detail.Raw = *fact.Contact, fact.Raw
	detail.ReceivedAt, detail.Source = entry.Received, entry.Source
	return detail, nil
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
	where := "\nwhere id = cast($1 as uuid)"
	if ref.InstanceARN != "" {
		filter := metric.Filter{Dimension: metric.Instance, Values: []string{ref.InstanceARN}}
		where += " and " + wordsSQL(filter, r.wordsOf(filter))
	}
	conditions := []string{where}
	if ref.Initiation != 0 {
		hint := " and init_ms = " + strconv.FormatInt(int64(ref.Initiation), 10)
		conditions = []string{where + hint, where}
	}
	for _, condition := range conditions {
		text := selectRows + condition + "\norder by last_update_ms desc\nlimit 1"
		found, err := r.rows(ctx, text, uuidText(id))
		if err != nil {
			return listed{}, err
		}
		if len(found) > 0 {
			return found[0], nil
		}
	}
	return listed{}, store.ErrNotFound
}

// chain lists the contacts of the same journey: those with the same first contact, in order of time.
func (r *reading) chain(ctx context.Context, of listed) ([]store.ContactRow, error) {
	root := of.id
	if of.initial != nil {
		root = *of.initial
	}
	text := selectRows + "\nwhere (id = cast($1 as uuid) or initial_id = cast($1 as uuid)) and instance = $2\norder by init_ms, id\nlimit " +
		strconv.Itoa(maxChain)
	found, err := r.rows(ctx, text, uuidText(root), of.instance)
	if err != nil {
		return nil, err
	}
	chain := make([]store.ContactRow, len(found))
	for i := range found {
		chain[i] = found[i].ContactRow
	}
	return chain, nil
}

func (r *reading) rows(ctx context.Context, text string, args ...any) ([]listed, error) {
	var all []listed
	err := r.each(ctx, "contacts", text, args, func(rows *sql.Rows) error {
		row, err := r.listedRow(rows)
		all = append(all, row)
		return err
	})
	return all, err
}
