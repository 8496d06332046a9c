package api

import (
	"context"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/export"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/store"
)

// intervalColumn is a column of exported intervals.
type intervalColumn struct {
	export.Column
	value func(*store.AgentInterval) export.Value
}

// exportIntervals prepares the export of what agents did when, in order of time.
func (s *server) exportIntervals(ctx context.Context, e *exported) error {
	in := e.request.AgentIntervals
	zone, err := s.zone(in.Zone)
	if err != nil {
		return err
	}
	where, err := metric.ParseWhere(in.Where)
	if err != nil {
		return err
	}
	where = spelled(where)
	days, calendar, err := s.days(ctx, zone, where)
	if err != nil {
		return err
	}
	from, to, err := s.span(in.From, in.To, in.Range, days, calendar)
	if err != nil {
		return err
	}
	e.question = question{
		selection: selection{from: from, to: to, zone: zone, timeField: "overlap", where: where, scope: viewer(ctx)},
		what:      "agent_intervals",
	}
	q := store.AgentIntervalQuery{Scope: viewer(ctx), From: from, To: to, Where: where}
	for _, kind := range in.Kinds {
		q.Kinds = append(q.Kinds, store.IntervalKind(kind))
	}
	columns := intervalColumns()
	for _, column := range columns {
		e.columns = append(e.columns, column.Column)
	}
	e.fill = func(ctx context.Context, begin func(int64, uint64) error, row func([]export.Value) error) error {
		values := make([]export.Value, len(columns))
		return s.Store.ReadAgentIntervals(ctx, q,
			func(read store.IntervalRead) error { return begin(read.Intervals, read.Projected) },
			func(i *store.AgentInterval) error {
				for k := range columns {
					values[k] = columns[k].value(i)
				}
				return row(values)
			})
	}
	return nil
}

// intervalTable gathers the columns of exported intervals.
type intervalTable struct{ columns []intervalColumn }

func (t *intervalTable) add(name string, kind export.Kind, value func(*store.AgentInterval) export.Value) {
	t.columns = append(t.columns, intervalColumn{export.Column{Name: name, Kind: kind}, value})
}

func (t *intervalTable) text(name string, value func(*store.AgentInterval) string) {
	t.add(name, export.Text, func(i *store.AgentInterval) export.Value { return export.OfText(value(i)) })
}

func (t *intervalTable) flag(name string, value func(*store.AgentInterval) bool) {
	t.add(name, export.Flag, func(i *store.AgentInterval) export.Value { return export.OfFlag(value(i)) })
}

func (t *intervalTable) moment(name string, value func(*store.AgentInterval) connect.Millis) {
	of := func(i *store.AgentInterval) export.Value {
		if at := value(i); at != 0 {
			return export.OfMoment(int64(at))
		}
		return export.Value{}
	}
	t.add(name, export.Moment, of)
	t.add(name+"_utc", export.MomentUTC, of)
}

// named adds a dimension by its name and its ARN.
func (t *intervalTable) named(d metric.Dimension, value func(*store.AgentInterval) (arn, name string)) {
	t.text(string(d), func(i *store.AgentInterval) string {
		arn, name := value(i)
		return label(d, arn, name)
	})
	t.text(string(d)+"_arn", func(i *store.AgentInterval) string {
		arn, _ := value(i)
		return arn
	})
}

// intervalColumns are the columns of exported intervals.
func intervalColumns() []intervalColumn {
	t := new(intervalTable)
	t.text("kind", func(i *store.AgentInterval) string { return string(i.Kind) })
	t.named(metric.Agent, func(i *store.AgentInterval) (arn, name string) { return i.AgentARN, i.AgentName })
	t.moment("start", func(i *store.AgentInterval) connect.Millis { return i.Start })
	t.moment("end", func(i *store.AgentInterval) connect.Millis { return i.End })
	t.add("duration_seconds", export.Seconds, func(i *store.AgentInterval) export.Value {
		return export.OfDecimal(float64(i.End-i.Start) / 1000)
	})
	t.flag("open", func(i *store.AgentInterval) bool { return i.Open })
	t.text("status", func(i *store.AgentInterval) string { return i.StatusName })
	t.text("status_type", func(i *store.AgentInterval) string { return i.StatusType })
	t.text("class", func(i *store.AgentInterval) string { return i.Class })
	t.flag("error", func(i *store.AgentInterval) bool { return i.Error })
	t.text("contact_id", func(i *store.AgentInterval) string { return string(i.ContactID) })
	t.text("state", func(i *store.AgentInterval) string { return i.State })
	t.text("next", func(i *store.AgentInterval) string { return i.Next })
	t.text("channel", func(i *store.AgentInterval) string { return i.Channel })
	t.text("initiation_method", func(i *store.AgentInterval) string { return i.InitiationMethod })
	t.named(metric.Queue, func(i *store.AgentInterval) (arn, name string) { return i.QueueARN, i.QueueName })
	t.moment("login", func(i *store.AgentInterval) connect.Millis { return i.Login })
	t.moment("logout", func(i *store.AgentInterval) connect.Millis { return i.Logout })
	t.flag("missing", func(i *store.AgentInterval) bool { return i.Missing })
	t.named(metric.RoutingProfile, func(i *store.AgentInterval) (arn, name string) { return i.RoutingProfileARN, i.RoutingProfileName })
	for level, d := range []metric.Dimension{
		metric.HierarchyLevel1, metric.HierarchyLevel2, metric.HierarchyLevel3, metric.HierarchyLevel4, metric.HierarchyLevel5,
	} {
		t.named(d, func(i *store.AgentInterval) (arn, name string) {
			return i.Hierarchy[level].ARN, i.Hierarchy[level].Name
		})
	}
	t.text("instance_arn", func(i *store.AgentInterval) string { return i.InstanceARN })
	return t.columns
}
