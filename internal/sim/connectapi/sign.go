package connectapi

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
)

// algorithm is the only one that Amazon Connect's API takes.
const algorithm = "AWS4-HMAC-SHA256 "

// skew is how far the clocks of caller and Amazon may differ.
// Source: AWS IAM User Guide, "Troubleshoot Signature Version 4 signing for AWS API requests".
const skew = 5 * time.Minute

// authorization is the header of that name, in its parts.
type authorization struct {
	key, region, service string
	headers              string // names, separated by semicolons
	text                 string // all of it
}

// authenticate refuses a request that is not signed with Signature Version 4 by the account's key for service connect in
// the instance's Region.
func (a *api) authenticate(r *http.Request, body []byte) error {
	header := r.Header.Get("Authorization")
	if header == "" {
		return refuse("MissingAuthenticationTokenException", "Missing Authentication Token")
	}
	auth, ok := parseAuthorization(header)
	at, err := time.Parse("20060102T150405Z", r.Header.Get("X-Amz-Date"))
	switch {
	case !ok || err != nil:
		return refuse("IncompleteSignatureException", "Authorization and X-Amz-Date must be those of Signature Version 4")
	case auth.key != a.Key:
		return refuse("UnrecognizedClientException", "The security token included in the request is invalid.")
	case auth.service != "connect" || auth.region != a.directory.region:
		return refuse("InvalidSignatureException", "Credential should be scoped to service connect in %s", a.directory.region)
	case a.Wall().Sub(at).Abs() > skew:
		return refuse("InvalidSignatureException", "Signature expired, or not yet current: %s", at)
	}
	again, err := a.sign(r, auth, at, body)
	if err != nil {
		return err
	}
	if subtle.ConstantTimeCompare([]byte(again), []byte(auth.text)) != 1 {
		return refuse("InvalidSignatureException", "The request signature we calculated does not match the signature you provided.")
	}
	return nil
}

// parseAuthorization reads, for example,
//
//	AWS4-HMAC-SHA256 Credential=AKID/20261122/eu-west-2/connect/aws4_request, SignedHeaders=host;x-amz-date, Signature=5d67…
func parseAuthorization(header string) (authorization, bool) {
	auth := authorization{text: header}
	rest, ok := strings.CutPrefix(header, algorithm)
	if !ok {
		return auth, false
	}
	parts := map[string]string{}
	for part := range strings.SplitSeq(rest, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		parts[name] = value
	}
	scope := strings.Split(parts["Credential"], "/")
	if len(scope) != 5 || scope[4] != "aws4_request" {
		return auth, false
	}
	auth.key, auth.region, auth.service, auth.headers = scope[0], scope[2], scope[3], parts["SignedHeaders"]
	return auth, parts["Signature"] != ""
}

// sign signs the request once more, with the headers that its own signature covers, and returns the header that this gives.
func (a *api) sign(r *http.Request, auth authorization, at time.Time, body []byte) (string, error) {
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
	credentials := aws.Credentials{AccessKeyID: a.Key, SecretAccessKey: a.Secret, SessionToken: r.Header.Get("X-Amz-Security-Token")}
	if err := v4.NewSigner().SignHTTP(r.Context(), credentials, again, hex.EncodeToString(sum[:]), auth.service, auth.region, at); err != nil {
		return "", refuse("InvalidSignatureException", "%v", err)
	}
	return again.Header.Get("Authorization"), nil
}
