package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/trusted"
)

func TestAnIdentityProviderIsAddedAgreedToAndRenewed(t *testing.T) {
	t.Parallel()
	keys, log := samltest.Keys(), emptyViews(t)
	register := trusted.New(trusted.Options{Store: log, Now: still().Now})
	ownKey := trusted.OwnKeyOf("active", keys.Stranger.Certificate)
	h := site(t, madeUpStore(), as(access.Whole()), func(o *Options) {
		o.IdentityProviders, o.Audit, o.OwnKeys = register, log, &shownKeys{all: []trusted.OwnKey{ownKey}}
	})
	body := func(of map[string]any) string {
		text, err := json.Marshal(of)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	const usual = `{"idp_initiated":false,"sign_requests":false,"both_signatures":false,"sha1":false,"force_sign_in":false}`
	const base = Prefix + "/identity-providers"
	added := decode[IdentityProviders](t, ask(h, "POST", base, body(map[string]any{
		"name": "corp", "settings": json.RawMessage(usual), "metadata": samltest.Metadata(keys.Ours),
	})))
	if diff := cmp.Diff([]trusted.OwnKey{ownKey}, added.OwnKeys); diff != "" {
		t.Error(diff)
	}
	one := added.Providers[0]
	waits := one.Waits.Value()
	if one.Counts.Value() != nil || waits == nil || waits.EntityID != samltest.EntityID || waits.By != "somebody" || len(waits.Certificates) != 1 || len(waits.Services) != 2 {
		t.Fatalf("%+v", one)
	}
	if all, _ := register.Believed(); len(all) > 0 {
		t.Error("it counts already")
	}
	agree := func(digest string) (int, string) {
		w := ask(h, "POST", base+"/"+one.ID+"/agree", body(map[string]any{"digest": digest}))
		return w.Code, w.Body.String()
	}
	if code, text := agree(strings.Repeat("0", 64)); code != http.StatusConflict || !strings.Contains(text, "What waits is not what was shown") {
		t.Errorf("another digest: %d %s", code, text)
	}
	if code, text := agree(waits.Digest); code != http.StatusOK {
		t.Fatalf("%d %s", code, text)
	}
	renewed := decode[IdentityProviders](t, ask(h, "POST", base+"/"+one.ID+"/waiting", body(map[string]any{"metadata": samltest.Metadata(keys.Next)}))).Providers[0]
	if len(renewed.Differences) != 2 || renewed.Differences[0].Kind != "key_added" || renewed.Differences[1].Kind != "key_gone" {
		t.Errorf("%+v", renewed.Differences)
	}
	if w := ask(h, "DELETE", base+"/"+one.ID+"/waiting", ""); w.Code != http.StatusOK {
		t.Errorf("dropped: %d %s", w.Code, w.Body)
	}
	if w := ask(h, "PUT", base+"/"+one.ID, `{"name":"company","settings":`+strings.Replace(usual, `"sha1":false`, `"sha1":true,"clock_skew_seconds":120`, 1)+`}`); w.Code != http.StatusOK {
		t.Errorf("changed: %d %s", w.Code, w.Body)
	}
	if all, _ := register.Believed(); len(all) != 1 || all[0].Name != "company" || !all[0].Settings.SHA1 || *all[0].Settings.Skew != 120 {
		t.Errorf("%+v", all)
	}
	if w := ask(h, "DELETE", base+"/"+one.ID, ""); w.Code != http.StatusOK {
		t.Errorf("removed: %d %s", w.Code, w.Body)
	}
	ours, next := "sha256:"+trusted.Fingerprint(keys.Ours.Certificate.Raw), "sha256:"+trusted.Fingerprint(keys.Next.Certificate.Raw)
	var said []string
	for _, e := range decode[AuditList](t, ask(h, "GET", Prefix+"/audit?from=2026-11-22&to=2026-11-23", "")).Entries {
		subject := e.Subject
		if e.Action == "change_identity_provider" {
			subject, _, _ = strings.Cut(subject, " {")
		}
		said = append(said, e.Who+" "+e.Action+" "+subject+" "+http.StatusText(e.Status))
	}
	want := []string{
		"somebody remove_identity_provider company " + samltest.EntityID + " " + ours + " OK",
		"somebody change_identity_provider company OK",
		"somebody drop_identity_provider corp OK",
		"somebody bring_identity_provider corp " + samltest.EntityID + " " + next + " OK",
		"somebody agree_identity_provider corp " + samltest.EntityID + " " + ours + " OK",
		"somebody agree_identity_provider corp " + samltest.EntityID + " " + ours + " Conflict",
		"somebody add_identity_provider corp " + samltest.EntityID + " " + ours + " OK",
	}
	if diff := cmp.Diff(want, said); diff != "" {
		t.Errorf("(- want, + log):\n%s", diff)
	}
}

// shownKeys are keys of ours of which the first is active; they note what they are told.
type shownKeys struct {
	all  []trusted.OwnKey
	told []string
}

func (k *shownKeys) List() []trusted.OwnKey { return k.all }

func (k *shownKeys) Next(active string) error { return k.note("next", active) }
func (k *shownKeys) Turn(next string) error   { return k.note("turn", next) }
func (k *shownKeys) Retire(old string) error  { return k.note("retire", old) }

func (k *shownKeys) note(change, fingerprint string) error {
	k.told = append(k.told, change)
	if fingerprint != k.all[0].Fingerprint {
		return fmt.Errorf("%w: they have changed meanwhile; look at them again", trusted.ErrOwnKeys)
	}
	return nil
}

func TestOurOwnKeysAreChangedByTheirFingerprint(t *testing.T) {
	t.Parallel()
	log, keys := emptyViews(t), &shownKeys{all: []trusted.OwnKey{trusted.OwnKeyOf("active", samltest.Keys().Ours.Certificate)}}
	h := site(t, madeUpStore(), as(access.Whole()), func(o *Options) {
		o.IdentityProviders, o.Audit, o.OwnKeys = trusted.New(trusted.Options{Store: log}), log, keys
	})
	fingerprint := keys.all[0].Fingerprint
	for _, change := range []string{"next", "turn", "retire"} {
		path := Prefix + "/identity-providers/own-keys/" + change
		if w := ask(h, "POST", path, `{"fingerprint":"`+strings.Repeat("0", 64)+`"}`); w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), "look at them again.") {
			t.Errorf("%s another: %d %s", change, w.Code, w.Body)
		}
		if now := decode[IdentityProviders](t, ask(h, "POST", path, `{"fingerprint":"`+fingerprint+`"}`)); len(now.OwnKeys) != 1 {
			t.Errorf("%s: %+v", change, now)
		}
	}
	if diff := cmp.Diff([]string{"next", "next", "turn", "turn", "retire", "retire"}, keys.told); diff != "" {
		t.Error(diff)
	}
	text := recorded(t, log)
	for _, want := range []string{"add_saml_key sha256:" + fingerprint, "turn_saml_key sha256:" + fingerprint, "retire_saml_key sha256:" + fingerprint} {
		if !strings.Contains(text, want) {
			t.Errorf("the audit log lacks %s:\n%s", want, text)
		}
	}
	without := site(t, madeUpStore(), as(access.Whole()))
	if w := ask(without, "POST", Prefix+"/identity-providers/own-keys/next", `{"fingerprint":"`+fingerprint+`"}`); w.Code != http.StatusServiceUnavailable {
		t.Errorf("where nobody signs in: %d", w.Code)
	}
}

