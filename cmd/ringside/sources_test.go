package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	awskinesis "github.com/aws/aws-sdk-go-v2/service/kinesis"
	kinesistypes "github.com/aws/aws-sdk-go-v2/service/kinesis/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"
	awssqs "github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/ringside/ringside/internal/api"
	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/ingest/archive"
	"github.com/ringside/ringside/internal/ingest/kinesis"
	"github.com/ringside/ringside/internal/ingest/sqs"
	"github.com/ringside/ringside/internal/sso/setup/mototest"
	"github.com/ringside/ringside/internal/store"
)

// atMoto is an account at moto with a stream, a queue and a bucket that sends word of new objects to the queue.
type atMoto struct {
	t       *testing.T
	address string
	kinesis *awskinesis.Client
	sqs     *awssqs.Client
	s3      *s3.Client
	queue   string // its URL
}

const testBucket = "connect-archive"

func newAtMoto(t *testing.T) *atMoto {
	t.Helper()
	address := mototest.Start(t).String()
	for name, value := range map[string]string{"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_EC2_METADATA_DISABLED": "true"} {
		t.Setenv(name, value)
	}
	m, access := &atMoto{t: t, address: address}, awsaccess.Access{Region: "eu-west-2", Endpoint: address}
	var err error
	if m.kinesis, err = kinesis.Dial(t.Context(), access); err == nil {
		m.sqs, err = sqs.Dial(t.Context(), access)
	}
	if err == nil {
		m.s3, err = archive.Dial(t.Context(), access)
	}
	if err != nil {
		t.Fatal(err)
	}
	m.must(m.kinesis.CreateStream(t.Context(), &awskinesis.CreateStreamInput{StreamName: aws.String("connect"), ShardCount: aws.Int32(2)}))
	queue, err := m.sqs.CreateQueue(t.Context(), &awssqs.CreateQueueInput{QueueName: aws.String("connect-events")})
	if err != nil {
		t.Fatal(err)
	}
	m.queue = aws.ToString(queue.QueueUrl)
	m.must(m.s3.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: aws.String(testBucket), CreateBucketConfiguration: &s3types.CreateBucketConfiguration{
		LocationConstraint: "eu-west-2",
	}}))
	return m
}

// must takes what a client answers.
func (m *atMoto) must(_ any, err error) {
	m.t.Helper()
	if err != nil {
		m.t.Fatal(err)
	}
}

// notify has the bucket send word of new objects to the queue.
func (m *atMoto) notify() {
	m.t.Helper()
	m.must(m.s3.PutBucketNotificationConfiguration(m.t.Context(), &s3.PutBucketNotificationConfigurationInput{
		Bucket: aws.String(testBucket), NotificationConfiguration: &s3types.NotificationConfiguration{QueueConfigurations: []s3types.QueueConfiguration{{
			QueueArn: aws.String("arn:aws:sqs:eu-west-2:" + mototest.Account + ":connect-events"), Events: []s3types.Event{"s3:ObjectCreated:*"},
		}}},
	}))
}

// deliver puts records into the stream.
func (m *atMoto) deliver(records ...string) {
	m.t.Helper()
	in := &awskinesis.PutRecordsInput{StreamName: aws.String("connect")}
	for i, r := range records {
		in.Records = append(in.Records, kinesistypes.PutRecordsRequestEntry{Data: []byte(r), PartitionKey: aws.String(fmt.Sprint(i))})
	}
	m.must(m.kinesis.PutRecords(m.t.Context(), in))
}

// archive puts records into an object, as Firehose does: one behind another.
func (m *atMoto) archive(key string, records ...string) {
	m.t.Helper()
	text := []byte(strings.Join(records, ""))
	if strings.HasSuffix(key, ".gz") {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		m.must(w.Write(text))
		if err := w.Close(); err != nil {
			m.t.Fatal(err)
		}
		text = b.Bytes()
	}
	m.must(m.s3.PutObject(m.t.Context(), &s3.PutObjectInput{Bucket: aws.String(testBucket), Key: aws.String(key), Body: bytes.NewReader(text)}))
}

// flags of serve that read all of it.
func (m *atMoto) flags() []string {
	return []string{"--aws-region", "eu-west-2", "--aws-endpoint", m.address, "--kinesis-stream", "connect", "--sqs-queue", m.queue}
}

