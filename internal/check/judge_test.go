package check

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/smithy-go"
	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/ingest/kinesis"
	"github.com/ringside/ringside/internal/ingest/sqs"
)

const (
	instanceARN = "arn:aws:connect:eu-west-2:111122223333:instance/5f3c2a10-7b6d-4e8f-9a1b-0c2d3e4f5a6b"
	streamARN   = "arn:aws:kinesis:eu-west-2:111122223333:stream/records"
	queueURL    = "https://sqs.eu-west-2.amazonaws.com/111122223333/events"
	queueARN    = "arn:aws:sqs:eu-west-2:111122223333:events"
	lettersARN  = queueARN + "-dead-letters"
	ruleARN     = "arn:aws:events:eu-west-2:111122223333:rule/contact-events"
	keyARN      = "arn:aws:kms:eu-west-2:111122223333:key/1111"
)

var noon = time.Date(2026, 11, 17, 12, 0, 0, 0, time.UTC)

func answer[T any](operation, about string, value T) Answer[T] {
	return Answer[T]{Value: value, Asked: Asked{Operation: operation, About: about, At: noon, Said: "as it is"}}
}

func refused[T any](operation, about, code string) Answer[T] {
	err := &smithy.GenericAPIError{Code: code, Message: "no"}
	return Answer[T]{Asked: Asked{Operation: operation, About: about, At: noon, Said: said(err)}, Err: err}
}

// sound are the facts of a set-up in which nothing is wrong.
func sound() *Facts {
	policy := `{"Statement":[{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sqs:SendMessage","Condition":{"ArnEquals":{"aws:SourceArn":"` + ruleARN + `"}}}]}`
	return &Facts{
		Set: Set{Instances: []string{instanceARN}, Streams: []string{"records"}, Queues: []string{queueURL}}, Region: "eu-west-2", At: noon,
		Identity: answer(identityOperation, "", Identity{Account: "111122223333", ARN: "arn:aws:iam::111122223333:user/r"}),
		Shards:   answer("kinesis:DescribeLimits", "", Shards{Open: 2, Limit: 500}),
		Instances: []Instance{{
			ARN: instanceARN, Status: answer("connect:DescribeInstance", instanceARN, "ACTIVE"),
			Records: answer(storageOperation, instanceARN, amazonconnect.Target{ARN: streamARN}),
			Agents:  answer(storageOperation, instanceARN, amazonconnect.Target{ARN: streamARN}),
			Keys:    answer(storageOperation, instanceARN, []string{keyARN}),
		}},
		Streams: []Stream{{
			Name: "records", Set: true,
			Summary: answer("kinesis:DescribeStreamSummary", "records", Summary{ARN: streamARN, Status: "ACTIVE", Shards: 2, Kept: 24 * time.Hour, Key: keyARN}),
			Key:     answer("kms:DescribeKey", keyARN, Key{ARN: keyARN, State: "Enabled"}),
		}},
		Queues: []Queue{{
			URL: queueURL, Settings: answer("sqs:GetQueueAttributes", queueURL, sqs.Settings{ARN: queueARN, Policy: policy, DeadLetters: lettersARN}),
			Letters: answer("sqs:GetQueueAttributes", lettersARN, sqs.Settings{ARN: lettersARN}),
		}},
		RuleLists: []Answer[[]string]{answer("events:ListRuleNamesByTarget", queueARN, []string{"contact-events"})},
		Rules: []Rule{{
			Name: "contact-events", Region: "eu-west-2", About: answer("events:DescribeRule", "contact-events", RuleSettings{ARN: ruleARN, State: "ENABLED", Pattern: wholePattern}),
			Targets:   answer("events:ListTargetsByRule", "contact-events", []RuleTarget{{ID: "queue", ARN: queueARN, Letters: lettersARN}}),
			Unmatched: answer("events:TestEventPattern", "contact-events", []string(nil)),
		}},
		Own: &Own{
			Now: noon,
			Sources: []Source{
				{"kinesis", connect.KindContact, 9, noon, noon, noon, noon}, {"kinesis", connect.KindAgentEvent, 9, noon, noon, noon, noon}, {"sqs", connect.KindContactEvent, 9, noon, noon, noon, noon},
			},
			Streams: []kinesis.Health{{Stream: "records", Shards: []kinesis.ShardHealth{{Shard: "0", Asked: noon}}}},
			Queues:  []sqs.Health{{Asked: noon}},
		},
	}
}

