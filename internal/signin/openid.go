package signin

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/ringside/ringside/internal/saml"
)

// CodeAway is of an identity provider that does not answer us, or answers what cannot be used.
const CodeAway saml.Code = "OIDC-AWAY"

// OpenID is an identity provider that speaks OpenID Connect, to which we are registered. All but Name, Secret and Scopes is required.
type OpenID struct {
	Name     string // on its button, as in Metadata
	Issuer   string // its name: an https address, exactly as it writes it
	ClientID string
	// Secret is asked for at each sign-in, so that a new one counts at once; nil: there is none, and PKCE alone ties the code to us.
	Secret func() (string, error)
	Scopes []string // beside openid; none: profile and email
}

const (
	openIDLoginPath = "/oidc/login"
	// callbackPath begins the addresses to which the identity providers send browsers back. Each has one of its own, so that none is
	// given a code that another one has made ("OAuth 2.0 Security Best Current Practice", RFC 9700, 4.4.2.2).
	callbackPath = "/oidc/callback/"
	// outwardPatience is for how long an identity provider may take to answer us.
	outwardPatience = 10 * time.Second
	// mostAnswer is far above what it answers, in bytes.
	mostAnswer = 256 << 10
	// discoverEvery is for how long what it says of itself counts; its keys are asked for whenever an unknown one has signed.
	discoverEvery = time.Hour
	// awayFor is for how long one that did not answer is not asked again: strangers must not make us knock.
	awayFor = 5 * time.Second
)

// openID is one whose word counts. What it says of itself is asked for when somebody first signs in: we start without it.
type openID struct {
	OpenID
	key, back string // as of identityProvider; path of the address to which it sends browsers back
	address   *url.URL

	mu      sync.Mutex // guards all below; held while it is asked
	known   *discovered
	asked   time.Time
	trouble error // why it is not known
}

// discovered is what an identity provider says of itself.
type discovered struct {
	provider  *oidc.Provider
	verifier  *oidc.IDTokenVerifier
	config    oauth2.Config // without the secret
	namesSelf bool          // in what browsers bring back (RFC 9207)
}

// outward asks identity providers. Redirects are not followed: a secret goes where it was meant to, or nowhere.
var outward = &http.Client{
	Timeout: outwardPatience, Transport: bounded{}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// bounded reads so much of an answer and no more.
type bounded struct{}

func (bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	w, err := http.DefaultTransport.RoundTrip(r)
	if err == nil {
		w.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(w.Body, mostAnswer), w.Body}
	}
	return w, err
}

// believeOpenID takes an identity provider's name.
func (p *Provider) believeOpenID(of OpenID) error {
	address, err := url.Parse(of.Issuer)
	switch {
	case err != nil || !saml.Plain(address) || address.RawQuery != "" || address.RawPath != "":
		return errors.New("its issuer is no plain https address: write it as its /.well-known/openid-configuration does")
	case of.ClientID == "":
		return errors.New("there is no client_id")
	case named(p.fixed, of.Issuer) != nil || slices.ContainsFunc(p.openIDs, func(o *openID) bool { return o.Issuer == of.Issuer }):
		return errors.New("its issuer is that of another one: give each identity provider once, by SAML or by OpenID Connect")
	}
	if len(of.Scopes) == 0 {
		of.Scopes = []string{"profile", "email"}
	}
	believed := &openID{OpenID: of, key: keyOf(of.Issuer), back: callbackPath + address.Host + address.Path, address: address}
	p.openIDs = append(p.openIDs, believed)
	p.Logger.Info("sign-in by OpenID Connect", "provider", of.Issuer, "redirect_uri", p.callbackOf(believed))
	return nil
}

// callbackOf is the address that has to be registered with an identity provider.
func (p *Provider) callbackOf(o *openID) string { return p.at((&url.URL{Path: o.back}).EscapedPath()) }

