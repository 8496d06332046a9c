package idp

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/saml"
)

// leaver is a service provider that somebody else wrote, as it signs people out.
type leaver struct {
	Peer        string         `json:"peer"`
	Post        bool           `json:"post"`
	Metadata    string         `json:"metadata"`
	EntityID    string         `json:"entity_id"`
	SLO         string         `json:"slo"`
	Key         string         `json:"key"`
	Certificate string         `json:"certificate"`
	Leave       map[string]any `json:"leave,omitempty"`
	Ended       map[string]any `json:"ended,omitempty"`
	Told        map[string]any `json:"told,omitempty"`
}

// departed is what it says.
type departed struct {
	Message, ID, Name, Why string
	Indexes                []string
}

func (l leaver) do(t *testing.T) departed {
	t.Helper()
	input, err := json.Marshal(l)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), os.Getenv(withPython), "-B", "testdata/logout.py")
	var trouble bytes.Buffer
	cmd.Stdin, cmd.Stderr = bytes.NewReader(input), &trouble
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", l.Peer, err, trouble.String())
	}
	var said departed
	if err := json.Unmarshal(out, &said); err != nil {
		t.Fatalf("%s: %v\n%s", l.Peer, err, out)
	}
	return said
}

// carried is what a browser was to bring to the peer, as that takes it.
func (l leaver) carried(form url.Values) string {
	if l.Post {
		return form.Get("SAMLRequest") + form.Get("SAMLResponse")
	}
	return l.SLO + "?" + form.Get("query")
}

// brought is a message of the peer as a browser brings it.
func (l leaver) brought(parameter, message, to string) (saml.Sent, error) {
	if l.Post {
		return saml.Sent{Address: to, Parameter: parameter, Message: message}, nil
	}
	return saml.Sent{Address: message}, nil
}

func TestPeersSignOutFromEitherSide(t *testing.T) {
	t.Parallel()
	if os.Getenv(withPython) == "" {
		t.Skip("left out: python3-saml and pysaml2, which sign people out and make go-test installs")
	}
	for _, peer := range []leaver{{Peer: "python3-saml"}, {Peer: "pysaml2"}, {Peer: "pysaml2", Post: true}} {
		t.Run(peer.Peer+map[bool]string{false: " by redirect", true: " by post"}[peer.Post], func(t *testing.T) {
			t.Parallel()
			f := startFamily(t, peer.Post)
			b, told := f.visit(t, "app")
			f.catchUp()
			f.app.Logout.Answers = away + "slo"
			if err := f.register.Change(t.Context(), f.app); err != nil {
				t.Fatal(err)
			}
			peer.Metadata, peer.EntityID, peer.SLO = string(f.metadata(t, "app")), f.app.EntityID, away+"slo"
			peer.Key, peer.Certificate = ownKey(t)
			f.peerLeaves(t, peer, b, told)
			f.peerIsTold(t, peer)
		})
	}
}

// peerLeaves has the peer ask, and take our answer.
func (f family) peerLeaves(t *testing.T, peer leaver, b *browser, told saml.Message) {
	t.Helper()
	name, index := told.Response.Assertion.NameID, told.Response.Assertion.Authentications[0].SessionIndex
	ask := peer
	ask.Leave = map[string]any{"name": name.Value, "format": name.Format, "index": index}
	asked := ask.do(t)
	if asked.Why != "" {
		t.Fatal(asked.Why)
	}
	f.catchUp()
	b.siege = new(siege)
	w, form := b.goOn(b.bring(peer.brought("SAMLRequest", asked.Message, SignOut(f.URL, "app"))))
	b.siege.held(t, "slo SAMLRequest")
	if form == nil || f.signedIn(b) {
		t.Fatalf("signed in: %t; %s\n%s", f.signedIn(b), w.Status, w.text)
	}
	for id, good := range map[string]bool{asked.ID: true, "_other": false} {
		take := peer
		take.Ended = map[string]any{"message": peer.carried(form), "id": id}
		if said := take.do(t); (said.Why == "") != good {
			t.Errorf("our answer to %s: %q", id, said.Why)
		}
	}
}

// peerIsTold has the peer take a request of ours, and answer it.
func (f family) peerIsTold(t *testing.T, peer leaver) {
	t.Helper()
	b, told := f.visit(t, "app")
	f.catchUp()
	w, form := b.goOn(b.ask(http.MethodPost, f.URL+"/sign-out", nil, "Sec-Fetch-Site", "same-origin"))
	if form == nil {
		t.Fatalf("the peer is not told: %s", w.text)
	}
	take := peer
	take.Told = map[string]any{"message": peer.carried(form)}
	said := take.do(t)
	if said.Why != "" || said.Name != told.Response.Assertion.NameID.Value || !slices.Equal(said.Indexes, []string{told.Response.Assertion.Authentications[0].SessionIndex}) {
		t.Fatalf("the peer reads %+v", said)
	}
	f.catchUp()
	b.siege = new(siege)
	if w, form := b.goOn(b.bring(peer.brought("SAMLResponse", said.Message, SignOut(f.URL, "app")))); form != nil || !strings.Contains(w.text, leftAll.Korean) {
		t.Errorf("%s\n%s\n%s", w.Status, w.text, f.log())
	}
	b.siege.held(t, "slo SAMLResponse")
}