// notFine are the codes of findings that are not fine.
func notFine(all []Finding) []Code {
	codes := []Code{}
	for _, f := range all {
		if f.Severity != Fine {
			codes = append(codes, f.Code)
		}
	}
	return codes
}

// Each change makes exactly what it says out of a sound set-up.
func TestEachFaultIsNamedAndNoOther(t *testing.T) {
	var told []string
	for name, test := range map[string]struct {
		change func(*Facts)
		want   []Code
	}{
		"none": {func(*Facts) {}, nil},
		"expired credentials": {func(f *Facts) {
			f.Identity = refused[Identity](identityOperation, "", "ExpiredToken")
			f.Shards = refused[Shards]("kinesis:DescribeLimits", "", "ExpiredTokenException")
		}, []Code{CredentialsRefused}},
		"no credentials": {func(f *Facts) {
			f.Identity = Answer[Identity]{Asked: Asked{Operation: identityOperation, Said: "no credentials were found"}, Err: context.Canceled}
		}, []Code{CredentialsRefused}},
		"two queues, one unseen, and no rule": {func(f *Facts) {
			f.Queues, f.RuleLists[0].Value, f.Rules, f.Own.Sources = append(f.Queues, Queue{Settings: refused[sqs.Settings]("sqs:GetQueueAttributes", "other", "AccessDenied")}), nil, nil, f.Own.Sources[:2]
		}, []Code{EventsNever, NotAllowed}},
		"other account":      {func(f *Facts) { f.Identity.Value.Account = "444455556666" }, []Code{AccountDiffers}},
		"no Region":          {func(f *Facts) { f.Region = "" }, []Code{RegionNone}},
		"clock ahead":        {func(f *Facts) { f.Identity.Value.Ahead = 61 * time.Second }, []Code{ClockOff}},
		"clock behind":       {func(f *Facts) { f.Identity.Value.Ahead = -61 * time.Second }, []Code{ClockOff}},
		"clock a little off": {func(f *Facts) { f.Identity.Value.Ahead = 59 * time.Second }, nil},
		"instance not there": {func(f *Facts) {
			f.Instances[0].Status = refused[string]("connect:DescribeInstance", instanceARN, "ResourceNotFoundException")
		}, []Code{InstanceMissing}},
		"instance failed":           {func(f *Facts) { f.Instances[0].Status.Value = "CREATION_FAILED" }, []Code{InstanceNotActive}},
		"records nowhere":           {func(f *Facts) { f.Instances[0].Records.Value.ARN = "" }, []Code{RecordsNowhere}},
		"agents nowhere":            {func(f *Facts) { f.Instances[0].Agents.Value.ARN = "" }, []Code{AgentsNowhere}},
		"records by Firehose, came": {func(f *Facts) { f.Instances[0].Records.Value.ARN = "arn:aws:firehose:eu-west-2:1:deliverystream/x" }, nil},
		"records by Firehose, none came": {func(f *Facts) {
			f.Instances[0].Records.Value.ARN = "arn:aws:firehose:eu-west-2:1:deliverystream/x"
			f.Own.Sources = f.Own.Sources[1:]
		}, []Code{RecordsElsewhere, RecordsNever}},
		"records by Firehose, none came for a week": {func(f *Facts) {
			f.Instances[0].Records.Value.ARN = "arn:aws:firehose:eu-west-2:1:deliverystream/x"
			f.Own.Sources[0].Received = noon.Add(-lately)
		}, []Code{RecordsElsewhere}},
		"stream not there": {func(f *Facts) {
			f.Streams[0].Summary = refused[Summary]("kinesis:DescribeStreamSummary", "records", "ResourceNotFoundException")
		}, []Code{StreamMissing}},
		"stream being deleted": {func(f *Facts) { f.Streams[0].Summary.Value.Status = "DELETING" }, []Code{StreamNotActive}},
		"stream in another Region": {func(f *Facts) {
			f.Streams[0].Summary.Value.ARN = strings.Replace(streamARN, "eu-west-2", "us-east-1", 1)
		}, []Code{StreamRegion}},
		"stream of nobody": {func(f *Facts) {
			f.Instances[0].Records.Value.ARN, f.Instances[0].Agents.Value.ARN = streamARN+"2", streamARN+"2"
		}, []Code{StreamNotFed}},
		"key not known to the instance": {func(f *Facts) { f.Instances[0].Keys.Value = nil }, []Code{KeyNotKnown}},
		"key known by its id":           {func(f *Facts) { f.Instances[0].Keys.Value = []string{"1111"} }, nil},
		"another key known by an alias": {func(f *Facts) { f.Instances[0].Keys.Value = []string{keyARN + "2", "alias/ours"} }, nil},
		"another key known":             {func(f *Facts) { f.Instances[0].Keys.Value = []string{keyARN + "2"} }, []Code{KeyNotKnown}},
		"key of AWS by its alias": {func(f *Facts) {
			f.Streams[0].Summary.Value.Key = awsKey
			f.Streams[0].Key = refused[Key]("kms:DescribeKey", awsKey, "AccessDeniedException")
		}, []Code{KeyOfAWS, NotAllowed}},
		"key of AWS":        {func(f *Facts) { f.Streams[0].Key.Value.OfAWS = true }, []Code{KeyOfAWS}},
		"key to be deleted": {func(f *Facts) { f.Streams[0].Key.Value.State = "PendingDeletion" }, []Code{KeyOff}},
		"others a day behind": {func(f *Facts) {
			f.Streams[0].Age = answer(ageOperation, "records", Age{Of: 24 * time.Hour, At: noon})
		}, nil},
		"a minute behind, by CloudWatch": {func(f *Facts) {
			f.Own = nil
			f.Streams[0].Age = answer(ageOperation, "records", Age{Of: behind + 1, At: noon})
		}, []Code{AgeBehind, ArrivalsNotKnown}},
		"a little behind, by CloudWatch": {func(f *Facts) {
			f.Own = nil
			f.Streams[0].Age = answer(ageOperation, "records", Age{Of: behind, At: noon})
		}, []Code{ArrivalsNotKnown}},
		"shards used up":     {func(f *Facts) { f.Shards.Value.Open = 500 }, []Code{ShardsUsedUp}},
		"an hour behind":     {func(f *Facts) { f.Own.Streams[0].Shards[0].Behind = time.Hour }, []Code{ReadingBehind}},
		"half a day behind":  {func(f *Facts) { f.Own.Streams[0].Shards[0].Behind = 12*time.Hour + 1 }, []Code{ReadingNearEnd}},
		"a shard lost":       {func(f *Facts) { f.Own.Streams[0].Lost = []string{"0"} }, []Code{ReadingLoses}},
		"stream unreadable":  {func(f *Facts) { f.Own.Streams[0].Shards[0].Problem = "denied" }, []Code{ReadingFails}},
		"queue unreadable":   {func(f *Facts) { f.Own.Queues[0].Problem = "denied" }, []Code{ReadingFails}},
		"rule off":           {func(f *Facts) { f.Rules[0].About.Value.State = "DISABLED" }, []Code{RuleOff}},
		"pattern of nothing": {func(f *Facts) { f.Rules[0].Unmatched.Value = eventTypes }, []Code{RulePattern}},
		"pattern of some":    {func(f *Facts) { f.Rules[0].Unmatched.Value = eventTypes[:1] }, []Code{RuleFilters}},
		"pattern that asks inside": {func(f *Facts) {
			f.Rules[0].About.Value.Pattern = `{"source":["aws.connect"],"detail":{"instanceArn":["x"]}}`
		}, []Code{RuleFilters}},
		"a second rule, for S3": {func(f *Facts) {
			other := f.Rules[0]
			other.Unmatched.Value = eventTypes
			f.Rules = append(f.Rules, other)
		}, nil},
		"no rule, none came": {func(f *Facts) {
			f.RuleLists[0].Value, f.Rules, f.Own.Sources = nil, nil, f.Own.Sources[:2]
		}, []Code{RuleNone, EventsNever}},
		"no rule, none came for a week": {func(f *Facts) {
			f.RuleLists[0].Value, f.Rules, f.Own.Sources[2].Received = nil, nil, noon.Add(-lately)
		}, []Code{RuleNone}},
		"no rule, but they come": {func(f *Facts) { f.RuleLists[0].Value, f.Rules = nil, nil }, nil},
		"rules may not be listed": {func(f *Facts) {
			f.RuleLists[0], f.Rules = refused[[]string]("events:ListRuleNamesByTarget", queueARN, "AccessDeniedException"), nil
			f.Own.Sources = f.Own.Sources[:2]
		}, []Code{EventsNever, NotAllowed}},
		"transformed":          {func(f *Facts) { f.Rules[0].Targets.Value[0].Transforms = true }, []Code{TargetTransforms}},
		"rule without letters": {func(f *Facts) { f.Rules[0].Targets.Value[0].Letters = "" }, []Code{TargetNoLetters}},
		"policy closed":        {func(f *Facts) { f.Queues[0].Settings.Value.Policy = "" }, []Code{QueueClosed}},
		"policy closed, but the rule has a role": {func(f *Facts) {
			f.Queues[0].Settings.Value.Policy, f.Rules[0].Targets.Value[0].Role = "", "arn:aws:iam::111122223333:role/events"
		}, nil},
		"queue not there": {func(f *Facts) {
			f.Queues[0].Settings = refused[sqs.Settings]("sqs:GetQueueAttributes", queueURL, "QueueDoesNotExist")
		}, []Code{QueueMissing}},
		"a deep queue":          {func(f *Facts) { f.Queues[0].Settings.Value.Waiting = deep + 1 }, []Code{QueueDeep}},
		"queue by a key of AWS": {func(f *Facts) { f.Queues[0].Settings.Value.KeyID = "alias/aws/sqs" }, []Code{QueueKeyOfAWS}},
		"no dead letters":       {func(f *Facts) { f.Queues[0].Settings.Value.DeadLetters = "" }, []Code{QueueNoLetters}},
		"dead letters gone": {func(f *Facts) {
			f.Queues[0].Letters = refused[sqs.Settings]("sqs:GetQueueAttributes", lettersARN, "QueueDoesNotExist")
		}, []Code{QueueNoLetters}},
		"dead letters":    {func(f *Facts) { f.Queues[0].Letters.Value.Waiting = 1 }, []Code{DeadLetters}},
		"no agent events": {func(f *Facts) { f.Own.Sources[1].Read = 0 }, []Code{AgentsNever}},
		"quarantine":      {func(f *Facts) { f.Own.Quarantine = 3 }, []Code{InQuarantine}},
		"throttled":       {func(f *Facts) { f.Own.Throttled = 3 }, []Code{AmazonConnectQuota}},
		"no server":       {func(f *Facts) { f.Own = nil }, []Code{ArrivalsNotKnown}},
		"no instance":     {func(f *Facts) { f.Set.Instances, f.Instances = nil, nil }, []Code{InstanceNotNamed}},
		"timed out":       {func(f *Facts) { f.Shards = Answer[Shards]{Asked: f.Shards.Asked, Err: context.DeadlineExceeded} }, []Code{NotAnswered}},
		"nothing named":   {func(f *Facts) { *f = Facts{Own: f.Own} }, []Code{NothingAsked}},
		"where agents go is not known, and records go elsewhere": {func(f *Facts) {
			f.Instances[0].Records.Value.ARN = streamARN + "2"
			f.Instances[0].Agents = refused[amazonconnect.Target](storageOperation, instanceARN, "AccessDeniedException")
		}, []Code{NotAllowed}},
		"where records go is not known, and agents go elsewhere": {func(f *Facts) {
			f.Instances[0].Agents.Value.ARN = streamARN + "2"
			f.Instances[0].Records = refused[amazonconnect.Target](storageOperation, instanceARN, "AccessDeniedException")
		}, []Code{NotAllowed}},
		"both nowhere": {func(f *Facts) {
			f.Instances[0].Records.Value.ARN, f.Instances[0].Agents.Value.ARN = "", ""
		}, []Code{AgentsNowhere, RecordsNowhere}},
		"both nowhere, and no stream": {func(f *Facts) {
			f.Instances[0].Records.Value.ARN, f.Instances[0].Agents.Value.ARN, f.Streams, f.Set.Streams, f.Own.Streams = "", "", nil, nil, nil
		}, []Code{AgentsNowhere, RecordsNowhere}},
		"a stream by its ARN not there": {func(f *Facts) {
			f.Set.Streams[0], f.Streams[0].Name = streamARN, streamARN
			f.Streams[0].Summary = refused[Summary]("kinesis:DescribeStreamSummary", streamARN, "ResourceNotFoundException")
		}, []Code{StreamMissing}},
		"half a day behind, by ARN": {func(f *Facts) {
			f.Set.Streams[0], f.Streams[0].Name = streamARN, streamARN
			f.Own.Streams[0].Shards[0].Behind = 24 * time.Hour
		}, []Code{ReadingNearEnd}},
		"key gone": {func(f *Facts) {
			f.Streams[0].Key = refused[Key]("kms:DescribeKey", keyARN, "NotFoundException")
		}, []Code{KeyOff}},
		"a week behind": {func(f *Facts) {
			f.Streams[0].Summary.Value.Kept, f.Own.Streams[0].Shards[0].Behind = 168*time.Hour, 168*time.Hour
		}, []Code{ReadingNearEnd}},
		"a year behind": {func(f *Facts) {
			f.Streams[0].Summary.Value.Kept, f.Own.Streams[0].Shards[0].Behind = 8760*time.Hour, 8760*time.Hour
		}, []Code{ReadingNearEnd}},
		"transformed, without letters, by a role": {func(f *Facts) {
			f.Rules[0].Targets.Value[0] = RuleTarget{ID: "queue", ARN: queueARN, Role: "arn:aws:iam::111122223333:role/events", Transforms: true}
		}, []Code{TargetNoLetters, TargetTransforms}},
		"key off": {func(f *Facts) { f.Streams[0].Key.Value.State = "Disabled" }, []Code{KeyOff}},
		"key of AWS, and the instance knows none": {func(f *Facts) {
			f.Streams[0].Key.Value.OfAWS, f.Instances[0].Keys.Value = true, nil
		}, []Code{KeyOfAWS}},
		"key of AWS, and the instance knows another": {func(f *Facts) {
			f.Streams[0].Summary.Value.Key, f.Streams[0].Key.Value = "2222", Key{ARN: keyARN + "2", State: "Enabled", OfAWS: true}
		}, []Code{KeyOfAWS}},
		"an API destination without letters": {func(f *Facts) {
			f.Rules[0].Targets.Value = []RuleTarget{{ID: "door", ARN: "arn:aws:events:eu-west-2:111122223333:api-destination/door/1"}}
		}, []Code{TargetNoLetters}},
		"another target without letters": {func(f *Facts) {
			f.Rules[0].Targets.Value = append(f.Rules[0].Targets.Value, RuleTarget{ID: "log", ARN: "arn:aws:logs:eu-west-2:111122223333:log-group:x"})
		}, nil},
		"rule and queue without letters": {func(f *Facts) {
			f.Rules[0].Targets.Value[0].Letters, f.Queues[0].Settings.Value.DeadLetters, f.Queues[0].Letters = "", "", Answer[sqs.Settings]{}
		}, []Code{QueueNoLetters, TargetNoLetters}},
		"rule off, and its pattern not judged": {func(f *Facts) {
			f.Rules[0].About.Value.State = "DISABLED"
			f.Rules[0].Unmatched = refused[[]string]("events:TestEventPattern", "contact-events", "AccessDeniedException")
		}, []Code{NotAllowed, RuleOff}},
		"policy for others": {func(f *Facts) { f.Queues[0].Settings.Value.Policy = `{"Statement":[]}` }, []Code{QueueClosed}},
		"credentials of two": {func(f *Facts) {
			f.Shards = refused[Shards]("kinesis:DescribeLimits", "", "UnrecognizedClientException")
		}, []Code{CredentialsRefused}},
	} {
		f := sound()
		test.change(f)
		all := Judge(f)
		for _, finding := range all {
			if finding.Severity != Fine {
				told = append(told, fmt.Sprintf("%s: %s\n  about %s\n  seen  %s\n  fix   %s\n", name, finding.Code, finding.About, finding.Seen, finding.Fix))
			}
		}
		got, want := notFine(all), test.want
		slices.Sort(got)
		slices.Sort(want)
		if diff := cmp.Diff(append([]Code{}, want...), got); diff != "" {
			t.Errorf("%s (- want, + got):\n%s", name, diff)
		}
	}
	slices.Sort(told)
	compareGolden(t, "testdata/findings.txt", strings.Join(told, "\n"))
}

