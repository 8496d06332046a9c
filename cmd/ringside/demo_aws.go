package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/sim"
	"github.com/ringside/ringside/internal/sim/connectapi"
	"github.com/ringside/ringside/internal/sim/console"
	"github.com/ringside/ringside/internal/sim/iam"
	"github.com/ringside/ringside/internal/sso/setup"
)

// simulatedAWS is the AWS account of a simulated centre: IAM, STS and the Connect API at one address on loopback, for one key.
type simulatedAWS struct {
	of       sim.Directory
	account  *iam.Account
	staff    *connectapi.Staff
	storage  *connectapi.Storage  // where the instance sends what it records
	access   amazonconnect.Access // where and as whom it is asked
	listener net.Listener
}

// newSimulatedAWS opens the address; nobody answers there before serve.
func newSimulatedAWS(ctx context.Context, of sim.Directory) (*simulatedAWS, error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("open the simulated AWS: %w", err)
	}
	a := &simulatedAWS{of: of, staff: connectapi.NewStaff(of), storage: &connectapi.Storage{}, listener: listener, access: amazonconnect.Access{
		Region: awsaccess.RegionOf(of.InstanceARN), Endpoint: "http://" + listener.Addr().String(), Key: rand.Text(), Secret: rand.Text(),
	}}
	for _, sent := range []struct{ of, stream string }{{"CONTACT_TRACE_RECORDS", "connect-contact-records"}, {"AGENT_EVENTS", "connect-agent-events"}} {
		a.storage.Send(sent.of, "arn:aws:kinesis:"+a.access.Region+":"+iam.AccountOf(of.InstanceARN)+":stream/"+sent.stream)
	}
	a.account = iam.New(iam.Options{Number: iam.AccountOf(of.InstanceARN), Key: a.access.Key, Secret: a.access.Secret})
	return a, nil
}

// clients ask it, as sso plan and apply do.
func (a *simulatedAWS) clients(ctx context.Context) (*setup.Clients, error) {
	c := &setup.Clients{}
	return c, c.Dial(ctx, a.access)
}

// serve answers until ctx ends; connect answers what is not for IAM or STS, which have one address and no paths.
func (a *simulatedAWS) serve(ctx context.Context, connect http.Handler) error {
	server := &http.Server{ReadHeaderTimeout: 10 * time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" && strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
			a.account.ServeHTTP(w, r)
			return
		}
		if operation := r.Header.Get("X-Amz-Target"); operation != "" {
			a.refuse(w, operation)
			return
		}
		connect.ServeHTTP(w, r)
	})}
	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		if err := server.Serve(a.listener); !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("serve the simulated AWS: %w", err)
		}
		return nil
	})
	g.Go(func() error { <-gctx.Done(); return server.Close() })
	return g.Wait()
}

// refuse answers a service that the account has none of, as to somebody who may not ask: the demo's records come by themselves. The
// operation is as its header has it, such as Kinesis_20131202.DescribeStreamSummary.
func (a *simulatedAWS) refuse(w http.ResponseWriter, operation string) {
	service, action, _ := strings.Cut(operation, ".")
	service, _, _ = strings.Cut(strings.ToLower(strings.TrimPrefix(service, "AWS")), "_")
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	w.WriteHeader(http.StatusBadRequest)
	_, _ = fmt.Fprintf(w, `{"__type":"AccessDeniedException","message":%q}`,
		"User: arn:aws:iam::"+a.account.Number+":user/engineer is not authorized to perform: "+service+":"+action) // whoever has gone needs none
}

// centre is the instance as browsers find it.
func (a *simulatedAWS) centre(facts func(context.Context) ([]byte, error)) console.Centre {
	return console.Centre{
		ARN: a.of.InstanceARN, Alias: a.of.Alias, Account: a.account, Facts: facts, Origins: a.staff.Origins,
		Pair: iam.Pair{
			Role: "arn:aws:iam::" + a.account.Number + ":role/" + demoRole, Provider: "arn:aws:iam::" + a.account.Number + ":saml-provider/" + demoProvider,
		},
		People: func() []console.Person {
			var all []console.Person
			for _, u := range a.staff.Logins() {
				all = append(all, console.Person{Login: u.Login, Name: strings.TrimSpace(u.Last + u.First)})
			}
			return all
		},
	}
}

// givenBy tells the simulated Amazon Connect to whom the simulated STS has given a role.
func givenBy(account *iam.Account) func(key string) (connectapi.Caller, bool) {
	return func(key string) (connectapi.Caller, bool) {
		s, ok := account.Given(key)
		if !ok {
			return connectapi.Caller{}, false
		}
		return connectapi.Caller{
			ARN: s.ARN(), Name: s.Name, ID: s.ID(), Secret: s.Secret, Token: s.Token,
			May: func(action, resource string, keys map[string][]string) bool {
				return account.May(s, action, resource, keys)
			},
		}, true
	}
}
