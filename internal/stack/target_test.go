package stack_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/connect/types"

	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/stack"
)

const (
	ours     = "arn:aws:kinesis:" + home + ":" + account + ":stream/ringside-"
	theirs   = "arn:aws:kinesis:" + home + ":" + account + ":stream/warehouse"
	firehose = "arn:aws:firehose:" + home + ":" + account + ":deliverystream/warehouse"
)

var all = [2]string{ours + "contact-records", ours + "agent-events"}

func resource(of string) types.InstanceStorageResourceType {
	return types.InstanceStorageResourceType(of)
}

// TestTargetsThatThereWere goes from what the instance sends to before, over a plan, to what it sends to afterwards and when all is taken back.
func TestTargetsThatThereWere(t *testing.T) {
	for name, test := range map[string]struct {
		before  [2]string
		replace bool
		blocked bool
		applied [2]string
	}{
		"none":                                 {applied: all},
		"a stream is taken as it is":           {before: [2]string{theirs, theirs}, applied: [2]string{theirs, theirs}},
		"a stream of one kind":                 {before: [2]string{"", theirs}, applied: [2]string{all[0], theirs}},
		"Firehose, which cannot be read":       {before: [2]string{firehose, ""}, blocked: true, applied: [2]string{firehose, ""}},
		"Firehose, which is to be replaced":    {before: [2]string{firehose, ""}, replace: true, applied: all},
		"streams that are to be replaced":      {before: [2]string{theirs, theirs}, replace: true, applied: all},
		"what a stack that is gone has left":   {before: all, applied: all},
		"the same, and it is to be replaced":   {before: all, replace: true, applied: all},
		"a stream of ours and one of somebody": {before: [2]string{all[0], theirs}, applied: [2]string{all[0], theirs}},
	} {
		t.Run(name, func(t *testing.T) {
			f, w := newFake(), wish()
			f.sends(t, test.before[0], test.before[1])
			f.streams[theirs], w.Replace = "", test.replace
			_, err := f.clients().Apply(t.Context(), w, "", quiet)
			if errors.Is(err, stack.ErrBlocked) != test.blocked || err != nil && !test.blocked {
				t.Fatalf("applied: %v", err)
			}
			if f.targets() != test.applied {
				t.Errorf("the instance sends to %v, want %v", f.targets(), test.applied)
			}
			if test.blocked {
				if len(f.there()) > 0 {
					t.Errorf("there are %v, and nothing should have been done", f.there())
				}
				return
			}
			if err := f.clients().Remove(t.Context(), "ringside", false, quiet); err != nil {
				t.Fatal(err)
			}
			want := test.before
			for i := range want {
				if want[i] == all[i] {
					want[i] = ""
				}
			}
			if f.targets() != want || len(f.there()) > 0 {
				t.Errorf("taken back, the instance sends to %v, want %v; there are %v", f.targets(), want, f.there())
			}
		})
	}
}

func TestATargetThatSomebodyHasSetSinceIsLeft(t *testing.T) {
	f := newFake()
	f.applied(t, wish())
	f.sends(t, firehose, all[1])
	if p, err := f.clients().Draw(t.Context(), wish()); err != nil || !p.Blocked() {
		t.Errorf("it would be taken back without --replace: %s, %v", actions(p), err)
	}
	st, err := f.clients().Leaving(t.Context(), "ringside")
	if err != nil || st.Targets[0].Action != stack.Keep || st.Targets[1].Action != stack.Remove {
		t.Errorf("removal: %+v, %v", st, err)
	}
	if err := f.clients().Remove(t.Context(), "ringside", false, quiet); err != nil || f.targets() != [2]string{firehose, ""} {
		t.Errorf("the instance sends to %v, %v", f.targets(), err)
	}
}

// TestWhatWasBeforeIsKnownAfterAChange takes a stream of somebody's into a stack that had replaced Firehose.
func TestWhatWasBeforeIsKnownAfterAChange(t *testing.T) {
	f, w := newFake(), wish()
	f.sends(t, firehose, "")
	w.Replace = true
	f.applied(t, w)
	f.streams[theirs], w.ContactRecordsStream = "", theirs
	f.applied(t, w)
	if want := [2]string{theirs, all[1]}; f.targets() != want {
		t.Errorf("the instance sends to %v, want %v", f.targets(), want)
	}
	f.removed(t, "after a change")
}

func TestASecondTargetThatCannotBeSetGivesTheFirstBack(t *testing.T) {
	f, w := newFake(), wish()
	f.sends(t, firehose, "")
	w.Replace = true
	f.before = func(call string) error {
		if call == "AssociateInstanceStorageConfig" {
			return refusal("AccessDeniedException", "User: operator is not authorized to perform: connect:AssociateInstanceStorageConfig because no identity-based policy allows it")
		}
		return nil
	}
	_, err := f.clients().Apply(t.Context(), w, "", quiet)
	if refused, is := errors.AsType[*awsaccess.Refusal](err); !is || !strings.Contains(refused.Error(), "send agent events to "+all[1]) {
		t.Errorf("it says: %v", err)
	}
	if f.targets() != [2]string{firehose, ""} {
		t.Errorf("the instance sends to %v", f.targets())
	}
}
