package setup

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/sso"
	"github.com/ringside/ringside/internal/sso/roster"
)

// Action is what becomes of something.
type Action string

// Actions.
const (
	Create  Action = "create"
	Change  Action = "change"
	Keep    Action = "keep"    // as wished for
	Blocked Action = "blocked" // something stands in the way, and Because says what
	ByHand  Action = "by_hand" // there is no API for it, or it is another person's part
)

// Step is one thing that is as it shall be, or one call that brings it there.
type Step struct {
	Kind    string `json:"kind"` // instance, saml_provider, policy, role, attachment, approved_origin, replica, users, traffic_distribution_group, application, assignment
	Subject string `json:"subject"`
	Action  Action `json:"action"`
	What    string `json:"what,omitzero"` // part of the subject, such as trust policy
	Is      string `json:"is,omitzero"`
	Shall   string `json:"shall,omitzero"`
	Because string `json:"because,omitzero"`

	do    func(context.Context, *Clients) error
	again bool // what follows depends on what this brings about
}

// Plan is the difference between what is and what is wished for.
type Plan struct {
	Account  string    `json:"account,omitzero"`
	Caller   string    `json:"caller,omitzero"`
	Instance *Instance `json:"instance,omitzero"`
	Stop     string    `json:"stop,omitzero"` // why nothing else is worth doing
	Steps    []Step    `json:"steps"`
	Sheet    *Sheet    `json:"sheet,omitzero"`
	// Logins are how the users that there are are called, beside what the sign-in sends; nil where nobody was asked.
	Logins *roster.Logins `json:"logins,omitzero"`
	Next   []string       `json:"next"` // what remains for people

	// Digest tells this plan from any other: of another wish, or of what was there at another time.
	Digest string `json:"digest"`
}

// Settled tells whether there is nothing left that Ringside could do or that stands in its way.
func (p *Plan) Settled() bool { return p.Stop == "" && len(p.Pending()) == 0 && !p.has(Blocked) }

// Finished tells whether there is nothing left for anybody, as far as it can be known.
func (p *Plan) Finished() bool { return p.Settled() && !p.has(ByHand) }

func (p *Plan) has(a Action) bool {
	return slices.ContainsFunc(p.Steps, func(s Step) bool { return s.Action == a })
}

// Pending are the steps that Ringside can take.
func (p *Plan) Pending() []Step {
	return slices.DeleteFunc(slices.Clone(p.Steps), func(s Step) bool { return s.do == nil })
}

// Draw reads what is and compares it with what is wished for. Nothing is changed.
func (c *Clients) Draw(ctx context.Context, w Wish) (*Plan, *State, error) {
	if err := w.Check(); err != nil {
		return nil, nil, err
	}
	warnings, err := w.judged(time.Now())
	if err != nil {
		return nil, nil, err
	}
	s, err := c.read(ctx, &w)
	if err != nil {
		return nil, nil, err
	}
	p := compare(&w, s)
	p.Next = append(warnings, p.Next...)
	p.Digest = p.digest(w)
	return p, s, nil
}

// digest is of what is wished for and of what would be done for it; who asks does not count.
func (p *Plan) digest(w Wish) string {
	text, err := json.Marshal([]any{w, p.Account, p.Stop, p.Steps})
	if err != nil {
		panic(err) // impossible: texts and numbers always have a JSON form
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16])
}

// Known draws a plan, and reads what the doctor of sign-ins wants besides.
func (c *Clients) Known(ctx context.Context, w Wish) (*sso.Facts, error) {
	_, state, err := c.Draw(ctx, w)
	if err != nil {
		return nil, err
	}
	return c.Facts(ctx, w, state)
}

// notSAML is why a plan stops at its first line.
const notSAML = "the instance signs in by %s, not by SAML 2.0, and that can never be changed: create an instance with SAML (--create-instance ALIAS) and move to it"

