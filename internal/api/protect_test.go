package api

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestForeignHostsAreRefused(t *testing.T) {
	tests := []struct {
		host    string
		allowed []string
		want    int
	}{
		{"localhost:8080", nil, 200},
		{"127.0.0.1", nil, 200},
		{"127.8.9.1:80", nil, 200},
		{"[::1]:8080", nil, 200},
		{"LOCALHOST", nil, 200},
		{"connect.localhost:9000", nil, 200},
		{"evil.example", nil, 421},
		{"localhost.evil.example", nil, 421},
		{"127.0.0.1.evil.example", nil, 421},
		{"10.0.0.7:8080", nil, 421},
		{"", nil, 421},
		{"ringside.example:443", []string{"ringside.example"}, 200},
		{"Ringside.Example.", []string{"ringside.example"}, 200},
		{"ringside.example", []string{"Ringside.Example"}, 200},
		{"evil.example", []string{"ringside.example"}, 421},
		{"evil.example", []string{"*"}, 200},
	}
	for _, tt := range tests {
		h := site(t, madeUpStore(), func(o *Options) { o.AllowedHosts = tt.allowed })
		r, err := http.NewRequest("GET", "http://x"+Prefix+"/version", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = tt.host
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != tt.want {
			t.Errorf("host %q, allowed %v: %d, want %d", tt.host, tt.allowed, w.Code, tt.want)
		}
	}
}

func TestOtherSitesMayNotGiveOrders(t *testing.T) {
	replayed := 0
	h := site(t, madeUpStore(), func(o *Options) {
		o.Replay = func(context.Context, []uint64) (ReplayResult, error) { replayed++; return ReplayResult{}, nil }
	})
	order := func(headers ...string) int {
		return ask(h, "POST", Prefix+"/quarantine/replay", `{"seqs":[7]}`, headers...).Code
	}
	if got := order("Sec-Fetch-Site", "cross-site"); got != 403 {
		t.Errorf("cross-site: %d", got)
	}
	if got := order("Origin", "http://evil.example"); got != 403 {
		t.Errorf("foreign origin: %d", got)
	}
	if replayed != 0 {
		t.Error("a refused order was carried out")
	}
	if got := order("Sec-Fetch-Site", "same-origin"); got != 200 {
		t.Errorf("own page: %d", got)
	}
	if got := order(); got != 200 {
		t.Errorf("a program: %d", got)
	}
}

func TestEveryAnswerCarriesTheHeadersThatProtectIt(t *testing.T) {
	h := site(t, madeUpStore(), func(o *Options) { o.Page = builtPage })
	for _, target := range []string{Prefix + "/version", "/", Prefix + "/nowhere", "/healthz"} {
		header := ask(h, "GET", target, "").Header()
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'self'; script-src 'self'", "X-Content-Type-Options": "nosniff",
			"X-Frame-Options": "DENY", "Referrer-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
		} {
			if !strings.HasPrefix(header.Get(name), want) {
				t.Errorf("%s: %s is %q", target, name, header.Get(name))
			}
		}
		if strings.HasPrefix(target, "/api/") && header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s may be kept: %q", target, header.Get("Cache-Control"))
		}
	}
}
