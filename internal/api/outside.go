package api

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// quiet is for how long records may stay away without a word: a call takes its time, and so does a delivery.
const quiet = time.Hour

// outside refuses a range in which nothing can have happened yet, or that ends before the first contact, and notes how much of
// it lies before that contact, or after what has arrived of the records that the metrics are made of: its zeros may mean nothing
// then. Agents may have been online before, so that what is asked of them is answered.
func (s *server) outside(ctx context.Context, q metric.Query) ([]QueryNote, error) {
	now := s.Clock.Now()
	end := earlierOf(q.To, now)
	// What is known only ever begins earlier and ends later: most ranges need no look.
	kinds := kindsOf(q.Metrics)
	far := slices.ContainsFunc(kinds, func(kind connect.Kind) bool { return tooFar(q.From, end, s.arrived(kind)) })
	if known := s.oldest.Load(); known != 0 && !slices.ContainsFunc(q.Where, ofInstance) && q.From.UnixMilli() >= known && !q.From.After(now) && !far {
		return nil, nil
	}
	status, err := s.Store.Status(ctx)
	if err != nil {
		return nil, err
	}
	text := func(at time.Time) string { return at.In(q.Zone).Format(time.RFC3339) }
	oldest, latest := status.OldestInitiation, status.NewestInitiation
	switch {
	case q.From.After(now) && q.From.After(latest):
		return nil, fmt.Errorf("%w: it begins in the future: now it is %s; ask for a range that begins before", metric.ErrRange, text(now))
	case oldest.IsZero():
		return nil, nil
	case !q.To.After(oldest) && ofContactsAlone(q.Metrics):
		return nil, fmt.Errorf("%w: it ends before the first contact; there are contacts from %s to %s, ask for a range of that time",
			metric.ErrRange, text(oldest), text(latest))
	}
	s.oldest.Store(oldest.UnixMilli())
	s.contactsUntil.Store(arrived(status.Sources, connect.KindContact).UnixMilli())
	s.eventsUntil.Store(arrived(status.Sources, connect.KindAgentEvent).UnixMilli())
	notes := beforeData(q.From, oldest, q.Zone)
	for _, kind := range kinds {
		notes = append(notes, afterData(q.From, end, kind, s.streams(status, q.Where), q.Zone)...)
	}
	return notes, nil
}

// tooFar reports whether a range that has run until end begins after the records, or goes on long after them.
func tooFar(from, end, newest time.Time) bool {
	return end.After(newest) && (!from.Before(newest) || end.Sub(newest) > quiet)
}

// arrived is until when the records of a kind have arrived, as far as it was looked up.
func (s *server) arrived(kind connect.Kind) time.Time {
	if kind == connect.KindAgentEvent {
		return time.UnixMilli(s.eventsUntil.Load())
	}
	return time.UnixMilli(s.contactsUntil.Load())
}

// kindsOf are the kinds of records that metrics are made of.
func kindsOf(specs []string) []connect.Kind {
	var kinds []connect.Kind
	add := func(needed bool, kind connect.Kind) {
		if needed && !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	for _, spec := range specs {
		m, err := metric.Find(spec)
		if err != nil {
			continue // the query itself refuses it
		}
		add(m.Source == metric.OfContacts, connect.KindContact)
		add(m.Source != metric.OfContacts || slices.ContainsFunc(m.Measures, metric.Measure.ByAgentEvents), connect.KindAgentEvent)
	}
	return kinds
}

func ofInstance(f metric.Filter) bool { return f.Dimension == metric.Instance }

// streams are the sources of what a question is about: where it is filtered by instance, each chosen one as if it had a
// stream of its own, since one that has fallen silent is not noticed among others of the same source.
func (s *server) streams(status store.Status, where []metric.Filter) []store.SourceStatus {
	if !slices.ContainsFunc(where, ofInstance) {
		return status.Sources
	}
	var chosen []store.SourceStatus
	for _, i := range status.Instances {
		left := slices.ContainsFunc(where, func(f metric.Filter) bool {
			return ofInstance(f) && f.Not == slices.Contains(s.Store.Resolve(f), i.ARN)
		})
		if !left {
			chosen = append(chosen, store.SourceStatus{Source: i.ARN, Kind: i.Kind, LastEvent: i.LastEvent})
		}
	}
	return chosen
}

// arrived is the newest moment for which all streams of a kind of records have delivered; the zero time without any. What was
// imported holds back nobody, unless there is nothing else.
func arrived(sources []store.SourceStatus, kind connect.Kind) time.Time {
	var streams, imports time.Time
	for _, source := range sources {
		newest := source.LastEvent.Time()
		switch {
		case source.Kind != kind || source.LastEvent == 0:
		case !source.Stream():
			if newest.After(imports) {
				imports = newest
			}
		case streams.IsZero() || newest.Before(streams):
			streams = newest
		}
	}
	if streams.IsZero() {
		return imports
	}
	return streams
}

// ofContactsAlone reports whether metrics can be told from contact records alone.
func ofContactsAlone(specs []string) bool {
	return !slices.ContainsFunc(specs, func(spec string) bool {
		m, err := metric.Find(spec)
		return err == nil && (m.Source != metric.OfContacts || slices.ContainsFunc(m.Measures, metric.Measure.ByAgentEvents))
	})
}

// beforeData notes that a range begins before the first contact.
func beforeData(from, oldest time.Time, zone *time.Location) []QueryNote {
	if oldest.IsZero() || !from.Before(oldest) {
		return nil
	}
	text := oldest.In(zone).Format(time.RFC3339)
	said := oldest.In(zone).Format("2006-01-02 15:04")
	return []QueryNote{{Kind: "before_data", DataFrom: text, Text: Text{
		KO: "첫 상담은 " + said + "에 시작되었습니다. 그 이전은 데이터가 없습니다.",
		EN: "The first contact began at " + said + "; nothing is known of the time before.",
	}}}
}

// afterData notes that a range which has run until end goes on after the records of a kind, or that there never were any.
func afterData(from, end time.Time, kind connect.Kind, sources []store.SourceStatus, zone *time.Location) []QueryNote {
	newest := arrived(sources, kind)
	what := Text{KO: "상담 기록은", EN: "contact records"}
	if kind == connect.KindAgentEvent {
		what = Text{KO: "상담사 이벤트는", EN: "agent events"}
		if newest.IsZero() && len(sources) > 0 {
			return []QueryNote{{Kind: "after_data", Text: Text{
				KO: "상담사 이벤트가 아직 수신되지 않았습니다. 상담사 시간 지표는 비어 있고, 상담사 수는 상담 기록으로만 집계됩니다.",
				EN: "No agent events have arrived yet: agents’ time is empty, and agents are counted by their contacts alone.",
			}}}
		}
	}
	if newest.IsZero() || !tooFar(from, end, newest) {
		return nil
	}
	until := newest.In(zone)
	said := until.Format("2006-01-02 15:04")
	return []QueryNote{{Kind: "after_data", DataUntil: until.Format(time.RFC3339), Text: Text{
		KO: what.KO + " " + said + "까지 수신되었습니다. 그 이후의 수치는 수집이 정상일 때만 맞으니 수집 상태를 확인하세요.",
		EN: "There are " + what.EN + " up to " + said + ". Figures of the time after it are right only if records still arrive: see Pipeline health.",
	}}}
}

// notes are those on contacts of a range.
func (f freshness) notes(from, to time.Time, zone *time.Location) []QueryNote {
	end := earlierOf(to, f.asOf)
	return slices.Concat(beforeData(from, f.oldest, zone), afterData(from, end, connect.KindContact, f.sources, zone), f.incomplete)
}
