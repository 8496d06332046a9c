package live

import (
	"context"
	"slices"

	"github.com/ringside/ringside/internal/connect"
)

// Pseudonym is what stands for a contact that was erased; false for any other.
type Pseudonym func(connect.ContactID) (connect.ContactID, bool)

// Forget takes contacts that were erased off the board: none of them waits any more, and an agent who is on one has a pseudonym in its
// place. Errors: ErrStopped, and ctx's.
func (h *Hub) Forget(ctx context.Context, of Pseudonym) error {
	return h.ask(ctx, func() {
		h.board.Forget(of)
		h.change()
	})
}

// Forget takes contacts that were erased off the board.
func (b *Board) Forget(of Pseudonym) {
	for key, c := range b.contacts {
		if _, erased := of(key.id); erased {
			b.forget(key)
		}
		if name, erased := of(c.previous.value); erased {
			c.previous.value = name
		}
	}
	b.early = slices.DeleteFunc(b.early, func(f connect.Fact) bool {
		id := connect.ContactID("")
		switch {
		case f.ContactEvent != nil:
			id = f.ContactEvent.ContactID
		case f.Contact != nil:
			id = f.Contact.ContactID
		}
		_, erased := of(id)
		return erased
	})
	for _, a := range b.agents {
		seen := []*sighting{&a.step, &a.beat, &a.shown}
		for i := range a.steps {
			seen = append(seen, &a.steps[i])
		}
		for _, s := range seen {
			for i := range s.state.contacts {
				contact := &s.state.contacts[i]
				if name, erased := of(contact.key.id); erased {
					contact.key.id, a.fresh = name, false
				}
			}
		}
	}
}
