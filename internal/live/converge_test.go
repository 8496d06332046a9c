package live

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
)

// TestAnyOrderAndNumberOfFactsGivesThePlainRecount delivers made-up days shuffled and with repetitions, forgetting and
// looking in between, and holds the board to a recount that sorts the day and walks through it once.
func TestAnyOrderAndNumberOfFactsGivesThePlainRecount(t *testing.T) {
	for seed := range uint64(60) {
		random := rand.New(rand.NewPCG(seed, 1))
		facts := madeUpDay(random)
		for _, seconds := range []int{600, 5000, 30_000} {
			want := recount(facts, seconds)
			for range 4 {
				b := NewBoard()
				for _, f := range delivered(random, facts) {
					b.Apply(f)
					if random.IntN(50) == 0 {
						b.Expire(at(seconds).Time())
					}
					if random.IntN(4) == 0 {
						shown(b, random.IntN(2*seconds))
					}
				}
				if diff := gocmp.Diff(want, digest(shown(b, seconds))); diff != "" {
					t.Fatalf("seed %d, %d s after noon (-recount +board):\n%s", seed, seconds, diff)
				}
			}
		}
	}
}

// delivered is the facts in any order, some of them twice or three times.
func delivered(random *rand.Rand, facts []connect.Fact) []connect.Fact {
	all := slices.Clone(facts)
	for range len(facts) / 3 {
		all = append(all, facts[random.IntN(len(facts))])
	}
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// madeUpDay is what 40 contacts and 6 agents leave behind, with holes.
func madeUpDay(random *rand.Rand) []connect.Fact {
	var facts []connect.Fact
	queues := []string{salesARN, helpARN, instance + "/queue/agent/kim"}
	for i := range 40 {
		id, start := fmt.Sprintf("c%02d", i), random.IntN(4000)
		method := []string{"INBOUND", "INBOUND", "CALLBACK", "TRANSFER", "API"}[random.IntN(5)]
		channel := []string{"VOICE", "VOICE", "CHAT", "TASK"}[random.IntN(4)]
		like := by(method, channel, fmt.Sprintf("c%02d", random.IntN(40)))
		queue := queuedIn(queues[random.IntN(len(queues))])
		begun := func(e *connect.ContactEvent) { e.Initiation = at(start) }
		for step, kind := range []string{"INITIATED", "CONNECTED_TO_SYSTEM", "QUEUED", "CONNECTED_TO_AGENT", "DISCONNECTED", "COMPLETED"} {
			if random.IntN(4) == 0 || (step > 2 && i%2 == 0) {
				continue // lost, or not there yet
			}
			changes := []func(*connect.ContactEvent){like, begun}
			if kind == "QUEUED" {
				changes = append(changes, queue)
			}
			facts = append(facts, event(kind, id, start+20*step, changes...))
		}
		if random.IntN(5) == 0 {
			facts = append(facts, record(id, start+300))
		}
	}
	for a := range 6 {
		facts = append(facts, madeUpAgent(random, fmt.Sprintf("agent%d", a))...)
	}
	return facts
}

func madeUpAgent(random *rand.Rand, name string) []connect.Fact {
	var facts []connect.Fact
	for step := range 25 {
		kind := []string{"STATE_CHANGE", "STATE_CHANGE", "HEART_BEAT", "HEART_BEAT", "LOGIN", "LOGOUT"}[random.IntN(6)]
		status := []string{"ROUTABLE", "ROUTABLE", "CUSTOM", "OFFLINE", ""}[random.IntN(5)]
		holding := map[string]string{}
		if random.IntN(3) == 0 {
			state := []string{"CONNECTING", "CONNECTED", "MISSED", "REJECTED", "ENDED", "ERROR", "INCOMING", "PENDING"}[random.IntN(8)]
			holding[fmt.Sprintf("c%02d", random.IntN(40))] = state
		}
		f := agentEvent(kind, name, random.IntN(30)*170, status, holding)
		f.AgentEvent.EventID = fmt.Sprintf("%s-%02d", name, step)
		facts = append(facts, f)
	}
	return facts
}

// recount is the plain reading of the rules, one contact and one agent after the other over the sorted day.
func recount(facts []connect.Fact, seconds int) picture {
	sorted := slices.Clone(facts)
	slices.SortFunc(sorted, func(x, y connect.Fact) int {
		return cmp.Or(cmp.Compare(connect.FactTime(x), connect.FactTime(y)), cmp.Compare(eventID(x), eventID(y)))
	})
	r := recounting{names: map[string]string{}, agents: map[string]*plainAgent{}, contacts: map[connect.ContactID]*plainContact{}}
	for _, f := range sorted {
		r.take(f)
	}
	s := r.snapshot(seconds)
	roster := map[string]string{}
	for arn, a := range r.agents {
		if line := a.roster(at(seconds)); line != "" {
			roster[arn] = line
		}
	}
	return picture{s, roster}
}

// roster is the agent's line; "" for one who has been offline for more than ten minutes.
func (a *plainAgent) roster(now connect.Millis) string {
	online := a.status == "ROUTABLE" || a.status == "CUSTOM"
	does := map[string]string{"ROUTABLE": "available", "CUSTOM": "custom"}[a.status]
	since := a.told - 2000
	if !online {
		does = "offline"
	}
	if a.status == "" { // logged out, or logged in and not seen yet
		since = a.told
	}
	words := map[string]string{
		"ERROR": "error", "MISSED": "missed", "REJECTED": "rejected", "CONNECTED": "on_contact", "ENDED": "after_contact_work",
		"CONNECTING": "incoming", "INCOMING": "incoming", "PENDING": "incoming",
	}
	for _, held := range a.holding { // one at most
		does, since = words[held.State], a.told-1000
	}
	if !online && len(a.holding) == 0 && now-a.told > 600_000 {
		return ""
	}
	return rosterLine(does, since.Time().Format(time.TimeOnly), len(a.holding), (online || len(a.holding) > 0) && now-a.heard > 180_000)
}

func eventID(f connect.Fact) string {
	if f.AgentEvent != nil {
		return f.AgentEvent.EventID
	}
	return ""
}

// picture is a snapshot with a line for each agent of its roster.
type picture struct {
	Snapshot
	Roster map[string]string
}

func digest(s Snapshot) picture {
	roster := map[string]string{}
	for arn, a := range s.Agents {
		since := "-"
		if a.Since != nil {
			since = a.Since.Format(time.TimeOnly)
		}
		roster[arn] = rosterLine(string(a.Activity), since, len(a.Contacts), a.Stale)
	}
	s.Agents, s.Instances = nil, nil // all of one instance, whose sum the rest is
	return picture{s, roster}
}

func rosterLine(does, since string, contacts int, stale bool) string {
	return fmt.Sprintf("%s since %s, %d contacts, stale %t", does, since, contacts, stale)
}

type plainContact struct {
	method, channel, queue string
	previous               connect.ContactID
	steps                  map[string]bool
	enqueued, initiated    connect.Millis
	over                   bool
}

type plainAgent struct {
	out     bool
	status  string // "" not known
	holding []connect.AgentContact
	queues  []string // while the status is known
	served  []string
	heard   connect.Millis
	told    connect.Millis // of the event that counts
	known   bool           // ever seen with a snapshot
}

type recounting struct {
	names    map[string]string
	agents   map[string]*plainAgent
	contacts map[connect.ContactID]*plainContact
}

func (r *recounting) contact(id connect.ContactID) *plainContact {
	if r.contacts[id] == nil {
		r.contacts[id] = &plainContact{steps: map[string]bool{}}
	}
	return r.contacts[id]
}

func (r *recounting) take(f connect.Fact) {
	switch {
	case f.Contact != nil:
		c := r.contact(f.Contact.ContactID)
		c.over, c.queue = true, f.Contact.Queue.ARN
		r.names[f.Contact.Queue.ARN] = f.Contact.Queue.Name
	case f.ContactEvent != nil:
		r.takeEvent(f.ContactEvent)
	default:
		r.takeAgent(f.AgentEvent)
	}
}

func (r *recounting) takeEvent(e *connect.ContactEvent) {
	c := r.contact(e.ContactID)
	c.method, c.channel, c.previous, c.initiated = e.InitiationMethod, e.Channel, e.PreviousContactID, e.Initiation
	c.steps[e.EventType] = true
	if e.QueueARN != "" {
		c.queue = e.QueueARN
	}
	switch e.EventType {
	case "QUEUED":
		c.enqueued = e.Enqueue
	case "CONNECTED_TO_AGENT", "DISCONNECTED", "COMPLETED":
		c.over = true
	}
}

func (r *recounting) takeAgent(e *connect.AgentEvent) {
	a := r.agents[e.AgentARN]
	if a == nil {
		a = &plainAgent{}
		r.agents[e.AgentARN] = a
	}
	a.heard = e.Timestamp
	if e.Current != nil {
		a.served, a.known = []string{salesARN}, true
		r.names[salesARN] = "Sales"
		for _, held := range e.Current.Contacts {
			r.names[helpARN] = "Help"
			if slices.Contains([]string{"CONNECTED", "ENDED", "ERROR"}, held.State) {
				r.contact(held.ContactID).over = true
			}
		}
	}
	if e.EventType == "HEART_BEAT" && a.out {
		return
	}
	if e.Current == nil && (e.EventType == "HEART_BEAT" || e.EventType == "STATE_CHANGE") {
		return
	}
	a.out, a.status, a.holding, a.queues, a.told = e.EventType == "LOGOUT", "", nil, nil, e.Timestamp
	if !a.out && e.Current != nil {
		a.status, a.holding, a.queues = e.Current.Status.Type, e.Current.Contacts, a.served
	}
}

func (r *recounting) snapshot(seconds int) Snapshot {
	now := at(seconds)
	s := Snapshot{
		AsOf: now.Time(), Source: "contact_events", Estimated: true,
		Queues: map[string]QueueState{}, Channels: map[string]ChannelState{},
		Profiles: map[string]GroupState{}, Hierarchy: map[string]GroupState{},
	}
	rings := map[connect.ContactID]bool{}
	for _, a := range r.agents {
		r.countAgent(&s, a, now, rings)
	}
	for id, c := range r.contacts {
		r.countContact(&s, c, now, rings[id])
	}
	for arn, q := range s.Queues {
		if q.Name = r.names[arn]; q.Name == "" {
			q.Name = connect.ResourceID(arn)
		}
		s.Queues[arn] = q
	}
	return s
}

func (r *recounting) countAgent(s *Snapshot, a *plainAgent, now connect.Millis, rings map[connect.ContactID]bool) {
	online := a.status == "ROUTABLE" || a.status == "CUSTOM"
	available := a.status == "ROUTABLE" && len(a.holding) == 0
	onContact, stale := false, now-a.heard > 180_000
	for _, held := range a.holding {
		switch held.State {
		case "CONNECTED", "ENDED":
			onContact = true
		case "CONNECTING", "INCOMING", "PENDING":
			rings[held.ContactID] = rings[held.ContactID] || !stale
		}
	}
	whole := AgentCounts{
		AgentsOnline: one(online), AgentsAvailable: one(available), AgentsOnContact: one(onContact),
		AgentsStaffed: one(a.status == "ROUTABLE"), AgentsNonProductive: one(a.status == "CUSTOM"),
		SlotsAvailable: 3 * one(a.status == "ROUTABLE"),
	}
	inQueue := whole
	for _, held := range a.holding {
		engaged := AgentCounts{SlotsActive: one(onContact), AfterContactWork: one(held.State == "ENDED")}
		failed := AgentCounts{AgentsError: one(slices.Contains([]string{"ERROR", "MISSED", "REJECTED"}, held.State))}
		whole.add(engaged)
		whole.add(failed)
		inQueue.add(failed)
		if onContact {
			q := s.Queues[helpARN]
			q.add(engaged)
			s.Queues[helpARN] = q
		}
	}
	for _, arn := range a.served {
		q := s.Queues[arn]
		q.add(inQueue)
		s.Queues[arn] = q
	}
	if a.known {
		for groups, arn := range map[*map[string]GroupState]string{&s.Profiles: profileARN, &s.Hierarchy: siteARN} {
			addGroup(*groups, arn, whole)
		}
		addGroup(s.Hierarchy, siteARN+"/team", whole)
	}
	s.Totals.add(whole)
	s.Totals.AgentsStale += one((online || len(a.holding) > 0) && stale)
}

func addGroup(groups map[string]GroupState, arn string, counts AgentCounts) {
	g := groups[arn]
	g.Name = map[string]string{profileARN: "Care", siteARN: "Seoul", siteARN + "/team": "Team 1"}[arn]
	g.add(counts)
	groups[arn] = g
}

func (r *recounting) countContact(s *Snapshot, c *plainContact, now connect.Millis, ringing bool) {
	limit := map[string]connect.Millis{"VOICE": 4 * 3_600_000, "CHAT": 24 * 3_600_000}[c.channel]
	if limit == 0 || c.method == "CALLBACK" {
		limit = 7 * 24 * 3_600_000
	}
	inQueue := c.steps["QUEUED"] && !c.over && !ringing && now-c.enqueued <= limit
	scheduled := c.method == "CALLBACK" && c.steps["INITIATED"] && !c.steps["CONNECTED_TO_SYSTEM"] && !c.steps["QUEUED"] && !c.over
	if !inQueue && !scheduled {
		return
	}
	arn := c.queue
	if before := r.contacts[c.previous]; arn == "" && before != nil {
		arn = before.queue
	}
	add := func(w Waiting) Waiting {
		return Waiting{InQueue: w.InQueue + one(inQueue), Scheduled: w.Scheduled + one(scheduled), Total: w.Total + 1}
	}
	q := s.Queues[arn]
	q.Waiting, s.Totals.Waiting = add(q.Waiting), add(s.Totals.Waiting)
	s.Channels[c.channel] = ChannelState{add(s.Channels[c.channel].Waiting)}
	if inQueue {
		q.OldestEnqueuedAt = moment(older(q.OldestEnqueuedAt, c.enqueued))
		s.Totals.OldestEnqueuedAt = moment(older(s.Totals.OldestEnqueuedAt, c.enqueued))
	}
	q.CallbacksInQueue += one(inQueue && c.method == "CALLBACK")
	if inQueue && c.method != "CALLBACK" {
		if q.OldestByChannel == nil {
			q.OldestByChannel = map[string]time.Time{}
		}
		if known, is := q.OldestByChannel[c.channel]; !is || c.enqueued.Time().Before(known) {
			q.OldestByChannel[c.channel] = c.enqueued.Time()
		}
	}
	if scheduled {
		q.OldestScheduledAt = moment(older(q.OldestScheduledAt, c.initiated))
	}
	s.Queues[arn] = q
}

func older(t *time.Time, m connect.Millis) connect.Millis {
	if t == nil || m.Time().Before(*t) {
		return m
	}
	return connect.MillisOf(*t)
}