var update = flag.Bool("update", false, "write what is told of each fault anew")

func compareGolden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (- want, + got):\n%s", file, diff)
	}
}

// What was not answered may be anything: nothing else is concluded from it, and the permission that it takes is named.
func TestNothingIsConcludedFromARefusal(t *testing.T) {
	for name, refuse := range map[string]func(*Facts){
		"kinesis:DescribeStreamSummary": func(f *Facts) {
			f.Streams[0].Summary = refused[Summary]("kinesis:DescribeStreamSummary", "records", "AccessDeniedException")
		},
		"kms:DescribeKey": func(f *Facts) { f.Streams[0].Key = refused[Key]("kms:DescribeKey", keyARN, "AccessDeniedException") },
		"connect:DescribeInstance": func(f *Facts) {
			f.Instances[0].Status = refused[string]("connect:DescribeInstance", instanceARN, "AccessDeniedException")
		},
		"sqs:GetQueueAttributes": func(f *Facts) {
			f.Queues[0].Settings = refused[sqs.Settings]("sqs:GetQueueAttributes", queueURL, "AccessDenied")
		},
		"events:DescribeRule": func(f *Facts) {
			f.Rules[0].About = refused[RuleSettings]("events:DescribeRule", "contact-events", "AccessDeniedException")
		},
	} {
		f := sound()
		refuse(f)
		got := Judge(f)
		if diff := cmp.Diff([]Code{NotAllowed}, notFine(got)); diff != "" {
			t.Errorf("%s (- want, + got):\n%s", name, diff)
			continue
		}
		if !strings.Contains(got[0].Fix, `"Action":"`+name+`"`) || !strings.Contains(got[0].Fix, "111122223333") {
			t.Errorf("%s: the fix is %s", name, got[0].Fix)
		}
	}
}

