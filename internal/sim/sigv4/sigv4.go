// Package sigv4 judges the signatures of requests to simulated AWS services: it signs them again with Amazon's own signer.
package sigv4

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
)

// Why a signature does not count. Each service has words of its own for them.
var (
	ErrMissing    = errors.New("the request is not signed")
	ErrIncomplete = errors.New("the signature is not one of Signature Version 4")
	ErrTime       = errors.New("the signature has expired, or is not yet current")
	ErrWrong      = errors.New("the signature is another one than the request's")
)

// algorithm is the only one that is taken.
const algorithm = "AWS4-HMAC-SHA256 "

// skew is how far the clocks of caller and Amazon may differ.
// Source: AWS IAM User Guide, "Troubleshoot Signature Version 4 signing for AWS API requests".
const skew = 5 * time.Minute

// Authorization is the header of that name, in its parts.
type Authorization struct {
	Key, Region, Service string

	headers string // names, separated by semicolons
	text    string // all of it
	at      time.Time
}

// Read reads, for example,
//
//	AWS4-HMAC-SHA256 Credential=AKID/20261122/eu-west-2/connect/aws4_request, SignedHeaders=host;x-amz-date, Signature=5d67…
//
// The error is ErrMissing or ErrIncomplete.
func Read(r *http.Request) (Authorization, error) {
	auth := Authorization{text: r.Header.Get("Authorization")}
	if auth.text == "" {
		return auth, ErrMissing
	}
	rest, ok := strings.CutPrefix(auth.text, algorithm)
	if !ok {
		return auth, ErrIncomplete
	}
	parts := map[string]string{}
	for part := range strings.SplitSeq(rest, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		parts[name] = value
	}
	scope := strings.Split(parts["Credential"], "/")
	if len(scope) != 5 || scope[4] != "aws4_request" || parts["Signature"] == "" {
		return auth, ErrIncomplete
	}
	auth.Key, auth.Region, auth.Service, auth.headers = scope[0], scope[2], scope[3], parts["SignedHeaders"]
	at, err := time.Parse("20060102T150405Z", r.Header.Get("X-Amz-Date"))
	if err != nil {
		return auth, ErrIncomplete
	}
	auth.at = at
	return auth, nil
}

// Check signs the request once more, with the headers that its own signature covers. The error is ErrTime or ErrWrong.
func (auth Authorization) Check(r *http.Request, body []byte, secret string, now time.Time) error {
	if now.Sub(auth.at).Abs() > skew {
		return ErrTime
	}
	again := r.Clone(r.Context())
	again.Header = http.Header{}
	again.ContentLength = 0
	for name := range strings.SplitSeq(auth.headers, ";") {
		switch {
		case name == "content-length":
			again.ContentLength = r.ContentLength
		case r.Header[http.CanonicalHeaderKey(name)] != nil:
			again.Header[http.CanonicalHeaderKey(name)] = r.Header[http.CanonicalHeaderKey(name)]
		}
	}
	again.URL.Host = r.Host
	sum := sha256.Sum256(body)
	credentials := aws.Credentials{AccessKeyID: auth.Key, SecretAccessKey: secret, SessionToken: r.Header.Get("X-Amz-Security-Token")}
	if err := v4.NewSigner().SignHTTP(r.Context(), credentials, again, hex.EncodeToString(sum[:]), auth.Service, auth.Region, auth.at); err != nil {
		return errors.Join(ErrWrong, err)
	}
	if subtle.ConstantTimeCompare([]byte(again.Header.Get("Authorization")), []byte(auth.text)) != 1 {
		return ErrWrong
	}
	return nil
}
