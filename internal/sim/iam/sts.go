package iam

import (
	"maps"
	"strconv"
)

func (a *Account) getCallerIdentity(form) (any, error) {
	return struct {
		Arn     string
		UserID  string `xml:"UserId"`
		Account string
	}{a.arn("user/engineer"), "AIDASIMULATEDENGINEER", a.Number}, nil
}

func (a *Account) assumeRoleWithSAML(f form) (any, error) {
	message, err := ReadMessage(f.Get("SAMLAssertion"))
	if err != nil {
		return nil, err
	}
	seconds := 0
	if text := f.Get("DurationSeconds"); text != "" {
		if seconds, err = strconv.Atoi(text); err != nil || seconds < 900 || seconds > 43200 {
			return nil, refuse("ValidationError", "1 validation error detected: Value '%s' at 'durationSeconds' failed to satisfy constraint: Member must have value between 900 and 43200", text)
		}
	}
	s, err := a.AssumeRole(Assume{Message: message, Pair: Pair{f.Get("RoleArn"), f.Get("PrincipalArn")}, Seconds: seconds})
	if err != nil {
		return nil, err
	}
	a.mu.Lock()
	maps.DeleteFunc(a.sessions, func(_ string, old Session) bool { return a.Now().After(old.Ends) })
	a.sessions[s.Key] = s
	a.mu.Unlock()
	type credentials struct {
		AccessKeyID     string `xml:"AccessKeyId"`
		SecretAccessKey string
		SessionToken    string
		Expiration      string
	}
	type user struct {
		AssumedRoleID string `xml:"AssumedRoleId"`
		Arn           string
	}
	return struct {
		Credentials     credentials
		AssumedRoleUser user
		Subject         string
		SubjectType     string
		Issuer          string
		Audience        string
		NameQualifier   string
		SourceIdentity  string `xml:",omitempty"`
	}{
		credentials{s.Key, s.Secret, s.Token, stamp(s.Ends)},
		user{s.ID(), s.ARN()},
		s.Subject, s.SubjectType, s.Issuer, s.Audience, s.Qualifier, s.Source,
	}, nil
}
