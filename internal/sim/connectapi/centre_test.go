package connectapi_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"go.uber.org/goleak"

	"github.com/ringside/ringside/internal/sim"
	"github.com/ringside/ringside/internal/sim/connectapi"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	region     = "eu-west-2"
	instanceID = "5f3c2a10-7b6d-4e8f-9a1b-0c2d3e4f5a6b"
	instance   = "arn:aws:connect:" + region + ":111122223333:instance/" + instanceID
	key        = "AKIDEXAMPLE"
	secret     = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" //nolint:gosec // Amazon's own example
)

// noon is the moment of every scene that is made by hand.
var noon = time.Date(2026, 11, 17, 12, 0, 0, 250e6, time.UTC)

func ago(d time.Duration) time.Time { return noon.Add(-d) }

func queue(n string) string   { return instance + "/queue/" + n }
func agent(n string) string   { return instance + "/agent/" + n }
func profile(n string) string { return instance + "/routing-profile/" + n }
func status(n string) string  { return instance + "/agent-state/" + n }

// centre is one that is made by hand.
type centre struct {
	directory sim.Directory
	scene     func(time.Time) sim.Scene
}

func (c centre) Directory() sim.Directory { return c.directory }

func (c centre) At(at time.Time) sim.Scene { return c.scene(at) }

// small is a centre of three queues and two routing profiles. Sales is served by both, and nobody serves night.
func small(waiting, scheduled []sim.Waiting, agents ...sim.Presence) centre {
	d := sim.Directory{
		InstanceARN: instance, Alias: "small",
		Queues: []sim.QueueEntry{
			{ARN: queue("sales"), Name: "Sales", Channel: "VOICE", Usual: 2 * time.Minute},
			{ARN: queue("chat"), Name: "Chat", Channel: "CHAT", Usual: 5 * time.Minute},
			{ARN: queue("night"), Name: "Night", Channel: "VOICE", Usual: time.Minute},
		},
		Profiles: []sim.ProfileEntry{
			{ARN: profile("voice"), Name: "Voice", Queues: []string{queue("sales")}, Slots: map[string]int{"VOICE": 1}},
			{
				ARN: profile("both"), Name: "Both", Queues: []string{queue("sales"), queue("chat")},
				Slots: map[string]int{"VOICE": 1, "CHAT": 2},
			},
		},
		Statuses: []sim.StatusEntry{
			{ARN: status("off"), Name: "Offline", Type: "OFFLINE"},
			{ARN: status("on"), Name: "Available", Type: "ROUTABLE"},
			{ARN: status("lunch"), Name: "Lunch", Type: "CUSTOM"},
		},
		Groups: []sim.GroupEntry{
			{ARN: instance + "/agent-group/north", Name: "North", Level: 1},
			{ARN: instance + "/agent-group/team", Name: "Team", Level: 2, Parent: instance + "/agent-group/north"},
		},
	}
	for i, p := range agents {
		of := "voice"
		if strings.HasPrefix(p.UserARN, agent("both")) {
			of = "both"
		}
		d.Users = append(d.Users, sim.UserEntry{
			ARN: p.UserARN, Login: fmt.Sprintf("user%d", i), First: "Ines", Last: "Marlow", Profile: profile(of),
			Group: instance + "/agent-group/team",
		})
	}
	return centre{d, func(at time.Time) sim.Scene {
		return sim.Scene{At: at, Waiting: waiting, Scheduled: scheduled, Agents: agents}
	}}
}

func waits(in string, since time.Duration) sim.Waiting {
	channel := "VOICE"
	if in == "chat" {
		channel = "CHAT"
	}
	return sim.Waiting{ContactID: in, QueueARN: queue(in), Channel: channel, Since: ago(since)}
}

