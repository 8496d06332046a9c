package template

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	account  = "111122223333"
	instance = "arn:aws:connect:ap-northeast-2:" + account + ":instance/5f3c2a10-7b6d-4e8f-9a1b-0c2d3e4f5a6b"
	key      = "arn:aws:kms:ap-northeast-2:" + account + ":key/0c2d3e4f-5a6b-4788-99aa-bbccddeeff00"
)

func stream(name string) string {
	return "arn:aws:kinesis:ap-northeast-2:" + account + ":stream/" + name
}
func role(name string) string { return "arn:aws:iam::" + account + ":role/" + name }

// wishes are options of a shape that somebody may have, each by what it is about.
func wishes(s Shape) map[string]Options {
	all := map[string]func(o *Options){
		"defaults":       func(*Options) {},
		"own key":        func(o *Options) { o.KMSKey = key },
		"new key":        func(o *Options) { o.KMSKey, o.StreamKey = NewKey, key },
		"agents' stream": func(o *Options) { o.AgentEventsStream = stream("agents") },
		"one stream":     func(o *Options) { o.AgentEventsStream, o.ContactRecordsStream = stream("all"), stream("all") },
		"bucket":         func(o *Options) { o.BackupBucket = "acme-records" },
		"least backup":   func(o *Options) { o.LeastBackup = true },
		"bounded":        func(o *Options) { o.RolePath, o.PermissionsBoundary = "/cc/", "arn:aws:iam::"+account+":policy/bounds" },
		"roles":          func(o *Options) { o.ContactRecordsRole, o.AgentEventsRole = role("records"), role("agents") },
		"reader's role":  func(o *Options) { o.ReaderRole = "ringside-server" },
		"reader":         func(o *Options) { o.ReaderPrincipal = role("server") },
		"endpoints":      func(o *Options) { o.VPCEndpoints = []string{"vpce-0123456789abcdef0", "vpce-11111111"} },
		"sizes":          func(o *Options) { o.Name, o.Shards, o.RetentionHours, o.BackupDays = "acme-cc", 4, 168, 400 },
	}
	switch s {
	case HTTPS:
		all["secret"] = func(o *Options) {
			o.Secret, o.EventsPerSecond = "arn:aws:secretsmanager:ap-northeast-2:"+account+":secret:ringside-AbCdEf", 50
			o.ContactEventsRole = role("events")
		}
	case OpenSearch:
		all["domain"] = func(o *Options) {
			o.Domain, o.DomainEndpoint = "arn:aws:es:ap-northeast-2:"+account+":domain/logs", "https://logs.example.org"
		}
		all["function"] = func(o *Options) { o.FunctionBucket, o.IndexPrefix, o.IndexRotation = "acme-code", "cc", "OneDay" }
		all["function's role"] = func(o *Options) { o.FunctionBucket, o.FunctionRole = "acme-code", role("refill") }
	case Streams:
	}
	made := map[string]Options{}
	for name, wish := range all {
		o := Options{Instance: instance}
		if s == HTTPS {
			o.URL = "https://ringside.example.org"
		}
		wish(&o)
		made[name] = o
	}
	return made
}

// each calls f with every wish of every shape, filled in.
func each(t *testing.T, f func(t *testing.T, s Shape, o Options, r *resolved)) {
	for _, s := range Shapes() {
		for name, o := range wishes(s) {
			t.Run(string(s)+"/"+name, func(t *testing.T) {
				r, err := resolve(s, o)
				if err != nil {
					t.Fatal(err)
				}
				f(t, s, o, r)
			})
		}
	}
}

