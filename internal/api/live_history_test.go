package api

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/sample"
)

// keptSamples is a store of samples over two hours before now, with a hole in it and one queue that nobody knows any more.
func keptSamples(t *testing.T) *sample.Store {
	t.Helper()
	s, err := sample.Open(t.Context(), sample.Options{Folder: t.TempDir(), Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	var moments []sample.Moment
	for i := range int64(480) {
		if i >= 100 && i < 220 {
			continue // the server was down
		}
		waiting := sample.Values{sample.InQueue: i % 7, sample.Scheduled: 1, sample.Waiting: i%7 + 1, sample.Online: 5, sample.Available: 2}
		if i%7 > 0 {
			waiting[sample.OldestWait] = 1 + 15*(i%7)
		}
		moments = append(moments, sample.Moment{
			At:     now.Add(-2*time.Hour + time.Duration(i)*15*time.Second),
			Series: map[string]sample.Values{sample.Whole: waiting, salesARN: waiting, instance + "/queue/gone": {sample.Online: 1}},
		})
	}
	if err := s.Put(t.Context(), moments...); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestDepthOfAQueueAtAMoment(t *testing.T) {
	h := site(t, madeUpStore(), func(o *Options) { o.Samples = keptSamples(t) })
	for _, queue := range []string{"Sales", salesARN, "9b8a7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d"} {
		got := decode[LiveHistory](t, ask(h, "GET", Prefix+"/live/history?from=2026-11-22T13:25:00%2B09:00&to=2026-11-22T13:25:30%2B09:00&queue="+queue, ""))
		// 20 samples of 15 s after the first, so 6 and 0 of a cycle of seven wait in the queue, and one callback.
		want := []*int64{new(int64(7)), new(int64(1))}
		if diff := cmp.Diff(want, got.Total.Last); diff != "" || got.StepSeconds != 15 || got.Queue != salesARN {
			t.Errorf("%s, steps of %d s of %s (-want +got):\n%s", queue, got.StepSeconds, got.Queue, diff)
		}
		if diff := cmp.Diff([]*int64{new(int64(90)), nil}, got.OldestWait.Last); diff != "" {
			t.Errorf("%s, oldest (-want +got):\n%s", queue, diff)
		}
	}
	gone := decode[LiveHistory](t, ask(h, "GET", Prefix+"/live/history?range=today&queue=gone", ""))
	if gone.StepSeconds != 300 || len(gone.Times) != 288 || gone.Queue != instance+"/queue/gone" {
		t.Errorf("a day of a queue that no record names: %d points of %d s of %s", len(gone.Times), gone.StepSeconds, gone.Queue)
	}
}

func TestWhoSeesOneInstanceIsToldOfItAloneAsTheCentre(t *testing.T) {
	kept := keptSamples(t)
	err := kept.Put(t.Context(), sample.Moment{At: now, Series: map[string]sample.Values{
		sample.Whole: {sample.Waiting: 3}, sample.OfInstance(instance): {sample.Waiting: 1}, sample.OfInstance(london): {sample.Waiting: 2},
	}})
	if err != nil {
		t.Fatal(err)
	}
	s := &server{Options: Options{Samples: kept}}
	one, id := metric.Everything().Within([]string{london}), connect.InstanceKey(london)
	for _, c := range []struct {
		scope     metric.Scope
		queue     string
		instances []string
		want      []string
	}{
		{metric.Everything(), "", nil, []string{sample.Whole}},
		{metric.Everything(), "", []string{id}, []string{sample.OfInstance(london)}},
		{metric.Everything(), salesARN, nil, []string{salesARN}},
		{one, "", nil, []string{sample.OfInstance(london)}},
		{one, "", []string{connect.InstanceKey(instance), id}, []string{sample.OfInstance(london)}},
		{one, salesARN, nil, []string{}},
		{metric.Scope{}, "", nil, nil},
	} {
		if diff := cmp.Diff(c.want, s.sampledSeries(c.scope, c.queue, c.instances)); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", c, diff)
		}
	}
}

func TestHistoryIsCutAtLocalDaysWhateverTheirLength(t *testing.T) {
	h := site(t, madeUpStore(), func(o *Options) { o.Samples = keptSamples(t) })
	got := decode[LiveHistory](t, ask(h, "GET", Prefix+"/live/history?from=2026-10-31&to=2026-11-03&zone=America/New_York&step=1d", ""))
	want := []string{"2026-10-31T00:00:00-04:00", "2026-11-01T00:00:00-04:00", "2026-11-02T00:00:00-05:00"}
	var days []string
	for _, day := range got.Times {
		days = append(days, day.Format(time.RFC3339))
	}
	if diff := cmp.Diff(want, days); diff != "" {
		t.Errorf("days (-want +got):\n%s", diff)
	}
}

func TestHistoryThatCannotBeTold(t *testing.T) {
	h := site(t, madeUpStore(), func(o *Options) { o.Samples = keptSamples(t) })
	for query, want := range map[string]string{
		"from=2026-11-01&to=2026-11-02&queue=Selas":          "/dimensions?dimension=queue lists them",
		"from=2026-09-01&to=2026-09-02&step=1m":              "ask with step=15m",
		"from=2026-11-20&to=2026-11-22&step=15s":             "at most 5760",
		"from=2026-11-22&to=2026-11-21":                      "to must be after from",
		"from=2026-11-01&to=2026-11-02&step=2m":              "",
		"from=2026-11-01&to=2026-11-02&queue=Sales&queue=He": "",
	} {
		w := ask(h, "GET", Prefix+"/live/history?"+query, "")
		if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d %s; want 422 with %q", query, w.Code, w.Body, want)
		}
	}
	w := ask(site(t, madeUpStore()), "GET", Prefix+"/live/history?range=today", "")
	if w.Code != http.StatusServiceUnavailable {
		t.Errorf("without samples: %d", w.Code)
	}
}

// TestExportedHistoryIsTheHistory compares each cell with the answer that the charts are drawn from; a hole stays empty.
func TestExportedHistoryIsTheHistory(t *testing.T) {
	h := site(t, madeUpStore(), func(o *Options) { o.Samples = keptSamples(t) })
	const asked = `"from":"2026-11-22T13:20:00+09:00","to":"2026-11-22T15:20:00+09:00"`
	want := decode[LiveHistory](t, ask(h, "GET", Prefix+"/live/history?from=2026-11-22T13:20:00%2B09:00&to=2026-11-22T15:20:00%2B09:00&queue=Sales", ""))
	rows, _ := exportRows(t, h, `{"format":"csv","live_history":{`+asked+`,"queue":"Sales"}}`)
	if len(rows) != len(want.Times) || len(rows) != 480 {
		t.Fatalf("%d rows of %d points", len(rows), len(want.Times))
	}
	holes := 0
	for i, row := range rows {
		got := []string{row["start_utc"], row["samples"], row["total_last"], row["in_queue_max"], row["oldest_wait_seconds_max"], row["agents_online_last"]}
		told := []string{
			want.Times[i].UTC().Format(time.RFC3339), strconv.FormatInt(want.Samples[i], 10), optional(want.Total.Last[i]),
			optional(want.InQueue.Max[i]), optional(want.OldestWait.Max[i]), optional(want.AgentsOnline.Last[i]),
		}
		if diff := cmp.Diff(told, got); diff != "" {
			t.Fatalf("row %d (-history +export):\n%s", i, diff)
		}
		if row["samples"] == "0" {
			holes++
		}
	}
	if holes != 120 {
		t.Errorf("%d rows without a sample, want the 120 of the hole", holes)
	}
	for body, words := range map[string]string{
		`{"format":"csv","changed_since":1,"live_history":{` + asked + `}}`:                "told of contacts only",
		`{"format":"csv","live_history":{` + asked + `,"queue":"Selas"}}`:                  "No queue is known",
		`{"format":"csv","contacts":{"from":"2026-11-01"},"live_history":{` + asked + `}}`: "exactly one",
	} {
		if w := ask(h, "POST", Prefix+"/export", body); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), words) {
			t.Errorf("%s: %d %s", body, w.Code, w.Body)
		}
	}
}

// TestTheDictionaryKnowsEveryFigureThatIsKept holds the catalogue of live figures to the history itself.
func TestTheDictionaryKnowsEveryFigureThatIsKept(t *testing.T) {
	kept := map[string]bool{"oldest_wait_seconds": true}
	for _, figure := range new(LiveHistory).figures() {
		kept[figure.name] = true
	}
	list := decode[MetricList](t, ask(site(t, madeUpStore()), "GET", Prefix+"/metrics", ""))
	told := map[string]bool{}
	for _, figure := range list.Live {
		if figure.Kept {
			told[figure.ID] = true
		}
		if figure.Title.KO == "" || figure.Title.EN == "" || figure.Definition.KO == "" || figure.Definition.EN == "" || figure.Counted.KO == "" {
			t.Errorf("%s is not described: %+v", figure.ID, figure)
		}
	}
	if diff := cmp.Diff(kept, told); diff != "" {
		t.Errorf("kept figures (-history +dictionary):\n%s", diff)
	}
}
