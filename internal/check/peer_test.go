package check_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	watched "github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	eventtypes "github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	awskinesis "github.com/aws/aws-sdk-go-v2/service/kinesis"
	kinesistypes "github.com/aws/aws-sdk-go-v2/service/kinesis/types"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	awssqs "github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/smithy-go/encoding/cbor"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/time/rate"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/check"
	"github.com/ringside/ringside/internal/sim"
	"github.com/ringside/ringside/internal/sim/connectapi"
	"github.com/ringside/ringside/internal/sso/setup/localemutest"
	"github.com/ringside/ringside/internal/sso/setup/mototest"
)

const (
	region   = "us-east-1"
	account  = mototest.Account
	instance = "arn:aws:connect:" + region + ":" + account + ":instance/5f3c2a10-7b6d-4e8f-9a1b-0c2d3e4f5a6b"
	stream   = "arn:aws:kinesis:" + region + ":" + account + ":stream/"
	whole    = `{"source":["aws.connect"],"detail-type":["Amazon Connect Contact Event"]}`
)

// emptyCentre is an instance in which nothing goes on.
type emptyCentre struct{}

func (emptyCentre) Directory() sim.Directory {
	return sim.Directory{InstanceARN: instance, Alias: "small"}
}

func (emptyCentre) At(at time.Time) sim.Scene { return sim.Scene{At: at} }

// haste is a clock by which quotas refill at each question, and signatures stay valid for longer than the test asks.
type haste struct{ asked atomic.Int64 }

func (h *haste) now() time.Time {
	return time.Now().Add(time.Duration(h.asked.Add(1)) * 250 * time.Millisecond)
}

// fakeAWS is AWS at one address: EventBridge, SQS and CloudWatch are localemu's, Amazon Connect is ours, all else is moto's. A question can be denied.
type fakeAWS struct {
	events, rest, connect http.Handler

	mu     sync.Mutex // guards what follows
	denied string     // such as kinesis:DescribeStreamSummary
	asked  []string
}

func (a *fakeAWS) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_, after, _ := strings.Cut(r.Header.Get("Authorization"), "Credential=")
	scope := strings.Split(after, "/") // key, day, Region, service
	service := ""
	if len(scope) > 3 {
		service = scope[3]
	}
	_, operation, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	switch {
	case service == "connect" && strings.HasSuffix(r.URL.Path, "/storage-configs"):
		operation = "ListInstanceStorageConfigs"
	case service == "connect":
		operation = "DescribeInstance"
	case service == "sts":
		operation = "GetCallerIdentity"
	case service == "monitoring": // as CloudWatch is called where requests are signed
		service, operation = "cloudwatch", path.Base(r.URL.Path)
	}
	a.mu.Lock()
	a.asked = append(a.asked, service+":"+operation)
	denied := a.denied == service+":"+operation
	a.mu.Unlock()
	if denied && service == "sts" { // which speaks XML
		w.WriteHeader(http.StatusForbidden)
		_, _ = w.Write([]byte("<ErrorResponse><Error><Code>AccessDenied</Code><Message>not authorized</Message></Error></ErrorResponse>"))
		return
	}
	if denied && service == "cloudwatch" { // which speaks CBOR
		w.Header().Set("Smithy-Protocol", "rpc-v2-cbor")
		w.Header().Set("Content-Type", "application/cbor")
		w.WriteHeader(http.StatusForbidden)
		_, _ = w.Write(cbor.Encode(cbor.Map{"__type": cbor.String("com.amazonaws.cloudwatch#AccessDeniedException"), "message": cbor.String("not authorized to perform: " + a.denied)}))
		return
	}
	if denied {
		w.Header().Set("X-Amzn-Errortype", "AccessDeniedException")
		w.WriteHeader(http.StatusForbidden)
		_ = json.NewEncoder(w).Encode(map[string]string{"__type": "AccessDeniedException", "message": "not authorized to perform: " + a.denied})
		return
	}
	switch service {
	case "events", "sqs", "cloudwatch":
		a.events.ServeHTTP(w, r)
	case "connect":
		a.connect.ServeHTTP(w, r)
	default:
		a.rest.ServeHTTP(w, r)
	}
}

func (a *fakeAWS) deny(operation string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.denied, a.asked = operation, nil
}

