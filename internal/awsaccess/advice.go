package awsaccess

import (
	"crypto/x509"
	"errors"
	"net/http"
	"strings"

	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// Advice is what a person can do about an error of whichever of Amazon's services, "" where that is not known.
func Advice(err error) string {
	switch Code(err) {
	case "ExpiredToken", "ExpiredTokenException", "RequestExpired":
		return "renew the credentials; what is read goes on where it was"
	case "UnrecognizedClientException", "InvalidClientTokenId", "InvalidAccessKeyId", "InvalidSignatureException", "SignatureDoesNotMatch":
		return "check the credentials, and this machine's clock"
	case "RequestTimeTooSkewed":
		return "set this machine's clock"
	case "":
		return withoutAnswer(err)
	}
	return ""
}

// withoutAnswer is advice where Amazon said nothing.
func withoutAnswer(err error) string {
	operation, asked := errors.AsType[*smithy.OperationError](err)
	_, unsent := errors.AsType[*smithyhttp.RequestSendError](err)
	_, cut := errors.AsType[*smithy.DeserializationError](err)
	_, stranger := errors.AsType[x509.UnknownAuthorityError](err)
	switch {
	case !asked:
		return ""
	case stranger:
		return "who answers has a certificate of an authority that this machine does not know: AWS_CA_BUNDLE names the file of your company's"
	case strings.Contains(operation.Error(), http.StatusText(http.StatusProxyAuthRequired)): // net/http has no type for it
		return "the proxy lets nobody through without a name: HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT"
	case unsent, cut:
		return "Amazon does not answer, or not to the end: see whether DNS, a firewall, a proxy or a VPC endpoint is in the way"
	case strings.Contains(operation.Error(), "credentials"): // the SDK has no type for it
		return "no credentials were found, or they could not be renewed: see what the AWS command line says (aws sts get-caller-identity)"
	}
	return ""
}
