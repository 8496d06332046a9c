package sso

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/saml"
)

// entry is one request with its response.
type entry struct {
	Started time.Time `json:"startedDateTime"`
	Request struct {
		Method string `json:"method"`
		URL    string `json:"url"`
		Posted struct {
			Params []pair `json:"params"`
			Text   string `json:"text"`
		} `json:"postData"`
	} `json:"request"`
	Response struct {
		Headers []pair `json:"headers"`
		Content struct {
			Type     string `json:"mimeType"`
			Text     string `json:"text"`
			Encoding string `json:"encoding"`
		} `json:"content"`
	} `json:"response"`
}

// pair is a header or a field.
type pair struct{ Name, Value string }

// longestError is how large a page with one of AWS's errors may be, in bytes.
const longestError = 64 << 10

// har reads a HAR file (HTTP Archive 1.2), one entry at a time; false if the text is none.
func (in *Input) har(text []byte) bool {
	decoder := json.NewDecoder(bytes.NewReader(text))
	if !enter(decoder, "log") || !enter(decoder, "entries") {
		return false
	}
	if bracket, err := decoder.Token(); err != nil || bracket != json.Delim('[') {
		return false
	}
	in.kind = kindHAR
	var posts []entry
	for decoder.More() {
		var e entry
		if decoder.Decode(&e) != nil {
			in.note(saml.CodeXML, Warning, "the HAR file is damaged; what stands before that place is judged")
			break
		}
		if in.seen(e) && len(posts) < mostPosts {
			posts = append(posts, e)
		}
	}
	in.sent(posts)
	return true
}

// mostPosts is how many messages of one HAR file are compared; a sign-in sends one or two.
const mostPosts = 100

// enter goes into an object up to the value of a key; false if there is no such object or key.
func enter(decoder *json.Decoder, key string) bool {
	if brace, err := decoder.Token(); err != nil || brace != json.Delim('{') {
		return false
	}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return false
		}
		if name == key {
			return true
		}
		var skipped json.RawMessage
		if decoder.Decode(&skipped) != nil {
			return false
		}
	}
	return false
}

// seen takes from an entry what its response tells, and says whether its request sends a message.
func (in *Input) seen(e entry) bool {
	body := e.body()
	if in.policy == "" && strings.Contains(body, "SAMLResponse") {
		in.policy = e.header("Content-Security-Policy")
	}
	// Pages of the console are large, and their scripts hold every error text there is.
	if in.said == nil && len(body) <= longestError && fromAWS(e.Request.URL) && !strings.Contains(e.Response.Content.Type, "script") {
		if row, known := recognise(body); known {
			in.said, in.denied = &row, deniedBy(body)
		}
	}
	return e.fields().Has("SAMLResponse")
}

// sent takes the message that was sent to AWS, or else the last one that was sent anywhere.
func (in *Input) sent(posts []entry) {
	if len(posts) == 0 {
		severity := Fault
		if in.said != nil { // AWS's own words are in it, and some are said before there is a message
			severity = Info
		}
		in.note(saml.CodeNotResponse, severity, "no request of the HAR file sends a SAMLResponse; record from before the sign-in on, with 'preserve log' on")
		return
	}
	chosen, different := posts[len(posts)-1], map[string]bool{}
	toAWS := 0
	for _, e := range posts {
		if fromAWS(e.Request.URL) {
			chosen, toAWS = e, toAWS+1
			different[e.fields().Get("SAMLResponse")] = true
		}
	}
	if toAWS > 0 && len(different) > 1 {
		in.note(CodeMulti, Warning, "the HAR file has several sign-ins; the last one is judged")
	}
	in.take(chosen.fields())
	in.kind, in.postedTo, in.at = kindHAR, chosen.Request.URL, chosen.Started.UTC()
	if served, err := http.ParseTime(chosen.header("Date")); err == nil {
		in.served = served
	}
}

// fields is the form that a request sends.
func (e entry) fields() url.Values {
	fields := url.Values{}
	if e.Request.Method != http.MethodPost {
		return fields
	}
	for _, p := range e.Request.Posted.Params {
		name, value := p.Name, p.Value
		if strings.Contains(value, "%") && !strings.Contains(value, "://") { // Chrome leaves it as it was sent, Firefox does not
			if decoded, err := url.QueryUnescape(value); err == nil {
				value = decoded
			}
		}
		fields.Add(name, value)
	}
	if len(fields) == 0 && strings.Contains(e.Request.Posted.Text, "SAMLResponse=") {
		fields, _ = url.ParseQuery(e.Request.Posted.Text) // what cannot be read is left out
	}
	return fields
}

func (e entry) header(name string) string {
	for _, h := range e.Response.Headers {
		if strings.EqualFold(h.Name, name) {
			return h.Value
		}
	}
	return ""
}

// body is the text of the response.
func (e entry) body() string {
	if e.Response.Content.Encoding != "base64" {
		return e.Response.Content.Text
	}
	text, err := base64.StdEncoding.DecodeString(e.Response.Content.Text)
	if err != nil || bytes.ContainsRune(text, 0) {
		return ""
	}
	return string(text)
}

// awsHosts end the names of the hosts that take part in a sign-in.
var awsHosts = []string{".aws.amazon.com", ".amazonaws.com", ".amazonaws-us-gov.com", ".amazonaws.cn", ".connect.aws", ".awsapps.com"}

// fromAWS tells whether an address is one of AWS's sign-in, console, STS, or Amazon Connect.
func fromAWS(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	for _, end := range awsHosts {
		if strings.HasSuffix("."+u.Hostname(), end) {
			return true
		}
	}
	return false
}