// questions are those that were asked since.
func (a *fakeAWS) questions() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	all := slices.Clone(a.asked)
	slices.Sort(all)
	return slices.Compact(all)
}

// centre is a set-up that is being built.
type centre struct {
	t       *testing.T
	aws     *fakeAWS
	access  awsaccess.Access
	doctor  *check.Doctor
	events  *eventbridge.Client
	sqs     *awssqs.Client
	kinesis *awskinesis.Client
	connect *awsconnect.Client
	keys    *kms.Client
	watch   *cloudwatch.Client
	queue   string
	key     string // of the encrypted stream
}

func begin(t *testing.T) *centre {
	t.Helper()
	local, moto := localemutest.Start(t), mototest.Start(t)
	proxy := func(to *url.URL) http.Handler {
		return &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(to); r.Out.Host = r.In.Host }}
	}
	a := &fakeAWS{
		events: proxy(local), rest: proxy(moto),
		connect: connectapi.New(connectapi.Options{Centre: emptyCentre{}, Key: account, Secret: "secret", Wall: (&haste{}).now}),
	}
	server := httptest.NewServer(a)
	t.Cleanup(server.Close)
	access := awsaccess.Access{Region: region, Endpoint: server.URL, Key: account, Secret: "secret"}
	settings, err := access.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c := &centre{
		t: t, aws: a, access: access, events: eventbridge.NewFromConfig(settings), sqs: awssqs.NewFromConfig(settings), kinesis: awskinesis.NewFromConfig(settings),
		keys: kms.NewFromConfig(settings), watch: cloudwatch.NewFromConfig(settings),
	}
	if c.connect, err = amazonconnect.Dial(t.Context(), access); err != nil {
		t.Fatal(err)
	}
	c.queue = server.URL + "/" + account + "/contact-events"
	c.doctor = &check.Doctor{
		Set: check.Set{Instances: []string{instance}, Streams: []string{"contact-records", "agent-events"}, Queues: []string{c.queue}}, Access: access, Connect: access,
		Budget: func(string) *rate.Limiter { return rate.NewLimiter(rate.Inf, 1) },
		Own:    func(context.Context) *check.Own { return &check.Own{} },
	}
	return c
}

// must ends the test when something of the set-up fails.
func (c *centre) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

// look is what the doctor finds, by severity.
func (c *centre) look() check.Report {
	c.t.Helper()
	r, err := c.doctor.Run(c.t.Context())
	c.must(err)
	for _, f := range r.Findings {
		if f.Code != check.ArrivalsNotKnown && f.Code != check.NothingAsked && len(f.Evidence) == 0 {
			c.t.Errorf("%s rests on nothing", f.Code)
		}
		if f.Severity == check.Wrong && f.Fix == "" {
			c.t.Errorf("%s says not what to do", f.Code)
		}
	}
	return r
}

func codes(r check.Report, of check.Severity) []check.Code {
	all := []check.Code{}
	for _, f := range r.Findings {
		if f.Severity == of {
			all = append(all, f.Code)
		}
	}
	slices.Sort(all)
	return all
}

func (c *centre) stream(name string) {
	_, err := c.kinesis.CreateStream(c.t.Context(), &awskinesis.CreateStreamInput{StreamName: &name, ShardCount: aws.Int32(1)})
	c.must(err)
	c.must(awskinesis.NewStreamExistsWaiter(c.kinesis).Wait(c.t.Context(), &awskinesis.DescribeStreamInput{StreamName: &name}, time.Minute))
}

func (c *centre) send(of types.InstanceStorageResourceType, config types.InstanceStorageConfig) {
	_, err := c.connect.AssociateInstanceStorageConfig(c.t.Context(), &awsconnect.AssociateInstanceStorageConfigInput{
		InstanceId: aws.String(instance[strings.LastIndexByte(instance, '/')+1:]), ResourceType: of, StorageConfig: &config,
	})
	c.must(err)
}

func toStream(name string) types.InstanceStorageConfig {
	return types.InstanceStorageConfig{
		StorageType: types.StorageTypeKinesisStream, KinesisStreamConfig: &types.KinesisStreamConfig{StreamArn: aws.String(stream + name)},
	}
}