// compare is pure: it asks nobody.
func compare(w *Wish, s *State) *Plan {
	p := &Plan{Account: s.Account, Caller: s.Caller, Instance: s.Instance, Steps: []Step{}, Next: []string{}}
	if i := s.Instance; i != nil && i.Type != "SAML" {
		p.Stop = fmt.Sprintf(notSAML, i.Type)
		return p
	}
	if s.Asked.Account {
		p.instance(w, s.Instance)
		p.provider(w, s.Provider)
		if s.Instance != nil && s.Instance.Status == "ACTIVE" {
			p.policy(w, s)
			p.role(w, s)
			p.attachment(w, s)
			p.origins(w, s.Instance)
			p.replica(w, s.Instance)
		} else {
			p.Next = append(p.Next, "policy, role and origins follow when the instance is there, since they name it")
		}
	}
	if s.Asked.Centre {
		p.application(w, s.Centre)
	}
	p.Sheet = newSheet(w, s)
	p.next(w, s)
	return p
}

func (p *Plan) add(s Step) { p.Steps = append(p.Steps, s) }

// instance plans the one step that cannot be taken back. It is the first, and not after the role, since the policy names it.
func (p *Plan) instance(w *Wish, i *Instance) {
	step := Step{Kind: "instance", Subject: w.Create, Action: Keep}
	switch {
	case i == nil:
		step.Action, step.Shall, step.again = Create, "SAML 2.0, inbound and outbound calls", true
		step.Because = "the way of signing in can never be changed later"
		step.do = w.createInstance
	case i.Status == "CREATION_IN_PROGRESS":
		step.Subject, step.Action, step.again = i.ARN, Change, true
		step.Is, step.Shall, step.do = i.Status, "ACTIVE", awaitInstance(i.id())
	case i.Status != "ACTIVE":
		step.Subject, step.Action, step.Is = i.ARN, Blocked, i.Status
		step.Because = "Amazon Connect could not create it: " + i.Reason
	default:
		step.Subject = i.ARN
	}
	p.add(step)
}

// others says why what somebody else has made is left alone.
const others = "it was not made by Ringside (no tag " + ownerTag + "=" + ownerValue + "): take another name, or --adopt to change it"

// mine tells whether something may be changed.
func mine(w *Wish, tags map[string]string) bool { return w.Adopt || tags[ownerTag] == ownerValue }

// changes plans one call that changes something, unless it is somebody else's.
func (p *Plan) changes(w *Wish, tags map[string]string, s Step) {
	s.Action = Change
	if !mine(w, tags) {
		s.Action, s.Because, s.do = Blocked, others, nil
	}
	p.add(s)
}

// retag plans the tags of the wish that something of ours lacks. What was adopted stays somebody else's.
func (p *Plan) retag(w *Wish, has map[string]string, s Step, call func(context.Context, *Clients, []tag) error) {
	if has[ownerTag] != ownerValue {
		return
	}
	lacking := map[string]string{}
	for key, value := range w.tags() {
		if has[key] != value {
			lacking[key] = value
		}
	}
	if len(lacking) == 0 {
		return
	}
	s.What, s.Action, s.Shall = "tags", Change, words(lacking)
	s.do = func(ctx context.Context, c *Clients) error { return call(ctx, c, tagsOf(lacking)) }
	p.add(s)
}

// tags are those of everything that is made.
func (w *Wish) tags() map[string]string {
	all := map[string]string{ownerTag: ownerValue}
	maps.Copy(all, w.Tags)
	return all
}

// words are tags for reading.
func words(tags map[string]string) string {
	var all []string
	for _, key := range slices.Sorted(maps.Keys(tags)) {
		all = append(all, key+"="+tags[key])
	}
	return strings.Join(all, ", ")
}

