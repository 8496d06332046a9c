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
	writes := r.Method == http.MethodPut || r.Method == http.MethodPost && !strings.HasPrefix(r.URL.Path, "/search-")
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

// compared are the entries as login, action and the beginning of the reason or of the changes.
func compared(t *testing.T, people []Person, i *Instance) []string {
	t.Helper()
	found, err := Compare(people, rules, i)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range found.Entries {
		what := e.Because
		for _, d := range e.Changes {
			what += d.What + ":" + d.Is + ">" + d.Shall + " "
		}
		all = append(all, fmt.Sprintf("%s %s %s", e.Action, e.Login, what))
	}
	return all
}

func anInstance(users ...User) *Instance {
	return &Instance{
		Users: users, Security: map[string]string{"Agent": "s1", "CallCenterManager": "s2"},
		Routing: map[string]string{"Basic Routing Profile": "r1", "Sales": "r2"},
	}
}

func TestEverybodyIsHeldAgainstTheUsers(t *testing.T) {
	user := func(login string) User {
		return User{ID: login, Login: login, First: "First", Last: "Last", Security: []string{"s1"}, Routing: "r1"}
	}
	people := []Person{
		somebody("same@example.com"), somebody("New@example.com"), somebody("Alice@example.com"), somebody("boss@example.com", "Supervisors"),
		{Email: "", UserName: "nomail", First: "No", Last: "Mail"},
		somebody("half@address"), somebody("plus+sign@example.com"),
		somebody("known@example.com"), somebody("twice@example.com"), somebody("Twice@example.com"),
		{Email: "nameless@example.com", First: "Name"},
		{Email: "gone@example.com", Disabled: true},
		{Email: "never@example.com", Disabled: true},
	}
	want := []string{
		"keep same@example.com ",
		"create New@example.com first name:>First last name:>Last security profiles:>Agent routing profile:>Basic Routing Profile ",
		`blocked Alice@example.com Amazon Connect has "alice@example.com": the same but for capital letters`,
		"change boss@example.com security profiles:Agent>Agent, CallCenterManager routing profile:Basic Routing Profile>Sales ",
		"blocked nomail the attribute is empty",
		"blocked half@address with @ it must be a whole e-mail address",
		"blocked plus+sign@example.com it has other characters",
		`create known@example.com there is a user "known", which is this person's user_name`,
		"create twice@example.com ",
		"blocked Twice@example.com two people of the directory have this login",
		"blocked nameless@example.com Amazon Connect wants a first name",
		"left gone@example.com disabled in the directory, and still a user",
		"left never@example.com disabled in the directory",
		"left known a user whom the directory does not have",
		"left other@example.com a user whom the directory does not have",
	}
	got := compared(t, people, anInstance(user("same@example.com"), user("alice@example.com"), user("boss@example.com"), user("gone@example.com"), user("known"), user("other@example.com")))
	if len(got) != len(want) {
		t.Fatalf("%d entries, want %d:\n%s", len(got), len(want), strings.Join(got, "\n"))
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("got  %s\nwant %s", got[i], want[i])
		}
	}
}

func TestAttributesAreComparedWithTheLogins(t *testing.T) {
	people := []Person{somebody("a.b@example.com"), somebody("C.D@example.com"), {UserName: "e"}}
	found, err := Compare(people, rules, anInstance(User{Login: "a.b"}, User{Login: "c.d@example.com"}))
	if err != nil {
		t.Fatal(err)
	}
	want := []Match{
		{Attribute: Email, Case: 1, Unknown: 1, Empty: 1},
		{Attribute: UserName, Exact: 1, Unknown: 1, Illegal: 1},
		{Attribute: Windows, Empty: 3},
	}
	if diff := cmp.Diff(want, found.Matches); diff != "" {
		t.Errorf("(- want, + got):\n%s", diff)
	}
}

func TestRuleForAProfileThatIsNotThereIsRefused(t *testing.T) {
	wrong := Rules{Login: Email, Rules: []Rule{{SecurityProfiles: []string{"Agents"}, RoutingProfile: "Nights"}}}
	if _, err := Compare(nil, wrong, anInstance()); err == nil || !strings.Contains(err.Error(), `"Agents"`) || !strings.Contains(err.Error(), `"Nights"`) {
		t.Errorf("%v", err)
	}
}

func TestPeopleComeFromCSVAndFromSCIM(t *testing.T) {
	want := []Person{
		{UserName: "ada", Email: "ada@example.com", First: "Ada", Last: "Lovelace", Groups: []string{"Agents", "Night, late"}},
		{UserName: "kim", Email: "kim@example.com", First: "민준", Last: "김", Disabled: true},
	}
	decomposed := "\u1106\u1175\u11ab\u110c\u116e\u11ab" // 민준, as some systems write it
	for name, text := range map[string]string{
		"CSV": "\uFEFFUser Name,E-mail,First-Name,Last name,Groups,Active\r\n" +
			"ada,ada@example.com,Ada, Lovelace ,\"Agents; Night, late\",true\r\nkim,kim@example.com," + decomposed + ",김,,false\r\n",
		"SCIM": `{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":2,"Resources":[
			{"userName":"ada","name":{"givenName":"Ada","familyName":"Lovelace"},"active":true,
			 "emails":[{"value":"old@example.com"},{"value":"ada@example.com","primary":true}],"groups":[{"display":"Agents"},{"display":"Night, late"}]},
			{"userName":"kim","name":{"givenName":"` + decomposed + `","familyName":"김"},"active":false,"emails":[{"value":"kim@example.com"}]}]}`,
	} {
		got, err := ReadPeople(strings.NewReader(text))
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%s: %v (- want, + got):\n%s", name, err, diff)
		}
	}
	for want, text := range map[string]string{
		"no column username or email": "name,phone\nx,1\n",
		"two columns":                 "email,mail\na,b\n",
		"1 of 5 people":               `{"totalResults":5,"Resources":[{"userName":"a"}]}`,
		"not SCIM":                    `[{"userName":7}]`,
	} {
		if _, err := ReadPeople(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestRulesAreReadStrictly(t *testing.T) {
	read, err := ReadRules(strings.NewReader(ExampleRules))
	if err != nil || len(read.Rules) != 2 || read.Login != Email || read.of(somebody("x@example.com", "Supervisors")).Group != "Supervisors" ||
		read.of(somebody("x@example.com")).Group != "" {
		t.Errorf("%v: %+v", err, read)
	}
	for want, text := range map[string]string{
		"securityprofile":    "rules: [{securityprofile: [Agent]}]",
		"1 to 10 security":   "rules: [{routing_profile: Basic}]",
		"routing profile":    "rules: [{security_profiles: [Agent]}]",
		"it is one of email": "login: mail\nrules: [{security_profiles: [Agent], routing_profile: B}]",
		"nobody would be":    "login: email",
	} {
		if _, err := ReadRules(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestNamesThatAmazonConnectTakes(t *testing.T) {
	for login, good := range map[string]bool{
		"ab": true, "a.b-c_d": true, "a@b.c": true, "a@b.c.d": true, strings.Repeat("x", 64): true,
		"a": false, "": false, "a b": false, "ä.b": false, "a+b": false, "a@b": false, "@b.c": false, "a@b@c.d": false, "a@b..c": false,
		`DOMAIN\a`: false, strings.Repeat("x", 65): false,
	} {
		if (Illegal(login) == "") != good {
			t.Errorf("%q: %q", login, Illegal(login))
		}
	}
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
