package roster

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/time/rate"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/sim"
	"github.com/ringside/ringside/internal/sim/connectapi"
)

const instanceARN = "arn:aws:connect:eu-west-2:111122223333:instance/5f3c2a10-7b6d-4e8f-9a1b-0c2d3e4f5a6b"

// house is an instance without a floor: routing profiles and users alone.
type house struct{ directory sim.Directory }

func (h house) Directory() sim.Directory { return h.directory }

func (h house) At(at time.Time) sim.Scene { return sim.Scene{At: at} }

func inhabited(logins ...string) house {
	h := house{sim.Directory{InstanceARN: instanceARN, Alias: "acme", Profiles: []sim.ProfileEntry{
		{ARN: instanceARN + "/routing-profile/basic", Name: "Basic Routing Profile"},
		{ARN: instanceARN + "/routing-profile/sales", Name: "Sales"},
	}}}
	for i, login := range logins {
		h.directory.Users = append(h.directory.Users, sim.UserEntry{
			ARN: fmt.Sprintf("%s/agent/user-%d", instanceARN, i), Login: login, First: "First", Last: "Last", Profile: instanceARN + "/routing-profile/basic",
		})
	}
	return h
}

// street is the way to the API in this process; it counts the requests that change something, and may break them.
type street struct {
	connectapi.Direct
	writes    int
	throttled int
	fail      func(write int) error
}

// Do implements the SDK's HTTPClient.
func (s *street) Do(r *http.Request) (*http.Response, error) {
	writes := r.Method == http.MethodPut || r.Method == http.MethodDelete || r.Method == http.MethodPost && !strings.HasPrefix(r.URL.Path, "/search-")
	if writes {
		s.writes++
		if s.fail != nil {
			if err := s.fail(s.writes); err != nil {
				return nil, err
			}
		}
	}
	answer, err := s.Direct.Do(r)
	if err == nil && answer.StatusCode == http.StatusTooManyRequests {
		s.throttled++
	}
	return answer, err
}

// client asks the instance of a house, twice a second.
func client(h house) (*Client, *street) {
	s := &street{Direct: connectapi.Direct{Handler: connectapi.New(connectapi.Options{Centre: h, Key: "key", Secret: "secret"})}}
	api := awsconnect.New(awsconnect.Options{
		Region: "eu-west-2", BaseEndpoint: aws.String("http://connect.invalid"), HTTPClient: s, Retryer: aws.NopRetryer{},
		Credentials: credentials.NewStaticCredentialsProvider("key", "secret", ""),
	})
	return &Client{API: api, Instance: instanceARN, Meter: amazonconnect.NewMeter(rate.NewLimiter(2, 1))}, s
}

var rules = Rules{Login: Email, Rules: []Rule{
	{Group: "Supervisors", SecurityProfiles: []string{"CallCenterManager", "Agent"}, RoutingProfile: "Sales"},
	{SecurityProfiles: []string{"Agent"}, RoutingProfile: "Basic Routing Profile"},
}}

func somebody(email string, groups ...string) Person {
	return Person{Email: email, UserName: strings.Split(email, "@")[0], First: "First", Last: "Last", Groups: groups}
}

// run compares and carries out, and returns what is left.
func run(t *testing.T, c *Client, people []Person, told func(Entry, error)) (*Comparison, error) {
	t.Helper()
	compared := func() *Comparison {
		i, err := c.Read(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		found, err := Compare(people, rules, i)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	err := c.Carry(t.Context(), compared(), told)
	return compared(), err
}

func nothing(Entry, error) {}

func TestThousandPeopleWithinNineMinutesAndNobodyTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := client(inhabited())
		var people []Person
		for i := range 1000 {
			people = append(people, somebody(fmt.Sprintf("agent.%d@example.com", i)))
		}
		begun, told := time.Now(), 0
		left, err := run(t, c, people, func(_ Entry, err error) {
			if err != nil {
				t.Error(err)
			}
			told++
		})
		took := time.Since(begun)
		t.Logf("1,000 people took %s of the simulated clock", took)
		if err != nil || len(left.Pending()) > 0 || told != 1000 || took > 9*time.Minute {
			t.Errorf("%v after %s, %d told, %d left", err, took, told, len(left.Pending()))
		}
		if s.writes != 1000 || s.throttled > 0 {
			t.Errorf("%d writes and %d throttled, want 1,000 and none", s.writes, s.throttled)
		}
		if _, err := run(t, c, people, nothing); err != nil || s.writes != 1000 {
			t.Errorf("%v, the second run wrote %d times", err, s.writes-1000)
		}
	})
}

