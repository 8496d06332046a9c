package stack

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	cfn "github.com/aws/aws-sdk-go-v2/service/cloudformation/types"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"

	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/stack/template"
)

// Action is what becomes of something.
type Action string

// Actions.
const (
	Create  Action = "create"
	Modify  Action = "change"
	Replace Action = "replace" // a new one takes its place
	Remove  Action = "remove"
	Keep    Action = "keep"    // as wished for
	Blocked Action = "blocked" // something stands in the way, and Because says what
)

// Step is the stack, or one target of the instance.
type Step struct {
	Kind    string `json:"kind"` // stack, target, key
	Subject string `json:"subject"`
	Action  Action `json:"action"`
	Is      string `json:"is,omitzero"`
	Shall   string `json:"shall,omitzero"`
	Because string `json:"because,omitzero"`
}

// Plan is the difference between what is and what is wished for.
type Plan struct {
	Account  string   `json:"account"`
	Caller   string   `json:"caller"`
	Instance string   `json:"instance"`
	Alias    string   `json:"alias,omitzero"` // of the instance
	Shape    string   `json:"shape"`
	Stack    string   `json:"stack"`           // its name
	Status   string   `json:"status,omitzero"` // of the stack; "" while there is none
	Steps    []Step   `json:"steps"`
	Changes  []Change `json:"changes"` // to resources of the stack, as CloudFormation would make them
	// Permissions is what each component may do once the stack is there, and Operator the policy that whoever applies this needs.
	Permissions []template.Component `json:"permissions"`
	Operator    json.RawMessage      `json:"operator_policy"`
	Cost        template.Estimate    `json:"cost"`
	Limits      []string             `json:"limits"` // what this shape cannot do, or does less exactly than another
	Next        []string             `json:"next"`   // what remains for people
	// Digest tells this plan from any other: of another wish, or of what was there at another time.
	Digest string `json:"digest"`
}

func (p *Plan) has(actions ...Action) bool {
	return slices.ContainsFunc(p.Steps, func(s Step) bool { return slices.Contains(actions, s.Action) })
}

// Blocked tells whether something stands in the way.
func (p *Plan) Blocked() bool { return p.has(Blocked) }

// Settled tells whether there is nothing left to do.
func (p *Plan) Settled() bool { return !p.has(Blocked, Create, Modify, Replace, Remove) }

func (p *Plan) add(s Step) { p.Steps = append(p.Steps, s) }

// Draw says what Apply would do. Nothing is changed.
func (c *Clients) Draw(ctx context.Context, w Wish) (*Plan, error) {
	p, s, set, err := c.draw(ctx, &w)
	if err == nil && set != nil && set.name != "" {
		err = c.discard(ctx, &w, s)
	}
	return p, err
}

// draw keeps the change set, if there is anything in it.
func (c *Clients) draw(ctx context.Context, w *Wish) (*Plan, *state, *changeSet, error) {
	if err := w.Check(); err != nil {
		return nil, nil, nil, err
	}
	s, err := c.read(ctx, w)
	if err != nil {
		return nil, nil, nil, err
	}
	p, err := compare(w, s)
	if err != nil {
		return nil, nil, nil, err
	}
	set, err := c.stackStep(ctx, w, s, p)
	if err != nil {
		return nil, nil, nil, err
	}
	p.targets(w, s)
	p.Digest = p.digest(w)
	return p, s, set, nil
}

// digest is of what is wished for and of what would be done for it; who asks does not count.
func (p *Plan) digest(w *Wish) string {
	text, err := json.Marshal([]any{w, p.Account, p.Steps, p.Changes})
	if err != nil {
		panic(err) // impossible: texts and numbers always have a JSON form
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16])
}

func compare(w *Wish, s *state) (*Plan, error) {
	p := &Plan{
		Account: s.account, Caller: s.caller, Instance: w.Instance, Alias: s.alias, Shape: string(w.Shape), Stack: w.StackName(),
		Steps: []Step{}, Changes: []Change{}, Next: []string{}, Limits: append([]string{}, template.Limits(w.Shape, w.Options)...),
	}
	if s.stack != nil {
		p.Status = s.stack.Status
	} else if len(s.strangers) > 0 {
		p.Status = string(cfn.StackStatusReviewInProgress)
	}
	var err error
	if p.Permissions, err = template.Statements(w.Shape, w.Options); err != nil {
		return nil, err
	}
	if p.Operator, err = template.OperatorPolicy(w.Shape, w.Options); err != nil {
		return nil, err
	}
	if p.Cost, err = template.Cost(w.Shape, w.Options, w.Load, w.prices()); err != nil {
		return nil, err
	}
	p.keys(w, s)
	return p, nil
}

