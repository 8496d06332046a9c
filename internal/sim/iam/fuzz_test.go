package iam

import (
	"encoding/base64"
	"testing"

	"github.com/ringside/ringside/internal/saml/samltest"
)

// FuzzNobodyElseIsSignedIn changes a valid message: whatever comes of it, nobody gets in but the one whom it names, and nothing breaks.
func FuzzNobodyElseIsSignedIn(f *testing.F) {
	valid := string(samltest.Recipe{}.XML(f))
	f.Add([]byte(valid))
	for _, text := range samltest.Hostile(valid) {
		f.Add([]byte(text))
	}
	a := account(f, samltest.Moment)
	f.Fuzz(func(t *testing.T, text []byte) {
		var message Message
		var err error
		field := base64.StdEncoding.EncodeToString(text)
		samltest.Bounded(t, func() { message, err = ReadMessage(field) })
		if err != nil {
			return
		}
		message.Roles()
		s, err := a.AssumeRole(Assume{Message: message, Pair: pair, Page: true})
		if err == nil && (s.Name != samltest.Login || s.Subject != samltest.NameID) {
			t.Errorf("%q signs in as %q", text, s.Name)
		}
	})
}
