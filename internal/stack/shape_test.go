package stack_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/stack/template"
)

// suffix is what an account makes up at the end of a name.
var suffix = regexp.MustCompile(`^(bucket ringside-backupbucket|secret events!connection/ringside-contact-events)[-/][a-z0-9-]+$`)

// TestEachShapeIsMadeAndTakenBackOnLocalemu goes by what is there, and not by what CloudFormation says.
func TestEachShapeIsMadeAndTakenBackOnLocalemu(t *testing.T) {
	a := newAmazon(t)
	const records, events = "contact-records", "agent-events"
	delivers := func(names ...string) (all []string) {
		for _, name := range names {
			all = append(all, "delivery ringside-"+name)
		}
		return all
	}
	streams := slices.Concat(delivers(records+"-backup", events+"-backup"), []string{
		"policy ringside-read-streams-eu-west-2", "queue ringside-contact-events", "rule ringside-contact-events", "stream ringside-contact-records",
	})
	domain := template.Options{Domain: "arn:aws:es:eu-west-2:111122223333:domain/logs", DomainEndpoint: "https://logs.example.org"}
	before := a.everything(t)
	for name, test := range map[string]struct {
		shape template.Shape
		o     template.Options
		own   []string // besides what each shape has
	}{
		"streams":          {template.Streams, template.Options{}, streams},
		"by VPC endpoints": {template.Streams, template.Options{VPCEndpoints: []string{"vpce-0123456789abcdef0", "vpce-11111111"}}, streams},
		"with a key":       {template.Streams, template.Options{KMSKey: template.NewKey}, append(streams, "key ringside: backup and queues of contact records and events")},
		"https": {template.HTTPS, template.Options{URL: "https://ringside.example.org"}, append(delivers(records, events),
			"connection ringside-contact-events", "destination ringside-contact-events", "role ringside-contact-events-eu-west-2", "rule ringside-contact-events",
			"secret events!connection/ringside-contact-events", "secret ringside-ingest-key",
		)},
		"opensearch": {template.OpenSearch, domain, append(delivers(records, events), "policy ringside-read-indices-eu-west-2")},
	} {
		t.Run(name, func(t *testing.T) {
			w := wish()
			w.Shape, w.Options = test.shape, test.o
			w.Instance = instance
			left, err := a.Apply(t.Context(), w, "", quiet)
			if err != nil || !left.Settled() {
				t.Fatalf("there is something left, or %v", err)
			}
			want := slices.Concat(before, test.own, []string{
				"bucket ringside-backupbucket", "log /aws/kinesisfirehose/ringside", "policy ringside-read-eu-west-2", "queue ringside-contact-events-dead-letters",
				"role ringside-agent-events-eu-west-2", "role ringside-contact-records-eu-west-2", "stack ringside", "stream ringside-agent-events",
			})
			slices.Sort(want)
			is := a.everything(t)
			for i, one := range is {
				is[i] = suffix.ReplaceAllString(one, "$1")
			}
			if d := cmp.Diff(is, want); d != "" {
				t.Errorf("-is +wanted:\n%s", d)
			}
			target := "arn:aws:firehose:eu-west-2:111122223333:deliverystream/ringside-contact-records"
			if test.shape == template.Streams {
				target = all[0]
			}
			if got := a.storage.Target("CONTACT_TRACE_RECORDS"); got != target {
				t.Errorf("the instance sends contact records to %s", got)
			}
			if got := a.storage.Target("AGENT_EVENTS"); got != all[1] {
				t.Errorf("the instance sends agent events to %s", got)
			}
			again, err := a.Draw(t.Context(), w)
			if err != nil || !again.Settled() {
				t.Errorf("a second plan: %s with %+v, %v", actions(again), again.Changes, err)
			}
			if status, err := a.Inspect(t.Context(), "ringside"); err != nil || len(status.Findings) > 0 {
				t.Errorf("status: %+v, %v", status, err)
			}
			if _, err := a.Sources(t.Context(), "ringside"); (err == nil) != (test.shape == template.Streams) {
				t.Errorf("what there is to read: %v", err)
			}
			if err := a.Remove(t.Context(), "ringside", true, quiet); err != nil {
				t.Error(err)
			}
			if d := cmp.Diff(a.everything(t), before); d != "" {
				t.Errorf("left behind: -is +before:\n%s", d)
			}
			if got := a.storage.Target("CONTACT_TRACE_RECORDS") + a.storage.Target("AGENT_EVENTS"); got != "" {
				t.Errorf("the instance still sends to %s", got)
			}
		})
	}
}

// TestAStackThatLocalemuCannotMakeIsRolledBack is about a function, for which it would need Docker. What is left of it localemu deletes
// only at times, so that the next run is another test's.
func TestAStackThatLocalemuCannotMakeIsRolledBack(t *testing.T) {
	a, w := newAmazon(t), wish()
	w.Shape, w.Domain, w.DomainEndpoint = template.OpenSearch, "arn:aws:es:eu-west-2:111122223333:domain/logs", "https://logs.example.org"
	w.FunctionBucket = a.packageOfAFunction(t)
	_, err := a.Apply(t.Context(), w, "", quiet)
	if err == nil || !strings.Contains(err.Error(), "ROLLBACK_COMPLETE: Refill (AWS::Lambda::Function)") {
		t.Fatalf("it says: %v", err)
	}
	if got := a.storage.Target("CONTACT_TRACE_RECORDS") + a.storage.Target("AGENT_EVENTS"); got != "" {
		t.Errorf("the instance sends to %s", got)
	}
}

// packageOfAFunction puts one into a bucket that it returns. It does nothing.
func (a *amazon) packageOfAFunction(t *testing.T) (bucket string) {
	t.Helper()
	var text bytes.Buffer
	archive := zip.NewWriter(&text)
	if _, err := archive.Create("bootstrap"); err != nil {
		t.Fatal(err)
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	bucket = "acme-code"
	if _, err := a.s3(t).CreateBucket(t.Context(), &s3.CreateBucketInput{
		Bucket: &bucket, CreateBucketConfiguration: &s3types.CreateBucketConfiguration{LocationConstraint: home},
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := a.s3(t).PutObject(t.Context(), &s3.PutObjectInput{Bucket: &bucket, Key: aws.String("ringside-lambda.zip"), Body: bytes.NewReader(text.Bytes())}); err != nil {
		t.Fatal(err)
	}
	return bucket
}

// TestAPlanSaysWhatItsShapeCannotDo holds the published design against the two others.
func TestAPlanSaysWhatItsShapeCannotDo(t *testing.T) {
	for shape, want := range map[template.Shape]string{
		template.Streams: "", template.HTTPS: "https://ringside.example.org:443", template.OpenSearch: "is there once more, and whoever counts documents counts it twice",
	} {
		w := wish()
		if w.Shape = shape; shape == template.HTTPS {
			w.URL = "https://ringside.example.org"
		}
		p, err := newFake().clients().Draw(t.Context(), w)
		if err != nil {
			t.Fatal(err)
		}
		said := strings.Join(p.Limits, " ")
		if !strings.Contains(said, want) || (said == "") != (want == "") {
			t.Errorf("%s: %s", shape, said)
		}
		if function := "there is neither the function nor the rule"; strings.Contains(said, function) != (shape == template.OpenSearch) {
			t.Error(fmt.Sprint(shape, ": of the function it says ", said))
		}
	}
}
