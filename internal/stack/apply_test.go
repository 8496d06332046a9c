package stack_test

import (
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/stack"
)

func quiet(stack.Event) {}

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
	if f.targets() != all || len(f.objects) != 1 || len(f.domains) != 1 {
		t.Errorf("the instance sends to %v, and there are the buckets %v and the domains %v", f.targets(), f.objects, f.domains)
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