// keyOf is a short name without a part that others choose.
func keyOf(name string) string {
	sum := sha256.Sum256([]byte(name))
	return base64.RawURLEncoding.EncodeToString(sum[:9])
}

// openIDKeyed is the one of a key of ours, nil where there is none.
func (p *Provider) openIDKeyed(key string) *openID {
	if i := slices.IndexFunc(p.openIDs, func(o *openID) bool { return o.key == key }); i >= 0 {
		return p.openIDs[i]
	}
	return nil
}

// openIDAt is the issuer of the one that sends browsers back to a path of ours, empty where there is none.
func (p *Provider) openIDAt(path string) string {
	if i := slices.IndexFunc(p.openIDs, func(o *openID) bool { return o.back == path }); i >= 0 {
		return p.openIDs[i].Issuer
	}
	return ""
}

// discover asks an identity provider what it says of itself, unless it was asked lately. It refuses with a saml.Fault.
func (p *Provider) discover(o *openID) (*discovered, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	age := p.Now().Sub(o.asked)
	if o.known != nil && age < discoverEvery || o.trouble != nil && age < awayFor {
		return o.known, o.trouble
	}
	o.known, o.trouble = p.ask(o)
	o.asked = p.Now()
	return o.known, o.trouble
}

func (p *Provider) ask(o *openID) (*discovered, error) {
	// Not a browser's context: others wait for the same answer.
	provider, err := oidc.NewProvider(oidc.ClientContext(context.Background(), outward), o.Issuer)
	if err != nil {
		return nil, away("what it says of itself", err)
	}
	var more struct {
		Keys      string   `json:"jwks_uri"`
		Methods   []string `json:"token_endpoint_auth_methods_supported"`
		NamesSelf bool     `json:"authorization_response_iss_parameter_supported"`
	}
	if err := provider.Claims(&more); err != nil {
		return nil, away("what it says of itself", err)
	}
	endpoint := provider.Endpoint()
	for what, address := range map[string]string{
		"authorization_endpoint": endpoint.AuthURL, "token_endpoint": endpoint.TokenURL, "jwks_uri": more.Keys, "userinfo_endpoint": provider.UserInfoEndpoint(),
	} {
		if at, err := url.Parse(address); (address != "" || what != "userinfo_endpoint") && (err != nil || !saml.Plain(at)) {
			return nil, saml.Fault{Code: CodeAway, Detail: "its " + what + " is no plain https address"}
		}
	}
	// Basic where nothing is said ("OpenID Connect Discovery 1.0", 3), and where both would do.
	endpoint.AuthStyle = oauth2.AuthStyleInHeader
	if len(more.Methods) > 0 && !slices.Contains(more.Methods, "client_secret_basic") || o.Secret == nil {
		endpoint.AuthStyle = oauth2.AuthStyleInParams
	}
	return &discovered{
		provider: provider, namesSelf: more.NamesSelf,
		verifier: provider.Verifier(&oidc.Config{ClientID: o.ClientID, Now: func() time.Time { return p.Now().Add(-saml.Skew) }}),
		config: oauth2.Config{
			ClientID: o.ClientID, Endpoint: endpoint, RedirectURL: p.callbackOf(o),
			Scopes: append([]string{oidc.ScopeOpenID}, slices.DeleteFunc(slices.Clone(o.Scopes), func(s string) bool { return s == oidc.ScopeOpenID })...),
		},
	}, nil
}

// away is the Fault of an answer that did not come, or that nobody can read. The answer itself stays out of it.
func away(what string, err error) error {
	detail := "it does not answer as it should"
	if broken, is := errors.AsType[*url.Error](err); is {
		detail = broken.Error()
	} else if wrong, is := errors.AsType[*oidc.IssuerMismatchError](err); is {
		detail = wrong.Error()
	}
	return saml.Fault{Code: CodeAway, Detail: fmt.Sprintf("%s: %s", what, detail)}
}
