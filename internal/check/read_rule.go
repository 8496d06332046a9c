package check

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"

	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/connect"
)

// rules asks which rules send into the queues and, where there is no queue, which ask for events of Amazon Connect; then for each of them.
func (c *clients) rules(ctx context.Context, f *Facts) {
	region := c.events.Options().Region
	var names []string
	for _, q := range f.Queues {
		if !q.Settings.Known() || q.Settings.Value.ARN == "" {
			continue // the rule's side of a queue that cannot be seen is not known either
		}
		list := c.rulesInto(ctx, q.Settings.Value.ARN)
		f.RuleLists = append(f.RuleLists, list)
		names = append(names, list.Value...)
	}
	if len(f.Queues) == 0 {
		list := c.rulesOfConnect(ctx)
		f.RuleLists = append(f.RuleLists, list)
		names = list.Value
	}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		f.Rules = append(f.Rules, c.rule(ctx, Rule{Name: name, Region: region}, f.Set.Instances))
	}
}

func (c *clients) rulesInto(ctx context.Context, queue string) Answer[[]string] {
	return ask(ctx, c, "events:ListRuleNamesByTarget", queue, func(ctx context.Context) (names []string, said string, err error) {
		in := &eventbridge.ListRuleNamesByTargetInput{TargetArn: &queue}
		for {
			out, err := c.events.ListRuleNamesByTarget(ctx, in)
			if err != nil {
				return nil, "", err
			}
			if names = append(names, out.RuleNames...); out.NextToken == nil {
				return names, "RuleNames " + listed(names), nil
			}
			in.NextToken = out.NextToken
		}
	})
}

func (c *clients) rulesOfConnect(ctx context.Context) Answer[[]string] {
	return ask(ctx, c, "events:ListRules", "", func(ctx context.Context) (names []string, said string, err error) {
		in := &eventbridge.ListRulesInput{}
		for {
			out, err := c.events.ListRules(ctx, in)
			if err != nil {
				return nil, "", err
			}
			for _, r := range out.Rules {
				if strings.Contains(str(r.EventPattern), "aws.connect") {
					names = append(names, str(r.Name))
				}
			}
			if in.NextToken = out.NextToken; in.NextToken == nil {
				return names, "rules with aws.connect in their pattern: " + listed(names), nil
			}
		}
	})
}

func listed(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

func (c *clients) rule(ctx context.Context, r Rule, instances []string) Rule {
	r.About = ask(ctx, c, "events:DescribeRule", r.Name, func(ctx context.Context) (RuleSettings, string, error) {
		out, err := c.events.DescribeRule(ctx, &eventbridge.DescribeRuleInput{Name: &r.Name})
		if err != nil {
			return RuleSettings{}, "", err
		}
		s := RuleSettings{ARN: str(out.Arn), State: string(out.State), Pattern: str(out.EventPattern)}
		return s, text("State %s, EventPattern %s", s.State, s.Pattern), nil
	})
	r.Targets = ask(ctx, c, "events:ListTargetsByRule", r.Name, func(ctx context.Context) (all []RuleTarget, said string, err error) {
		out, err := c.events.ListTargetsByRule(ctx, &eventbridge.ListTargetsByRuleInput{Rule: &r.Name})
		if err != nil {
			return nil, "", err
		}
		var arns []string
		for _, t := range out.Targets {
			to := RuleTarget{ID: str(t.Id), ARN: str(t.Arn), Role: str(t.RoleArn), Transforms: t.Input != nil || t.InputPath != nil || t.InputTransformer != nil}
			if t.DeadLetterConfig != nil {
				to.Letters = str(t.DeadLetterConfig.Arn)
			}
			all, arns = append(all, to), append(arns, to.ARN)
		}
		return all, "Targets " + listed(arns), nil
	})
	if pattern := r.About.Value.Pattern; pattern != "" {
		r.Unmatched = c.unmatched(ctx, r, instances)
	}
	return r
}

// eventTypes are those that the live board needs.
var eventTypes = []string{"INITIATED", "QUEUED", "CONNECTED_TO_AGENT", "DISCONNECTED", "COMPLETED"}

// unmatched lets EventBridge itself match made-up events of the first instance against the pattern, and gives the types that do not.
func (c *clients) unmatched(ctx context.Context, r Rule, instances []string) Answer[[]string] {
	return ask(ctx, c, "events:TestEventPattern", r.Name, func(ctx context.Context) (no []string, said string, err error) {
		for _, of := range eventTypes {
			event := madeUp(of, r, instances)
			out, err := c.events.TestEventPattern(ctx, &eventbridge.TestEventPatternInput{EventPattern: &r.About.Value.Pattern, Event: &event})
			if err != nil {
				return nil, "", err
			}
			if !out.Result {
				no = append(no, of)
			}
		}
		return no, "not matched: " + listed(no), nil
	})
}

// madeUp is an event as Amazon Connect sends most, of no real contact.
// Source: Amazon Connect Administrator Guide, "Amazon Connect contact events".
func madeUp(of string, r Rule, instances []string) string {
	account := awsaccess.AccountOf(r.About.Value.ARN)
	instance := "arn:aws:connect:" + r.Region + ":" + account + ":instance/00000000-0000-0000-0000-000000000000"
	if len(instances) > 0 {
		instance = instances[0]
	}
	const contact = "00000000-0000-0000-0000-000000000000"
	event, err := json.Marshal(map[string]any{
		"version": "0", "id": contact, "source": "aws.connect", "detail-type": "Amazon Connect Contact Event", "account": awsaccess.AccountOf(instance),
		"region": awsaccess.RegionOf(instance), "time": time.Now().UTC().Format(time.RFC3339), "resources": []string{instance, instance + "/contact/" + contact},
		"detail": map[string]any{
			"eventType": of, "contactId": contact, "channel": "VOICE", "instanceArn": instance, "initiationMethod": "INBOUND",
			"initiationTimestamp": time.Now().UTC().Format("2006-01-02T15:04:05.000Z"),
			"tags":                map[string]string{"aws:connect:instanceId": connect.InstanceID(instance)},
		},
	})
	if err != nil {
		panic(err) // maps of texts are JSON
	}
	return string(event)
}
