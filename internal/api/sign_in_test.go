package api

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/access"
)

// Every route of the API's description, and all that are not in it, are behind sign-in.
func TestNoRouteIsAnsweredWithoutSignIn(t *testing.T) {
	text, err := os.ReadFile("openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	var document struct {
		Paths map[string]map[string]any `json:"paths"`
	}
	if err := json.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	if len(document.Paths) < 25 {
		t.Fatalf("the description has %d paths", len(document.Paths))
	}
	asked := 0
	h := site(t, madeUpStore(), func(o *Options) {
		o.Page = builtPage
		o.SignIn = func(_ http.Handler, deny func(http.ResponseWriter, *http.Request, error)) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { asked++; deny(w, r, nil) })
		}
		o.Doors = map[string]http.Handler{"/ingest/firehose": http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })}
	})
	tried := 0
	refused := func(method, target string) {
		tried++
		if w := ask(h, method, target, ""); w.Code != http.StatusUnauthorized || !strings.Contains(w.Body.String(), `"status":401`) {
			t.Errorf("%s %s: %d %s", method, target, w.Code, w.Body)
		}
	}
	parameter := regexp.MustCompile(`\{\w+\}`)
	for path, methods := range document.Paths {
		for method := range methods {
			refused(strings.ToUpper(method), parameter.ReplaceAllString(path, "x"))
		}
	}
	for _, target := range []string{"/", "/queues", "/assets/index.js", "/metrics", "/api/openapi.json", "/api/", "/ingest", "/ingest/nothing", "/nowhere"} {
		refused(http.MethodGet, target)
	}
	if asked != tried {
		t.Errorf("sign-in was asked %d times for %d requests", asked, tried)
	}
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodPost, "/ingest/firehose", http.NoBody)
	r.Host = "localhost"
	if h.ServeHTTP(w, r); w.Code != http.StatusTeapot {
		t.Errorf("a door that asks for a key of its own: %d", w.Code)
	}
}

func TestAProblemSaysThatSignInsCannotBeLookedUp(t *testing.T) {
	h := site(t, madeUpStore(), func(o *Options) {
		o.SignIn = func(_ http.Handler, deny func(http.ResponseWriter, *http.Request, error)) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { deny(w, r, errors.New("disk on fire")) })
		}
	})
	w := ask(h, http.MethodGet, "/api/v1/version", "")
	body := w.Body.String()
	if w.Code != http.StatusServiceUnavailable || w.Header().Get("Content-Type") != "application/problem+json" || w.Header().Get("Retry-After") == "" ||
		!strings.Contains(body, "urn:ringside:request:") || strings.Contains(body, "fire") {
		t.Errorf("%d %v %s", w.Code, w.Header(), body)
	}
}

func TestAProblemSaysThatARoleIsNotForAnAddress(t *testing.T) {
	h := site(t, madeUpStore(), func(o *Options) {
		o.SignIn = func(next http.Handler, _ func(http.ResponseWriter, *http.Request, error)) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				next.ServeHTTP(w, r.WithContext(access.With(r.Context(), access.Grant{}, access.Identity{Name: "somebody", Elsewhere: true})))
			})
		}
	})
	if w := ask(h, http.MethodGet, "/api/v1/version", ""); w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), "at this address") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
