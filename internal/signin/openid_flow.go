package signin

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/state"
)

// The codes of sign-ins by OpenID Connect that were refused, in the order in which they are looked for.
const (
	// CodeOpenIDForm is of an address that no identity provider sends browsers to.
	CodeOpenIDForm saml.Code = "OIDC-FORM"
	// CodeOpenIDState is of a sign-in that this browser has not begun with that identity provider.
	CodeOpenIDState saml.Code = "OIDC-STATE"
	// CodeOpenIDRefused is of an identity provider that has let nobody in.
	CodeOpenIDRefused saml.Code = "OIDC-REFUSED"
	// CodeOpenIDCode is of a code that the identity provider does not take, or not any more.
	CodeOpenIDCode saml.Code = "OIDC-CODE"
	// CodeOpenIDClient is of an identity provider that does not know us, or our secret.
	CodeOpenIDClient saml.Code = "OIDC-CLIENT"
	// CodeOpenIDToken is of an ID token that is none, or is not of this identity provider, not for us, or not signed by it.
	CodeOpenIDToken saml.Code = "OIDC-TOKEN"
	// CodeOpenIDNonce is of an ID token that answers another request.
	CodeOpenIDNonce saml.Code = "OIDC-NONCE"
	// CodeOpenIDClaims is of claims that cannot be had, or are of somebody else.
	CodeOpenIDClaims saml.Code = "OIDC-CLAIMS"
)

// mostQuery is far above what identity providers send, in bytes.
const mostQuery = 8 << 10

// openIDFormat stands in a session where SAML has the format of the name: a person is known by the subject of that issuer.
const openIDFormat = "openid"

// openIDLogin sends the browser to an identity provider.
func (p *Provider) openIDLogin(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	back := r.URL.Query().Get("return")
	asked := p.openIDKeyed(r.URL.Query().Get("idp"))
	if asked == nil {
		p.show(w, r, http.StatusNotFound, p.ways(back))
		return
	}
	known, err := p.discover(asked)
	if err != nil {
		p.refuseSignIn(w, r, state.Session{Provider: asked.Issuer}, err)
		return
	}
	begun := request{ID: saml.NewID(), Began: p.Now(), IDP: asked.key, Return: returnPath(back), by: p.box()}
	http.SetCookie(w, cookie(requestCookie(begun.ID), p.seal(begun), http.SameSiteLaxMode, patience))
	http.Redirect(w, r, known.config.AuthCodeURL(begun.ID, oidc.Nonce(p.nonce(begun)), oauth2.S256ChallengeOption(p.codeVerifier(begun))), http.StatusSeeOther)
}

// nonce comes back in the ID token, and codeVerifier (RFC 7636) shows that who brings the code is who asked for it. Both follow from
// the request, for nobody but us, so that neither has to be kept.
func (p *Provider) nonce(begun request) string { return p.derived("nonce", begun) }

func (p *Provider) codeVerifier(begun request) string { return p.derived("code verifier", begun) }

func (p *Provider) derived(what string, begun request) string {
	return base64.RawURLEncoding.EncodeToString(begun.by.MAC([]byte(what + " of " + begun.ID)))
}

// callback takes what the identity provider sends the browser back with.
func (p *Provider) callback(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "no-referrer") // the address has the code in it
	begun, of, code, err := p.returned(r)
	if err == nil && !p.tries.spare(p.client(r), p.Now()) {
		err = saml.Fault{Code: CodeTries, Detail: "too many sign-ins from that network have failed"}
	}
	if err != nil {
		p.refuseSignIn(w, r, state.Session{Provider: p.openIDAt(r.URL.Path)}, err)
		return
	}
	session, err := p.redeem(r, of, begun, code)
	if err == nil {
		session.Ends = p.Now().Add(lifetime)
		err = p.begin(w, r, session, []string{digestOf(of.Issuer, begun.ID)}, begun.Began.Add(patience))
	}
	if err != nil {
		if fault, is := errors.AsType[saml.Fault](err); is && fault.Code != CodeAway {
			p.tries.missed(p.client(r), p.Now())
		}
		session.Provider = of.Issuer
		p.refuseSignIn(w, r, session, err)
		return
	}
	http.SetCookie(w, cookie(requestCookie(begun.ID), "", http.SameSiteLaxMode, -time.Second))
	http.Redirect(w, r, begun.Return, http.StatusSeeOther)
}

// digestOf is by which a request is used up.
func digestOf(issuer, id string) string {
	sum := sha256.Sum256([]byte(issuer + "\x00openid\x00" + id))
	return hex.EncodeToString(sum[:])
}

// returned finds the request that a browser comes back from, of whom, and with which code ("OpenID Connect Core 1.0", 3.1.2.5 and
// 3.1.2.6; RFC 9207).
func (p *Provider) returned(r *http.Request) (begun request, of *openID, code string, err error) {
	fail := func(code saml.Code, format string, args ...any) (request, *openID, string, error) {
		return request{}, nil, "", saml.Fault{Code: code, Detail: fmt.Sprintf(format, args...)}
	}
	if len(r.URL.RawQuery) > mostQuery {
		return fail(CodeOpenIDForm, "the address is too long")
	}
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil || len(query["state"]) != 1 || len(query["code"])+len(query["error"]) != 1 || len(query["iss"]) > 1 {
		return fail(CodeOpenIDForm, "the address does not have one state, one code or error, and one iss at most")
	}
	begun, found := p.begun(r, query.Get("state"))
	of = p.openIDKeyed(begun.IDP)
	if !found || of == nil || r.URL.Path != of.back {
		return fail(CodeOpenIDState, "this browser has not begun that sign-in with this identity provider, or more than ten minutes ago")
	}
	known, err := p.discover(of)
	if err != nil {
		return request{}, nil, "", err
	}
	if iss, named := query["iss"]; named && iss[0] != of.Issuer || !named && known.namesSelf {
		return fail(CodeOpenIDState, "what the browser brings is not of %s, or does not say of whom", of.Issuer)
	}
	if query.Has("error") {
		return fail(CodeOpenIDRefused, "the identity provider answers %.60q", query.Get("error"))
	}
	return begun, of, query.Get("code"), nil
}

