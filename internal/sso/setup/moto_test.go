package setup

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/time/rate"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/sim"
	"github.com/ringside/ringside/internal/sim/connectapi"
	simiam "github.com/ringside/ringside/internal/sim/iam"
	"github.com/ringside/ringside/internal/sim/identitycenter"
	"github.com/ringside/ringside/internal/sso/setup/localemutest"
	"github.com/ringside/ringside/internal/sso/setup/mototest"
)

// house is an instance of the simulated Connect API, without a floor, in an account of AWS.
type house struct{ account string }

func (h house) instance() string {
	return "arn:aws:connect:eu-central-1:" + h.account + ":instance/" + instanceID
}

func (h house) Directory() sim.Directory {
	return sim.Directory{InstanceARN: h.instance(), Alias: "acme"}
}

func (house) At(at time.Time) sim.Scene { return sim.Scene{At: at} }

// rented is an account that is empty, at an address.
type rented struct {
	*url.URL
	house
}

// cloud is IAM and STS of an account, and what moto and localemu have not: Amazon Connect (its answers have dates that Amazon's client for Go cannot read) and the
// applications of IAM Identity Center. It has one address, as the SDK's settings want it. Arrives is asked of each request whether
// its answer comes back.
func cloud(t *testing.T, iam rented, centre *identitycenter.Centre, arrives func(*http.Request) bool) *Clients {
	t.Helper()
	looks := 0 // quotas refill while nobody waits: each look at the clock is half a second later
	connect := connectapi.New(connectapi.Options{
		Centre: iam.house, Key: iam.account, Secret: "secret",
		Wall: func() time.Time { looks++; return time.Now().Add(time.Duration(looks) * 500 * time.Millisecond) },
	})
	proxy := httputil.NewSingleHostReverseProxy(iam.URL)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var to http.Handler = proxy
		if target := r.Header.Get("X-Amz-Target"); strings.HasPrefix(target, "SWBExternalService.") || strings.HasPrefix(target, "AWSIdentityStore.") {
			to = centre
		} else if strings.Contains(r.Header.Get("Authorization"), "/connect/aws4_request") {
			to = connect
		}
		if !arrives(r) {
			to.ServeHTTP(httptest.NewRecorder(), r)
			w.WriteHeader(http.StatusForbidden) // an answer after which the SDK does not ask again
			return
		}
		to.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	atServer(t, server.URL)
	t.Setenv("AWS_ACCESS_KEY_ID", iam.account)
	c := &Clients{}
	if err := errors.Join(c.Dial(t.Context(), amazonconnect.Access{Region: "eu-central-1"}), c.DialCentre(t.Context(), "", "eu-central-1")); err != nil {
		t.Fatal(err)
	}
	c.Meter = amazonconnect.NewMeter(rate.NewLimiter(rate.Inf, 1))
	return c
}

// atServer makes the SDK ask a server of ours, as somebody who has nothing to lose.
func atServer(t *testing.T, address string) {
	t.Helper()
	for name, value := range map[string]string{
		"AWS_ENDPOINT_URL": address, "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_EC2_METADATA_DISABLED": "true",
		"AWS_CONFIG_FILE": os.DevNull, "AWS_SHARED_CREDENTIALS_FILE": os.DevNull, "AWS_PROFILE": "",
	} {
		t.Setenv(name, value)
	}
}

// accounts are those that sign-in is set up in, by whose they are; each call of what they return gives an empty one.
var accounts = map[string]func(*testing.T) func() rented{
	"moto": func(t *testing.T) func() rented {
		address := mototest.Start(t)
		return func() rented {
			reset, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address.JoinPath("/moto-api/reset").String(), nil)
			if err != nil {
				t.Fatal(err)
			}
			answer, err := http.DefaultClient.Do(reset)
			if err != nil {
				t.Fatal(err)
			}
			_ = answer.Body.Close()
			return rented{address, house{mototest.Account}}
		}
	},
	"localemu": func(t *testing.T) func() rented {
		address, number := localemutest.Start(t), 111122220000
		return func() rented {
			number++
			return rented{address, house{strconv.Itoa(number)}}
		}
	},
	"simulated": func(t *testing.T) func() rented {
		return func() rented {
			server := httptest.NewServer(simiam.New(simiam.Options{Number: mototest.Account, Key: mototest.Account, Secret: "secret"}))
			t.Cleanup(server.Close)
			address, err := url.Parse(server.URL)
			if err != nil {
				t.Fatal(err)
			}
			return rented{address, house{mototest.Account}}
		}
	},
}