// waiting is how many messages are in the queue.
func (m *atMoto) waiting() string {
	m.t.Helper()
	out, err := m.sqs.GetQueueAttributes(m.t.Context(), &awssqs.GetQueueAttributesInput{QueueUrl: aws.String(m.queue), AttributeNames: []sqstypes.QueueAttributeName{"All"}})
	if err != nil {
		m.t.Fatal(err)
	}
	return out.Attributes["ApproximateNumberOfMessages"] + "+" + out.Attributes["ApproximateNumberOfMessagesNotVisible"]
}

// delivered is what became of a source's records, of all kinds.
func (s *server) delivered(source string) (sum store.Outcome) {
	s.t.Helper()
	var status struct {
		Sources []struct {
			Source string `json:"source"`
			store.Outcome
		} `json:"sources"`
	}
	s.get("/api/v1/ingest/status", &status)
	for _, of := range status.Sources {
		if of.Source == source {
			sum = sum.Add(of.Outcome)
		}
	}
	return sum
}

// await waits until something is so.
func (s *server) await(what string, is func() bool) {
	s.t.Helper()
	if !until(patience, is) {
		s.t.Fatalf("in vain: %s\n%s", what, s.logs)
	}
}

// wantReading looks at what is told of a stream and a queue that are read.
func (s *server) wantReading() {
	s.t.Helper()
	var status struct {
		Streams []api.StreamStatus `json:"streams"`
		Queues  []api.QueueStatus  `json:"queues"`
	}
	s.get("/api/v1/ingest/status", &status)
	if len(status.Streams) != 1 || len(status.Queues) != 1 {
		s.t.Fatalf("told of %+v", status)
	}
	stream, queue := status.Streams[0], status.Queues[0]
	var records int64
	for _, shard := range stream.Shards {
		if records += shard.Records; shard.Checkpoint == "" || shard.LastRecord == nil || shard.Answered == nil || shard.Problem != "" {
			s.t.Errorf("shard %+v", shard)
		}
	}
	if records != 200 || stream.Stream != "connect" || stream.KeptSeconds == nil || *stream.KeptSeconds != 24*3600 || stream.BehindSeconds == nil {
		s.t.Errorf("%d records, stream %+v", records, stream)
	}
	if queue.Stored < 16 || queue.Objects != 1 || queue.KeptSeconds == nil || queue.DeadLetters != "" || queue.Problem != "" {
		s.t.Errorf("queue %+v", queue)
	}
}

func testContact(n int) string {
	return fmt.Sprintf(`{"AWSContactTraceRecordFormatVersion":"2017-03-10","ContactId":"%08x-1111-4222-8333-444444444444",`+
		`"InstanceARN":"arn:aws:connect:eu-west-2:111122223333:instance/aaaaaaaa-1111-4222-8333-444444444444","Channel":"VOICE",`+
		`"InitiationMethod":"INBOUND","InitiationTimestamp":"2026-03-02T09:14:05Z","LastUpdateTimestamp":"2026-03-02T10:00:00Z"}`, n)
}

func testContacts(from, to int) (all []string) {
	for n := from; n < to; n++ {
		all = append(all, testContact(n))
	}
	return all
}

func testEvent(n int) string {
	return fmt.Sprintf(`{"version":"0","id":"%08x-2222-4222-8333-444444444444","detail-type":"Amazon Connect Contact Event","source":"aws.connect",`+
		`"account":"111122223333","time":"2026-03-02T09:14:05Z","region":"eu-west-2","resources":[],"detail":{"eventType":"INITIATED",`+
		`"contactId":"%08x-1111-4222-8333-444444444444","channel":"VOICE","instanceArn":"arn:aws:connect:eu-west-2:111122223333:instance/aaaaaaaa-1111-4222-8333-444444444444",`+
		`"initiationMethod":"INBOUND","initiationTimestamp":"2026-03-02T09:14:05Z"}}`, n, n)
}

