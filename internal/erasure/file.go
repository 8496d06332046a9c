package erasure

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"

	"github.com/ringside/ringside/internal/store"
	"github.com/ringside/ringside/internal/wholefile"
)

// State is what a data folder remembers of erasures.
type State struct {
	Rules
	// Unfinished has what an erasure that has begun is about; nil when none has. It must be finished: what it erases is
	// refused from then on and may still be there.
	Unfinished *Unfinished
	// Unproven are erasures that have begun and of which nobody has kept the proof; those with an end have ended. An erasure that goes on
	// after a crash is proven by what is here.
	Unproven []Proof
}

// Unfinished is an erasure that has begun. The contacts that it erases are in the set.
type Unfinished struct {
	Rejected []uint64 `json:"rejected"` // numbers of journal entries in quarantine that go
}

// note is the file: digests in hexadecimal, by which nobody finds an id.
type note struct {
	setNote
	Before     store.Cutoffs `json:"before,omitzero"`
	Past       *setNote      `json:"past,omitempty"`
	Spared     *setNote      `json:"spared,omitempty"`
	Unfinished *Unfinished   `json:"unfinished,omitempty"`
	Unproven   []Proof       `json:"unproven,omitempty"`
}

// setNote is a set in the file.
type setNote struct {
	Key      string   `json:"key"`
	Contacts []string `json:"contacts"`
	Checks   []uint32 `json:"checks"`
	Lengths  []int    `json:"lengths,omitempty"`
}

// Load reads a file that Save wrote. Without one nothing was ever erased. One that cannot be read is an error: to go on
// without it would take erased contacts in again.
func Load(name string) (State, error) {
	b, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return State{}, nil
	}
	var n note
	if err == nil {
		err = json.Unmarshal(b, &n)
	}
	state := State{Rules: Rules{Before: n.Before}, Unfinished: n.Unfinished, Unproven: n.Unproven}
	if err == nil {
		state.Erased, err = n.set()
	}
	for _, of := range []struct {
		note *setNote
		to   **Contacts
	}{{n.Past, &state.Past}, {n.Spared, &state.Spared}} {
		if err == nil && of.note != nil {
			*of.to = &Contacts{}
			(*of.to).set, err = of.note.set()
		}
	}
	if err != nil {
		return State{}, fmt.Errorf("read what was erased (take %s from a backup): %w", name, err)
	}
	return state, nil
}

func (n setNote) set() (*Set, error) {
	s := &Set{ids: make(map[digest]struct{}, len(n.Contacts)), checks: make(map[uint32]struct{}, len(n.Checks)), lengths: map[int]struct{}{}}
	if err := decodeHex(s.key[:], n.Key); err != nil {
		return nil, err
	}
	for _, text := range n.Contacts {
		var d digest
		if err := decodeHex(d[:], text); err != nil {
			return nil, err
		}
		s.ids[d] = struct{}{}
	}
	if len(n.Contacts) > 0 && len(n.Checks) == 0 {
		return nil, errors.New("the checks are missing")
	}
	for _, check := range n.Checks {
		s.checks[check] = struct{}{}
	}
	for _, length := range n.Lengths {
		s.lengths[length] = struct{}{}
	}
	return s, nil
}

func decodeHex(to []byte, text string) error {
	if len(text) != 2*len(to) {
		return fmt.Errorf("%d letters where %d should be", len(text), 2*len(to))
	}
	_, err := hex.Decode(to, []byte(text))
	return err
}

// Save makes the state durable.
func Save(name string, state State) error {
	set := state.Erased
	if set == nil {
		set = (*Set)(nil).With()
	}
	n := note{setNote: noteOf(set), Before: state.Before, Unfinished: state.Unfinished, Unproven: state.Unproven}
	if state.Past != nil {
		n.Past = new(noteOf(state.Past.set))
	}
	if state.Spared != nil {
		n.Spared = new(noteOf(state.Spared.set))
	}
	err := wholefile.Write(name, func(w io.Writer) error { return json.NewEncoder(w).Encode(n) })
	if err != nil {
		return fmt.Errorf("note what is erased: %w", err)
	}
	return nil
}

func noteOf(set *Set) setNote {
	n := setNote{Key: hex.EncodeToString(set.key[:]), Contacts: []string{}}
	for d := range set.ids {
		n.Contacts = append(n.Contacts, hex.EncodeToString(d[:]))
	}
	slices.Sort(n.Contacts) // not in the order in which they were erased
	n.Checks = slices.Sorted(maps.Keys(set.checks))
	n.Lengths = slices.Sorted(maps.Keys(set.lengths))
	return n
}
