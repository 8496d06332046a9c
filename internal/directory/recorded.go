package directory

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/ringside/ringside/internal/connect"
)

// Saying is a name that contact records or agent events gave a thing, with the first and the last moment of which they did.
type Saying struct {
	ARN, Name   string
	First, Last time.Time
}

// sayingApart is by how much the last moment of a name may be older in the file than it is known to be: a name that goes on
// being used is no news, and its moment would be a write a record.
const sayingApart = time.Hour

// Recall takes in what records call the things of a kind: any part of it, in any order, as often as one likes.
func (d *Directory) Recall(ctx context.Context, kind Kind, said []Saying) error {
	news := d.unheard(said)
	if err := d.saveSayings(ctx, kind, news); err != nil {
		return fmt.Errorf("keep what records call each %s: %w", kind, err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, s := range news {
		d.hear(kind, s)
	}
	for _, s := range news {
		d.show(s.ARN)
	}
	return nil
}

// unheard are those that say something new, each with all that is known of its name.
func (d *Directory) unheard(said []Saying) (news []Saying) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	for _, s := range said {
		s.First, s.Last = s.First.UTC().Truncate(time.Millisecond), s.Last.UTC().Truncate(time.Millisecond)
		if s.ARN == "" || s.Name == "" || connect.IsAgentQueue(s.ARN) {
			continue
		}
		if known, is := d.said[s.ARN].find(s.Name); is {
			if !s.First.Before(known.First) && s.Last.Sub(known.Last) < sayingApart {
				continue
			}
			s = s.and(known)
		}
		news = append(news, s)
	}
	return news
}

// and is what two sayings of one name say together.
func (s Saying) and(other Saying) Saying {
	if other.First.Before(s.First) {
		s.First = other.First
	}
	if other.Last.After(s.Last) {
		s.Last = other.Last
	}
	return s
}

// recorded is what records call one thing.
type recorded struct {
	kind  Kind
	names []Saying // the one used last is last
}

func (r *recorded) find(name string) (Saying, bool) {
	if r == nil {
		return Saying{}, false
	}
	at := slices.IndexFunc(r.names, func(s Saying) bool { return s.Name == name })
	if at < 0 {
		return Saying{}, false
	}
	return r.names[at], true
}

// hear remembers a saying; needs the lock.
func (d *Directory) hear(kind Kind, s Saying) {
	r := d.said[s.ARN]
	if r == nil {
		r = &recorded{kind: kind}
		d.said[s.ARN] = r
	}
	if at := slices.IndexFunc(r.names, func(known Saying) bool { return known.Name == s.Name }); at >= 0 {
		r.names[at] = s.and(r.names[at])
	} else {
		r.names = append(r.names, s)
	}
	slices.SortFunc(r.names, func(a, b Saying) int { return cmp.Or(a.Last.Compare(b.Last), cmp.Compare(a.Name, b.Name)) })
}

// show works out what is told of a thing from both sources; needs the lock.
func (d *Directory) show(arn string) {
	known, said := d.entries[arn], d.said[arn]
	switch {
	case said == nil:
		d.shown[arn] = known
	case known == nil:
		first := said.names[0]
		e := Entry{ARN: arn, Instance: connect.InstanceARN(arn), Kind: said.kind, Called: Called{Name: first.Name}, Since: first.First, Recorded: true}
		d.shown[arn] = e.with(said.names[1:], first.Last)
	default:
		seen := d.listed[listing{known.Instance, known.Kind}]
		if !known.Gone.IsZero() {
			seen = known.Gone
		}
		d.shown[arn] = known.with(said.names, seen)
	}
}

// with is the entry with what records call the thing besides, in order of their last moment; seen is when it was last known
// under its present name. What Amazon Connect has listed it knows better than records do, which may repeat an old name for
// long: of these, records tell what a name is older than the first list, and a name that is newer than the last one.
func (e Entry) with(said []Saying, seen time.Time) *Entry {
	e.Former = slices.Clone(e.Former)
	for _, s := range said {
		at := slices.IndexFunc(e.Former, func(f Former) bool { return f.Name == s.Name })
		switch {
		case s.Name == e.Name:
			e.since(s.First)
		case e.Recorded && s.First.After(e.Since), !e.Recorded && s.First.After(seen) && e.Gone.IsZero():
			e.Former = append(e.Former, Former{e.Called, e.Since, s.First})
			e.Name, e.Since, seen = s.Name, s.First, s.Last
		case e.Recorded: // it was called so before, and is again
			e.Former = append(e.Former, Former{Called{Name: s.Name}, s.First, e.Since}, Former{e.Called, e.Since, seen})
			e.Name, e.Since, seen = s.Name, seen, s.Last
		case at < 0:
			e.Former = append(e.Former, Former{Called{Name: s.Name}, s.First, s.Last})
		case s.First.Before(e.Former[at].From):
			e.Former[at].From = s.First
		}
	}
	slices.SortStableFunc(e.Former, func(a, b Former) int { return a.From.Compare(b.From) })
	return &e
}

// since takes the present name for as old as records say.
func (e *Entry) since(first time.Time) {
	if !first.Before(e.Since) {
		return
	}
	for i := range e.Former {
		if f := &e.Former[i]; f.Name == e.Name { // it was called so before, too
			if first.Before(f.From) {
				f.From = first
			}
			return
		}
	}
	if len(e.Former) == 0 {
		e.Since = first
		return
	}
	if before := &e.Former[len(e.Former)-1]; first.After(before.From) {
		e.Since, before.To = first, first
	} else {
		e.Former, e.Since = append(e.Former, Former{e.Called, first, before.From}), before.To
	}
}
