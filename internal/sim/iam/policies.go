package iam

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// mostVersions are kept of a policy.
// Source: IAM User Guide, "IAM and AWS STS quotas".
const mostVersions = 5

// standing is the version that counts.
func (p *managed) standing() *version {
	return &p.versions[slices.IndexFunc(p.versions, func(v version) bool { return v.standing })]
}

// add puts a version in front.
func (p *managed) add(document string, standing bool, now time.Time) version {
	p.made++
	v := version{fmt.Sprintf("v%d", p.made), document, standing, now}
	if standing {
		for i := range p.versions {
			p.versions[i].standing = false
		}
	}
	p.versions = append([]version{v}, p.versions...)
	return v
}

// pathOf is the path of a request, / where it has none.
func pathOf(f form) (string, error) {
	path := f.Get("Path")
	if path == "" {
		return "/", nil
	}
	return path, policyPath.check(path)
}

// policyBody is a policy as IAM tells of it.
type policyBody struct {
	PolicyName       string
	PolicyID         string `xml:"PolicyId"`
	Arn              string
	Path             string
	DefaultVersionID string `xml:"DefaultVersionId"`
	AttachmentCount  int
	IsAttachable     bool
	Description      string `xml:",omitempty"`
	CreateDate       string
	UpdateDate       string
	Tags             list[tag]
}

func (a *Account) told(p *managed) policyBody {
	attached := 0
	for _, r := range a.roles {
		if slices.Contains(r.attached, p.arn) {
			attached++
		}
	}
	return policyBody{
		p.name, p.id, p.arn, p.path, p.standing().id, attached, true, p.description, stamp(p.created), stamp(p.versions[0].created), list[tag]{p.tags},
	}
}

func (a *Account) createPolicy(f form) (any, error) {
	name, text := f.Get("PolicyName"), f.Get("PolicyDocument")
	path, err := pathOf(f)
	if err == nil {
		err = policyName.check(name)
	}
	if err == nil {
		_, err = parse(text, false)
	}
	if err != nil {
		return nil, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, other := range a.policies {
		if strings.EqualFold(other.name, name) {
			return nil, refuse("EntityAlreadyExists", "A policy called %s already exists. Duplicate names are not allowed.", name)
		}
	}
	p := &managed{arn: a.arn("policy" + path + name), name: name, path: path, description: f.Get("Description"), id: newID("ANPA"), tags: f.tags(), created: a.Now()}
	p.add(text, true, a.Now())
	a.policies[p.arn] = p
	return struct{ Policy policyBody }{a.told(p)}, nil
}

// policy finds one. The caller holds the lock.
func (a *Account) policy(f form) (*managed, error) {
	arn := f.Get("PolicyArn")
	if p := a.policies[arn]; p != nil {
		return p, nil
	}
	return nil, refuse("NoSuchEntity", "Policy %s was not found.", arn)
}

func (a *Account) getPolicy(f form) (any, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	p, err := a.policy(f)
	if err != nil {
		return nil, err
	}
	return struct{ Policy policyBody }{a.told(p)}, nil
}

func (a *Account) tagPolicy(f form) (any, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	p, err := a.policy(f)
	if err != nil {
		return nil, err
	}
	p.tags = merged(p.tags, f.tags())
	return nil, nil
}

// versionBody is a version as IAM tells of it; a list leaves the document out.
type versionBody struct {
	Document         string `xml:",omitempty"`
	VersionID        string `xml:"VersionId"`
	IsDefaultVersion bool
	CreateDate       string
}

func (v version) told() versionBody { return versionBody{"", v.id, v.standing, stamp(v.created)} }

// version finds one of a policy. The caller holds the lock.
func (a *Account) version(f form) (*managed, int, error) {
	p, err := a.policy(f)
	if err != nil {
		return nil, 0, err
	}
	at := slices.IndexFunc(p.versions, func(v version) bool { return v.id == f.Get("VersionId") })
	if at < 0 {
		return nil, 0, refuse("NoSuchEntity", "Policy %s version %s does not exist or is not attachable.", p.arn, f.Get("VersionId"))
	}
	return p, at, nil
}

func (a *Account) getPolicyVersion(f form) (any, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	p, at, err := a.version(f)
	if err != nil {
		return nil, err
	}
	body := p.versions[at].told()
	body.Document = coded(p.versions[at].document)
	return struct{ PolicyVersion versionBody }{body}, nil
}

func (a *Account) listPolicyVersions(f form) (any, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	p, err := a.policy(f)
	if err != nil {
		return nil, err
	}
	var all []versionBody
	for _, v := range p.versions {
		all = append(all, v.told())
	}
	return struct {
		Versions    list[versionBody]
		IsTruncated bool
	}{list[versionBody]{all}, false}, nil
}

func (a *Account) createPolicyVersion(f form) (any, error) {
	text := f.Get("PolicyDocument")
	if _, err := parse(text, false); err != nil {
		return nil, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	p, err := a.policy(f)
	if err != nil {
		return nil, err
	}
	if len(p.versions) >= mostVersions {
		return nil, refuse("LimitExceeded", "A managed policy can have up to %d versions. Before you create a new version, you must delete an existing version.", mostVersions)
	}
	return struct{ PolicyVersion versionBody }{p.add(text, f.Get("SetAsDefault") == "true", a.Now()).told()}, nil
}

func (a *Account) deletePolicyVersion(f form) (any, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	p, at, err := a.version(f)
	if err != nil {
		return nil, err
	}
	if p.versions[at].standing {
		return nil, refuse("DeleteConflict", "Cannot delete the default version of a policy.")
	}
	p.versions = slices.Delete(p.versions, at, at+1)
	return nil, nil
}