func TestIdentityProvidersAreRefusedInWords(t *testing.T) {
	t.Parallel()
	register := trusted.New(trusted.Options{Store: emptyViews(t), Fetch: new(trusted.Fetcher)})
	h := site(t, madeUpStore(), as(access.Whole()), func(o *Options) { o.IdentityProviders = register })
	const usual = `"settings":{"idp_initiated":false,"sign_requests":false,"both_signatures":false,"sha1":false,"force_sign_in":false`
	for _, c := range []struct {
		path, body string
		code       int
		want       string
	}{
		{"", `{"name":"x",` + usual + `},"metadata":"<x/>"}`, http.StatusUnprocessableEntity, "This cannot be used: IAM-METADATA"},
		{"", `{"name":"",` + usual + `},"metadata":"<x/>"}`, http.StatusUnprocessableEntity, "give it a name"},
		{"", `{"name":"x",` + usual + `,"clock_skew_seconds":181},"metadata":"<x/>"}`, http.StatusUnprocessableEntity, "clock_skew_seconds"},
		{"", `{"name":"x",` + usual + `},"url":"http://sso.example.org"}`, http.StatusUnprocessableEntity, "begins with https://"},
		{"", `{"name":"x",` + usual + `},"url":"https://127.0.0.1:1/metadata"}`, http.StatusUnprocessableEntity, "no public address"},
		{"/nobody/agree", `{"digest":"x"}`, http.StatusNotFound, "There is no such identity provider"},
	} {
		if w := ask(h, "POST", Prefix+"/identity-providers"+c.path, c.body); w.Code != c.code || !strings.Contains(w.Body.String(), c.want) {
			t.Errorf("%s: %d %s, want %s", c.body, w.Code, w.Body, c.want)
		}
	}
	if w := ask(site(t, madeUpStore(), as(access.Whole())), "GET", Prefix+"/identity-providers", ""); w.Code != http.StatusServiceUnavailable {
		t.Errorf("where nobody signs in: %d", w.Code)
	}
}

// Metadata come from elsewhere: what no careful reader takes is refused, and nothing of it waits to be agreed to.
func TestHostileMetadataAreRefused(t *testing.T) {
	t.Parallel()
	log := emptyViews(t)
	register := trusted.New(trusted.Options{Store: log, Now: still().Now})
	h := site(t, madeUpStore(), as(access.Whole()), func(o *Options) { o.IdentityProviders, o.Audit = register, log })
	const base = Prefix + "/identity-providers"
	body := func(metadata string) string {
		text, err := json.Marshal(map[string]any{
			"name": "corp", "settings": json.RawMessage(`{"idp_initiated":false,"sign_requests":false,"both_signatures":false,"sha1":false,"force_sign_in":false}`), "metadata": metadata,
		})
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	good := samltest.Metadata(samltest.Keys().Ours)
	for what, document := range samltest.Hostile(good) {
		w := ask(h, "POST", base, body(document))
		if w.Code < 400 || w.Code >= 500 || w.Body.Len() > 2000 {
			t.Errorf("%s: %d %.300s", what, w.Code, w.Body)
		}
	}
	if kept, err := register.Views(t.Context()); err != nil || len(kept) > 0 {
		t.Errorf("%d are kept, %v", len(kept), err)
	}
	if w := ask(h, "POST", base, body(good)); w.Code != http.StatusOK {
		t.Errorf("the document itself: %d %s", w.Code, w.Body)
	}
}
