package sso

import "strings"

// organisation judges what the organisation's policies forbid: to take the role, and to enter Amazon Connect. What they allow proves
// nothing, since each level above the account has policies of its own.
func (x *examination) organisation() {
	for _, facts := range x.Facts.Organisation {
		p, err := readPolicy(facts.Document)
		if err != nil {
			x.found(CodeOrganisation, Undecided, quoted(facts.Name)+": "+err.Error())
			continue
		}
		for _, s := range p.Statement {
			if s.Effect != "Deny" {
				continue
			}
			for _, pair := range x.claims.pairs {
				x.forbidden(facts.Name, p, s, 5, "sts:AssumeRoleWithSAML", pair.role.text, x.context(pair))
			}
			if instance, known := x.instance(); known {
				id := strings.TrimPrefix(instance.resource, "instance/")
				x.forbidden(facts.Name, p, s, 18, federate, instance.text+"/user/"+roleID+":"+x.claims.login, request{"connect:instanceid": {id}, "aws:requestedregion": {instance.region}})
			}
		}
	}
}

// forbidden asks one statement with Effect Deny. A service control policy has no principal and binds those in the account, which somebody who
// only takes a role is not yet: by such a one that step is undecided.
func (x *examination) forbidden(name string, p policy, s statement, row int, action, resource string, r request) {
	about := or(s.Resource, truth(len(s.NotResource) == 0 && len(s.Resource) == 0), func(pattern string) answer {
		if strings.Contains(pattern, "${") {
			return unknown
		}
		return truth(match(pattern, resource))
	})
	if len(s.NotResource) > 0 {
		about = unknown
	}
	judged := s.Condition.judge(r, p.variables())
	all := and(and(s.covers(action), about), judged.answer)
	if row == 5 && len(s.Principal) == 0 {
		all = and(all, unknown)
	}
	seen := quoted(name) + " denies " + action
	switch all {
	case yes:
		x.foundAs(CodeOrganisation, Fault, row, seen)
	case unknown:
		if judged.answer == unknown {
			seen += ", if " + x.describe(judged)
		}
		x.foundAs(CodeOrganisation, Undecided, row, seen)
	case no:
	}
}

// covers is acts, with NotAction too: whatever is not in that list.
func (s statement) covers(action string) answer {
	var but list[string]
	if len(s.NotAction) == 0 || but.UnmarshalJSON(s.NotAction) != nil {
		return s.acts(action)
	}
	return truth(or(but, no, func(a string) answer { return truth(matchFold(a, action)) }) == no)
}

// or is the strongest of the answers, none where there are none.
func or(all []string, none answer, by func(string) answer) answer {
	best := none
	for _, one := range all {
		best = max(best, by(one))
	}
	return best
}
