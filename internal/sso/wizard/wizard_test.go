package wizard

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsiam "github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/time/rate"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/desk"
	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/sim"
	"github.com/ringside/ringside/internal/sim/connectapi"
	"github.com/ringside/ringside/internal/sim/iam"
	"github.com/ringside/ringside/internal/sso/roster"
	"github.com/ringside/ringside/internal/sso/setup"
)

const instance = "arn:aws:connect:eu-central-1:111122223333:instance/12345678-1234-1234-1234-123456789012"

// house is an instance without a floor, with one user.
type house struct{}

func (house) Directory() sim.Directory {
	return sim.Directory{
		InstanceARN: instance, Alias: "acme", Profiles: []sim.ProfileEntry{{ARN: instance + "/routing-profile/basic", Name: "Basic Routing Profile"}},
		Users: []sim.UserEntry{{ARN: instance + "/agent/1", Login: "kim@example.com", First: "Minjun", Last: "Kim", Profile: instance + "/routing-profile/basic"}},
	}
}

func (house) At(at time.Time) sim.Scene { return sim.Scene{At: at} }

// office is a wizard over a simulated AWS account, whose every request passes before, and what was noted.
type office struct {
	*Wizard
	clients func() setup.Clients
	before  func(*http.Request)

	mu    sync.Mutex
	noted []string
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o, looks := &office{before: func(*http.Request) {}}, 0
	account := iam.New(iam.Options{Number: "111122223333", Key: "key", Secret: "topsecret"})
	connect := connectapi.New(connectapi.Options{
		Centre: house{}, Key: "key", Secret: "topsecret", // quotas refill while nobody waits
		Wall: func() time.Time { looks++; return time.Now().Add(time.Duration(looks) * 500 * time.Millisecond) },
	})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		o.before(r)
		if r.URL.Path == "/" {
			account.ServeHTTP(w, r)
			return
		}
		connect.ServeHTTP(w, r)
	}))
	dial := func(ctx context.Context, region string) (setup.Clients, error) {
		var c setup.Clients
		err := c.Dial(ctx, amazonconnect.Access{Region: region, Endpoint: server.URL, Key: "key", Secret: "topsecret"})
		c.Meter = amazonconnect.NewMeter(rate.NewLimiter(rate.Inf, 1))
		return c, err
	}
	o.clients = func() setup.Clients {
		c, err := dial(t.Context(), "eu-central-1")
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	o.Wizard = New(Options{
		Dial: dial, Logger: slog.New(slog.DiscardHandler),
		People: func(context.Context) ([]roster.Person, error) {
			return []roster.Person{{Email: "ours@example.com", First: "Our", Last: "Own"}}, nil
		},
	})
	t.Cleanup(func() { o.Close(); server.Close() })
	return o
}

func (o *office) note(action, subject string, err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if err != nil {
		subject += " failed"
	}
	o.noted = append(o.noted, action+" "+subject)
}

// ended waits for the end of the job.
func (o *office) ended(t *testing.T) desk.Job[Progress, struct{}] {
	t.Helper()
	for begun := time.Now(); ; time.Sleep(2 * time.Millisecond) {
		if j := o.Job(); j.Phase != desk.Running {
			return j
		}
		if time.Since(begun) > time.Minute {
			t.Fatal("the job does not end")
		}
	}
}

func wish() setup.Wish {
	w := setup.Usual(instance)
	w.Metadata = samltest.Metadata(samltest.Keys().Ours)
	return w
}

func draw(t *testing.T, o *office, w setup.Wish) Drawn {
	t.Helper()
	if err := o.Draw(t.Context(), Question{Wish: w}); err != nil {
		t.Fatal(err)
	}
	return o.Drawn()
}

func TestWhatWasAgreedToIsCarriedOutAndNoted(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	if err := o.Apply("", o.note); !errors.Is(err, ErrNone) {
		t.Errorf("before a plan: %v", err)
	}
	d := draw(t, o, wish())
	if n := len(d.Plan.Pending()); n != 4 {
		t.Fatalf("%d steps are pending: %+v", n, d.Plan.Steps)
	}
	if again := draw(t, o, wish()); again.Plan.Digest != d.Plan.Digest {
		t.Error("the same plan has two digests")
	}
	other := wish()
	other.Role = "Other"
	if draw(t, o, other).Plan.Digest == d.Plan.Digest {
		t.Error("two plans have one digest")
	}
	if err := o.Apply(d.Plan.Digest, o.note); !errors.Is(err, ErrOther) {
		t.Errorf("agreed to a plan before the newest: %v", err)
	}
	draw(t, o, wish())
	if err := o.Apply(d.Plan.Digest, o.note); err != nil {
		t.Fatal(err)
	}
	j := o.ended(t)
	if j.Phase != desk.Done || j.Progress.Done != 4 || j.Progress.Total != 4 || len(j.Progress.Taken) != 4 {
		t.Errorf("%+v", j)
	}
	if left := o.Drawn().Plan; !left.Finished() {
		t.Errorf("left: %+v", left.Steps)
	}
	want := []string{
		"set_up_sign_in create saml_provider arn:aws:iam::111122223333:saml-provider/AmazonConnect",
		"set_up_sign_in create policy arn:aws:iam::111122223333:policy/AmazonConnectSignIn",
		"set_up_sign_in create role arn:aws:iam::111122223333:role/AmazonConnectSignIn",
		"set_up_sign_in create attachment arn:aws:iam::111122223333:policy/AmazonConnectSignIn → AmazonConnectSignIn",
	}
	if diff := cmp.Diff(want, o.noted); diff != "" {
		t.Errorf("(- want, + noted):\n%s", diff)
	}
	facts, err := o.Facts(t.Context())
	if err != nil || facts.Role == nil || !slices.Equal(facts.Connect.Users, []string{"kim@example.com"}) {
		t.Errorf("facts %+v, %v", facts, err)
	}
}

