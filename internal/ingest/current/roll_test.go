package current

import (
	"context"
	"errors"
	"iter"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/time/rate"

	"github.com/ringside/ringside/internal/clock"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/directory"
	"github.com/ringside/ringside/internal/live"
	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/sim"
	"github.com/ringside/ringside/internal/sim/connectapi"
)

// busy is a moment of a simulated day at which everybody is at work: Tuesday, 11:30 in Seoul.
var busy = time.Date(2026, 11, 17, 2, 30, 0, 0, time.UTC)

// start is a server that starts beside a simulated centre, which lives on from the busy moment.
type start struct {
	world  *sim.World
	floor  *sim.Floor
	faults connectapi.Faults
	clock  clock.Clock
	hub    *live.Hub
	names  *directory.Directory
	roll   *Roll
}

// before is what a start finds: a data folder, the events in it, and Amazon Connect.
type before struct {
	folder string
	stored []connect.Fact
	fault  connectapi.Fault
}

// started begins at the busy moment; meanwhile runs beside hub, refresher and roll.
func started(t *testing.T, b before, meanwhile func(*start)) {
	t.Helper()
	world, err := sim.NewWorld(sim.Options{Seed: 6, Agents: 60, Oddities: -1})
	if err != nil {
		t.Fatal(err)
	}
	s := &start{world: world, floor: world.Floor(), clock: clock.Virtual(busy, 1)}
	s.faults.Set(b.fault)
	if s.names, err = directory.Open(t.Context(), directory.Options{Folder: b.folder}); err != nil {
		t.Fatal(err)
	}
	s.hub = live.NewHub(live.Options{Clock: s.clock})
	s.hub.Seed(b.stored)
	instance := s.floor.Directory().InstanceARN
	api := awsconnect.New(awsconnect.Options{
		Region: strings.Split(instance, ":")[3], BaseEndpoint: aws.String("http://connect.example"),
		Credentials: credentials.NewStaticCredentialsProvider("key", "secret", ""), Retryer: aws.NopRetryer{},
		HTTPClient: connectapi.Direct{Handler: connectapi.New(connectapi.Options{
			Centre: s.floor, Now: s.clock.Now, Key: "key", Secret: "secret", Faults: &s.faults,
		})},
	})
	budget := rate.NewLimiter(1, 1)
	names := directory.NewRefresher(directory.RefresherOptions{API: api, Instance: instance, Directory: s.names, Budget: budget, Now: s.clock.Now})
	s.roll = NewRoll(RollOptions{
		API: api, Instance: instance, Board: s.hub, Directory: s.names, Budget: budget, Want: names.Want,
		Now: s.clock.Now, Logger: slog.New(slog.DiscardHandler),
	})
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 3)
	for _, run := range []func(context.Context) error{s.hub.Run, names.Run, s.roll.Run} {
		go func() { ended <- run(ctx) }()
	}
	meanwhile(s)
	stop()
	if err := errors.Join(<-ended, <-ended, <-ended, s.names.Close()); err != nil {
		t.Error(err)
	}
}

// answered waits for the roll.
func (s *start) answered(t *testing.T) {
	t.Helper()
	for range 600 {
		if !s.roll.Status().At.IsZero() && s.named() {
			return
		}
		time.Sleep(time.Second)
	}
	t.Fatalf("no answer within ten minutes: %+v", s.roll.Status())
}

// named reports whether the users are known by name.
func (s *start) named() bool {
	return !s.names.Listed(s.floor.Directory().InstanceARN, directory.Users).IsZero()
}

// look is what is compared of an agent: the status, the queued one, and the contacts with their states.
type look struct {
	Name, Login, Status, Next string
	Since                     time.Time
	Contacts                  map[string]string
}

// stateOf is a state as Amazon Connect tells it when it is asked, which knows no pause.
func stateOf(state string) string {
	if state == "PAUSED" {
		return "CONNECTED"
	}
	return state
}