// By whose policy it was decides what helps.
func TestARefusalIsToldWithWhosePolicyItWas(t *testing.T) {
	for said, want := range map[string]struct {
		code    Code
		mending bool
	}{
		"because no identity-based policy allows the kms:DescribeKey action": {NotAllowed, true},
		"not authorized to perform: kms:DescribeKey":                         {NotAllowed, true},
		"because no permissions boundary allows the action":                  {DeniedByBoundary, true},
		"with an explicit deny in an identity-based policy":                  {DeniedByPolicy, false},
		"because no session policy allows the action":                        {DeniedByPolicy, false},
		"with an explicit deny in a service control policy":                  {DeniedFromAbove, false},
		"with an explicit deny in a resource control policy":                 {DeniedFromAbove, false},
	} {
		f := sound()
		f.Streams[0].Key = refused[Key]("kms:DescribeKey", keyARN, "AccessDeniedException")
		f.Streams[0].Key.Asked.Said = said
		got := Judge(f)
		if diff := cmp.Diff([]Code{want.code}, notFine(got)); diff != "" || (got[0].Fix != "") != want.mending {
			t.Errorf("%s: fix %q (- want, + got):\n%s", said, got[0].Fix, diff)
		}
	}
}

// A permission names what was asked about, as far as that is known.
func TestWhatAPermissionIsOn(t *testing.T) {
	f, bare := sound(), &Facts{Set: Set{Instances: []string{instanceARN}}}
	for _, test := range []struct {
		f                      *Facts
		operation, about, want string
	}{
		{f, "kinesis:DescribeLimits", "", "*"},
		{f, "events:ListRuleNamesByTarget", queueARN, "*"},
		{f, "kinesis:DescribeStreamSummary", "records", streamARN},
		{f, "kinesis:DescribeStreamSummary", streamARN, streamARN},
		{f, "sqs:GetQueueAttributes", queueURL, queueARN},
		{f, "sqs:GetQueueAttributes", "http://127.0.0.1:4566/111122223333/events", queueARN},
		{bare, "sqs:GetQueueAttributes", "http://127.0.0.1:4566/111122223333/events", queueARN},
		{f, "sqs:GetQueueAttributes", "https://sqs.us-east-1.amazonaws.com/1/q", "arn:aws:sqs:us-east-1:1:q"},
		{f, "sqs:GetQueueAttributes", "queue", ""},
		{f, "events:DescribeRule", "contact-events", ruleARN},
		{f, "kms:DescribeKey", "1111", keyARN},
		{f, "kms:DescribeKey", awsKey, "arn:aws:kms:eu-west-2:111122223333:key/*"},
		{bare, "kms:DescribeKey", "1111", "1111"},
	} {
		if got := test.f.resource(Asked{Operation: test.operation, About: test.about}); got != test.want {
			t.Errorf("%s of %q is on %q, want %q", test.operation, test.about, got, test.want)
		}
	}
}

