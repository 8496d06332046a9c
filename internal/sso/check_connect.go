package sso

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// connect judges what Amazon Connect wants: the instance, the user, the address on which to land.
func (x *examination) connect() {
	facts := x.Facts.Connect
	if facts == nil {
		x.unchecked("the instance and its users: give them as facts")
	} else {
		if facts.IdentityType != "" && facts.IdentityType != "SAML" {
			x.found(CodeInstanceType, Fault, "its identity management type is "+quoted(facts.IdentityType))
		}
		x.user(facts)
	}
	x.relayState(facts)
}

// user looks for the login among the users, byte by byte.
func (x *examination) user(facts *ConnectFacts) {
	login := x.claims.login
	if login == "" {
		return
	}
	if facts.Users == nil {
		x.unchecked("whether Amazon Connect has the user: give the logins as a fact")
	} else if !slices.Contains(facts.Users, login) {
		near := slices.IndexFunc(facts.Users, func(user string) bool { return strings.EqualFold(user, login) })
		if near >= 0 {
			x.found(CodeUserCase, Fault, x.redact.personal(login)+" signs in, "+x.redact.personal(facts.Users[near])+" is the user; they differ at character "+firstDifference(login, facts.Users[near]))
		} else {
			x.found(CodeUserMissing, Fault, fmt.Sprintf("%s is none of %d logins", x.redact.personal(login), len(facts.Users)))
		}
	}
	if facts.Replica != nil && facts.Replica.Users != nil && !slices.Contains(facts.Replica.Users, login) {
		x.found(CodeReplicaUser, Fault, fmt.Sprintf("%s is none of %d logins of the other Region", x.redact.personal(login), len(facts.Replica.Users)))
	}
}

// firstDifference is where two texts part, counted from 1.
func firstDifference(a, b string) string {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprint(i + 1)
		}
	}
	return fmt.Sprint(min(len(a), len(b)) + 1)
}

// relay is a relay state, taken apart as far as it can be.
type relay struct {
	damage      string // how it is written wrongly, empty if it is not
	secure      bool   // by https
	host        string
	console     bool   // the host is AWS's console
	region      string // of the host, empty without one
	path        string
	instance    string // empty if it names none
	destination string // decoded
}

var (
	consoleHost  = regexp.MustCompile(`^(?:([a-z]{2}(?:-[a-z]+)+-[0-9])\.)?(console\.aws\.amazon\.com|console\.amazonaws-us-gov\.com|console\.amazonaws\.cn)$`)
	federatePath = regexp.MustCompile(`^/connect/federate/([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})/?$`)
	encodedURL   = regexp.MustCompile(`(?i)^https?(%25)*%3A`)
)

// readRelay reads a relay state ("Configure SAML with IAM for Amazon Connect", Administrator Guide).
func readRelay(text string) relay {
	var r relay
	if t := trap(text); t != "" {
		r.damage = "it has " + t
		text = strings.Trim(text, " \t\r\n\"'“”‘’")
	}
	if encodedURL.MatchString(text) {
		r.damage = "the whole URL is percent-encoded"
		for encodedURL.MatchString(text) {
			decoded, err := url.QueryUnescape(text)
			if err != nil {
				break
			}
			text = decoded
		}
	}
	u, err := url.Parse(text)
	if err != nil {
		r.damage = "it is no URL"
		return r
	}
	r.secure, r.host, r.path = u.Scheme == "https", u.Host, u.Path
	if host := consoleHost.FindStringSubmatch(u.Host); host != nil {
		r.console, r.region = true, host[1]
	}
	if path := federatePath.FindStringSubmatch(u.Path); path != nil {
		r.instance = path[1]
	}
	raw := parameter(u.RawQuery, "destination")
	if strings.Contains(raw, "%25") {
		r.damage = "the value of destination is percent-encoded twice"
	}
	if r.destination, err = url.QueryUnescape(raw); err != nil {
		r.damage = "the value of destination has a percent sign that encodes nothing"
	}
	return r
}

// parameter is the raw value of a parameter of a query.
func parameter(query, name string) string {
	for part := range strings.SplitSeq(query, "&") {
		if value, found := strings.CutPrefix(part, name+"="); found {
			return value
		}
	}
	return ""
}

// relayState judges where the person lands.
func (x *examination) relayState(facts *ConnectFacts) {
	switch {
	case x.claims.resilient():
		if x.Input.relay != nil {
			x.found(CodeRelayHost, Warning, "the sign-in of a replicated instance takes no RelayState")
		}
		return
	case x.Input.relay == nil && x.Input.form:
		x.found(CodeRelayMissing, Fault, "the form has no field RelayState, or an empty one")
		return
	case x.Input.relay == nil:
		x.unchecked("the RelayState: give the whole form, or a HAR file")
		return
	}
	r := readRelay(*x.Input.relay)
	if r.damage != "" {
		x.found(CodeRelayEncoding, Fault, r.damage)
	}
	switch {
	case r.host == "" && r.damage != "":
		return
	case !r.console || !r.secure:
		x.found(CodeRelayHost, Fault, "it leads to "+quoted(r.host)+", "+map[bool]string{true: "by https", false: "not by https"}[r.secure])
	case r.instance == "" && !strings.HasPrefix(r.path, "/connect/federate"):
		x.found(CodeRelayHost, Fault, "its path is "+x.redact.personal(r.path))
	case r.instance == "":
		x.found(CodeRelayInstance, Fault, "its path is "+x.redact.personal(r.path)+", with no id of an instance")
	case r.region == "" && strings.HasSuffix(r.host, "aws.amazon.com"):
		x.found(CodeRelayHost, Warning, "the host names no Region, so it may lead into another one")
	}
	x.relayTarget(r, facts)
}

// relayTarget compares where the relay state leads with the instance.
func (x *examination) relayTarget(r relay, facts *ConnectFacts) {
	if facts == nil {
		return
	}
	if instance, readable := readARN(facts.InstanceARN); readable {
		if r.region != "" && r.region != instance.region {
			x.found(CodeInstanceRegion, Fault, "RelayState leads to "+r.region+", the instance is in "+instance.region)
		}
		if id := strings.TrimPrefix(instance.resource, "instance/"); r.instance != "" && !strings.EqualFold(r.instance, id) {
			x.found(CodeRelayInstance, Fault, "it names "+quoted(r.instance)+", the instance is "+quoted(id))
		}
	}
	target, err := url.Parse(r.destination)
	if err != nil || target.Host == "" {
		return
	}
	origin := "https://" + target.Host // Amazon Connect turns http into https by itself
	switch {
	case facts.ApprovedOrigins == nil:
		x.unchecked("whether the page to land on is approved: give approved_origins as a fact")
	case !slices.ContainsFunc(facts.ApprovedOrigins, func(o string) bool { return strings.EqualFold(strings.TrimSuffix(o, "/"), origin) }):
		x.found(CodeOrigin, Fault, "it is "+quoted(origin))
	}
}
