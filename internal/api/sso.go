package api

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/desk"
	"github.com/ringside/ringside/internal/sso/roster"
	"github.com/ringside/ringside/internal/sso/setup"
	"github.com/ringside/ringside/internal/sso/wizard"
)

// ConnectSignIn is how far somebody is who sets sign-in to Amazon Connect up. It is kept while the process runs.
type ConnectSignIn struct {
	Wish         setup.Wish           `json:"wish" doc:"What is wished for, as a file of ringside sso plan --save has it; what most wish for before a plan was drawn"`
	Centre       bool                 `json:"look_at_identity_center" doc:"IAM Identity Center is looked at, too, with the same credentials"`
	CentreRegion string               `json:"identity_center_region"`
	Plan         nullable[setup.Plan] `json:"plan" doc:"The newest one; null before any was drawn"`
	Pending      int                  `json:"pending" doc:"Steps of it that Ringside can take"`
	DrawnAt      *time.Time           `json:"drawn_at"`
	NoAnswer     string               `json:"no_answer" doc:"Why AWS could not be asked at all: then the plan has the sheet alone"`
	Job          SignInJob            `json:"job"`
	Own          []OwnApplication     `json:"own" doc:"Applications for Amazon Connect of Ringside's own identity provider; none where it is off"`
	OwnPeople    bool                 `json:"own_people" doc:"People can be those of Ringside's own identity provider"`
	RulesExample string               `json:"rules_example" doc:"A whole file of rules for users"`
}

// SignInJob is the newest job.
type SignInJob struct {
	Phase   string       `json:"phase" enum:"idle,running,done,stopped,failed" doc:"What was stopped or failed goes on when it is begun again"`
	Kind    string       `json:"kind" enum:",apply,users"`
	Total   int          `json:"total" doc:"Steps or users"`
	Done    int          `json:"done"`
	Failed  int          `json:"failed"`
	Taken   []SignInDone `json:"taken" doc:"The steps so far; of users those that failed"`
	Problem string       `json:"problem" doc:"Of one that failed"`
	Begun   *time.Time   `json:"begun"`
	Ended   *time.Time   `json:"ended"`
}

// SignInDone is a step that was taken, or a user.
type SignInDone struct {
	Kind    string `json:"kind"`
	Action  string `json:"action"`
	Subject string `json:"subject"`
	What    string `json:"what"`
	Problem string `json:"problem" doc:"Empty where it succeeded"`
}

// OwnApplication is one of Ringside's own identity provider.
type OwnApplication struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Instance string `json:"instance"`
	Role     string `json:"role" doc:"With its path if it has one"`
	Provider string `json:"provider"`
	Login    string `json:"login" enum:"email,user_name"`
	Landing  string `json:"landing"`
	Metadata string `json:"metadata"`
}

// ComparedUsers is the newest comparison.
type ComparedUsers struct {
	Instance   string                      `json:"instance"`
	Digest     string                      `json:"digest" doc:"To agree to it"`
	Pending    int                         `json:"pending" doc:"Users to create, change, strip or delete"`
	ComparedAt *time.Time                  `json:"compared_at"`
	Comparison nullable[roster.Comparison] `json:"comparison"`
}

var errNoWizard = refuse(unavailable, "This process sets nothing up; ask the server.")

// setUp is who sets sign-in up.
func (s *server) setUp() (*wizard.Wizard, error) {
	if s.ConnectSignIn == nil {
		return nil, errNoWizard
	}
	return s.ConnectSignIn, nil
}

// connectSignIn answers GET /sso.
func (s *server) connectSignIn(ctx context.Context, _ *none) (ConnectSignIn, error) {
	z, err := s.setUp()
	if err != nil {
		return ConnectSignIn{}, err
	}
	d := z.Drawn()
	answer := ConnectSignIn{
		Wish: d.Wish, Centre: d.Centre, CentreRegion: d.CentreRegion, Plan: some(d.Plan), Job: signInJob(z.Job()), Own: []OwnApplication{},
		OwnPeople: z.People != nil, RulesExample: roster.ExampleRules,
	}
	if d.Plan == nil {
		answer.Wish = setup.Usual("")
	} else {
		answer.DrawnAt, answer.Pending = &d.At, len(d.Plan.Pending())
	}
	if d.Unasked != nil {
		answer.NoAnswer = d.Unasked.Error()
	}
	if z.Own == nil {
		return answer, nil
	}
	own, err := z.Own(ctx)
	for _, a := range own {
		answer.Own = append(answer.Own, OwnApplication(a))
	}
	return answer, err
}