// Where there are two streams each type gets one of its own.
func TestATypeIsSentToTheStreamThatTheOtherDoesNotUse(t *testing.T) {
	f := sound()
	f.Streams = append(f.Streams, Stream{Name: "agents", Set: true, Summary: answer("kinesis:DescribeStreamSummary", "agents", Summary{ARN: streamARN + "2", Status: "ACTIVE"})})
	f.Instances[0].Agents.Value.ARN = ""
	for _, finding := range Judge(f) {
		if finding.Code == AgentsNowhere && !strings.Contains(finding.Fix, "StreamArn="+streamARN+"2}") {
			t.Error(finding.Fix)
		}
	}
}

// Ringside's own lag and CloudWatch's age stand beside each other.
func TestTheAgeByCloudWatchIsEvidenceBesideOurOwnLag(t *testing.T) {
	f := sound()
	f.Streams[0].Age = answer(ageOperation, "records", Age{Of: time.Hour, At: noon})
	for _, finding := range Judge(f) {
		if finding.Code == ReadingInTime && (len(finding.Evidence) != 2 || finding.Evidence[1].Operation != ageOperation) {
			t.Errorf("%+v", finding.Evidence)
		}
	}
}

func TestThePageHasEveryCode(t *testing.T) {
	page, err := os.ReadFile("../../docs/check.md")
	if err != nil {
		t.Fatal(err)
	}
	for code, e := range explained {
		words := strings.ReplaceAll(string(e.severity), "_", " ") + ": " + strings.TrimSpace(e.summary+" "+e.cause)
		if !strings.Contains(string(page), "### "+string(code)+"\n\n"+words+"\n") {
			t.Errorf("docs/check.md does not say of %s: %s", code, words)
		}
	}
}

