package stack_test

import (
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"golang.org/x/time/rate"

	"github.com/ringside/ringside/internal/amazonconnect"
	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/sim"
	"github.com/ringside/ringside/internal/sim/connectapi"
	"github.com/ringside/ringside/internal/sso/setup/localemutest"
	"github.com/ringside/ringside/internal/stack"
	"github.com/ringside/ringside/internal/stack/stacktest"
	"github.com/ringside/ringside/internal/stack/template"
)

const (
	home     = "eu-west-2"
	account  = "111122223333"
	secret   = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" //nolint:gosec // Amazon's own example
	instance = "arn:aws:connect:" + home + ":" + account + ":instance/5f3c2a10-7b6d-4e8f-9a1b-0c2d3e4f5a6b"
)

// centre is an instance about which only its settings matter.
type centre struct{}

func (centre) Directory() sim.Directory { return sim.Directory{InstanceARN: instance, Alias: "small"} }

func (centre) At(at time.Time) sim.Scene { return sim.Scene{At: at} }

// hurry is a wall clock by which quotas refill between two requests, within the five minutes that a signature may be off.
func hurry() func() time.Time {
	var mu sync.Mutex
	ahead := -4 * time.Minute
	return func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		ahead = min(ahead+100*time.Millisecond, 4*time.Minute)
		return time.Now().Add(ahead)
	}
}

// amazon is an account: localemu, and the simulated Amazon Connect beside it.
type amazon struct {
	*stack.Clients
	access  awsaccess.Access
	server  string // localemu's address
	storage *connectapi.Storage
}

func newAmazon(t *testing.T) *amazon {
	t.Helper()
	return newAmazonBehind(t, func(string) stacktest.Verdict { return stacktest.Pass })
}

// newAmazonBehind is an account whose calls are judged on the way.
func newAmazonBehind(t *testing.T, judge func(operation string) stacktest.Verdict) *amazon {
	t.Helper()
	a := &amazon{access: awsaccess.Access{Region: home, Key: account, Secret: secret}, server: localemutest.Start(t).String(), storage: &connectapi.Storage{}}
	connect := httptest.NewServer(connectapi.New(connectapi.Options{Centre: centre{}, Key: account, Secret: secret, Storage: a.storage, Wall: hurry()}))
	t.Cleanup(connect.Close)
	t.Setenv("AWS_ENDPOINT_URL", stacktest.Gate(t, a.server, judge))
	t.Setenv("AWS_ENDPOINT_URL_CONNECT", stacktest.Gate(t, connect.URL, judge))
	var err error
	if a.Clients, err = stack.Dial(t.Context(), a.access); err != nil {
		t.Fatal(err)
	}
	a.Meter, a.Every = amazonconnect.NewMeter(rate.NewLimiter(rate.Inf, 1)), 50*time.Millisecond
	return a
}

// everything is what there is.
func (a *amazon) everything(t *testing.T) []string {
	t.Helper()
	return localemutest.Everything(t, a.server, account, home)
}

// streams are the names of the Kinesis streams, queues those of the queues.
func (a *amazon) resources(t *testing.T) (streams, queues []string) {
	t.Helper()
	settings, err := a.access.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s, err := kinesis.NewFromConfig(settings).ListStreams(t.Context(), &kinesis.ListStreamsInput{})
	if err != nil {
		t.Fatal(err)
	}
	q, err := sqs.NewFromConfig(settings).ListQueues(t.Context(), &sqs.ListQueuesInput{})
	if err != nil {
		t.Fatal(err)
	}
	for _, url := range q.QueueUrls {
		queues = append(queues, url[strings.LastIndexByte(url, '/')+1:])
	}
	slices.Sort(s.StreamNames)
	slices.Sort(queues)
	return s.StreamNames, queues
}

func (a *amazon) s3(t *testing.T) *s3.Client {
	t.Helper()
	access := a.access
	access.Endpoint = a.server // nobody judges what the test does
	settings, err := access.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return s3.NewFromConfig(settings, func(o *s3.Options) { o.UsePathStyle = true })
}