// A name of a resource that is not made would panic.
func TestWhateverIsWishedForTheTemplateNamesOnlyWhatItMakes(t *testing.T) {
	each(t, func(t *testing.T, s Shape, _ Options, r *resolved) {
		for _, name := range r.made() {
			r.properties(name)
			if _, known := kinds[r.Resources[name].Type]; !known {
				t.Errorf("%s is of type %s, of which kind.go says nothing", name, r.Resources[name].Type)
			}
		}
		for name, o := range r.Outputs {
			if r.holds(o.Condition) && r.value(plain(&o.Value)) == "" {
				t.Errorf("output %s is empty", name)
			}
		}
	})
}

func TestNoComponentMayDoAnythingToEverything(t *testing.T) {
	each(t, func(t *testing.T, s Shape, o Options, _ *resolved) {
		components, err := Statements(s, o)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range components {
			for _, one := range c.Statements {
				if c.Name == "Key" || one.Effect != "Allow" {
					continue // a key's own policy says * for itself, and gives the account its rights
				}
				if slices.Contains(one.Resources, "*") || len(one.Resources) == 0 {
					t.Errorf("%s may %v on %v", c.Name, one.Actions, one.Resources)
				}
				if slices.ContainsFunc(one.Actions, func(a string) bool { return strings.Contains(a, "*") }) {
					t.Errorf("%s may %v", c.Name, one.Actions)
				}
				if services := one.Principal; slices.ContainsFunc(services, isService) && one.Condition == nil {
					t.Errorf("%s lets %v in, whoever's business it does", c.Name, services)
				}
			}
		}
	})
}

func isService(principal string) bool { return strings.HasSuffix(principal, ".amazonaws.com") }

// A role that a service takes is taken for this account alone.
func TestNoServiceTakesARoleForOthers(t *testing.T) {
	each(t, func(t *testing.T, _ Shape, _ Options, r *resolved) {
		for _, name := range r.made() {
			for _, one := range statements(r.properties(name)["AssumeRolePolicyDocument"]) {
				told, err := json.Marshal(one.Condition)
				if err != nil {
					t.Fatal(err)
				}
				if slices.ContainsFunc(one.Principal, isService) && !slices.Contains(one.Principal, "lambda.amazonaws.com") && !strings.Contains(string(told), account) {
					t.Errorf("%s trusts %v without saying for whom: %s", name, one.Principal, told)
				}
			}
		}
	})
}

func TestWhatHoldsRecordsIsEncryptedClosedAndStays(t *testing.T) {
	each(t, func(t *testing.T, _ Shape, o Options, r *resolved) {
		for _, name := range r.made() {
			p, one := r.properties(name), r.Resources[name]
			switch one.Type {
			case "AWS::S3::Bucket":
				closed, _ := p["PublicAccessBlockConfiguration"].(map[string]any)
				if len(closed) != 4 || p["BucketEncryption"] == nil || p["LifecycleConfiguration"] == nil || one.DeletionPolicy != "Retain" {
					t.Errorf("%s: %v, %s", name, p, one.DeletionPolicy)
				}
			case "AWS::SQS::Queue":
				if (p["SqsManagedSseEnabled"] == nil) == (p["KmsMasterKeyId"] == nil) {
					t.Errorf("%s: %v", name, p)
				}
			case "AWS::Kinesis::Stream":
				if (p["StreamEncryption"] != nil) != (o.StreamKey != "") {
					t.Errorf("%s: %v", name, p)
				}
			case "AWS::OpenSearchService::Domain", "AWS::KMS::Key":
				if one.DeletionPolicy != "Retain" {
					t.Errorf("%s goes with the stack", name)
				}
			}
		}
	})
}

