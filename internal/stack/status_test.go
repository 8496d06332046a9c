package stack_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cfn "github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
)

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
