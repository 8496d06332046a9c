package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	awskinesis "github.com/aws/aws-sdk-go-v2/service/kinesis"
	kinesistypes "github.com/aws/aws-sdk-go-v2/service/kinesis/types"

	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/ingest/kinesis"
	"github.com/ringside/ringside/internal/sim"
	"github.com/ringside/ringside/internal/sim/connectapi"
	"github.com/ringside/ringside/internal/sso/setup/localemutest"
)

// emptyAccount is one at localemu, with the simulated centre's Amazon Connect beside it.
type emptyAccount struct {
	t        testing.TB
	address  string
	connect  string // address of its Amazon Connect
	settings *connectapi.Storage
	kinesis  *awskinesis.Client
}

const (
	simulatedAccount = "111122223333" // of sim.InstanceARN; at localemu a key of twelve digits is an account
	simulatedRegion  = "ap-northeast-2"
)

func newEmptyAccount(t testing.TB) *emptyAccount {
	t.Helper()
	world, err := sim.NewWorld(sim.Options{Seed: 11, Agents: 20})
	if err != nil {
		t.Fatal(err)
	}
	a := &emptyAccount{t: t, settings: &connectapi.Storage{}, address: localemutest.Start(t).String()}
	connect := httptest.NewServer(connectapi.New(connectapi.Options{Centre: world.Floor(), Key: simulatedAccount, Secret: "secret", Storage: a.settings}))
	t.Cleanup(connect.Close)
	a.connect = connect.URL
	for name, value := range map[string]string{
		"AWS_ACCESS_KEY_ID": simulatedAccount, "AWS_SECRET_ACCESS_KEY": "secret", "AWS_EC2_METADATA_DISABLED": "true", "AWS_REGION": simulatedRegion,
		"AWS_ENDPOINT_URL": a.address, "AWS_ENDPOINT_URL_CONNECT": connect.URL,
	} {
		t.Setenv(name, value)
	}
	if a.kinesis, err = kinesis.Dial(t.Context(), awsaccess.Access{Region: simulatedRegion}); err != nil {
		t.Fatal(err)
	}
	return a
}

// record writes what the centre records to where its instance sends it.
func (a *emptyAccount) record(of string, lines [][]byte) {
	a.t.Helper()
	stream := a.settings.Target(of)
	for _, batch := range batches(lines, 200) {
		in := &awskinesis.PutRecordsInput{StreamARN: &stream}
		for _, line := range batch {
			in.Records = append(in.Records, kinesistypes.PutRecordsRequestEntry{Data: line, PartitionKey: aws.String("one")})
		}
		if out, err := a.kinesis.PutRecords(a.t.Context(), in); err != nil || aws.ToInt32(out.FailedRecordCount) > 0 {
			a.t.Fatalf("put %s into %s: %+v, %v", of, stream, out, err)
		}
	}
}

// happens sends contact events to the account's bus, as Amazon Connect does by itself.
func (a *emptyAccount) happens(events [][]byte) {
	a.t.Helper()
	type entry struct {
		Source, DetailType, Detail string
	}
	for _, batch := range batches(events, 10) {
		var entries []entry
		for _, event := range batch {
			var e struct {
				Source     string          `json:"source"`
				DetailType string          `json:"detail-type"`
				Detail     json.RawMessage `json:"detail"`
			}
			if err := json.Unmarshal(event, &e); err != nil {
				a.t.Fatal(err)
			}
			entries = append(entries, entry{e.Source, e.DetailType, string(e.Detail)})
		}
		body, err := json.Marshal(map[string]any{"Entries": entries})
		if err != nil {
			a.t.Fatal(err)
		}
		r, err := http.NewRequestWithContext(a.t.Context(), http.MethodPost, a.address, bytes.NewReader(body))
		if err != nil {
			a.t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-amz-json-1.1")
		r.Header.Set("X-Amz-Target", "AWSEvents.PutEvents")
		r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential="+simulatedAccount+"/20261123/"+simulatedRegion+"/events/aws4_request, SignedHeaders=host, Signature=0")
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			a.t.Fatal(err)
		}
		_ = answer.Body.Close()
		if answer.StatusCode != http.StatusOK {
			a.t.Fatal(answer.Status)
		}
	}
}

