package idp

import (
	"testing"

	"github.com/ringside/ringside/internal/peertest"
)

func TestSimpleSAMLphpTakesOurWord(t *testing.T) {
	t.Parallel()
	p := peertest.StartSimpleSAMLphp(t)
	s, _ := connected(t)
	a := s.announced(t, "php", "transient")
	p.Know(s.metadata(t, "php"))
	p.Set("sp", map[string]any{"idp": a.Issuer})
	encryption := s.accept(t, a, p.Address+"/module.php/saml/sp/metadata.php/sp")
	of := service{"php", p.Address + "/module.php/core/authenticate.php?as=sp", []string{"Alice.Zyxwv@example.org", "Alice Zyxwv", "agents", "leads"}, encryption}
	signedIn := s.taken(t, of)
	t.Run("encrypted", func(t *testing.T) { s.reads(t, of, signedIn) })
}
