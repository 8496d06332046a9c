package sso

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/saml"
)

// Case is what a diagnosis goes by.
type Case struct {
	Input        Input
	Facts        *Facts    // nil: none are known
	At           time.Time // the moment as of which it is judged; zero: when the message was sent or issued, whichever is known
	ShowPersonal bool      // write names and attribute values as they are
	Tried        *Tried    // what AWS said to the message itself; nil where it was not asked
}

// Diagnose finds everything that is wrong, in the order in which AWS would come upon it: what came in, its signature, its
// times, what AWS wants of it, IAM, Amazon Connect. It keeps nothing.
func Diagnose(c Case) Report {
	if c.Facts == nil {
		c.Facts = &Facts{}
	}
	x := &examination{Case: c, redact: redactor{show: c.ShowPersonal}}
	x.report = Report{Kind: c.Input.kind, Said: c.Input.said, Findings: []Finding{}, Unchecked: []string{}}
	for _, n := range c.Input.notes {
		x.found(n.code, n.severity, n.seen)
	}
	document := x.read()
	if document != nil {
		x.at = x.moment(document)
		x.report.JudgedAt = &x.at
		x.setAside()
		x.signature(document)
		x.times()
		x.message()
		x.provider()
		x.role()
		x.permissions()
		x.organisation()
		x.connect()
	} else {
		x.metadata()
	}
	x.page()
	x.tried()
	x.suspects()
	return x.finish()
}

// read reads the message; nil where there is none that can be read.
func (x *examination) read() *saml.Document {
	if x.Input.document == nil {
		return nil
	}
	document, err := saml.Read(x.Input.document)
	if fault, bad := errors.AsType[saml.Fault](err); bad {
		x.found(asAWS(fault.Code), Fault, fault.Detail)
		return nil
	}
	x.claims = newClaims(document.Response)
	if status := document.Response.Status; !status.Success() {
		x.found(CodeStatus, Fault, "the status is "+quoted(lastPart(status.Code))+" "+quoted(lastPart(status.Detail)))
	}
	if document.Response.Encrypted {
		x.found(CodeEncrypted, Info, "there is an EncryptedAssertion")
		x.unchecked("what the encrypted assertion says")
	}
	return document
}

// asAWS is the code by which the doctor tells of a message that cannot be read: to whom asks why Amazon refuses it, the step at which
// Ringside itself would refuse it is no matter.
func asAWS(step saml.Code) Code {
	switch step {
	case saml.CodeRoundTrip:
		return saml.CodeXML
	case saml.CodePlaces:
		return saml.CodeShape
	default:
		return step
	}
}

// lastPart cuts a status code's URI down to its last word.
func lastPart(uri string) string { return uri[strings.LastIndexByte(uri, ':')+1:] }

// moment is as of when the message is judged.
func (x *examination) moment(document *saml.Document) time.Time {
	switch {
	case !x.At.IsZero():
		return x.At.UTC()
	case !x.Input.served.IsZero():
		return x.Input.served.UTC()
	case !x.Input.at.IsZero():
		return x.Input.at.UTC()
	}
	return document.Response.Issued.UTC()
}

// suspects lists what can be behind an error of AWS where nothing that was looked at explains it.
func (x *examination) suspects() {
	explains := func(f Finding) bool {
		return f.Severity == Fault && f.Code != CodeLiveSTS && f.Code != CodeLiveFederate
	}
	if x.Input.said == nil {
		return
	}
	if d := x.Input.denied; d != nil {
		x.foundAs(d.code, Fault, x.Input.said.Number, "AWS's message names "+d.named)
	}
	if slices.ContainsFunc(x.report.Findings, explains) {
		return
	}
	severity, seen := Possible, "AWS's message alone does not tell which of its causes it is"
	if slices.Contains(decided, x.Input.said.Number) {
		severity, seen = Fault, "AWS's message has no other cause"
	}
	for _, code := range x.Input.said.causes {
		x.foundAs(code, severity, x.Input.said.Number, seen)
	}
}

// page judges the page that sent the form, as far as a HAR file shows it.
func (x *examination) page() {
	for directive := range strings.SplitSeq(x.Input.policy, ";") {
		words := strings.Fields(directive)
		if len(words) == 0 || !strings.EqualFold(words[0], "form-action") {
			continue
		}
		console, connect := false, false
		for _, source := range words[1:] {
			open := source == "*" || source == "https:"
			console = console || open || strings.Contains(source, "console.aws.amazon.com") || strings.Contains(source, "console.amazonaws-us-gov.com")
			connect = connect || open || strings.Contains(source, "connect.aws") || strings.Contains(source, "awsapps.com")
		}
		if !console || !connect {
			x.found(CodeFormAction, Fault, quoted(strings.Join(words, " ")))
		}
	}
}

// JudgeMetadata judges an identity provider's metadata as IAM does when they are uploaded, as of a moment.
func JudgeMetadata(metadata string, at time.Time) []Finding {
	x := &examination{at: at.UTC()}
	x.Facts = &Facts{Provider: &ProviderFacts{Metadata: metadata}}
	x.metadata()
	if k, err := x.Facts.Provider.read(); err == nil {
		x.ends("the metadata's validity", k.validUntil)
		for _, certificate := range k.certificates {
			x.ends("a key's certificate", certificate.NotAfter)
		}
	}
	return x.finish().Findings
}
