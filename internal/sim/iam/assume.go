package iam

import (
	"crypto/sha1" //nolint:gosec // AWS defines the NameQualifier by it
	"encoding/base64"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Assume is what AssumeRoleWithSAML is asked.
type Assume struct {
	Message Message
	Pair    Pair
	Seconds int  // wished for; 0 leaves it to the message, or else to the role
	Page    bool // the sign-in page asks, which insists on the audience
}

// Session is what AssumeRoleWithSAML gives: somebody in a role.
type Session struct {
	Role                 string // ARN
	RoleID, Name         string
	Ends                 time.Time
	Key, Secret, Token   string
	Subject, SubjectType string
	Issuer, Audience     string
	Qualifier, Source    string
}

// ARN is that of the session.
func (s Session) ARN() string {
	return "arn:aws:sts::" + AccountOf(s.Role) + ":assumed-role/" + s.Role[strings.LastIndexByte(s.Role, '/')+1:] + "/" + s.Name
}

// ID is what ${aws:userid} stands for.
func (s Session) ID() string { return s.RoleID + ":" + s.Name }

// audience of AWS's own partition, the one that is simulated.
const audience = "urn:amazon:webservices"

// redeem is for how long a message counts; early by how much its clock may be ahead.
const (
	redeem = 5 * time.Minute
	early  = 5 * time.Minute
)

var sessionName = regexp.MustCompile(`^[a-zA-Z_0-9+=,.@-]{2,64}$`)

// token is a refusal of a message.
func token(message string) Refusal { return refuse("InvalidIdentityToken", "%s", message) }

// discovery is a refusal by the part of AWS that knows SAML providers, which says so.
func discovery(message, code string) Refusal {
	return token(message + " (Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: " + code + ")")
}

// notAuthorised is all that AWS says of a role that cannot be had.
var notAuthorised = refuse("AccessDenied", "Not authorized to perform sts:AssumeRoleWithSAML")

// AssumeRole judges a message as AssumeRoleWithSAML does. The error is a Refusal.
func (a *Account) AssumeRole(in Assume) (Session, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	now := a.Now()
	of := a.providers[in.Pair.Provider]
	if of == nil || now.After(of.metadata.until) {
		return Session{}, discovery("Specified provider doesn't exist", "AuthSamlManifestNotFoundException")
	}
	if value(in.Message.assertion, assertionSpace, "Issuer") != of.metadata.entityID {
		return Session{}, discovery("Issuer not present in specified provider", "AuthSamlInvalidSamlResponseException")
	}
	said, err := in.Message.verified(of.metadata.certificates)
	if err != nil {
		return Session{}, token("Response signature invalid")
	}
	if err := said.judge(now, in.Page); err != nil {
		return Session{}, err
	}
	if !slices.ContainsFunc(said.attributes["Role"], func(text string) bool { pair, ok := pairOf(text); return ok && pair == in.Pair }) {
		return Session{}, token("SAML Assertion doesn't contain the requested Role and Metadata in the attributes")
	}
	wished, err := said.session(in.Seconds)
	if err != nil {
		return Session{}, err
	}
	r := a.trusting(said, in.Pair)
	if r == nil {
		return Session{}, notAuthorised
	}
	if wished > r.longest {
		return Session{}, refuse("ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role")
	}
	if wished == 0 {
		wished = min(3600, r.longest)
	}
	s := Session{
		Role: r.arn, RoleID: r.id, Name: said.attributes["RoleSessionName"][0], Ends: now.Add(time.Duration(wished) * time.Second),
		Key: newID("ASIA"), Secret: newID(""), Token: newID("token-"),
		Subject: said.nameID, SubjectType: strings.TrimPrefix(said.nameFormat, "urn:oasis:names:tc:SAML:2.0:nameid-format:"),
		Issuer: said.issuer, Audience: said.recipient, Qualifier: a.qualifier(said.issuer, of.name),
	}
	if sources := said.attributes["SourceIdentity"]; len(sources) == 1 {
		s.Source = sources[0]
	}
	if ends := said.sessionEnds; !ends.IsZero() && ends.Before(s.Ends) {
		s.Ends = ends
	}
	return s, nil
}

// judge is what AWS wants of any message.
func (s statement) judge(now time.Time, page bool) error {
	if s.confirmed != 1 || s.recipient == "" || s.confirmedUntil.IsZero() {
		return token("Responses must contain SubjectConfirmatonData with a Recipient and NotOnOrAfter") // as AWS spells it
	}
	ours := len(s.audiences) > 0 && !slices.ContainsFunc(s.audiences, func(all []string) bool {
		return !slices.Contains(all, audience) && !slices.Contains(all, s.recipient)
	})
	if page && !ours {
		return token("Response does not contain the required audience")
	}
	ended := func(at time.Time) bool { return !at.IsZero() && !now.Before(at) }
	switch {
	case now.Sub(s.issued) > redeem || ended(s.confirmedUntil) || ended(s.notOnOrAfter) || ended(s.sessionEnds):
		return refuse("ExpiredTokenException", "Token must be redeemed within 5 minutes of issuance")
	case s.issued.Sub(now) > early || s.notBefore.Sub(now) > early:
		return token("(simulated) The response is not valid yet")
	}
	names, sources := s.attributes["RoleSessionName"], s.attributes["SourceIdentity"]
	switch {
	case len(names) == 0 || names[0] == "":
		return token("RoleSessionName is required in AuthnResponse")
	case len(names) > 1 || !sessionName.MatchString(names[0]):
		return token("RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}")
	case slices.ContainsFunc(sources, func(t string) bool { return !sessionName.MatchString(t) || strings.HasPrefix(t, "aws:") }):
		return token(`Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"`)
	}
	return nil
}

// session is how many seconds are wished for: what is asked for can only make it shorter.
func (s statement) session(asked int) (int, error) {
	wished := 0
	for _, text := range s.attributes["SessionDuration"] {
		seconds, err := strconv.Atoi(text)
		if err != nil || seconds < 900 || seconds > 43200 {
			return 0, token("(simulated) SessionDuration is not 900 to 43200")
		}
		wished = seconds
	}
	if asked > 0 && (wished == 0 || asked < wished) {
		wished = asked
	}
	return wished, nil
}

// trusting is the role of a pair if it may be had by this message; nil if not.
func (a *Account) trusting(s statement, pair Pair) *role {
	r := a.roleByARN(pair.Role)
	if r == nil || strings.HasPrefix(r.name, "AWSReservedSSO_") || s.nameID == "" || a.forbidden["sts:assumerolewithsaml"] {
		return nil
	}
	trust, err := parse(r.trust, true)
	if err != nil {
		return nil
	}
	keys := a.keysOf(s, pair)
	wants := []string{"sts:AssumeRoleWithSAML"}
	if len(keys["aws:tagkeys"]) > 0 {
		wants = append(wants, "sts:TagSession")
	}
	if len(keys["sts:sourceidentity"]) > 0 {
		wants = append(wants, "sts:SetSourceIdentity")
	}
	variables := map[string]string{}
	for _, name := range []string{"saml:sub", "saml:iss", "saml:aud", "saml:namequalifier"} {
		variables[name] = strings.Join(keys[name], "")
	}
	for _, action := range wants {
		if trust.decide(question{action: action, federated: pair.Provider, keys: keys, variables: variables}) != allows {
			return nil
		}
	}
	return r
}

// keysOf are the keys that conditions of a trust policy may name.
// Source: IAM User Guide, "Available keys for AWS OIDC and SAML federation".
func (a *Account) keysOf(s statement, pair Pair) map[string][]string {
	name := pair.Provider[strings.LastIndexByte(pair.Provider, '/')+1:]
	keys := map[string][]string{
		"saml:aud": {s.recipient}, "saml:iss": {s.issuer}, "saml:sub": {s.nameID}, "saml:doc": {a.Number + "/" + name},
		"saml:sub_type":       {strings.TrimPrefix(s.nameFormat, "urn:oasis:names:tc:SAML:2.0:nameid-format:")},
		"saml:namequalifier":  {a.qualifier(s.issuer, name)},
		"sts:rolesessionname": s.attributes["RoleSessionName"], "sts:sourceidentity": s.attributes["SourceIdentity"],
	}
	for attribute, values := range s.attributes {
		if key, is := strings.CutPrefix(attribute, "PrincipalTag:"); is {
			keys["aws:tagkeys"] = append(keys["aws:tagkeys"], key)
			keys["aws:requesttag/"+strings.ToLower(key)] = values
		}
	}
	return keys
}

// qualifier tells people of one name apart who come by different providers.
func (a *Account) qualifier(issuer, provider string) string {
	sum := sha1.Sum([]byte(issuer + a.Number + "/" + provider)) //nolint:gosec // AWS's definition
	return base64.StdEncoding.EncodeToString(sum[:])
}

// May tells whether a session may do something to a resource, with these further keys of the context: one policy of the role
// has to allow it, none may deny it, and the boundary has to allow it, too.
func (a *Account) May(s Session, action, resource string, keys map[string][]string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	r := a.roleByARN(s.Role)
	if r == nil || r.id != s.RoleID || a.Now().After(s.Ends) || a.forbidden[strings.ToLower(action)] {
		return false
	}
	q := question{action: action, resource: resource, keys: keys, variables: map[string]string{"aws:userid": s.ID(), "aws:principalaccount": a.Number}}
	said := silent
	for _, text := range a.permissions(r) {
		if d, err := parse(text, false); err == nil {
			said = max(said, d.decide(q))
		}
	}
	if r.boundary != "" && said == allows {
		bound := a.policies[r.boundary]
		if bound == nil {
			return false
		}
		if d, err := parse(bound.standing().document, false); err != nil || d.decide(q) != allows {
			return false
		}
	}
	return said == allows
}

// permissions are the documents of a role's policies.
func (a *Account) permissions(r *role) []string {
	var all []string
	for _, arn := range r.attached {
		if p := a.policies[arn]; p != nil {
			all = append(all, p.standing().document)
		}
	}
	for _, text := range r.inline {
		all = append(all, text)
	}
	return all
}

// roleByARN finds a role by its whole ARN, in which capital letters count.
func (a *Account) roleByARN(arn string) *role {
	for _, r := range a.roles {
		if r.arn == arn {
			return r
		}
	}
	return nil
}