func (c *centre) setQueue(attribute, value string) {
	_, err := c.sqs.SetQueueAttributes(c.t.Context(), &awssqs.SetQueueAttributesInput{QueueUrl: &c.queue, Attributes: map[string]string{attribute: value}})
	c.must(err)
}

func (c *centre) rule(pattern string) {
	_, err := c.events.PutRule(c.t.Context(), &eventbridge.PutRuleInput{Name: aws.String("contact-events"), EventPattern: &pattern})
	c.must(err)
}

const (
	queueARN = "arn:aws:sqs:" + region + ":" + account + ":contact-events"
	letters  = "dead-letters"
)

// The set-up as it is built, step by step, with what is wrong before the first, and after each.
func TestASetUpIsBuiltAndNamedAtEachStep(t *testing.T) {
	c := begin(t)
	steps := []struct {
		name string
		make func()
		want []check.Code
	}{
		{"nothing", func() {}, []check.Code{check.AgentsNowhere, check.RecordsNowhere, check.QueueMissing, check.StreamMissing, check.StreamMissing}},
		{"a stream", func() { c.stream("contact-records") }, []check.Code{check.AgentsNowhere, check.RecordsNowhere, check.QueueMissing, check.StreamMissing}},
		{"another", func() { c.stream("agent-events") }, []check.Code{check.AgentsNowhere, check.RecordsNowhere, check.QueueMissing}},
		{"contact records", func() { c.send(types.InstanceStorageResourceTypeContactTraceRecords, toStream("contact-records")) }, []check.Code{check.AgentsNowhere, check.QueueMissing}},
		{"agent events", func() { c.send(types.InstanceStorageResourceTypeAgentEvents, toStream("agent-events")) }, []check.Code{check.QueueMissing}},
		{"a queue", func() {
			_, err := c.sqs.CreateQueue(t.Context(), &awssqs.CreateQueueInput{QueueName: aws.String("contact-events")})
			c.must(err)
			_, err = c.sqs.CreateQueue(t.Context(), &awssqs.CreateQueueInput{QueueName: aws.String(letters)})
			c.must(err)
			c.setQueue("RedrivePolicy", `{"deadLetterTargetArn":"arn:aws:sqs:`+region+":"+account+":"+letters+`","maxReceiveCount":5}`)
		}, []check.Code{check.RuleNone}},
		{"a rule", func() { c.rule(whole) }, []check.Code{check.RuleNone}},
		{"its target", func() {
			_, err := c.events.PutTargets(t.Context(), &eventbridge.PutTargetsInput{Rule: aws.String("contact-events"), Targets: []eventtypes.Target{{
				Id: aws.String("queue"), Arn: aws.String(queueARN), DeadLetterConfig: &eventtypes.DeadLetterConfig{Arn: aws.String("arn:aws:sqs:" + region + ":" + account + ":" + letters)},
			}}})
			c.must(err)
		}, []check.Code{check.QueueClosed}},
		{"the queue's policy", func() {
			c.setQueue("Policy", `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"`+
				queueARN+`","Condition":{"ArnEquals":{"aws:SourceArn":"arn:aws:events:`+region+":"+account+`:rule/contact-events"}}}]}`)
		}, []check.Code{}},
		{"a pattern in other letters", func() { c.rule(`{"source":["aws.connect"],"detail":{"EventType":["QUEUED"]}}`) }, []check.Code{check.RulePattern}},
		{"a pattern of some", func() { c.rule(`{"source":["aws.connect"],"detail":{"eventType":["QUEUED"]}}`) }, []check.Code{}},
		{"the rule off", func() {
			c.rule(whole)
			_, err := c.events.DisableRule(t.Context(), &eventbridge.DisableRuleInput{Name: aws.String("contact-events")})
			c.must(err)
		}, []check.Code{check.RuleOff}},
		{"the rule on, and a dead letter", func() {
			_, err := c.events.EnableRule(t.Context(), &eventbridge.EnableRuleInput{Name: aws.String("contact-events")})
			c.must(err)
			to := strings.Replace(c.queue, "contact-events", letters, 1)
			_, err = c.sqs.SendMessage(t.Context(), &awssqs.SendMessageInput{QueueUrl: &to, MessageBody: aws.String("{}")})
			c.must(err)
		}, []check.Code{check.DeadLetters}},
		{"a stream with a key that the instance does not know", func() { c.encrypt("contact-records") }, []check.Code{check.DeadLetters, check.KeyNotKnown}},
	}
	for _, step := range steps {
		step.make()
		r := c.look()
		slices.Sort(step.want)
		if diff := cmp.Diff(step.want, codes(r, check.Wrong)); diff != "" {
			t.Fatalf("after %s (- want, + got):\n%s\n%+v", step.name, diff, r.Findings)
		}
		if unknown := codes(r, check.CannotTell); len(unknown) > 0 {
			t.Errorf("after %s: %+v", step.name, r.Findings)
		}
		if r.Seconds > 10 {
			t.Errorf("%s: %f s", step.name, r.Seconds)
		}
	}
	c.known()
	if got := codes(c.look(), check.Wrong); !slices.Equal(got, []check.Code{check.DeadLetters}) {
		t.Errorf("with a key that the instance knows: %v", got)
	}
	c.aged()
	c.denied()
}

