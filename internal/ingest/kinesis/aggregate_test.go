package kinesis

import (
	"crypto/md5"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/kinesis/types"
	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/encoding/protowire"
)

// aggregated is what the Kinesis Producer Library makes of texts.
func aggregated(texts ...string) []byte {
	var message []byte
	message = protowire.AppendTag(message, 1, protowire.BytesType) // partition_key_table
	message = protowire.AppendString(message, "agent")
	for _, text := range texts {
		var record []byte
		record = protowire.AppendTag(record, 1, protowire.VarintType) // partition_key_index
		record = protowire.AppendVarint(record, 0)
		record = protowire.AppendTag(record, fieldData, protowire.BytesType)
		record = protowire.AppendString(record, text)
		message = protowire.AppendTag(message, fieldRecords, protowire.BytesType)
		message = protowire.AppendBytes(message, record)
	}
	sum := md5.Sum(message)
	return append(append([]byte(magic), message...), sum[:]...)
}

func TestAggregatedRecordsAreTakenApart(t *testing.T) {
	broken := aggregated("x", "y")
	broken[len(broken)-1] ^= 1
	cut := aggregated("x")[:10]
	got := unpack([]types.Record{{Data: []byte("a")}, {Data: aggregated("b", "", "c")}, {Data: broken}, {Data: cut}, {Data: aggregated()}, {}})
	want := [][]byte{[]byte("a"), []byte("b"), {}, []byte("c"), broken, cut, nil}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("unpacked (- want, + got):\n%s", diff)
	}
}

func FuzzDisaggregate(f *testing.F) {
	f.Add(aggregated("a", "b")[len(magic):])
	f.Fuzz(func(t *testing.T, message []byte) {
		sum := md5.Sum(message)
		parts, _ := disaggregate(append(append([]byte(magic), message...), sum[:]...))
		size := 0
		for _, part := range parts {
			size += len(part)
		}
		if size > len(message) {
			t.Errorf("%d bytes out of %d", size, len(message))
		}
	})
}
