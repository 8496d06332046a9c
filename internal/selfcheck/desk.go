package selfcheck

import (
	"context"
	"slices"
	"sync"

	"github.com/ringside/ringside/internal/connect"
)

// Desk has the checkers of all instances, and their reports.
type Desk struct {
	Book

	mu       sync.Mutex // guards checkers
	checkers []*Checker
}

// Add adds a checker, as soon as its instance can be asked about.
func (d *Desk) Add(c *Checker) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.checkers = append(d.checkers, c)
}

// Checkers are those of all instances.
func (d *Desk) Checkers() []*Checker {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.checkers)
}

// Of is the checker of an instance, by ARN or id; nil where nothing is asked about it.
func (d *Desk) Of(instance string) *Checker {
	for _, c := range d.Checkers() {
		if connect.InstanceKey(c.Instance()) == connect.InstanceKey(instance) {
			return c
		}
	}
	return nil
}

// Waiting are the days that are wished for, the next first, that which is being checked among them.
func (c *Checker) Waiting(ctx context.Context) ([]string, error) {
	return c.o.Book.Keeper.WishedFigureChecks(ctx, c.o.Instance)
}
