package sso

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/saml/samltest"
)

func FuzzAnyInputIsJudged(f *testing.F) {
	for _, s := range seeds() {
		f.Add(s.input(f))
	}
	for _, row := range rows {
		f.Add([]byte(row.Text))
	}
	facts := known()
	f.Fuzz(func(t *testing.T, data []byte) {
		var report Report
		samltest.BoundedBy(t, time.Second, func() { report = Diagnose(Case{Input: ReadInput(data), Facts: &facts, At: samltest.Moment}) })
		for _, finding := range report.Findings {
			if finding.Summary == "" || finding.Fix == "" {
				t.Errorf("a finding without words: %+v", finding)
			}
			if strings.ContainsAny(finding.Seen, "\x1b\x00\r\n") {
				t.Errorf("a terminal would obey: %q", finding.Seen)
			}
		}
	})
}

func FuzzAnyPolicyIsJudged(f *testing.F) {
	f.Add([]byte(known().Role.TrustPolicy))
	for _, s := range append(trustSeeds(), permissionSeeds()...) {
		facts := known()
		s.facts(&facts)
		f.Add([]byte(facts.Role.TrustPolicy))
		for _, p := range facts.Role.Policies {
			f.Add([]byte(p.Document))
		}
	}
	input := ReadInput(seed{}.input(f))
	f.Fuzz(func(t *testing.T, document []byte) {
		facts := known()
		facts.Role.TrustPolicy, facts.Role.Policies = document, []PolicyFacts{{Document: document}}
		facts.Role.Boundary = &facts.Role.Policies[0]
		samltest.BoundedBy(t, time.Second, func() { Diagnose(Case{Input: input, Facts: &facts, At: samltest.Moment}) })
	})
}

// large is inputs that cost as much as any, by their names.
func large(tb testing.TB) map[string][]byte {
	tb.Helper()
	form := string(seed{}.input(tb))
	return map[string][]byte{
		"a_sign-in":           []byte(form),
		"zeros":               make([]byte, maxForm),
		"more_than_is_read":   make([]byte, MaxInput+1),
		"base64":              bytes.Repeat([]byte("QUFB"), maxForm/4),
		"elements":            bytes.Repeat([]byte("<a>"), maxForm/3),
		"inputs":              []byte("<html>SAMLResponse" + strings.Repeat(`<input name="a" value="`, maxForm/24)),
		"fields":              []byte(form + strings.Repeat("&a=b", (maxForm-len(form))/4)),
		"percent_signs":       []byte("SAMLResponse=" + strings.Repeat("%25", maxForm/3-10)),
		"words":               []byte(strings.Repeat("access ", maxForm/7)),
		"an_archive's_depth":  []byte(`{"log":` + strings.Repeat("[", MaxInput/2)),
		"an_archive's_length": []byte(`{"log":{"entries":[` + strings.TrimSuffix(strings.Repeat(`{"request":{"method":"POST"}},`, 400_000), ",") + `]}}`),
	}
}

func TestLargeInputsAreJudged(t *testing.T) {
	t.Parallel()
	for name, input := range large(t) {
		if report := Diagnose(Case{Input: ReadInput(input)}); (name == "a_sign-in") != report.Sound() {
			t.Errorf("%s: %s", name, shown(report))
		}
	}
}

func BenchmarkVerify(b *testing.B) {
	facts := known()
	for name, input := range large(b) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Diagnose(Case{Input: ReadInput(input), Facts: &facts, At: samltest.Moment})
			}
		})
	}
}

