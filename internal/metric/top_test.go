package metric_test

import (
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
)

// of are the recounted cells of the contacts of a bucket for which all conditions hold.
func of(contacts []connect.Contact, from, to time.Time, conditions ...func(*connect.Contact) bool) ([]any, bool) {
	found := count(contacts, func(c *connect.Contact) bool {
		holds := c.Initiation >= connect.MillisOf(from) && c.Initiation < connect.MillisOf(to)
		for _, condition := range conditions {
			holds = holds && condition(c)
		}
		return holds
	})
	return found.cells(), found.Created > 0
}

func TestTopAndOthersEqualAPlainRecount(t *testing.T) {
	seoul := zone(t, "Asia/Seoul")
	from := time.Date(2026, 11, 1, 0, 0, 0, 0, seoul)
	to := from.AddDate(0, 0, 3)
	for seed := range uint64(40) {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, 23))
			contacts := randomContacts(random, random.IntN(200), from)
			ranks := random.IntN(len(recountedMetrics))
			top := metric.Top{N: 1 + random.IntN(5), By: recountedMetrics[ranks], Dimension: metric.Queue, Least: seed%2 == 0}
			got, err := metric.Run(t.Context(), asker(contacts), metric.Query{
				Metrics: recountedMetrics, From: from, To: to, Zone: seoul, Every: metric.Day, TimeField: metric.ByInitiation,
				By: []metric.Dimension{metric.Channel, metric.Queue}, Scope: metric.Everything(), Top: &top,
			})
			if err != nil {
				t.Fatal(err)
			}
			ranked := rankedQueues(contacts, from, to, ranks, top.Least)
			kept := ranked[:min(top.N, len(ranked))]
			rows, others := [][]any{}, [][]any{}
			for day := from; day.Before(to); day = day.AddDate(0, 0, 1) {
				for _, queue := range kept {
					for _, channel := range []string{"", "CHAT", "TASK", "VOICE"} {
						cells, some := of(contacts, day, day.AddDate(0, 0, 1), inQueue(queue), inChannel(channel))
						if some {
							rows = append(rows, append([]any{day.Format(time.DateOnly), text(channel), text(queueNames[queue]), text(queue)}, cells...))
						}
					}
				}
				for _, channel := range []string{"", "CHAT", "TASK", "VOICE"} {
					cells, some := of(contacts, day, day.AddDate(0, 0, 1), inChannel(channel), func(c *connect.Contact) bool {
						return !slices.Contains(kept, c.Queue.ARN)
					})
					if some {
						others = append(others, append([]any{day.Format(time.DateOnly), text(channel), nil, nil}, cells...))
					}
				}
			}
			if diff := gocmp.Diff(rows, got.Rows); diff != "" {
				t.Errorf("rows of top %+v (- recount, + metric):\n%.3000s", top, diff)
			}
			if diff := gocmp.Diff(others, got.Others); diff != "" {
				t.Errorf("others of top %+v (- recount, + metric):\n%.3000s", top, diff)
			}
			totals, _ := of(contacts, from, to)
			if diff := gocmp.Diff(append([]any{nil, nil, nil, nil}, totals...), got.Totals); diff != "" {
				t.Errorf("totals (- recount, + metric):\n%s", diff)
			}
			want := &metric.Ranked{N: top.N, By: top.By, Dimension: metric.Queue, Least: top.Least, Values: len(ranked)}
			if diff := gocmp.Diff(want, got.Top); diff != "" {
				t.Error(diff)
			}
		})
	}
}

var queueNames = map[string]string{"arn:queue/1": "q-one", "arn:queue/2": "q-two", "arn:queue/3": "q-three"}

