package saml

import (
	"bytes"
	"compress/flate"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"encoding/base64"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/beevik/etree"
)

// CodeNotRequest is of a message that is no AuthnRequest, or says two things that exclude each other.
const CodeNotRequest Code = "IN-NOT-REQUEST"

// AuthnRequest is what a service provider asks ("SAML 2.0 Core", 3.4.1). Nobody has vouched for it unless Signed tells so.
type AuthnRequest struct {
	ID, Destination, Issuer string
	Issued                  time.Time
	Consumer                string // AssertionConsumerServiceURL, empty if absent
	ConsumerIndex           int    // AssertionConsumerServiceIndex, -1 if absent
	Binding                 string // ProtocolBinding, empty if absent
	NameIDFormat            string // of NameIDPolicy, empty if absent
	Force, Passive          bool
	Classes                 []string // of RequestedAuthnContext
	Comparison              string   // of those: exact unless it says
	RelayState              string
	HasSignature            bool // one is there, good or not

	root *etree.Element // nil where the query is signed, not the message
	said query
}

// Post tells whether answers are wanted as a form, which is the only way there is.
func (r AuthnRequest) Post() bool { return r.Binding == "" || r.Binding == postBinding }

// ReadPost reads a request that came as a form ("Bindings for SAML 2.0", 3.5). It refuses with a Fault of reading, or CodeNotRequest.
func ReadPost(form url.Values) (AuthnRequest, error) {
	if len(form["SAMLRequest"]) != 1 || form.Has("SAMLResponse") || len(form["RelayState"]) > 1 {
		return AuthnRequest{}, fault(CodeNotRequest, "there is not exactly one SAMLRequest, no SAMLResponse and one RelayState at most")
	}
	document, err := Decode(form.Get("SAMLRequest"))
	if err != nil {
		return AuthnRequest{}, err
	}
	r, err := readRequest(document)
	if err != nil {
		return AuthnRequest{}, err
	}
	r.HasSignature, r.RelayState = child(r.root, signatureSpace, "Signature") != nil, form.Get("RelayState")
	return r, nil
}

// ReadRedirect reads a request that came with an address ("Bindings for SAML 2.0", 3.4): its raw query. It refuses as ReadPost does.
func ReadRedirect(rawQuery string) (AuthnRequest, error) {
	said, err := splitQuery(rawQuery)
	if err != nil {
		return AuthnRequest{}, err
	}
	if said.parameter() != "SAMLRequest" {
		return AuthnRequest{}, fault(CodeNotRequest, "there is no SAMLRequest")
	}
	document, err := said.message()
	if err != nil {
		return AuthnRequest{}, err
	}
	r, err := readRequest(document)
	if err != nil {
		return AuthnRequest{}, err
	}
	if child(r.root, signatureSpace, "Signature") != nil {
		return AuthnRequest{}, fault(CodeShape, "the request holds a signature, where the query has to be signed")
	}
	r.root, r.said = nil, said
	_, r.HasSignature = said["Signature"]
	r.RelayState, err = said.value("RelayState")
	return r, err
}

// inflate unpacks a message, and never more than is read of one.
func inflate(packed string) ([]byte, error) {
	if len(packed) > maxDocument {
		return nil, fault(CodeSize, "the packed message has %d characters", len(packed))
	}
	deflated, err := base64.StdEncoding.DecodeString(packed)
	if err != nil {
		return nil, fault(CodeBase64, "not standard base64: %v", err)
	}
	document, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(deflated)), maxDocument+1))
	switch {
	case len(document) > maxDocument:
		return nil, fault(CodeSize, "the message has more than %d bytes when it is unpacked", maxDocument)
	case err != nil:
		return nil, fault(CodeBase64, "the message is not packed by DEFLATE")
	}
	return document, nil
}

func readRequest(document []byte) (AuthnRequest, error) {
	wrong := func(format string, args ...any) (AuthnRequest, error) {
		return AuthnRequest{}, fault(CodeNotRequest, format, args...)
	}
	root, err := parse(document)
	if err != nil {
		return AuthnRequest{}, err
	}
	if !named(root, protocolSpace, "AuthnRequest") {
		return wrong("the root element is %s, not the AuthnRequest of SAML 2.0", tagOf(root))
	}
	if err := signedAtMostOnce(root); err != nil {
		return AuthnRequest{}, err
	}
	var read reader
	r := AuthnRequest{
		ID: plainOrEmpty(root, "ID"), Destination: plainOrEmpty(root, "Destination"), Issued: read.moment(root, "IssueInstant"),
		Issuer: read.text(root, "Issuer"), Consumer: plainOrEmpty(root, "AssertionConsumerServiceURL"), ConsumerIndex: -1,
		Binding: plainOrEmpty(root, "ProtocolBinding"), Force: truth(root, "ForceAuthn"), Passive: truth(root, "IsPassive"), root: root,
	}
	if format := read.issuerFormat(root); format != "" && format != entityFormat {
		return wrong("the Issuer is no entityID")
	}
	if index, present := plain(root, "AssertionConsumerServiceIndex"); present {
		n, err := strconv.ParseUint(index, 10, 16) // xs:unsignedShort
		if err != nil || r.Consumer != "" || r.Binding != "" {
			return wrong("AssertionConsumerServiceIndex is no number, or stands beside what excludes it")
		}
		r.ConsumerIndex = int(n)
	}
	if policy := read.child(root, protocolSpace, "NameIDPolicy"); policy != nil {
		r.NameIDFormat = plainOrEmpty(policy, "Format")
	}
	if context := read.child(root, protocolSpace, "RequestedAuthnContext"); context != nil {
		r.Comparison = plainOrEmpty(context, "Comparison")
		for _, class := range children(context, assertionSpace, "AuthnContextClassRef") {
			text, _ := content(class)
			r.Classes = append(r.Classes, text)
		}
		if len(r.Classes) == 0 {
			return wrong("RequestedAuthnContext names no class")
		}
	}
	switch {
	case read.err != nil:
		return AuthnRequest{}, read.err
	case plainOrEmpty(root, "Version") != "2.0":
		return wrong("the Version is not 2.0")
	case !ncName.MatchString(r.ID):
		return wrong("there is no ID, or a wrong one")
	}
	return r, nil
}

