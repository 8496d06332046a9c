package kinesis_test

import (
	"bytes"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awskinesis "github.com/aws/aws-sdk-go-v2/service/kinesis"
	"github.com/aws/aws-sdk-go-v2/service/kinesis/types"
	"github.com/aws/smithy-go"

	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/store/duckdb"
)

// Whatever AWS refuses for a while, one call of all or each of them: the log says what to do, and nothing is lost.
func TestRefusalsAreToldOfAndLoseNothing(t *testing.T) {
	type refusal struct {
		operation string // "" for each
		err       error
		told      string
	}
	denied := &types.AccessDeniedException{Message: aws.String("is not authorized to perform this action")}
	key := &types.KMSAccessDeniedException{Message: aws.String("the ciphertext refers to a key that may not be used")}
	refusals := []refusal{
		{"", &smithy.GenericAPIError{Code: "ExpiredTokenException", Message: "The security token included in the request is expired"}, "renew the credentials"},
		{"", &smithy.GenericAPIError{Code: "UnrecognizedClientException", Message: "The security token included in the request is invalid."}, "check the credentials"},
		{"GetRecords", key, "kms:Decrypt"},
	}
	for _, operation := range []string{"DescribeStreamSummary", "ListShards", "GetShardIterator", "GetRecords"} {
		refusals = append(refusals, refusal{operation, denied, "allow kinesis:"})
	}
	for _, r := range refusals {
		t.Run(r.operation+" "+awsaccess.Code(r.err), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				stream, into, log := newStream("shard-0", "shard-1"), newStore(), &logged{}
				stream.limit = 1
				stream.put("shard-0", "a", "b", "c", "d")
				calls := map[string]int{}
				stream.fail = func(operation, shard string) error {
					calls[operation+shard]++
					first := 3 // in the middle, where it is called more than once
					if operation != "GetRecords" {
						first = 1
					}
					if n := calls[operation+shard]; (r.operation == "" || r.operation == operation) && n >= first && n < first+4 {
						return r.err
					}
					return nil
				}
				reading(t, stream, into, 30*time.Minute, log.to)
				wantTexts(t, into, "a", "b", "c", "d")
				if !log.has(r.told) {
					t.Errorf("the log does not say %q:\n%s", r.told, &log.text)
				}
			})
		})
	}
}

// A record that is none, and one of the greatest size that Kinesis takes, hold up nothing that is behind them.
func TestAPeersPoisonAndItsLargestRecordAreRead(t *testing.T) {
	client := startPeer(t)
	createStream(t, client, "connect", 1)
	s, err := duckdb.Open(t.TempDir(), duckdb.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	const largest = 1 << 20 // with the partition key
	large := contactRecord(2)
	large = fmt.Appendf(large[:len(large)-1], `,"Attributes":{"note":"%s"}}`, bytes.Repeat([]byte("x"), largest-1-len(large)-len(`,"Attributes":{"note":""}`)))
	for _, data := range [][]byte{contactRecord(1), {0, 0xff, '{', '"'}, large, contactRecord(3)} {
		in := &awskinesis.PutRecordInput{StreamName: aws.String("connect"), Data: data, PartitionKey: aws.String("1")}
		if _, err := client.PutRecord(t.Context(), in); err != nil {
			t.Fatalf("put %d bytes: %v", len(data), err)
		}
	}
	r, stop := readStream(t, client, "connect", s)
	defer stop()
	until(t, "three contacts", func() bool { return contactsOf(t, s) == 3 })
	status, err := s.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if status.QuarantineOpen != 1 || r.Health().Shards[0].Problem != "" {
		t.Errorf("%d in quarantine; want the poison. Health: %+v", status.QuarantineOpen, r.Health())
	}
}