// BenchmarkFaults judges every seeded fault and every text of AWS, and reports the one that took longest.
func BenchmarkFaults(b *testing.B) {
	type fault struct {
		facts Facts
		input []byte
	}
	var all []fault
	for _, s := range seeds() {
		facts := known()
		if s.facts != nil {
			s.facts(&facts)
		}
		all = append(all, fault{facts, s.input(b)})
	}
	for _, row := range rows {
		all = append(all, fault{known(), []byte(row.Text)})
	}
	longest := time.Duration(0)
	for b.Loop() {
		for _, one := range all {
			start := time.Now()
			Diagnose(Case{Input: ReadInput(one.input), Facts: &one.facts, At: samltest.Moment}) // as the tests hold it to
			longest = max(longest, time.Since(start))
		}
	}
	b.ReportMetric(float64(len(all)), "faults")
	b.ReportMetric(float64(longest.Microseconds())/1000, "longest-ms")
}

func TestConditionsAreNeverTakenForGoodUnread(t *testing.T) {
	t.Parallel()
	have := request{"saml:aud": {"a"}, "aws:tagkeys": {"x", "y"}, "sts:sourceidentity": {}}
	for text, want := range map[string]answer{
		`{}`:                                yes,
		`{"StringEquals":{"SAML:aud":"a"}}`: yes,
		`{"StringEquals":{"saml:AUD":["b","a"]}}`:                               yes,
		`{"StringEquals":{"SAML:aud":"A"}}`:                                     no,
		`{"StringEqualsIgnoreCase":{"SAML:aud":"A"}}`:                           yes,
		`{"StringLike":{"SAML:aud":"?"}}`:                                       yes,
		`{"StringLike":{"SAML:aud":"b*"}}`:                                      no,
		`{"StringEquals":{"SAML:aud":"a","aws:TagKeys":"z"}}`:                   no,
		`{"StringEquals":{"SAML:aud":"a"},"StringLike":{"SAML:aud":"b"}}`:       no,
		`{"ForAllValues:StringEquals":{"aws:TagKeys":["x","y","z"]}}`:           yes,
		`{"ForAllValues:StringEquals":{"aws:TagKeys":["x"]}}`:                   no,
		`{"ForAllValues:StringEquals":{"sts:SourceIdentity":["x"]}}`:            yes,
		`{"ForAnyValue:StringEquals":{"aws:TagKeys":["y","z"]}}`:                yes,
		`{"ForAnyValue:StringEquals":{"sts:SourceIdentity":["x"]}}`:             no,
		`{"StringEqualsIfExists":{"sts:SourceIdentity":"x"}}`:                   yes,
		`{"StringEquals":{"sts:SourceIdentity":"x"}}`:                           no,
		`{"StringNotEquals":{"SAML:aud":"a"}}`:                                  no,
		`{"StringNotEquals":{"SAML:aud":["b","c"]}}`:                            yes,
		`{"StringNotLike":{"SAML:aud":["b","?"]}}`:                              no,
		`{"StringNotEquals":{"sts:SourceIdentity":"x"}}`:                        yes,
		`{"StringNotEquals":{"aws:SourceIp":"192.0.2.1"}}`:                      unknown,
		`{"StringNotEquals":{"SAML:aud":"${aws:username}"}}`:                    unknown,
		`{"ForAllValues:StringNotEquals":{"aws:TagKeys":["z"]}}`:                unknown,
		`{"Null":{"SAML:aud":true}}`:                                            unknown,
		`{"DateLessThan":{"aws:CurrentTime":"2026-01-01"}}`:                     unknown,
		`{"StringEquals":{"aws:SourceIp":"192.0.2.1"}}`:                         unknown,
		`{"StringEqualsIfExists":{"aws:SourceIp":"192.0.2.1"}}`:                 unknown,
		`{"StringEquals":{"SAML:aud":"${aws:username}"}}`:                       unknown,
		`{"SomeValues:StringEquals":{"SAML:aud":"a"}}`:                          unknown,
		`{"StringEquals":{"SAML:aud":"b"},"Bool":{"aws:SecureTransport":true}}`: no,
	} {
		var c conditions
		if err := json.Unmarshal([]byte(text), &c); err != nil {
			t.Fatal(err)
		}
		if got := c.judge(have, true).answer; got != want {
			t.Errorf("%s: %d, want %d", text, got, want)
		}
	}
}