// TestBrokenOffARerunGoesOn breaks each write in turn, and gives up at once where a connection is lost for good.
func TestBrokenOffARerunGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		people := []Person{somebody("first.user@example.com", "Supervisors"), somebody("a@example.com"), somebody("b@example.com")}
		for at := 1; at <= 4; at++ {
			c, s := client(inhabited("first.user@example.com")) // two writes change this one, two create the others
			ctx, stop := context.WithCancel(t.Context())
			s.fail = func(write int) error {
				if write == at {
					stop()
					return errors.New("broken off")
				}
				return nil
			}
			i, err := c.Read(ctx)
			if err != nil {
				t.Fatal(err)
			}
			found, err := Compare(people, rules, i)
			if err != nil {
				t.Fatal(err)
			}
			if err := c.Carry(ctx, found, nothing); err == nil {
				t.Errorf("write %d: no error", at)
			}
			s.fail = nil
			if left, err := run(t, c, people, nothing); err != nil || len(left.Pending()) > 0 {
				t.Errorf("write %d: %v, left %+v", at, err, left.Pending())
			}
			if s.writes != 5 {
				t.Errorf("write %d: %d writes, want 4 and the broken one", at, s.writes)
			}
		}
	})
}

func TestLostAnswerMakesNobodyTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := client(inhabited())
		lost := &losing{street: s}
		c.API = awsconnect.New(awsconnect.Options{
			Region: "eu-west-2", BaseEndpoint: aws.String("http://connect.invalid"), HTTPClient: lost, Retryer: aws.NopRetryer{},
			Credentials: credentials.NewStaticCredentialsProvider("key", "secret", ""),
		})
		left, err := run(t, c, []Person{somebody("a@example.com")}, func(_ Entry, err error) {
			if err != nil {
				t.Error(err)
			}
		})
		if err != nil || len(left.Pending()) > 0 || len(left.Entries) != 1 || s.writes != 2 {
			t.Errorf("%v, %d writes, left %+v", err, s.writes, left)
		}
	})
}

// losing loses the first answer to a write.
type losing struct {
	*street
	done bool
}

func (l *losing) Do(r *http.Request) (*http.Response, error) {
	answer, err := l.street.Do(r)
	if r.Method == http.MethodPut && !l.done {
		l.done = true
		return nil, errors.New("connection reset")
	}
	return answer, err
}

func TestOneThatAmazonConnectRefusesDoesNotStopTheOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := client(inhabited())
		people := []Person{somebody("a@example.com"), somebody("b@example.com")}
		i, err := c.Read(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		found, err := Compare(people, rules, i)
		if err != nil {
			t.Fatal(err)
		}
		found.Entries[0].wanted.Routing = "deleted-meanwhile"
		var failed []string
		err = c.Carry(t.Context(), found, func(e Entry, err error) {
			if err != nil {
				failed = append(failed, e.Login)
			}
		})
		if diff := cmp.Diff([]string{"a@example.com"}, failed); diff != "" || err != nil {
			t.Errorf("%v, failed (- want, + got):\n%s", err, diff)
		}
		if found.Entries[0].Outcome == Done || found.Entries[1].Outcome != Done {
			t.Errorf("outcomes: %+v", found.Entries)
		}
	})
}

func TestInstanceOfPasswordsIsRefused(t *testing.T) {
	c, _ := client(inhabited())
	c.API = passwords{c.API}
	if _, err := c.Read(t.Context()); err == nil || !strings.Contains(err.Error(), "CONNECT_MANAGED") {
		t.Errorf("%v", err)
	}
}

// passwords is an instance that keeps passwords itself.
type passwords struct{ API }

func (p passwords) DescribeInstance(ctx context.Context, in *awsconnect.DescribeInstanceInput, o ...func(*awsconnect.Options)) (*awsconnect.DescribeInstanceOutput, error) {
	out, err := p.API.DescribeInstance(ctx, in, o...)
	if err == nil {
		out.Instance.IdentityManagementType = "CONNECT_MANAGED"
	}
	return out, err
}