func (p *Plan) provider(w *Wish, is *Provider) {
	step := Step{Kind: "saml_provider", Subject: w.names().provider, Action: Keep}
	begin := len(p.Steps)
	switch {
	case w.Metadata == "" && is == nil:
		step.Action, step.Because = ByHand, "the identity provider's metadata are needed: see the sheet, then give them with --metadata FILE"
		p.add(step)
	case is == nil:
		step.Action, step.Shall, step.do = Create, described(w.Metadata), w.createProvider
		p.add(step)
	case w.Metadata != "" && !sameText(is.Metadata, w.Metadata):
		step.What, step.Is, step.Shall, step.do = "metadata", described(is.Metadata), described(w.Metadata), w.updateProvider
		p.changes(w, is.Tags, step)
	}
	if is != nil {
		p.retag(w, is.Tags, step, w.tagProvider)
	}
	p.kept(begin, step)
}

// kept adds that something is as it shall be, if nothing was planned for it.
func (p *Plan) kept(begin int, s Step) {
	if len(p.Steps) == begin {
		p.add(Step{Kind: s.Kind, Subject: s.Subject, Action: Keep})
	}
}

// versionsAtMost is how many versions of a policy IAM keeps ("CreatePolicyVersion", IAM API Reference).
const versionsAtMost = 5

func (p *Plan) policy(w *Wish, s *State) {
	shall, step := w.permission(s.Instance), Step{Kind: "policy", Subject: w.names().policy}
	begin := len(p.Steps)
	switch is := s.Policy; {
	case is == nil:
		step.Action, step.Shall, step.do = Create, shall, w.createPolicy(shall)
		p.add(step)
		return
	case !same(is.Document, shall):
		if len(is.Versions)+1 >= versionsAtMost {
			oldest := step
			if is.Tags[ownerTag] != ownerValue {
				oldest.What, oldest.Action = "versions", Blocked
				oldest.Because = "IAM keeps five versions, and none of these is Ringside's to delete, not even when it is adopted: delete one in IAM"
				p.add(oldest)
				return
			}
			oldest.What, oldest.Is, oldest.Because, oldest.do = "oldest version", is.Versions[0], "IAM keeps five versions; this one makes room", w.deleteVersion(is.Versions[0])
			p.changes(w, is.Tags, oldest)
		}
		step.What, step.Is, step.Shall, step.do = "document", canonical(is.Document), shall, w.createVersion(shall)
		p.changes(w, is.Tags, step)
	}
	p.retag(w, s.Policy.Tags, step, w.tagPolicy)
	p.kept(begin, step)
}

func (p *Plan) role(w *Wish, s *State) {
	trust := document(w.trustStatement(s.Instance))
	step := Step{Kind: "role", Subject: w.names().role}
	is := s.Role
	if is == nil {
		step.Action, step.Shall, step.do = Create, trust, w.createRole(trust)
		p.add(w.trusting(s, step))
		return
	}
	begin := len(p.Steps)
	if is.ARN != w.names().role {
		p.add(Step{
			Kind: "role", Subject: is.ARN, What: "path", Action: Blocked, Is: is.ARN, Shall: w.names().role,
			Because: "a role cannot be moved: give its --role-path and name exactly, capital letters too, or take another name",
		})
		return
	}
	p.trust(w, s, trust)
	if is.Session != w.Session {
		longer := step
		longer.What, longer.Is, longer.Shall, longer.do = "longest session", is.Session.String(), w.Session.String(), w.updateRole
		if mine(w, is.Tags) { // somebody else's may be of any length: Amazon Connect's own session does not depend on it
			p.changes(w, is.Tags, longer)
		}
	}
	if w.Boundary != "" && is.Boundary != w.Boundary {
		bound := step
		bound.What, bound.Is, bound.Shall, bound.do = "permissions boundary", is.Boundary, w.Boundary, w.bindRole
		p.changes(w, is.Tags, bound)
	}
	p.retag(w, is.Tags, step, w.tagRole)
	p.kept(begin, step)
}

