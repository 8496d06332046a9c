package awsaccess_test

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"

	"github.com/ringside/ringside/internal/awsaccess"
)

// silent answers what its path says: "/half" gives a part of an answer and then nothing, "/never" nothing at all.
func silent(t *testing.T) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // before that a server does not notice that the other side has given up
		if strings.HasPrefix(r.URL.Path, "/half") {
			w.Header().Set("Content-Length", "1000")
			_, _ = w.Write([]byte("<"))
			_ = http.NewResponseController(w).Flush()
		}
		<-r.Context().Done()
	}))
	t.Cleanup(s.Close)
	return s
}

func asked(t *testing.T, access awsaccess.Access) error {
	t.Helper()
	settings, err := access.Load(t.Context(), awsaccess.Once)
	if err != nil {
		t.Fatal(err)
	}
	_, err = sts.NewFromConfig(settings).GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{})
	return err
}

func TestASilentConnectionIsGivenUpAndToldOf(t *testing.T) {
	server := silent(t)
	for _, path := range []string{"/never", "/half"} {
		err := asked(t, awsaccess.Access{Region: "eu-west-2", Endpoint: server.URL + path, Key: "k", Secret: "s", Patience: 50 * time.Millisecond})
		if err == nil || !strings.Contains(awsaccess.Advice(err), "firewall") {
			t.Errorf("%s: %v; advice %q", path, err, awsaccess.Advice(err))
		}
	}
}

// Amazon SQS is asked to wait for 20 seconds, on a connection that may have been idle before.
func TestPatienceIsLongerThanTheLongestWait(t *testing.T) {
	settings, err := awsaccess.Access{Region: "eu-west-2"}.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	client := settings.HTTPClient.(*awshttp.BuildableClient)
	patience, _ := client.GetReadTimeout()
	if left := patience - client.GetTransport().IdleConnTimeout; left <= 20*time.Second || patience > time.Minute {
		t.Errorf("patience %s, of which %s are left after a connection was idle", patience, left)
	}
}

func TestAdviceNamesWhatIsInTheWay(t *testing.T) {
	nobody := awsaccess.Access{Region: "eu-west-2", Endpoint: "http://127.0.0.1:1", Key: "k", Secret: "s"}
	for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"} {
		t.Setenv(name, "")
	}
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	t.Setenv("AWS_CONFIG_FILE", t.TempDir()+"/none")
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", t.TempDir()+"/none")
	stranger := httptest.NewTLSServer(http.NotFoundHandler())
	stranger.Config.ErrorLog = log.New(io.Discard, "", 0) // that nobody believes it
	t.Cleanup(stranger.Close)
	for want, err := range map[string]error{
		"proxy":         asked(t, nobody),
		"get-caller":    asked(t, awsaccess.Access{Region: "eu-west-2", Endpoint: "http://127.0.0.1:1"}),
		"renew":         fmt.Errorf("get records: %w", &smithy.GenericAPIError{Code: "ExpiredTokenException"}),
		"AWS_CA_BUNDLE": asked(t, awsaccess.Access{Region: "eu-west-2", Endpoint: stranger.URL, Key: "k", Secret: "s"}),
		"clock":         &smithy.GenericAPIError{Code: "InvalidSignatureException"},
	} {
		if got := awsaccess.Advice(err); !strings.Contains(got, want) {
			t.Errorf("%v: advice %q; want one with %q", err, got, want)
		}
	}
	for _, err := range []error{context.Canceled, &smithy.GenericAPIError{Code: "AccessDenied"}} {
		if got := awsaccess.Advice(err); got != "" {
			t.Errorf("%v: advice %q", err, got)
		}
	}
}

func TestARefusalNamesThePermissionWhereAmazonDoesNot(t *testing.T) {
	operation := func(service, name, said string) error {
		return awsaccess.Explained("do it", &smithy.OperationError{ServiceID: service, OperationName: name, Err: &smithy.GenericAPIError{Code: "AccessDenied", Message: said}})
	}
	for want, err := range map[string]error{
		"the permission is cloudformation:CreateChangeSet":                   operation("CloudFormation", "CreateChangeSet", "Access Denied"),
		"the permission is s3:ListBucketVersions":                            operation("S3", "ListObjectVersions", "Access Denied"),
		"the permission is sso:ListInstances":                                operation("SSO Admin", "ListInstances", "Access Denied"),
		"(AccessDenied: not authorized to perform: kms:ScheduleKeyDeletion)": operation("KMS", "ScheduleKeyDeletion", "not authorized to perform: kms:ScheduleKeyDeletion"),
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v; want %q", err, want)
		}
	}
}
