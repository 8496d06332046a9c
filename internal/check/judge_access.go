package check

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/awsaccess"
)

const (
	// clockOff is by how much a clock may differ before ages on the live board are visibly wrong.
	clockOff = time.Minute
	// shown is how many answers of the same kind stand beside a finding.
	shown = 3
)

func judgeAccess(f *Facts, o *opinion) {
	if len(f.Set.Instances)+len(f.Set.Streams)+len(f.Set.Queues) == 0 {
		o.say(NothingAsked, Finding{})
		return
	}
	if f.Identity.Known() {
		who := f.Identity.Value
		o.say(CredentialsKnown, Finding{About: who.ARN, Seen: who.ARN}, f.Identity.Asked)
		for _, i := range f.Instances {
			if of := awsaccess.AccountOf(i.ARN); of != who.Account {
				o.say(AccountDiffers, Finding{About: i.ARN, Seen: text("credentials: %s, instance: %s", who.Account, of), Fix: "aws sts get-caller-identity"}, f.Identity.Asked)
			}
		}
	}
	judgeClock(f, o)
	if f.Region == "" && f.Identity.Asked.Operation != "" && len(f.Set.Streams)+len(f.Set.Queues) > 0 {
		fix := "ringside check --aws-region ap-northeast-2"
		if len(f.Set.Instances) > 0 {
			fix = "ringside check --aws-region " + awsaccess.RegionOf(f.Set.Instances[0])
		}
		o.say(RegionNone, Finding{Seen: "neither --aws-region, nor AWS_REGION, nor the profile names one", Fix: fix}, f.own("", "no Region in the AWS settings"))
	}
}

// judgeClock goes by the Date of an answer, or of a refusal.
func judgeClock(f *Facts, o *opinion) {
	ahead := f.Identity.Value.Ahead
	switch {
	case ahead.Abs() > clockOff:
		o.say(ClockOff, Finding{Seen: text("%+.0f s", ahead.Seconds()), Fix: "timedatectl set-ntp true"}, f.Identity.Asked)
	case f.Identity.Known():
		o.say(ClockRight, Finding{Seen: text("%+.0f s", ahead.Seconds())}, f.Identity.Asked)
	}
}

// unanswered is one question without its answer.
type unanswered struct {
	asked Asked
	err   error
}

func collect[T any](all *[]unanswered, answers ...Answer[T]) {
	for _, a := range answers {
		if a.Err != nil {
			*all = append(*all, unanswered{a.Asked, a.Err})
		}
	}
}

// unanswered are all questions that were not answered, but for those about what is not there.
func (f *Facts) unanswered() []unanswered {
	var all []unanswered
	collect(&all, f.Identity)
	collect(&all, f.Shards)
	for _, i := range f.Instances {
		if !i.Status.gone() {
			collect(&all, i.Status)
		}
		collect(&all, i.Records, i.Agents)
		collect(&all, i.Keys)
	}
	for _, s := range f.Streams {
		if !s.Summary.gone() {
			collect(&all, s.Summary)
		}
		if !s.Key.gone() {
			collect(&all, s.Key)
		}
		collect(&all, s.Age)
	}
	for _, q := range f.Queues {
		for _, a := range []Answer[struct{}]{{Asked: q.Settings.Asked, Err: q.Settings.Err}, {Asked: q.Letters.Asked, Err: q.Letters.Err}} {
			if !a.gone() {
				collect(&all, a)
			}
		}
	}
	collect(&all, f.RuleLists...)
	for _, r := range f.Rules {
		collect(&all, r.About)
		collect(&all, r.Targets)
		collect(&all, r.Unmatched)
	}
	return all
}

// judgeUnanswered tells of each question once, and of credentials that are not taken once altogether.
func judgeUnanswered(f *Facts, o *opinion) {
	var uncrediteds []Asked
	told := map[string]bool{}
	for _, u := range f.unanswered() {
		code := awsaccess.Code(u.err)
		once := u.asked.Operation + " " + u.asked.About
		switch {
		case slices.Contains(uncredited, code) || code == "" && strings.Contains(u.asked.Said, "credentials"):
			uncrediteds = append(uncrediteds, u.asked)
		case told[once]:
		case slices.Contains(refusals, code):
			f.judgeRefusal(o, u.asked)
		default:
			o.say(NotAnswered, Finding{About: f.resource(u.asked), Seen: u.asked.Said}, u.asked)
		}
		told[once] = true
	}
	if len(uncrediteds) > 0 {
		o.say(CredentialsRefused, Finding{Seen: uncrediteds[0].Said, Fix: "aws sts get-caller-identity"}, uncrediteds[:min(len(uncrediteds), shown)]...)
	}
}

// judgeRefusal tells by whose policy it was. A statement mends it where nothing but its lack is in the way.
func (f *Facts) judgeRefusal(o *opinion, a Asked) {
	finding := Finding{About: f.resource(a), Seen: a.Said}
	switch awsaccess.DecidedBy(a.Said) {
	case awsaccess.Organisation:
		o.say(DeniedFromAbove, finding, a)
	case awsaccess.SessionPolicy, awsaccess.ExplicitDeny:
		o.say(DeniedByPolicy, finding, a)
	case awsaccess.Boundary:
		finding.Fix = f.statement(a)
		o.say(DeniedByBoundary, finding, a)
	case awsaccess.NothingAllowed, awsaccess.PolicyUnknown:
		finding.Fix = f.statement(a)
		o.say(NotAllowed, finding, a)
	}
}

// everywhere are operations for which AWS knows no resource. Source: Service Authorization Reference.
var everywhere = []string{"sts:GetCallerIdentity", "kinesis:DescribeLimits", "events:ListRules", "events:ListRuleNamesByTarget", "events:TestEventPattern", ageOperation}

// resource is what a permission for a question has to name.
func (f *Facts) resource(a Asked) string {
	service, _, _ := strings.Cut(a.Operation, ":")
	account, region := f.Identity.Value.Account, f.Region
	if region == "" && len(f.Set.Instances) > 0 {
		region = awsaccess.RegionOf(f.Set.Instances[0])
	}
	switch {
	case slices.Contains(everywhere, a.Operation) || a.About == "":
		return "*"
	case strings.HasPrefix(a.About, "arn:"):
		return a.About
	case service == "sqs":
		return arnOfQueue(a.About, region)
	case account == "" || region == "":
		return a.About
	case service == "kinesis":
		return fmt.Sprintf("arn:aws:kinesis:%s:%s:stream/%s", region, account, a.About)
	case service == "events":
		return fmt.Sprintf("arn:aws:events:%s:%s:rule/%s", region, account, a.About)
	case service == "kms" && strings.HasPrefix(a.About, "alias/"): // a policy names keys
		return fmt.Sprintf("arn:aws:kms:%s:%s:key/*", region, account)
	case service == "kms":
		return fmt.Sprintf("arn:aws:kms:%s:%s:key/%s", region, account, a.About)
	}
	return a.About
}

// statement is what a policy needs for a question.
func (f *Facts) statement(a Asked) string {
	s, err := json.Marshal(struct{ Effect, Action, Resource string }{"Allow", a.Operation, f.resource(a)})
	if err != nil {
		panic(err) // texts are JSON
	}
	return string(s)
}
