package iam

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/ringside/ringside/internal/sim/sigv4"
)

// Versions of the two services, by which a request says whom it is for.
const (
	iamVersion = "2010-05-08"
	stsVersion = "2011-06-15"
)

// spaces of their answers.
var spaces = map[string]string{
	iamVersion: "https://iam.amazonaws.com/doc/2010-05-08/",
	stsVersion: "https://sts.amazonaws.com/doc/2011-06-15/",
}

// operation answers a request; nil is an answer without a result.
type operation func(*Account, form) (any, error)

// operations by version and name.
var operations = map[string]map[string]operation{
	iamVersion: {
		"AttachRolePolicy":           (*Account).attachRolePolicy,
		"CreatePolicy":               (*Account).createPolicy,
		"CreatePolicyVersion":        (*Account).createPolicyVersion,
		"CreateRole":                 (*Account).createRole,
		"CreateSAMLProvider":         (*Account).createSAMLProvider,
		"DeletePolicyVersion":        (*Account).deletePolicyVersion,
		"DetachRolePolicy":           (*Account).detachRolePolicy,
		"GetPolicy":                  (*Account).getPolicy,
		"GetPolicyVersion":           (*Account).getPolicyVersion,
		"GetRole":                    (*Account).getRole,
		"GetRolePolicy":              (*Account).getRolePolicy,
		"GetSAMLProvider":            (*Account).getSAMLProvider,
		"ListAttachedRolePolicies":   (*Account).listAttachedRolePolicies,
		"ListPolicyVersions":         (*Account).listPolicyVersions,
		"ListRolePolicies":           (*Account).listRolePolicies,
		"ListRoles":                  (*Account).listRoles,
		"ListSAMLProviders":          (*Account).listSAMLProviders,
		"PutRolePermissionsBoundary": (*Account).putRolePermissionsBoundary,
		"PutRolePolicy":              (*Account).putRolePolicy,
		"TagPolicy":                  (*Account).tagPolicy,
		"TagRole":                    (*Account).tagRole,
		"TagSAMLProvider":            (*Account).tagSAMLProvider,
		"UpdateAssumeRolePolicy":     (*Account).updateAssumeRolePolicy,
		"UpdateRole":                 (*Account).updateRole,
		"UpdateSAMLProvider":         (*Account).updateSAMLProvider,
	},
	stsVersion: {
		"AssumeRoleWithSAML": (*Account).assumeRoleWithSAML,
		"GetCallerIdentity":  (*Account).getCallerIdentity,
	},
}

// unsigned are the operations that need no signature.
var unsigned = map[string]bool{"AssumeRoleWithSAML": true}

// form is a request.
type form struct{ url.Values }

// tags reads a list of tags.
func (f form) tags() []tag {
	var all []tag
	for i := 1; f.Has(fmt.Sprintf("Tags.member.%d.Key", i)); i++ {
		all = append(all, tag{f.Get(fmt.Sprintf("Tags.member.%d.Key", i)), f.Get(fmt.Sprintf("Tags.member.%d.Value", i))})
	}
	return all
}

// list is written as both services write lists.
type list[T any] struct {
	Members []T `xml:"member"`
}

// largest is more than IAM takes of metadata when they are encoded.
const largest = 32 << 20

// ServeHTTP answers one operation of IAM or STS, in the Query protocol.
func (a *Account) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	id := uuid.NewString()
	body, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, largest))
	asked, bad := url.ParseQuery(string(body))
	name, of := asked.Get("Action"), asked.Get("Version")
	do := operations[of][name]
	var result any
	switch {
	case err != nil || bad != nil:
		err = refuse("ValidationError", "The request cannot be read")
	case do == nil:
		err = refuse("InvalidAction", "Could not find operation %s for version %s", name, of)
	default:
		if err = a.authenticate(r, body, name, of); err == nil {
			result, err = do(a, form{asked})
		}
	}
	w.Header().Set("Content-Type", "text/xml")
	w.Header().Set("X-Amzn-RequestId", id)
	if refusal, is := errors.AsType[Refusal](err); is {
		w.WriteHeader(refusal.Status)
		write(w, element("ErrorResponse", spaces[of], struct {
			XMLName xml.Name
			Error   failure
			Request string `xml:"RequestId"`
		}{Error: failure{"Sender", refusal.Code, refusal.Message}, Request: id}))
		return
	}
	answer := struct {
		XMLName  xml.Name
		Result   any
		Metadata struct {
			RequestID string `xml:"RequestId"`
		} `xml:"ResponseMetadata"`
	}{}
	answer.Metadata.RequestID = id
	if result != nil {
		answer.Result = wrapped{name + "Result", result}
	}
	write(w, element(name+"Response", spaces[of], answer))
}

type failure struct{ Type, Code, Message string }

// wrapped is a value under a name of its own.
type wrapped struct {
	name  string
	value any
}

// MarshalXML writes it.
func (w wrapped) MarshalXML(e *xml.Encoder, _ xml.StartElement) error {
	return e.EncodeElement(w.value, xml.StartElement{Name: xml.Name{Local: w.name}})
}

// element is a value as the outermost element.
func element(name, space string, value any) wrapped {
	if space == "" {
		space = spaces[iamVersion]
	}
	return wrapped{space + " " + name, value}
}

func write(w io.Writer, of wrapped) {
	space, name, _ := strings.Cut(of.name, " ")
	var b bytes.Buffer
	e := xml.NewEncoder(&b)
	if err := e.EncodeElement(of.value, xml.StartElement{Name: xml.Name{Space: space, Local: name}}); err != nil {
		panic(err) // it is plain data of ours
	}
	_, _ = w.Write(b.Bytes()) // who is gone needs no answer
}

// authenticate refuses a request that is not signed by the account's key. The Region is not judged: clients that are given an address sign
// for their own one, also to IAM, which has but one.
func (a *Account) authenticate(r *http.Request, body []byte, name, of string) error {
	if unsigned[name] {
		return nil
	}
	auth, err := sigv4.Read(r)
	service := map[string]string{iamVersion: "iam", stsVersion: "sts"}[of]
	switch {
	case errors.Is(err, sigv4.ErrMissing):
		return refuse("MissingAuthenticationToken", "Request is missing Authentication Token")
	case err != nil:
		return refuse("IncompleteSignature", "The request signature does not conform to AWS standards.")
	case auth.Key != a.Key:
		return refuse("InvalidClientTokenId", "The security token included in the request is invalid.")
	case auth.Service != service:
		return refuse("SignatureDoesNotMatch", "Credential should be scoped to a valid region and to service '%s'.", service)
	}
	if err := auth.Check(r, body, a.Secret, a.Now()); err != nil {
		return refuse("SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.")
	}
	return nil
}

// stamp is a time as both services write it.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

// coded is a policy as IAM gives it back: percent-encoded by RFC 3986.
func coded(document string) string { return strings.ReplaceAll(url.QueryEscape(document), "+", "%20") }
