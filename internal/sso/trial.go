package sso

import (
	"encoding/base64"
	"errors"
	"regexp"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/saml"
)

// Trial is what it takes to try a sign-in at AWS. Its message lets anybody in for five minutes: it is sent to AWS and written nowhere.
type Trial struct {
	Message        string // base64
	Role, Provider string // ARNs
	Region         string // whose STS is asked
	Instance       string // id; "" where none is known, and then Amazon Connect is not asked
	InstanceRegion string
}

// Tried is what AWS answered. What was not asked is nil.
type Tried struct {
	Role    *Answer // of AssumeRoleWithSAML
	Connect *Answer // of GetFederationToken, with what that gave
	Unasked []string
}

// Answer is AWS's: what it gave, or its own code and words of why not.
type Answer struct {
	Given         string // an ARN, "" where it refused
	Code, Message string
}

// longestTry is how old a message may be to be tried: AWS takes none that is older.
const longestTry = 5 * time.Minute

var signInRegion = regexp.MustCompile(`^https://(?:([a-z0-9-]+)\.signin\.aws\.amazon\.com|[0-9a-f-]{36}\.([a-z0-9-]+)\.sign-in\.connect\.aws)/`)

// Trial is what a case would be tried with now. The error says why it cannot be: the message is old, or is for nobody at AWS.
func (c Case) Trial(now time.Time) (Trial, error) {
	if c.Facts == nil {
		c.Facts = &Facts{}
	}
	if c.Input.document == nil {
		return Trial{}, errors.New("there is no message to try")
	}
	document, err := saml.Read(c.Input.document)
	if err != nil {
		return Trial{}, errors.New("the message cannot be read")
	}
	said := newClaims(document.Response)
	p := said.partition()
	switch {
	case now.Sub(document.Response.Issued) > longestTry:
		return Trial{}, errors.New("the message is older than five minutes, so AWS would only say that: sign in again and verify at once")
	case !recipientPattern.MatchString(said.recipient) && !said.resilient() || p.name == "aws-cn":
		return Trial{}, errors.New("the message is not for an address of AWS that can be asked")
	}
	t := Trial{Message: base64.StdEncoding.EncodeToString(c.Input.document), Region: "us-east-1"}
	if p.name == "aws-us-gov" {
		t.Region = "us-gov-west-1"
	} else if of := signInRegion.FindStringSubmatch(said.recipient); of != nil {
		t.Region = of[1] + of[2]
	}
	switch call := c.Facts.Call; {
	case call != nil:
		t.Role, t.Provider = call.RoleARN, call.PrincipalARN
	case len(said.pairs) == 1:
		t.Role, t.Provider = said.pairs[0].role.text, said.pairs[0].provider.text
	default:
		return Trial{}, errors.New("the message does not have one role and provider to ask for")
	}
	t.Instance, t.InstanceRegion = c.instance()
	return t, nil
}

// instance is the id and the Region of the instance that the relay state leads to, or else that of the facts.
func (c Case) instance() (id, region string) {
	if c.Input.relay != nil {
		if r := readRelay(*c.Input.relay); r.console && r.instance != "" && r.region != "" {
			return strings.ToLower(r.instance), r.region
		}
	}
	if c.Facts.Connect != nil {
		if of, ok := readARN(c.Facts.Connect.InstanceARN); ok {
			return strings.TrimPrefix(of.resource, "instance/"), of.region
		}
	}
	return "", ""
}

// tried adds what AWS itself said. Where it refused, and nothing that was looked at tells why, its words are taken for causes.
func (x *examination) tried() {
	if x.Tried == nil {
		return
	}
	x.report.Unchecked = append(x.report.Unchecked, x.Tried.Unasked...)
	x.answered(CodeLiveSTS, x.Tried.Role)
	x.answered(CodeLiveFederate, x.Tried.Connect)
}

func (x *examination) answered(code Code, a *Answer) {
	if a == nil {
		return
	}
	if a.Given != "" {
		x.foundAs(code, Info, 0, "it lets in: "+x.anonymous(a.Given))
		return
	}
	row, known := refusedAs(a)
	x.foundAs(code, Fault, row.Number, x.anonymous(a.Code+": "+quoted(a.Message)))
	if known && x.Input.said == nil {
		x.Input.said, x.Input.denied = &row, deniedBy(a.Message)
	}
}

// anonymous leaves the person out of AWS's words.
func (x *examination) anonymous(text string) string {
	if x.claims == nil || x.claims.login == "" || x.redact.show {
		return text
	}
	return strings.ReplaceAll(text, x.claims.login, strings.Trim(x.redact.personal(x.claims.login), `"`))
}

// refusals are rows by codes of Amazon Connect, whose words for them are not the ones that its page shows.
var refusals = map[string]int{
	"AccessDeniedException": 18, "UserNotFoundException": 17, "DuplicateResourceException": 20, "ResourceNotFoundException": 18,
	"InvalidRequestException": 19, "InvalidParameterException": 19, "UserNotOnboardedException": 24,
}

// refusedAs is the failure that an answer is.
func refusedAs(a *Answer) (Row, bool) {
	if number := refusals[a.Code]; number != 0 {
		return *rowNumbered(number), true
	}
	return recognise(a.Message + " (error code: " + a.Code + ")")
}