func TestAnAccountIsSetUpAsWishedFor(t *testing.T) {
	for whose, empty := range accounts {
		t.Run(whose, func(t *testing.T) { setUpAsWishedFor(t, whose, empty(t)()) })
	}
}

func setUpAsWishedFor(t *testing.T, whose string, in rented) {
	centre := aCentre()
	c := cloud(t, in, centre, func(*http.Request) bool { return true })
	boundary, err := c.IAM.CreatePolicy(t.Context(), &iam.CreatePolicyInput{
		PolicyName: aws.String("Boundary"), PolicyDocument: aws.String(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"connect:*","Resource":"*"}}`),
	})
	if err != nil {
		t.Fatal(err)
	}
	w := wish(func(w *Wish) {
		w.Instance, w.Boundary = in.instance(), *boundary.Policy.Arn
		w.Assign = []string{"group:Agents", "user:ada"}
	})
	var done []string
	run := func(w Wish) {
		t.Helper()
		done = nil
		left, err := c.Apply(t.Context(), w, func(s Step, err error) {
			if err == nil {
				done = append(done, strings.TrimSpace(string(s.Action)+" "+s.Kind+" "+s.What))
			}
		})
		if err != nil || !left.Finished() {
			t.Fatalf("%v, left %+v", err, left)
		}
	}
	did := func(want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, done); diff != "" {
			t.Errorf("(- want, + got):\n%s", diff)
		}
	}
	run(w)
	did("create saml_provider", "create policy", "create role", "create attachment", "create approved_origin", "create assignment", "create assignment")
	if diff := cmp.Diff([]string{"group-agents", "user-ada"}, centre.Assigned(application)); diff != "" {
		t.Errorf("assigned (- want, + got):\n%s", diff)
	}
	run(w)
	did()
	for i, form := range []string{FormInstance, FormUser, FormInstance, FormUser, FormInstance} { // IAM has room for five versions
		w.Form = form
		run(w)
		if i < 4 {
			did("change policy document")
		} else {
			did("change policy oldest version", "change policy document")
		}
	}
	w.Session, w.Tags = 2*time.Hour, map[string]string{"team": "other"}
	run(w)
	want := []string{"change saml_provider tags", "change policy tags", "change role longest session", "change role tags"}
	if whose != "simulated" { // neither of the others keeps tags of providers
		want = want[1:]
	}
	did(want...)
	run(w)
	did()
	_, state, err := c.Draw(t.Context(), w)
	if err != nil {
		t.Fatal(err)
	}
	if state.Account != in.account || state.Role.Session != 2*time.Hour || state.Role.Tags["team"] != "other" || state.Provider.Metadata != samltest.Metadata(samltest.Keys().Ours) {
		t.Errorf("%+v", state)
	}
	facts, err := c.Facts(t.Context(), w, state)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(facts.Providers, facts.Provider.ARN) || !slices.Contains(facts.Roles, facts.Role.ARN) {
		t.Errorf("providers %q, roles %q", facts.Providers, facts.Roles)
	}
}

// TestAnAccountIsGoneOnWithAfterEachLostAnswer loses the answer to each request that changes something, in turn.
func TestAnAccountIsGoneOnWithAfterEachLostAnswer(t *testing.T) {
	for whose, empty := range accounts {
		t.Run(whose, func(t *testing.T) {
			next := empty(t)
			for lost := 1; lost <= 5; lost++ {
				goneOnWith(t, next(), lost)
			}
		})
	}
}

var changes = regexp.MustCompile(`Action=(Create|Attach|Update|Tag)`)

func goneOnWith(t *testing.T, in rented, lost int) {
	t.Helper()
	writes := 0
	c := cloud(t, in, aCentre(), func(r *http.Request) bool {
		if changes.MatchString(readAll(t, r)) || r.Method == http.MethodPut {
			writes++
			return writes != lost
		}
		return true
	})
	w := wish(func(w *Wish) { w.Instance, w.Boundary = in.instance(), "" })
	if _, err := c.Apply(t.Context(), w, quiet); err == nil {
		t.Errorf("answer %d was lost, and nobody says so", lost)
	}
	left, err := c.Apply(t.Context(), w, quiet)
	if err != nil || !left.Finished() || writes != 5 {
		t.Errorf("answer %d: %v, %d writes, left %+v", lost, err, writes, left)
	}
}
