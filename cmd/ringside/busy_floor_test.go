package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"
)

const (
	busyInstance = "arn:aws:connect:ap-northeast-2:111122223333:instance/7d3b6f0e-52a1-4c8b-9e77-1f0a2b3c4d5e"
	busyQueues   = 40
	beatEvery    = 120 * time.Second // an agent's heartbeat
	busyTick     = 100 * time.Millisecond
)

// busyFloor is a centre whose agents take one call after the other, at an even rate, with a heartbeat each every two minutes.
// Its events are Amazon's JSON and go through the real doors; it lives in real time.
type busyFloor struct {
	server *server
	agents []busyAgent
	begun  time.Time
	pace   float64 // agents' steps a second; each comes with one contact event on average
	client *http.Client

	sent            atomic.Int64 // events that were answered
	stepped, beaten int          // agents' steps and heartbeats so far
}

// busyAgent is where an agent is in a call: 0 free, 1 rings, 2 talks, 3 after-contact work.
type busyAgent struct {
	step, call int
	since      time.Time
	shown      string // as the newest event showed it
}

// newBusyFloor logs so many agents in, and has them step at a rate that makes so many events a second of all kinds, or as
// many as heartbeats alone.
func newBusyFloor(b *testing.B, s *server, agents int, events float64) *busyFloor {
	b.Helper()
	f := &busyFloor{server: s, agents: make([]busyAgent, agents), begun: time.Now(), client: &http.Client{
		Transport: &http.Transport{MaxIdleConnsPerHost: 32},
	}}
	f.pace = max(0, events-float64(agents)/beatEvery.Seconds()) / 2
	b.Cleanup(f.client.CloseIdleConnections)
	var batch [][]byte
	for i := range f.agents {
		batch = append(batch, f.event(i, "STATE_CHANGE", f.begun))
		if len(batch) == 500 || i == agents-1 {
			if err := f.deliver(batch); err != nil {
				b.Fatal(err)
			}
			batch = nil
		}
	}
	return f
}

// run has the agents work until ctx ends; then the error is nil.
func (f *busyFloor) run(ctx context.Context) error {
	g, ctx := errgroup.WithContext(ctx)
	contacts := make(chan string, 1024) // bodies of contact events; the loop sends and closes, senders receive
	for range 16 {
		g.Go(func() error {
			for body := range contacts {
				if err := f.post(ctx, body); err != nil && ctx.Err() == nil {
					return err
				}
			}
			return nil
		})
	}
	g.Go(func() error {
		defer close(contacts)
		began, tick := time.Now(), time.NewTicker(busyTick)
		defer tick.Stop()
		for ctx.Err() == nil {
			if err := f.catchUp(ctx, time.Since(began), contacts); err != nil && ctx.Err() == nil {
				return err
			}
			select {
			case <-tick.C:
			case <-ctx.Done():
			}
		}
		return nil
	})
	return g.Wait()
}

// catchUp sends what is due since the beginning and was not sent yet.
func (f *busyFloor) catchUp(ctx context.Context, since time.Duration, contacts chan<- string) error {
	now := time.Now()
	var batch [][]byte
	for ; f.beaten < int(since.Seconds()*float64(len(f.agents))/beatEvery.Seconds()); f.beaten++ {
		batch = append(batch, f.event(f.beaten%len(f.agents), "HEART_BEAT", now))
	}
	for ; f.stepped < int(since.Seconds()*f.pace); f.stepped++ {
		i := f.stepped % len(f.agents)
		batch = append(batch, f.step(i, now))
		for _, kind := range contactEventsOf[f.agents[i].step] {
			select {
			case contacts <- f.contactEvent(i, kind, now):
			case <-ctx.Done():
				return nil
			}
		}
	}
	if len(batch) == 0 {
		return nil
	}
	return f.deliver(batch)
}

// contactEventsOf are the events of a call that come with each step of its agent: the next call waits while the agent is
// free.
var contactEventsOf = [4][]string{0: {"INITIATED", "QUEUED"}, 2: {"CONNECTED_TO_AGENT"}, 3: {"DISCONNECTED"}}

func (f *busyFloor) deliver(batch [][]byte) error {
	status, err := f.server.deliver(batch...)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("firehose door: %d", status)
	}
	f.sent.Add(int64(len(batch)))
	return err
}

// post sends a contact event.
func (f *busyFloor) post(ctx context.Context, body string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, f.server.url+"/ingest/eventbridge", strings.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("X-Ringside-Key", testKey)
	response, err := f.client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("eventbridge door: %s", response.Status)
	}
	f.sent.Add(1)
	_, err = io.Copy(io.Discard, response.Body)
	return err
}

// step moves an agent on and returns the event that says so.
func (f *busyFloor) step(i int, now time.Time) []byte {
	a := &f.agents[i]
	if a.step = (a.step + 1) % 4; a.step == 0 {
		a.call++
	}
	a.since = now
	return f.event(i, "STATE_CHANGE", now)
}

