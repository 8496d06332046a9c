package current

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringside/ringside/internal/directory"
	"github.com/ringside/ringside/internal/live"
)

func TestInstancesOfOneAccountAndRegionShareABudget(t *testing.T) {
	const at = "arn:aws:connect:eu-west-2:111122223333:instance/"
	for name, tt := range map[string]struct {
		other  string
		shared bool
	}{
		"same account and Region": {at + "b", true},
		"another Region":          {"arn:aws:connect:us-east-1:111122223333:instance/b", false},
		"another account":         {"arn:aws:connect:eu-west-2:444455556666:instance/b", false},
		"another partition":       {"arn:aws-cn:connect:eu-west-2:111122223333:instance/b", false},
	} {
		var budgets Budgets
		if shared := budgets.Of(at+"a") == budgets.Of(tt.other); shared != tt.shared {
			t.Errorf("%s: shared %t, want %t", name, shared, tt.shared)
		}
	}
}

// TestManyInstancesAskNoFasterThanTheirBudgets asks about three instances, two of which share an account and Region.
func TestManyInstancesAskNoFasterThanTheirBudgets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		hub := live.NewHub(live.Options{})
		const minutes = 10
		var budgets Budgets
		apis := map[string]*connectAPI{}
		ended := make(chan error, 4)
		go func() { ended <- hub.Run(ctx) }()
		names, err := directory.Open(ctx, directory.Options{Folder: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		for _, arn := range []string{instance, instance + "b", "arn:aws:connect:us-east-1:111122223333:instance/c"} {
			moved := make(chan struct{})
			close(moved) // something always moves
			apis[arn] = &connectAPI{waiting: 1}
			if err := names.Learn(ctx, arn, directory.Queues, []directory.Entry{{ARN: arn + "/queue/sales"}}, time.Now()); err != nil {
				t.Fatal(err)
			}
			p := New(Options{API: apis[arn], Instance: arn, Board: hub, Directory: names, Budget: budgets.Of(arn), Moved: moved})
			go func() { ended <- p.Run(ctx) }()
		}
		time.Sleep(minutes * time.Minute)
		stop()
		for range 4 {
			if err := <-ended; err != nil {
				t.Error(err)
			}
		}
		if err := names.Close(); err != nil {
			t.Error(err)
		}
		shared := len(apis[instance].asked) + len(apis[instance+"b"].asked)
		if most := minutes * 60; shared > most {
			t.Errorf("%d requests of two instances in %d minutes, want %d at most", shared, minutes, most)
		}
		for arn, api := range apis {
			if least := minutes * 60 / 15; len(api.asked) < least {
				t.Errorf("%s was asked about %d times, want %d at least", arn, len(api.asked), least)
			}
		}
	})
}
