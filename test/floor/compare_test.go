package floor_test

import (
	"reflect"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/live"
	"github.com/ringside/ringside/internal/sim"
)

// several is what is noted of an agent with more than one contact.
const several = "several at once"

// compare holds the board against the truth of a second: each agent of whom no event is on its way, and each queue, which may
// not be wrong for longer than so many seconds.
func (r *replay) compare(now time.Time, patience int) {
	board, scene, offline := r.board(), r.truth.At(now), r.truth.Directory().Statuses[0].ARN
	for _, p := range scene.Agents {
		if r.inFlight(p.UserARN, now) {
			continue
		}
		look := r.ofTruth(p, offline)
		if told := ofBoard(board.Agents[p.UserARN]); !reflect.DeepEqual(told, look) {
			r.t.Fatalf("%s at %s (- truth, + board):\n%s", p.UserARN, now, gocmp.Diff(look, told))
		}
		r.compared++
		for i, c := range p.Contacts {
			r.seen[c.State]++
			if i == 1 {
				r.seen[several]++
			}
		}
	}
	off := r.depthsOff(board, scene)
	for queue := range r.wrong {
		if off[queue] == 0 {
			delete(r.wrong, queue)
		}
	}
	for queue, by := range off {
		r.wrong[queue]++
		if r.longest = max(r.longest, r.wrong[queue]); r.wrong[queue] > patience {
			r.t.Fatalf("%s: the depth of %s has been wrong for %d s, now by %d", now, queue, r.wrong[queue], by)
		}
	}
}

// inFlight reports whether an event of the agent has not arrived, or has this second. A stamp may be wrong by a second.
func (r *replay) inFlight(arn string, now time.Time) bool {
	const longest = 15 * time.Minute
	flights := r.flights[arn]
	for len(flights) > 0 && flights[0].to.Before(now) {
		flights = flights[1:]
	}
	r.flights[arn] = flights
	for _, f := range flights {
		if f.to.After(now.Add(longest)) {
			break
		}
		if !now.Before(f.from.Add(-time.Second)) && !now.After(f.to) {
			return true
		}
	}
	return false
}

// depthsOff is by how much the board differs from the truth, in contacts that wait in a queue or are scheduled, by the name of
// the queue. Amazon Connect tells nothing of queues of e-mail.
func (r *replay) depthsOff(board live.Snapshot, scene sim.Scene) map[string]int64 {
	truth, off := map[string]int64{}, map[string]int64{}
	for _, waiting := range [][]sim.Waiting{scene.Waiting, scene.Scheduled} {
		for _, w := range waiting {
			truth[w.QueueARN]++
		}
	}
	for _, q := range r.truth.Directory().Queues {
		if by := board.Queues[q.ARN].Total - truth[q.ARN]; by != 0 && q.Channel != "EMAIL" {
			off[q.Name] = by
		}
	}
	return off
}

// depthsNow asks both sides anew.
func (r *replay) depthsNow() map[string]int64 { return r.depthsOff(r.board(), r.truth.At(time.Now())) }

// agentLook is what is compared of an agent.
type agentLook struct {
	Status, Next string
	Contacts     []contactLook
}

type contactLook struct {
	ID, Channel, State, Queue string
	Since                     time.Time
}

// ofTruth leaves the status Offline empty: LOGIN and LOGOUT do not name one.
func (r *replay) ofTruth(p sim.Presence, offline string) agentLook {
	look := agentLook{Status: p.Status, Next: p.Next}
	if p.Status == offline {
		look.Status = ""
	}
	for _, c := range p.Contacts {
		look.Contacts = append(look.Contacts, contactLook{c.ContactID, c.Channel, c.State, c.QueueARN, c.Since.Add(r.skew).UTC()})
	}
	return look
}

func ofBoard(a *live.AgentState) agentLook {
	var look agentLook
	if a == nil {
		return look
	}
	if a.Activity != live.Offline {
		look.Status = a.Status.ARN
	}
	if a.NextStatus != nil {
		look.Next = a.NextStatus.ARN
	}
	for _, c := range a.Contacts {
		look.Contacts = append(look.Contacts, contactLook{c.ContactID, c.Channel, c.State, c.Queue, c.Since.UTC()})
	}
	return look
}
