package main

import (
	"encoding/base64"
	"io"
	"maps"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/saml/samltest"
)

// signInsPerSecond is how fast people arrive, whether or not those before them are through.
const signInsPerSecond = 50

// begun is a sign-in that a browser has begun: what that keeps, and the answer that it is to bring.
type begun struct {
	cookies []*http.Cookie
	answer  string // as the form's field
}

// BenchmarkSignIn measures from the request that carries a SAML response to the answer with its session.
func BenchmarkSignIn(b *testing.B) {
	s := serveWithSAML(b)
	all := make([]begun, b.N)
	for i := range all {
		all[i] = s.beginSignIn(b)
	}
	took, people := &durations{}, sync.WaitGroup{}
	pace := time.NewTicker(time.Second / signInsPerSecond)
	defer pace.Stop()
	b.ResetTimer()
	for _, one := range all {
		<-pace.C
		people.Go(func() {
			start := time.Now()
			status, _, _ := s.bring(b, http.MethodPost, "/saml/acs", one)
			took.add(time.Since(start))
			if status != http.StatusSeeOther {
				b.Errorf("sign-in: %d\n%s", status, s.logs)
			}
		})
	}
	people.Wait()
	took.report(b)
}

// BenchmarkHostileSignIns brings documents that no reader may let pass, four at a time, and measures by how much more memory the server
// holds than after the first thousand.
func BenchmarkHostileSignIns(b *testing.B) {
	s := serveWithSAML(b)
	good := s.beginSignIn(b)
	valid, err := base64.StdEncoding.DecodeString(good.answer)
	if err != nil {
		b.Fatal(err)
	}
	var fields []begun
	hostile := samltest.Hostile(string(valid))
	for _, name := range slices.Sorted(maps.Keys(hostile)) {
		fields = append(fields, begun{good.cookies, base64.StdEncoding.EncodeToString([]byte(hostile[name]))})
	}
	took := &durations{}
	bringAll := func(n int) {
		work, people := make(chan begun), sync.WaitGroup{} // closed below, when all are brought
		for range 4 {
			people.Go(func() {
				for one := range work {
					start := time.Now()
					status, _, _ := s.bring(b, http.MethodPost, "/saml/acs", one)
					took.add(time.Since(start))
					if status != http.StatusForbidden {
						b.Errorf("a hostile document: %d\n%s", status, s.logs)
					}
				}
			})
		}
		for i := range n {
			work <- fields[i%len(fields)]
		}
		close(work)
		people.Wait()
	}
	bringAll(1000)
	before := residentKiB(b, s.cmd.Process.Pid)
	b.ResetTimer()
	bringAll(b.N)
	after := residentKiB(b, s.cmd.Process.Pid)
	if status, _, _ := s.bring(b, http.MethodPost, "/saml/acs", good); status != http.StatusSeeOther {
		b.Errorf("the message that they were made of: %d", status)
	}
	took.report(b)
	b.ReportMetric(float64(after)/1024, "resident-MiB")
	b.ReportMetric(float64(after-before)/1024, "grown-MiB")
}

// serveWithSAML is a server that believes the identity provider of samltest.
func serveWithSAML(b *testing.B) *server {
	b.Helper()
	return startServer(b, filepath.Join(b.TempDir(), "data"),
		"--saml-idp-metadata", metadataFile(b), "--access-rules", rulesFile(b), "--public-url", "https://ringside.example.org")
}

// beginSignIn begins one as a browser does, and has the identity provider answer it.
func (s *server) beginSignIn(b *testing.B) begun {
	b.Helper()
	_, to, cookies := s.bring(b, http.MethodGet, "/saml/login", begun{})
	id := samltest.RequestID(b, to)
	replace := samltest.ForUs(samltest.Request, id, "_r1c9f", "_r"+id, "_a77b2", "_a"+id)
	return begun{cookies, samltest.Recipe{At: time.Now().UTC(), Replace: replace}.Field(b)}
}

// bring sends a request as a proxy does for ringside.example.org, with what a browser has begun; status 0 is no answer.
func (s *server) bring(b *testing.B, method, path string, with begun) (status int, to string, cookies []*http.Cookie) {
	b.Helper()
	r, err := http.NewRequestWithContext(b.Context(), method, s.url+path, strings.NewReader(url.Values{"SAMLResponse": {with.answer}}.Encode()))
	if err != nil {
		b.Error(err)
		return 0, "", nil
	}
	r.Host = "ringside.example.org"
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for _, c := range with.cookies {
		r.AddCookie(c)
	}
	w, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		b.Error(err)
		return 0, "", nil
	}
	defer w.Body.Close()
	_, _ = io.Copy(io.Discard, w.Body) // to its end, so that the connection is used again
	return w.StatusCode, w.Header.Get("Location"), w.Cookies()
}