func signInJob(j desk.Job[wizard.Progress, struct{}]) SignInJob {
	job := SignInJob{
		Phase: string(j.Phase), Kind: string(j.Progress.Kind), Total: j.Progress.Total, Done: j.Progress.Done, Failed: j.Progress.Failed, Taken: []SignInDone{},
	}
	for _, taken := range j.Progress.Taken {
		job.Taken = append(job.Taken, SignInDone(taken))
	}
	if !j.Begun.IsZero() {
		job.Begun = &j.Begun
	}
	if !j.Ended.IsZero() {
		job.Ended = &j.Ended
	}
	if j.Err != nil {
		job.Problem = faultOf(wizardFault(j.Err)).public
	}
	return job
}

// wizardFault is what an error means to an administrator. Texts of AWS, and of what reads files, are written for people.
func wizardFault(err error) error {
	switch {
	case err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, wizard.ErrBusy):
		return refuse(conflict, "Another job is running: wait until it is done, or stop it.")
	case errors.Is(err, setup.ErrChanged), errors.Is(err, wizard.ErrOther):
		return refuse(conflict, "What is there has changed since you agreed, or somebody else looked at it meanwhile. Nothing was done: read the newest, and agree to that.")
	case errors.Is(err, wizard.ErrNone):
		return refuse(conflict, "There is nothing to agree to yet: let it be looked at first.")
	case errors.Is(err, wizard.ErrSource):
		return refuse(unanswerable, "People of that kind are not known here: the identity provider is off, or IAM Identity Center cannot be asked.")
	case errors.Is(err, setup.ErrUnasked):
		return &fault{kind: unanswerable, public: "AWS does not answer this server: it has no credentials, or no way to it.", cause: err}
	}
	return &fault{kind: unanswerable, public: err.Error(), cause: err}
}

// planInput is the body of POST /sso/plan.
type planInput struct {
	Body struct {
		Wish         setup.Wish `json:"wish"`
		Centre       bool       `json:"look_at_identity_center,omitempty"`
		CentreRegion string     `json:"identity_center_region,omitempty" maxLength:"32"`
		People       string     `json:"people,omitempty" enum:"own,identity_store" doc:"Of whom the logins are compared with those of the users; by their look alone unless given. own: those of Ringside's identity provider. identity_store: of IAM Identity Center"`
	}
}

// planSignIn answers POST /sso/plan.
func (s *server) planSignIn(ctx context.Context, in *planInput) (ConnectSignIn, error) {
	z, err := s.setUp()
	if err != nil {
		return ConnectSignIn{}, err
	}
	askerOf(ctx).remark.about = cmp.Or(in.Body.Wish.Instance, in.Body.Wish.Create)
	question := wizard.Question{Wish: in.Body.Wish, Centre: in.Body.Centre, CentreRegion: in.Body.CentreRegion, People: wizard.Source(in.Body.People)}
	if err := z.Draw(ctx, question); err != nil {
		return ConnectSignIn{}, wizardFault(err)
	}
	return s.connectSignIn(ctx, nil)
}

// agreedInput is the body of what is done by agreement.
type agreedInput struct {
	Body struct {
		Digest string `json:"digest" minLength:"1" maxLength:"64" doc:"Of the plan, or of the comparison, that is agreed to"`
	}
}

// applySignIn answers POST /sso/apply.
func (s *server) applySignIn(ctx context.Context, in *agreedInput) (ConnectSignIn, error) {
	return s.begin(ctx, func(z *wizard.Wizard) error { return z.Apply(in.Body.Digest, s.noter(ctx)) })
}