// aged lets somebody read a stream late. CloudWatch speaks of it where no server is asked, and of nothing that nobody has read.
func (c *centre) aged() {
	own := c.doctor.Own
	c.doctor.Own = nil
	if got := codes(c.look(), check.Warning); slices.Contains(got, check.AgeBehind) {
		c.t.Errorf("nobody has read, and the findings are %v", got)
	}
	_, err := c.watch.PutMetricData(c.t.Context(), &cloudwatch.PutMetricDataInput{Namespace: aws.String("AWS/Kinesis"), MetricData: []watched.MetricDatum{{
		MetricName: aws.String("GetRecords.IteratorAgeMilliseconds"), Value: aws.Float64(120_000), Unit: watched.StandardUnitMilliseconds, Timestamp: aws.Time(time.Now().Add(-2 * time.Minute)),
		Dimensions: []watched.Dimension{{Name: aws.String("StreamName"), Value: aws.String("agent-events")}},
	}}})
	c.must(err)
	r := c.look()
	if got := slices.IndexFunc(r.Findings, func(f check.Finding) bool {
		return f.Code == check.AgeBehind && f.About == stream+"agent-events" && f.Seen == "2m0s"
	}); got < 0 {
		c.t.Errorf("somebody reads two minutes late, and the findings are %+v", r.Findings)
	}
	c.doctor.Own = own
}

// encrypt gives a stream a key of the account.
func (c *centre) encrypt(name string) {
	made, err := c.keys.CreateKey(c.t.Context(), &kms.CreateKeyInput{})
	c.must(err)
	c.key = *made.KeyMetadata.Arn
	_, err = c.kinesis.StartStreamEncryption(c.t.Context(), &awskinesis.StartStreamEncryptionInput{
		StreamName: &name, KeyId: &c.key, EncryptionType: kinesistypes.EncryptionTypeKms,
	})
	c.must(err)
}

// known makes the instance use that key for recordings.
func (c *centre) known() {
	c.send(types.InstanceStorageResourceTypeCallRecordings, types.InstanceStorageConfig{StorageType: types.StorageTypeS3, S3Config: &types.S3Config{
		BucketName: aws.String("recordings"), BucketPrefix: aws.String("connect"),
		EncryptionConfig: &types.EncryptionConfig{EncryptionType: types.EncryptionTypeKms, KeyId: &c.key},
	}})
}

// denied denies one question after the other: it is named with the permission, and nothing is found wrong that was not before.
func (c *centre) denied() {
	c.aws.deny("")
	c.look()
	questions := c.aws.questions()
	if len(questions) < 10 {
		c.t.Errorf("only %v were asked", questions)
	}
	for _, question := range questions {
		c.aws.deny(question)
		r := c.look()
		named := slices.ContainsFunc(r.Findings, func(f check.Finding) bool {
			action := strings.Replace(question, "sqs:GetQueueUrl", "sqs:GetQueueAttributes", 1)
			return f.Code == check.NotAllowed && strings.Contains(f.Fix, action)
		})
		if !named {
			c.t.Errorf("%s is denied, and the findings are %+v", question, r.Findings)
		}
		for _, code := range codes(r, check.Wrong) {
			if code != check.DeadLetters {
				c.t.Errorf("%s is denied, and %s is found", question, code)
			}
		}
	}
}
