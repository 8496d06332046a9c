package saml

import "fmt"

// Code names what is wrong with a message; codes are stable, so that people can look them up and programs can branch.
type Code string

// Codes of reading and of signatures.
const (
	CodeBase64      Code = "IN-B64"
	CodeURLEncoded  Code = "IN-URLENC"
	CodeBase64URL   Code = "IN-B64URL"
	CodeSize        Code = "IN-SIZE"
	CodeXML         Code = "IN-XML"
	CodeRoundTrip   Code = "IN-ROUNDTRIP" // two readers would not read the same tree
	CodePlaces      Code = "IN-SHAPE"     // elements stand where an attacker would put them
	CodeNotResponse Code = "IN-NOT-RESPONSE"

	CodeUnsigned   Code = "SIG-NONE"
	CodeOneSigned  Code = "SIG-ONE" // of the two that were demanded
	CodeWeak       Code = "SIG-ALG-WEAK"
	CodeBadDigest  Code = "SIG-BAD-DIGEST"
	CodeUnknownKey Code = "SIG-KEY-UNKNOWN"
	CodeRotatedKey Code = "SIG-KEY-ROTATED" // of a key that is known, and does not count
	CodeShape      Code = "SIG-SHAPE"
)

// Fault is why a message is refused. Detail is for the administrator, in English, and holds nothing of a person: names of
// elements and attributes, numbers, algorithms, never a value of the subject.
type Fault struct {
	Code   Code
	Detail string
}

func (f Fault) Error() string { return string(f.Code) + ": " + f.Detail }

func fault(code Code, format string, args ...any) error {
	return Fault{Code: code, Detail: fmt.Sprintf(format, args...)}
}