// TestFromAnEmptyAccountToTheFirstFigure goes the whole way of shape streams: two commands, and no step by hand between them.
func TestFromAnEmptyAccountToTheFirstFigure(t *testing.T) {
	a, history := newEmptyAccount(t), simulate(t, 1)
	flags := []string{"--instance", sim.InstanceARN}
	out, stderr, code := ringside(t, append([]string{"aws", "plan"}, flags...)...)
	for _, want := range []string{
		"+ create stack ringside", "+ create ContactRecords (AWS::Kinesis::Stream)", "+ create target agent events", "What you need to be allowed", "connect:AssociateInstanceStorageConfig",
		"ContactRecordsDeliveryRole (role", "kinesis:GetRecords", "a month", "ringside aws apply with the same flags and --agreed ",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("the plan does not say %q:\n%s\n%s", want, out, stderr)
		}
	}
	if code != exitIncomplete {
		t.Errorf("plan: exit %d\n%s", code, stderr)
	}
	if out, stderr, code = ringside(t, append([]string{"aws", "apply"}, flags...)...); code != exitOK || !strings.Contains(stderr, "CREATE_COMPLETE  ContactRecords (AWS::Kinesis::Stream)") {
		t.Fatalf("apply: exit %d\n%s\n%s", code, out, stderr)
	}
	if !strings.Contains(out, "ringside serve --aws-stack ringside --aws-region "+simulatedRegion) {
		t.Errorf("apply does not say how to go on:\n%s", out)
	}

	events := history.read(t, "contact_events.jsonl")[:30]
	a.record("CONTACT_TRACE_RECORDS", history.lines)
	a.record("AGENT_EVENTS", history.read(t, "agent_events.jsonl"))
	a.happens(events)
	s := startServer(t, filepath.Join(t.TempDir(), "data"), "--aws-stack", "ringside", "--aws-region", simulatedRegion)
	want := len(history.lines) + len(history.read(t, "agent_events.jsonl"))
	s.await("all of both streams", func() bool {
		got := s.delivered("kinesis")
		return got.Stored+got.Updated+got.Duplicates+got.Older+got.Quarantined == int64(want)
	})
	s.await("the contact events", func() bool { return s.delivered("sqs").Stored == int64(len(events)) })
	s.waitProjected()
	var got panelsAnswer
	s.get("/api/v1/panels?"+wholeHistory, &got)
	comparePanels(t, got, history, true)
	if out, stderr, code = ringside(t, "check", "--server", s.url); code != exitOK || !strings.Contains(out, "0 wrong") {
		t.Errorf("check by the server: exit %d\n%s\n%s", code, out, stderr)
	}
	if err := s.stop(); err != nil {
		t.Errorf("stop: %v\n%s", err, s.logs)
	}
	if out, stderr, code = ringside(t, "check", "--aws-stack", "ringside"); code != exitOK || !strings.Contains(out, "0 wrong") || !strings.Contains(out, "FINE  The instance sends agent events") {
		t.Errorf("check of the stack: exit %d\n%s\n%s", code, out, stderr)
	}

	if out, stderr, code = ringside(t, append([]string{"aws", "apply"}, flags...)...); code != exitOK || strings.Contains(stderr, "COMPLETE") || !strings.Contains(out, "Nothing is left to do.") {
		t.Errorf("a second apply: exit %d\n%s\n%s", code, out, stderr)
	}
	if out, stderr, code = ringside(t, "aws", "status"); code != exitOK || !strings.Contains(out, "contact records go to arn:aws:kinesis:") {
		t.Errorf("status: exit %d\n%s\n%s", code, out, stderr)
	}
	if _, stderr, code = ringside(t, "aws", "remove", "--delete-data"); code != exitIncomplete || !strings.Contains(stderr, "Add --yes") || a.settings.Target("AGENT_EVENTS") == "" {
		t.Errorf("remove without being told: exit %d\n%s", code, stderr)
	}
	if _, stderr, code = ringside(t, "aws", "remove", "--delete-data", "--yes"); code != exitOK || a.settings.Target("AGENT_EVENTS")+a.settings.Target("CONTACT_TRACE_RECORDS") != "" {
		t.Errorf("remove: exit %d\n%s", code, stderr)
	}
	if _, stderr, code = ringside(t, "serve", "--aws-stack", "ringside", "--data", t.TempDir()); code != exitFailed || !strings.Contains(stderr, "there is no stack ringside") {
		t.Errorf("serve of what is gone: exit %d\n%s", code, stderr)
	}
}
