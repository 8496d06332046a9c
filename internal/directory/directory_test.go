package directory

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/metric"
)

const (
	instance = "arn:aws:connect:ap-northeast-2:111122223333:instance/5f3c2a10-7b6d-4e8f-9a1b-0c2d3e4f5a6b"
	salesARN = instance + "/queue/sales"
	helpARN  = instance + "/queue/help"
)

// nine is the moment that tests count from.
var nine = time.Date(2026, 11, 17, 9, 0, 0, 0, time.UTC)

func at(hours int) time.Time { return nine.Add(time.Duration(hours) * time.Hour) }

func opened(t *testing.T, folder string) *Directory {
	t.Helper()
	d, err := Open(t.Context(), Options{Folder: folder})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// learn takes in that these queues were there, by ARN and name, one after the other.
func learn(t *testing.T, d *Directory, hours int, named ...string) {
	t.Helper()
	var all []Entry
	for i := 0; i < len(named); i += 2 {
		all = append(all, Entry{ARN: named[i], Called: Called{Name: named[i+1]}})
	}
	if err := d.Learn(t.Context(), instance, Queues, all, at(hours)); err != nil {
		t.Fatal(err)
	}
}

func TestNamesKeepTheirHistoryAlsoAfterARestart(t *testing.T) {
	folder := t.TempDir()
	d := opened(t, folder)
	learn(t, d, 0, salesARN, "Sales", helpARN, "Help")
	learn(t, d, 1, salesARN, "Sales", helpARN, "Help")
	learn(t, d, 2, salesARN, "Vertrieb", helpARN, "Help")
	learn(t, d, 3, salesARN, "영업")
	want := []Entry{
		{
			ARN: helpARN, Instance: instance, Kind: Queues, Called: Called{Name: "Help"}, Since: at(0), Gone: at(3),
		},
		{
			ARN: salesARN, Instance: instance, Kind: Queues, Called: Called{Name: "영업"}, Since: at(3),
			Former: []Former{{Called{Name: "Sales"}, at(0), at(2)}, {Called{Name: "Vertrieb"}, at(2), at(3)}},
		},
	}
	for name, from := range map[string]*Directory{"at once": d, "after a restart": opened(t, folder)} {
		if diff := cmp.Diff(want, from.List(metric.Everything(), Queues)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if got := from.Name(helpARN); got != "Help" {
			t.Errorf("%s: what is deleted is called %q, want its last name", name, got)
		}
		if got := from.Listed(instance, Queues); !got.Equal(at(3)) {
			t.Errorf("%s: listed at %v", name, got)
		}
		if there := from.There(instance, Queues); len(there) != 1 || there[0].ARN != salesARN {
			t.Errorf("%s: %+v are there, want the one that is", name, there)
		}
	}
}

func TestWhatComesBackWasAwayMeanwhile(t *testing.T) {
	d := opened(t, t.TempDir())
	learn(t, d, 0, salesARN, "Sales")
	learn(t, d, 1)
	learn(t, d, 2, salesARN, "Sales")
	want := Entry{
		ARN: salesARN, Instance: instance, Kind: Queues, Called: Called{Name: "Sales"}, Since: at(2),
		Former: []Former{{Called{Name: "Sales"}, at(0), at(1)}},
	}
	got, _ := d.Entry(salesARN)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("entry (-want +got):\n%s", diff)
	}
}

func TestAnotherInstanceAndKindAreLeftAlone(t *testing.T) {
	d := opened(t, t.TempDir())
	learn(t, d, 0, salesARN, "Sales")
	if err := d.Learn(t.Context(), instance, Users, nil, at(1)); err != nil {
		t.Fatal(err)
	}
	if err := d.Learn(t.Context(), instance+"2", Queues, nil, at(1)); err != nil {
		t.Fatal(err)
	}
	if e, _ := d.Entry(salesARN); !e.Gone.IsZero() {
		t.Errorf("gone since %v", e.Gone)
	}
}

func TestAChangeThatIsNoRenamingKeepsTheName(t *testing.T) {
	d := opened(t, t.TempDir())
	profile := Entry{ARN: instance + "/routing-profile/care", Called: Called{Name: "Care"}, Queues: []string{salesARN}}
	for hours, queues := range [][]string{{salesARN}, {helpARN, salesARN}} {
		profile.Queues = queues
		if err := d.Learn(t.Context(), instance, RoutingProfiles, []Entry{profile}, at(hours)); err != nil {
			t.Fatal(err)
		}
	}
	got, _ := d.Entry(profile.ARN)
	if len(got.Queues) != 2 || len(got.Former) != 0 || !got.Since.Equal(at(0)) {
		t.Errorf("entry %+v", got)
	}
}

func TestNamesAreToldOfInstancesThatMayBeSeen(t *testing.T) {
	d := opened(t, t.TempDir())
	learn(t, d, 0, salesARN, "Sales")
	const other = "arn:aws:connect:ap-northeast-2:111122223333:instance/0d7a1f6e-0000-4000-8000-000000000001"
	if err := d.Learn(t.Context(), other, Queues, []Entry{{ARN: other + "/queue/a", Called: Called{Name: "Other"}}}, at(0)); err != nil {
		t.Fatal(err)
	}
	everything := metric.Everything()
	for name, tt := range map[string]struct {
		scope metric.Scope
		want  int
	}{"nothing": {metric.Scope{}, 0}, "one": {everything.Within([]string{instance}), 1}, "all": {everything, 2}} {
		if got := d.List(tt.scope, Queues); len(got) != tt.want {
			t.Errorf("who may see %s is told %+v", name, got)
		}
	}
}
