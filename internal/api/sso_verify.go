package api

import (
	"cmp"
	"context"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/sso"
)

// SignInEvidence is what somebody has of a sign-in to Amazon Connect that failed. None of it is kept, or written to a log.
type SignInEvidence struct {
	Input        []byte `json:"input,omitempty" doc:"The bytes of it: a SAMLResponse (XML, base64 or the form), the page that sends the form, a HAR file, or the text of AWS's error; 16 MiB at most"`
	Own          string `json:"own,omitempty" maxLength:"64" doc:"Instead of an input: the message that this application of Ringside's own identity provider would send now. It is made as it is for a browser, judged, and sent nowhere"`
	Person       string `json:"person,omitempty" maxLength:"256" doc:"Of own: for whom, by their user name; for the asker unless given"`
	Facts        string `json:"facts,omitempty" doc:"What is set up, as a file of ringside sso plan --facts-out has it. Without it the message alone is judged"`
	Live         bool   `json:"live,omitempty" doc:"Instead of facts: what is set up is read from AWS, for the instance and the names of the newest plan"`
	At           string `json:"at,omitempty" doc:"As of when: now (also unless given), issue, or RFC 3339. A HAR file tells by itself" example:"issue"`
	ShowPersonal bool   `json:"show_personal,omitempty" doc:"Names and attribute values as they are, instead of their shape alone"`
}

// SignInReport is why a sign-in fails.
type SignInReport struct {
	Input     string               `json:"input" enum:"xml,base64,form,har,error_text,unknown" doc:"What the input was taken for"`
	JudgedAt  *time.Time           `json:"judged_at" doc:"As of when; null where there is no message to judge"`
	Sound     bool                 `json:"sound" doc:"Nothing was found by which the sign-in fails or may fail. It promises nothing where unchecked has lines"`
	Said      nullable[AWSFailure] `json:"aws_said" doc:"The failure that the input itself tells of"`
	Findings  []SignInFinding      `json:"findings" doc:"In the order in which AWS would come upon them"`
	Unchecked []string             `json:"unchecked" doc:"What could not be looked at, and what it needs"`
}

// SignInFinding is one thing that was found.
type SignInFinding struct {
	Code     string               `json:"code" doc:"As docs/sso-verify.md lists them" example:"AWS-AUDIENCE"`
	Severity string               `json:"severity" enum:"fault,undecided,possible,warning,info"`
	First    bool                 `json:"first" doc:"The first fault: this is where AWS stops"`
	Summary  string               `json:"summary"`
	Seen     string               `json:"seen" doc:"The evidence, redacted"`
	Fix      string               `json:"fix"`
	AWS      nullable[AWSFailure] `json:"aws_says" doc:"What AWS shows for it, where that is known"`
}

// AWSFailure is a failure as AWS shows it.
type AWSFailure struct {
	Row   int    `json:"row"`
	Text  string `json:"text"`
	Where string `json:"where"`
}

// evidenceSize lets a HAR file in, which is longer in base64, with facts beside it.
func evidenceSize(o *huma.Operation) {
	o.MaxBodyBytes = 2 * sso.MaxInput
	o.BodyReadTimeout = uploadPatience
}

// evidenceInput is the body of POST /sso/verify.
type evidenceInput struct {
	Body SignInEvidence
}

// verifySignIn answers POST /sso/verify.
func (s *server) verifySignIn(ctx context.Context, in *evidenceInput) (SignInReport, error) {
	given, err := s.tried(ctx, in.Body)
	if err != nil {
		return SignInReport{}, err
	}
	facts, err := s.facts(ctx, given)
	if err != nil {
		return SignInReport{}, err
	}
	input := sso.ReadInput(given.Input)
	at, err := input.Moment(cmp.Or(given.At, "now"), time.Now()) // a message is of the world, whatever the clock of a demo says
	if err != nil {
		return SignInReport{}, refuse(unanswerable, "at: "+err.Error())
	}
	return signInReport(sso.Diagnose(sso.Case{Input: input, Facts: facts, At: at, ShowPersonal: given.ShowPersonal})), nil
}

// tried is the evidence with an input: the one that is given, or the message that our own identity provider would send.
func (s *server) tried(ctx context.Context, given SignInEvidence) (SignInEvidence, error) {
	if given.Own == "" {
		if len(given.Input) == 0 {
			return given, refuse(unanswerable, "input: there is nothing to judge.")
		}
		return given, nil
	}
	z, err := s.setUp()
	if err != nil {
		return given, err
	}
	if z.Try == nil {
		return given, refuse(unanswerable, "Ringside's own identity provider is off.")
	}
	person := cmp.Or(given.Person, access.Who(ctx).Name)
	if person == "" {
		return given, refuse(unanswerable, "Nobody is signed in: say for whom, by their user name.")
	}
	askerOf(ctx).remark.about = given.Own + " " + person
	form, err := z.Try(ctx, given.Own, person)
	if err != nil {
		return given, wizardFault(err)
	}
	given.Input = []byte(form.Encode())
	return given, nil
}

// facts are what is set up, as far as it is given or read; nil without either.
func (s *server) facts(ctx context.Context, given SignInEvidence) (*sso.Facts, error) {
	if given.Live {
		z, err := s.setUp()
		if err != nil {
			return nil, err
		}
		facts, err := z.Facts(ctx)
		return facts, wizardFault(err)
	}
	if strings.TrimSpace(given.Facts) == "" {
		return nil, nil
	}
	facts, err := sso.ReadFacts(strings.NewReader(given.Facts))
	if err != nil {
		return nil, refuse(unanswerable, "The file of facts cannot be read: "+err.Error())
	}
	return facts, nil
}

func signInReport(r sso.Report) SignInReport {
	report := SignInReport{
		Input: r.Kind, JudgedAt: r.JudgedAt, Sound: r.Sound(), Said: awsFailure(r.Said), Findings: []SignInFinding{}, Unchecked: r.Unchecked,
	}
	for _, f := range r.Findings {
		report.Findings = append(report.Findings, SignInFinding{
			Code: string(f.Code), Severity: string(f.Severity), First: f.First, Summary: f.Summary, Seen: f.Seen, Fix: f.Fix, AWS: awsFailure(f.AWS),
		})
	}
	return report
}

func awsFailure(row *sso.Row) nullable[AWSFailure] {
	if row == nil {
		return nullable[AWSFailure]{}
	}
	return some(&AWSFailure{Row: row.Number, Text: row.Text, Where: row.Where})
}
