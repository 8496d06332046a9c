package live

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/google/uuid"
)

// Message is one event of the stream, ready for the wire.
type Message struct {
	Event string // snapshot, delta or heartbeat
	ID    string // epoch-sequence; "" for heartbeats
	Data  []byte // JSON on one line
}

// remembered is how many deltas a view keeps for those who come back: at full pace about six seconds.
const remembered = 64

// view is what all subscribers of one watch see: the last picture told, and the deltas that led to it.
type view struct {
	told        Snapshot
	encoded     []byte // told as JSON; nil until somebody needs it
	deltas      []Message
	subscribers map[*Subscription]struct{}
}

// newView starts numbering at a picture. Its epoch is nobody else's, so that an id never resumes another scope's stream.
func newView(version string, now Snapshot) *view {
	now.Version, now.Epoch = version, strings.ReplaceAll(uuid.NewString(), "-", "")
	return &view{told: now, subscribers: map[*Subscription]struct{}{}}
}

// update moves the view on to the picture now, tells the subscribers, and reports whether there was anything to tell.
func (v *view) update(now Snapshot, stats *counters) bool {
	now.Version, now.Epoch, now.Sequence, now.History = v.told.Version, v.told.Epoch, v.told.Sequence+1, v.told.History
	change := patch(v.told, now)
	if change == nil {
		return false
	}
	v.told, v.encoded = now, nil
	delta := Message{Event: "delta", ID: v.id(now.Sequence), Data: encode(change)}
	if len(v.deltas) == remembered {
		v.deltas = append(v.deltas[:0], v.deltas[1:]...)
	}
	v.deltas = append(v.deltas, delta)
	stats.deltas.Add(1)
	for s := range v.subscribers {
		v.tell(s, delta, stats)
	}
	return true
}

// tell gives a subscriber a delta. One that is behind gets none until it has taken what waits for it, then a snapshot.
func (v *view) tell(s *Subscription, delta Message, stats *counters) {
	if v.revive(s) {
		return // the snapshot has the delta in it
	}
	if s.behind || !s.give(delta) {
		s.behind = true
		stats.dropped.Add(1)
	}
}

// revive sends a fresh snapshot to a subscriber that was behind and has caught up, and reports whether it did.
func (v *view) revive(s *Subscription) bool {
	if !s.behind || len(s.messages) > 0 {
		return false
	}
	s.behind = !s.give(v.snapshot())
	return !s.behind
}

// greet starts a subscriber off: the deltas since lastID if all are remembered, otherwise a snapshot.
func (v *view) greet(s *Subscription, lastID string) {
	missed, ok := v.since(lastID)
	if !ok {
		s.give(v.snapshot())
		return
	}
	for _, delta := range missed {
		s.give(delta)
	}
}

// since returns the deltas after an id, or false when the id is not of this epoch or too old.
func (v *view) since(lastID string) ([]Message, bool) {
	epoch, number, found := strings.Cut(lastID, "-")
	sequence, err := strconv.ParseUint(number, 10, 64)
	if !found || err != nil || epoch != v.told.Epoch || sequence > v.told.Sequence {
		return nil, false
	}
	missed := v.told.Sequence - sequence
	if missed > uint64(len(v.deltas)) {
		return nil, false
	}
	return v.deltas[uint64(len(v.deltas))-missed:], true
}

func (v *view) snapshot() Message {
	if v.encoded == nil {
		v.encoded = encode(v.told)
	}
	return Message{Event: "snapshot", ID: v.id(v.told.Sequence), Data: v.encoded}
}

func (v *view) id(sequence uint64) string { return fmt.Sprintf("%s-%d", v.told.Epoch, sequence) }

// encode writes JSON. The values are our own structs and maps of them, which always encode.
func encode(value any) []byte {
	text, err := json.Marshal(value)
	if err != nil {
		panic(fmt.Sprintf("live: encode %T: %v", value, err))
	}
	return text
}
