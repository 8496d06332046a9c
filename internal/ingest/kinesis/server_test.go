package kinesis_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awskinesis "github.com/aws/aws-sdk-go-v2/service/kinesis"
	"github.com/aws/aws-sdk-go-v2/service/kinesis/types"
)

// serveStream has a stream in memory answer over HTTP, for measurements: kinesis-local does not take 5,000 records a second beside us.
func serveStream(t testing.TB, stream *fakeStream) *awskinesis.Client {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, operation, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
		answer, err := answerOf(stream, operation, r)
		if err != nil {
			t.Errorf("%s: %v", operation, err)
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/x-amz-json-1.1")
		_ = json.NewEncoder(w).Encode(answer) // whoever has gone needs none
	}))
	t.Cleanup(s.Close)
	return patientClient(t, strings.TrimPrefix(s.URL, "http://"), 0)
}

// answerOf is an answer in Amazon's JSON, where a time is a number.
func answerOf(stream *fakeStream, operation string, r *http.Request) (any, error) {
	read := json.NewDecoder(r.Body)
	switch operation {
	case "DescribeStreamSummary":
		out, err := stream.DescribeStreamSummary(r.Context(), nil)
		if err != nil {
			return nil, err
		}
		d := out.StreamDescriptionSummary
		return map[string]any{"StreamDescriptionSummary": map[string]any{
			"StreamARN": d.StreamARN, "StreamStatus": d.StreamStatus, "StreamCreationTimestamp": seconds(*d.StreamCreationTimestamp),
		}}, nil
	case "ListShards":
		in := &awskinesis.ListShardsInput{}
		if err := read.Decode(in); err != nil {
			return nil, err
		}
		out, err := stream.ListShards(r.Context(), in)
		if err != nil {
			return nil, err
		}
		return map[string]any{"Shards": out.Shards}, nil
	case "GetShardIterator":
		in := struct {
			ShardId, StartingSequenceNumber *string // as Amazon writes them
			ShardIteratorType               types.ShardIteratorType
		}{}
		if err := read.Decode(&in); err != nil {
			return nil, err
		}
		out, err := stream.GetShardIterator(r.Context(), &awskinesis.GetShardIteratorInput{
			ShardId: in.ShardId, StartingSequenceNumber: in.StartingSequenceNumber, ShardIteratorType: in.ShardIteratorType,
		})
		if err != nil {
			return nil, err
		}
		return map[string]any{"ShardIterator": out.ShardIterator}, nil
	default:
		in := &awskinesis.GetRecordsInput{}
		if err := read.Decode(in); err != nil {
			return nil, err
		}
		out, err := stream.GetRecords(r.Context(), in)
		if err != nil {
			return nil, err
		}
		records := make([]map[string]any, len(out.Records))
		for i, of := range out.Records {
			records[i] = map[string]any{
				"Data": of.Data, "SequenceNumber": of.SequenceNumber, "PartitionKey": aws.String("k"),
				"ApproximateArrivalTimestamp": seconds(*of.ApproximateArrivalTimestamp),
			}
		}
		return map[string]any{"Records": records, "NextShardIterator": out.NextShardIterator, "MillisBehindLatest": out.MillisBehindLatest}, nil
	}
}

func seconds(at time.Time) float64 { return float64(at.UnixMilli()) / 1000 }
