package stack_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/aws/aws-sdk-go-v2/aws"
	cfn "github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"

	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/stack"
)

func resource(of string) types.InstanceStorageResourceType {
	return types.InstanceStorageResourceType(of)
}

func quiet(stack.Event) {}

const (
	ours     = "arn:aws:kinesis:" + home + ":" + account + ":stream/ringside-"
	theirs   = "arn:aws:kinesis:" + home + ":" + account + ":stream/warehouse"
	firehose = "arn:aws:firehose:" + home + ":" + account + ":deliverystream/warehouse"
)

var all = [2]string{ours + "contact-records", ours + "agent-events"}

// applied applies a wish, and fails unless nothing is left to do.
func (f *fake) applied(t *testing.T, w stack.Wish) {
	t.Helper()
	left, err := f.clients().Apply(t.Context(), w, "", quiet)
	if err != nil {
		t.Fatal(err)
	}
	if !left.Settled() {
		t.Fatalf("left is %s", actions(left))
	}
}

func TestAPlanChangesNothing(t *testing.T) {
	f := newFake()
	f.sends(t, theirs, "")
	f.streams[theirs] = ""
	if _, err := f.clients().Draw(t.Context(), wish()); err != nil {
		t.Fatal(err)
	}
	if len(f.there()) > 0 || f.targets() != [2]string{theirs, ""} {
		t.Errorf("there are %v, the instance sends to %v", f.there(), f.targets())
	}
}

