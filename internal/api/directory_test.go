package api

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/directory"
)

const (
	nightARN = instance + "/queue/5d6e7f80-9a1b-4c2d-8e3f-405162738495"
	careARN  = instance + "/routing-profile/7c1b2d3e-5a6f-4b8c-9d0e-1f2a3b4c5d6e"
	teamARN  = instance + "/agent-group/0e6f1c22-9b3d-4f7a-8f10-5b1d2c3a4e02"
	siteARN  = instance + "/agent-group/0e6f1c22-9b3d-4f7a-8f10-5b1d2c3a4e01"
	parkARN  = instance + "/agent/3b8ea1d2-55cf-4d1f-9c66-a24b1b7ef888"
)

// named is a directory that was listed twice: the queue of the nights was renamed, and one was deleted.
func named(t *testing.T) *directory.Directory {
	t.Helper()
	d, err := directory.Open(t.Context(), directory.Options{Folder: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	learn := func(hours int, kind directory.Kind, all ...directory.Entry) {
		if err := d.Learn(t.Context(), instance, kind, all, now.Add(time.Duration(hours-10)*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	called := func(arn, name string) directory.Entry {
		return directory.Entry{ARN: arn, Called: directory.Called{Name: name}}
	}
	learn(0, directory.Queues, called(salesARN, "Sales, as listed"), called(nightARN, "Night"), called(nightARN+"9", "Gone"))
	learn(1, directory.Queues, called(salesARN, "Sales, as listed"), called(nightARN, "야간"))
	profile := called(careARN, "Care")
	profile.Queues = []string{salesARN, nightARN}
	learn(0, directory.RoutingProfiles, profile)
	site, team := called(siteARN, "Seoul"), called(teamARN, "Team 1")
	site.Path, team.Path = []string{siteARN}, []string{siteARN, teamARN}
	learn(0, directory.HierarchyGroups, site, team)
	park := called(parkARN, "jwpark")
	park.First, park.Last, park.RoutingProfile, park.Group = "지원", "박", careARN, teamARN
	learn(0, directory.Users, park)
	month := now.AddDate(0, 0, -30)
	if err := d.Recall(t.Context(), directory.Queues, []directory.Saying{
		{ARN: helpARN, Name: "기술 지원", First: month, Last: now}, {ARN: salesARN, Name: "Sales", First: month, Last: now.AddDate(0, 0, -20)},
	}); err != nil {
		t.Fatal(err)
	}
	learn(0, directory.Instances, called(instance, "leeds-care"))
	status := called(instance+"/agent-state/1", "Lunch")
	status.Type = "CUSTOM"
	learn(0, directory.AgentStatuses, status)
	return d
}

func names(list DirectoryList) (all []string) {
	for _, e := range list.Entries {
		all = append(all, e.Source+": "+e.Name)
	}
	return all
}

func TestDirectoryListsWhatIsAskedFor(t *testing.T) {
	h := site(t, madeUpStore(), func(o *Options) { o.Directory = named(t) })
	tests := []struct {
		query string
		want  []string
	}{
		{"kind=queue", []string{"amazon_connect: Sales, as listed", "records: 기술 지원", "amazon_connect: 야간"}},
		{"kind=queue&gone=true&q=gone", []string{"amazon_connect: Gone"}},
		{"kind=queue&q=NIGHT", []string{"amazon_connect: 야간"}}, // as it was called before
		{"kind=queue&q=5d6e7f80-9a1b-4c2d-8e3f-405162738495", []string{"amazon_connect: 야간"}},
		{"kind=queue&limit=1&after=" + helpARN, []string{"amazon_connect: 야간"}},
		{"kind=queue&instance=another", nil},
		{"kind=user&q=박지원", []string{"amazon_connect: jwpark"}},
	}
	for _, tt := range tests {
		got := names(decode[DirectoryList](t, ask(h, "GET", Prefix+"/directory?"+tt.query, "")))
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.query, diff)
		}
	}
	if first := decode[DirectoryList](t, ask(h, "GET", Prefix+"/directory?kind=queue&limit=1", "")); !first.More || first.Total != 3 {
		t.Errorf("the first of three pages says %+v", first)
	}
	if w := ask(h, "GET", Prefix+"/directory?kind=queue&after=nobody", ""); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("after what is not there: %d", w.Code)
	}
	if w := ask(h, "GET", Prefix+"/directory?kind=teapot", ""); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("an unknown kind: %d", w.Code)
	}
}

// TestRecordsAreTheDirectoryWhereAmazonConnectIsNotAsked has a queue that records have called by two names.
func TestRecordsAreTheDirectoryWhereAmazonConnectIsNotAsked(t *testing.T) {
	d, err := directory.Open(t.Context(), directory.Options{Folder: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	day := func(n int) time.Time { return time.Date(2026, 11, n, 0, 0, 0, 0, time.UTC) }
	if err := d.Recall(t.Context(), directory.Queues, []directory.Saying{
		{ARN: salesARN, Name: "영업", First: day(9), Last: day(12)}, {ARN: salesARN, Name: "Sales", First: day(1), Last: day(8)},
	}); err != nil {
		t.Fatal(err)
	}
	h := site(t, madeUpStore(), func(o *Options) { o.Directory = d })
	got := decode[DirectoryList](t, ask(h, "GET", Prefix+"/directory?kind=queue&q=sales", ""))
	since := day(9)
	want := []DirectoryEntry{{
		ARN: salesARN, InstanceARN: instance, Kind: "queue", Name: "영업", Source: "records", Since: &since,
		Hierarchy: []NamedThing{}, Queues: []NamedThing{}, Former: []FormerName{{Name: "Sales", From: day(1), To: day(9)}},
	}}
	if diff := cmp.Diff(want, got.Entries, cmp.AllowUnexported(nullable[NamedThing]{})); diff != "" {
		t.Errorf("directory (-want +got):\n%s", diff)
	}
}

// TestHistoryKeepsTheNamesOfItsRecords has a queue that records name otherwise than Amazon Connect does now, and one that
// they do not name.
func TestHistoryKeepsTheNamesOfItsRecords(t *testing.T) {
	s := madeUpStore()
	for i := range s.contacts {
		if s.contacts[i].Queue.ARN == helpARN {
			s.contacts[i].Queue.ARN, s.contacts[i].Queue.Name = nightARN, ""
		}
	}
	h := site(t, s, func(o *Options) { o.Directory = named(t) })
	var got []string
	for _, value := range decode[DimensionList](t, ask(h, "GET", Prefix+"/dimensions?dimension=queue", "")).Values {
		got = append(got, value.Name)
	}
	if !slices.Contains(got, "Sales") || !slices.Contains(got, "야간") || slices.Contains(got, "Sales, as listed") {
		t.Errorf("queues are called %v", got)
	}
}

func TestAnInstanceWithoutAGivenNameIsCalledByItsAlias(t *testing.T) {
	h := site(t, madeUpStore(), func(o *Options) { o.Directory = named(t) })
	got := decode[DimensionList](t, ask(h, "GET", Prefix+"/dimensions?dimension=instance", "")).Values
	if want := []DimensionValue{{Value: instance, Name: "leeds-care"}}; !slices.Equal(got, want) {
		t.Errorf("instances are %+v, want %+v", got, want)
	}
	listed := func(name string) int64 {
		return decode[struct{ Total int64 }](t, ask(h, "GET", Prefix+"/contacts?from=2026-11-16&to=2026-11-23&instance="+name, "")).Total
	}
	if all, by := listed(url.QueryEscape(instance)), listed("leeds-care"); all != by || all == 0 {
		t.Errorf("%d contacts by the ARN, %d by the alias", all, by)
	}
}

func TestContactsAreFoundByWhatTheirQueueIsCalledNow(t *testing.T) {
	h := site(t, madeUpStore(), func(o *Options) { o.Directory = named(t) })
	const query = `{"metrics":["contacts_created"],"from":"2026-11-16","to":"2026-11-23","where":[{"dimension":"queue","values":["%s"]}]}`
	totals := func(queue string) any {
		return decode[struct{ Totals []any }](t, ask(h, "POST", Prefix+"/query", strings.ReplaceAll(query, "%s", queue))).Totals[0]
	}
	listed := func(queue string) int64 {
		return decode[struct{ Total int64 }](t, ask(h, "GET", Prefix+"/contacts?from=2026-11-16&to=2026-11-23&queue="+url.QueryEscape(queue), "")).Total
	}
	if was, is := totals("Sales"), totals("Sales, as listed"); was != is || is == 0.0 {
		t.Errorf("%v contacts by the name of the records, %v by that of now", was, is)
	}
	if was, is := listed("Sales"), listed("Sales, as listed"); was != is || is == 0 {
		t.Errorf("%d contacts are listed by the name of the records, %d by that of now", was, is)
	}
}
