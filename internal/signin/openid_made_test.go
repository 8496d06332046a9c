package signin

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/saml/samltest"
)

const (
	clientID     = "ringside-client"
	clientSecret = "s3cret-of-tests"
	subject      = "00u8qwrtz"
	codeOfTests  = "code-8f21"
)

// madeOpenID is an identity provider of ours that answers as it is told, so that each answer can be wrong in one thing.
type madeOpenID struct {
	*httptest.Server
	t   testing.TB
	now func() time.Time

	mu     sync.Mutex // guards all below
	away   bool
	asked  map[string]int // requests, by path
	nonce  string         // of the sign-in that was begun last
	change func(*madeAnswer)
}

// madeAnswer is what it answers; a test changes one thing of it.
type madeAnswer struct {
	discovery, claims, userinfo map[string]any
	algorithm                   string // in the token's head
	key                         *rsa.PrivateKey
	status                      int // of the token endpoint
	fault                       string
	noIDToken                   bool
	userinfoStatus              int
}

func makeOpenID(t testing.TB) *madeOpenID {
	t.Helper()
	m := &madeOpenID{t: t, asked: map[string]int{}}
	m.Server = httptest.NewServer(m)
	t.Cleanup(m.Close)
	return m
}

func (m *madeOpenID) as(change func(*madeAnswer)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.change = change
}

func (m *madeOpenID) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.asked[r.URL.Path]++
	if m.away {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	now := m.now().Unix()
	a := madeAnswer{
		discovery: map[string]any{
			"issuer": m.URL, "authorization_endpoint": m.URL + "/authorize", "token_endpoint": m.URL + "/token", "jwks_uri": m.URL + "/keys",
			"userinfo_endpoint": m.URL + "/userinfo", "id_token_signing_alg_values_supported": []string{"RS256", "HS256", "none"},
		},
		claims: map[string]any{
			"iss": m.URL, "aud": clientID, "sub": subject, "nonce": m.nonce, "iat": now, "exp": now + 300, "preferred_username": person,
		},
		userinfo:  map[string]any{"sub": subject, "groups": []string{"team-leads", "seoul"}, "preferred_username": "of the userinfo"},
		algorithm: "RS256", key: samltest.Keys().Ours.Private, status: http.StatusOK, userinfoStatus: http.StatusOK,
	}
	if m.change != nil {
		m.change(&a)
	}
	switch r.URL.Path {
	case "/.well-known/openid-configuration":
		m.reply(w, http.StatusOK, a.discovery)
	case "/keys":
		key := samltest.Keys().Ours.Private
		m.reply(w, http.StatusOK, map[string]any{"keys": []any{map[string]any{
			"kty": "RSA", "use": "sig", "n": base64.RawURLEncoding.EncodeToString(key.N.Bytes()),
			"e": base64.RawURLEncoding.EncodeToString(big.NewInt(int64(key.E)).Bytes()),
		}}})
	case "/token":
		id, secret, _ := r.BasicAuth()
		if r.FormValue("code") != codeOfTests || len(r.FormValue("code_verifier")) != 43 || id != clientID || secret != clientSecret {
			m.t.Errorf("the token endpoint is asked as it should not be: %v %q %q", r.Form, id, secret)
		}
		if a.fault != "" {
			m.reply(w, a.status, map[string]any{"error": a.fault, "error_description": person + " may not"})
			return
		}
		tokens := map[string]any{"access_token": "access", "token_type": "Bearer", "id_token": a.token(m.t)}
		if a.noIDToken {
			delete(tokens, "id_token")
		}
		m.reply(w, a.status, tokens)
	case "/userinfo":
		m.reply(w, a.userinfoStatus, a.userinfo)
	}
}

func (m *madeOpenID) reply(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

// token signs the claims ("JSON Web Signature", RFC 7515, 3.1).
func (a madeAnswer) token(t testing.TB) string {
	encoded := func(part any) string {
		text, err := json.Marshal(part)
		if err != nil {
			t.Error(err)
		}
		return base64.RawURLEncoding.EncodeToString(text)
	}
	text := encoded(map[string]any{"alg": a.algorithm}) + "." + encoded(a.claims)
	if a.algorithm == "none" {
		return text + "."
	}
	digest := sha256.Sum256([]byte(text))
	signature, err := rsa.SignPKCS1v15(rand.Reader, a.key, crypto.SHA256, digest[:])
	if err != nil {
		t.Error(err)
	}
	return text + "." + base64.RawURLEncoding.EncodeToString(signature)
}

// openMade is a site that believes one that is made, and no other.
func openMade(t testing.TB, more ...OpenID) (*site, *madeOpenID) {
	t.Helper()
	m := makeOpenID(t)
	s := openAll(t, nil, append([]OpenID{m.of()}, more...))
	m.now = s.Now
	return s, m
}

// of is how a site is told of it.
func (m *madeOpenID) of() OpenID {
	return OpenID{Issuer: m.URL, ClientID: clientID, Secret: func() (string, error) { return clientSecret, nil }}
}

// beginOpenID goes to a page and on to the identity provider; it returns the parameters that it is sent there with.
func (b *browser) beginOpenID(page string) url.Values {
	b.t.Helper()
	first := b.ask(http.MethodGet, page, nil)
	second := b.ask(http.MethodGet, first.Header.Get("Location"), nil)
	to, err := url.Parse(second.Header.Get("Location"))
	if err != nil || second.StatusCode != http.StatusSeeOther {
		b.t.Fatalf("%s: %s to %s, then %s %s\n%s", page, first.Status, first.Header.Get("Location"), second.Status, to, b.site.log())
	}
	return to.Query()
}

// back is a browser that comes back from the identity provider.
func (b *browser) back(sent url.Values, answer url.Values) reply {
	b.t.Helper()
	to, err := url.Parse(sent.Get("redirect_uri"))
	if err != nil {
		b.t.Fatal(err)
	}
	return b.ask(http.MethodGet, to.Path+"?"+answer.Encode(), nil, "Sec-Fetch-Site", "cross-site")
}

// come begins a sign-in and brings what an identity provider sends back that is as it should be.
func (m *madeOpenID) come(b *browser, page string) reply {
	sent := b.beginOpenID(page)
	return b.back(sent, m.answer(sent))
}

// answer remembers a request as its answer wants it.
func (m *madeOpenID) answer(sent url.Values) url.Values {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.nonce = sent.Get("nonce")
	return url.Values{"state": {sent.Get("state")}, "code": {codeOfTests}}
}