// Every code that is not fine is found by one of the tests above or below; every finding says what it rests on.
func TestEveryCodeHasWords(t *testing.T) {
	for code, e := range explained {
		if e.summary == "" || e.severity == "" || (e.severity != Fine && e.cause == "") {
			t.Errorf("%s: %+v", code, e)
		}
	}
	f := sound()
	for _, finding := range Judge(f) {
		if len(finding.Evidence) == 0 || finding.Evidence[0].Operation == "" {
			t.Errorf("%s has no evidence", finding.Code)
		}
	}
	if codes := slices.Sorted(maps.Keys(Codes())); len(codes) != len(explained) {
		t.Error(codes)
	}
}

func TestWhoAQueueLetsIn(t *testing.T) {
	for policy, want := range map[string]bool{
		"":        false,
		"no JSON": true,
		`{}`:      false,
		`{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*"}]}`:                                                                                                                              true,
		`{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":["sqs:Send*"]}]}`:                                                                                                            true,
		`{"Statement":[{"Effect":"Allow","Principal":{"Service":["s3.amazonaws.com","events.amazonaws.com"]},"Action":"SQS:SendMessage"}]}`:                                                            true,
		`{"Statement":[{"Effect":"Allow","NotPrincipal":{"AWS":"1"},"NotAction":"sqs:DeleteQueue"}]}`:                                                                                                  true,
		`{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Condition":{"Null":{"aws:SourceArn":"false"}}}]}`:                                                                               true,
		`{"Statement":[{"Effect":"Deny","Principal":"*","Action":"*"}]}`:                                                                                                                               false,
		`{"Statement":[{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"sqs:SendMessage"}]}`:                                                                                     false,
		`{"Statement":[{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sqs:ReceiveMessage"}]}`:                                                                              false,
		`{"Statement":[{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sqs:SendMessage","Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:events:*:*:rule/contact-*"}}}]}`:   true,
		`{"Statement":[{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sqs:SendMessage","Condition":{"ArnEquals":{"AWS:SourceArn":"arn:aws:events:eu-west-2:1:rule/x"}}}]}`: false,
	} {
		if got := letsIn(policy, ruleARN); got != want {
			t.Errorf("%s: %t", policy, got)
		}
	}
}

func TestTheClockIsJudgedByWhatIsCertain(t *testing.T) {
	for name, test := range map[string]struct{ begun, ended, want time.Duration }{
		"within the answer": {-time.Second, 3 * time.Second, 0},
		"within a second":   {900 * time.Millisecond, 950 * time.Millisecond, 0},
		"ahead":             {61 * time.Second, 62 * time.Second, 60 * time.Second},
		"behind":            {-62 * time.Second, -61 * time.Second, -61 * time.Second},
	} {
		if got := aheadOf(noon, noon.Add(test.begun), noon.Add(test.ended)); got != test.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}
