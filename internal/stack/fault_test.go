package stack_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/ringside/ringside/internal/stack"
)

// trouble is how one call may end, with what must be so of the error.
var trouble = map[string]struct {
	strike func(f *fake, at int, stop context.CancelFunc)
	says   string
	least  int // calls that it strikes
}{
	"refused": {func(f *fake, at int, _ context.CancelFunc) {
		f.before = func(string) error {
			if len(f.calls) == at {
				return refusal("AccessDenied", "not authorized, because no identity-based policy allows it")
			}
			return nil
		}
	}, "AWS refuses it: no policy allows it to the caller", 40},
	"its answer lost": {func(f *fake, at int, _ context.CancelFunc) {
		f.after = func(string) error {
			if len(f.calls) == at {
				return errors.New("connection reset")
			}
			return nil
		}
	}, "connection reset", 3},
	"killed before it": {func(f *fake, at int, stop context.CancelFunc) {
		f.before = func(string) error {
			if len(f.calls) >= at {
				stop()
				return context.Canceled
			}
			return nil
		}
	}, "context canceled", 40},
}

// TestEachCallMayFailAndTheNextRunCompletes goes through every call of apply and of remove, one after the other.
func TestEachCallMayFailAndTheNextRunCompletes(t *testing.T) {
	for kind, test := range trouble {
		t.Run(kind, func(t *testing.T) {
			struck := 0
			for at, more := 1, true; more; at++ {
				synctest.Test(t, func(t *testing.T) { // Amazon Connect is asked again after pauses
					f, w := newFake(), wish()
					w.Replace = true
					f.sends(t, firehose, "")
					f.calls = nil
					ctx, stop := context.WithCancel(t.Context())
					test.strike(f, at, stop)
					said := f.bothWays(ctx, w)
					stop()
					more, f.before, f.after = len(f.calls) >= at, nil, nil
					if said == "" {
						return
					}
					struck++
					if !strings.Contains(said, test.says) {
						t.Errorf("call %d, %s: %s", at, f.calls[at-1], said)
					}
					f.applied(t, w)
					if f.targets() != all {
						t.Errorf("call %d, %s: the next run ends with %v", at, f.calls[at-1], f.targets())
					}
					f.removed(t, fmt.Sprint("call ", at))
				})
			}
			if struck < test.least {
				t.Errorf("%d calls were struck, want %d at least", struck, test.least)
			}
		})
	}
}

// bothWays applies and removes, and returns what is said when that fails.
func (f *fake) bothWays(ctx context.Context, w stack.Wish) string {
	p, err := f.clients().Apply(ctx, w, "", quiet)
	if errors.Is(err, stack.ErrBlocked) {
		return p.Steps[0].Because
	}
	if err == nil {
		err = f.clients().Remove(ctx, "ringside", false, quiet)
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

// TestDataAreDeletedWhateverCameBetween breaks off each call of a removal with its data; the next one completes it.
func TestDataAreDeletedWhateverCameBetween(t *testing.T) {
	for kind, test := range trouble {
		for at, more := 1, true; more; at++ {
			synctest.Test(t, func(t *testing.T) {
				f, w := newFake(), wish()
				w.Replace = true
				f.sends(t, firehose, "")
				f.applied(t, w)
				f.calls = nil
				ctx, stop := context.WithCancel(t.Context())
				test.strike(f, at, stop)
				_ = f.clients().Remove(ctx, "ringside", true, quiet) // what it says is another test's
				stop()
				more, f.before, f.after = len(f.calls) >= at, nil, nil
				f.removed(t, fmt.Sprint(kind, ", call ", at))
				if len(f.objects) > 0 || len(f.domains) > 0 {
					t.Errorf("%s, call %d: left are %v and %v", kind, at, f.objects, f.domains)
				}
			})
		}
	}
}
