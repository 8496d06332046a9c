package iam

import "net/url"

// Setting is what lets the people of a provider into a role. A demo changes it behind everybody's back, as colleagues do.
type Setting struct {
	Metadata   string // of the provider
	Trust      string // policy of the role
	Permission string // standing version of its first policy; "" where none is attached
	Attached   string // ARN of that policy
	Longest    int    // session, in seconds
}

// Setting is that of a pair; false where the pair is not there.
func (a *Account) Setting(of Pair) (Setting, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	p, r := a.providers[of.Provider], a.roleByARN(of.Role)
	if p == nil || r == nil {
		return Setting{}, false
	}
	s := Setting{Metadata: p.document, Trust: r.trust, Longest: r.longest}
	if len(r.attached) > 0 {
		s.Attached, s.Permission = r.attached[0], a.policies[r.attached[0]].standing().document
	}
	return s, true
}

// Set makes the setting of a pair that is there another one. An empty Attached takes the first policy off; Permission is then left alone.
func (a *Account) Set(of Pair, s Setting) error {
	metadata, err := readMetadata(s.Metadata, a.Now())
	if err != nil {
		return err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	p, r := a.providers[of.Provider], a.roleByARN(of.Role)
	if p == nil || r == nil {
		return refuse("NoSuchEntity", "The role or the provider cannot be found.")
	}
	p.document, p.metadata, r.trust, r.longest = s.Metadata, metadata, s.Trust, s.Longest
	switch {
	case s.Attached == "":
		r.attached = nil
	case len(r.attached) == 0:
		r.attached = []string{s.Attached}
	}
	if policy := a.policies[s.Attached]; policy != nil {
		policy.standing().document = s.Permission
	}
	return nil
}

// Do calls an operation of IAM as the account's own user, without a signature.
func (a *Account) Do(call url.Values) error {
	do := operations[iamVersion][call.Get("Action")]
	if do == nil {
		return refuse("InvalidAction", "Could not find operation %s", call.Get("Action"))
	}
	_, err := do(a, form{call})
	return err
}
