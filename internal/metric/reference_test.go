package metric_test

import (
	"slices"
	"testing"

	"github.com/ringside/ringside/internal/metric/metrictest"
)

func TestReferenceAnswersEveryScenario(t *testing.T) {
	for _, scenario := range metrictest.Scenarios(t) {
		t.Run(scenario.Name, func(t *testing.T) {
			scenario.Check(t, metrictest.NewReference(slices.Concat(scenario.Contacts, scenario.Events)...))
		})
	}
}
