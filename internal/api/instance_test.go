package api

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/live"
	"github.com/ringside/ringside/internal/sample"
)

// london is an instance that only the live board has heard of.
const london = "arn:aws:connect:eu-west-2:444455556666:instance/9d0e1f2a-3b4c-4d5e-8f60-718293a4b5c6"

// queuedIn is a call that entered a queue of an instance this moment.
func queuedIn(arn, id string) []connect.Fact {
	facts := queuedNow(id)
	e := facts[0].ContactEvent
	e.InstanceARN, e.QueueARN = arn, arn+strings.TrimPrefix(salesARN, instance)
	return facts
}

func TestLivePictureIsOfTheInstancesAskedFor(t *testing.T) {
	server, hub := liveSite(t)
	hub.Publish(append(queuedIn(instance, "a"), append(queuedIn(london, "b"), queuedIn(london, "c")...)...))
	get := func(path string, into any) {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), "GET", server.URL+Prefix+path, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := server.Client().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		if err := json.NewDecoder(answer.Body).Decode(into); err != nil {
			t.Fatal(err)
		}
	}
	short := connect.InstanceID(london)
	for query, want := range map[string]int64{
		"": 3, "instance=" + london: 2, "instance=" + short: 2, "instance=" + short + "&instance=" + instance: 3, "instance=nowhere": 0,
	} {
		var s live.Snapshot
		get("/live/snapshot?"+query, &s)
		if s.Totals.InQueue != want {
			t.Errorf("snapshot of %q: %d waiting, want %d", query, s.Totals.InQueue, want)
		}
		var list live.WaitingList
		get("/live/waiting?queue="+connect.ResourceID(salesARN)+"&"+query, &list)
		if list.Total != want || int64(len(list.Contacts)) != want {
			t.Errorf("list of %q: %d of %d waiting, want %d", query, len(list.Contacts), list.Total, want)
		}
	}
	var values DimensionList
	get("/dimensions?dimension=instance", &values)
	want := []DimensionValue{{Value: instance, Name: "ap-northeast-2 · 5f3c2a10"}, {Value: london, Name: "eu-west-2 · 9d0e1f2a"}}
	if diff := cmp.Diff(want, values.Values); diff != "" {
		t.Errorf("instances (-want +got):\n%s", diff)
	}
}

func TestStreamOfOneInstanceTellsNothingOfAnother(t *testing.T) {
	server, hub := liveSite(t)
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	r, err := http.NewRequestWithContext(ctx, "GET", server.URL+Prefix+"/live?instance="+url.QueryEscape(instance), http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	seen := []string{}
	_, err = follow(server.Client(), r, func(e event) bool {
		switch e.name {
		case "snapshot":
			hub.Publish(queuedIn(london, "a"))
			hub.Publish(queuedIn(instance, "b"))
		case "delta":
			seen = append(seen, e.data)
		}
		return len(seen) == 0
	})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(seen[0], `"in_queue":1`) || strings.Contains(seen[0], "eu-west-2") {
		t.Errorf("delta: %s", seen[0])
	}
}

func TestHistoryOfAnInstance(t *testing.T) {
	kept := keptSamples(t)
	waiting := func(n int64) sample.Values { return sample.Values{sample.InQueue: n, sample.Waiting: n} }
	at := now.Add(-2*time.Hour + 150*15*time.Second) // nobody has looked yet
	err := kept.Put(t.Context(), sample.Moment{At: at, Series: map[string]sample.Values{
		sample.Whole: waiting(5), sample.OfInstance(instance): waiting(2), sample.OfInstance(london): waiting(3),
		salesARN: waiting(2), london + strings.TrimPrefix(salesARN, instance): waiting(3),
	}})
	if err != nil {
		t.Fatal(err)
	}
	h := site(t, madeUpStore(), func(o *Options) { o.Samples = kept })
	from := url.Values{"from": {at.Format(time.RFC3339)}, "to": {at.Add(15 * time.Second).Format(time.RFC3339)}}.Encode()
	for query, want := range map[string]int64{
		"": 5, "&instance=" + london: 3, "&instance=" + connect.InstanceID(instance): 2,
		"&instance=" + london + "&instance=" + connect.InstanceID(instance): 5, "&instance=" + london + "&instance=" + london: 3,
		"&instance=" + london + "&queue=" + connect.ResourceID(salesARN):   3,
		"&instance=" + instance + "&queue=" + connect.ResourceID(salesARN): 2,
	} {
		got := decode[LiveHistory](t, ask(h, "GET", Prefix+"/live/history?"+from+query, ""))
		if diff := cmp.Diff([]*int64{&want}, got.Total.Last); diff != "" {
			t.Errorf("%q (-want +got):\n%s", query, diff)
		}
	}
	for _, query := range []string{"&instance=nowhere", "&queue=" + connect.ResourceID(salesARN)} {
		if w := ask(h, "GET", Prefix+"/live/history?"+from+query, ""); w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%q: %d, want 422", query, w.Code)
		}
	}
}
