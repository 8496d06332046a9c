package iam

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// mostAttached are the managed policies that a role can have.
// Source: IAM User Guide, "IAM and AWS STS quotas".
const mostAttached = 10

// roleBody is a role as IAM tells of it.
type roleBody struct {
	RoleName                 string
	RoleID                   string `xml:"RoleId"`
	Arn                      string
	Path                     string
	AssumeRolePolicyDocument string
	Description              string `xml:",omitempty"`
	MaxSessionDuration       int
	CreateDate               string
	PermissionsBoundary      *boundaryBody
	Tags                     list[tag]
}

type boundaryBody struct{ PermissionsBoundaryType, PermissionsBoundaryArn string }

func (r *role) told() roleBody {
	body := roleBody{r.name, r.id, r.arn, r.path, coded(r.trust), r.description, r.longest, stamp(r.created), nil, list[tag]{r.tags}}
	if r.boundary != "" {
		body.PermissionsBoundary = &boundaryBody{"PermissionsBoundaryPolicy", r.boundary}
	}
	return body
}

// trusts refuses a trust policy that IAM would not take: one of its grammar, and one that names a provider that is not there.
// The caller holds the lock.
func (a *Account) trusts(text string) error {
	d, err := parse(text, true)
	if err != nil {
		return err
	}
	for _, s := range d.Statement {
		for _, arn := range s.Principal.named["Federated"] {
			if strings.Contains(arn, ":saml-provider/") && AccountOf(arn) == a.Number && a.providers[arn] == nil {
				return refuse("MalformedPolicyDocument", `Invalid principal in policy: "FEDERATED":"%s"`, arn)
			}
		}
	}
	return nil
}

