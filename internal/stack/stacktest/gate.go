// Package stacktest stands between Ringside and an account that is not Amazon's, and disturbs what is asked of it: another AWS in Python
// refuses nothing and loses nothing.
package stacktest

import (
	"bytes"
	"context"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// Verdict is what becomes of a call.
type Verdict int

// Verdicts.
const (
	Pass Verdict = iota
	Deny         // AWS refuses it, and does not say what would be needed
	Drop         // it does not arrive, and the connection is cut
	Lose         // it has its effect, and the connection is cut before the answer
)

// Gate returns the address of a proxy before a server, which asks judge about each call by its service and operation, such as
// cloudformation:CreateChangeSet. Calls come one after the other, or judge guards what it keeps. Who asks again with the token of a call
// whose answer was lost is told what came of it, as by CloudFormation: the server behind may know no tokens, and do it once more.
func Gate(t testing.TB, server string, judge func(operation string) Verdict) string {
	t.Helper()
	to, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(to)
		r.Out.Host = r.In.Host // what was signed
	}}
	var lost sync.Map // answers that nobody got, by token
	gate := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			panic(http.ErrAbortHandler) // the caller was killed in the middle of it
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		token := tokenOf(body)
		if answer, again := lost.Load(token); again {
			answer.(http.Handler).ServeHTTP(w, r) //nolint:forcetypeassert // nothing else is put into it
			return
		}
		switch operation := operationOf(r, body); judge(operation) {
		case Pass:
			proxy.ServeHTTP(w, r)
		case Deny:
			deny(w, operation)
		case Lose:
			answer := httptest.NewRecorder()
			proxy.ServeHTTP(answer, r.WithContext(context.WithoutCancel(r.Context())))
			if token != "" {
				lost.Store(token, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
					maps.Copy(w.Header(), answer.Header())
					w.WriteHeader(answer.Code)
					_, _ = w.Write(answer.Body.Bytes()) // whoever asked may have gone
				}))
			}
			panic(http.ErrAbortHandler)
		case Drop:
			panic(http.ErrAbortHandler)
		}
	}))
	t.Cleanup(gate.Close)
	return gate.URL
}

// tokenOf is by what CloudFormation knows a call that it had already, "" for none.
func tokenOf(body []byte) string {
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return ""
	}
	return form.Get("ClientToken") + form.Get("ClientRequestToken")
}

// rest are the operations of services whose requests name none, by method, path and query.
var rest = []struct {
	form      *regexp.Regexp
	operation string
}{
	{regexp.MustCompile(`^PUT /instance/[^/]+/storage-config\?`), "connect:AssociateInstanceStorageConfig"},
	{regexp.MustCompile(`^PUT /instance/[^/]+/storage-config$`), "connect:AssociateInstanceStorageConfig"},
	{regexp.MustCompile(`^POST /instance/[^/]+/storage-config/`), "connect:UpdateInstanceStorageConfig"},
	{regexp.MustCompile(`^DELETE /instance/[^/]+/storage-config/`), "connect:DisassociateInstanceStorageConfig"},
	{regexp.MustCompile(`^GET /instance/[^/]+/storage-configs`), "connect:ListInstanceStorageConfigs"},
	{regexp.MustCompile(`^GET /instance/[^/]+/storage-config/`), "connect:DescribeInstanceStorageConfig"},
	{regexp.MustCompile(`^GET /instance/[^/]+$`), "connect:DescribeInstance"},
	{regexp.MustCompile(`^GET /[^/?]+/?\?.*versions`), "s3:ListBucketVersions"},
	{regexp.MustCompile(`^POST /[^/?]+/?\?.*delete`), "s3:DeleteObject"},
	{regexp.MustCompile(`^DELETE /[^/?]+/?(\?|$)`), "s3:DeleteBucket"},
}

// signed finds the service in the signature of a request.
var signed = regexp.MustCompile(`Credential=[^/]+/[0-9]{8}/[^/]+/([^/]+)/`)

// operationOf says what a request asks for, as IAM calls it.
func operationOf(r *http.Request, body []byte) string {
	service := "nobody"
	if found := signed.FindStringSubmatch(r.Header.Get("Authorization")); found != nil {
		service = found[1]
	}
	if _, operation, is := strings.Cut(r.Header.Get("X-Amz-Target"), "."); is {
		return service + ":" + operation
	}
	if form, err := url.ParseQuery(string(body)); err == nil && form.Has("Action") {
		return service + ":" + form.Get("Action")
	}
	for _, one := range rest {
		if one.form.MatchString(r.Method + " " + r.URL.RequestURI()) {
			return one.operation
		}
	}
	return service + ":" + r.Method + " " + r.URL.RequestURI()
}

// deny answers as the service does, but for saying what would be needed.
func deny(w http.ResponseWriter, operation string) {
	service, _, _ := strings.Cut(operation, ":")
	kind, text := "text/xml", `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>Access Denied</Message></Error></ErrorResponse>`
	switch service {
	case "s3":
		text = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>`
	case "connect", "kinesis", "kms":
		w.Header().Set("X-Amzn-Errortype", "AccessDeniedException")
		kind, text = "application/x-amz-json-1.1", `{"__type":"AccessDeniedException","message":"Access Denied"}`
	}
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(http.StatusForbidden)
	_, _ = io.WriteString(w, text) // whoever asked may have gone
}
