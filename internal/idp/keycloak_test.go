package idp

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/peertest"
)

// broker is a Keycloak that asks us who people are, for applications of its own.
type broker struct {
	*peertest.Keycloak
	issuer string // its address as who it is
}

// startBroker starts one that keeps of people what it is told of them.
func startBroker(t *testing.T) broker {
	t.Helper()
	k := broker{Keycloak: peertest.StartKeycloak(t)}
	k.issuer = k.Address + "/realms/" + peertest.Realm
	var profile map[string]any
	if err := json.Unmarshal(k.Tell(http.MethodGet, "/"+peertest.Realm+"/users/profile", nil), &profile); err != nil {
		t.Fatal(err)
	}
	profile["unmanagedAttributePolicy"] = "ENABLED"
	k.Tell(http.MethodPut, "/"+peertest.Realm+"/users/profile", profile)
	return k
}

// asks makes us an identity provider of it by our metadata, under a name of its own for us.
func (k broker) asks(t *testing.T, alias string, metadata []byte) {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	file, err := form.CreateFormFile("file", "metadata.xml")
	if err == nil {
		_, err = file.Write(metadata)
	}
	if err := errors.Join(err, form.WriteField("providerId", "saml"), form.Close()); err != nil {
		t.Fatal(err)
	}
	read := k.Tell(http.MethodPost, "/"+peertest.Realm+"/identity-provider/import-config", peertest.Form{Kind: form.FormDataContentType(), Body: body.Bytes()})
	var config map[string]string
	if err := json.Unmarshal(read, &config); err != nil {
		t.Fatal(err)
	}
	maps.Copy(config, map[string]string{
		"entityId": k.issuer, "wantAuthnRequestsSigned": "true", "wantAssertionsSigned": "true", "validateSignature": "true", "syncMode": "FORCE",
		"signatureAlgorithm": "RSA_SHA256", "principalType": "SUBJECT",
	})
	k.Tell(http.MethodPost, "/"+peertest.Realm+"/identity-provider/instances", map[string]any{
		"alias": alias, "providerId": "saml", "enabled": true, "trustEmail": true, "config": config,
	})
	for attribute, of := range map[string]string{"mail": "email", "given": "firstName", "family": "lastName", "groups": "groups"} {
		k.Tell(http.MethodPost, "/"+peertest.Realm+"/identity-provider/instances/"+alias+"/mappers", map[string]any{
			"name": of, "identityProviderAlias": alias, "identityProviderMapper": "saml-user-attribute-idp-mapper",
			"config": map[string]string{"syncMode": "FORCE", "attribute.name": attribute, "user.attribute": of},
		})
	}
}

// set changes what it holds us to, or how it asks.
func (k broker) set(t *testing.T, alias, option string) {
	t.Helper()
	path := "/" + peertest.Realm + "/identity-provider/instances/" + alias
	var of map[string]any
	if err := json.Unmarshal(k.Tell(http.MethodGet, path, nil), &of); err != nil {
		t.Fatal(err)
	}
	config, _ := of["config"].(map[string]any)
	config[option] = "true"
	k.Tell(http.MethodPut, path, of)
}

