package signin

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/saml/samltest"
	"github.com/ringside/ringside/internal/sealed"
	"github.com/ringside/ringside/internal/state"
)

// restart forgets what a process knows of sign-ins that are under way.
func (s *site) restart() { s.provider.sealing = sealing{box: sealed.New()} }

func TestASignInGoesOnAfterARestart(t *testing.T) {
	t.Parallel()
	s := open(t, samltest.Keys().Ours)
	b := s.browser(t)
	_, id := b.begin("/queues")
	s.restart()
	if w := b.post(s.answer(t, id, samltest.Recipe{})); w.StatusCode != http.StatusSeeOther || w.Header.Get("Location") != "/queues" {
		t.Errorf("%s\n%s", w.Status, s.log())
	}
}

func TestASignInByOpenIDConnectGoesOnAfterARestartAndANewKey(t *testing.T) {
	t.Parallel()
	s, m := openMade(t)
	s.advance(-time.Minute)
	s.restart()
	s.provider.box() // by which a week begins
	s.advance(7*24*time.Hour - state.SealingKeysHold)
	s.restart()
	b := s.browser(t)
	s.provider.box() // asked for the last time by the old key
	s.advance(state.SealingKeysHold - time.Minute)
	sent := b.beginOpenID("/queues")
	s.advance(2 * time.Minute)
	if keys, err := s.state.SealingKeys(t.Context()); err != nil || len(keys) != 2 {
		t.Fatalf("%d keys, %v: want the next one, too", len(keys), err)
	}
	s.restart()
	if w := b.back(sent, m.answer(sent)); w.StatusCode != http.StatusSeeOther {
		t.Errorf("%s\n%s", w.Status, s.log())
	}
}

func TestSignInsGoOnWhileKeysCannotBeRead(t *testing.T) {
	t.Parallel()
	s := open(t, samltest.Keys().Ours)
	b := s.browser(t)
	_, id := b.begin("/")
	s.advance(-state.SealingKeysHold - time.Second) // as if they were to be asked for again
	s.provider.sealing.asked = s.Now().Add(-state.SealingKeysHold)
	s.provider.SealingKeys = func(context.Context) ([][32]byte, error) { return nil, errors.New("no disk") }
	s.advance(state.SealingKeysHold + time.Second)
	if w := b.post(s.answer(t, id, samltest.Recipe{})); w.StatusCode != http.StatusSeeOther {
		t.Errorf("%s\n%s", w.Status, s.log())
	}
}
