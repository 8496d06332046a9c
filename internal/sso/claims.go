package sso

import (
	"errors"
	"regexp"
	"strings"

	"github.com/ringside/ringside/internal/saml"
)

// attributePrefix begins the names of AWS's attributes ("Configure SAML assertions for the authentication response", IAM User
// Guide); capital letters count.
const attributePrefix = "https://aws.amazon.com/SAML/Attributes/"

// claims is what a message says, in AWS's terms.
type claims struct {
	saml.Response
	assertion saml.Assertion // empty where there is none to read
	readable  bool           // there is an assertion
	recipient string         // of the bearer confirmation, empty if there is not exactly one
	login     string         // RoleSessionName, empty if there is not exactly one
	pairs     []rolePair     // well-formed values of Role
}

func newClaims(response saml.Response) *claims {
	c := &claims{Response: response}
	if response.Assertion == nil {
		return c
	}
	c.assertion, c.readable = *response.Assertion, true
	if len(c.assertion.Confirmations) == 1 {
		c.recipient = c.assertion.Confirmations[0].Recipient
	}
	if names, _ := c.values("RoleSessionName"); len(names) == 1 {
		c.login = names[0]
	}
	roles, _ := c.values("Role")
	for _, text := range roles {
		if pair, err := readPair(text); err == nil {
			c.pairs = append(c.pairs, pair)
		}
	}
	return c
}

// values is all values of one of AWS's attributes, and whether it is there at all.
func (c *claims) values(name string) (values []string, present bool) {
	for _, a := range c.assertion.Attributes {
		if a.Name == attributePrefix+name {
			values, present = append(values, a.Values...), true
		}
	}
	return values, present
}

// tags is the session tags by key.
func (c *claims) tags() map[string][]string {
	tags := map[string][]string{}
	for _, a := range c.assertion.Attributes {
		if key, isTag := strings.CutPrefix(a.Name, attributePrefix+"PrincipalTag:"); isTag {
			tags[key] = append(tags[key], a.Values...)
		}
	}
	return tags
}

// nearMiss is the name of an attribute that was meant to be this one of AWS's, empty if there is none.
func (c *claims) nearMiss(name string) string {
	plain := func(s string) string {
		s = strings.ToLower(strings.Join(strings.Fields(s), ""))
		s = strings.TrimPrefix(strings.TrimPrefix(s, "https://"), "http://")
		return strings.TrimSuffix(s, "/")
	}
	for _, a := range c.assertion.Attributes {
		if a.Name != attributePrefix+name && (plain(a.Name) == plain(attributePrefix+name) || plain(a.Name) == strings.ToLower(name)) {
			return a.Name
		}
	}
	return ""
}

// rolePair is one value of Role.
type rolePair struct {
	role, provider arn
	swapped        bool // the provider stood first
}

// arn is an ARN of IAM or of Amazon Connect, taken apart.
type arn struct {
	text, partition, service, region, account, resource string
}

var (
	arnPattern      = regexp.MustCompile(`^arn:(aws|aws-us-gov|aws-cn):([a-z]+):([a-z0-9-]*):([0-9]{12}):(\S+)$`)
	rolePattern     = regexp.MustCompile(`^role/[\w+=,.@/-]+$`)
	providerPattern = regexp.MustCompile(`^saml-provider/[\w.-]{1,128}$`)
)

func readARN(text string) (arn, bool) {
	parts := arnPattern.FindStringSubmatch(text)
	if parts == nil {
		return arn{text: text}, false
	}
	return arn{text, parts[1], parts[2], parts[3], parts[4], parts[5]}, true
}

// readPair reads a value of Role. Commas may be part of a role's name, so it is parted before the second ARN.
func readPair(text string) (rolePair, error) {
	if t := trap(text); t != "" {
		return rolePair{}, errors.New("it has " + t)
	}
	first, second, found := strings.Cut(text, ",arn:")
	if !found {
		return rolePair{}, errors.New("it is not two ARNs with a comma between")
	}
	a, ok1 := readARN(first)
	b, ok2 := readARN("arn:" + second)
	if !ok1 || !ok2 {
		return rolePair{}, errors.New("one of its two parts is no ARN with a partition and an account of 12 digits")
	}
	pair := rolePair{role: a, provider: b}
	if providerPattern.MatchString(a.resource) {
		pair = rolePair{role: b, provider: a, swapped: true}
	}
	switch {
	case pair.role.service != "iam" || pair.provider.service != "iam" || pair.role.region != "" || pair.provider.region != "":
		return rolePair{}, errors.New("its ARNs are not of IAM, as in arn:aws:iam::ACCOUNT:…")
	case !rolePattern.MatchString(pair.role.resource):
		return rolePair{}, errors.New("neither part is role/NAME")
	case !providerPattern.MatchString(pair.provider.resource):
		return rolePair{}, errors.New("neither part is saml-provider/NAME")
	case strings.Contains(pair.role.resource, "AWSReservedSSO_"):
		return rolePair{}, errors.New("its role is one of IAM Identity Center's permission sets, which cannot be used in this way")
	}
	return pair, nil
}
