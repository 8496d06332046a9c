package main

import (
	"encoding/base64"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/saml/samltest"
)

// signInsPerSecond is how fast people arrive, whether or not those before them are through.
const signInsPerSecond = 50

// BenchmarkSignIn measures from the request that carries a SAML response to the answer with its session.
func BenchmarkSignIn(b *testing.B) {
	s := serveWithSAML(b, rulesFile(b))
	all := make([]begun, b.N)
	for i := range all {
		all[i] = s.visitor(b).begin(samltest.Recipe{})
	}
	took, people := &durations{}, sync.WaitGroup{}
	pace := time.NewTicker(time.Second / signInsPerSecond)
	defer pace.Stop()
	b.ResetTimer()
	for _, one := range all {
		<-pace.C
		people.Go(func() {
			start := time.Now()
			got := one.bring(one.field)
			took.add(time.Since(start))
			if got.status != http.StatusSeeOther {
				b.Errorf("sign-in: %d\n%s", got.status, s.logs)
			}
		})
	}
	people.Wait()
	took.report(b)
}

// BenchmarkHostileSignIns brings documents that no reader may let pass, four at a time, and measures by how much more memory the server
// holds than after the first thousand.
func BenchmarkHostileSignIns(b *testing.B) {
	s := startServer(b, filepath.Join(b.TempDir(), "data"), "--saml-idp-metadata", metadataFile(b), "--access-rules", rulesFile(b),
		"--public-url", "https://ringside.example.org", "--trusted-proxy", "127.0.0.1")
	good := s.visitor(b).begin(samltest.Recipe{})
	valid, err := base64.StdEncoding.DecodeString(good.field)
	if err != nil {
		b.Fatal(err)
	}
	var fields []string
	hostile := samltest.Hostile(string(valid))
	for _, name := range slices.Sorted(maps.Keys(hostile)) {
		fields = append(fields, base64.StdEncoding.EncodeToString([]byte(hostile[name])))
	}
	took := &durations{}
	bringAll := func(n int) {
		work, people := make(chan int), sync.WaitGroup{} // closed below, when all are brought
		for range 4 {
			people.Go(func() {
				for i := range work {
					start := time.Now()
					// Of thousands of networks: of one they would not be read any more.
					got := good.send(http.MethodPost, "/saml/acs", url.Values{"SAMLResponse": {fields[i%len(fields)]}},
						"X-Forwarded-For", fmt.Sprintf("10.%d.%d.1", i/256%256, i%256))
					took.add(time.Since(start))
					if got.status != http.StatusForbidden {
						b.Errorf("a hostile document: %d\n%s", got.status, s.logs)
					}
				}
			})
		}
		for i := range n {
			work <- i
		}
		close(work)
		people.Wait()
	}
	bringAll(1000)
	before := residentKiB(b, s.cmd.Process.Pid)
	b.ResetTimer()
	bringAll(b.N)
	after := residentKiB(b, s.cmd.Process.Pid)
	if got := good.bring(good.field); got.status != http.StatusSeeOther {
		b.Errorf("the message that they were made of: %d", got.status)
	}
	took.report(b)
	b.ReportMetric(float64(after)/1024, "resident-MiB")
	b.ReportMetric(float64(after-before)/1024, "grown-MiB")
}
