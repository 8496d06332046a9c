package stack_test

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
)

// removed removes all, the data too, and looks whether anything is left.
func (f *fake) removed(t *testing.T, after string) {
	t.Helper()
	if err := f.clients().Remove(t.Context(), "ringside", true, quiet); err != nil {
		t.Errorf("%s: %v", after, err)
	}
	if f.targets() != [2]string{firehose, ""} || len(f.there()) > 0 {
		t.Errorf("%s: left are %v, and the instance sends to %v", after, f.there(), f.targets())
	}
	if newest := fmt.Sprint("ringside-backupbucket-", f.made); f.objects[newest] > 0 {
		t.Errorf("%s: the data of the newest stack are left", after)
	}
}

// TestNothingIsLeftWhereverApplyWasBrokenOff removes what each call of apply has left that was the last.
func TestNothingIsLeftWhereverApplyWasBrokenOff(t *testing.T) {
	for kind, test := range trouble {
		for at, more := 1, true; more; at++ {
			synctest.Test(t, func(t *testing.T) { // Amazon Connect is asked again after pauses
				f, w := newFake(), wish()
				w.Replace = true
				f.sends(t, firehose, "")
				f.calls = nil
				ctx, stop := context.WithCancel(t.Context())
				test.strike(f, at, stop)
				_, _ = f.clients().Apply(ctx, w, "", quiet) // what it says is another test's
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