// truth are the agents who are there now, by ARN.
func (s *start) truth() map[string]look {
	of, users, types := s.floor.Directory(), map[string]sim.UserEntry{}, map[string]string{}
	for _, u := range of.Users {
		users[u.ARN] = u
	}
	for _, status := range of.Statuses {
		types[status.ARN] = status.Type
	}
	all := map[string]look{}
	for _, p := range s.floor.At(s.clock.Now()).Agents {
		if types[p.Status] == "OFFLINE" {
			continue
		}
		u := users[p.UserARN]
		one := look{Name: connect.FullName(u.First, u.Last), Login: u.Login, Status: p.Status, Next: p.Next, Since: p.Since.UTC(), Contacts: map[string]string{}}
		for _, c := range p.Contacts {
			one.Contacts[c.ContactID] = stateOf(c.State)
		}
		all[p.UserARN] = one
	}
	return all
}

// told are the agents who are online by the board.
func (s *start) told(t *testing.T) map[string]look {
	t.Helper()
	now, err := s.hub.Snapshot(t.Context(), live.Watch{Scope: metric.Everything(), Agents: true})
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]look{}
	for arn, a := range now.Agents {
		if a.Activity == live.Offline {
			continue
		}
		one := look{Name: a.Name, Login: a.Login, Status: a.Status.ARN, Since: *a.Status.Since, Contacts: map[string]string{}}
		if a.NextStatus != nil {
			one.Next = a.NextStatus.ARN
		}
		for _, c := range a.Contacts {
			one.Contacts[c.ContactID] = stateOf(c.State)
		}
		all[arn] = one
	}
	return all
}

// morning are the deliveries of the day until so long before the busy moment.
func morning(t *testing.T, before time.Duration) []connect.Fact {
	t.Helper()
	world, err := sim.NewWorld(sim.Options{Seed: 6, Agents: 60, Oddities: -1})
	if err != nil {
		t.Fatal(err)
	}
	var facts []connect.Fact
	for d := range world.Live(world.Midnight(busy)) {
		if d.At.After(busy.Add(-before)) {
			return facts
		}
		facts = append(facts, connect.Decode(d.Bytes()))
	}
	return facts
}

// TestARestartInTheMiddleOfADayGivesTheRightBoardWithinOneRoll has a board that knows nothing, and one whose events ended
// twenty minutes ago. The floor moves on while the roll is called, so agents are compared of whom nothing happened meanwhile.
func TestARestartInTheMiddleOfADayGivesTheRightBoardWithinOneRoll(t *testing.T) {
	for name, stored := range map[string][]connect.Fact{"an empty board": nil, "down for twenty minutes": morning(t, 20*time.Minute)} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				started(t, before{folder: t.TempDir(), stored: stored}, func(s *start) {
					then := s.truth()
					if cmp.Equal(then, s.told(t)) {
						t.Error("the board is right without a roll, which proves nothing")
					}
					s.answered(t)
					time.Sleep(5 * time.Second)
					after, told := s.truth(), s.told(t)
					compared := 0
					for arn, want := range after {
						if !cmp.Equal(then[arn], want) {
							continue
						}
						compared++
						if diff := cmp.Diff(want, told[arn]); diff != "" {
							t.Errorf("%s (-want +got):\n%s", arn, diff)
						}
					}
					for arn := range told {
						if _, there := after[arn]; !there && then[arn].Login == "" {
							t.Errorf("%s is shown, and was not there before and after the roll", arn)
						}
					}
					status := s.roll.Status()
					if compared < 10 || status.There < compared || status.Problem != "" {
						t.Errorf("%d agents compared, %+v", compared, status)
					}
				})
			})
		})
	}
}

