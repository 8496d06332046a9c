package signin

import (
	"encoding/base64"
	"net/http"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/saml/samltest"
)

// Our own key changes while identity providers go on to encrypt for the one that they know.
func TestOurOwnKeyChangesWithAnOverlap(t *testing.T) {
	t.Parallel()
	keys := samltest.Keys()
	first, second := saml.Key(keys.Next), saml.Key(keys.Stranger)
	for name, c := range map[string]struct {
		keys          OwnKeys
		first, second bool // whether what is encrypted for it is read
		published     int  // how often each is in our metadata: for signatures and for encryption
		publishedNext int
	}{
		"before":             {OwnKeys{Active: first}, true, false, 2, 0},
		"the next published": {OwnKeys{Active: first, Next: second}, true, true, 2, 2},
		"turned":             {OwnKeys{Active: second, Old: first}, true, true, 0, 2},
		"retired":            {OwnKeys{Active: second}, false, true, 0, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t, keys.Ours)
			s.turn(c.keys)
			for _, to := range []struct {
				key  saml.Key
				read bool
			}{{first, c.first}, {second, c.second}} {
				b := s.browser(t)
				_, id := b.begin("/")
				w := b.post(s.answer(t, id, samltest.Recipe{Encrypt: &samltest.Encryption{To: &to.key.Private.PublicKey}}))
				if (w.StatusCode == http.StatusSeeOther) != to.read {
					t.Errorf("%s, want read %t\n%s", w.Status, to.read, s.log())
				}
			}
			own := s.browser(t).ask(http.MethodGet, "/saml/metadata", nil).text
			for certificate, want := range map[string]int{
				base64.StdEncoding.EncodeToString(first.Certificate.Raw): c.published, base64.StdEncoding.EncodeToString(second.Certificate.Raw): c.publishedNext,
			} {
				if got := strings.Count(own, certificate); got != want {
					t.Errorf("a certificate is %d times in our metadata, want %d: %s", got, want, own)
				}
			}
		})
	}
}