// signedAtMostOnce refuses signatures other than one of the root.
func signedAtMostOnce(root *etree.Element) error {
	signatures := 0
	walk(root, func(e *etree.Element) {
		if named(e, signatureSpace, "Signature") {
			signatures++
		}
	})
	if signatures > len(children(root, signatureSpace, "Signature")) || signatures > 1 {
		return fault(CodePlaces, "a signature is where none belongs")
	}
	return nil
}

// truth reads an xs:boolean; absent is false.
func truth(e *etree.Element, name string) bool {
	value := plainOrEmpty(e, name)
	return value == "true" || value == "1"
}

// Signed verifies the signature of a request by one of these certificates. It refuses with a Fault: CodeUnsigned, CodeShape, CodeWeak,
// CodeUnknownKey or CodeBadDigest.
func (r AuthnRequest) Signed(by []*x509.Certificate) error {
	switch {
	case !r.HasSignature:
		return fault(CodeUnsigned, "the request is not signed")
	case r.root == nil:
		return r.said.signed(by)
	}
	if err := shapeOf(r.root, false); err != nil {
		return err
	}
	_, err := verifyElement(r.root, Trust{Certificates: by})
	return err
}

// query is a query of an address: what stands behind each name, encoded as it was received, since that is what is signed.
type query map[string]string

// splitQuery refuses a query that names a part of the binding twice, or has a request and an answer, or neither.
func splitQuery(raw string) (query, error) {
	said := query{}
	for pair := range strings.SplitSeq(raw, "&") {
		name, value, _ := strings.Cut(pair, "=")
		decoded, err := url.QueryUnescape(name)
		if err != nil {
			return nil, fault(CodeNotRequest, "the address is damaged")
		}
		if !slices.Contains([]string{"SAMLRequest", "SAMLResponse", "RelayState", "SigAlg", "Signature", "SAMLEncoding"}, decoded) {
			continue
		}
		if _, twice := said[decoded]; twice || decoded != name {
			return nil, fault(CodeNotRequest, "%s is there twice, or its name is encoded", decoded)
		}
		said[name] = value
	}
	if encoding, _ := said.value("SAMLEncoding"); encoding != "" && encoding != "urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE" {
		return nil, fault(CodeNotRequest, "the SAMLEncoding is not DEFLATE")
	}
	if (said["SAMLRequest"] == "") == (said["SAMLResponse"] == "") {
		return nil, fault(CodeNotRequest, "there is not exactly one SAMLRequest or SAMLResponse")
	}
	return said, nil
}

// parameter is the name of that which holds the message.
func (q query) parameter() string {
	if q["SAMLRequest"] != "" {
		return "SAMLRequest"
	}
	return "SAMLResponse"
}

// message unpacks the message.
func (q query) message() ([]byte, error) {
	packed, err := q.value(q.parameter())
	if err != nil {
		return nil, err
	}
	return inflate(packed)
}

func (q query) value(name string) (string, error) {
	value, err := url.QueryUnescape(q[name])
	if err != nil {
		return "", fault(CodeNotRequest, "%s of the address is damaged", name)
	}
	return value, nil
}

// signed verifies the signature of the query ("Bindings for SAML 2.0", 3.4.4.1).
func (q query) signed(by []*x509.Certificate) error {
	algorithm, err := q.value("SigAlg")
	if err != nil || !signatureMethods[algorithm] {
		return fault(CodeWeak, "SigAlg is not RSA with SHA-256 or better")
	}
	text, err := q.value("Signature")
	if err != nil {
		return err
	}
	signature, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
	if err != nil {
		return fault(CodeShape, "Signature is not base64")
	}
	signed := q.parameter() + "=" + q[q.parameter()]
	if relay, present := q["RelayState"]; present {
		signed += "&RelayState=" + relay
	}
	signed += "&SigAlg=" + q["SigAlg"]
	hash, digest := digested(algorithm, []byte(signed))
	for _, certificate := range by {
		key, isRSA := certificate.PublicKey.(*rsa.PublicKey)
		if isRSA && key.N.BitLen() >= 2048 && rsa.VerifyPKCS1v15(key, hash, digest, signature) == nil {
			return nil
		}
	}
	return fault(CodeUnknownKey, "no registered certificate made the signature of the address")
}

// digested is the digest that a signature method is over.
func digested(algorithm string, signed []byte) (crypto.Hash, []byte) {
	switch {
	case strings.HasSuffix(algorithm, "sha512"):
		sum := sha512.Sum512(signed)
		return crypto.SHA512, sum[:]
	case strings.HasSuffix(algorithm, "sha384"):
		sum := sha512.Sum384(signed)
		return crypto.SHA384, sum[:]
	}
	sum := sha256.Sum256(signed)
	return crypto.SHA256, sum[:]
}