func TestStatementsAreWhatTheTemplateSays(t *testing.T) {
	components, err := Statements(Streams, Options{Instance: instance, StreamKey: key, RolePath: "/cc/"})
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(components, func(c Component) bool { return c.Name == "StreamReaderPolicy" })
	want := Component{
		Name: "StreamReaderPolicy", Kind: "policy", ARN: "arn:aws:iam::111122223333:policy/cc/ringside-read-streams-ap-northeast-2",
		Statements: []Statement{
			{
				Sid: "Streams", Effect: "Allow", Actions: []string{"kinesis:DescribeStreamSummary", "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:ListShards"},
				Resources: []string{stream("ringside-contact-records"), stream("ringside-agent-events")},
			},
			{
				Sid: "StreamKey", Effect: "Allow", Actions: []string{"kms:Decrypt"}, Resources: []string{key},
				Condition: map[string]any{"StringEquals": map[string]any{"kms:ViaService": "kinesis.ap-northeast-2.amazonaws.com"}},
			},
			{
				Sid: "ContactEvents", Effect: "Allow",
				Actions:   []string{"sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"},
				Resources: []string{"arn:aws:sqs:ap-northeast-2:111122223333:ringside-contact-events"},
			},
		},
	}
	if at < 0 {
		t.Fatal("there is no StreamReaderPolicy")
	}
	if d := cmp.Diff(components[at], want); d != "" {
		t.Errorf("-is +wanted:\n%s", d)
	}
}

// What Ringside reads by VPC endpoints it can read from nowhere else; what Amazon Connect and KMS are asked does not come by these.
func TestWhatIsReadByVPCEndpointsIsReadFromNowhereElse(t *testing.T) {
	read := func(o Options) map[string]any {
		components, err := Statements(Streams, o)
		if err != nil {
			t.Fatal(err)
		}
		by := map[string]any{}
		for _, c := range components {
			for _, s := range c.Statements {
				if strings.HasSuffix(c.Name, "ReaderPolicy") {
					by[s.Sid] = s.Condition["StringEquals"]
				}
			}
		}
		return by
	}
	endpoints := map[string]any{"aws:SourceVpce": []any{"vpce-0123456789abcdef0", "vpce-11111111"}}
	got := read(Options{Instance: instance, VPCEndpoints: []string{"vpce-0123456789abcdef0", "vpce-11111111"}})
	want := map[string]any{"AmazonConnect": nil, "Backup": endpoints, "BackupObjects": endpoints, "DeadLetters": endpoints, "Streams": endpoints, "ContactEvents": endpoints}
	if d := cmp.Diff(got, want); d != "" {
		t.Errorf("-is +wanted:\n%s", d)
	}
	for sid, condition := range read(Options{Instance: instance}) {
		if condition != nil {
			t.Errorf("%s is bound to %v", sid, condition)
		}
	}
}

func TestParametersSayEveryFaultAtOnce(t *testing.T) {
	tests := map[string]struct {
		shape Shape
		o     Options
		want  []string
	}{
		"none":   {Streams, Options{}, []string{"is not the ARN of an Amazon Connect instance"}},
		"shape":  {"elsewhere", Options{Instance: instance}, []string{"no shape"}},
		"many":   {HTTPS, Options{Instance: instance, Name: "Ünd", Shards: 900, URL: "http://plain"}, []string{"is no name", "ShardCount", "RingsideUrl"}},
		"no URL": {HTTPS, Options{Instance: instance}, []string{"needs Ringside's address"}},
		"others": {Streams, Options{Instance: instance, URL: "https://x", IndexPrefix: "a"}, []string{"streams has no RingsideUrl", "streams has no IndexPrefix"}},
		"domain": {OpenSearch, Options{Instance: instance, Domain: "arn:aws:es:x:" + account + ":domain/logs"}, []string{"both ARN and endpoint"}},
		"other":  {Streams, Options{Instance: instance, VPCEndpoints: []string{"vpce-11111111", "vpc-22222222"}}, []string{"VpcEndpointIds"}},
		"reader": {Streams, Options{Instance: instance, ReaderRole: "a", ReaderPrincipal: "b"}, []string{"not both"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := Parameters(test.shape, test.o)
			for _, want := range test.want {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("got %v, want %q", err, want)
				}
			}
		})
	}
}