func TestWhatHasChangedSinceIsNotCarriedOut(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	agreed := draw(t, o, wish()).Plan.Digest
	c := o.clients()
	if _, err := c.IAM.CreateSAMLProvider(t.Context(), &awsiam.CreateSAMLProviderInput{
		Name: aws.String("AmazonConnect"), SAMLMetadataDocument: aws.String(samltest.Metadata(samltest.Keys().Ours)),
	}); err != nil {
		t.Fatal(err)
	}
	if err := o.Apply(agreed, o.note); err != nil {
		t.Fatal(err)
	}
	if j := o.ended(t); j.Phase != desk.Failed || !errors.Is(j.Err, setup.ErrChanged) || len(o.noted) > 0 {
		t.Errorf("%+v, noted %v", j, o.noted)
	}
	now := o.Drawn().Plan
	if now.Digest == agreed || now.Steps[1].Kind != "saml_provider" || now.Steps[1].Action != setup.Keep {
		t.Errorf("the plan that is shown is not the new one: %+v", now.Steps)
	}
	if err := o.Apply(now.Digest, o.note); err != nil {
		t.Fatal(err)
	}
	if j := o.ended(t); j.Phase != desk.Done || len(o.noted) != 3 {
		t.Errorf("agreed anew: %+v, noted %v", j, o.noted)
	}
}

func TestAJobThatWasStoppedGoesOn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	digest := draw(t, o, wish()).Plan.Digest
	creating, goOn := make(chan struct{}), make(chan struct{})
	o.before = func(r *http.Request) {
		if r.Header.Get("X-Amz-Target") == "" && strings.Contains(body(r), "Action=CreatePolicy&") {
			close(creating)
			<-goOn
		}
	}
	if err := o.Apply(digest, o.note); err != nil {
		t.Fatal(err)
	}
	<-creating
	if err := o.Apply(digest, o.note); !errors.Is(err, ErrBusy) {
		t.Errorf("a second job beside it: %v", err)
	}
	if err := o.Compare(t.Context(), Directory{Instance: instance, Source: OurOwn}); !errors.Is(err, ErrBusy) {
		t.Errorf("a comparison beside it: %v", err)
	}
	o.Stop()
	close(goOn)
	j := o.ended(t)
	if j.Phase != desk.Stopped || j.Progress.Done != 1 {
		t.Errorf("stopped: %+v", j)
	}
	o.before = func(*http.Request) {}
	left := draw(t, o, wish()).Plan
	if err := o.Apply(left.Digest, o.note); err != nil {
		t.Fatal(err)
	}
	if j := o.ended(t); j.Phase != desk.Done || !o.Drawn().Plan.Finished() {
		t.Errorf("begun again: %+v", j)
	}
}

func TestWithoutCredentialsThereIsTheSheet(t *testing.T) {
	for name, value := range map[string]string{
		"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": "", "AWS_EC2_METADATA_DISABLED": "true", "AWS_PROFILE": "",
		"AWS_CONFIG_FILE": os.DevNull, "AWS_SHARED_CREDENTIALS_FILE": os.DevNull, "AWS_ENDPOINT_URL": "http://127.0.0.1:1",
	} {
		t.Setenv(name, value)
	}
	z := New(Options{Logger: slog.New(slog.DiscardHandler), Dial: func(ctx context.Context, region string) (setup.Clients, error) {
		var c setup.Clients
		return c, c.Dial(ctx, amazonconnect.Access{Region: region})
	}})
	if err := z.Draw(t.Context(), Question{Wish: wish()}); err != nil {
		t.Fatal(err)
	}
	d := z.Drawn()
	if !errors.Is(d.Unasked, setup.ErrUnasked) || d.Plan.Sheet == nil || len(d.Plan.Steps) > 0 {
		t.Errorf("%+v, %v", d.Plan, d.Unasked)
	}
	if _, err := z.Facts(t.Context()); !errors.Is(err, setup.ErrUnasked) {
		t.Errorf("facts: %v", err)
	}
	if err := z.Draw(t.Context(), Question{Wish: setup.Wish{}}); err == nil || z.Drawn().Plan.Digest != d.Plan.Digest {
		t.Errorf("a wish that cannot be took the place of the plan: %v", err)
	}
}

func TestAPlanSaysWhatTheUsersAreCalled(t *testing.T) {
	t.Parallel()
	o := newOffice(t) // its one user is kim@example.com
	if l := draw(t, o, wish()).Plan.Logins; l == nil || l.Users != 1 || l.Directory || l.Missed != 0 || len(l.Named) != 0 {
		t.Errorf("by their look: %+v", l)
	}
	if err := o.Draw(t.Context(), Question{Wish: wish(), People: OurOwn}); err != nil {
		t.Fatal(err)
	}
	l := o.Drawn().Plan.Logins
	if !l.Directory || l.Missed != 1 || l.Named[0].Login != "kim@example.com" {
		t.Errorf("beside our own people: %+v", l)
	}
	if err := o.Apply(o.Drawn().Plan.Digest, o.note); err != nil {
		t.Fatal(err)
	}
	o.ended(t)
	if after := o.Drawn().Plan; after.Logins != l || len(after.Pending()) != 0 {
		t.Errorf("afterwards: %+v", after)
	}
	if err := o.Draw(t.Context(), Question{Wish: wish(), People: IdentityStore}); err != nil {
		t.Fatal(err)
	}
	if l := o.Drawn().Plan.Logins; l.Unread != ErrSource.Error() || l.Users != 1 {
		t.Errorf("without IAM Identity Center: %+v", l)
	}
}