func TestAnAgentServesTheQueuesOfTheRoutingProfileAfterARoll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		started(t, before{folder: t.TempDir()}, func(s *start) {
			s.answered(t)
			time.Sleep(5 * time.Second)
			now, err := s.hub.Snapshot(t.Context(), live.Watch{Scope: metric.Everything()})
			if err != nil {
				t.Fatal(err)
			}
			served := 0
			for _, q := range s.floor.Directory().Queues {
				if got := now.Queues[q.ARN]; got.AgentsOnline > 0 && got.Name == q.Name {
					served++
				}
			}
			if served < 5 || len(now.Profiles) < 2 || len(now.Hierarchy) < 2 {
				t.Errorf("%d queues have agents and names, %d profiles, %d groups", served, len(now.Profiles), len(now.Hierarchy))
			}
		})
	})
}

// TestARollIsCalledAgainUntilItIsAnswered has Amazon Connect refuse or be silent for ten minutes after a restart: the board
// has what was stored, says so, and is right soon after.
func TestARollIsCalledAgainUntilItIsAnswered(t *testing.T) {
	stored, folder := morning(t, 20*time.Minute), t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		started(t, before{folder: folder}, func(s *start) { s.answered(t) })
	})
	tests := []struct {
		name    string
		fault   connectapi.Fault
		problem string
	}{
		{"throttled", connectapi.Fault{Throttle: 1}, "ThrottlingException: Rate exceeded"},
		{"failing", connectapi.Fault{Fail: 1}, "InternalServiceException: Internal failure"},
		{"silent", connectapi.Fault{Silence: 1}, "no answer; the log says why"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				started(t, before{folder, stored, tt.fault}, func(s *start) {
					stored := s.told(t)
					time.Sleep(10 * time.Minute)
					if status := s.roll.Status(); status.Problem != tt.problem || !status.At.IsZero() {
						t.Errorf("status %+v", status)
					}
					if diff := cmp.Diff(stored, s.told(t)); diff != "" || len(stored) == 0 {
						t.Errorf("the board of what was stored has changed, or is empty (-before +now):\n%s", diff)
					}
					if n, _ := s.roll.Spent(); n > 30 {
						t.Errorf("%d requests in ten minutes of refusals", n)
					}
					s.faults.Set(connectapi.Fault{})
					s.answered(t)
					if status := s.roll.Status(); status.Problem != "" || status.Told < 10 {
						t.Errorf("status %+v", status)
					}
				})
			})
		})
	}
}

// TestAnAnswerThatIsOldOverridesNoEvent has events come while the roll is called, and answers that are 25 s old.
func TestAnAnswerThatIsOldOverridesNoEvent(t *testing.T) {
	stored := morning(t, 0)
	synctest.Test(t, func(t *testing.T) {
		started(t, before{t.TempDir(), stored, connectapi.Fault{Stale: 25 * time.Second}}, func(s *start) {
			next, stop := iter.Pull(s.world.Live(busy))
			defer stop()
			d, more := next()
			changed, compared := 0, 0
			begun := s.truth()
			for end := busy.Add(3 * time.Minute); s.clock.Now().Before(end); time.Sleep(time.Second) {
				for ; more && !d.At.After(s.clock.Now()); d, more = next() {
					s.hub.Publish([]connect.Fact{connect.Decode(d.Bytes())})
				}
				then := s.truth()
				time.Sleep(3 * time.Second) // events take up to two seconds to come
				for ; more && !d.At.After(s.clock.Now()); d, more = next() {
					s.hub.Publish([]connect.Fact{connect.Decode(d.Bytes())})
				}
				synctest.Wait()
				told := s.told(t)
				for arn, want := range s.truth() {
					if !cmp.Equal(then[arn], want) {
						continue
					}
					compared++
					if !cmp.Equal(begun[arn], want) {
						changed++
					}
					if diff := cmp.Diff(want, told[arn]); diff != "" {
						t.Errorf("%s, %s, roll %+v (-want +got):\n%s", s.clock.Now(), arn, s.roll.Status(), diff)
						return
					}
				}
			}
			if s.roll.Status().At.IsZero() || changed < 20 || compared < 200 {
				t.Errorf("roll %+v, %d compared, %d of them changed since the start: too little to prove anything", s.roll.Status(), compared, changed)
			}
		})
	})
}