// redeem gives the code back for what the identity provider says of the person.
func (p *Provider) redeem(r *http.Request, of *openID, begun request, code string) (state.Session, error) {
	known, err := p.discover(of)
	if err != nil {
		return state.Session{}, err
	}
	config := known.config
	if of.Secret != nil {
		if config.ClientSecret, err = of.Secret(); err != nil {
			return state.Session{}, err
		}
	}
	ctx := oidc.ClientContext(r.Context(), outward)
	tokens, err := config.Exchange(ctx, code, oauth2.VerifierOption(p.codeVerifier(begun)))
	if err != nil {
		return state.Session{}, exchangeFault(err)
	}
	raw, _ := tokens.Extra("id_token").(string)
	if raw == "" {
		return state.Session{}, saml.Fault{Code: CodeOpenIDToken, Detail: "there is no ID token in the answer"}
	}
	token, err := known.verifier.Verify(ctx, raw)
	if err != nil {
		return state.Session{}, tokenFault(err)
	}
	said, err := p.judge(token, of, begun)
	if err != nil {
		return state.Session{}, err
	}
	if known.provider.UserInfoEndpoint() != "" {
		more, err := known.provider.UserInfo(ctx, oauth2.StaticTokenSource(tokens))
		if err != nil {
			return state.Session{}, claimsFault(err)
		}
		// Without this check an access token of somebody else would do ("OpenID Connect Core 1.0", 5.3.2 and 16.11).
		if more.Subject != token.Subject {
			return state.Session{}, saml.Fault{Code: CodeOpenIDClaims, Detail: "the claims of the userinfo_endpoint are of another subject"}
		}
		if err := said.add(more); err != nil {
			return state.Session{}, err
		}
	}
	return state.Session{Provider: of.Issuer, NameID: token.Subject, NameFormat: openIDFormat, Attributes: said.attributes()}, nil
}

// judge holds an ID token that was verified to what else is wanted of it ("OpenID Connect Core 1.0", 3.1.3.7).
func (p *Provider) judge(token *oidc.IDToken, of *openID, begun request) (claims, error) {
	var party struct {
		Authorized string `json:"azp"`
	}
	said := claims{}
	if err := errors.Join(token.Claims(&party), said.add(token)); err != nil {
		return nil, saml.Fault{Code: CodeOpenIDToken, Detail: "the claims cannot be read"}
	}
	switch {
	case party.Authorized != of.ClientID && (party.Authorized != "" || len(token.Audience) > 1):
		return nil, saml.Fault{Code: CodeOpenIDToken, Detail: "the ID token is for several, and not made for us (azp)"}
	case subtle.ConstantTimeCompare([]byte(token.Nonce), []byte(p.nonce(begun))) != 1:
		return nil, saml.Fault{Code: CodeOpenIDNonce, Detail: "the ID token does not answer the request of this browser"}
	case token.IssuedAt.After(p.Now().Add(saml.Skew)):
		return nil, saml.Fault{Code: saml.CodeFuture, Detail: "the ID token is issued ahead of our clock"}
	case token.Subject == "" || len(token.Subject) > 255: // the most there may be ("OpenID Connect Core 1.0", 2)
		return nil, saml.Fault{Code: saml.CodeSubject, Detail: "the ID token says nobody's name, or one that is too long"}
	}
	return said, nil
}

// exchangeFault is why the identity provider gave no tokens for a code. What it says of that beside its error code may name a person.
func exchangeFault(err error) error {
	refusal, is := errors.AsType[*oauth2.RetrieveError](err)
	switch {
	case !is && errors.As(err, new(*url.Error)), is && refusal.Response.StatusCode >= http.StatusInternalServerError:
		return away("the token_endpoint", err)
	case !is:
		return saml.Fault{Code: CodeOpenIDToken, Detail: "there are no tokens in the answer"}
	case refusal.ErrorCode == "invalid_grant":
		return saml.Fault{Code: CodeOpenIDCode, Detail: "the identity provider does not take the code: used, too old, or for another redirect_uri"}
	}
	return saml.Fault{Code: CodeOpenIDClient, Detail: fmt.Sprintf("the token_endpoint answers %d %.60q", refusal.Response.StatusCode, refusal.ErrorCode)}
}

// tokenFault is why an ID token does not count. The library's words hold algorithms, issuers and audiences, nothing of a person.
func tokenFault(err error) error {
	switch {
	case errors.As(err, new(*url.Error)):
		return away("its keys", err)
	case errors.As(err, new(*oidc.TokenExpiredError)):
		return saml.Fault{Code: saml.CodeExpired, Detail: "the ID token has ended"}
	}
	return saml.Fault{Code: CodeOpenIDToken, Detail: fmt.Sprintf("%.300s", err)}
}

// claimsFault is why the rest of the claims is missing. Rules that go by a part might give more than by the whole.
func claimsFault(err error) error {
	if errors.As(err, new(*url.Error)) {
		return away("the userinfo_endpoint", err)
	}
	return saml.Fault{Code: CodeOpenIDClaims, Detail: "the userinfo_endpoint does not answer as it should"}
}
