package activity_test

import (
	"testing"

	"github.com/ringside/ringside/internal/activity/activitytest"
)

func TestEveryScenarioComesOutAsWorkedOutByHand(t *testing.T) {
	for _, scenario := range activitytest.Scenarios(t) {
		t.Run(scenario.Name, scenario.Check)
	}
}
