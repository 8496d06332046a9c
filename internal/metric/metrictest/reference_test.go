package metrictest_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/ringside/ringside/internal/metric/metrictest"
)

func TestReferenceDoesNotCareHowFactsWereDelivered(t *testing.T) {
	for _, scenario := range metrictest.Scenarios(t) {
		t.Run(scenario.Name, func(t *testing.T) {
			for seed := range uint64(20) {
				random := rand.New(rand.NewPCG(seed, 3))
				facts := slices.Concat(scenario.Contacts, scenario.Events)
				facts = append(facts, facts[:random.IntN(len(facts)+1)]...) // delivered again
				random.Shuffle(len(facts), func(i, j int) { facts[i], facts[j] = facts[j], facts[i] })
				scenario.Check(t, metrictest.NewReference(facts...))
			}
		})
	}
}
