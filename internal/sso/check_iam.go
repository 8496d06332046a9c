package sso

import (
	"crypto/rsa"
	"crypto/sha1" //nolint:gosec // AWS defines SAML:namequalifier by it
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/ringside/ringside/internal/saml"
)

// setAside leaves out the facts of a provider and a role that are not those of the message, where the account has those too: nothing that
// is judged by another one's keys or policies would be true.
func (x *examination) setAside() {
	if len(x.claims.pairs) != 1 {
		return
	}
	pair, facts := x.claims.pairs[0], *x.Facts
	other := func(named, known string, all []string) bool {
		return known != "" && known != named && slices.Contains(all, named)
	}
	if p := facts.Provider; p != nil && other(pair.provider.text, p.ARN, facts.Providers) {
		x.found(CodeProviderMissing, Undecided, "it names "+quoted(pair.provider.text)+", which is there; the facts are of "+quoted(p.ARN))
		facts.Provider = nil
	}
	if r := facts.Role; r != nil && other(pair.role.text, r.ARN, facts.Roles) {
		x.found(CodeRoleUnknown, Undecided, "it names "+quoted(pair.role.text)+", which is there; the facts are of "+quoted(r.ARN))
		facts.Role = nil
	}
	x.Facts = &facts
}

// provider judges the SAML provider in IAM.
func (x *examination) provider() {
	x.metadata()
	p := x.Facts.Provider
	known := x.Facts.Providers
	if p != nil && p.ARN != "" {
		known = append(slices.Clone(known), p.ARN)
	}
	for _, pair := range x.claims.pairs {
		if known != nil && !slices.Contains(known, pair.provider.text) {
			x.found(CodeProviderMissing, Fault, "it names "+quoted(pair.provider.text)+different(pair.provider.text, known))
		}
	}
	if known == nil {
		x.unchecked("whether the provider is there: give its ARN as a fact")
	}
	if p == nil {
		return
	}
	k, err := p.read()
	if err != nil {
		return // metadata has said so
	}
	x.ends("the IAM provider", k.validUntil)
	if k.entityID == "" {
		x.unchecked("whether the Issuer is the provider's entityID: give its metadata as a fact")
	} else if issuer := x.claims.assertion.Issuer; x.claims.readable && issuer != k.entityID {
		x.found(CodeIssuer, Fault, "Issuer is "+x.redact.address(issuer)+caught(issuer)+", entityID "+quoted(k.entityID))
	}
	if outer := x.claims.Issuer; x.claims.readable && outer != "" && outer != x.claims.assertion.Issuer {
		x.found(CodeIssuer, Warning, "the Response's Issuer is "+x.redact.address(outer)+", the assertion's "+x.redact.address(x.claims.assertion.Issuer))
	}
	for i, certificate := range x.keysOf(x.Facts.IdentityProvider) {
		if len(k.certificates) > 0 && !slices.ContainsFunc(k.certificates, certificate.Equal) {
			x.found(CodeCertMissing, Warning, fmt.Sprintf("number %d of those that the identity provider publishes: %s", i+1, fingerprint(certificate)))
		}
	}
}

// different says how a name differs from the nearest of those that are known.
func different(name string, known []string) string {
	for _, other := range known {
		if strings.EqualFold(other, name) {
			return "; IAM has " + quoted(other) + ", with other capital letters"
		}
	}
	switch len(known) {
	case 0:
		return "; the account has none"
	case 1:
		return "; known is " + quoted(known[0])
	}
	return fmt.Sprintf("; %d others are known", len(known))
}

// minimum and maximum of a metadata document ("CreateSAMLProvider", IAM API Reference).
const (
	minMetadata = 1000
	maxMetadata = 10_000_000
)

// metadata judges the IAM provider's copy as IAM does when it is uploaded.
func (x *examination) metadata() {
	p := x.Facts.Provider
	if p == nil {
		return
	}
	if _, err := p.read(); err != nil {
		fault, isFault := errors.AsType[saml.Fault](err)
		switch {
		case !isFault:
			x.found(CodeMetadata, Fault, err.Error())
		case strings.Contains(fault.Detail, "comment") || strings.Contains(fault.Detail, "instruction") || strings.Contains(fault.Detail, "CDATA"):
			x.found(CodeMetadata, Undecided, fault.Detail+", so it is not read here; IAM may take it")
		default:
			x.found(CodeMetadata, Fault, fault.Detail)
		}
		return
	}
	if p.Metadata == "" {
		return
	}
	described, _ := saml.ReadMetadata([]byte(p.Metadata)) // read a moment ago
	if n := len(p.Metadata); n < minMetadata || n > maxMetadata {
		x.found(CodeMetadata, Fault, fmt.Sprintf("it has %d characters; %d to %d are accepted", n, minMetadata, maxMetadata))
	}
	if described.Unreadable > 0 {
		x.found(CodeMetadata, Fault, "a certificate cannot be read, or repeats an extension")
	}
	if !described.SignOn {
		x.found(CodeMetadata, Fault, "it has no SingleSignOnService")
	}
	if len(described.Certificates) == 0 {
		x.found(CodeCertMissing, Fault, "it has no certificate for signing")
	}
	for _, certificate := range described.Certificates {
		if key, isRSA := certificate.PublicKey.(*rsa.PublicKey); isRSA && key.N.BitLen() < 1024 {
			x.found(CodeMetadata, Fault, fmt.Sprintf("a key has %d bits", key.N.BitLen()))
		}
	}
}

