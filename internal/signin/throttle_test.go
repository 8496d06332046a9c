package signin

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/ringside/ringside/internal/saml/samltest"
)

var began = time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)

// address is the n-th of networks that have nothing to do with each other.
func address(n int) netip.Addr {
	return netip.AddrFrom4([4]byte{byte(10 + n>>16), byte(n >> 8), byte(n), 1})
}

func TestAnAccountWaitsLongerEachTime(t *testing.T) {
	t.Parallel()
	tries, now := newThrottle(), began
	for try := range 40 {
		wait := time.Duration(0)
		if try >= freeTries {
			wait = min(longestWait, time.Second<<min(try-freeTries, 20))
		}
		if wait > 0 && tries.admit(address(try), "kim", now.Add(wait-time.Millisecond)) {
			t.Fatalf("try %d is admitted before %s", try, wait)
		}
		if now = now.Add(wait); !tries.admit(address(100+try), "kim", now) {
			t.Fatalf("try %d is not admitted after %s", try, wait)
		}
	}
	if !tries.admit(address(1), "lee", now) {
		t.Error("another account waits too")
	}
	tries.succeeded("kim")
	for try := range freeTries {
		if !tries.admit(address(200+try), "kim", now) {
			t.Errorf("after a success try %d is not admitted", try)
		}
	}
}

func TestFailuresAreForgotten(t *testing.T) {
	t.Parallel()
	tries := newThrottle()
	for try := range freeTries {
		tries.admit(address(try), "kim", began)
	}
	if tries.admit(address(9), "kim", began) {
		t.Fatal("the sixth try need not wait")
	}
	later := began.Add(forgetAfter + 2*time.Second)
	for try := range freeTries {
		if !tries.admit(address(try), "kim", later) {
			t.Errorf("an hour later try %d is not admitted", try)
		}
	}
}

func TestANetworkHasItsOwnTries(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		same  func(n int) string
		other string
	}{
		"IPv4":           {func(n int) string { return fmt.Sprintf("192.0.2.%d", n) }, "192.0.3.1"},
		"IPv6":           {func(n int) string { return fmt.Sprintf("2001:db8::%x", n) }, "2001:db8:0:1::1"},
		"IPv4 in IPv6":   {func(n int) string { return fmt.Sprintf("::ffff:192.0.2.%d", n) }, "192.0.3.1"},
		"what is no one": {func(int) string { return "" }, "192.0.3.1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tries := newThrottle()
			for n := range oneAtOnce + 1 {
				from, _ := netip.ParseAddr(c.same(n)) // of "" none, which is meant
				if got := tries.admit(from, fmt.Sprint("account", n), began); got != (n < oneAtOnce) {
					t.Errorf("try %d: %t", n, got)
				}
			}
			if !tries.admit(netip.MustParseAddr(c.other), "kim", began) {
				t.Error("another network has to wait")
			}
		})
	}
}

func TestAllTogetherHaveTheirTries(t *testing.T) {
	t.Parallel()
	tries, admitted := newThrottle(), 0
	for n := range 10 * allAtOnce {
		if tries.admit(address(n), fmt.Sprint("account", n), began) {
			admitted++
		}
	}
	if admitted != allAtOnce {
		t.Errorf("%d of many at once, want %d", admitted, allAtOnce)
	}
	if len(tries.accounts) > allAtOnce {
		t.Errorf("%d accounts are remembered", len(tries.accounts))
	}
	if !tries.admit(address(1<<20), "kim", began.Add(time.Second)) {
		t.Error("a second later nobody is admitted")
	}
}

func TestWhatIsRememberedIsBounded(t *testing.T) {
	t.Parallel()
	tries := newThrottle()
	for n := range mostSources + 5000 {
		tries.admit(address(n), "kim", began)
	}
	if len(tries.sources.of) > mostSources+1 {
		t.Errorf("%d sources", len(tries.sources.of))
	}
	tries.admit(address(0), "kim", began.Add(2*time.Hour))
	if len(tries.sources.of) != 1 || len(tries.accounts) != 1 {
		t.Errorf("hours later %d sources and %d accounts", len(tries.sources.of), len(tries.accounts))
	}
}

