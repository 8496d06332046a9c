package scim

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/signin"
	"github.com/ringside/ringside/internal/state"
)

// site is a Ringside on which a directory says who the people are.
type site struct {
	t     testing.TB
	url   string // of SCIM
	state *state.DB
	token string

	mu   sync.Mutex // guards all below
	now  time.Time
	logs bytes.Buffer
}

func (s *site) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

func (s *site) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.logs.Write(p)
}

func open(t testing.TB) *site {
	t.Helper()
	s := &site{t: t, now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	db, err := state.Open(t.Context(), state.Options{Folder: t.TempDir(), Now: s.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	server := httptest.NewUnstartedServer(nil)
	public, log := "http://"+server.Listener.Addr().String(), slog.New(slog.NewTextHandler(s, nil))
	in, err := signin.New(signin.Options{
		PublicURL: public, Sessions: db, Accounts: db, Tokens: db, Audit: db, Now: s.Now, Logger: log,
		Directory: New(Options{PublicURL: public, Store: db, Now: s.Now, Logger: log}),
	})
	if err != nil {
		t.Fatal(err)
	}
	protected := in.Protect(http.NotFoundHandler(), func(w http.ResponseWriter, _ *http.Request, _ error) {
		http.Error(w, "denied", http.StatusUnauthorized)
	})
	server.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Request-Id", "request-17")
		protected.ServeHTTP(w, r)
	})
	server.Start()
	t.Cleanup(server.Close)
	s.state, s.url, s.token = db, public+Path, ""
	s.token = s.newToken(`{"roles":["provisioner"]}`)
	return s
}

func (s *site) newToken(access string) string {
	s.t.Helper()
	_, shown, err := s.state.CreateAPIToken(s.t.Context(), state.APIToken{Name: "test", Access: access, Ends: s.Now().Add(time.Hour)})
	if err != nil {
		s.t.Fatal(err)
	}
	return shown
}

// answer is what came back.
type answer struct {
	*http.Response
	text string
	body object
}

// ask sends a request and wants a status; the answer has SCIM's form.
func (s *site) ask(want int, method, path, body string, header ...string) answer {
	s.t.Helper()
	a, err := s.send(want, method, path, body, header...)
	if err != nil {
		s.t.Fatal(err)
	}
	return a
}

// send is ask for several goroutines.
func (s *site) send(want int, method, path, body string, header ...string) (answer, error) {
	r, err := http.NewRequestWithContext(s.t.Context(), method, s.url+strings.ReplaceAll(path, " ", "%20"), strings.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	r.Header.Set("Authorization", "Bearer "+s.token)
	if body != "" {
		r.Header.Set("Content-Type", "application/scim+json; charset=utf-8")
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w, err := http.DefaultClient.Do(r)
	if err != nil {
		return answer{}, err
	}
	defer w.Body.Close()
	text, err := io.ReadAll(w.Body)
	a := answer{Response: w, text: string(text)}
	switch {
	case err != nil:
		return a, err
	case w.StatusCode != want:
		return a, fmt.Errorf("%s %s: %s, want %d\n%.500s\n%s", method, path, w.Status, want, body, text)
	case len(text) == 0:
		return a, nil
	case w.Header.Get("Content-Type") != "application/scim+json":
		return a, fmt.Errorf("%s %s: Content-Type %s", method, path, w.Header.Get("Content-Type"))
	}
	if err := json.Unmarshal(text, &a.body); err != nil {
		return a, fmt.Errorf("%s %s: %w in %s", method, path, err, text)
	}
	if want >= 400 && (a.body["status"] != strconv.Itoa(want) || !strings.Contains(a.text, errorSchema) || str(a.body, "detail") == "") {
		return a, fmt.Errorf("%s %s: %s; want an error of SCIM", method, path, text)
	}
	return a, nil
}

func (a answer) id(t testing.TB) string {
	t.Helper()
	id := str(a.body, "id")
	if id == "" {
		t.Fatalf("no id in %s", a.text)
	}
	return id
}

// listed is what is called so, of a list's resources.
func (a answer) listed(name string) (all []string) {
	for _, one := range list(a.body, "Resources") {
		all = append(all, str(one.(object), name))
	}
	return all
}

// user makes one.
func (s *site) user(name string) string {
	s.t.Helper()
	return s.ask(http.StatusCreated, http.MethodPost, "/Users",
		`{"userName":"`+name+`","emails":[{"value":"`+name+`@example.org","type":"work","primary":true}],"active":true}`).id(s.t)
}

// patch sends operations.
func (s *site) patch(want int, path string, operations ...string) answer {
	s.t.Helper()
	return s.ask(want, http.MethodPatch, path, `{"schemas":["`+patchSchema+`"],"Operations":[`+strings.Join(operations, ",")+`]}`)
}

// audited are actions and subjects of the audit log, the oldest first.
func (s *site) audited() (all []string) {
	s.t.Helper()
	err := s.state.EachAudit(s.t.Context(), s.Now().Add(-time.Hour), s.Now().Add(time.Hour), func(e state.AuditEntry) {
		if e.Provider != "token" || e.Who == "" || e.Address != "127.0.0.1" || e.Request != "request-17" {
			s.t.Errorf("who did that is not in %+v", e)
		}
		all = append(all, e.Action+" "+e.Subject)
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return all
}
