package sso

import (
	"fmt"
	"regexp"
	"strings"
)

// federate is the one action that a person needs to enter Amazon Connect.
const federate = "connect:GetFederationToken"

// roleID stands for the role's unique id, which the message does not tell.
const roleID = "AROAEXAMPLE"

// permissions judges whether the role lets the session into the instance, by its policies and its boundary.
func (x *examination) permissions() {
	r := x.Facts.Role
	instance, known := x.instance()
	switch {
	case r == nil || r.Policies == nil:
		x.unchecked("whether the role may enter the instance: give its policies as a fact")
		return
	case !known:
		x.unchecked("whether the role may enter the instance: give the instance's ARN as a fact")
		return
	}
	x.permit("", r.Policies, instance)
	if r.Boundary != nil {
		x.permit("permissions boundary: ", []PolicyFacts{*r.Boundary}, instance)
	}
}

// instance is the instance that is entered: that of the facts, or the one that the relay state names, in the role's account.
func (x *examination) instance() (arn, bool) {
	if c := x.Facts.Connect; c != nil && c.InstanceARN != "" {
		return readARN(c.InstanceARN)
	}
	if x.Input.relay == nil || len(x.claims.pairs) == 0 {
		return arn{}, false
	}
	relay := readRelay(*x.Input.relay)
	of := x.claims.pairs[0].role
	if relay.region == "" || relay.instance == "" {
		return arn{}, false
	}
	return readARN(fmt.Sprintf("arn:%s:connect:%s:%s:instance/%s", of.partition, relay.region, of.account, relay.instance))
}

// permission is how one policy answers.
type permission struct {
	answer   answer
	code     Code   // the finding that explains it, if it is not yes
	seen     string // its evidence
	strength int    // how near the policy came
}

// permit evaluates policies together: one must allow, none may deny.
func (x *examination) permit(of string, policies []PolicyFacts, instance arn) {
	best := permission{code: CodePolicyMissing, seen: "no policy is about " + federate}
	if of != "" {
		best.seen = "it is not about " + federate
	}
	denial := no
	for _, facts := range policies {
		p, err := readPolicy(facts.Document)
		if err != nil {
			best = permission{code: CodePolicyMissing, seen: quoted(facts.Name) + ": " + err.Error(), strength: 1}
			continue
		}
		for _, s := range p.Statement {
			got := x.allows(p, s, instance)
			if s.Effect != "Allow" {
				denial = max(denial, got.answer)
				continue
			}
			got.seen = quoted(facts.Name) + ": " + got.seen
			if got.answer > best.answer || got.answer == best.answer && got.strength > best.strength {
				best = got
			}
		}
	}
	switch {
	case denial == yes:
		x.found(CodePolicyMissing, Fault, of+"a statement with Effect Deny forbids it")
	case best.answer == no:
		x.found(best.code, Fault, of+best.seen)
	case best.answer == unknown:
		x.found(best.code, Undecided, of+best.seen)
	case denial == unknown:
		x.found(CodePolicyMissing, Undecided, of+"a statement with Effect Deny may forbid it")
	}
}

// allows asks one statement.
func (x *examination) allows(p policy, s statement, instance arn) permission {
	switch s.acts(federate) {
	case no:
		for _, action := range s.Action {
			if strings.HasPrefix(strings.ToLower(action), "connect:") && strings.Contains(strings.ToLower(action), "federationtoken") || trap(action) != "" {
				return permission{code: CodePolicyMissing, seen: "its action is " + quoted(action) + caught(action), strength: 1}
			}
		}
		return permission{code: CodePolicyMissing, seen: "it is not about " + federate}
	case unknown:
		return permission{answer: unknown, code: CodePolicyMissing, seen: "it uses NotAction", strength: 1}
	case yes:
	}
	if len(s.NotResource) > 0 {
		return permission{answer: unknown, code: CodePolicyResource, seen: "it uses NotResource", strength: 2}
	}
	who := instance.text + "/user/" + roleID + ":" + x.claims.login
	best, undecided := no, false
	for _, resource := range s.Resource {
		if p.variables() {
			resource = strings.ReplaceAll(resource, "${aws:userid}", roleID+":"+x.claims.login)
			if otherVariable.MatchString(resource) {
				undecided = true
				continue
			}
		}
		best = max(best, truth(match(resource, who)))
	}
	if best == no && undecided {
		best = unknown
	}
	if best != yes {
		code, seen := x.resourceTrouble(p, s.Resource, instance)
		return permission{answer: best, code: code, seen: seen, strength: 2}
	}
	id := strings.TrimPrefix(instance.resource, "instance/")
	judged := s.Condition.judge(request{"connect:instanceid": {id}}, p.variables())
	return permission{answer: judged.answer, code: CodePolicyResource, seen: x.describe(judged) + "; the instance is " + quoted(id), strength: 3}
}

// otherVariable finds variables that are not resolved here. ${!…} and $${…} are how templates write a variable for themselves.
var otherVariable = regexp.MustCompile(`\$\{[a-z]+:`)

// resourceTrouble says what is wrong with the resources of a statement.
func (x *examination) resourceTrouble(p policy, resources []string, instance arn) (Code, string) {
	if len(resources) == 0 {
		return CodePolicyResource, "it has no Resource"
	}
	for _, resource := range resources {
		if !p.variables() && strings.Contains(resource, "${aws:userid}") {
			return CodePolicyVersion, "Version is " + quoted(p.Version)
		}
	}
	resource := resources[0]
	base, user, ofUser := strings.Cut(resource, "/user/")
	shown := quoted(resource)
	if ofUser && !strings.ContainsAny(user, "$*") { // it names one user
		shown = quoted(base+"/user/") + " and " + x.redact.personal(user)
	}
	seen := "Resource is " + shown + caught(resource)
	of, readable := readARN(base)
	switch {
	case resource == instance.text || resource == instance.text+"/":
		seen += ": the bare instance, without /user/${aws:userid} behind it"
	case strings.Contains(resource, "${!") || strings.Contains(resource, "$${"):
		seen += ": the variable is still escaped as for a template"
	case !readable:
	case of.region != instance.region:
		seen += ": the instance is in Region " + instance.region
	case of.account != instance.account:
		seen += ": the instance is of account " + instance.account
	case of.partition != instance.partition:
		seen += ": the instance is of partition " + instance.partition
	case base != instance.text:
		seen += ": the instance is " + quoted(instance.resource)
	case ofUser:
		seen += ": that is not the user of the session"
	}
	return CodePolicyResource, seen
}
