package stack_test

import (
	"errors"
	"maps"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/stack"
	"github.com/ringside/ringside/internal/stack/stacktest"
	"github.com/ringside/ringside/internal/stack/template"
)

// once strikes the first call of each operation, and remembers which was struck last.
type once struct {
	mu      sync.Mutex
	verdict stacktest.Verdict
	struck  map[string]bool
	last    string
}

func (o *once) judge(operation string) stacktest.Verdict {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.struck[operation] {
		return stacktest.Pass
	}
	o.struck[operation], o.last = true, operation
	return o.verdict
}

// operations are what apply and remove ask for in any case.
var operations = []string{
	"cloudformation:CreateChangeSet", "cloudformation:DeleteChangeSet", "cloudformation:DeleteStack", "cloudformation:DescribeChangeSet",
	"cloudformation:DescribeStackEvents", "cloudformation:DescribeStacks", "cloudformation:ExecuteChangeSet", "cloudformation:ListStackResources",
	"cloudformation:ListStacks", "connect:AssociateInstanceStorageConfig", "connect:DescribeInstance", "connect:DisassociateInstanceStorageConfig",
	"connect:ListInstanceStorageConfigs", "s3:DeleteBucket", "s3:DeleteObject", "s3:ListBucketVersions", "sts:GetCallerIdentity",
}

// TestACallThatIsRefusedOrLostIsMadeUpForByTheNextRun strikes one call after the other, until a run is through: so each run goes on from
// where the one before it was struck.
func TestACallThatIsRefusedOrLostIsMadeUpForByTheNextRun(t *testing.T) {
	for name, verdict := range map[string]stacktest.Verdict{"refused": stacktest.Deny, "its answer lost": stacktest.Lose} {
		t.Run(name, func(t *testing.T) {
			o := &once{verdict: verdict, struck: map[string]bool{}}
			a := newAmazonBehind(t, o.judge)
			before := a.everything(t)
			o.untilThrough(t, func() error {
				p, err := a.Apply(t.Context(), wish(), "", quiet)
				if errors.Is(err, stack.ErrBlocked) {
					return errors.New(p.Steps[0].Because)
				}
				return err
			})
			if left, err := a.Draw(t.Context(), wish()); err != nil || !left.Settled() {
				t.Errorf("left: %s, %v", actions(left), err)
			}
			kinds := map[string]int{}
			for _, one := range a.everything(t) {
				kind, _, _ := strings.Cut(one, " ")
				kinds[kind]++
			}
			for _, one := range before {
				kind, _, _ := strings.Cut(one, " ")
				kinds[kind]--
			}
			maps.DeleteFunc(kinds, func(_ string, n int) bool { return n == 0 })
			if d := cmp.Diff(kinds, map[string]int{"stack": 1, "stream": 2, "delivery": 2, "queue": 2, "rule": 1, "role": 2, "policy": 2, "bucket": 1, "log": 1}); d != "" {
				t.Errorf("-there is +wanted:\n%s", d)
			}
			a.record(t)
			o.untilThrough(t, func() error { return a.Remove(t.Context(), "ringside", true, quiet) })
			if d := cmp.Diff(a.everything(t), before); d != "" {
				t.Errorf("left behind: -is +before:\n%s", d)
			}
			for _, operation := range operations {
				if !o.struck[operation] {
					t.Errorf("%s was not struck", operation)
				}
			}
			w := wish()
			policy, err := template.OperatorPolicy(template.Streams, w.Options)
			if err != nil {
				t.Fatal(err)
			}
			for operation := range o.struck {
				if operation != "sts:GetCallerIdentity" && !strings.Contains(string(policy), `"`+operation+`"`) { // that one everybody may
					t.Errorf("%s is asked for, and is not in the operator's policy", operation)
				}
			}
		})
	}
}

// untilThrough runs something again until it succeeds. Of what is refused it has to say what would be needed.
func (o *once) untilThrough(t *testing.T, run func() error) {
	t.Helper()
	var err error
	for range operations {
		if err = run(); err == nil {
			return
		}
		said := err.Error()
		if o.verdict == stacktest.Deny && (!strings.Contains(said, "AWS refuses it") || !strings.Contains(said, "the permission is "+o.last)) {
			t.Errorf("%s is refused, and it says: %v", o.last, err)
		}
	}
	t.Fatalf("it is not through: %v; struck: %v", err, o.struck)
}
