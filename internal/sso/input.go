package sso

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"errors"
	"fmt"
	"html"
	"io"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/saml"
)

// MaxInput is the most that is read: a HAR file of a sign-in, without the pages of the AWS console, has a tenth of it.
const MaxInput = 16 << 20

// maxForm is the most that is read of anything else: twenty times what AWS takes.
const maxForm = 2 << 20

// Kinds of input.
const (
	kindXML     = "xml"
	kindBase64  = "base64"
	kindForm    = "form"
	kindHAR     = "har"
	kindText    = "error_text"
	kindUnknown = "unknown"
)

// Input is what somebody has of a sign-in that failed.
type Input struct {
	kind     string
	document []byte // the message, nil without one
	notes    []note // what is to be said of how it came
	form     bool   // the fields of the form are known, so that a missing RelayState is missing
	relay    *string
	postedTo string    // empty if not known
	at       time.Time // when it was sent, zero if not known
	served   time.Time // the answering server's clock, zero if not known
	said     *Row
	denied   *denial // by which kind of policy AWS says it refuses, nil where it says nothing
	policy   string  // Content-Security-Policy of the page with the form
}

// Timed tells whether the input itself says when it was sent.
func (in Input) Timed() bool { return !in.at.IsZero() || !in.served.IsZero() }

// Moment is as of when an input is judged, by a word: "now" is now unless the input itself says when it was, "issue" when the message was
// sent or issued (the zero time), and anything else a time as 2026-11-21T10:00:00Z.
func (in Input) Moment(word string, now time.Time) (time.Time, error) {
	switch {
	case word == "issue", word == "now" && in.Timed():
		return time.Time{}, nil
	case word == "now":
		return now, nil
	}
	at, err := time.Parse(time.RFC3339, word)
	if err != nil {
		return at, fmt.Errorf("%q is no moment: write now, issue, or a time as 2026-11-21T10:00:00Z", word)
	}
	return at, nil
}

// note is a finding that reading made.
type note struct {
	code     Code
	severity Severity
	seen     string
}

func (in *Input) note(code Code, severity Severity, seen string) {
	in.notes = append(in.notes, note{code, severity, seen})
}

// ReadInput tells what the bytes are and takes out of them what there is. It refuses nothing: what is wrong becomes findings.
func ReadInput(data []byte) Input {
	in := Input{kind: kindUnknown}
	if len(data) > MaxInput {
		in.note(saml.CodeSize, Fault, "the input is larger than 16 MiB; save a HAR file without content, or of the requests for documents alone")
		return in
	}
	if data = bytes.TrimSpace(data); bytes.HasPrefix(data, []byte("{")) && in.har(data) {
		return in
	}
	if len(data) > maxForm {
		in.note(saml.CodeSize, Fault, "the input is larger than 2 MiB, and no HAR file")
		return in
	}
	text := string(data)
	if !isMarkup(text) {
		text = in.accompanied(text)
	}
	field := strings.Contains(text, "SAMLResponse") // spares the patterns a long way
	switch {
	case field && strings.HasPrefix(text, "<") && in.page(text):
	case field && pairSign.MatchString(text):
		in.fields(text)
	case isMarkup(text) && !in.recognised(text):
		in.kind, in.document = kindXML, data
	case in.kind == kindText:
	case blob.MatchString(text):
		in.kind = kindBase64
		in.base64(text)
	case in.recognised(text):
	default:
		in.note(saml.CodeNotResponse, Fault, "the input is neither XML, base64, a form, a HAR file nor a message of AWS that is known")
	}
	return in
}

// isMarkup tells XML from anything else, also XML in an encoding that is refused later.
func isMarkup(text string) bool {
	return strings.HasPrefix(strings.TrimPrefix(text, "\uFEFF"), "<") || strings.HasPrefix(text, "\xFF\xFE<") || strings.HasPrefix(text, "\xFE\xFF\x00<")
}

var (
	// pairSign finds the field in a form's body, or in what a browser's network panel copies.
	pairSign = regexp.MustCompile(`(?m)(^|[&?\s'"])SAMLResponse\s*[=:]`)
	// blob is one run of base64, broken into lines perhaps, encoded as a form field perhaps.
	blob = regexp.MustCompile(`^[A-Za-z0-9+/=_%\r\n\t-]{40,}$`)
	// viewed is a line of a network panel's view of form data.
	viewed = regexp.MustCompile(`(?m)^\s*(SAMLResponse|RelayState):[ \t]*(\S.*?)?\s*$`)
	// curled is the address of a request that was copied as a command.
	curled = regexp.MustCompile(`^curl\s+['"](https?://[^'"\s]+)['"]`)
	// hidden is an input of a page.
	hidden = regexp.MustCompile(`(?is)<input\b[^>]*>`)
	// quotedAttribute is an attribute of one.
	quotedAttribute = regexp.MustCompile(`(?is)\b(name|value)\s*=\s*("[^"]*"|'[^']*')`)
)

// recognised takes the text for an error message of AWS, if it is one.
func (in *Input) recognised(text string) bool {
	if len(text) > longestError {
		return false
	}
	row, known := recognise(html.UnescapeString(text))
	if known {
		in.kind, in.said, in.denied = kindText, &row, deniedBy(html.UnescapeString(text))
	}
	return known
}

