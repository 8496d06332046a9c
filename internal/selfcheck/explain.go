package selfcheck

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/connect/types"

	"github.com/ringside/ringside/internal/ingest"
	"github.com/ringside/ringside/internal/store"
)

// Sink takes what was restored; *ingest.Pipeline is one.
type Sink interface {
	Append(ctx context.Context, batch ingest.Batch) (store.Receipt, error)
}

// mostRestored is how many contacts one check of a day restores: a quarter of an hour at a request a second. When more are missing the
// stream is broken, and whoever mends that has better ways to bring records.
const mostRestored = 900

// explain finds the causes of the differences of one interval, and restores what is missing.
func (d *daily) explain(ctx context.Context, of []*Difference) error {
	var queues []string
	for _, row := range of {
		queues = append(queues, row.Queue)
	}
	from, to := of[0].Start, of[0].End
	there, err := d.theirs.contacts(ctx, queues, from, to)
	if err != nil {
		return err
	}
	here, err := d.ours.contacts(ctx, queues, from, to)
	if err != nil {
		return err
	}
	var all []*lacking
	for _, row := range of {
		for _, id := range there[row.Queue] {
			if _, have := here[row.Queue][id]; !have {
				all = append(all, &lacking{row: row, id: id})
			}
		}
		for id := range here[row.Queue] {
			if !slices.Contains(there[row.Queue], id) {
				row.add(OnlyHere, id, false)
			}
		}
	}
	return d.restore(ctx, all)
}

// lacking is a contact that Amazon Connect has in a place, and we do not.
type lacking struct {
	row     *Difference
	id      string
	known   bool // we count it elsewhere
	told    *types.Contact
	receipt store.Receipt
}

// restore writes what DescribeContact tells of contacts, and notes what became of each.
func (d *daily) restore(ctx context.Context, all []*lacking) error {
	for _, l := range all {
		found, known, err := d.ours.find(ctx, l.id)
		if err != nil {
			return err
		}
		if l.known = known; known && l.row.has(found) {
			l.row.add(Late, l.id, false)
			continue
		}
		if d.left == 0 {
			l.note(known, false)
			continue
		}
		if l.told, err = d.theirs.describe(ctx, l.id); err != nil {
			return err
		}
		stale := known && l.told != nil && int64(found.Contact.LastUpdate) >= l.told.LastUpdateTimestamp.Truncate(time.Second).UnixMilli()
		if l.told == nil || stale {
			l.note(known, false)
			continue
		}
		d.left--
		if l.receipt, err = d.write(ctx, l.told, ""); err != nil {
			return err
		}
	}
	for _, l := range all {
		if l.receipt == nil {
			continue
		}
		if err := d.confirm(ctx, l); err != nil {
			return err
		}
	}
	return nil
}

// has reports whether a contact is counted in the difference's place.
func (d *Difference) has(c store.ContactDetail) bool {
	ended := c.Contact.Disconnect.Time()
	return c.Contact.Queue.ARN == d.Queue && !ended.Before(d.Start) && ended.Before(d.End)
}

func (l *lacking) note(known, restored bool) {
	kind := Missing
	if known {
		kind = Elsewhere
	}
	l.row.add(kind, l.id, restored)
}

// confirm waits until a restored contact is seen.
func (d *daily) confirm(ctx context.Context, l *lacking) error {
	if _, err := l.receipt.Wait(ctx); err != nil {
		return fmt.Errorf("wait for a restored contact: %w", err)
	}
	_, there, err := d.ours.find(ctx, l.id)
	if err != nil {
		return err
	}
	if !there {
		l.row.add(Erased, l.id, false)
		return nil
	}
	d.report.Restored++
	l.note(l.known, true)
	return nil
}

