package connectapi

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"
)

// failure is an error as Amazon tells it.
type failure struct {
	kind    string
	message string
}

func (f failure) Error() string { return f.kind + ": " + f.message }

func refuse(kind, format string, args ...any) failure {
	return failure{kind, fmt.Sprintf(format, args...)}
}

// invalid is a parameter that cannot be.
func invalid(format string, args ...any) failure {
	return refuse("InvalidParameterException", format, args...)
}

// failureOf is the failure that an error is; one of ours that is none tells the caller nothing.
func failureOf(err error) failure {
	if f, ok := errors.AsType[failure](err); ok {
		return f
	}
	return refuse("InternalServiceException", "Internal failure")
}

// statuses by type of error.
// Source: Amazon Connect API Reference, "Common Error Types" and the Errors of each operation.
var statuses = map[string]int{
	"InvalidRequestException":             400,
	"InvalidParameterException":           400,
	"SerializationException":              400,
	"AccessDeniedException":               403,
	"MissingAuthenticationTokenException": 403,
	"IncompleteSignatureException":        403,
	"InvalidSignatureException":           403,
	"UnrecognizedClientException":         403,
	"ResourceNotFoundException":           404,
	"UserNotFoundException":               404,
	"UnknownOperationException":           404,
	"DuplicateResourceException":          409,
	"ResourceConflictException":           409,
	"ThrottlingException":                 429,
	"InternalServiceException":            500,
}

func (f failure) write(w http.ResponseWriter) {
	w.Header().Set("X-Amzn-ErrorType", f.kind)
	writeJSON(w, statuses[f.kind], struct {
		Message string
	}{f.message})
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	var b bytes.Buffer
	if err := json.MarshalWrite(&b, body); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(b.Len()))
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // an error is the caller who has gone
}

// largest is more than any request that Amazon's own limits let through.
const largest = 1 << 20

func read(r *http.Request) ([]byte, error) {
	body, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, largest))
	if err != nil {
		return nil, refuse("SerializationException", "%v", err)
	}
	return body, nil
}

// decode reads the body of a request. Members are PascalCase and nothing else; those that Amazon has and we do not know
// are left alone, as Amazon does.
func (c *call) decode(into any) error {
	if err := json.Unmarshal(c.body, into); err != nil {
		return refuse("SerializationException", "%v", err)
	}
	return nil
}

// epoch is a moment as Amazon writes it: seconds since 1970, with a fraction.
type epoch time.Time

// MarshalJSON writes a JSON number.
func (e epoch) MarshalJSON() ([]byte, error) {
	ms := time.Time(e).UnixMilli()
	return fmt.Appendf(nil, "%d.%03d", ms/1000, ms%1000), nil
}

func newRequestID() string {
	var b [16]byte
	for i := range b {
		b[i] = byte(rand.Uint32())
	}
	h := hex.EncodeToString(b[:])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}
