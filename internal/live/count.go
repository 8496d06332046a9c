package live

import (
	"slices"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// Snapshot counts the board as of now. An agent who is silent for longer than staleAfter stays in the counts, is counted
// as stale as well, and no longer holds the contacts that rang there. Version, Epoch and Sequence are left to the hub.
func (b *Board) Snapshot(now time.Time, staleAfter time.Duration) Snapshot {
	return b.Within(now, staleAfter, metric.Everything(), Choice{})
}

// Within is Snapshot as a scope sees it, with the waiting contacts that fit the choice; the agents are all that the scope sees.
func (b *Board) Within(now time.Time, staleAfter time.Duration, scope metric.Scope, choice Choice) Snapshot {
	return b.count(now, staleAfter, scope, choice).snapshot(b, now).within(scope)
}

// count counts the instances whole of which a scope sees some.
func (b *Board) count(now time.Time, staleAfter time.Duration, scope metric.Scope, choice Choice) *counting {
	b.catchUp(now)
	agents := b.tallied(connect.MillisOf(now), connect.Millis(staleAfter.Milliseconds()))
	if !scope.OfInstances() {
		agents = b.talliedWithin(agents, scope, connect.MillisOf(now))
		choice.sees = agents.seesQueue(scope)
	}
	count := &counting{
		choice: choice, now: connect.MillisOf(now), agents: agents,
		instances: map[string]*instanceCount{}, queues: map[string]*QueueState{}, balances: map[Place]*balance{},
	}
	for key, arn := range b.instances {
		count.instance(key).arn = arn
	}
	for key, totals := range agents.totals {
		count.instance(key).totals = *totals
	}
	for arn, q := range agents.queues {
		count.queue(arn).AgentCounts = q.AgentCounts
	}
	count.readings(b, choice)
	for key, c := range b.open {
		if b.fits(key, c, choice) {
			count.contact(b, key, c)
		}
	}
	if len(count.balances) > 0 {
		for key, c := range b.recent {
			if balance := count.balances[Place{b.queueOf(key, c), c.channel.value}]; balance != nil && b.fits(key, c, choice) {
				balance.see(c, nowhere)
			}
		}
		count.settle()
	}
	return count
}

// readings makes ready the places of the choice of which there is a reading to build upon.
func (n *counting) readings(b *Board, choice Choice) {
	for place, read := range b.read {
		if read.usable(n.now) && b.chosen(place.Queue, place.Channel, connect.InstanceKey(place.Queue), choice) {
			n.balances[place] = &balance{placeRead: read, now: n.now}
		}
	}
}

// settle counts those places.
func (n *counting) settle() {
	for place, balance := range n.balances {
		of := n.instance(connect.InstanceKey(place.Queue))
		of.read = true
		waiting, oldest := balance.waiting()
		if waiting.Total == 0 {
			continue
		}
		q := n.queue(place.Queue)
		for _, w := range of.places(q, place.Channel) {
			w.join(waiting)
		}
		of.oldest = earlier(of.oldest, oldest)
		balance.list(q, place.Channel, waiting, oldest)
	}
	n.estimates()
}

// estimates gives the queues that have a row what Amazon Connect estimates of them.
func (n *counting) estimates() {
	for place, balance := range n.balances {
		q := n.queues[place.Queue]
		if q == nil || !balance.Estimate.Valid || n.now-balance.at > estimateHolds {
			continue
		}
		if q.EstimatedWaits == nil {
			q.EstimatedWaits = map[string]int64{}
		}
		q.EstimatedWaits[place.Channel] = balance.Estimate.Value
	}
}

// fits reports whether a waiting contact is one of the chosen.
func (b *Board) fits(key contactKey, c *contact, choice Choice) bool {
	return b.chosen(b.queueOf(key, c), c.channel.value, key.instance, choice)
}

// chosen reports whether what waits in a queue and channel of an instance is chosen.
func (b *Board) chosen(queue, channel, instance string, choice Choice) bool {
	if choice.sees != nil && !choice.sees(queue) {
		return false
	}
	if len(choice.Queues) > 0 && !slices.ContainsFunc(choice.Queues, func(value string) bool {
		named := b.names[queue]
		return value == queue || value == connect.ResourceID(queue) || (named != nil && value == named.value)
	}) {
		return false
	}
	if len(choice.Instances) > 0 && !slices.ContainsFunc(choice.Instances, func(value string) bool {
		return connect.InstanceKey(value) == instance
	}) {
		return false
	}
	return len(choice.Channels) == 0 || slices.Contains(choice.Channels, channel)
}

// counting is a snapshot in the making.
type counting struct {
	choice    Choice // with what the scope sees
	now       connect.Millis
	instances map[string]*instanceCount // by key
	queues    map[string]*QueueState
	agents    *tally
	balances  map[Place]*balance
}

// counts is what one agent adds to every group.
func (s agentState) counts() AgentCounts {
	counts := AgentCounts{
		AgentsOnline: one(s.online()), AgentsStaffed: one(s.routable()), AgentsAvailable: one(s.available()),
		AgentsOnContact: one(s.onContact()), AgentsNonProductive: one(s.online() && !s.routable()), AgentsError: one(s.failing()),
		SlotsAvailable: s.freeSlots(),
	}
	for _, c := range s.contacts {
		if c.engages() {
			counts.add(c.counts())
		}
	}
	return counts
}

// counts is what a contact that engages its agent adds.
func (c agentContact) counts() AgentCounts {
	return AgentCounts{AfterContactWork: one(c.state == "ENDED"), SlotsActive: 1}
}

func (c *AgentCounts) add(more AgentCounts) {
	c.AgentsOnline += more.AgentsOnline
	c.AgentsStaffed += more.AgentsStaffed
	c.AgentsAvailable += more.AgentsAvailable
	c.AgentsOnContact += more.AgentsOnContact
	c.AgentsNonProductive += more.AgentsNonProductive
	c.AgentsError += more.AgentsError
	c.AfterContactWork += more.AfterContactWork
	c.SlotsActive += more.SlotsActive
	c.SlotsAvailable += more.SlotsAvailable
}

// times is the counts so many times; -1 takes them away.
func (c AgentCounts) times(n int64) AgentCounts {
	return AgentCounts{
		AgentsOnline: n * c.AgentsOnline, AgentsStaffed: n * c.AgentsStaffed, AgentsAvailable: n * c.AgentsAvailable,
		AgentsOnContact: n * c.AgentsOnContact, AgentsNonProductive: n * c.AgentsNonProductive, AgentsError: n * c.AgentsError,
		AfterContactWork: n * c.AfterContactWork, SlotsActive: n * c.SlotsActive, SlotsAvailable: n * c.SlotsAvailable,
	}
}

func (n *counting) contact(b *Board, key contactKey, c *contact) {
	in, balance := n.believed(b, key, c)
	if balance != nil {
		balance.see(c, in)
		return
	}
	if in == nowhere {
		return
	}
	of := n.instance(key.instance)
	q := n.row(of, b.queueOf(key, c))
	for _, w := range of.places(q, c.channel.value) {
		w.join(Waiting{InQueue: one(in == atQueue), Scheduled: one(in == inDelay), Total: 1})
	}
	if in == atQueue {
		of.oldest = earlier(of.oldest, c.enqueued)
	}
	of.guessed = true
	q.addWait(in, c)
}

// row is where what waits in a queue counts; what is in no known queue has a row of its instance's own.
func (n *counting) row(of *instanceCount, arn string) *QueueState {
	if arn != "" {
		return n.queue(arn)
	}
	if of.withoutQueue == nil {
		of.withoutQueue = &QueueState{}
	}
	return of.withoutQueue
}

func (n *counting) queue(arn string) *QueueState {
	q := n.queues[arn]
	if q == nil {
		q = &QueueState{}
		n.queues[arn] = q
	}
	return q
}

func (n *counting) snapshot(b *Board, now time.Time) Snapshot {
	n.agents.given = true
	s := Snapshot{
		AsOf: now.UTC(), Instances: make(map[string]InstanceState, len(n.instances)), Queues: make(map[string]QueueState, len(n.queues)+1),
		Profiles: groupStates(n.agents.profiles), Hierarchy: groupStates(n.agents.hierarchy), Agents: n.agents.roster,
	}
	for arn, q := range n.queues {
		q.Name = connect.ResourceID(arn)
		if known := b.names[arn]; known != nil {
			q.Name = known.value
		}
		s.Queues[arn] = *q
	}
	for key, of := range n.instances {
		s.Instances[key] = of.state()
	}
	s.sum()
	return s
}

func groupStates(groups map[string]*groupCount) map[string]GroupState {
	states := make(map[string]GroupState, len(groups))
	for arn, g := range groups {
		state := g.GroupState
		if state.Name = g.named.value; state.Name == "" {
			state.Name = connect.ResourceID(arn)
		}
		states[arn] = state
	}
	return states
}

// queueOf is a contact's queue; for a callback that is not queued yet, that of the contact in which it was asked for.
func (b *Board) queueOf(key contactKey, c *contact) string {
	if c.queue.value != "" {
		return c.queue.value
	}
	if before := b.contacts[contactKey{instance: key.instance, id: c.previous.value}]; before != nil {
		return before.queue.value
	}
	return ""
}

func moment(m connect.Millis) *time.Time {
	if m == 0 {
		return nil
	}
	t := m.Time()
	return &t
}

func one(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
