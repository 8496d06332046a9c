package connect

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"

	"github.com/klauspost/compress/gzip"
)

const (
	// maxPackings is how many packings are taken off one record: a queue message that holds an invocation record that
	// holds a string is the deepest seen.
	maxPackings = 5
	// maxUnpacked is the largest record that is unpacked; a Kinesis record has at most 10 MiB.
	maxUnpacked = 16 << 20
	// A packing may be small and its content large, but not without measure: JSON shrinks about 20 times.
	unpackedAlways = 256 << 10
	unpackedTimes  = 100
)

// errUnpackedSize says that what was packed is larger than is believed.
var errUnpackedSize = errors.New("unpacked size over the limit")

func isGzip(b []byte) bool { return len(b) > 2 && b[0] == 0x1f && b[1] == 0x8b && b[2] == 8 }

// gunzip unpacks b, within the limits above. A delivery stream may have put a newline behind it; gzip itself never ends in
// one below 160 MiB, since its last byte is the highest of the content's length (RFC 1952, section 2.3.1).
func gunzip(b []byte) ([]byte, error) {
	b = bytes.TrimRight(b, "\r\n")
	r, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	limit := min(maxUnpacked, unpackedAlways+unpackedTimes*len(b))
	out, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	if err != nil {
		return nil, err
	}
	if len(out) > limit {
		return nil, errUnpackedSize
	}
	return out, nil
}

func decodeGzip(b []byte, level int) Fact {
	out, err := gunzip(b)
	switch {
	case errors.Is(err, errUnpackedSize):
		return rejected("gzip whose content is over the limit (16 MiB, or 100 times the packed size)")
	case err != nil:
		return rejected("gzip that cannot be unpacked: it is damaged or cut off")
	}
	return decode(out, level+1)
}

// decodeString reads a JSON string that holds a record: its JSON text, or base64 of that or of its gzip.
func decodeString(value []byte, level int) Fact {
	text := trim(unescape(value))
	switch {
	case len(text) > 0 && (text[0] == '{' || text[0] == '"'):
		return decode(text, level+1)
	case bytes.HasPrefix(text, []byte("eyJ")), bytes.HasPrefix(text, []byte("H4sI")):
		out := make([]byte, base64.StdEncoding.DecodedLen(len(text)))
		if n, err := base64.StdEncoding.Decode(out, text); err == nil {
			return decode(out[:n], level+1)
		}
	}
	return rejected("string where a record should be: a record is one JSON object")
}

// invocationFields is what AWS Lambda wraps around what a function was called with when it reports to a queue.
// Source: AWS Lambda Developer Guide, "Retaining records of asynchronous invocations".
var invocationFields = newFieldSet("message")

// decodePacked reads the part of another message that may hold a record: the body of a queue message (text), the
// payload of an invocation record (an object with a message), a failed delivery's base64, or a list of one of these.
func decodePacked(value []byte, level int) Fact {
	switch value[0] {
	case '"':
		return decodeString(value, level)
	case '[':
		start := skipSpace(value, 1)
		end, out := skipValue(value, start, 0)
		if out == scanned && skipSpace(value, end) == len(value)-1 {
			return decode(value[start:end], level+1)
		}
		return rejected("a list of messages where one record should be")
	case '{':
		var values [1][]byte
		new(reader).members(value, 0, 1, invocationFields, values[:])
		if !isNull(values[0]) {
			value = values[0]
		}
		if value[0] == '"' {
			return decodeString(value, level)
		}
		return decode(value, level+1)
	}
	return rejected("a message of another service that holds no record")
}
