package check

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/connect"
)

// wholePattern matches every contact event, however it spells what is inside.
const wholePattern = `{"source":["aws.connect"],"detail-type":["Amazon Connect Contact Event"]}`

func judgeRules(f *Facts, o *opinion) {
	f.judgeNoRule(o)
	matches := slices.ContainsFunc(f.Rules, func(r Rule) bool { return r.Unmatched.Known() && len(r.Unmatched.Value) < len(eventTypes) })
	for _, r := range f.Rules {
		if !r.About.Known() {
			continue
		}
		none := r.Unmatched.Known() && len(r.Unmatched.Value) == len(eventTypes)
		if none && matches {
			continue // it is for something else, such as objects of S3
		}
		f.judgeRule(o, r, none)
		f.judgeTargets(o, r)
	}
}

// judgeNoRule speaks where EventBridge has answered for every queue that no rule sends there.
func (f *Facts) judgeNoRule(o *opinion) {
	if len(f.Queues) == 0 || len(f.RuleLists) < len(f.Queues) || f.comes(connect.KindContactEvent) != nil {
		return
	}
	var by []Asked
	for _, l := range f.RuleLists {
		if !l.Known() || len(l.Value) > 0 {
			return
		}
		by = append(by, l.Asked)
	}
	queue := f.Queues[0].Settings.Value.ARN
	const name = "ringside-contact-events"
	o.say(RuleNone, Finding{
		About: queue, Seen: by[0].Said,
		Fix: "aws events put-rule --name " + name + " --event-pattern '" + wholePattern + "'" + in(awsaccess.RegionOf(queue)) +
			" && aws events put-targets --rule " + name + " --targets Id=queue,Arn=" + queue + in(awsaccess.RegionOf(queue)),
	}, by...)
}

func (f *Facts) judgeRule(o *opinion, r Rule, none bool) {
	about := r.About.Value
	put := "aws events put-rule --name " + r.Name + " --event-pattern '" + wholePattern + "'" + in(r.Region)
	on := strings.HasPrefix(about.State, "ENABLED")
	if !on {
		o.say(RuleOff, Finding{About: about.ARN, Seen: about.State, Fix: "aws events enable-rule --name " + r.Name + in(r.Region)}, r.About.Asked)
	}
	switch by := answered(r.About.Asked, r.Unmatched.Asked); {
	case none:
		o.say(RulePattern, Finding{About: about.ARN, Seen: about.Pattern, Fix: put}, by...)
	case len(r.Unmatched.Value) > 0 || asksInside(about.Pattern):
		o.say(RuleFilters, Finding{About: about.ARN, Seen: about.Pattern, Fix: put}, by...)
	case on && r.Unmatched.Known():
		o.say(RuleRight, Finding{About: about.ARN, Seen: about.Pattern}, by...)
	}
}

// asksInside tells whether a pattern names fields of an event's detail.
func asksInside(pattern string) bool {
	var p map[string]json.RawMessage
	if json.Unmarshal([]byte(pattern), &p) != nil {
		return false
	}
	_, inside := p["detail"]
	return inside
}

// judgeTargets looks at those targets of a rule by which events come here.
func (f *Facts) judgeTargets(o *opinion, r Rule) {
	for _, t := range r.Targets.Value {
		n := slices.IndexFunc(f.Queues, func(q Queue) bool { return q.Settings.Value.ARN == t.ARN })
		if n < 0 && !strings.Contains(t.ARN, ":api-destination/") {
			continue
		}
		if t.Transforms {
			o.say(TargetTransforms, Finding{About: r.About.Value.ARN, Seen: "target " + t.ID, Fix: r.put(t)}, r.Targets.Asked)
		}
		if t.Letters == "" {
			fix := ""
			if n >= 0 && f.Queues[n].Settings.Value.DeadLetters != "" && !t.Transforms {
				t.Letters = f.Queues[n].Settings.Value.DeadLetters
				fix = r.put(t)
			}
			o.say(TargetNoLetters, Finding{About: r.About.Value.ARN, Seen: "target " + t.ID, Fix: fix}, r.Targets.Asked)
		}
		if n >= 0 && t.Role == "" { // a role's policies say themselves what it may
			f.judgeDoor(o, f.Queues[n], r)
		}
	}
}