// stackStep plans the stack; where it can be made or changed, by asking CloudFormation what it would do.
func (c *Clients) stackStep(ctx context.Context, w *Wish, s *state, p *Plan) (*changeSet, error) {
	step := Step{Kind: "stack", Subject: w.StackName(), Action: Keep}
	if why := s.obstacle(w); why != "" {
		step.Action, step.Is, step.Because = Blocked, p.Status, why
		p.add(step)
		return nil, nil //nolint:nilnil // there is nothing to ask
	}
	if s.stack.busy() {
		step.Action, step.Is, step.Because = Modify, s.stack.Status, "CloudFormation is at work on it: apply follows it to its end, and goes on"
		p.add(step)
		return nil, nil //nolint:nilnil // it would refuse
	}
	if s.stack != nil && s.stack.wreck() {
		step.Action, step.Is, step.Because = Replace, s.stack.Status, "it could not be made; what is left of it is deleted first, and then it is made anew"
		p.add(step)
		return nil, nil //nolint:nilnil // it would refuse
	}
	set, err := c.propose(ctx, w, s)
	if _, is := errors.AsType[*awsaccess.Refusal](err); is {
		step.Action, step.Because = Blocked, strings.ReplaceAll(err.Error(), "\n", "; ")
		p.add(step)
		return nil, nil //nolint:nilnil // the rest of the plan is worth reading
	}
	if err != nil {
		return nil, err
	}
	switch p.Changes = append(p.Changes, set.changes...); {
	case s.stack == nil:
		step.Action, step.Shall = Create, fmt.Sprintf("%d resources", len(set.changes))
	case len(set.changes) > 0:
		step.Action, step.Shall = Modify, fmt.Sprintf("%d changes to resources", len(set.changes))
	}
	p.add(step)
	return set, nil
}

// obstacle is why the stack cannot be touched, "" where it can be.
func (s *state) obstacle(w *Wish) string {
	switch is := s.stack; {
	case len(s.strangers) > 0:
		return "it is in review: a change set that Ringside did not make waits there (" + strings.Join(s.strangers, ", ") + "). Execute it or delete it first, or take another --name"
	case is == nil:
		return ""
	case !is.ours():
		return "it was not made by Ringside (no tag " + ownerTag + "=" + ownerValue + "): take another --name"
	case is.instance() != "" && is.instance() != w.Instance:
		return "it is for another instance, " + is.instance() + ": take another --name"
	case is.Tags[shapeTag] != "" && is.Tags[shapeTag] != string(w.Shape):
		return fmt.Sprintf("it is of shape %s: take another --name for shape %s, or remove it first", is.Tags[shapeTag], w.Shape)
	case is.Status == "UPDATE_ROLLBACK_FAILED":
		return "neither the last change nor its undoing succeeded; see why in its events, mend it, then: aws cloudformation continue-update-rollback --stack-name " + is.Name
	}
	return ""
}

// targets plans where the instance sends what.
func (p *Plan) targets(w *Wish, s *state) {
	for _, r := range records {
		is, shall := s.targets[r.name].ARN, w.target(r, s)
		step := Step{Kind: "target", Subject: r.name, Action: Keep, Is: is, Shall: shall}
		switch {
		case is == shall:
			step.Shall = ""
		case is == "":
			step.Action = Create
		case !w.Replace:
			step.Action, step.Because = Blocked, "the instance sends them there already, and has one target: --replace sends them to Ringside instead, until ringside aws remove; a Kinesis stream can be taken by --"+r.stream+"-stream"
		default:
			step.Action, step.Because = Replace, "who reads the old target gets nothing more; ringside aws remove gives it back"
		}
		p.add(step)
	}
}

// target is where the instance shall send what is recorded: what is known of it before the stack is there.
func (w *Wish) target(r recorded, s *state) string {
	if taken := *w.stream(r); taken != "" {
		return taken
	}
	if s.stack.there() && s.stack.Outputs[r.output] != "" && s.stack.Parameters[r.parameter] == "" {
		return s.stack.Outputs[r.output]
	}
	region, _ := place(w.Instance)
	service, kind := "kinesis", "stream"
	if w.Shape != template.Streams && r.of == types.InstanceStorageResourceTypeContactTraceRecords { // agent events go to Kinesis alone
		service, kind = "firehose", "deliverystream"
	}
	partition, _, _ := strings.Cut(strings.TrimPrefix(w.Instance, "arn:"), ":")
	return fmt.Sprintf("arn:%s:%s:%s:%s:%s/%s-%s", partition, service, region, s.account, kind, w.StackName(), r.stream)
}

// keys plans nothing: it says where Amazon Connect could not write, which it never says itself.
// Source: Amazon Connect Administrator Guide, "Enable data streaming for your instance", server-side encryption.
func (p *Plan) keys(w *Wish, s *state) {
	block := func(subject, is, because string) {
		p.add(Step{Kind: "key", Subject: subject, Action: Blocked, Is: is, Because: because})
	}
	for _, r := range records {
		stream := *w.stream(r)
		is, used := s.streams[stream]
		switch {
		case !used:
		case is.Err != nil && awsaccess.Code(is.Err) == "ResourceNotFoundException":
			block(stream, "", "the stream does not exist: "+r.name+" get lost; --replace has the stack make one")
		case is.Err != nil:
			p.Next = append(p.Next, fmt.Sprintf("whether %s is encrypted by a key that Amazon Connect may use was not looked at: %v", stream, is.Err))
		case is.Key != "" && !known(s.keys, is.Key):
			block(stream, is.Key, foreign)
		}
	}
	if w.StreamKey != "" && !known(s.keys, w.StreamKey) {
		block("streams that the stack makes", w.StreamKey, foreign)
	}
}

// foreign is what is wrong with a key.
const foreign = "the instance does not know this key, so that Amazon Connect cannot write to the stream, and says nothing of it: take a customer managed key by which the instance encrypts recordings, transcripts or reports (Data storage), or none"

// known tells whether a key, as a stream names it, is among those that are known by ARN.
func known(keys []string, key string) bool {
	return slices.ContainsFunc(keys, func(k string) bool { return k == key || strings.HasSuffix(k, ":key/"+key) })
}
