package api

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/settings"
)

// promising is a centre in which one queue promises another service level than all others.
func promising(s *settings.Settings) {
	s.ServiceLevel = settings.Promise{Seconds: 15, Target: 80, Compare: "lt", Of: "removed", Abandons: "in"}
	s.Queues = []settings.QueuePromise{{
		QueueARN:     helpARN,
		ServiceLevel: settings.Promise{Seconds: 25, Target: 90, Compare: "lte", Of: "answered", Abandons: "out"},
	}}
}

const levelSpec = "service_level:seconds=queue"

// levelTable asks the query for service level by each queue's own promise, by the moment that the Overview counts by.
func levelTable(t *testing.T, h http.Handler, from, to, rest string) QueryResult {
	t.Helper()
	body := fmt.Sprintf(`{"metrics":[%q],"from":%q,"to":%q,"time_field":"initiation"%s}`, levelSpec, from, to, rest)
	return decode[QueryResult](t, ask(h, "POST", Prefix+"/query", body))
}

func percentOf(cell any) *float64 {
	if value, is := cell.(float64); is {
		return &value
	}
	return nil
}

func TestTheTileAndTheQueryShowOneServiceLevel(t *testing.T) {
	for name, own := range map[string]string{"common settings": "", "the instance's own": instance} {
		t.Run(name, func(t *testing.T) {
			h := site(t, madeUpStore(), func(o *Options) { o.Settings = keeping(t, own, promising) })
			o := decode[Overview](t, ask(h, "GET", Prefix+"/overview?from=2026-11-01&to=2026-11-22", ""))
			whole := levelTable(t, h, "2026-11-01", "2026-11-22", "")
			if got := percentOf(whole.Totals[0]); got == nil || !equal(got, o.ServiceLevel.Percent) {
				t.Errorf("the query says %s, the tile %s", text(got), text(o.ServiceLevel.Percent))
			}
			plain := decode[QueryResult](t, ask(h, "POST", Prefix+"/query",
				`{"metrics":["service_level"],"from":"2026-11-01","to":"2026-11-22","time_field":"initiation"}`))
			if equal(percentOf(plain.Totals[0]), o.ServiceLevel.Percent) {
				t.Error("nothing tells the promises of queues from Amazon's 20 seconds here")
			}
			queues := map[string]any{}
			for _, row := range levelTable(t, h, "2026-11-01", "2026-11-22", `,"by":["queue"]`).Rows {
				arn, _ := row[1].(string)
				queues[arn] = row[2]
			}
			for _, queue := range o.Queues {
				if got := percentOf(queues[queue.QueueARN]); !equal(got, queue.ServiceLevel.Percent) {
					t.Errorf("%s: the query says %s, the table %s", queue.QueueName, text(got), text(queue.ServiceLevel.Percent))
				}
			}
			for i, row := range levelTable(t, h, "2026-11-01", "2026-11-22", `,"every":"1d"`).Rows {
				if got := percentOf(row[1]); !equal(got, o.Series.Points[i].ServiceLevel) {
					t.Errorf("%v: the query says %s, the line %s", row[0], text(got), text(o.Series.Points[i].ServiceLevel))
				}
			}
			month := decode[Month](t, ask(h, "GET", Prefix+"/month?month=2026-10", ""))
			october := levelTable(t, h, "2026-10-01", "2026-11-01", `,"every":"1d"`)
			if got := percentOf(october.Totals[1]); got == nil || !equal(got, month.Figures.ServiceLevel.Percent) {
				t.Errorf("the query says %s, the month %s", text(got), text(month.Figures.ServiceLevel.Percent))
			}
			for i, row := range october.Rows {
				if got := percentOf(row[1]); !equal(got, month.Days[i].ServiceLevel.Percent) {
					t.Errorf("%v: the query says %s, the month %s", row[0], text(got), text(month.Days[i].ServiceLevel.Percent))
				}
			}
		})
	}
}

func TestATargetIsWhatThoseOfItsQueuesComeTo(t *testing.T) {
	h := agreed(t, madeUpStore(), promising)
	o := decode[Overview](t, ask(h, "GET", Prefix+"/overview?from=2026-11-01&to=2026-11-22", ""))
	var contacts, wanted float64
	for _, queue := range o.Queues {
		contacts += float64(queue.ServiceLevel.Queued)
		wanted += queue.ServiceLevel.Target * float64(queue.ServiceLevel.Queued)
	}
	if got := o.ServiceLevel; got.Seconds != 0 || got.Target != wanted/contacts || float64(got.Queued) != contacts {
		t.Errorf("of %v contacts: %+v, want a target of %v %% and no seconds", contacts, got, wanted/contacts)
	}
	alone := decode[Overview](t, ask(h, "GET", Prefix+"/overview?from=2026-11-01&to=2026-11-22&queue="+helpARN, ""))
	if got := alone.ServiceLevel; got.Seconds != 25 || got.Target != 90 {
		t.Errorf("of one queue: %+v, want 90 %% in 25 s", got)
	}
	none := decode[Overview](t, ask(h, "GET", Prefix+"/overview?from=2026-11-01&to=2026-11-22&queue=nowhere", ""))
	if got := none.ServiceLevel; got.Percent != nil || got.Seconds != 15 || got.Target != 80 {
		t.Errorf("of no contact: %+v, want 80 %% in 15 s", got)
	}
}

