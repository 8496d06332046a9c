package idp

import (
	"encoding/base64"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/sso/roster"
)

// Classes of how our people sign in: with a password over TLS and the code of an authenticator app.
const (
	classPassword = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"
	classTwo      = "https://refeds.org/profile/mfa"
)

// classes are those that a sign-in with an account fulfils, the strongest first.
var classes = []string{classTwo, classPassword, "urn:oasis:names:tc:SAML:2.0:ac:classes:Password", "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified"}

// Answer is what an application is told of a person who has signed in then. It refuses with a Fault, and then nothing may be told.
func (a Application) Answer(asked Asked, p Person, signedIn, now time.Time) (saml.Answer, error) {
	refuse := func(code saml.Code, format string, args ...any) (saml.Answer, error) {
		return saml.Answer{}, fault(code, format, args...)
	}
	if a.Disabled {
		return refuse(CodeApplication, "the application is switched off")
	}
	if asked.Force && signedIn.Before(asked.At) {
		return refuse(CodeAgain, "the application wants the person to sign in anew")
	}
	if !a.assigned(p) {
		return refuse(CodeAssigned, "neither the person nor a group of theirs is assigned to the application")
	}
	if asked.Class == "" {
		return refuse(CodeContext, "the application wants people to sign in otherwise than with a password and a code")
	}
	name, err := a.nameID(asked, p)
	if err != nil {
		return saml.Answer{}, err
	}
	answer := saml.Answer{
		Issuer: a.Issuer, Audience: a.EntityID, Recipient: asked.Consumer, InResponseTo: asked.ID, At: now,
		NameID: name, Authenticated: signedIn, Class: asked.Class, SessionIndex: saml.NewID(),
	}
	if answer.EncryptTo, err = a.encryption(); err != nil {
		return saml.Answer{}, err
	}
	if a.Session > 0 {
		answer.SessionEnds = now.Add(a.Session)
	}
	for _, m := range a.Mappings {
		if m.Name == Subject {
			continue
		}
		values, err := m.values(p)
		if err != nil {
			return saml.Answer{}, err
		}
		if len(values) > 0 {
			answer.Attributes = append(answer.Attributes, saml.Attribute{Name: m.Name, Format: attributeFormats[m.Format], Values: values})
		}
	}
	return answer, a.acceptable(answer)
}

// classFor is the first class that is wanted and fits; "" where none does. Who wants none is told of the password.
func classFor(wanted []string, comparison string) string {
	if len(wanted) == 0 {
		return classPassword
	}
	if comparison == "maximum" || comparison == "better" { // there is no order that both sides know
		return ""
	}
	for _, one := range wanted {
		if slices.Contains(classes, one) {
			return one
		}
	}
	return ""
}

func (a Application) nameID(asked Asked, p Person) (saml.NameID, error) {
	m := a.mapping(Subject)
	name := saml.NameID{Format: subjectFormats[m.Format]}
	if asked.Format != "" && asked.Format != saml.FormatUnspecified && asked.Format != name.Format {
		return saml.NameID{}, fault(CodeNameID, "the application wants a NameID of another format than the one that is set up for it")
	}
	switch {
	case m.Format == "transient":
		name.Value = saml.NewID()
	case m.Value == "":
		name.Value = p.persistent(a.EntityID)
	default:
		values, err := m.values(p)
		if err != nil {
			return saml.NameID{}, err
		}
		name.Value = values[0]
	}
	return name, nil
}

// acceptable refuses what the other side would refuse, or read as something else.
func (a Application) acceptable(answer saml.Answer) error {
	all := append([]saml.Attribute{{Name: Subject, Values: []string{answer.NameID.Value}}}, answer.Attributes...)
	for _, attribute := range all {
		for _, value := range attribute.Values {
			if strings.ContainsFunc(value, func(c rune) bool { return unicode.IsControl(c) || c == unicode.ReplacementChar }) || strings.TrimSpace(value) == "" {
				return fault(CodeValue, "%s is empty, or has a character that cannot be sent", attribute.Name)
			}
		}
	}
	if strings.HasPrefix(answer.Audience, "urn:amazon:webservices") {
		return a.acceptableToAWS(answer.Attributes)
	}
	return nil
}

// Grammars of AWS ("Configure SAML assertions for the authentication response", IAM User Guide).
var (
	roleAndProvider = regexp.MustCompile(`^arn:(aws|aws-us-gov):iam::\d{12}:role/[\w+=,.@/-]+,arn:(aws|aws-us-gov):iam::\d{12}:saml-provider/[\w.-]+$`)
	sessionName     = regexp.MustCompile(`^[A-Za-z0-9_+=,.@-]{2,64}$`)
)

func (a Application) acceptableToAWS(attributes []saml.Attribute) error {
	said := map[string][]string{}
	for _, attribute := range attributes {
		if name, is := strings.CutPrefix(attribute.Name, awsAttributes); is {
			said[name] = attribute.Values
		}
	}
	roles, names := said["Role"], said["RoleSessionName"]
	switch {
	case len(roles) == 0 || a.Connect != nil && len(roles) > 1:
		return fault(CodeValue, "there are %d values of Role; Amazon Connect wants one", len(roles))
	case slices.ContainsFunc(roles, func(r string) bool { return !roleAndProvider.MatchString(r) }):
		return fault(CodeValue, "Role is not the ARN of a role, a comma, and the ARN of a SAML provider")
	case len(names) != 1 || !sessionName.MatchString(names[0]):
		return fault(CodeValue, "RoleSessionName is not 2 to 64 of A-Z a-z 0-9 _ + = , . @ -")
	}
	if a.Connect != nil {
		if why := roster.Illegal(names[0]); why != "" {
			return fault(CodeValue, "RoleSessionName is no login of Amazon Connect: %s", why)
		}
	}
	for _, text := range said["SessionDuration"] {
		if seconds, err := strconv.Atoi(text); err != nil || seconds < 900 || seconds > 43200 {
			return fault(CodeValue, "SessionDuration is not 900 to 43200 seconds")
		}
	}
	for _, text := range said["SourceIdentity"] {
		if !sessionName.MatchString(text) || strings.HasPrefix(text, "aws:") {
			return fault(CodeValue, "SourceIdentity is not 2 to 64 of A-Z a-z 0-9 _ + = , . @ -, or begins with aws:")
		}
	}
	return nil
}

// awsField is the most that AWS takes of a message, in characters of base64 ("AssumeRoleWithSAML", AWS STS API Reference).
const awsField = 100_000

// Sign writes and signs an answer. What the other side would refuse for its size is a Fault.
func (a Application) Sign(answer saml.Answer, key saml.Key) ([]byte, error) {
	message, err := answer.Sign(key)
	if err != nil {
		return nil, err
	}
	if size := base64.StdEncoding.EncodedLen(len(message)); size > awsField {
		return nil, fault(CodeValue, "the answer has %d characters, of which AWS and others take %d: map fewer groups", size, awsField)
	}
	return message, nil
}
