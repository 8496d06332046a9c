package metrictest_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/metric/metrictest"
)

func TestReferenceDoesNotCareHowFactsWereDelivered(t *testing.T) {
	var facts []connect.Fact
	for _, scenario := range metrictest.Scenarios(t) {
		facts = append(facts, scenario.Contacts...)
		facts = append(facts, scenario.Events...)
	}
	straight := metrictest.NewReference(facts...)
	answered := 0
	for seed := range uint64(100) {
		random := rand.New(rand.NewPCG(seed, 3))
		question := metrictest.RandomQuestion(random, facts)
		shuffled := append([]connect.Fact(nil), facts...)
		shuffled = append(shuffled, facts[:random.IntN(len(facts))]...)
		random.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		want, got := ask(t, straight, question), ask(t, metrictest.NewReference(shuffled...), question)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("seed %d: %s", seed, diff)
		}
		answered += len(want)
	}
	if answered == 0 {
		t.Error("no question found a contact")
	}
}

func ask(t *testing.T, asker metric.Asker, question metric.Question) []metric.Slice {
	t.Helper()
	answers, err := asker.Query(t.Context(), question)
	if err != nil {
		t.Fatal(err)
	}
	return answers[0]
}