// What is left at its default is the template's.
func TestParametersGiveOnlyWhatWasSaid(t *testing.T) {
	got, err := Parameters(Streams, Options{Instance: instance, Shards: 3, LeastBackup: true})
	if d := cmp.Diff(got, map[string]string{"InstanceArn": instance, "ShardCount": "3", "Backup": "none"}); d != "" || err != nil {
		t.Errorf("%v -is +wanted:\n%s", err, d)
	}
}

// A role takes 10,240 characters of policies of its own, white space aside (IAM and STS quotas, read 2026-11-23).
func TestOperatorPolicyNamesEachResourceAndFits(t *testing.T) {
	each(t, func(t *testing.T, s Shape, o Options, r *resolved) {
		text, err := OperatorPolicy(s, o)
		if err != nil {
			t.Fatal(err)
		}
		var p policy
		if err := json.Unmarshal(text, &p); err != nil {
			t.Fatal(err)
		}
		if n := len(strings.Join(strings.Fields(string(text)), "")); n > 10_240 {
			t.Errorf("%d characters", n)
		}
		named := map[string]bool{}
		for _, c := range p.Statement {
			for _, arn := range c.Resource {
				named[arn] = true
			}
		}
		for _, name := range r.made() {
			if kinds[r.Resources[name].Type].arn != "" && !named[r.arn(name)] {
				t.Errorf("%s is not named: %v", r.arn(name), slices.Sorted(maps.Keys(named)))
			}
		}
		if !named[o.Instance] {
			t.Error("the instance is not named")
		}
	})
}

// Sources: AWS CloudFormation User Guide, "Understand CloudFormation quotas" (a template in a request); IAM User Guide, "IAM and AWS STS
// quotas" (white space aside).
func TestWhatIsMadeFitsTheQuotas(t *testing.T) {
	for _, s := range Shapes() {
		if n := len(Text(s)); n > 51_200 {
			t.Errorf("the template of %s has %d bytes", s, n)
		}
	}
	size := func(document any) int {
		text, err := json.Marshal(document)
		if err != nil {
			t.Fatal(err)
		}
		return len(text)
	}
	each(t, func(t *testing.T, _ Shape, _ Options, r *resolved) {
		for _, name := range r.made() {
			p := r.properties(name)
			switch r.Resources[name].Type {
			case "AWS::IAM::ManagedPolicy":
				if n := size(p["PolicyDocument"]); n > 6_144 {
					t.Errorf("%s has %d characters", name, n)
				}
			case "AWS::IAM::Role":
				if trust, own := size(p["AssumeRolePolicyDocument"]), size(p["Policies"]); trust > 2_048 || own > 10_240 {
					t.Errorf("%s trusts in %d characters, and may do things in %d", name, trust, own)
				}
			}
		}
	})
}

func TestCostAddsUpWhatIsKnownAndSaysWhatIsNot(t *testing.T) {
	o := Options{Instance: strings.ReplaceAll(instance, "ap-northeast-2", "us-east-1")}
	prices := Prices{Region: "us-east-1", USD: map[string]float64{"kinesis_shard_hour": 0.5}}
	e, err := Cost(Streams, o, Load{}, prices)
	if err != nil || *e.Total != 2*730*0.5 || e.Complete || len(e.Lines) < 4 {
		t.Errorf("%+v, %v", e, err)
	}
	prices.Region = "eu-west-2"
	if e, err = Cost(Streams, o, Load{}, prices); err != nil || e.Total != nil || e.Complete || e.Source != "" {
		t.Errorf("with prices of another Region: %+v, %v", e, err)
	}
	more, err := Cost(Streams, o, Load{ContactsPerDay: 2000}, KnownPrices())
	less, err2 := Cost(Streams, o, Load{}, KnownPrices())
	if err != nil || err2 != nil || *more.Total <= *less.Total || *less.Total == 0 || !less.Complete {
		t.Errorf("%+v, %+v, %v, %v", more, less, err, err2)
	}
}
