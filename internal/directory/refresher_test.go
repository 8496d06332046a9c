package directory

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/time/rate"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/sim"
	"github.com/ringside/ringside/internal/sim/connectapi"
)

// company is a simulated instance whose API counts what is asked, and refuses what it is told to.
type company struct {
	sim.Directory
	api *awsconnect.Client

	mu     sync.Mutex // guards Directory and what follows
	asked  map[string][]time.Time
	refuse map[string]string // type of the error, by the beginning of a path
}

// At implements connectapi.Centre: nobody is there.
func (c *company) At(at time.Time) sim.Scene { return sim.Scene{At: at} }

// centre shows the company's directory as it is at the moment of a request.
type centre struct{ *company }

func (c centre) Directory() sim.Directory { return c.company.Directory }

func newCompany(t *testing.T) *company {
	t.Helper()
	world, err := sim.NewWorld(sim.Options{Seed: 3, Agents: 24})
	if err != nil {
		t.Fatal(err)
	}
	c := &company{Directory: world.Directory(), asked: map[string][]time.Time{}, refuse: map[string]string{}}
	c.api = awsconnect.New(awsconnect.Options{
		Region: strings.Split(c.InstanceARN, ":")[3], BaseEndpoint: aws.String("http://connect.example"),
		Credentials: credentials.NewStaticCredentialsProvider("key", "secret", ""), Retryer: aws.NopRetryer{},
		HTTPClient: connectapi.Direct{Handler: c},
	})
	return c
}

func (c *company) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	kind, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	c.asked[kind] = append(c.asked[kind], time.Now())
	if refusal := c.refuse[kind]; refusal != "" {
		w.Header().Set("X-Amzn-ErrorType", refusal)
		w.WriteHeader(http.StatusBadRequest)
		_, _ = w.Write([]byte(`{"message":"refused"}`))
		return
	}
	connectapi.New(connectapi.Options{Centre: centre{c}, Key: "key", Secret: "secret"}).ServeHTTP(w, r)
}

// times are the moments at which a kind of request came.
func (c *company) times(kind string) []time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.asked[kind])
}

func (c *company) refuseAs(kind, errorType string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.refuse[kind] = errorType
}

// rename gives the first queue another name.
func (c *company) rename(to string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.Queues[0].Name = to
}

// refreshed runs a refresher over a directory while something else is done.
func refreshed(t *testing.T, c *company, folder string, meanwhile func(*Refresher, *Directory)) {
	t.Helper()
	d, err := Open(t.Context(), Options{Folder: folder})
	if err != nil {
		t.Fatal(err)
	}
	r := NewRefresher(RefresherOptions{API: c.api, Instance: c.InstanceARN, Directory: d, Budget: rate.NewLimiter(1, 1)})
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- r.Run(ctx) }()
	meanwhile(r, d)
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if err := d.Close(); err != nil {
		t.Error(err)
	}
}

func TestTheWholeInstanceIsKnownByName(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCompany(t)
		refreshed(t, c, t.TempDir(), func(_ *Refresher, d *Directory) {
			time.Sleep(5 * time.Minute)
			groups := map[string]string{} // parents
			for _, g := range c.Groups {
				groups[g.ARN] = g.Parent
			}
			for _, e := range d.List(metric.Everything(), HierarchyGroups) {
				if e.Path[len(e.Path)-1] != e.ARN || len(e.Path) > 1 && e.Path[len(e.Path)-2] != groups[e.ARN] {
					t.Errorf("%s is in %v", e.Name, e.Path)
				}
				delete(groups, e.ARN)
			}
			if len(groups) > 0 {
				t.Errorf("missing are the groups %v", groups)
			}
			for _, u := range c.Users {
				want := Entry{ARN: u.ARN, Instance: c.InstanceARN, Kind: Users, Called: Called{u.Login, u.First, u.Last}, RoutingProfile: u.Profile, Group: u.Group}
				got, _ := d.Entry(u.ARN)
				got.Since = time.Time{}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatalf("user (-want +got):\n%s", diff)
				}
			}
			for _, p := range c.Profiles {
				got, _ := d.Entry(p.ARN)
				if got.Name != p.Name || !slices.Equal(got.Queues, slices.Sorted(slices.Values(p.Queues))) {
					t.Errorf("profile %+v, want %+v", got, p)
				}
			}
			for _, s := range c.Statuses {
				if got, _ := d.Entry(s.ARN); got.Name != s.Name || got.Type != s.Type {
					t.Errorf("status %+v, want %+v", got, s)
				}
			}
			if got := d.Name(c.InstanceARN); got != c.Alias || got == "" {
				t.Errorf("the instance is called %q, want %q", got, c.Alias)
			}
			for _, q := range c.Queues {
				if got := d.Name(q.ARN); got != q.Name {
					t.Errorf("queue %q, want %q", got, q.Name)
				}
			}
		})
	})
}