// put is the command that makes a target anew, which sends the event as it is. What it does not name goes, so that it names all the rest.
func (r Rule) put(t RuleTarget) string {
	words := "Id=" + t.ID + ",Arn=" + t.ARN
	if t.Role != "" {
		words += ",RoleArn=" + t.Role
	}
	if t.Letters != "" {
		words += ",DeadLetterConfig={Arn=" + t.Letters + "}"
	}
	return "aws events put-targets --rule " + r.Name + " --targets " + words + in(r.Region)
}

// judgeDoor says whether the queue's policy lets the rule in.
func (f *Facts) judgeDoor(o *opinion, q Queue, r Rule) {
	s := q.Settings.Value
	if letsIn(s.Policy, r.About.Value.ARN) {
		return
	}
	statement := text(`{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sqs:SendMessage","Resource":%q,"Condition":{"ArnEquals":{"aws:SourceArn":%q}}}`, s.ARN, r.About.Value.ARN)
	fix := statement
	if s.Policy == "" {
		policy, err := json.Marshal(map[string]string{"Policy": `{"Version":"2012-10-17","Statement":[` + statement + `]}`})
		if err != nil {
			panic(err) // texts are JSON
		}
		fix = "aws sqs set-queue-attributes --queue-url " + q.URL + " --attributes '" + string(policy) + "'" + in(awsaccess.RegionOf(s.ARN))
	}
	seen := "Policy: none"
	if s.Policy != "" {
		seen = "Policy: no statement for " + r.About.Value.ARN
	}
	asked := q.Settings.Asked
	asked.Said = seen
	o.say(QueueClosed, Finding{About: s.ARN, Seen: seen, Fix: fix}, asked, r.Targets.Asked)
}

// deep is how many messages may wait: a hundred requests' worth.
const deep = 1000

func judgeQueues(f *Facts, o *opinion) {
	for _, q := range f.Queues {
		s, by := q.Settings.Value, q.Settings.Asked
		switch {
		case q.Settings.gone():
			o.say(QueueMissing, Finding{About: q.URL, Seen: by.Said, Fix: "aws sqs list-queues" + in(awsaccess.RegionOf(arnOfQueue(q.URL, f.Region)))}, by)
			continue
		case !q.Settings.Known():
			continue
		case s.Waiting > deep:
			o.say(QueueDeep, Finding{About: s.ARN, Seen: text("%d", s.Waiting)}, by)
		default:
			o.say(QueueWorks, Finding{About: s.ARN, Seen: text("%d", s.Waiting)}, by)
		}
		if strings.HasSuffix(s.KeyID, "alias/aws/sqs") {
			asked := by
			asked.Said = "KmsMasterKeyId " + s.KeyID
			o.say(QueueKeyOfAWS, Finding{
				About: s.ARN, Seen: s.KeyID,
				Fix: "aws sqs set-queue-attributes --queue-url " + q.URL + ` --attributes '{"SqsManagedSseEnabled":"true"}'` + in(awsaccess.RegionOf(s.ARN)),
			}, asked)
		}
		judgeLetters(o, q)
	}
}

func judgeLetters(o *opinion, q Queue) {
	s := q.Settings.Value
	switch {
	case s.DeadLetters == "" || q.Letters.gone():
		asked, seen := q.Settings.Asked, "RedrivePolicy: none"
		if s.DeadLetters != "" {
			asked, seen = q.Letters.Asked, q.Letters.Asked.Said
		}
		asked.Said = seen
		name := s.ARN[strings.LastIndexByte(s.ARN, ':')+1:]
		redrive := text(`{"RedrivePolicy":"{\"deadLetterTargetArn\":\"%s-dead-letters\",\"maxReceiveCount\":\"10\"}"}`, s.ARN)
		o.say(QueueNoLetters, Finding{About: s.ARN, Seen: seen, Fix: "aws sqs create-queue --queue-name " + name + "-dead-letters" + in(awsaccess.RegionOf(s.ARN)) +
			" && aws sqs set-queue-attributes --queue-url " + q.URL + " --attributes '" + redrive + "'" + in(awsaccess.RegionOf(s.ARN))}, asked)
	case q.Letters.Known() && q.Letters.Value.Waiting > 0:
		o.say(DeadLetters, Finding{
			About: s.DeadLetters, Seen: text("%d", q.Letters.Value.Waiting), Fix: "aws sqs start-message-move-task --source-arn " + s.DeadLetters + in(awsaccess.RegionOf(s.DeadLetters)),
		}, q.Letters.Asked)
	}
}
