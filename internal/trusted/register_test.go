package trusted

import (
	"context"
	"encoding/base64"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/state"
)

// shelf is a register over a real database, and its clock.
type shelf struct {
	*Register
	db  *state.DB
	now time.Time
}

func open(t *testing.T, o Options) *shelf {
	t.Helper()
	s := &shelf{now: samltest.Moment}
	db, err := state.Open(t.Context(), state.Options{Folder: t.TempDir(), Now: func() time.Time { return s.now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	o.Store, o.Now = db, func() time.Time { return s.now }
	s.Register, s.db = New(o), db
	return s
}

func metadata(keys ...samltest.Key) string { return samltest.Metadata(keys...) }

// added is an identity provider with these keys, to which somebody has agreed.
func (s *shelf) added(t *testing.T, name, text string) Provider {
	t.Helper()
	p, err := s.Add(t.Context(), Provider{Name: name}, Brought{Metadata: text}, "kim")
	if err == nil {
		p, err = s.Agree(t.Context(), p.ID, p.Waits.Digest(), "lee")
	}
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// believedKeys are the fingerprints that count, by name.
func (s *shelf) believedKeys() map[string][]string {
	found := map[string][]string{}
	all, _ := s.Believed()
	for _, p := range all {
		for _, der := range p.Counts.Certificates {
			found[p.Name] = append(found[p.Name], Fingerprint(der))
		}
	}
	return found
}

func print1(k samltest.Key) string { return Fingerprint(k.Certificate.Raw) }

func pemOf(k samltest.Key) string {
	return "-----BEGIN CERTIFICATE-----\n" + base64.StdEncoding.EncodeToString(k.Certificate.Raw) + "\n-----END CERTIFICATE-----\n"
}

func TestNothingCountsBeforeSomebodyAgreesToExactlyThat(t *testing.T) {
	t.Parallel()
	keys := samltest.Keys()
	s := open(t, Options{})
	p, err := s.Add(t.Context(), Provider{Name: "corp"}, Brought{Metadata: metadata(keys.Ours)}, "kim")
	if err != nil {
		t.Fatal(err)
	}
	shown := p.Waits.Digest()
	if got := s.believedKeys(); len(got) > 0 {
		t.Errorf("counts already: %v", got)
	}
	if p, err = s.Propose(t.Context(), p.ID, Brought{Metadata: metadata(keys.Stranger)}, "eve"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Agree(t.Context(), p.ID, shown, "lee"); !errors.Is(err, ErrOther) {
		t.Errorf("agreed to what was not shown: %v", err)
	}
	if got := s.believedKeys(); len(got) > 0 {
		t.Errorf("counts nevertheless: %v", got)
	}
	agreed, err := s.Agree(t.Context(), p.ID, p.Waits.Digest(), "lee")
	if err != nil || agreed.Counts.By != "eve" || agreed.Counts.Agreed != "lee" || !agreed.Counts.AgreedAt.Equal(s.now) {
		t.Errorf("%v %+v", err, agreed.Counts)
	}
	if diff := cmp.Diff(map[string][]string{"corp": {print1(keys.Stranger)}}, s.believedKeys()); diff != "" {
		t.Error(diff)
	}
	if _, err := s.Agree(t.Context(), p.ID, agreed.Counts.Digest(), "lee"); !errors.Is(err, ErrNothing) {
		t.Errorf("twice: %v", err)
	}
}

func TestKeysOverlap(t *testing.T) {
	t.Parallel()
	keys := samltest.Keys()
	s := open(t, Options{})
	p := s.added(t, "corp", metadata(keys.Ours))
	steps := []struct {
		brought Brought
		want    []string
	}{
		{Brought{Certificate: pemOf(keys.Next)}, []string{print1(keys.Ours), print1(keys.Next)}},
		{Brought{Drop: strings.ToUpper(print1(keys.Ours))}, []string{print1(keys.Next)}},
		{Brought{Metadata: metadata(keys.Next, keys.Ours)}, []string{print1(keys.Next), print1(keys.Ours)}},
	}
	for _, step := range steps {
		before := s.believedKeys()
		waits, err := s.Propose(t.Context(), "corp", step.brought, "kim")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, s.believedKeys()); diff != "" {
			t.Errorf("counts before anybody agreed: %s", diff)
		}
		if _, err := s.Agree(t.Context(), p.ID, waits.Waits.Digest(), "lee"); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(step.want, s.believedKeys()["corp"]); diff != "" {
			t.Error(diff)
		}
	}
	if _, err := s.Propose(t.Context(), p.ID, Brought{Metadata: metadata(keys.Next, keys.Ours)}, "kim"); !errors.Is(err, ErrSame) {
		t.Errorf("what counts already: %v", err)
	}
	last := s.added(t, "other", strings.ReplaceAll(metadata(keys.Ours), samltest.EntityID, "https://other.example.org"))
	if _, err := s.Propose(t.Context(), last.ID, Brought{Drop: print1(keys.Ours)}, "kim"); !errors.Is(err, ErrDocument) {
		t.Errorf("the last key is dropped: %v", err)
	}
}

func TestKeysThatDoNotCountAreRemembered(t *testing.T) {
	t.Parallel()
	keys := samltest.Keys()
	s := open(t, Options{})
	p := s.added(t, "corp", metadata(keys.Ours))
	waits, err := s.Propose(t.Context(), p.ID, Brought{Metadata: metadata(keys.Next)}, "kim")
	if err != nil {
		t.Fatal(err)
	}
	if waiting, former := waits.Known(); len(waiting) != 1 || !waiting[0].Equal(keys.Next.Certificate) || len(former) != 0 {
		t.Errorf("%d wait, %d former", len(waiting), len(former))
	}
	agreed, err := s.Agree(t.Context(), p.ID, waits.Waits.Digest(), "lee")
	if err != nil {
		t.Fatal(err)
	}
	if waiting, former := agreed.Known(); len(waiting) != 0 || len(former) != 1 || !former[0].Equal(keys.Ours.Certificate) {
		t.Errorf("%d wait, %d former", len(waiting), len(former))
	}
}

func TestDifferencesAreSaid(t *testing.T) {
	t.Parallel()
	keys := samltest.Keys()
	s := open(t, Options{})
	s.added(t, "corp", metadata(keys.Ours))
	changed := strings.NewReplacer(`entityID="`+samltest.EntityID, `entityID="https://new.example.org`, samltest.SignOn, "https://new.example.org/sso",
		"<md:IDPSSODescriptor ", `<md:IDPSSODescriptor WantAuthnRequestsSigned="true" `).Replace(metadata(keys.Next))
	if _, err := s.Propose(t.Context(), "corp", Brought{Metadata: changed}, "kim"); err != nil {
		t.Fatal(err)
	}
	views, err := s.Views(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := []Difference{
		{"entity_id", "", samltest.EntityID, "https://new.example.org"},
		{"key_added", print1(keys.Next), "", "CN=sso.example.org"},
		{"key_gone", print1(keys.Ours), "CN=sso.example.org", ""},
		{"service_moved", "SingleSignOnService HTTP-Redirect", samltest.SignOn, "https://new.example.org/sso"},
		{"wants_signed_requests", "", "false", "true"},
	}
	if diff := cmp.Diff(want, views[0].Differences); diff != "" {
		t.Error(diff)
	}
}

func TestCertificatesNearTheirEndAreSaid(t *testing.T) {
	t.Parallel()
	keys := samltest.Keys()
	s := open(t, Options{})
	text := strings.Replace(metadata(keys.Ours, keys.Short), "<md:EntityDescriptor ", `<md:EntityDescriptor validUntil="2030-01-01T00:00:00Z" `, 1)
	s.added(t, "corp", text)
	for at, want := range map[string]string{"2024-12-31": "not_yet", "2026-11-21": "good", "2034-12-03": "ends_soon", "2035-01-02": "ended"} {
		s.now, _ = time.Parse(time.DateOnly, at)
		views, err := s.Views(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		c := views[0].Counts.Certificates
		if len(c) != 2 || c[0].State != want || !c[0].Pinned || c[1].Pinned || c[1].Unusable == "" || c[0].Key != "RSA 2048" {
			t.Errorf("%s: %+v", at, c)
		}
		if outdated := views[0].Counts.Outdated; outdated != (at > "2030") {
			t.Errorf("%s: outdated %t", at, outdated)
		}
	}
}

func TestWhatCannotBeUsedIsRefused(t *testing.T) {
	t.Parallel()
	keys := samltest.Keys()
	ours := metadata(keys.Ours)
	s := open(t, Options{Fixed: []Fixed{{Name: "fixed", Metadata: strings.ReplaceAll(ours, samltest.EntityID, "https://fixed.example.org")}}, Taken: []string{"https://oidc.example.org"}})
	for name, c := range map[string]struct {
		p       Provider
		brought Brought
		want    error
	}{
		"no metadata":         {Provider{Name: "x"}, Brought{}, ErrDocument},
		"hostile metadata":    {Provider{Name: "x"}, Brought{Metadata: `<!DOCTYPE x [<!ENTITY e "">]>` + ours}, ErrDocument},
		"a short key alone":   {Provider{Name: "x"}, Brought{Metadata: metadata(keys.Short)}, ErrDocument},
		"an address by http":  {Provider{Name: "x"}, Brought{Metadata: strings.ReplaceAll(ours, samltest.SignOn, "http://sso.example.org/")}, ErrDocument},
		"a certificate":       {Provider{Name: "x"}, Brought{Certificate: pemOf(keys.Ours)}, ErrDocument},
		"no name":             {Provider{}, Brought{Metadata: ours}, ErrProvider},
		"a name of two lines": {Provider{Name: "a\nb"}, Brought{Metadata: ours}, ErrProvider},
		"fetched by http":     {Provider{Name: "x", URL: "http://sso.example.org/metadata"}, Brought{Fetch: true}, ErrProvider},
		"fetched as a user":   {Provider{Name: "x", URL: "https://a:b@sso.example.org/metadata"}, Brought{Fetch: true}, ErrProvider},
		"fetched here":        {Provider{Name: "x", URL: "https://sso.example.org/metadata"}, Brought{Fetch: true}, ErrFetch},
		"a skew of an hour":   {Provider{Name: "x", Settings: Settings{Skew: new(3600)}}, Brought{Metadata: ours}, ErrSettings},
	} {
		if _, err := s.Add(t.Context(), c.p, c.brought, "kim"); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	for _, taken := range []string{"https://fixed.example.org", "https://oidc.example.org"} {
		p, err := s.Add(t.Context(), Provider{Name: taken[8:]}, Brought{Metadata: strings.ReplaceAll(ours, samltest.EntityID, taken)}, "kim")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Agree(t.Context(), p.ID, p.Waits.Digest(), "lee"); !errors.Is(err, ErrFixed) {
			t.Errorf("%s: %v", taken, err)
		}
	}
	if all, _ := s.Believed(); len(all) > 0 {
		t.Errorf("%d count", len(all))
	}
}

func TestNamesAndEntityIDsAreOfOne(t *testing.T) {
	t.Parallel()
	keys := samltest.Keys()
	s := open(t, Options{})
	s.added(t, "corp", metadata(keys.Ours))
	if _, err := s.Add(t.Context(), Provider{Name: "corp"}, Brought{Metadata: metadata(keys.Next)}, "kim"); !errors.Is(err, state.ErrTrustedTaken) {
		t.Errorf("the name: %v", err)
	}
	p, err := s.Add(t.Context(), Provider{Name: "same"}, Brought{Metadata: metadata(keys.Next)}, "kim")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Agree(t.Context(), p.ID, p.Waits.Digest(), "lee"); !errors.Is(err, state.ErrTrustedTaken) {
		t.Errorf("the entity ID: %v", err)
	}
}

// An identity provider of the configuration counts in place of one of the same entity ID that was kept before.
func TestTheConfigurationOverrules(t *testing.T) {
	t.Parallel()
	keys := samltest.Keys()
	s := open(t, Options{})
	s.added(t, "corp", metadata(keys.Ours))
	after := New(Options{Store: s.db, Fixed: []Fixed{{Metadata: metadata(keys.Next)}}})
	if all, _ := after.Believed(); len(all) > 0 {
		t.Errorf("%d count beside that of the configuration", len(all))
	}
	views, err := after.Views(t.Context())
	if err != nil || len(views) != 2 || !views[0].Fixed || !views[1].Overruled {
		t.Errorf("%v %+v", err, views)
	}
}

// Another process, such as the command line, changes what counts: it does here five seconds later.
func TestChangesOfOthersCountSoon(t *testing.T) {
	t.Parallel()
	keys := samltest.Keys()
	s := open(t, Options{})
	_, before := s.Believed()
	other := &shelf{Register: New(Options{Store: s.db, Now: s.Now}), db: s.db}
	p := other.added(t, "corp", metadata(keys.Ours))
	if all, same := s.Believed(); len(all) > 0 || same != before {
		t.Errorf("%d count at once", len(all))
	}
	s.now = s.now.Add(lookEvery)
	all, after := s.Believed()
	if len(all) != 1 || after == before {
		t.Errorf("%d count after five seconds, generation %d", len(all), after)
	}
	if _, again := s.Believed(); again != after {
		t.Errorf("nothing has changed, and the generation is %d after %d", again, after)
	}
	if _, err := other.Remove(t.Context(), p.ID); err != nil {
		t.Fatal(err)
	}
	s.now = s.now.Add(lookEvery)
	if all, _ := s.Believed(); len(all) > 0 {
		t.Error("one counts that was removed")
	}
}

// Without the database those count that were known before: who is removed while it is away could not be told.
func TestWhatWasKnownCountsWhileTheDatabaseIsAway(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	s.added(t, "corp", metadata(samltest.Keys().Ours))
	before, _ := s.Believed()
	if err := s.db.Close(); err != nil {
		t.Fatal(err)
	}
	s.now = s.now.Add(lookEvery)
	if after, _ := s.Believed(); len(before) != 1 || len(after) != 1 {
		t.Errorf("%d before, %d after", len(before), len(after))
	}
}

func TestWhatIsReadAtOnceIsWrittenOnce(t *testing.T) {
	t.Parallel()
	keys := samltest.Keys()
	s := open(t, Options{})
	p := s.added(t, "corp", metadata(keys.Ours))
	stale, err := s.Find(t.Context(), p.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Change(t.Context(), p.ID, Provider{Name: "company"}); err != nil {
		t.Fatal(err)
	}
	if err := s.save(context.Background(), &stale); !errors.Is(err, state.ErrTrustedChanged) {
		t.Errorf("over a change of somebody else: %v", err)
	}
}

func TestUseIsNotedToAMinute(t *testing.T) {
	t.Parallel()
	keys := samltest.Keys()
	s := open(t, Options{})
	s.added(t, "corp", metadata(keys.Ours, keys.Next))
	first := s.now
	for range 3 {
		s.Used(t.Context(), samltest.EntityID, keys.Next.Certificate)
		s.now = s.now.Add(20 * time.Second)
	}
	views, err := s.Views(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c := views[0].Counts.Certificates
	if c[0].Used != nil || c[1].Used == nil || !c[1].Used.Equal(first) {
		t.Errorf("%+v", c)
	}
}

// weakly is an identity provider as an older version may have taken it: sign-in refuses the key that it would be believed by.
func weakly(entityID string) *Document {
	keys := samltest.Keys()
	usual := &Document{Metadata: metadata(keys.Ours)}
	return &Document{Metadata: strings.ReplaceAll(usual.Metadata, usual.EntityID(), entityID), Certificates: [][]byte{keys.Short.Certificate.Raw}}
}

// TestTheLastByWhichPeopleSignInStays is of identity providers that were agreed to, of which sign-in takes one alone.
func TestTheLastByWhichPeopleSignInStays(t *testing.T) {
	t.Parallel()
	s := open(t, Options{Taken: []string{"https://taken.example.org"}})
	p := s.added(t, "corp", metadata(samltest.Keys().Ours))
	weak := Provider{Name: "weak", Counts: weakly("https://weak.example.org")}
	ours := Provider{Name: "ours", Counts: weakly("https://taken.example.org")} // its people would be taken for others
	ours.Counts.Certificates = p.Counts.Certificates
	for _, one := range []*Provider{&weak, &ours} {
		if err := s.save(t.Context(), one); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.db.KeepLastTrusted(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Remove(t.Context(), "corp"); !errors.Is(err, state.ErrTrustedLast) {
		t.Errorf("nobody can sign in by the others, and it may go: %v", err)
	}
	p.Waits = weakly(p.Counts.EntityID())
	if err := s.save(t.Context(), &p); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Agree(t.Context(), "corp", p.Waits.Digest(), "lee"); !errors.Is(err, ErrDocument) {
		t.Errorf("it may be exchanged for one by which nobody can sign in: %v", err)
	}
	s.added(t, "second", strings.ReplaceAll(metadata(samltest.Keys().Next), p.Counts.EntityID(), "https://second.example.org"))
	for _, name := range []string{"weak", "ours", "corp"} {
		if _, err := s.Remove(t.Context(), name); err != nil {
			t.Errorf("%s is not the last way in: %v", name, err)
		}
	}
	if _, err := s.Remove(t.Context(), "second"); !errors.Is(err, state.ErrTrustedLast) {
		t.Errorf("the last one: %v", err)
	}
}