// trust plans the trust policy: whole where the role is ours, one statement more where it is somebody else's, whose own
// statements let other people in.
func (p *Plan) trust(w *Wish, s *State, shall string) {
	is := s.Role
	step := Step{Kind: "role", Subject: w.names().role, What: "trust policy", Is: canonical(is.Trust)}
	if is.Tags[ownerTag] != ownerValue {
		more, lacks := withStatement(is.Trust, w.trustStatement(s.Instance))
		if !lacks {
			return
		}
		shall = more
	} else if same(is.Trust, shall) {
		return
	}
	step.Shall, step.do = shall, w.updateTrust(shall)
	p.changes(w, is.Tags, step)
}

// trusting puts a step off while the provider cannot be made: IAM refuses a role that trusts what is not there.
func (w *Wish) trusting(s *State, step Step) Step {
	if s.Provider == nil && w.Metadata == "" {
		step.do, step.Because = nil, "when the SAML provider is there, which the role trusts"
	}
	return step
}

func (p *Plan) attachment(w *Wish, s *State) {
	is := s.Role
	step := Step{Kind: "attachment", Subject: w.names().policy + " → " + w.Role, Action: Keep}
	if is == nil || !slices.Contains(is.Attached, w.names().policy) {
		step.Action, step.do = Create, w.attach
		if is == nil {
			step = w.trusting(s, step)
		}
		if is != nil && !mine(w, is.Tags) {
			step.Action, step.Because, step.do = Blocked, others, nil
		}
	}
	p.add(step)
}

func (p *Plan) origins(w *Wish, is *Instance) {
	for _, origin := range w.origins() {
		step := Step{Kind: "approved_origin", Subject: origin, Action: Keep}
		if !approves(is.Origins, origin) {
			step.Action, step.do = Create, approve(is.id(), origin)
		}
		p.add(step)
	}
}

func approves(origins []string, origin string) bool {
	return slices.ContainsFunc(origins, func(o string) bool { return strings.EqualFold(strings.TrimSuffix(o, "/"), origin) })
}

// application plans the assignments; the application itself can only be made by hand.
func (p *Plan) application(w *Wish, a *Application) {
	step := Step{Kind: "application", Subject: w.App, Action: Keep}
	switch {
	case a == nil:
		step.Action = ByHand
		step.Because = "IAM Identity Center has no API to create a SAML application: fill in the sheet, then run this again to assign people"
		p.add(step)
		return
	case !a.Enabled:
		step.Action, step.Because = Blocked, "the application is disabled: nobody sees its tile"
	}
	p.add(step)
	for _, who := range a.Wanted {
		step := Step{Kind: "assignment", Subject: who.Name, Action: Keep}
		switch {
		case who.ID == "":
			step.Action, step.Because = Blocked, "IAM Identity Center has nobody of this name"
		case !a.Assigned[who.ID]:
			step.Action, step.do = Create, assign(a.ARN, who)
		}
		p.add(step)
	}
}

// next says what people have to do themselves.
func (p *Plan) next(w *Wish, s *State) {
	if w.Create != "" {
		p.Next = append(p.Next, "a new instance has no administrator: ringside sso users with a rule for the security profile Admin makes the first")
	}
	if s.Asked.Account && w.Metadata == "" && s.Provider != nil {
		p.Next = append(p.Next, "the provider's metadata were not compared: give the identity provider's with --metadata FILE")
	}
	if s.Instance.replicated() {
		p.Next = append(p.Next, "if Ringside is the identity provider: ringside idp connect … --global-sign-in "+endpoint(s.Instance.SignIn))
		if r := s.Instance.Replica; r == nil || !r.allKnown {
			p.Next = append(p.Next, "each user has to be in a traffic distribution group, which was not looked at: aws connect associate-traffic-distribution-group-user")
		}
	}
	p.Next = append(p.Next,
		"people need a user in Amazon Connect whose login is exactly their session name: ringside sso users compares them",
		"sign in once, and let ringside sso verify judge the message if it fails")
}
