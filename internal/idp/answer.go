package idp

import (
	"encoding/base64"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/ringside/ringside/internal/saml"
)

// Classes of how our people sign in: with a password over TLS and the code of an authenticator app.
const (
	classPassword    = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"
	classTwo         = "https://refeds.org/profile/mfa"
	classUnspecified = "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified"
)

// classes are those that a sign-in with an account fulfils, the strongest first; unproven those of a demo's, which asks for no password.
var (
	classes  = []string{classTwo, classPassword, "urn:oasis:names:tc:SAML:2.0:ac:classes:Password", classUnspecified}
	unproven = []string{classUnspecified}
)

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
		at := slices.IndexFunc(answer.Attributes, func(a saml.Attribute) bool { return a.Name == m.Name })
		switch {
		case at >= 0: // one of several values
			answer.Attributes[at].Values = append(answer.Attributes[at].Values, values...)
		case len(values) > 0:
			answer.Attributes = append(answer.Attributes, saml.Attribute{Name: m.Name, Format: attributeFormats[m.Format], Values: values})
		}
	}
	return answer, a.acceptable(answer)
}

// classFor is the first class that is wanted and is among those that are fulfilled; "" where none is. Who wants none is told of the password,
// where there was one.
func classFor(wanted []string, comparison string, classes []string) string {
	if len(wanted) == 0 && slices.Contains(classes, classPassword) {
		return classPassword
	}
	if len(wanted) == 0 {
		return classUnspecified
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
	if a.aws() {
		return a.acceptableToAWS(answer.Attributes)
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