// Whatever reads is killed in the middle: nothing is lost, and nothing is counted twice.
func TestServeReadsAStreamAQueueAndABucket(t *testing.T) {
	m := newAtMoto(t)
	m.notify()
	data := t.TempDir()
	m.deliver(testContacts(0, 200)...)
	m.archive("ctr/2026/03/02/09/connect-1-2026-03-02-09-15-00-abc.gz", testContacts(200, 260)...)
	for n := range 15 {
		m.must(m.sqs.SendMessage(t.Context(), &awssqs.SendMessageInput{QueueUrl: aws.String(m.queue), MessageBody: aws.String(testEvent(n))}))
	}
	s := startServer(t, data, m.flags()...)
	s.await("200 contacts of the stream", func() bool { return s.delivered("kinesis").Stored == 200 })
	s.await("events of the queue", func() bool { return s.delivered("sqs").Stored == 15 })
	s.await("the object of which word came", func() bool { return s.delivered("import").Stored == 60 })
	s.await("an empty queue", func() bool { return m.waiting() == "0+0" })
	s.wantReading()
	m.deliver(testContacts(300, 600)...)
	s.kill()
	m.deliver(testContacts(600, 700)...)
	m.archive("ctr/2026/03/02/10/connect-1-2026-03-02-10-15-00-abc", testContacts(260, 280)...)
	s = startServer(t, data, m.flags()...)
	s.await("600 contacts of the stream", func() bool { return s.delivered("kinesis").Stored == 600 })
	s.await("the second object", func() bool { return s.delivered("import").Stored == 80 })
	if got := s.delivered("kinesis"); got.Quarantined+got.Updated+got.Older != 0 {
		t.Errorf("of the stream: %+v", got)
	}
	// An object that is damaged is read as far as it goes, is not asked for for ever, and is in quarantine.
	m.archive("ctr/2026/03/02/11/broken.gz", "no text at all")
	m.must(m.s3.PutObject(t.Context(), &s3.PutObjectInput{
		Bucket: aws.String(testBucket), Key: aws.String("ctr/2026/03/02/11/cut.gz"), Body: bytes.NewReader([]byte{0x1f, 0x8b, 0x08, 0, 0, 0, 0}),
	}))
	s.await("the damaged object in quarantine", func() bool { return s.delivered("sqs").Quarantined == 1 })
	s.await("an empty queue", func() bool { return m.waiting() == "0+0" })
	if err := s.stop(); err != nil {
		t.Errorf("stop: %v\n%s", err, s.logs)
	}
}

func TestImportOfABucket(t *testing.T) {
	m := newAtMoto(t)
	for day := 1; day <= 5; day++ {
		for hour := range 3 {
			n := 100*day + 10*hour
			m.archive(fmt.Sprintf("ctr/2026/03/%02d/%02d/connect-1-2026-03-%02d-%02d-30-00-abc.gz", day, hour, day, hour), testContacts(n, n+10)...)
		}
	}
	failed, err := json.Marshal(map[string]any{"attemptsMade": 4, "errorCode": "HttpEndpoint.ConnectionReset", "rawData": []byte(testContact(1))})
	if err != nil {
		t.Fatal(err)
	}
	m.archive("failed/http-endpoint-failed/2026/03/02/09/connect-1-2026-03-02-09-15-00-abc", string(failed))
	data := t.TempDir()
	common := []string{"--data", data, "--aws-region", "eu-west-2", "--aws-endpoint", m.address, "--format", "json", "--zone", "UTC"}
	for _, test := range []struct {
		path []string
		want store.Outcome
	}{
		{[]string{"s3://" + testBucket + "/ctr/", "--from", "2026-03-02", "--to", "2026-03-04"}, store.Outcome{Read: 60, Stored: 60}},
		{[]string{"s3://" + testBucket + "/ctr/"}, store.Outcome{Read: 150, Stored: 90, Duplicates: 60}},
		{[]string{"s3://" + testBucket + "/failed/"}, store.Outcome{Read: 1, Stored: 1}},
	} {
		out, errs, code := ringside(t, append(append([]string{"import"}, test.path...), common...)...)
		var got store.Outcome
		if err := json.Unmarshal([]byte(out), &got); err != nil || code != 0 || got != test.want {
			t.Errorf("%v: exit %d, %+v, want %+v: %s", test.path, code, got, test.want, errs)
		}
	}
	for _, args := range [][]string{
		{"s3://nobody-has-this/"},
		{"s3://" + testBucket + "/nothing/"},
		{"s3:///x"},
		{"s3://" + testBucket + "/ctr/", "--from", "yesterday"},
		{"s3://" + testBucket + "/ctr/", "--from", "2026-03-04", "--to", "2026-03-02"},
	} {
		if _, errs, code := ringside(t, append(append([]string{"import"}, args...), common...)...); code == 0 || errs == "" {
			t.Errorf("%v: exit %d, %s", args, code, errs)
		}
	}
	s := startServer(t, t.TempDir())
	out, errs, code := ringside(t, "import", "s3://"+testBucket+"/ctr/", "--server", s.url, "--token", testKey, "--aws-region", "eu-west-2",
		"--aws-endpoint", m.address, "--format", "json", "--zone", "UTC")
	var got store.Outcome
	if err := json.Unmarshal([]byte(out), &got); err != nil || code != 0 || got != (store.Outcome{Read: 150, Stored: 150}) {
		t.Errorf("through a server: exit %d, %+v: %s", code, got, errs)
	}
}
