package duckdb

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	engine "github.com/duckdb/duckdb-go/v2"

	"github.com/ringside/ringside/internal/store"
)

// maxChain is how many contacts of one journey are listed; a call that is handed on more often is not one.
const maxChain = 200

// chain finds the contacts of the same journey within a scope, those with the same first contact, and says how many there are. Each of its
// statements compares one column with one value: DuckDB then reads no other column where nothing fits, which is what makes
// this quick without an index (a condition with "or" reads all of them, and takes ten times as long).
func (r *reading) chain(ctx context.Context, of listed, by sight) (chain []listed, total int64, err error) {
	root := of.root()
	chain, _, err = r.seen(ctx, by, "where initial_id = cast($1 as uuid)\n  and instance = $2", uuidText(root), of.instance)
	if err != nil {
		return nil, 0, err
	}
	if first, err := r.firstContact(ctx, root, of, by); err != nil {
		return nil, 0, err
	} else if first != nil && !slices.ContainsFunc(chain, func(l listed) bool { return l.id == root }) {
		chain = append(chain, *first)
	}
	slices.SortFunc(chain, byTime)
	return nextTo(chain, of.id, maxChain), int64(len(chain)), nil
}

// firstContact is the contact that a journey began with, nil when its record has not come, or is not within sight. It began before the
// others, and mostly not long before: there it is looked for first.
func (r *reading) firstContact(ctx context.Context, root engine.UUID, of listed, by sight) (*listed, error) {
	if root == of.id {
		return &of, nil
	}
	const shortly = 7 * 86_400_000 // ms
	const named = "where id = cast($1 as uuid)\n  and instance = $2"
	soon := fmt.Sprintf("\n  and init_ms between %d and %d", of.Initiation-shortly, of.Initiation)
	for _, near := range []string{soon, ""} {
		found, hidden, err := r.seen(ctx, by, named+near, uuidText(root), of.instance)
		if err != nil || hidden > 0 {
			return nil, err
		}
		if len(found) > 0 {
			return &found[0], nil
		}
	}
	return nil, nil
}

// nextTo keeps at most that many of the contacts, which are in order of time: those next to the one with that id.
func nextTo(all []listed, id engine.UUID, most int) []listed {
	if len(all) <= most {
		return all
	}
	at := slices.IndexFunc(all, func(l listed) bool { return l.id == id })
	from := min(max(0, at-most/2), len(all)-most)
	return all[from : from+most]
}

// chainRecords reads the records of a journey: only they have all moments, and say who came from whom.
func (s *Store) chainRecords(chain []listed) ([]store.ChainContact, error) {
	all := make([]store.ChainContact, len(chain))
	for i := range chain {
		got, err := s.kept(chain[i].seq)
		if err != nil {
			return nil, err
		}
		all[i] = store.ChainContact{ContactRow: chain[i].ContactRow, Record: chain[i].contact(), Damaged: got == nil}
		if got != nil {
			all[i].Record = *got.fact.Contact
		}
	}
	return all, nil
}

func byTime(a, b listed) int {
	return cmp.Or(cmp.Compare(a.Initiation, b.Initiation), slices.Compare(a.id[:], b.id[:]))
}
