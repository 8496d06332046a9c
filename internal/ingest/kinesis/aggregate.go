package kinesis

import (
	"bytes"
	"crypto/md5"

	"github.com/aws/aws-sdk-go-v2/service/kinesis/types"
	"google.golang.org/protobuf/encoding/protowire"
)

// magic begins a record into which the Kinesis Producer Library has put several, and checkSize is what ends it:
// https://github.com/awslabs/amazon-kinesis-producer/blob/master/aggregation-format.md
const (
	magic     = "\xf3\x89\x9a\xc2"
	checkSize = md5.Size
)

// The fields of its messages that hold what we want: AggregatedRecord.records, and Record.data in each of them.
const (
	fieldRecords = 3
	fieldData    = 3
)

// unpack gives the data of records, those of an aggregated one each for itself. What only looks aggregated stays as it is.
func unpack(records []types.Record) [][]byte {
	data := make([][]byte, 0, len(records))
	for _, r := range records {
		if parts, is := disaggregate(r.Data); is {
			data = append(data, parts...)
			continue
		}
		data = append(data, r.Data)
	}
	return data
}

// disaggregate takes an aggregated record apart; false says that it is none.
func disaggregate(b []byte) (parts [][]byte, is bool) {
	if len(b) < len(magic)+checkSize || string(b[:len(magic)]) != magic {
		return nil, false
	}
	message, sum := b[len(magic):len(b)-checkSize], b[len(b)-checkSize:]
	if want := md5.Sum(message); !bytes.Equal(sum, want[:]) {
		return nil, false
	}
	is = fields(message, fieldRecords, func(record []byte) bool {
		return fields(record, fieldData, func(data []byte) bool {
			parts = append(parts, data)
			return true
		})
	})
	return parts, is
}

// fields calls each for the length-delimited fields of that number; false says that b is no message.
func fields(b []byte, number protowire.Number, each func([]byte) bool) bool {
	for len(b) > 0 {
		n, kind, size := protowire.ConsumeTag(b)
		if size < 0 {
			return false
		}
		b = b[size:]
		if n != number || kind != protowire.BytesType {
			if size = protowire.ConsumeFieldValue(n, kind, b); size < 0 {
				return false
			}
			b = b[size:]
			continue
		}
		value, size := protowire.ConsumeBytes(b)
		if size < 0 || !each(value) {
			return false
		}
		b = b[size:]
	}
	return true
}