// role judges the role: that it is there, lasts long enough, and trusts the message.
func (x *examination) role() {
	r := x.Facts.Role
	known := x.Facts.Roles
	if r != nil && r.ARN != "" {
		known = append(slices.Clone(known), r.ARN)
	}
	for _, pair := range x.claims.pairs {
		if known != nil && !slices.Contains(known, pair.role.text) {
			x.found(CodeRoleUnknown, Fault, "it names "+quoted(pair.role.text)+different(pair.role.text, known))
		}
	}
	if known == nil {
		x.unchecked("whether the role is there: give its ARN as a fact")
	}
	if r == nil || len(r.TrustPolicy) == 0 {
		x.unchecked("whether the role trusts the message: give its trust policy as a fact")
	} else {
		x.trust(r)
	}
	for _, text := range x.claims.durations() {
		if seconds, err := strconv.Atoi(text); err == nil && r != nil && r.MaxSessionDuration > 0 && seconds > r.MaxSessionDuration {
			x.found(CodeMaxDuration, Fault, fmt.Sprintf("%d s are asked for, %d s allowed", seconds, r.MaxSessionDuration))
		}
	}
}

// trust evaluates the trust policy for the one pair that is judged: the one with the role of the facts, or the only one.
func (x *examination) trust(r *RoleFacts) {
	p, err := readPolicy(r.TrustPolicy)
	if err != nil {
		x.found(CodeTrustCondition, Fault, err.Error())
		return
	}
	for _, pair := range x.claims.pairs {
		if r.ARN != "" && pair.role.text != r.ARN {
			continue
		}
		context := x.context(pair)
		x.trusted(assess(p, "sts:AssumeRoleWithSAML", pair.provider.text, context), pair)
		if tags := x.claims.tags(); len(tags) > 0 {
			x.granted(CodeTag, assess(p, "sts:TagSession", pair.provider.text, context), fmt.Sprintf("%d PrincipalTag attributes", len(tags)))
		}
		if sources, _ := x.claims.values("SourceIdentity"); len(sources) > 0 {
			x.granted(CodeSource, assess(p, "sts:SetSourceIdentity", pair.provider.text, context), "there is a SourceIdentity")
		}
	}
}

// trusted turns the outcome for the role itself into a finding.
func (x *examination) trusted(o outcome, pair rolePair) {
	severity := Fault
	if o.answer == unknown {
		severity = Undecided
	}
	switch {
	case o.answer == yes:
	case o.denied:
		x.found(CodeTrustCondition, severity, "a statement with Effect Deny is about it")
	case o.stage == stageNone:
		x.found(CodeTrustCondition, severity, "no statement allows sts:AssumeRoleWithSAML")
	case o.stage == stagePrincipal:
		shown := make([]string, len(o.providers))
		for i, provider := range o.providers {
			shown[i] = quoted(provider) + caught(provider)
		}
		x.found(CodeTrustPrincipal, severity, fmt.Sprintf("it trusts %s; the message names %s", list0(shown), quoted(pair.provider.text)))
	case o.judgement.key == "saml:aud":
		x.found(CodeTrustAudience, severity, x.describe(o.judgement)+"; the Recipient is "+x.redact.address(x.claims.recipient))
	default:
		x.found(CodeTrustCondition, severity, x.describe(o.judgement))
	}
}

// list0 joins texts, and says so when there are none.
func list0(texts []string) string {
	if len(texts) == 0 {
		return "no SAML provider"
	}
	return strings.Join(texts, " or ")
}

// granted turns the outcome for an action that goes along into a finding.
func (x *examination) granted(code Code, o outcome, seen string) {
	switch o.answer {
	case no:
		x.found(code, Fault, seen)
	case unknown:
		x.found(code, Undecided, seen)
	case yes:
	}
}

// context is the condition keys of a request to assume a role ("Available keys for SAML-based AWS STS federation", IAM User
// Guide).
func (x *examination) context(pair rolePair) request {
	a := x.claims.assertion
	name := strings.TrimPrefix(pair.provider.resource, "saml-provider/")
	sum := sha1.Sum([]byte(a.Issuer + pair.provider.account + "/" + name)) //nolint:gosec // AWS's definition
	r := request{
		"saml:aud": some(x.claims.recipient), "saml:iss": some(a.Issuer), "saml:doc": {pair.provider.account + "/" + name},
		"saml:namequalifier": {base64.StdEncoding.EncodeToString(sum[:])},
		"saml:sub":           {}, "saml:sub_type": {},
		"sts:rolesessionname": some(x.claims.login), "aws:tagkeys": {}, "sts:sourceidentity": {},
	}
	if a.NameID != nil {
		r["saml:sub"] = some(a.NameID.Value)
		r["saml:sub_type"] = []string{a.NameID.Format}
		if short, found := strings.CutPrefix(a.NameID.Format, "urn:oasis:names:tc:SAML:2.0:nameid-format:"); found {
			r["saml:sub_type"] = []string{short, a.NameID.Format}
		}
	}
	for key, values := range x.claims.tags() {
		r["aws:tagkeys"] = append(r["aws:tagkeys"], key)
		r["aws:requesttag/"+strings.ToLower(key)] = values
	}
	r["sts:sourceidentity"], _ = x.claims.values("SourceIdentity")
	if r["sts:sourceidentity"] == nil {
		r["sts:sourceidentity"] = []string{}
	}
	return r
}

// some is a list of one text, or of none if it is empty.
func some(text string) []string {
	if text == "" {
		return []string{}
	}
	return []string{text}
}

// describe says which clause failed. What a clause wants of a person is as personal as the person's name.
func (x *examination) describe(j judgement) string {
	switch j.key {
	case "saml:aud", "saml:iss", "saml:doc", "saml:sub_type", "connect:instanceid":
		return j.describe()
	}
	return fmt.Sprintf("%s, of %d values", j.clause, len(j.wanted))
}
