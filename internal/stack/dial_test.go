package stack_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	awsconnect "github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/stack"
)

// TestEachServiceIsAskedAtTheVPCEndpointThatIsNamedForIt goes by the path of an endpoint of each.
func TestEachServiceIsAskedAtTheVPCEndpointThatIsNamedForIt(t *testing.T) {
	var mu sync.Mutex
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		asked = append(asked, strings.Split(r.URL.Path, "/")[1])
		w.WriteHeader(http.StatusForbidden)
	}))
	t.Cleanup(server.Close)
	services := []string{"CLOUDFORMATION", "CONNECT", "KINESIS", "KMS", "OPENSEARCH", "S3", "STS"}
	for _, service := range services {
		t.Setenv("AWS_ENDPOINT_URL_"+service, server.URL+"/"+service)
	}
	c, err := stack.Dial(t.Context(), awsaccess.Access{Region: home, Key: account, Secret: secret})
	if err != nil {
		t.Fatal(err)
	}
	name := aws.String("ringside")
	for _, ask := range []func() error{
		func() error {
			_, err := c.STS.GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{})
			return err
		},
		func() error {
			_, err := c.CloudFormation.DescribeStacks(t.Context(), &cloudformation.DescribeStacksInput{StackName: name})
			return err
		},
		func() error {
			_, err := c.Connect.DescribeInstance(t.Context(), &awsconnect.DescribeInstanceInput{InstanceId: name})
			return err
		},
		func() error {
			_, err := c.Kinesis.DescribeStreamSummary(t.Context(), &kinesis.DescribeStreamSummaryInput{StreamName: name})
			return err
		},
		func() error {
			_, err := c.S3.DeleteBucket(t.Context(), &s3.DeleteBucketInput{Bucket: name})
			return err
		},
		func() error {
			_, err := c.KMS.ScheduleKeyDeletion(t.Context(), &kms.ScheduleKeyDeletionInput{KeyId: name})
			return err
		},
		func() error {
			_, err := c.OpenSearch.DeleteDomain(t.Context(), &opensearch.DeleteDomainInput{DomainName: name})
			return err
		},
	} {
		if ask() == nil {
			t.Error("a refusal is taken for an answer")
		}
	}
	slices.Sort(asked)
	if !slices.Equal(asked, services) {
		t.Errorf("asked were %v", asked)
	}
}
