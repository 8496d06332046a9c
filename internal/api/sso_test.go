package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/sso/setup"
	"github.com/ringside/ringside/internal/sso/wizard"
	"github.com/ringside/ringside/internal/state"
)

// strangers is an STS that answers with an error, or with another account.
type strangers struct{ err error }

func (s strangers) GetCallerIdentity(context.Context, *sts.GetCallerIdentityInput, ...func(*sts.Options)) (*sts.GetCallerIdentityOutput, error) {
	return &sts.GetCallerIdentityOutput{Account: aws.String("999999999999"), Arn: aws.String("arn:aws:iam::999999999999:user/x")}, s.err
}

const anInstance = "arn:aws:connect:eu-central-1:123456789012:instance/12345678-1234-1234-1234-123456789012"

// planned is the body of POST /sso/plan.
func planned(t *testing.T, w setup.Wish) string {
	t.Helper()
	text, err := json.Marshal(map[string]any{"wish": w})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestSignInIsPlannedAndWhatCannotBeIsSaid(t *testing.T) {
	t.Parallel()
	clients, log := setup.Clients{}, emptyViews(t)
	z := wizard.New(wizard.Options{
		Logger: slog.New(slog.DiscardHandler), Dial: func(context.Context, string) (setup.Clients, error) { return clients, nil },
		Own: func(context.Context) ([]wizard.Own, error) {
			return []wizard.Own{{ID: "seoul", Instance: anInstance}}, nil
		},
	})
	t.Cleanup(z.Close)
	h := site(t, madeUpStore(), as(access.Whole()), func(o *Options) { o.ConnectSignIn, o.Audit = z, log })
	order := func(path, body string) (int, string) {
		w := ask(h, "POST", Prefix+"/sso"+path, body)
		return w.Code, w.Body.String()
	}
	first := decode[ConnectSignIn](t, ask(h, "GET", Prefix+"/sso", ""))
	if first.Plan.value != nil || first.Wish.Role != setup.Usual("").Role || first.Job.Phase != "idle" || first.Own[0].ID != "seoul" || first.OwnPeople {
		t.Errorf("at first: %+v", first)
	}
	for _, c := range []struct {
		path, body string
		code       int
		want       string
	}{
		{"/plan", planned(t, setup.Wish{}), http.StatusUnprocessableEntity, "name the instance by its ARN"},
		{"/plan", `{"wish":{"colour":"red"}}`, http.StatusUnprocessableEntity, "colour"},
		{"/apply", `{"digest":"x"}`, http.StatusConflict, "nothing to agree to"},
		{"/users/apply", `{"digest":"x"}`, http.StatusConflict, "nothing to agree to"},
		{"/users", `{"instance":"` + anInstance + `","source":"file","rules":"login: colour"}`, http.StatusUnprocessableEntity, "The rules: login"},
		{"/users", `{"instance":"` + anInstance + `","source":"file","rules":"rules: [{security_profiles: [A], routing_profile: B}]","people":"eA=="}`, http.StatusUnprocessableEntity, "The file of people: "},
		{"/users", `{"instance":"` + anInstance + `","source":"own","rules":"rules: [{security_profiles: [A], routing_profile: B}]"}`, http.StatusUnprocessableEntity, "not known here"},
		{"/verify", `{"input":"eA==","live":true}`, http.StatusConflict, "nothing to agree to"},
	} {
		if code, text := order(c.path, c.body); code != c.code || !strings.Contains(text, c.want) {
			t.Errorf("%s %s: %d %s", c.path, c.body, code, text)
		}
	}
	clients = setup.Clients{STS: strangers{}, IAM: nobody{}}
	if code, text := order("/plan", planned(t, setup.Usual(anInstance))); code != http.StatusUnprocessableEntity || !strings.Contains(text, "the credentials are of account 999999999999") {
		t.Errorf("another account: %d %s", code, text)
	}
	clients.STS = strangers{errors.New("no credentials")}
	drawn := decode[ConnectSignIn](t, ask(h, "POST", Prefix+"/sso/plan", planned(t, setup.Usual(anInstance))))
	if drawn.Plan.value == nil || drawn.Plan.value.Sheet == nil || !strings.Contains(drawn.NoAnswer, "no credentials") || drawn.Pending != 0 {
		t.Errorf("without credentials: %+v", drawn)
	}
	if code, text := order("/apply", `{"digest":"x"}`); code != http.StatusConflict || !strings.Contains(text, "Nothing was done") {
		t.Errorf("another plan: %d %s", code, text)
	}
	if code, text := order("/verify", `{"input":"eA==","live":true}`); code != http.StatusUnprocessableEntity || !strings.Contains(text, "does not answer this server") {
		t.Errorf("facts without credentials: %d %s", code, text)
	}
	entries, err := log.AuditEntries(t.Context(), state.AuditQuery{To: time.Now().Add(time.Hour), Action: "plan_sign_in", Limit: 1})
	if err != nil || len(entries) != 1 || entries[0].Subject != anInstance {
		t.Errorf("the audit log has %+v, %v", entries, err)
	}
}

// nobody is an IAM that is never asked.
type nobody struct{ setup.IAM }

// TestWhatAJobDoesIsInTheAuditLog notes under the name of who began it, when their request is long over.
func TestWhatAJobDoesIsInTheAuditLog(t *testing.T) {
	t.Parallel()
	log := emptyViews(t)
	var notes wizard.Note
	h := site(t, madeUpStore(), as(access.Whole()), func(o *Options) {
		o.Audit = log
		o.Me = func(ctx context.Context) Me { // any request will do to note from
			s := &server{Options: *o}
			s.Audit = log
			notes = s.noter(ctx)
			return Me{}
		}
	})
	ask(h, "GET", Prefix+"/me", "")
	notes("create_connect_user", "ada@example.com", nil)
	notes("set_up_sign_in", "create role x", errors.New("refused"))
	entries, err := log.AuditEntries(t.Context(), state.AuditQuery{To: time.Now().Add(time.Hour), Limit: 9})
	if err != nil || len(entries) != 2 {
		t.Fatalf("%+v, %v", entries, err)
	}
	if e := entries[1]; e.Who != "somebody" || e.Subject != "ada@example.com" || e.Status != http.StatusOK || e.Request == "" {
		t.Errorf("%+v", e)
	}
	if e := entries[0]; e.Action != "set_up_sign_in" || e.Status != http.StatusBadGateway {
		t.Errorf("%+v", e)
	}
}

func TestASignInJobSaysWhyItFailed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		refused := &awsaccess.Refusal{What: "create the role", Cause: "a policy of the organisation (SCP) forbids it", Err: errors.New("denied")}
		for want, err := range map[string]error{
			"Nothing was done": setup.ErrChanged, "a policy of the organisation (SCP) forbids it": fmt.Errorf("apply: %w", refused), "": nil,
		} {
			z := wizard.New(wizard.Options{Logger: slog.New(slog.DiscardHandler), Dial: func(context.Context, string) (setup.Clients, error) { return setup.Clients{}, nil }})
			if e := z.Draw(t.Context(), wizard.Question{Wish: setup.Usual(anInstance)}); e != nil {
				t.Fatal(e)
			}
			z.Dial = func(context.Context, string) (setup.Clients, error) { return setup.Clients{}, err }
			if e := z.Apply(z.Drawn().Plan.Digest, func(string, string, error) {}); e != nil {
				t.Fatal(e)
			}
			synctest.Wait()
			if job := signInJob(z.Job()); (job.Phase == "failed") != (err != nil) || !strings.Contains(job.Problem, want) {
				t.Errorf("%v: %+v", err, job)
			}
			z.Close()
		}
	})
}