// link gives restored contacts the one that they went on to, where that says so: DescribeContact tells of quick connects alone, and
// without it a request for a callback would count as abandoned. It is done when all are restored, as either may have been lost.
func (d *daily) link(ctx context.Context) error {
	for _, row := range d.report.Differences {
		for _, cause := range row.Causes {
			if cause.Restored == 0 {
				continue
			}
			for _, id := range cause.IDs {
				if err := d.linkOne(ctx, id); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (d *daily) linkOne(ctx context.Context, id string) error {
	found, there, err := d.ours.find(ctx, id)
	if err != nil || !there || found.Source != Source || found.Contact.NextContactID != "" {
		return err
	}
	next := slices.IndexFunc(found.Chain, func(c store.ChainContact) bool { return string(c.Record.PreviousContactID) == id })
	if next < 0 {
		return nil
	}
	told, err := d.theirs.describe(ctx, id)
	if err != nil || told == nil {
		return err
	}
	receipt, err := d.write(ctx, told, string(found.Chain[next].ContactID))
	if err != nil {
		return err
	}
	_, err = receipt.Wait(ctx)
	return err
}

func (d *daily) write(ctx context.Context, c *types.Contact, next string) (store.Receipt, error) {
	text, err := record(d.order.Instance, c, d.names, next)
	if err != nil {
		return nil, fmt.Errorf("restore contact: %w", err)
	}
	receipt, err := d.sink.Append(ctx, ingest.Batch{Source: Source, Received: d.now(), Records: [][]byte{text}})
	if err != nil {
		return nil, fmt.Errorf("restore contact: %w", err)
	}
	return receipt, nil
}

// settle compares the differences with our figures at the end, and explains what no contact does.
func (d *daily) settle(ctx context.Context) error {
	now, contacts, outside, err := d.ours.figures(ctx)
	if err != nil {
		return err
	}
	d.report.Contacts, d.report.Outside = contacts, outside
	for i := range d.report.Differences {
		row := &d.report.Differences[i]
		interval, _ := slices.BinarySearch(d.ours.edges, row.Start.UnixMilli())
		row.again(now.at(place{row.Queue, interval}, d.ours.metrics))
		if err := d.judge(ctx, row); err != nil {
			return err
		}
	}
	return nil
}

// judge gives a difference the causes that lie in no contact that one side lacks.
func (d *daily) judge(ctx context.Context, row *Difference) error {
	if row.Settled && len(row.Causes) > 0 {
		return nil
	}
	all, err := d.ours.contacts(ctx, []string{row.Queue}, row.Start, row.End)
	if err != nil {
		return err
	}
	if row.Settled {
		return d.findLate(ctx, row, all[row.Queue])
	}
	callbacks := ""
	for id, c := range all[row.Queue] {
		if c.restored && row.only(func(m compared) bool { return m.partial }) {
			row.add(Partial, id, false)
		}
		if c.callback {
			callbacks = id
		}
	}
	switch {
	case row.explains(Partial), row.explains(Erased), row.explains(OnlyHere), row.unrestored():
	case callbacks != "" && row.only(func(m compared) bool { return m.waits }):
		row.add(Definition, "", false)
	default:
		row.add(Unexplained, "", false)
	}
	return nil
}

// findLate names what came after the check began, of a difference that has gone by itself.
func (d *daily) findLate(ctx context.Context, row *Difference, ids map[string]held) error {
	for id := range ids {
		found, there, err := d.ours.find(ctx, id)
		if err != nil {
			return err
		}
		if there && found.ReceivedAt.After(d.report.Begun) {
			row.add(Late, id, false)
		}
	}
	if len(row.Causes) == 0 {
		row.add(Late, "", false)
	}
	return nil
}

func (d *Difference) explains(kind Kind) bool {
	return slices.ContainsFunc(d.Causes, func(c Cause) bool { return c.Kind == kind })
}

// unrestored reports whether a contact is known to be counted by one side alone, and stays so.
func (d *Difference) unrestored() bool {
	return slices.ContainsFunc(d.Causes, func(c Cause) bool { return (c.Kind == Missing || c.Kind == Elsewhere) && c.Restored < c.Contacts })
}

// only reports whether all figures that still differ are of some metrics.
func (d *Difference) only(of func(compared) bool) bool {
	for _, pair := range d.Figures {
		m := chosen[slices.IndexFunc(chosen, func(m compared) bool { return m.spec == pair.Metric })]
		if !same(figure(pair.After), figure(pair.Theirs)) && !of(m) {
			return false
		}
	}
	return true
}