// application is one that asks Keycloak who somebody is, which is to ask us, and shows what it is told.
func (k broker) application(t *testing.T, alias string) (page string) {
	t.Helper()
	var of http.ServeMux
	s := httptest.NewServer(&of)
	t.Cleanup(s.Close)
	k.Tell(http.MethodPost, "/"+peertest.Realm+"/clients", map[string]any{
		"clientId": "app", "publicClient": true, "redirectUris": []string{s.URL + "/back"}, "attributes": map[string]string{"post.logout.redirect.uris": s.URL + "/bye"}, "protocolMappers": []any{map[string]any{
			"name": "groups", "protocol": "openid-connect", "protocolMapper": "oidc-usermodel-attribute-mapper",
			"config": map[string]string{"user.attribute": "groups", "claim.name": "groups", "multivalued": "true", "userinfo.token.claim": "true"},
		}},
	})
	with := url.Values{"client_id": {"app"}, "redirect_uri": {s.URL + "/back"}, "scope": {"openid"}}
	of.HandleFunc("/{$}", func(w http.ResponseWriter, r *http.Request) {
		asked := maps.Clone(with)
		asked.Set("response_type", "code")
		asked.Set("kc_idp_hint", alias)
		http.Redirect(w, r, k.issuer+"/protocol/openid-connect/auth?"+asked.Encode(), http.StatusFound)
	})
	of.HandleFunc("/back", func(w http.ResponseWriter, r *http.Request) {
		given := maps.Clone(with)
		given.Set("grant_type", "authorization_code")
		given.Set("code", r.FormValue("code"))
		var token struct {
			Access string `json:"access_token"`
			ID     string `json:"id_token"`
		}
		text, err := k.call(r, http.MethodPost, "/token", given, "")
		if err == nil {
			err = json.Unmarshal(text, &token)
		}
		if err == nil {
			http.SetCookie(w, &http.Cookie{Name: "hint", Value: token.ID, Path: "/"})
			text, err = k.call(r, http.MethodGet, "/userinfo", nil, token.Access)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		_, _ = w.Write(text)
	})
	of.HandleFunc("/out", func(w http.ResponseWriter, r *http.Request) {
		hint, err := r.Cookie("hint") // of whom Keycloak has spoken
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		bye := url.Values{"id_token_hint": {hint.Value}, "post_logout_redirect_uri": {s.URL + "/bye"}}
		http.Redirect(w, r, k.issuer+"/protocol/openid-connect/logout?"+bye.Encode(), http.StatusFound)
	})
	return s.URL + "/"
}

// call asks Keycloak as an application does.
func (k broker) call(of *http.Request, method, path string, form url.Values, token string) ([]byte, error) {
	r, err := http.NewRequestWithContext(of.Context(), method, k.issuer+"/protocol/openid-connect"+path, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	w, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, err
	}
	defer w.Body.Close()
	return io.ReadAll(w.Body)
}

func TestKeycloakAsBrokerTakesOurWord(t *testing.T) {
	t.Parallel()
	k := startBroker(t)
	s, _ := connected(t)
	a := s.announced(t, "keycloak", "emailAddress")
	k.asks(t, "ringside", s.metadata(t, "keycloak"))
	page := k.application(t, "ringside")
	// What nobody has asked for goes to an address of its own, for one application of Keycloak's.
	k.Tell(http.MethodPost, "/"+peertest.Realm+"/clients", map[string]any{
		"clientId": "https://wiki.example.org/", "protocol": "saml", "redirectUris": []string{"https://wiki.example.org/*"},
		"attributes": map[string]string{"saml_idp_initiated_sso_url_name": "wiki", "saml_assertion_consumer_url_post": "https://wiki.example.org/acs", "saml.client.signature": "false"},
	})
	at := k.issuer + "/broker/ringside/endpoint"
	unasked := `<md:AssertionConsumerService isDefault="true" index="7" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="` + at + `/clients/wiki"/>`
	accept := func() (key string) {
		own := strings.Replace(newBrowser(t, s).ask(http.MethodGet, at+"/descriptor", nil).raw, ` isDefault="true"`, "", 1)
		return s.accept(t, a, strings.Replace(own, "<md:AssertionConsumerService", unasked+"<md:AssertionConsumerService", 1))
	}
	accept()
	s.serves(t, service{
		id: "keycloak", page: page, shows: []string{`"email":"alice.zyxwv@example.org"`, `"name":"Alice Zyxwv"`, `"groups":["agents","leads"]`},
		signOut: page + "out",
		key: func() string {
			k.set(t, "ringside", "wantAssertionsEncrypted")
			return accept() // for a key in its metadata
		},
	})
	k.set(t, "ringside", "postBindingAuthnRequest")
	s.asksByPost(t, page)
}
