package trusted

import (
	"crypto/x509"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"github.com/ringside/ringside/internal/saml/samltest"
)

// publisher is an identity provider's server on this machine, and a fetcher that may reach it.
func publisher(t *testing.T, serve http.HandlerFunc) (*httptest.Server, *Fetcher) {
	t.Helper()
	s := httptest.NewTLSServer(serve)
	t.Cleanup(s.Close)
	roots := x509.NewCertPool()
	roots.AddCert(s.Certificate())
	return s, &Fetcher{From: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Roots: roots}
}

func TestMetadataAreFetchedAndShownBeforeTheyCount(t *testing.T) {
	t.Parallel()
	keys := samltest.Keys()
	now := metadata(keys.Ours)
	s, fetcher := publisher(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(now)) })
	r := open(t, Options{Fetch: fetcher})
	p, err := r.Add(t.Context(), Provider{Name: "corp", URL: s.URL + "/metadata"}, Brought{Fetch: true}, "kim")
	if err == nil {
		p, err = r.Agree(t.Context(), p.ID, p.Waits.Digest(), "lee")
	}
	if err != nil || p.Counts.From != s.URL+"/metadata" {
		t.Fatalf("%v %+v", err, p.Counts)
	}
	if _, err := r.Propose(t.Context(), "corp", Brought{Fetch: true}, "kim"); !errors.Is(err, ErrSame) {
		t.Errorf("nothing has changed: %v", err)
	}
	now = metadata(keys.Next)
	if p, err = r.Propose(t.Context(), "corp", Brought{Fetch: true}, "kim"); err != nil || !p.Waits.pins(keys.Next.Certificate.Raw) {
		t.Errorf("%v", err)
	}
	if got := r.believedKeys()["corp"]; len(got) != 1 || got[0] != print1(keys.Ours) {
		t.Errorf("counts: %v", got)
	}
}

func TestNothingButAPlainAnswerIsFetched(t *testing.T) {
	t.Parallel()
	s, fetcher := publisher(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/redirect":
			http.Redirect(w, r, "/metadata", http.StatusFound)
		case "/large":
			_, _ = w.Write([]byte(strings.Repeat(" ", mostMetadata+1)))
		case "/broken":
			w.Header().Set("Content-Length", "1000")
			_, _ = w.Write([]byte("<"))
		case "/metadata":
			_, _ = w.Write([]byte("text"))
		default:
			http.NotFound(w, r)
		}
	})
	if text, err := fetcher.Get(t.Context(), s.URL+"/metadata"); err != nil || text != "text" {
		t.Errorf("%q, %v", text, err)
	}
	for _, path := range []string{"/redirect", "/large", "/broken", "/nothing"} {
		if text, err := fetcher.Get(t.Context(), s.URL+path); !errors.Is(err, ErrFetch) {
			t.Errorf("%s: %.20q, %v", path, text, err)
		}
	}
	if _, err := (&Fetcher{From: fetcher.From}).Get(t.Context(), s.URL+"/metadata"); !errors.Is(err, ErrFetch) || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("a certificate that nobody vouches for: %v", err)
	}
	if _, err := fetcher.Get(t.Context(), strings.Replace(s.URL, "https://", "http://", 1)); !errors.Is(err, ErrProvider) {
		t.Errorf("by http: %v", err)
	}
}

// Names and addresses that lead to this machine or its network are not asked, whatever they are called.
func TestWhatOnlyThisMachineReachesIsNotAsked(t *testing.T) {
	t.Parallel()
	asked := false
	s, allowed := publisher(t, func(http.ResponseWriter, *http.Request) { asked = true })
	fetcher := &Fetcher{Roots: allowed.Roots, From: []netip.Prefix{netip.MustParsePrefix("10.1.0.0/16")}}
	_, port, _ := strings.Cut(strings.TrimPrefix(s.URL, "https://"), ":")
	for _, host := range []string{"127.0.0.1", "localhost", "127.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "[::]"} {
		if _, err := fetcher.Get(t.Context(), "https://"+host+":"+port+"/"); !errors.Is(err, ErrFetch) {
			t.Errorf("%s: %v", host, err)
		}
	}
	if asked {
		t.Error("the server was asked")
	}
	named := &Fetcher{From: []netip.Prefix{netip.MustParsePrefix("10.1.0.0/16"), netip.MustParsePrefix("169.254.0.0/16"), netip.MustParsePrefix("fe80::/10")}}
	for address, want := range map[string]bool{
		"8.8.8.8": true, "2001:4860:4860::8888": true, "10.1.2.3": true, "::ffff:10.1.2.3": true, "::ffff:8.8.8.8": true,
		"10.2.0.1": false, "172.16.0.1": false, "192.168.1.1": false, "100.64.0.1": false, "169.254.169.254": false, "fe80::1": false, "fd00:ec2::254": false,
		"fc00::1": false, "224.0.0.1": false, "255.255.255.255": false, "64:ff9b::a9fe:a9fe": false, "2002:a9fe:a9fe::": false, "::169.254.169.254": false,
		"0.0.0.0": false, "::": false, "192.0.2.1": false, "198.18.0.1": false,
	} {
		err := named.reachable("tcp", netip.AddrPortFrom(netip.MustParseAddr(address), 443).String(), nil)
		if (err == nil) != want {
			t.Errorf("%s: %v", address, err)
		}
	}
}
