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
	key := s.accept(t, a, p.Address+"/module.php/saml/sp/metadata.php/sp")
	page := p.Address + "/module.php/core/authenticate.php?as=sp"
	s.serves(t, service{
		id: "php", page: page, shows: []string{"Alice.Zyxwv@example.org", "Alice Zyxwv", "agents", "leads"}, signOut: page + "&logout",
		key: func() string { return key },
	})
	p.Know(byPostAlone(s.metadata(t, "php")))
	s.asksByPost(t, page)
}
