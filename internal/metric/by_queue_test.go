package metric_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/metric"
)

// agreements draws what was agreed for three instances of four queues each, some of which share a text.
func agreements(r *rand.Rand) metric.ByQueue {
	formulas := []string{"seconds=10", "seconds=10,compare=lte", "seconds=30,of=answered", "seconds=20,abandons=out", "seconds=20,short=5", ""}
	one := func() string { return formulas[r.IntN(len(formulas))] }
	b := metric.ByQueue{Queues: map[string]string{}, Instances: map[string]string{}, Others: one()}
	for _, instance := range []string{"i/0", "i/1"} {
		if r.IntN(2) == 0 {
			b.Instances[instance] = one()
		}
		for _, queue := range []string{"/q0", "/q1"} {
			if r.IntN(2) == 0 {
				b.Queues[instance+queue] = one()
			}
		}
	}
	return b
}

// contactOf is a row of any queue, or of none, with any wait.
func contactOf(r *rand.Rand) metric.Row {
	instance := []string{"i/0", "i/1", "i/2"}[r.IntN(3)]
	row := metric.Row{InstanceARN: instance}
	if r.IntN(6) > 0 {
		row.QueueARN = instance + []string{"/q0", "/q1", "/q2"}[r.IntN(3)]
	}
	row.Set(metric.ColQueueS, metric.Int{Value: int64(r.IntN(40)), Valid: r.IntN(5) > 0})
	for _, flag := range []metric.Column{metric.ColQueued, metric.ColConnected, metric.ColAbandoned} {
		row.Set(flag, metric.Int{Value: int64(r.IntN(2)), Valid: true})
	}
	return row
}

// The text of a contact is looked up here as a person would: its queue's, else its instance's, else that of the rest.
func TestEveryContactIsJudgedByItsOwnQueue(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 1))
	for range 300 {
		b := agreements(r)
		level, err := b.Find("service_level:seconds=queue")
		if err != nil {
			t.Fatal(err)
		}
		for range 20 {
			row := contactOf(r)
			own, found := b.Queues[row.QueueARN]
			if !found {
				own, found = b.Instances[row.InstanceARN]
			}
			if !found {
				own = b.Others
			}
			for _, text := range b.Texts() {
				if where := b.Where(text); where.Holds(&row) != (text == own) {
					t.Fatalf("%+v of %q, %q: %s", b, row.QueueARN, text, where)
				}
			}
			alone := find(t, strings.TrimSuffix("service_level:"+own, ":"))
			for i, part := range []string{"served", "offered"} {
				if level.Measures[i].Where.Holds(&row) != alone.Measures[i].Where.Holds(&row) {
					t.Fatalf("%+v of %q: %s differs from %q alone", b, row.QueueARN, part, own)
				}
			}
		}
	}
}

func TestQueuesThatAllPromiseTheSameAreAskedAboutAtOnce(t *testing.T) {
	b := metric.ByQueue{Queues: map[string]string{"i/0/q0": "seconds=30"}, Instances: map[string]string{"i/1": "seconds=30"}, Others: "seconds=30"}
	level, err := b.Find("service_level:seconds=queue")
	if err != nil {
		t.Fatal(err)
	}
	alone := find(t, "service_level:seconds=30")
	for i, measure := range level.Measures {
		if measure.Name != alone.Measures[i].Name || level.Formula != alone.Formula {
			t.Errorf("%s is counted as %s, of %q", measure.Name, measure.Formula(), level.Formula)
		}
	}
}

func TestFormulaSaysWhatWasAgreedForWhom(t *testing.T) {
	b := metric.ByQueue{Queues: map[string]string{"i/0/q0": "seconds=10", "i/0/q1": "seconds=10"}, Others: "seconds=20,compare=lte,abandons=out"}
	level, err := b.Find("service_level:seconds=queue")
	if err != nil {
		t.Fatal(err)
	}
	want := "queues (2): 100 * count(queue_s < 10) / count(queued = 1); " +
		"all other queues: 100 * count(queue_s <= 20 and abandoned = 0) / count(queued = 1 and abandoned = 0)"
	if level.Formula != want {
		t.Errorf("formula %q, want %q", level.Formula, want)
	}
	if text := level.Measures[0].Formula(); !strings.Contains(text, "queue in (q0, q1)") {
		t.Errorf("what is counted reads %q", text)
	}
	if columns := level.Measures[0].Columns(); !slices.Equal(columns, []metric.Column{metric.ColQueueS, metric.ColAbandoned}) {
		t.Errorf("it is about columns %v", columns)
	}
}

func TestWhatCannotBeAgreedOnIsRefused(t *testing.T) {
	for spec, b := range map[string]metric.ByQueue{
		"service_level:seconds=queue,compare=lte":             {},
		"contacts_removed_from_queue_in_x:seconds=queue":      {},
		"service_level:seconds=queue":                         {Others: "seconds=queue"},
		" service_level:seconds=queue":                        {Queues: map[string]string{"i/0/q0": "seconds=0"}},
		"service_level:seconds=queues":                        {},
		"service_level:short=5,seconds=queue,abandons=in    ": {},
	} {
		if m, err := b.Find(spec); !errors.Is(err, metric.ErrUnknownMetric) {
			t.Errorf("%q of %+v: found %s, error %v", spec, b, m.ID, err)
		}
	}
}
