package current

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/middleware"
	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"
	"golang.org/x/time/rate"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/directory"
	"github.com/ringside/ringside/internal/live"
)

// RollAPI is the part of Amazon Connect's API that a roll needs; *awsconnect.Client is one.
type RollAPI interface {
	GetCurrentUserData(context.Context, *awsconnect.GetCurrentUserDataInput, ...func(*awsconnect.Options)) (*awsconnect.GetCurrentUserDataOutput, error)
}

// RollBoard is what is told who is there; *live.Hub is one.
type RollBoard interface {
	CallRoll(ctx context.Context, r live.Roll) (live.RollOutcome, error)
}

// profilesAtOnce is the most routing profiles of one request.
const profilesAtOnce = 100

// answerAge is how old what Amazon Connect tells of agents may be, which it does not say: twice as long as its own page of
// agents waits between two refreshes. An event of that time is believed rather than the answer.
// Source: Amazon Connect Administrator Guide, "Real-time metrics reports", page refresh.
const answerAge = 30 * time.Second

// rolls is how often the roll is called at a start at most: once more when somebody was there whom the directory did not
// know yet.
const rolls = 2

// RollOptions are those of a Roll. All but Want, Logger and Now are required.
type RollOptions struct {
	API       RollAPI
	Instance  string // ARN
	Board     RollBoard
	Directory *directory.Directory // names who is there, and the routing profiles by which they are asked for
	Budget    *rate.Limiter        // one for all that is asked of Amazon Connect
	Want      func()               // that the directory is refreshed soon; nil: it is when it is
	Logger    *slog.Logger
	Now       func() time.Time // the present of the centre; nil: time.Now
}

// Roll asks at the start which agents are there, so that the board does not wait for the next event of each. After that
// events rule.
type Roll struct {
	opts  RollOptions
	meter *amazonconnect.Meter

	mu     sync.Mutex // guards status
	status RollStatus
}

// RollStatus is what came of asking.
type RollStatus struct {
	At      time.Time // when it was last answered to the end; zero: not yet, the board knows what was stored alone
	There   int       // agents in that answer
	Told    int       // of them, those of whom events had told nothing newer
	Missing int       // agents who were thought to be online, and were not in it
	Problem string    // why the last attempt failed, "" when it did not
}

// NewRoll returns a roll that has asked nothing yet.
func NewRoll(o RollOptions) *Roll {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Want == nil {
		o.Want = func() {}
	}
	return &Roll{opts: o, meter: amazonconnect.NewMeter(o.Budget)}
}

// Spent is how many requests were sent, and how many of them were refused because the account's quota was used up.
func (r *Roll) Spent() (requests, throttled int64) { return r.meter.Spent() }

// Status may be called at any time.
func (r *Roll) Status() RollStatus {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.status
}

// Run calls the roll as soon as the directory knows the routing profiles, tries again until Amazon Connect has answered, and
// returns nil then or when ctx ends: until it answers the board knows what was stored alone.
func (r *Roll) Run(ctx context.Context) error {
	r.opts.Directory.Await(ctx, func() bool { return r.listed(directory.RoutingProfiles) && r.listed(directory.AgentStatuses) })
	for called := 0; called < rolls && ctx.Err() == nil; {
		strangers, err := r.call(ctx)
		switch {
		case ctx.Err() != nil:
		case errors.Is(err, live.ErrStopped):
			return nil
		case err != nil:
			r.fail(err)
			r.meter.Wait(ctx)
		case len(strangers) > 0:
			called++
			r.opts.Want()
			r.opts.Directory.Await(ctx, func() bool { return slices.ContainsFunc(strangers, r.known) })
		default:
			return nil
		}
	}
	return nil
}

func (r *Roll) listed(kind directory.Kind) bool {
	return !r.opts.Directory.Listed(r.opts.Instance, kind).IsZero()
}

func (r *Roll) known(arn string) bool {
	e, known := r.opts.Directory.Entry(arn)
	return known && !e.Recorded
}

// call asks who is there and tells the board, page by page, and at the end who is not. Strangers are those whom the
// directory does not know.
func (r *Roll) call(ctx context.Context) (strangers []string, err error) {
	names := newNames(r.opts.Directory, r.opts.Instance)
	whole := live.Roll{Instance: r.opts.Instance, At: r.opts.Now().Add(-answerAge), Profiles: names.profiles}
	var outcome live.RollOutcome
	tell := func(roll live.Roll) error {
		told, err := r.opts.Board.CallRoll(ctx, roll)
		outcome.Told, outcome.Missing = outcome.Told+told.Told, outcome.Missing+told.Missing
		return err
	}
	for from := 0; from < len(names.profiles); from += profilesAtOnce {
		err := r.pages(ctx, names.profiles[from:min(from+profilesAtOnce, len(names.profiles))], func(asked time.Time, page []types.UserData) error {
			entries := names.entries(page, asked)
			whole.Present = append(whole.Present, entries...)
			return tell(live.Roll{Instance: r.opts.Instance, Present: entries})
		})
		if err != nil {
			return nil, err
		}
	}
	if err := tell(whole); err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.status = RollStatus{At: r.opts.Now(), There: len(whole.Present), Told: outcome.Told, Missing: outcome.Missing}
	return names.strangers, nil
}

// pages asks for the agents of some routing profiles, and hands over each page with the moment that it is surely not
// older than. That is by Amazon's clock, as events are: ours may be wrong.
func (r *Roll) pages(ctx context.Context, profiles []string, take func(asked time.Time, page []types.UserData) error) error {
	in := &awsconnect.GetCurrentUserDataInput{
		InstanceId: aws.String(connect.InstanceID(r.opts.Instance)), MaxResults: aws.Int32(100),
		Filters: &types.UserDataFilters{},
	}
	for _, arn := range profiles {
		in.Filters.RoutingProfiles = append(in.Filters.RoutingProfiles, connect.ResourceID(arn))
	}
	for {
		asked := r.opts.Now()
		out, err := amazonconnect.Insist(ctx, r.meter, r.opts.API.GetCurrentUserData, in)
		if err != nil {
			return fmt.Errorf("get current user data: %w", err)
		}
		if skew, told := middleware.GetAttemptSkew(out.ResultMetadata); told {
			asked = asked.Add(skew)
		}
		if err := take(asked.Add(-answerAge), out.UserDataList); err != nil {
			return err
		}
		if in.NextToken = out.NextToken; in.NextToken == nil {
			return nil
		}
	}
}

func (r *Roll) fail(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.status.Problem == "" {
		r.opts.Logger.Warn("Amazon Connect does not tell which agents are there; the board knows them from stored and coming events", "instance", r.opts.Instance, "error", err)
	}
	r.status.Problem = amazonconnect.Reason(err)
}