func TestASecondApplyChangesNothing(t *testing.T) {
	f := newFake()
	f.applied(t, wish())
	if f.targets() != all {
		t.Errorf("the instance sends to %v", f.targets())
	}
	f.calls = nil
	f.applied(t, wish())
	for _, call := range f.calls {
		if strings.HasPrefix(call, "Execute") || strings.HasPrefix(call, "DeleteStack") || strings.HasSuffix(call, "InstanceStorageConfig") {
			t.Errorf("the second apply calls %s", call)
		}
	}
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

// TestAKeyThatTheInstanceDoesNotKnowIsFound is about streams to which Amazon Connect cannot write, and does not say so.
func TestAKeyThatTheInstanceDoesNotKnowIsFound(t *testing.T) {
	const known = "arn:aws:kms:" + home + ":" + account + ":key/1"
	for key, blocked := range map[string]bool{"": false, known: false, "1": false, "alias/aws/kinesis": true, "arn:aws:kms:" + home + ":" + account + ":key/2": true} {
		f := newFake()
		f.sends(t, theirs, "")
		f.encrypts(t, known)
		f.streams[theirs] = key
		p, err := f.clients().Draw(t.Context(), wish())
		if err != nil || p.Blocked() != blocked {
			t.Errorf("key %q: %s, %v", key, actions(p), err)
		}
	}
	f := newFake()
	f.sends(t, theirs, "")
	if p, err := f.clients().Draw(t.Context(), wish()); err != nil || !p.Blocked() {
		t.Errorf("a stream that is not there any more: %s, %v", actions(p), err)
	}
}

func TestAStackThatFailsIsUndoneAndSaysWhy(t *testing.T) {
	f := newFake()
	const said = "User: operator is not authorized to perform: kinesis:CreateStream with an explicit deny in a service control policy"
	f.fail["AgentEvents"] = said
	_, err := f.clients().Apply(t.Context(), wish(), "", quiet)
	if err == nil || !strings.Contains(err.Error(), "ROLLBACK_COMPLETE: AgentEvents (AWS::Kinesis::Stream)") || !strings.Contains(err.Error(), "SCP") {
		t.Errorf("it says: %v", err)
	}
	if f.targets() != [2]string{} {
		t.Errorf("the instance sends to %v", f.targets())
	}
	if p, err := f.clients().Draw(t.Context(), wish()); err != nil || !strings.HasPrefix(actions(p), "replace stack") {
		t.Errorf("the next plan: %s, %v", actions(p), err)
	}
	delete(f.fail, "AgentEvents")
	f.applied(t, wish())
	if f.targets() != all || len(f.objects) != 1 {
		t.Errorf("the instance sends to %v, and there are the buckets %v", f.targets(), f.objects)
	}
}

func TestWhatSomebodyHasChangedIsTold(t *testing.T) {
	f := newFake()
	f.applied(t, wish())
	f.drifts = []cfn.StackResourceDrift{
		{LogicalResourceId: aws.String("AgentEvents"), StackResourceDriftStatus: cfn.StackResourceDriftStatusDeleted},
		{LogicalResourceId: aws.String("ContactEventQueue"), StackResourceDriftStatus: cfn.StackResourceDriftStatusModified, PropertyDifferences: []cfn.PropertyDifference{
			{PropertyPath: aws.String("/MessageRetentionPeriod"), ActualValue: aws.String("60"), ExpectedValue: aws.String("1209600")},
		}},
		{LogicalResourceId: aws.String("BackupBucket"), StackResourceDriftStatus: cfn.StackResourceDriftStatusInSync},
	}
	f.sends(t, all[0], theirs)
	st, err := f.clients().Inspect(t.Context(), "ringside")
	if err != nil || st.Drifted == nil || !*st.Drifted {
		t.Fatalf("status: %+v, %v", st, err)
	}
	told := strings.Join(st.Findings, "\n")
	for _, want := range []string{
		"AgentEvents (AWS::Kinesis::Stream ringside-agentevents) was deleted by hand", "/MessageRetentionPeriod is 60, not 1209600",
		"the instance sends agent events to " + theirs + ", and not to " + all[1],
	} {
		if !strings.Contains(told, want) {
			t.Errorf("%q is not told, but:\n%s", want, told)
		}
	}
	if len(st.Findings) != 3 {
		t.Errorf("too much is told:\n%s", told)
	}
}

// TestStreamsAreLookedAtWhereDriftIsNotTold is for whoever may not have CloudFormation compare.
func TestStreamsAreLookedAtWhereDriftIsNotTold(t *testing.T) {
	f := newFake()
	f.applied(t, wish())
	f.streams[all[0]] = ""
	f.before = func(call string) error {
		if call == "DetectStackDrift" {
			return refusal("AccessDenied", "not authorized, because no identity-based policy allows it")
		}
		return nil
	}
	st, err := f.clients().Inspect(t.Context(), "ringside")
	if err != nil || st.Drifted != nil || !strings.Contains(st.Because, "no policy allows it to the caller") {
		t.Fatalf("status: %+v, %v", st, err)
	}
	if len(st.Findings) != 1 || !strings.Contains(st.Findings[0], "the stream of agent events is not there any more") {
		t.Errorf("found: %q", st.Findings)
	}
}

func TestAnUpdateThatFailsLeavesWhatWas(t *testing.T) {
	f, w := newFake(), wish()
	f.sends(t, theirs, "")
	f.streams[theirs] = ""
	f.applied(t, w)
	w.Replace = true
	f.fail["ContactRecords"] = "Resource limit exceeded"
	if _, err := f.clients().Apply(t.Context(), w, "", quiet); err == nil || !strings.Contains(err.Error(), "UPDATE_ROLLBACK_COMPLETE: ContactRecords (AWS::Kinesis::Stream): Resource limit exceeded") {
		t.Errorf("it says: %v", err)
	}
	if want := [2]string{theirs, all[1]}; f.targets() != want {
		t.Errorf("the instance sends to %v, want %v", f.targets(), want)
	}
	delete(f.fail, "ContactRecords")
	f.applied(t, w)
	if f.targets() != all {
		t.Errorf("the instance sends to %v", f.targets())
	}
	if err := f.clients().Remove(t.Context(), "ringside", false, quiet); err != nil || f.targets() != [2]string{theirs, ""} {
		t.Errorf("taken back, the instance sends to %v, %v", f.targets(), err)
	}
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

func TestNobodyElsesStackIsTouched(t *testing.T) {
	f, w := newFake(), wish()
	f.applied(t, w)
	w.Shape, w.URL = "https", "https://ringside.example.org"
	if _, err := f.clients().Apply(t.Context(), w, "", quiet); !errors.Is(err, stack.ErrBlocked) {
		t.Errorf("of another shape: %v", err)
	}
	for _, s := range f.stacks {
		s.Tags = nil
	}
	f.calls = nil
	if _, err := f.clients().Apply(t.Context(), wish(), "", quiet); !errors.Is(err, stack.ErrBlocked) {
		t.Errorf("without our tag: %v", err)
	}
	if err := f.clients().Remove(t.Context(), "ringside", true, quiet); err == nil || slices.Contains(f.calls, "DeleteStack") {
		t.Errorf("without our tag it would be removed: %v", err)
	}
}

func TestAPlanThatWasAgreedToIsDoneOrNothing(t *testing.T) {
	f := newFake()
	p, err := f.clients().Draw(t.Context(), wish())
	if err != nil {
		t.Fatal(err)
	}
	f.sends(t, theirs, "")
	f.streams[theirs] = ""
	if _, err := f.clients().Apply(t.Context(), wish(), p.Digest, quiet); !errors.Is(err, stack.ErrChanged) || len(f.there()) > 0 {
		t.Errorf("another plan was done: %v, there are %v", err, f.there())
	}
	if p, err = f.clients().Draw(t.Context(), wish()); err != nil {
		t.Fatal(err)
	}
	if _, err := f.clients().Apply(t.Context(), wish(), p.Digest, quiet); err != nil {
		t.Error(err)
	}
}

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
				if len(f.objects) > 0 {
					t.Errorf("%s, call %d: left are %v", kind, at, f.objects)
				}
			})
		}
	}
}