// sentence finds a line of words, as an error of AWS is one and no part of a message is.
var sentence = regexp.MustCompile(`^[^<{]*[A-Za-z'’]+ [a-z'’]+ [A-Za-z'’:]+ `)

// accompanied takes AWS's error out of a text that has the message too, line by line, and leaves the rest.
func (in *Input) accompanied(text string) string {
	var words, rest []string
	for line := range strings.Lines(text) {
		if sentence.MatchString(line) && !strings.Contains(line, "SAMLResponse") && !strings.Contains(line, "curl") {
			words = append(words, line)
		} else {
			rest = append(rest, line)
		}
	}
	if len(words) == 0 || strings.TrimSpace(strings.Join(rest, "")) == "" || !in.recognised(strings.Join(words, " ")) {
		return text
	}
	in.kind = kindUnknown
	return strings.TrimSpace(strings.Join(rest, ""))
}

// page reads the form out of an HTML page, as the one that an identity provider sends the form with.
func (in *Input) page(text string) bool {
	fields := url.Values{}
	for _, element := range hidden.FindAllString(text, 100) {
		var name, value string
		for _, match := range quotedAttribute.FindAllStringSubmatch(element, 20) {
			if strings.EqualFold(match[1], "name") {
				name = match[2][1 : len(match[2])-1]
			} else {
				value = html.UnescapeString(match[2][1 : len(match[2])-1])
			}
		}
		fields.Add(name, value)
	}
	if !fields.Has("SAMLResponse") {
		return false
	}
	in.take(fields)
	return true
}

// fields reads a form as it was sent, or as a network panel shows it.
func (in *Input) fields(text string) {
	fields := url.Values{}
	if lines := viewed.FindAllStringSubmatch(text, -1); lines != nil {
		for _, line := range lines {
			fields.Add(line[1], line[2])
		}
		in.take(fields)
		return
	}
	begin := strings.Index(text, "SAMLResponse")
	if before := strings.Index(text, "RelayState="); before >= 0 {
		begin = min(begin, before)
	}
	if address := curled.FindStringSubmatch(text); address != nil {
		in.postedTo = address[1]
	}
	body, _, _ := strings.Cut(strings.ReplaceAll(text[begin:], `"`, "'"), "'")
	fields, err := url.ParseQuery(strings.ReplaceAll(strings.ReplaceAll(body, "\r", ""), "\n", ""))
	if err != nil {
		in.note(saml.CodeURLEncoded, Fault, "the form has a percent sign that encodes nothing")
	}
	in.take(fields)
}

// take reads the message and the relay state from the fields of a form.
func (in *Input) take(fields url.Values) {
	in.kind, in.form = kindForm, true
	if values := fields["RelayState"]; len(values) > 0 && values[0] != "" {
		in.relay = &values[0]
	}
	messages := fields["SAMLResponse"]
	if len(messages) > 1 {
		in.note(CodeMulti, Fault, "the form has the field SAMLResponse more than once")
	}
	if len(messages) == 0 || messages[0] == "" {
		in.note(saml.CodeNotResponse, Fault, "the field SAMLResponse is missing or empty")
		return
	}
	message := messages[0]
	if strings.Contains(message, " ") && !strings.Contains(message, "+") {
		in.note(saml.CodeURLEncoded, Fault, "the field's plus signs have become blanks: it was put into the form without being encoded")
		message = strings.ReplaceAll(message, " ", "+")
	}
	in.base64(message)
}

// base64 decodes the message. What AWS would refuse is noted, and read all the same where it can be: other faults are then seen too.
func (in *Input) base64(field string) {
	document, err := saml.Decode(field)
	if fault, bad := errors.AsType[saml.Fault](err); bad {
		severity := Fault
		if fault.Code == saml.CodeURLEncoded && !in.form {
			severity = Info // as it is copied from a request's body
		}
		in.note(fault.Code, severity, fault.Detail)
		if document == nil {
			document = leniently(field)
		}
	}
	if inflated := inflate(document); inflated {
		in.note(saml.CodeNotResponse, Fault, "the message is compressed, as by the HTTP-Redirect binding: AWS takes HTTP-POST only")
		return
	}
	in.document = document
}

// leniently decodes what is not quite base64, nil if nothing like XML comes of it.
func leniently(field string) []byte {
	if len(field) > MaxInput {
		return nil
	}
	for range 3 { // encoded twice is seen in the wild, more often never
		decoded, err := url.PathUnescape(field)
		if err != nil || decoded == field {
			break
		}
		field = decoded
	}
	text := strings.Map(func(r rune) rune {
		switch {
		case r == '-':
			return '+'
		case r == '_':
			return '/'
		case r == '+' || r == '/' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			return r
		}
		return -1
	}, field)
	document, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil { // it is cut off
		document, err = base64.RawStdEncoding.DecodeString(text[:len(text)/4*4])
	}
	if err != nil || !bytes.HasPrefix(bytes.TrimSpace(document), []byte("<")) {
		return nil
	}
	return document
}

// inflate tells whether the bytes are a compressed message. It reads no more than its beginning.
func inflate(document []byte) bool {
	if len(document) == 0 || document[0] == '<' {
		return false
	}
	begin := make([]byte, 16)
	n, _ := io.ReadFull(flate.NewReader(bytes.NewReader(document)), begin)
	return bytes.HasPrefix(bytes.TrimSpace(begin[:n]), []byte("<"))
}