func TestARefreshThatFailsKeepsTheNamesAndSaysSo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCompany(t)
		was := c.Queues[0].Name
		refreshed(t, c, t.TempDir(), func(r *Refresher, d *Directory) {
			time.Sleep(5 * time.Minute)
			c.rename("Renamed")
			c.refuseAs("queues-summary", "AccessDeniedException")
			time.Sleep(2 * time.Hour)
			status := r.Status()[0]
			if status.Kind != Queues || status.Problem != "AccessDeniedException: refused" || status.There != len(c.Queues) {
				t.Errorf("status %+v", status)
			}
			if got := d.Name(c.Queues[0].ARN); got != was {
				t.Errorf("called %q meanwhile, want %q", got, was)
			}
			for _, other := range r.Status()[1:] {
				if other.Problem != "" || time.Since(other.Listed) > refreshEvery+2*time.Minute {
					t.Errorf("%s waits for the queues: %+v", other.Kind, other)
				}
			}
			c.refuseAs("queues-summary", "")
			time.Sleep(2 * time.Minute)
			if got := d.Name(c.Queues[0].ARN); got != "Renamed" || r.Status()[0].Problem != "" {
				t.Errorf("called %q, %+v", got, r.Status()[0])
			}
			if got, _ := d.Entry(c.Queues[0].ARN); len(got.Former) != 1 || got.Former[0].Name != was {
				t.Errorf("former names %+v", got.Former)
			}
		})
	})
}

func TestThrottlingIsObeyedWithinAList(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCompany(t)
		c.refuseAs("search-users", "ThrottlingException")
		refreshed(t, c, t.TempDir(), func(r *Refresher, d *Directory) {
			time.Sleep(20 * time.Second)
			c.refuseAs("search-users", "")
			time.Sleep(5 * time.Minute)
			if _, throttled := r.Spent(); throttled == 0 || r.Status()[3].Problem != "" || len(d.There(c.InstanceARN, Users)) != len(c.Users) {
				t.Errorf("throttled %d times; %+v", throttled, r.Status()[3])
			}
		})
		times := c.times("search-users")
		for i := 1; i < len(times); i++ {
			// each pause is between half and all of one that doubles
			if gap, least := times[i].Sub(times[i-1]), time.Second<<(i-1)/2; gap < least {
				t.Errorf("refused for the %d. time, asked again after %v", i, gap)
			}
		}
	})
}

func TestNamesAreListedEachHourAndSoonerWhenSomethingIsUnknown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCompany(t)
		refreshed(t, c, t.TempDir(), func(r *Refresher, _ *Directory) {
			time.Sleep(3*time.Hour - time.Minute)
			if n := len(c.times("queues-summary")); n != 3 {
				t.Errorf("listed %d times in three hours, want 3", n)
			}
			time.Sleep(11 * time.Minute) // of the fourth listing, ten
			for range 28 {
				r.Want()
				time.Sleep(20 * time.Second)
			}
			if n := len(c.times("queues-summary")); n != 6 {
				t.Errorf("listed %d times, want 6: at once and five minutes later", n)
			}
		})
		if n := len(c.times("user-hierarchy-groups")); n != len(c.Groups) {
			t.Errorf("%d questions where %d groups are, want one of each: they do not move", n, len(c.Groups))
		}
	})
}

func TestARestartKnowsTheNamesAndAsksWhenTheyAreOld(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, folder := newCompany(t), t.TempDir()
		refreshed(t, c, folder, func(*Refresher, *Directory) { time.Sleep(5 * time.Minute) })
		asked := len(c.times("queues-summary"))
		refreshed(t, c, folder, func(r *Refresher, d *Directory) {
			if d.Name(c.Queues[0].ARN) != c.Queues[0].Name {
				t.Error("a restart forgets names")
			}
			time.Sleep(50 * time.Minute)
			if n := len(c.times("queues-summary")) - asked; n != 0 {
				t.Errorf("listed %d times within the hour", n)
			}
			time.Sleep(10 * time.Minute)
			if n := len(c.times("queues-summary")) - asked; n != 1 {
				t.Errorf("listed %d times after the hour, want once", n)
			}
		})
	})
}

func TestNobodyAnswersForAnHour(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, folder := newCompany(t), t.TempDir()
		refreshed(t, c, folder, func(*Refresher, *Directory) { time.Sleep(5 * time.Minute) })
		time.Sleep(2 * time.Hour)
		for _, kind := range []string{
			"queues-summary", "agent-status", "routing-profiles-summary", "instance", "search-users", "user-hierarchy-groups-summary",
		} {
			c.refuseAs(kind, "InternalServiceException")
		}
		refreshed(t, c, folder, func(r *Refresher, d *Directory) {
			time.Sleep(time.Hour) // in fake time
			for _, s := range r.Status() {
				if s.Problem == "" || s.There == 0 {
					t.Errorf("status %+v", s)
				}
			}
			if n, _ := r.Spent(); n > 120 {
				t.Errorf("%d requests in an hour of failures", n)
			}
		})
	})
}

// TestAListThatFailsInItsMiddleIsNotAskedForAllTheTime has the first request of a list succeed and the next be refused.
func TestAListThatFailsInItsMiddleIsNotAskedForAllTheTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCompany(t)
		c.refuseAs("routing-profiles", "AccessDeniedException")
		refreshed(t, c, t.TempDir(), func(*Refresher, *Directory) { time.Sleep(time.Hour) })
		if n := len(c.times("routing-profiles")); n > 90 {
			t.Errorf("asked %d times in an hour", n)
		}
	})
}