// present is an agent in a status for ten minutes.
func present(name, in string, contacts ...sim.Handled) sim.Presence {
	p := sim.Presence{UserARN: agent(name), Status: status(in), Since: ago(10 * time.Minute), LoggedIn: true, Contacts: contacts}
	free := 1
	if in != "on" || len(contacts) > 0 {
		free = 0
	}
	p.Slots = []sim.Slots{{Channel: "VOICE", Most: 1, Free: free}}
	if strings.HasPrefix(name, "both") {
		p.Slots = append(p.Slots, sim.Slots{Channel: "CHAT", Most: 2, Free: 2 * free})
	}
	return p
}

// handles is a contact of a queue, two minutes with its agent and one in its state.
func handles(of, state string) sim.Handled {
	h := sim.Handled{
		ContactID: of + "-" + state, Channel: "VOICE", Method: "INBOUND", State: state, QueueARN: queue(of), Since: ago(time.Minute),
		Connected: ago(2 * time.Minute),
	}
	if of == "chat" {
		h.Channel = "CHAT"
	}
	return h
}

// client signs and sends. It reads answers as plain maps.
type client struct {
	t        *testing.T
	url      string
	key      string
	secret   string
	service  string
	region   string
	at       func() time.Time
	tampered bool // the body changes after it was signed
}

// serve starts an API at noon.
func serve(t *testing.T, o connectapi.Options) *client {
	t.Helper()
	o.Key, o.Secret = key, secret
	if o.Now == nil {
		o.Now = func() time.Time { return noon }
	}
	if o.Wall == nil {
		var asked time.Duration
		o.Wall = func() time.Time { // each look at the clock is a second later: no quota is ever short
			asked += time.Second
			return noon.Add(asked)
		}
	}
	server := httptest.NewServer(connectapi.New(o))
	t.Cleanup(server.Close)
	return &client{t: t, url: server.URL, key: key, secret: secret, service: "connect", region: region, at: func() time.Time { return noon }}
}

// answer is what came back.
type answer struct {
	status int
	kind   string // of the error
	body   map[string]any
}

func (a answer) String() string { return fmt.Sprintf("%d %s %v", a.status, a.kind, a.body) }

// send signs a request and sends it.
func (c *client) send(method, path string, body any) answer {
	c.t.Helper()
	r := c.request(method, path, body)
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	a := answer{status: response.StatusCode, kind: response.Header.Get("X-Amzn-ErrorType")}
	if err := json.Unmarshal(text, &a.body); err != nil {
		c.t.Fatalf("%s: %v", text, err)
	}
	return a
}

func (c *client) request(method, path string, body any) *http.Request {
	c.t.Helper()
	var text []byte
	if body != nil {
		var err error
		if text, err = json.Marshal(body); err != nil {
			c.t.Fatal(err)
		}
	}
	sum := sha256.Sum256(text)
	if c.tampered {
		text = append(text, ' ')
	}
	r, err := http.NewRequestWithContext(c.t.Context(), method, c.url+path, bytes.NewReader(text))
	if err != nil {
		c.t.Fatal(err)
	}
	credentials := aws.Credentials{AccessKeyID: c.key, SecretAccessKey: c.secret}
	if err := v4.NewSigner().SignHTTP(c.t.Context(), credentials, r, hex.EncodeToString(sum[:]), c.service, c.region, c.at()); err != nil {
		c.t.Fatal(err)
	}
	return r
}

// ask is a request that must succeed.
func (c *client) ask(method, path string, body any) map[string]any {
	c.t.Helper()
	a := c.send(method, path, body)
	if a.status != http.StatusOK {
		c.t.Fatalf("%s %s: %s", method, path, a)
	}
	return a.body
}

const (
	currentMetrics = "/metrics/current/" + instanceID
	currentUsers   = "/metrics/userdata/" + instanceID
)

type object = map[string]any

// metrics makes the members of a request.
func metrics(names ...string) []object {
	var all []object
	for _, name := range names {
		unit := "COUNT"
		if name == "OLDEST_CONTACT_AGE" || name == "ESTIMATED_WAIT_TIME" {
			unit = "SECONDS"
		}
		all = append(all, object{"Name": name, "Unit": unit})
	}
	return all
}