// applyUsers answers POST /sso/users/apply.
func (s *server) applyUsers(ctx context.Context, in *agreedInput) (ConnectSignIn, error) {
	return s.begin(ctx, func(z *wizard.Wizard) error { return z.Carry(in.Body.Digest, s.noter(ctx)) })
}

func (s *server) begin(ctx context.Context, begin func(*wizard.Wizard) error) (ConnectSignIn, error) {
	z, err := s.setUp()
	if err != nil {
		return ConnectSignIn{}, err
	}
	if err := begin(z); err != nil {
		return ConnectSignIn{}, wizardFault(err)
	}
	return s.connectSignIn(ctx, nil)
}

// noter adds what a job does to the audit log, under the name of who began it.
func (s *server) noter(ctx context.Context) wizard.Note {
	return func(action, subject string, err error) {
		status := http.StatusOK
		if err != nil {
			status = http.StatusBadGateway // AWS is behind us
		}
		if s.Audit != nil {
			s.note(ctx, action, subject, status)
		}
	}
}

// stopSignInJob answers DELETE /sso/job.
func (s *server) stopSignInJob(ctx context.Context, _ *none) (ConnectSignIn, error) {
	return s.begin(ctx, func(z *wizard.Wizard) error { z.Stop(); return nil })
}

// usersInput is the body of POST /sso/users.
type usersInput struct {
	Body struct {
		Instance    string `json:"instance" doc:"Its ARN"`
		Source      string `json:"source" enum:"file,own,identity_store" doc:"own: those of Ringside's identity provider. identity_store: of IAM Identity Center"`
		Region      string `json:"region,omitempty" maxLength:"32" doc:"Of IAM Identity Center, where it is another than the instance's"`
		People      []byte `json:"people,omitempty" doc:"The bytes of the file: CSV with a header, or a SCIM list; 16 MiB at most"`
		Rules       string `json:"rules" doc:"The text of a file of rules (YAML)"`
		Gone        string `json:"gone,omitempty" enum:"keep,strip,delete" doc:"What becomes of users whose person is disabled in the directory; kept unless given. strip leaves the stripped_security_profile of the rules; delete takes the history along"`
		GoneMissing bool   `json:"gone_missing,omitempty" doc:"Users whom the directory does not have at all are gone, too"`
		GoneOthers  bool   `json:"gone_others,omitempty" doc:"So are users that Ringside did not make"`
	}
}

// compareUsers answers POST /sso/users.
func (s *server) compareUsers(ctx context.Context, in *usersInput) (ComparedUsers, error) {
	z, err := s.setUp()
	if err != nil {
		return ComparedUsers{}, err
	}
	askerOf(ctx).remark.about = in.Body.Instance
	of := wizard.Directory{Instance: in.Body.Instance, Source: wizard.Source(in.Body.Source), Region: in.Body.Region}
	if of.Rules, err = roster.ReadRules(strings.NewReader(in.Body.Rules)); err != nil {
		return ComparedUsers{}, refuse(unanswerable, "The rules: "+err.Error())
	}
	of.Rules.Gone = roster.Gone{Do: roster.Action(in.Body.Gone), Missing: in.Body.GoneMissing, Others: in.Body.GoneOthers}
	if of.Source == wizard.File {
		if of.People, err = roster.ReadPeople(bytes.NewReader(in.Body.People)); err != nil {
			return ComparedUsers{}, refuse(unanswerable, "The file of people: "+err.Error())
		}
	}
	if err := z.Compare(ctx, of); err != nil {
		return ComparedUsers{}, wizardFault(err)
	}
	return s.comparedUsers(ctx, nil)
}

// comparedUsers answers GET /sso/users.
func (s *server) comparedUsers(context.Context, *none) (ComparedUsers, error) {
	z, err := s.setUp()
	if err != nil {
		return ComparedUsers{}, err
	}
	c := z.Compared()
	answer := ComparedUsers{Instance: c.Instance, Digest: c.Digest, Comparison: some(c.Found)}
	if c.Found != nil {
		answer.ComparedAt, answer.Pending = &c.At, len(c.Found.Pending())
	}
	return answer, nil
}