func TestAServiceLevelByQueueIsWhatItsContactsAddUpTo(t *testing.T) {
	store := madeUpStore()
	store.contacts = store.contacts[:300]
	h := agreed(t, store, promising)
	table := levelTable(t, h, "2026-10-20", "2026-11-22", `,"by":["queue","channel"]`)
	request := ExplainRequest{Metric: levelSpec, From: "2026-10-20", To: "2026-11-22", TimeField: "initiation", By: []string{"queue", "channel"}, Limit: 50}
	checkCell(t, h, request, percentOf(table.Totals[3]))
	for _, row := range table.Rows {
		queue, _ := row[1].(string)
		channel, _ := row[2].(string)
		request.Keys = []string{queue, channel}
		checkCell(t, h, request, percentOf(row[3]))
	}
	listed := decode[ContactList](t, ask(h, "GET", Prefix+"/contacts?from=2026-10-20&to=2026-11-22&metric="+levelSpec, ""))
	request.Keys, request.Part = nil, 0
	if found := explainAll(t, h, request); listed.Total != found.List.Total {
		t.Errorf("the list has %d contacts, the explanation %d", listed.Total, found.List.Total)
	}
}

func TestNewPromisesHoldFromTheNextQuestionOn(t *testing.T) {
	h := site(t, madeUpStore(), func(o *Options) { o.Settings = &memoryKeeper{} })
	before := levelTable(t, h, "2026-11-01", "2026-11-22", "").Totals[0]
	change := SettingsChange{Settings: settings.Default("Asia/Seoul")}
	promising(&change.Settings)
	if status, body := put(t, h, change); status != http.StatusOK {
		t.Fatalf("status %d: %s", status, body)
	}
	after := levelTable(t, h, "2026-11-01", "2026-11-22", "").Totals[0]
	tile := decode[Overview](t, ask(h, "GET", Prefix+"/overview?from=2026-11-01&to=2026-11-22", "")).ServiceLevel.Percent
	if before == after || !equal(percentOf(after), tile) {
		t.Errorf("before %v, then %v; the tile shows %s", before, after, text(tile))
	}
}

func TestTheCatalogueSaysWhatIsCountedByEachQueue(t *testing.T) {
	list := decode[MetricList](t, ask(agreed(t, madeUpStore(), promising), "GET", Prefix+"/metrics", ""))
	for _, m := range list.Metrics {
		if m.ID != "service_level" {
			continue
		}
		word := m.Parameters[0].Words[0]
		if !strings.Contains(word.Formula, "queue_s < 15") || !strings.Contains(word.Formula, "queue_s <= 25") {
			t.Errorf("by queue: %q, want both limits", word.Formula)
		}
		if word.Definition.EN == m.Definition.EN || word.Definition.KO == m.Definition.KO || strings.Contains(word.Definition.EN, "20") {
			t.Errorf("by queue: %+v, as of 20 seconds", word.Definition)
		}
		return
	}
	t.Fatal("no service level in the catalogue")
}

func TestATableSaysHowMetricsWithParametersAreCounted(t *testing.T) {
	h := site(t, madeUpStore())
	body := `{"metrics":["service_level","service_level:seconds=45,compare=lte"],"from":"2026-11-01","to":"2026-11-22","by":["queue"]}`
	columns := decode[QueryResult](t, ask(h, "POST", Prefix+"/query", body)).Columns
	if plain := columns[2]; plain.Definition != nil || plain.Formula != "" {
		t.Errorf("the catalogue says how this is counted, and the table too: %+v", plain)
	}
	of := columns[3]
	if of.Definition == nil || !strings.Contains(of.Definition.EN, "in 45 seconds or less") || !strings.Contains(of.Formula, "queue_s <= 45") {
		t.Errorf("%+v", of)
	}
}

func TestAnExportSaysWhatEachQueuePromised(t *testing.T) {
	e := exported{question: question{metrics: []string{levelSpec}, selection: selection{timeField: metric.ByInitiation}}}
	common := settings.Default("Asia/Seoul")
	promising(&common)
	e.question.promised = agreements{own: map[string]agreement{"": {settings: common}}}.promised()
	section, err := e.formulas(speaker("en"))
	if err != nil {
		t.Fatal(err)
	}
	said := strings.Join(section.Rows[1], "\n")
	for _, want := range []string{"each queue's own", "queues (1)", "queue_s <= 25", "all other queues", "queue_s < 15"} {
		if !strings.Contains(said, want) {
			t.Errorf("the sheet of formulas lacks %q: %s", want, said)
		}
	}
}