func text(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func inQueue(arn string) func(*connect.Contact) bool {
	return func(c *connect.Contact) bool { return c.Queue.ARN == arn }
}

func inChannel(channel string) func(*connect.Contact) bool {
	return func(c *connect.Contact) bool { return c.Channel == channel }
}

// rankedQueues are the queues of the range in order of a figure, equals by name; without a figure comes last.
func rankedQueues(contacts []connect.Contact, from, to time.Time, figure int, least bool) []string {
	figures := map[string]any{}
	var queues []string
	for _, queue := range []string{"", "arn:queue/1", "arn:queue/3", "arn:queue/2"} { // by name
		if cells, some := of(contacts, from, to, inQueue(queue)); some {
			figures[queue] = cells[figure]
			queues = append(queues, queue)
		}
	}
	value := func(queue string) (float64, bool) {
		switch v := figures[queue].(type) {
		case int64:
			return float64(v), true
		case float64:
			return v, true
		}
		return 0, false
	}
	slices.SortStableFunc(queues, func(a, b string) int {
		x, hasX := value(a)
		y, hasY := value(b)
		switch {
		case !hasX && !hasY:
			return 0
		case !hasX:
			return 1
		case !hasY:
			return -1
		case least:
			return cmp.Compare(x, y)
		}
		return cmp.Compare(y, x)
	})
	return queues
}

func TestOthersAreAskedForThemselvesAndNeverAddedUp(t *testing.T) {
	contacts := []connect.Contact{}
	for i, c := range []struct {
		queue, agent string
		talk         int64
	}{{"1", "a", 10}, {"1", "a", 20}, {"1", "b", 30}, {"2", "a", 100}, {"2", "a", 200}, {"3", "a", 600}} {
		contacts = append(contacts, connect.Contact{
			ContactID: connect.ContactID(fmt.Sprint(i)), Initiation: connect.MillisOf(november(2)), LastUpdate: 1, InitiationMethod: "INBOUND",
			Queue: connect.ContactQueue{ARN: "arn:queue/" + c.queue},
			Agent: connect.ContactAgent{
				ARN: "arn:agent/" + c.agent, ConnectedToAgent: connect.MillisOf(november(2)), AgentInteractionDuration: connect.Some(c.talk),
			},
		})
	}
	q := dayQuery("contacts_handled", "average_call_duration", "number_of_agents")
	q.From, q.To, q.TimeField = november(1), november(4), metric.ByInitiation
	q.By, q.Top = []metric.Dimension{metric.Queue}, &metric.Top{N: 1}
	got, err := metric.Run(t.Context(), asker(contacts), q)
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff([][]any{{"1", "arn:queue/1", int64(3), 20.0, int64(2)}}, got.Rows); diff != "" {
		t.Error(diff)
	}
	// One agent in both other queues, and a mean of three calls: no sum of what the queues' own rows would say.
	if diff := gocmp.Diff([][]any{{nil, nil, int64(3), 300.0, int64(1)}}, got.Others); diff != "" {
		t.Error(diff)
	}
	q.Top.N = 3
	got, err = metric.Run(t.Context(), asker(contacts), q)
	if err != nil || len(got.Rows) != 3 || len(got.Others) != 0 {
		t.Errorf("top 3 of 3: %d rows, %d others, error %v", len(got.Rows), len(got.Others), err)
	}
}

func TestTopIsComparedToo(t *testing.T) {
	var contacts []connect.Contact
	add := func(day int, channel string, n int) {
		for range n {
			contacts = append(contacts, connect.Contact{
				ContactID: connect.ContactID(fmt.Sprint(len(contacts))), Initiation: connect.MillisOf(november(day)), LastUpdate: 1, Channel: channel,
			})
		}
	}
	add(9, "VOICE", 5)
	add(9, "CHAT", 2)
	add(2, "VOICE", 1)
	add(2, "TASK", 7) // only the week before
	q := dayQuery("contacts_created")
	q.From, q.To, q.TimeField = november(9), november(10), metric.ByInitiation
	q.By, q.Top, q.Compare = []metric.Dimension{metric.Channel}, &metric.Top{N: 2}, &metric.Comparison{Period: metric.WeekBefore}
	got, err := metric.Run(t.Context(), asker(contacts), q)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]any{{"VOICE", int64(5), int64(1), int64(4)}, {"CHAT", int64(2), int64(0), int64(2)}}
	if diff := gocmp.Diff(want, got.Rows); diff != "" {
		t.Error(diff)
	}
	if diff := gocmp.Diff([][]any{{nil, int64(0), int64(7), int64(-7)}}, got.Others); diff != "" {
		t.Error(diff)
	}
}

func TestTopThatMeansNothingSaysWhatToAsk(t *testing.T) {
	for _, c := range []struct {
		top  metric.Top
		by   []metric.Dimension
		want string
	}{
		{metric.Top{N: 5}, nil, "group by a dimension too"},
		{metric.Top{N: 0}, []metric.Dimension{metric.Queue}, "ask for 1 to 500"},
		{metric.Top{N: 501}, []metric.Dimension{metric.Queue}, "ask for 1 to 500"},
		{metric.Top{N: 5, Dimension: "que"}, []metric.Dimension{metric.Queue}, "did you mean queue?"},
		{metric.Top{N: 5, By: "contact_handled"}, []metric.Dimension{metric.Queue}, "did you mean contacts_handled or"},
		{metric.Top{N: 5, By: "abandonment_rate"}, []metric.Dimension{metric.Agent}, "means nothing by agent"},
	} {
		q := dayQuery("contacts_handled")
		q.By, q.Top = c.by, &c.top
		_, err := metric.Run(t.Context(), asker(nil), q)
		if !errors.Is(err, metric.ErrQuestion) && !errors.Is(err, metric.ErrUnknownMetric) || !strings.Contains(fmt.Sprint(err), c.want) {
			t.Errorf("%+v: error %v, want %q", c.top, err, c.want)
		}
	}
}