// seconds reads how long a session may last; 3600 where nothing is said.
func seconds(f form) (int, error) {
	text := f.Get("MaxSessionDuration")
	if text == "" {
		return 3600, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 3600 || n > 43200 {
		return 0, refuse("ValidationError", "1 validation error detected: Value '%s' at 'maxSessionDuration' failed to satisfy constraint: Member must have value between 3600 and 43200", text)
	}
	return n, nil
}

func (a *Account) createRole(f form) (any, error) {
	name, trust, bound := f.Get("RoleName"), f.Get("AssumeRolePolicyDocument"), f.Get("PermissionsBoundary")
	path, err := pathOf(f)
	if err == nil {
		err = roleName.check(name)
	}
	if err != nil {
		return nil, err
	}
	longest, err := seconds(f)
	if err != nil {
		return nil, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.trusts(trust); err != nil {
		return nil, err
	}
	key := strings.ToLower(name)
	if a.roles[key] != nil {
		return nil, refuse("EntityAlreadyExists", "Role with name %s already exists.", name)
	}
	if err := a.bounds(bound); err != nil {
		return nil, err
	}
	r := &role{
		arn: a.arn("role" + path + name), name: name, path: path, id: newID("AROA"), trust: trust, description: f.Get("Description"), boundary: bound,
		longest: longest, inline: map[string]string{}, tags: f.tags(), created: a.Now(),
	}
	a.roles[key] = r
	return struct{ Role roleBody }{r.told()}, nil
}

// bounds refuses a permissions boundary that is not there. The caller holds the lock.
func (a *Account) bounds(arn string) error {
	if arn != "" && a.policies[arn] == nil {
		return refuse("NoSuchEntity", "Scope ARN: %s does not exist or is not attachable.", arn)
	}
	return nil
}

// role finds one. The caller holds the lock.
func (a *Account) role(f form) (*role, error) {
	name := f.Get("RoleName")
	if r := a.roles[strings.ToLower(name)]; r != nil {
		return r, nil
	}
	return nil, refuse("NoSuchEntity", "The role with name %s cannot be found.", name)
}

// change changes a role.
func (a *Account) change(f form, by func(*role) error) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	r, err := a.role(f)
	if err != nil {
		return err
	}
	return by(r)
}

func (a *Account) getRole(f form) (any, error) {
	var body roleBody
	err := a.change(f, func(r *role) error { body = r.told(); return nil })
	return struct{ Role roleBody }{body}, err
}

// listRoles tells of roles by their names. It leaves out what only getRole tells, as IAM does.
func (a *Account) listRoles(f form) (any, error) {
	most := 100
	if text := f.Get("MaxItems"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > 1000 {
			return nil, refuse("ValidationError", "1 validation error detected: Value '%s' at 'maxItems' failed to satisfy constraint: Member must have value between 1 and 1000", text)
		}
		most = n
	}
	var all []roleBody
	a.mu.Lock()
	defer a.mu.Unlock()
	next := ""
	for _, name := range slices.Sorted(maps.Keys(a.roles)) {
		if name <= f.Get("Marker") || !strings.HasPrefix(a.roles[name].path, f.Get("PathPrefix")) {
			continue
		}
		if len(all) == most {
			next = strings.ToLower(all[most-1].RoleName)
			break
		}
		body := a.roles[name].told()
		body.PermissionsBoundary, body.Tags = nil, list[tag]{}
		all = append(all, body)
	}
	return struct {
		Roles       list[roleBody]
		IsTruncated bool
		Marker      string `xml:",omitempty"`
	}{list[roleBody]{all}, next != "", next}, nil
}

func (a *Account) updateRole(f form) (any, error) {
	return struct{}{}, a.change(f, func(r *role) error {
		longest, err := seconds(f)
		if err != nil {
			return err
		}
		if f.Has("MaxSessionDuration") {
			r.longest = longest
		}
		if f.Has("Description") {
			r.description = f.Get("Description")
		}
		return nil
	})
}

func (a *Account) updateAssumeRolePolicy(f form) (any, error) {
	return nil, a.change(f, func(r *role) error {
		if err := a.trusts(f.Get("PolicyDocument")); err != nil {
			return err
		}
		r.trust = f.Get("PolicyDocument")
		return nil
	})
}

func (a *Account) putRolePermissionsBoundary(f form) (any, error) {
	return nil, a.change(f, func(r *role) error {
		if err := a.bounds(f.Get("PermissionsBoundary")); err != nil {
			return err
		}
		r.boundary = f.Get("PermissionsBoundary")
		return nil
	})
}

func (a *Account) tagRole(f form) (any, error) {
	return nil, a.change(f, func(r *role) error { r.tags = merged(r.tags, f.tags()); return nil })
}

func (a *Account) attachRolePolicy(f form) (any, error) {
	return nil, a.change(f, func(r *role) error {
		p, err := a.policy(f)
		switch {
		case err != nil:
			return err
		case slices.Contains(r.attached, p.arn):
			return nil
		case len(r.attached) >= mostAttached:
			return refuse("LimitExceeded", "Cannot exceed quota for PoliciesPerRole: %d", mostAttached)
		}
		r.attached = append(r.attached, p.arn)
		return nil
	})
}

func (a *Account) detachRolePolicy(f form) (any, error) {
	return nil, a.change(f, func(r *role) error {
		at := slices.Index(r.attached, f.Get("PolicyArn"))
		if at < 0 {
			return refuse("NoSuchEntity", "Policy %s was not found.", f.Get("PolicyArn"))
		}
		r.attached = slices.Delete(r.attached, at, at+1)
		return nil
	})
}

func (a *Account) listAttachedRolePolicies(f form) (any, error) {
	type attached struct{ PolicyName, PolicyArn string }
	var all []attached
	err := a.change(f, func(r *role) error {
		for _, arn := range r.attached {
			all = append(all, attached{a.policies[arn].name, arn})
		}
		return nil
	})
	return struct {
		AttachedPolicies list[attached]
		IsTruncated      bool
	}{list[attached]{all}, false}, err
}

func (a *Account) putRolePolicy(f form) (any, error) {
	return nil, a.change(f, func(r *role) error {
		if err := policyName.check(f.Get("PolicyName")); err != nil {
			return err
		}
		if _, err := parse(f.Get("PolicyDocument"), false); err != nil {
			return err
		}
		r.inline[f.Get("PolicyName")] = f.Get("PolicyDocument")
		return nil
	})
}

func (a *Account) getRolePolicy(f form) (any, error) {
	var text string
	err := a.change(f, func(r *role) error {
		var is bool
		if text, is = r.inline[f.Get("PolicyName")]; !is {
			return refuse("NoSuchEntity", "The role policy with name %s cannot be found.", f.Get("PolicyName"))
		}
		return nil
	})
	return struct{ RoleName, PolicyName, PolicyDocument string }{f.Get("RoleName"), f.Get("PolicyName"), coded(text)}, err
}

func (a *Account) listRolePolicies(f form) (any, error) {
	var all []string
	err := a.change(f, func(r *role) error {
		for name := range r.inline {
			all = append(all, name)
		}
		slices.Sort(all)
		return nil
	})
	return struct {
		PolicyNames list[string]
		IsTruncated bool
	}{list[string]{all}, false}, err
}
