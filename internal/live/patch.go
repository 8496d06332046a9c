package live

import "time"

// patch is the RFC 7396 merge patch that turns one snapshot into the next: only what changed, null for what is no longer
// there. It is nil when no figure changed; a later as_of alone is no change.
func patch(before, after Snapshot) map[string]any {
	d := difference{}
	d.object("totals", totalsPatch(before.Totals, after.Totals))
	d.object("queues", mapPatch(before.Queues, after.Queues, queuePatch))
	d.object("channels", mapPatch(before.Channels, after.Channels, channelPatch))
	put(d, "source", before.Source, after.Source)
	put(d, "estimated", before.Estimated, after.Estimated)
	if len(d) == 0 {
		return nil
	}
	d["as_of"], d["sequence"] = after.AsOf, after.Sequence
	return d
}

// difference is a merge patch of one object.
type difference map[string]any

// put adds a member that changed.
func put[T comparable](d difference, name string, before, after T) {
	if before != after {
		d[name] = after
	}
}

// moment adds a time that changed; none is null.
func (d difference) moment(name string, before, after *time.Time) {
	switch {
	case after == nil && before != nil:
		d[name] = nil
	case after != nil && (before == nil || !before.Equal(*after)):
		d[name] = *after
	}
}

// object adds an inner object's patch unless it is empty.
func (d difference) object(name string, inner difference) {
	if len(inner) > 0 {
		d[name] = inner
	}
}

func (d difference) waiting(before, after Waiting) {
	put(d, "in_queue", before.InQueue, after.InQueue)
	put(d, "scheduled", before.Scheduled, after.Scheduled)
	put(d, "total", before.Total, after.Total)
}

func totalsPatch(before, after Totals) difference {
	d := difference{}
	d.waiting(before.Waiting, after.Waiting)
	d.moment("oldest_enqueued_at", before.OldestEnqueuedAt, after.OldestEnqueuedAt)
	put(d, "agents_online", before.AgentsOnline, after.AgentsOnline)
	put(d, "agents_available", before.AgentsAvailable, after.AgentsAvailable)
	put(d, "agents_on_contact", before.AgentsOnContact, after.AgentsOnContact)
	put(d, "agents_stale", before.AgentsStale, after.AgentsStale)
	return d
}

func queuePatch(before, after QueueState) difference {
	d := difference{}
	put(d, "name", before.Name, after.Name)
	d.waiting(before.Waiting, after.Waiting)
	d.moment("oldest_enqueued_at", before.OldestEnqueuedAt, after.OldestEnqueuedAt)
	put(d, "agents_online", before.AgentsOnline, after.AgentsOnline)
	put(d, "agents_available", before.AgentsAvailable, after.AgentsAvailable)
	put(d, "agents_on_contact", before.AgentsOnContact, after.AgentsOnContact)
	return d
}

func channelPatch(before, after ChannelState) difference {
	d := difference{}
	d.waiting(before.Waiting, after.Waiting)
	return d
}

// mapPatch is the patch of a map of objects: new ones whole, gone ones null.
func mapPatch[T any](before, after map[string]T, inner func(before, after T) difference) difference {
	d := difference{}
	for key, now := range after {
		was, known := before[key]
		if !known {
			d[key] = now
			continue
		}
		d.object(key, inner(was, now))
	}
	for key := range before {
		if _, still := after[key]; !still {
			d[key] = nil
		}
	}
	return d
}
