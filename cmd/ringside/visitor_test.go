package main

import (
	"context"
	"html"
	"io"
	"maps"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/saml/samltest"
)

// visitor is a browser at a server whose proxy is ringside.example.org.
type visitor struct {
	t       testing.TB
	server  *server
	cookies map[string]string
}

// shown is what a visitor gets: Location, text without HTML's references, and the id of the request.
type shown struct {
	status            int
	to, text, request string
	header            http.Header
}

func (s *server) visitor(t testing.TB) visitor {
	return visitor{t, s, map[string]string{}}
}

// copied is another browser with the same cookies.
func (v visitor) copied() visitor {
	v.cookies = maps.Clone(v.cookies)
	return v
}

// request is one with the cookies; fields are pairs of header names and values.
func (v visitor) request(ctx context.Context, method, path string, form url.Values, header ...string) (*http.Request, error) {
	r, err := http.NewRequestWithContext(ctx, method, v.server.url+path, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	r.Host = "ringside.example.org"
	r.Header.Set("Sec-Fetch-Mode", "navigate")
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	for name, value := range v.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	return r, nil
}

// send goes to a page, or sends a form there; it keeps cookies. Status 0 is no answer.
func (v visitor) send(method, path string, form url.Values, header ...string) shown {
	v.t.Helper()
	r, err := v.request(v.t.Context(), method, path, form, header...)
	if err != nil {
		v.t.Error(err)
		return shown{}
	}
	return v.show(r)
}

// json sends a body to the API, as the page does.
func (v visitor) json(method, path, body string) shown {
	v.t.Helper()
	r, err := v.request(v.t.Context(), method, path, nil, "Content-Type", "application/json", "Sec-Fetch-Mode", "cors", "Sec-Fetch-Site", "same-origin")
	if err != nil {
		v.t.Error(err)
		return shown{}
	}
	r.Body, r.ContentLength = io.NopCloser(strings.NewReader(body)), int64(len(body))
	return v.show(r)
}

// show is the answer to a request.
func (v visitor) show(r *http.Request) shown {
	v.t.Helper()
	w, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		v.t.Error(err)
		return shown{}
	}
	defer w.Body.Close()
	text, err := io.ReadAll(w.Body)
	if err != nil {
		v.t.Error(err)
	}
	for _, c := range w.Cookies() {
		if c.MaxAge < 0 {
			delete(v.cookies, c.Name)
		} else {
			v.cookies[c.Name] = c.Value
		}
	}
	return shown{w.StatusCode, w.Header.Get("Location"), html.UnescapeString(string(text)), w.Header.Get("X-Request-Id"), w.Header}
}

// begun is a sign-in that a visitor has begun, with the identity provider's answer as the form's field.
type begun struct {
	visitor
	field string
}

// serveWithSAML is a server that believes the identity provider of samltest, with rules.
func serveWithSAML(t testing.TB, rules string) *server {
	t.Helper()
	return startServer(t, filepath.Join(t.TempDir(), "data"),
		"--saml-idp-metadata", metadataFile(t), "--access-rules", rules, "--public-url", "https://ringside.example.org")
}

// begin begins a sign-in as a browser does, and has the identity provider answer it, now unless the recipe says when.
func (v visitor) begin(answer samltest.Recipe) begun {
	v.t.Helper()
	id := samltest.RequestID(v.t, v.send(http.MethodGet, "/saml/login", nil).to)
	if answer.At.IsZero() {
		answer.At = time.Now().UTC()
	}
	answer.Replace = samltest.ForUs(append([]string{samltest.Request, id, "_r1c9f", "_r" + id, "_a77b2", "_a" + id}, answer.Replace...)...)
	return begun{v, answer.Field(v.t)}
}

// bring brings an answer, as the identity provider's page does.
func (v visitor) bring(field string) shown {
	v.t.Helper()
	return v.send(http.MethodPost, "/saml/acs", url.Values{"SAMLResponse": {field}}, "Origin", "https://sso.example.org", "Sec-Fetch-Site", "cross-site")
}