func TestProxiesAreBelievedAndNobodyElse(t *testing.T) {
	t.Parallel()
	p := &Provider{Options: Options{Proxies: []netip.Prefix{netip.MustParsePrefix("10.0.3.0/24"), netip.MustParsePrefix("fd00::/64")}}}
	for _, c := range []struct{ peer, header, want string }{
		{"192.0.2.1:5", "", "192.0.2.1"},
		{"192.0.2.1:5", "198.51.100.7", "192.0.2.1"},
		{"10.0.3.1:5", "198.51.100.7", "198.51.100.7"},
		{"[::ffff:10.0.3.1]:5", "2001:db8::7", "2001:db8::7"},
		{"10.0.3.1:5", "203.0.113.9, 198.51.100.7", "198.51.100.7"},
		{"10.0.3.1:5", "203.0.113.9, 198.51.100.7, 10.0.3.2,fd00::3", "198.51.100.7"},
		{"10.0.3.1:5", "10.0.3.9", "10.0.3.9"},
		{"10.0.3.1:5", "", "10.0.3.1"},
		{"10.0.3.1:5", "198.51.100.7, nonsense", "10.0.3.1"},
		{"10.0.3.1:5", "198.51.100.7:4711", "198.51.100.7"},
		{"10.0.3.1:5", "203.0.113.9, [2001:db8::7]:443", "2001:db8::7"},
		{"10.0.3.1:5", "203.0.113.9, [2001:db8::7], 10.0.3.2:80", "2001:db8::7"},
		{"10.0.3.1:5", "[::ffff:198.51.100.7]:4711", "198.51.100.7"},
		{"10.0.3.1:5", "198.51.100.7:", "10.0.3.1"},
		{"10.0.3.1:5", "198.51.100.7:99999", "10.0.3.1"},
		{"10.0.3.1:5", "[2001:db8::7", "10.0.3.1"},
		{"10.0.3.1:5", "[198.51.100.7]", "10.0.3.1"},
	} {
		r := httptest.NewRequest(http.MethodPost, "/sign-in", http.NoBody)
		r.RemoteAddr = c.peer
		if c.header != "" {
			r.Header.Set("X-Forwarded-For", c.header)
		}
		if got := p.client(r); got.String() != c.want {
			t.Errorf("%s with %q: %s, want %s", c.peer, c.header, got, c.want)
		}
	}
}

// Who floods with messages that are refused is not listened to for a while, and nobody else is kept out by it.
func TestMessagesFromOneNetworkAreRefusedUnreadAfterTooMany(t *testing.T) {
	t.Parallel()
	s := open(t, samltest.Keys().Ours)
	log := &noted{}
	s.provider.Audit = log
	s.provider.tries.messages.atOnce = 3
	s.provider.Proxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
	post := func(b *browser, field, from string) reply {
		return b.ask(http.MethodPost, "/saml/acs", url.Values{"SAMLResponse": {field}}, "Origin", "https://sso.example.org", "Sec-Fetch-Site", "cross-site", "X-Forwarded-For", from)
	}
	b, elsewhere := s.browser(t), s.browser(t)
	_, id := b.begin("/")
	good := s.answer(t, id, samltest.Recipe{})
	for range 3 {
		post(b, "bm90IFhNTA==", "203.0.113.7")
	}
	if w := post(b, good, "203.0.113.99"); w.StatusCode != http.StatusForbidden || !strings.Contains(s.log(), "code=LOCAL-TRIES") || !strings.Contains(w.text, tooMany.English) {
		t.Errorf("from that network: %s %s", w.Status, w.text)
	}
	_, other := elsewhere.begin("/")
	if w := post(elsewhere, s.answer(t, other, samltest.Recipe{}), "198.51.100.7"); w.StatusCode != http.StatusSeeOther {
		t.Errorf("from another one: %s", w.Status)
	}
	s.advance(time.Second)
	if w := post(b, good, "203.0.113.7"); w.StatusCode != http.StatusSeeOther {
		t.Errorf("a second later, with the same message: %s\n%s", w.Status, s.log())
	}
	if got := strings.Join(log.lines(), "\n"); strings.Count(got, "IN-XML") != 1 || strings.Count(got, "LOCAL-TRIES") != 1 {
		t.Errorf("the audit log: %s", got)
	}
}