// record puts an object into the backup, and returns the name of its bucket.
func (a *amazon) record(t *testing.T) string {
	t.Helper()
	all := a.everything(t)
	at := slices.IndexFunc(all, func(one string) bool { return strings.HasPrefix(one, "bucket ringside-backupbucket") })
	if at < 0 {
		t.Fatalf("there is no bucket: %v", all)
	}
	bucket := strings.TrimPrefix(all[at], "bucket ")
	if _, err := a.s3(t).PutObject(t.Context(), &s3.PutObjectInput{Bucket: &bucket, Key: aws.String("contact-records/one"), Body: strings.NewReader("{}")}); err != nil {
		t.Fatal(err)
	}
	return bucket
}

func wish() stack.Wish { return stack.Wish{Options: template.Options{Instance: instance}} }

func actions(p *stack.Plan) string {
	var all []string
	for _, s := range p.Steps {
		all = append(all, string(s.Action)+" "+s.Kind)
	}
	return strings.Join(all, ", ")
}

// TestTheWholeWayOnLocalemu goes by what is there afterwards: that server says of some resources that they are made when they are not.
func TestTheWholeWayOnLocalemu(t *testing.T) {
	a := newAmazon(t)
	told := func(e stack.Event) { t.Log(e.Status, e.Kind, e.Subject, e.Type, e.Reason) }
	plan, err := a.Draw(t.Context(), wish())
	if err != nil {
		t.Fatal(err)
	}
	if got := actions(plan); got != "create stack, create target, create target" || len(plan.Changes) < 10 {
		t.Errorf("planned: %s, with %d changes", got, len(plan.Changes))
	}
	if there, err := a.Exists(t.Context(), "ringside"); err != nil || there {
		t.Errorf("a plan has made a stack: %v, %v", there, err)
	}
	left, err := a.Apply(t.Context(), wish(), plan.Digest, told)
	if err != nil {
		t.Fatal(err)
	}
	if !left.Settled() {
		t.Errorf("left: %s", actions(left))
	}
	streams, queues := a.resources(t)
	if !slices.Equal(streams, []string{"ringside-agent-events", "ringside-contact-records"}) || !slices.Equal(queues, []string{"ringside-contact-events", "ringside-contact-events-dead-letters"}) {
		t.Errorf("there are %v and %v", streams, queues)
	}
	const beside = "arn:aws:kinesis:" + home + ":" + account + ":stream/ringside-"
	if got := []string{a.storage.Target("CONTACT_TRACE_RECORDS"), a.storage.Target("AGENT_EVENTS")}; !slices.Equal(got, []string{beside + "contact-records", beside + "agent-events"}) {
		t.Errorf("the instance sends to %v", got)
	}
	again, err := a.Draw(t.Context(), wish())
	if err != nil || !again.Settled() || len(again.Changes) > 0 {
		t.Fatalf("a second plan is %s with %+v, %v", actions(again), again.Changes, err)
	}
	status, err := a.Inspect(t.Context(), "ringside")
	if err != nil || len(status.Findings) > 0 || len(status.Targets) != 2 {
		t.Errorf("status: %+v, %v", status, err)
	}
	bucket, buckets := a.record(t), a.s3(t)
	if err := a.Remove(t.Context(), "ringside", false, told); err != nil {
		t.Fatal(err)
	}
	if _, err := buckets.HeadBucket(t.Context(), &s3.HeadBucketInput{Bucket: &bucket}); err != nil {
		t.Errorf("the data are gone without being told to: %v", err)
	}
	if err := a.Remove(t.Context(), "ringside", true, told); err != nil {
		t.Fatal(err)
	}
	if _, err := buckets.HeadBucket(t.Context(), &s3.HeadBucketInput{Bucket: &bucket}); awsaccess.Code(err) != "NotFound" {
		t.Errorf("the bucket with the data is still there: %v", err)
	}
	if streams, queues := a.resources(t); len(streams)+len(queues) > 0 {
		t.Errorf("left behind are %v and %v", streams, queues)
	}
	if got := a.storage.Target("CONTACT_TRACE_RECORDS") + a.storage.Target("AGENT_EVENTS"); got != "" {
		t.Errorf("the instance still sends to %s", got)
	}
}
