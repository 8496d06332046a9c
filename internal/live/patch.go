package live

import "time"

// patch is the RFC 7396 merge patch that turns one snapshot into the next: only what changed, null for what is no longer
// there. It is nil when no figure changed; a later as_of alone is no change.
func patch(before, after Snapshot) map[string]any {
	d := difference{}
	d.object("totals", totalsPatch(before.Totals, after.Totals))
	d.object("instances", mapPatch(before.Instances, after.Instances, instancePatch))
	d.object("queues", mapPatch(before.Queues, after.Queues, queuePatch))
	d.object("channels", mapPatch(before.Channels, after.Channels, channelPatch))
	d.object("routing_profiles", mapPatch(before.Profiles, after.Profiles, groupPatch))
	d.object("hierarchy", mapPatch(before.Hierarchy, after.Hierarchy, groupPatch))
	d.object("agents", agentsPatch(before.Agents, after.Agents))
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

// named adds the patch of values by name; an object that has become empty is gone.
func named[T any](d difference, name string, before, after map[string]T, same func(T, T) bool) {
	if len(after) == 0 {
		if len(before) > 0 {
			d[name] = nil
		}
		return
	}
	inner := difference{}
	for key, now := range after {
		if was, known := before[key]; !known || !same(was, now) {
			inner[key] = now
		}
	}
	for key := range before {
		if _, still := after[key]; !still {
			inner[key] = nil
		}
	}
	d.object(name, inner)
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

func (d difference) agents(before, after AgentCounts) {
	put(d, "agents_online", before.AgentsOnline, after.AgentsOnline)
	put(d, "agents_staffed", before.AgentsStaffed, after.AgentsStaffed)
	put(d, "agents_available", before.AgentsAvailable, after.AgentsAvailable)
	put(d, "agents_on_contact", before.AgentsOnContact, after.AgentsOnContact)
	put(d, "agents_non_productive", before.AgentsNonProductive, after.AgentsNonProductive)
	put(d, "agents_error", before.AgentsError, after.AgentsError)
	put(d, "agents_after_contact_work", before.AfterContactWork, after.AfterContactWork)
	put(d, "slots_active", before.SlotsActive, after.SlotsActive)
	put(d, "slots_available", before.SlotsAvailable, after.SlotsAvailable)
}

func totalsPatch(before, after Totals) difference {
	d := difference{}
	d.waiting(before.Waiting, after.Waiting)
	d.moment("oldest_enqueued_at", before.OldestEnqueuedAt, after.OldestEnqueuedAt)
	d.agents(before.AgentCounts, after.AgentCounts)
	put(d, "agents_stale", before.AgentsStale, after.AgentsStale)
	return d
}

func queuePatch(before, after QueueState) difference {
	d := difference{}
	put(d, "name", before.Name, after.Name)
	d.waiting(before.Waiting, after.Waiting)
	d.moment("oldest_enqueued_at", before.OldestEnqueuedAt, after.OldestEnqueuedAt)
	put(d, "callbacks_in_queue", before.CallbacksInQueue, after.CallbacksInQueue)
	d.moment("oldest_scheduled_at", before.OldestScheduledAt, after.OldestScheduledAt)
	named(d, "oldest_by_channel", before.OldestByChannel, after.OldestByChannel, time.Time.Equal)
	named(d, "estimated_wait_seconds", before.EstimatedWaits, after.EstimatedWaits, func(a, b int64) bool { return a == b })
	d.agents(before.AgentCounts, after.AgentCounts)
	return d
}

func instancePatch(before, after InstanceState) difference {
	d := difference{}
	put(d, "arn", before.ARN, after.ARN)
	put(d, "source", before.Source, after.Source)
	put(d, "estimated", before.Estimated, after.Estimated)
	d.object("totals", totalsPatch(before.Totals, after.Totals))
	d.object("channels", mapPatch(before.Channels, after.Channels, channelPatch))
	switch was, now := before.WithoutQueue, after.WithoutQueue; {
	case now == nil && was != nil:
		d["without_queue"] = nil
	case now != nil && was == nil:
		d["without_queue"] = now
	case now != nil:
		d.object("without_queue", queuePatch(*was, *now))
	}
	return d
}

func groupPatch(before, after GroupState) difference {
	d := difference{}
	put(d, "name", before.Name, after.Name)
	d.agents(before.AgentCounts, after.AgentCounts)
	return d
}

// agentsPatch gives agents who changed whole: what an agent does changes in most members at once. An inner object that is
// gone needs no word, since null stands for it.
func agentsPatch(before, after map[string]*AgentState) difference {
	d := difference{}
	for arn, now := range after {
		if before[arn] != now {
			d[arn] = now
		}
	}
	for arn := range before {
		if after[arn] == nil {
			d[arn] = nil
		}
	}
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
