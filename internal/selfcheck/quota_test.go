package selfcheck

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	"golang.org/x/time/rate"

	"github.com/ringside/ringside/internal/ingest"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/sim"
	"github.com/ringside/ringside/internal/sim/connectapi"
	"github.com/ringside/ringside/internal/state"
	"github.com/ringside/ringside/internal/store"
)

// empty is a store that nothing reaches but one contact without a queue.
type empty struct{}

func (empty) Query(_ context.Context, questions ...metric.Question) ([][]metric.Slice, error) {
	one := metric.Slice{Keys: []string{""}, Names: []string{""}, Values: make([]metric.Int, len(questions[0].Measures))}
	one.Values[len(one.Values)-1] = metric.Int{Value: 1, Valid: true}
	return [][]metric.Slice{{one}}, nil
}

func (empty) ReadContacts(context.Context, store.ContactQuery, func(store.ContactRead) error, func(*store.WholeContact) error) error {
	return nil
}

func (empty) Contact(context.Context, store.ContactRef) (store.ContactDetail, error) {
	return store.ContactDetail{}, store.ErrNotFound
}

func (empty) Append(context.Context, ingest.Batch) (store.Receipt, error) { return empty{}, nil }

func (empty) Wait(context.Context) (store.Outcome, error) { return store.Outcome{}, nil }

// memory keeps in memory.
type memory struct {
	mu     sync.Mutex // guards what follows
	kept   []state.FigureCheck
	wished []string
}

func (m *memory) SaveFigureCheck(_ context.Context, c state.FigureCheck) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.kept = slices.DeleteFunc(m.kept, func(k state.FigureCheck) bool { return k.Day == c.Day && k.Begun.Equal(c.Begun) })
	m.kept = append(m.kept, c)
	return nil
}

func (m *memory) FigureChecks(context.Context, string, string) ([]state.FigureCheck, error) {
	return m.WholeFigureChecks(context.Background())
}

func (m *memory) FigureCheck(_ context.Context, _, day string) (state.FigureCheck, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, k := range slices.Backward(m.kept) {
		if k.Day == day {
			return k, true, nil
		}
	}
	return state.FigureCheck{}, false, nil
}

func (m *memory) WholeFigureChecks(context.Context) ([]state.FigureCheck, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.kept), nil
}

func (m *memory) ExpireFigureChecks(context.Context, string) error { return nil }

func (m *memory) WishFigureChecks(_ context.Context, _ string, days ...string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.wished = append(m.wished, days...)
	return nil
}

func (m *memory) WishedFigureChecks(context.Context, string) ([]string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.wished), nil
}

func (m *memory) DropFigureCheckWish(_ context.Context, _, day string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.wished = slices.DeleteFunc(m.wished, func(one string) bool { return day == "" || one == day })
	return nil
}

// bubble is a checker in fake time, whose store is empty, with an API of the quotas of a real one.
func bubble(t *testing.T, night time.Duration, keep *memory, fault connectapi.Fault, budget rate.Limit) *Checker {
	t.Helper()
	world, err := sim.NewWorld(sim.Options{Seed: 3, Agents: 12})
	if err != nil {
		t.Fatal(err)
	}
	directory, faults := world.Floor().Directory(), &connectapi.Faults{}
	faults.Set(fault)
	api := awsconnect.New(awsconnect.Options{
		Region: strings.Split(directory.InstanceARN, ":")[3], BaseEndpoint: aws.String("http://connect.example"),
		Credentials: credentials.NewStaticCredentialsProvider("key", "secret", ""), Retryer: aws.NopRetryer{},
		HTTPClient: connectapi.Direct{Handler: connectapi.New(connectapi.Options{Centre: world.Floor(), Key: "key", Secret: "secret", Faults: faults})},
	})
	c, err := New(Options{
		API: api, Instance: directory.InstanceARN, Known: func(context.Context) {}, Names: names{}, Store: empty{}, Sink: empty{},
		Queues: func() []string { return []string{directory.Queues[0].ARN, directory.Queues[1].ARN} },
		Book:   Book{keep}, Budget: rate.NewLimiter(budget, 1), Zone: world.Zone, Every: metric.Hour, Night: night, Now: time.Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestQuotaIsKeptAndThrottlingOnlyDelays(t *testing.T) {
	for name, fault := range map[string]connectapi.Fault{"alone": {}, "with others who use the quota up": {Throttle: .2, Fail: .1}} {
		synctest.Test(t, func(t *testing.T) {
			keep := &memory{}
			c := bubble(t, Never, keep, fault, 2)
			begun := time.Now()
			day := c.today(-1)
			if err := c.check(t.Context(), day); err != nil {
				t.Fatal(err)
			}
			r, _, _ := c.o.Book.Day(t.Context(), c.o.Instance, day)
			took := time.Since(begun).Seconds()
			if float64(r.Requests) > 2*took+1 || r.Requests < 20 || r.Problem != "" {
				t.Errorf("%s: %d requests in %v s at two a second: %+v", name, r.Requests, took, r.Summary())
			}
			if (r.Throttled > 0) != (fault.Throttle > 0) {
				t.Errorf("%s: %d throttled", name, r.Throttled)
			}
		})
	}
}

func TestTheDayBeforeIsCheckedAtNightOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		keep := &memory{}
		c := bubble(t, 4*time.Hour, keep, connectapi.Fault{}, 10)
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- c.Run(ctx) }()
		time.Sleep(60 * time.Hour) // from 9 in the morning of Seoul, which the bubble begins at: two nights
		stop()
		if err := <-ended; err != nil {
			t.Fatal(err)
		}
		days := map[string]int{}
		for _, k := range keep.kept {
			days[k.Day]++
			at := k.Begun.In(c.o.Zone)
			if at.Hour() < 4 || at.Format(time.DateOnly) <= k.Day {
				t.Errorf("%s was checked at %v", k.Day, at)
			}
		}
		if len(days) != 3 || days["1999-12-31"] != 1 || days["2000-01-01"] != 1 || days["2000-01-02"] != 1 {
			t.Errorf("checked: %v", days)
		}
	})
}

func TestWhatAmazonDoesNotAllowIsTheReportsProblemAndTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		keep := &memory{}
		c := bubble(t, 0, keep, connectapi.Fault{Throttle: 1}, 10)
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- c.Run(ctx) }()
		time.Sleep(3*time.Hour + 30*time.Minute)
		stop()
		if err := <-ended; err != nil {
			t.Fatal(err)
		}
		if n := len(keep.kept); n < 3 || n > 4 || keep.kept[0].Ended.IsZero() {
			t.Errorf("tried %d times in three hours and a half: %+v", n, keep.kept)
		}
		if r, _, _ := c.o.Book.Day(t.Context(), c.o.Instance, c.today(-1)); r.Problem != "ThrottlingException: Rate exceeded" {
			t.Errorf("the problem is %q", r.Problem)
		}
	})
}

func TestDaysThatCannotBeCheckedAreRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := bubble(t, Never, &memory{}, connectapi.Fault{}, 1)
		for _, day := range []string{c.today(0), c.today(1), c.today(-Reach - 1), "yesterday", ""} {
			if err := c.Wish(t.Context(), day); err == nil {
				t.Errorf("%q may be checked", day)
			}
		}
		if err := c.Wish(t.Context(), c.today(-1), c.today(-Reach)); err != nil {
			t.Error(err)
		}
	})
}
