package kinesis

import (
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kinesis/types"
)

// Start says where the reading of a stream begins that was never read before. Its zero value is the oldest record that the
// stream still has.
type Start struct {
	latest bool
	at     time.Time // zero for the oldest
}

// The words for the two starts that are no moment.
const (
	oldest = "oldest"
	latest = "latest"
)

// ParseStart reads "oldest" (or ""), "latest", or a moment in RFC 3339.
func ParseStart(text string) (Start, error) {
	switch text {
	case "", oldest:
		return Start{}, nil
	case latest:
		return Start{latest: true}, nil
	}
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return Start{}, fmt.Errorf("%q is no start of a stream: use %q, %q, or a moment such as 2026-11-01T00:00:00+09:00", text, oldest, latest)
	}
	return Start{at: at}, nil
}

// String is what ParseStart reads.
func (s Start) String() string {
	switch {
	case s.latest:
		return latest
	case s.at.IsZero():
		return oldest
	default:
		return s.at.UTC().Format(time.RFC3339Nano)
	}
}

// fixed is a start that means the same whenever it is read: the latest record is the latest one at that moment.
func (s Start) fixed(now time.Time) Start {
	if s.latest {
		return Start{at: now}
	}
	return s
}

// position is where a shard begins. In a shard that was closed before the moment there is nothing behind it.
func (s Start) position() types.StartingPosition {
	if s.at.IsZero() {
		return types.StartingPosition{Type: types.ShardIteratorTypeTrimHorizon}
	}
	return types.StartingPosition{Type: types.ShardIteratorTypeAtTimestamp, Timestamp: aws.Time(s.at)}
}

func isARN(stream string) bool { return strings.HasPrefix(stream, "arn:") }
