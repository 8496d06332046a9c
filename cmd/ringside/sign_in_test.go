package main

import (
	"encoding/json"
	"errors"
	"html"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/state"
	"github.com/ringside/ringside/internal/trusted"
)

// metadataFile is what an identity provider publishes, as a file.
func metadataFile(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "idp.xml")
	if err := os.WriteFile(path, []byte(samltest.Metadata(samltest.Keys().Ours)), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// rulesFile lets everybody of an identity provider do everything.
func rulesFile(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "access.json")
	if err := os.WriteFile(path, []byte(`{"version":1,"rules":[{"roles":["administrator"]}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// asked is an answer as a proxy gets it for ringside.example.org, without HTML's references; fields are pairs of names and values.
func (s *server) asked(t *testing.T, path string, header ...string) (status int, location, text string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+path, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.Host = "ringside.example.org"
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Body.Close()
	body, err := io.ReadAll(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return w.StatusCode, w.Header.Get("Location"), html.UnescapeString(string(body))
}

func TestServeWithSignInKeepsStrangersOutAndDoorsOpen(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	file := metadataFile(t)
	s := startServer(t, data, "--saml-idp-metadata", file, "--saml-sign-requests", file, "--access-rules", rulesFile(t), "--public-url", "https://ringside.example.org")
	for _, path := range []string{"/api/v1/panels", "/api/v1/live", "/api/openapi.json", "/metrics", "/", "/assets/x.js"} {
		if status, _, text := s.asked(t, path); status != http.StatusUnauthorized || !strings.Contains(text, `"status":401`) {
			t.Errorf("%s: %d %s", path, status, text)
		}
	}
	if status, _, _ := s.asked(t, "/healthz"); status != http.StatusOK {
		t.Errorf("/healthz: %d", status)
	}
	if status, to, _ := s.asked(t, "/queues", "Sec-Fetch-Mode", "navigate"); status != http.StatusSeeOther || !strings.HasSuffix(to, "&return=%2Fqueues") || !strings.HasPrefix(to, "/saml/login?idp=") {
		t.Errorf("a page: %d to %s", status, to)
	}
	if status, to, _ := s.asked(t, "/saml/login?return=%2Fqueues"); status != http.StatusSeeOther || !strings.HasPrefix(to, samltest.SignOn+"&SAMLRequest=") || !strings.Contains(to, "&Signature=") {
		t.Errorf("sign-in: %d to %s", status, to)
	}
	if status, _, text := s.asked(t, "/saml/metadata"); status != http.StatusOK || !strings.Contains(text, `Location="https://ringside.example.org/saml/acs"`) || !strings.Contains(text, `use="encryption"`) ||
		!strings.Contains(text, `AuthnRequestsSigned="true"`) || !strings.Contains(text, `Location="https://ringside.example.org/saml/slo"`) {
		t.Errorf("metadata: %d %s", status, text)
	}
	if info, err := os.Stat(filepath.Join(data, samlKeyFile)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key: %v, %v", info, err)
	}
	if status, err := s.deliver([]byte(`{"not":"a record"}`)); err != nil || status != http.StatusOK {
		t.Errorf("a delivery: %d, %v", status, err)
	}
}

func TestServeTakesPeopleFromAPortalWhereThatIsAllowed(t *testing.T) {
	t.Parallel()
	for _, allowed := range []bool{true, false} {
		flags := []string{"--saml-idp-metadata", "학습 센터=" + metadataFile(t), "--access-rules", rulesFile(t), "--public-url", "https://ringside.example.org"}
		want := http.StatusForbidden
		if allowed {
			flags, want = append(flags, "--saml-idp-initiated", "학습 센터"), http.StatusSeeOther
		}
		s := startServer(t, t.TempDir(), flags...)
		if status := s.fromPortal(t, samltest.Keys().Ours, "portal"); status != want {
			t.Errorf("allowed: %t; %d\n%s", allowed, status, s.logs.String())
		}
	}
}

func TestServeWithoutAccountsShowsNoLink(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	s := startServer(t, data, "--no-accounts", "--saml-idp-metadata", metadataFile(t), "--access-rules", rulesFile(t), "--public-url", "https://ringside.example.org")
	if _, _, page := s.asked(t, "/sign-in"); !strings.Contains(page, `href="/saml/login?`) || strings.Contains(page, `name="password"`) {
		t.Errorf("%s", page)
	}
	if status, _, _ := s.asked(t, "/sign-in/set-up?token=x"); status != http.StatusNotFound {
		t.Errorf("a link: %d", status)
	}
	if _, err := os.Stat(filepath.Join(data, "first-sign-in.txt")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the link of the first administrator: %v", err)
	}
}

// TestServeWithoutAccountsTakesAnAgreedProvider begins with an identity provider that the state has, and does not let the last one go while it
// is the only way in, whoever asks.
func TestServeWithoutAccountsTakesAnAgreedProvider(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	start := func(flags ...string) {
		s := startServer(t, data, append([]string{"--access-rules", rulesFile(t), "--public-url", "https://ringside.example.org"}, flags...)...)
		if _, _, page := s.asked(t, "/sign-in"); len(flags) > 0 && (!strings.Contains(page, `href="/saml/login?`) || strings.Contains(page, `name="password"`)) {
			t.Errorf("%s", page)
		}
		if err := s.stop(); err != nil {
			t.Fatal(err)
		}
	}
	order := func(code int, args ...string) string {
		t.Helper()
		stdout, stderr, got := ringside(t, append(append([]string{"saml"}, args...), "--data", data)...)
		if got != code {
			t.Fatalf("%q: %d %s", args, got, stderr)
		}
		return stdout + stderr
	}
	start() // makes the folder
	order(exitOK, "add", "corp", metadataFile(t))
	weaklyAgreed(t, data)
	_, stderr, code := ringside(t, "serve", "--listen", "127.0.0.1:0", "--data", data, "--no-accounts", "--access-rules", rulesFile(t), "--public-url", "https://ringside.example.org")
	if code != exitFailed || !strings.Contains(stderr, "nobody could sign in") || !strings.Contains(stderr, "2,048 bits") {
		t.Errorf("nobody has agreed yet to one that can be used: %d %s", code, stderr)
	}
	digest := regexp.MustCompile(`[0-9a-f]{64}`).FindAllString(order(exitOK, "show", "corp"), -1)
	order(exitOK, "agree", "corp", digest[len(digest)-1])
	start("--no-accounts")
	if said := order(exitUsage, "remove", "corp"); !strings.Contains(said, "without --no-accounts") {
		t.Errorf("%s", said)
	}
	start()
	order(exitOK, "remove", "corp")
}

// weaklyAgreed puts an identity provider into the state as an older version may have taken it: sign-in refuses its one key.
func weaklyAgreed(t *testing.T, data string) {
	t.Helper()
	usual := trusted.Document{Metadata: samltest.Metadata(samltest.Keys().Ours)}
	const weak = "https://weak.example.org"
	definition, err := json.Marshal(trusted.Provider{Counts: &trusted.Document{
		Metadata: strings.ReplaceAll(usual.Metadata, usual.EntityID(), weak), Certificates: [][]byte{samltest.Keys().Short.Certificate.Raw},
	}})
	if err != nil {
		t.Fatal(err)
	}
	db, err := keyFolder{Data: data}.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.SaveTrustedProvider(t.Context(), state.TrustedProvider{Name: "weak", EntityID: weak, Definition: string(definition)})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

// openIDProviderFile is of an identity provider that nobody can reach.
func openIDProviderFile(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	file := filepath.Join(folder, "oidc.json")
	text := `{"issuer":"https://127.0.0.1:1/realm","client_id":"ringside","client_secret_file":"secret"}`
	if err := errors.Join(os.WriteFile(file, []byte(text), 0o600), os.WriteFile(filepath.Join(folder, "secret"), []byte("s3cret-of-tests\n"), 0o600)); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestServeStartsWithoutItsOpenIDProvider(t *testing.T) {
	t.Parallel()
	s := startServer(t, t.TempDir(), "--oidc-provider", "학습 센터="+openIDProviderFile(t), "--access-rules", rulesFile(t), "--public-url", "https://ringside.example.org")
	_, _, page := s.asked(t, "/sign-in")
	way := regexp.MustCompile(`href="(/oidc/login[^"]*)"`).FindStringSubmatch(page)
	if way == nil || !strings.Contains(page, "학습 센터 계정으로 로그인") {
		t.Fatalf("the page has no way in: %s", page)
	}
	if status, _, text := s.asked(t, way[1]); status != http.StatusServiceUnavailable || !strings.Contains(text, "요청 번호") {
		t.Errorf("%d %s", status, text)
	}
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	log := s.logs.String()
	for _, want := range []string{"code=OIDC-AWAY", "redirect_uri=https://ringside.example.org/oidc/callback/127.0.0.1:1/realm"} {
		if !strings.Contains(log, want) {
			t.Errorf("the log has no %s:\n%s", want, log)
		}
	}
	if strings.Contains(log, "s3cret-of-tests") {
		t.Errorf("the log has the secret:\n%s", log)
	}
}

func TestServeRefusesHalfASignIn(t *testing.T) {
	t.Parallel()
	file, rules, secretless := metadataFile(t), rulesFile(t), openIDProviderFile(t)
	if err := os.Remove(filepath.Join(filepath.Dir(secretless), "secret")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		flags []string
		code  int
		want  string
	}{
		{[]string{"--saml-idp-metadata", file}, exitUsage, "needs --public-url"},
		{[]string{"--oidc-provider", file}, exitUsage, "needs --public-url"},
		{[]string{"--oidc-provider", file, "--public-url", "https://ringside.example.org"}, exitUsage, "needs --access-rules"},
		{[]string{"--oidc-provider", file, "--access-rules", rules, "--public-url", "https://ringside.example.org"}, exitFailed, "client_secret_file"},
		{[]string{"--saml-idp-metadata", file, "--public-url", "https://ringside.example.org"}, exitUsage, "needs --access-rules"},
		{[]string{"--access-rules", rules}, exitUsage, "needs --public-url"},
		{[]string{"--saml-idp-metadata", file, "--access-rules", rules, "--public-url", "http://ringside.example.org"}, exitFailed, "write https://HOST"},
		{[]string{"--saml-idp-metadata", "A=" + file, "--saml-idp-initiated", file, "--access-rules", rules, "--public-url", "https://ringside.example.org"}, exitUsage, "no identity provider of that name"},
		{[]string{"--saml-idp-metadata", file, "--saml-sign-requests", "A", "--access-rules", rules, "--public-url", "https://ringside.example.org"}, exitUsage, "no identity provider of that name"},
		{[]string{"--no-accounts", "--public-url", "https://ringside.example.org"}, exitUsage, "nobody could sign in"},
		{[]string{"--no-accounts", "--access-rules", rules, "--public-url", "https://ringside.example.org"}, exitFailed, "nobody could sign in"},
		{[]string{"--oidc-provider", secretless, "--access-rules", rules, "--public-url", "https://ringside.example.org"}, exitFailed, "client secret: open"},
		{[]string{"--saml-idp-metadata", file + "x", "--access-rules", rules, "--public-url", "https://ringside.example.org"}, exitFailed, "--saml-idp-metadata: open"},
		{[]string{"--saml-idp-metadata", file, "--access-rules", file, "--public-url", "https://ringside.example.org"}, exitFailed, "line 1"},
	} {
		_, stderr, code := ringside(t, append([]string{"serve", "--listen", "127.0.0.1:0", "--data", t.TempDir()}, c.flags...)...)
		if code != c.code || !strings.Contains(stderr, c.want) {
			t.Errorf("%q: %d %s, want %d and %q", c.flags, code, stderr, c.code, c.want)
		}
	}
}

func TestTheFirstStartShowsALinkForTheFirstAdministrator(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	name := filepath.Join(data, "first-sign-in.txt")
	start := func() (link, log string) {
		s := startServer(t, data, "--public-url", "https://ringside.example.org")
		if err := s.stop(); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		_ = os.Remove(name) // as told
		return strings.TrimSpace(string(text)), s.logs.String()
	}
	link, log := start()
	token, found := strings.CutPrefix(link, "https://ringside.example.org/sign-in/set-up?token=")
	if !found || strings.Contains(log, token) || !strings.Contains(log, name) {
		t.Fatalf("%q; the log:\n%s", link, log)
	}
	again, _ := start()
	if again == "" || again == link {
		t.Errorf("nobody has used it, and the next start shows %q", again)
	}
	db, err := state.Open(t.Context(), state.Options{Folder: data})
	if err != nil {
		t.Fatal(err)
	}
	_, token, _ = strings.Cut(again, "token=")
	if err := errors.Join(db.SetUpAccount(t.Context(), token, "$argon2id$", "S"), db.Close()); err != nil {
		t.Fatal(err)
	}
	if link, _ := start(); link != "" {
		t.Errorf("with an administrator: %q", link)
	}
}

func TestAccountsAreAddedListedResetAndDisabled(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	user := func(want int, args ...string) (stdout, stderr string) {
		stdout, stderr, code := ringside(t, append([]string{"user"}, append(args, "--data", data)...)...)
		if code != want {
			t.Errorf("%q: exit %d, want %d: %s", args, code, want, stderr)
		}
		return stdout, stderr
	}
	link, _ := user(exitOK, "add", "kim", "--public-url", "https://ringside.example.org/")
	if !strings.HasPrefix(link, "https://ringside.example.org/sign-in/set-up?token=") {
		t.Errorf("%s", link)
	}
	if _, stderr := user(exitFailed, "add", "kim"); !strings.Contains(stderr, "one already") {
		t.Errorf("twice: %s", stderr)
	}
	if _, stderr := user(exitFailed, "add", "Kim"); !strings.Contains(stderr, "lower case") {
		t.Errorf("a name that cannot be: %s", stderr)
	}
	if link, stderr := user(exitOK, "reset", "kim"); !strings.HasPrefix(link, "/sign-in/set-up?token=") || !strings.Contains(stderr, "--public-url") {
		t.Errorf("%s%s", link, stderr)
	}
	user(exitOK, "add", "park", "--role", "Supervisor")
	user(exitOK, "role", "park", "auditor")
	for _, wrong := range [][]string{{"add", "lee", "--role", "king"}, {"role", "park", "king"}} {
		if _, stderr := user(exitUsage, wrong...); !strings.Contains(stderr, "supervisor") {
			t.Errorf("%q: %s", wrong, stderr)
		}
	}
	user(exitOK, "disable", "kim")
	log, _, _ := ringside(t, "audit", "list", "--data", data, "--format", "csv", "--from", "2020-01-01", "--to", "2100-01-01")
	for _, action := range []string{"add_user", "reset_user", "change_role", "disable_user"} {
		if !strings.Contains(log, action) {
			t.Errorf("the audit log lacks %s: %s", action, log)
		}
	}
	if out, _ := user(exitOK, "list", "--format", "csv"); !strings.Contains(out, "\nkim,administrator,,disabled,") || !strings.Contains(out, "\npark,auditor,,to be set up,") {
		t.Errorf("%s", out)
	}
	if _, stderr := user(exitFailed, "forget", "park"); !strings.Contains(stderr, "ringside user disable park") {
		t.Errorf("one that may sign in is forgotten: %s", stderr)
	}
	user(exitOK, "forget", "kim")
	if out, _ := user(exitOK, "list", "--format", "csv"); strings.Contains(out, "kim") {
		t.Errorf("kim is not forgotten: %s", out)
	}
	user(exitOK, "add", "choi", "--role", "supervisor", "--limit", "queue=Sales", "--limit", "queue=Care")
	user(exitOK, "limit", "park", "--limit", "instance=i-1")
	user(exitOK, "limit", "park", "--everything")
	user(exitOK, "limit", "choi", "--limit", "agent=jisu")
	user(exitOK, "role", "choi", "agent")
	for _, wrong := range [][]string{
		{"limit", "choi", "--everything"}, // an agent sees somebody's own
		{"limit", "park"},
		{"limit", "park", "--everything", "--limit", "queue=x"},
		{"limit", "park", "--limit", "channel=VOICE"},
		{"role", "park", "agent"},
		{"add", "lee", "--role", "agent"},
	} {
		user(exitUsage, wrong...)
	}
	if out, _ := user(exitOK, "list", "--format", "csv"); !strings.Contains(out, "\nchoi,agent,agent=jisu,") || !strings.Contains(out, "\npark,auditor,,") {
		t.Errorf("%s", out)
	}
	for _, verb := range [][]string{{"limit", "lee", "--everything"}, {"reset", "lee"}, {"disable", "lee"}, {"forget", "lee"}, {"role", "lee", "auditor"}} {
		if _, stderr := user(exitFailed, verb...); !strings.Contains(stderr, "ringside user list") {
			t.Errorf("%q of nobody: %s", verb, stderr)
		}
	}
}

func TestAMonthOfTheAuditLogIsReviewedOnTheCommandLine(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	if _, stderr, code := ringside(t, "user", "add", "kim", "--data", data); code != exitOK {
		t.Fatal(stderr)
	}
	this := time.Now().UTC().Format("2006-01")
	review := func(want int, args ...string) string {
		t.Helper()
		stdout, stderr, code := ringside(t, append([]string{"audit", "review", "--data", data, "--zone", "UTC"}, args...)...)
		if code != want {
			t.Errorf("%q: exit %d, want %d: %s%s", args, code, want, stdout, stderr)
		}
		return stdout + stderr
	}
	if said := review(exitOK, "--month", this); !strings.Contains(said, "add_user") {
		t.Error(said)
	}
	if said := review(exitOK, "--month", this, "--format", "json"); !strings.Contains(said, `"changes":[{"seq":1,`) || !strings.Contains(said, `"open":[]`) {
		t.Error(said)
	}
	if said := review(exitUsage, "--month", this, "--note", "early"); !strings.Contains(said, "not over") {
		t.Error(said)
	}
	if said := review(exitOK, "--note", "nothing unusual"); !strings.Contains(said, "nothing unusual") {
		t.Error(said)
	}
	review(exitUsage, "--month", "October")
}
