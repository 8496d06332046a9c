package signin

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/state"
)

// signsIn brings a message of the identity provider to a new browser.
func (s *site) signsIn(t *testing.T) (*browser, reply, string) {
	t.Helper()
	b := s.browser(t)
	_, id := b.begin("/")
	field := s.answer(t, id, samltest.Recipe{})
	return b, b.post(field), field
}

func TestASessionThatAnAdministratorEndsIsOverAtOnceAndSaysWhy(t *testing.T) {
	t.Parallel()
	s := open(t, samltest.Keys().Ours)
	b := s.signedIn(t)
	other := s.signedIn(t)
	s.stream(t, b.Client)
	list, err := s.state.AllSignedIn(t.Context())
	if err != nil || len(list) != 2 || list[1].Address == "" {
		t.Fatalf("%+v, %v", list, err)
	}
	of := list[slices.IndexFunc(list, func(one state.Session) bool { return strings.HasPrefix(state.SessionKey(s.cookie(t, b)), one.ID) })]
	if _, err := s.state.EndSessionByID(t.Context(), of.ID, "kim"); err != nil {
		t.Fatal(err)
	}
	s.provider.EndWhatIsOver(t.Context())
	<-s.closed // without which the test ends here for ever
	kept := &noted{}
	s.provider.Audit = kept
	for range 2 {
		w := b.ask(http.MethodGet, "/api/v1/version", nil)
		if w.StatusCode != http.StatusUnauthorized || w.Header.Get(EndedHeader) != state.WhyAdministrator {
			t.Errorf("%s %q", w.Status, w.Header.Get(EndedHeader))
		}
	}
	want := []string{samltest.EntityID + "|" + samltest.NameID + "|" + of.ID + " administrator by kim|session_over|401"}
	if got := kept.lines(); !slices.Equal(got, want) || (*kept)[0].Request == "" {
		t.Errorf("the audit log has %q, want %q", got, want)
	}
	if log := s.log(); !strings.Contains(log, "a session is over") || !strings.Contains(log, "why=administrator") || strings.Contains(log, samltest.NameID) {
		t.Errorf("the log: %s", log)
	}
	if !other.sees() {
		t.Error("another session has ended with it")
	}
}

func TestASessionThatHasRunOutIsInTheLogAlone(t *testing.T) {
	t.Parallel()
	s := open(t, samltest.Keys().Ours)
	b := s.signedIn(t)
	kept := &noted{}
	s.provider.Audit = kept
	s.advance(state.SessionIdle)
	if w := b.ask(http.MethodGet, "/api/v1/version", nil); w.Header.Get(EndedHeader) != state.WhyIdle {
		t.Errorf("%s %q", w.Status, w.Header.Get(EndedHeader))
	}
	if len(*kept) > 0 || !strings.Contains(s.log(), "why=idle") {
		t.Errorf("%q\n%s", kept.lines(), s.log())
	}
	if w := s.browser(t).ask(http.MethodGet, "/api/v1/version", nil); w.Header.Get(EndedHeader) != "" {
		t.Errorf("of nobody it is said why: %q", w.Header.Get(EndedHeader))
	}
}

func TestWhoIsBarredIsTurnedAway(t *testing.T) {
	t.Parallel()
	for name, bar := range map[string]func(t *testing.T, s *site) (undo func()){
		"by an administrator": func(t *testing.T, s *site) func() {
			barred, ended, err := s.state.Bar(t.Context(), state.Barred{Provider: samltest.EntityID, NameID: samltest.NameID})
			if err != nil || ended != 1 {
				t.Errorf("%d ended, %v", ended, err)
			}
			return func() {
				if _, err := s.state.Unbar(t.Context(), barred.ID); err != nil {
					t.Error(err)
				}
			}
		},
		"by a rule": func(_ *testing.T, s *site) func() {
			s.rule(access.Rule{Grant: access.Whole()}, access.Rule{When: map[string][]string{"name_id": {samltest.NameID}}, Deny: true})
			return func() { s.rule(access.Rule{Grant: access.Whole()}) }
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t, samltest.Keys().Ours)
			s.provider.lookEvery = 1 // ns: as soon as may be
			b := s.signedIn(t)
			s.stream(t, b.Client)
			undo := bar(t, s)
			<-s.closed // without which the test ends here for ever
			if w := b.ask(http.MethodGet, "/queues", nil); w.StatusCode == http.StatusOK {
				t.Error("what was open goes on")
			}
			fresh, w, field := s.signsIn(t)
			s.refused(t, fresh, w, string(CodeBarred), "barred you from Ringside", field)
			if !strings.Contains(w.text, "Team Care, 02-1234") {
				t.Errorf("nobody is named to ask: %s", w.text)
			}
			undo()
			if b, w, _ := s.signsIn(t); w.StatusCode != http.StatusSeeOther || !b.sees() {
				t.Errorf("barred no longer: %s", w.Status)
			}
		})
	}
}

// Somebody whom a rule denies after they signed in keeps their session, and sees nothing by it.
func TestAPageSaysThatARuleDenies(t *testing.T) {
	t.Parallel()
	s := open(t, samltest.Keys().Ours)
	b := s.signedIn(t)
	s.rule(access.Rule{When: map[string][]string{"name_id": {samltest.NameID}}, Deny: true}, access.Rule{Grant: access.Whole()})
	if w := b.ask(http.MethodGet, "/queues", nil); w.StatusCode != http.StatusForbidden || !strings.Contains(w.text, "barred you") || !strings.Contains(s.log(), "code=SP-BARRED") {
		t.Errorf("%s %s\n%s", w.Status, w.text, s.log())
	}
}
