package signin

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"github.com/ringside/ringside/internal/peertest"
)

// realm is whose identity provider Keycloak is in these tests.
const realm = peertest.Realm

// keycloak is one that vouches for our person.
type keycloak struct {
	*peertest.Keycloak
	t *testing.T
}

// client is a service provider as Keycloak describes it.
type client map[string]any

// startKeycloak starts it with one person.
func startKeycloak(t *testing.T) *keycloak {
	t.Helper()
	k := &keycloak{peertest.StartKeycloak(t), t}
	k.Tell(http.MethodPost, "/"+realm+"/users", map[string]any{
		"username": person, "enabled": true, "email": person, "emailVerified": true, "firstName": "Bob", "lastName": "Qwrtz",
		"credentials": []any{map[string]any{"type": "password", "value": "password", "temporary": false}},
	})
	return k
}

// metadata is what Keycloak says of itself.
func (k *keycloak) metadata() []Metadata {
	k.t.Helper()
	return []Metadata{{Text: []byte(visit(k.t, "").ask(http.MethodGet, k.Address+"/realms/"+realm+"/protocol/saml/descriptor", nil).text)}}
}

// site opens a site for which Keycloak vouches, and registers it there by its own metadata.
func (k *keycloak) site(t *testing.T) *site {
	t.Helper()
	s := openWith(t, k.metadata())
	s.today()
	k.register(t, s)
	return s
}

// register makes a site known to Keycloak by its own metadata.
func (k *keycloak) register(t *testing.T, s *site) {
	t.Helper()
	own := s.browser(t).ask(http.MethodGet, "/saml/metadata", nil).text
	var described client
	if err := json.Unmarshal(k.Tell(http.MethodPost, "/"+realm+"/client-description-converter", own), &described); err != nil {
		t.Fatal(err)
	}
	k.Tell(http.MethodPost, "/"+realm+"/clients", described)
}

// set changes attributes of a site's registration.
func (k *keycloak) set(s *site, attributes map[string]string) {
	k.t.Helper()
	k.change(s, func(c client) {
		all, _ := c["attributes"].(map[string]any)
		for name, value := range attributes {
			all[name] = value
		}
	})
}

// change changes a site's registration.
func (k *keycloak) change(s *site, change func(client)) {
	k.t.Helper()
	var found []client
	list := k.Tell(http.MethodGet, "/"+realm+"/clients?clientId="+url.QueryEscape(s.provider.entityID()), nil)
	if err := json.Unmarshal(list, &found); err != nil || len(found) != 1 {
		k.t.Fatalf("%d registrations, %v", len(found), err)
	}
	change(found[0])
	k.Tell(http.MethodPut, fmt.Sprintf("/%s/clients/%s", realm, found[0]["id"]), found[0])
}