// stamp is a moment as Amazon Connect writes it.
func stamp(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05.000Z") }

// contactID is the call that an agent has, or waits for.
func (f *busyFloor) contactID(i int) string {
	return fmt.Sprintf("%08x-0000-4000-8000-%012x", i, f.agents[i].call)
}

// event is an agent event with the agent as it is now.
func (f *busyFloor) event(i int, kind string, now time.Time) []byte {
	a := &f.agents[i]
	before := a.shown
	a.shown = f.snapshot(i)
	if before == "" {
		before = "null"
	}
	return fmt.Appendf(nil, `{"AWSAccountId":"111122223333","AgentARN":"%s/agent/%d","CurrentAgentSnapshot":%s,`+
		`"EventId":"%s-%d-%d-%d","EventTimestamp":%q,"EventType":%q,"InstanceARN":%q,"PreviousAgentSnapshot":%s,"Version":"2017-10-01"}`,
		busyInstance, i, a.shown, kind, i, f.stepped, f.beaten, stamp(now), kind, busyInstance, before)
}

func (f *busyFloor) snapshot(i int) string {
	a := f.agents[i]
	contacts := "[]"
	if a.step > 0 {
		contacts = fmt.Sprintf(`[{"Channel":"VOICE","ConnectedToAgentTimestamp":null,"ContactId":%q,"InitialContactId":null,`+
			`"InitiationMethod":"INBOUND","Queue":{"ARN":"%s/queue/%d","Channels":["VOICE"],"Name":"Queue %d"},"QueueTimestamp":%q,`+
			`"State":%q,"StateStartTimestamp":%q}]`, f.contactID(i), busyInstance, i%busyQueues, i%busyQueues, stamp(a.since),
			[...]string{1: "CONNECTING", 2: "CONNECTED", 3: "ENDED"}[a.step], stamp(a.since))
	}
	free := 0
	if a.step == 0 {
		free = 1
	}
	var queues strings.Builder
	for k := range 4 {
		q := (i + k*7) % busyQueues
		fmt.Fprintf(&queues, `,{"ARN":"%s/queue/%d","Channels":["VOICE"],"Name":"Queue %d"}`, busyInstance, q, q)
	}
	return fmt.Sprintf(`{"AgentStatus":{"ARN":"%[1]s/agent-state/available","Name":"Available","StartTimestamp":%[2]q,"Type":"ROUTABLE"},`+
		`"Configuration":{"AgentHierarchyGroups":{"Level1":{"ARN":"%[1]s/agent-group/site","Name":"Site"},`+
		`"Level2":{"ARN":"%[1]s/agent-group/team-%[3]d","Name":"Team %[3]d"},"Level3":null,"Level4":null,"Level5":null},`+
		`"FirstName":"Agent","LastName":"%06[4]d","Proficiencies":[],"RoutingProfile":{"ARN":"%[1]s/routing-profile/%[5]d",`+
		`"Concurrency":[{"AvailableSlots":%[6]d,"Channel":"VOICE","MaximumSlots":1}],`+
		`"DefaultOutboundQueue":{"ARN":"%[1]s/queue/0","Channels":["VOICE"],"Name":"Queue 0"},`+
		`"InboundQueues":[{"ARN":"%[1]s/queue/agent/%[4]d","Channels":["VOICE"],"Name":null}%[7]s],"Name":"Profile %[5]d"},`+
		`"Username":"agent%[4]d"},"Contacts":%[8]s,"NextAgentStatus":null}`,
		busyInstance, stamp(f.begun), i/15, i, i%8, free, queues.String(), contacts)
}

// contactEvent is an event of an agent's call.
func (f *busyFloor) contactEvent(i int, kind string, now time.Time) string {
	return contactEventOf(f.contactID(i), kind, fmt.Sprintf("%s/queue/%d", busyInstance, i%busyQueues), now)
}

// contactEventOf is an event of a call of a queue, as EventBridge delivers it.
func contactEventOf(id, kind, queue string, now time.Time) string {
	at, waits := stamp(now), ""
	if kind != "INITIATED" {
		waits = fmt.Sprintf(`,"queueInfo":{"queueArn":%q,"queueType":"STANDARD","enqueueTimestamp":%q}`, queue, at)
	}
	return fmt.Sprintf(`{"version":"0","id":"%[1]s-%[2]s","detail-type":"Amazon Connect Contact Event","source":"aws.connect",`+
		`"account":"111122223333","time":%[3]q,"region":"ap-northeast-2","resources":[],"detail":{"eventType":%[2]q,"contactId":%[1]q,`+
		`"channel":"VOICE","instanceArn":%[4]q,"initiationMethod":"INBOUND","initiationTimestamp":%[3]q%[5]s}}`,
		id, kind, at, busyInstance, waits)
}
