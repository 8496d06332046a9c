package signin

import (
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

const (
	// freeTries are those of an account before each further one has to wait, twice as long every time, up to longestWait.
	freeTries   = 5
	longestWait = 15 * time.Minute
	// forgetAfter is when an account's failures are forgotten, counted from the end of the wait.
	forgetAfter = time.Hour
	// mostSources is how many sources are told apart: one that is new beyond that shares a bucket with all others that are.
	mostSources = 10_000
)

// The tries of all together, and of one source, refilled by one every so often.
var (
	everybody = rate.Every(200 * time.Millisecond)
	oneSource = rate.Every(6 * time.Second)
	allAtOnce = 50
	oneAtOnce = 10
)

// The messages of SAML from one source that are refused: no password is guessed by them, and each costs up to 50 ms. A company whose identity
// provider is set up wrongly is one source.
var (
	oneMessenger   = rate.Every(100 * time.Millisecond)
	messagesAtOnce = 1000
)

// throttle slows guessing down. What it knows is in memory, and gone with a restart.
type throttle struct {
	mu       sync.Mutex // guards all below
	all      *rate.Limiter
	sources  networks // of passwords, and of sign-ins by OpenID Connect that fail
	messages networks // of SAML, that are refused
	accounts map[string]*tries
	swept    time.Time
}

// networks are buckets by where requests come from.
type networks struct {
	every  rate.Limit
	atOnce int
	of     map[netip.Prefix]*source
}

type source struct {
	bucket *rate.Limiter
	used   time.Time
}

// tries are the failures of one account name, whether there is such an account or not.
type tries struct {
	failed int
	next   time.Time
}

func newThrottle() *throttle {
	return &throttle{
		all: rate.NewLimiter(everybody, allAtOnce), accounts: map[string]*tries{},
		sources:  networks{oneSource, oneAtOnce, map[netip.Prefix]*source{}},
		messages: networks{oneMessenger, messagesAtOnce, map[netip.Prefix]*source{}},
	}
}

// admit tells whether a try may be made. It counts as a failure until succeeded says otherwise, so that many at once gain nothing.
func (t *throttle) admit(from netip.Addr, account string, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sweep(now)
	if !t.sources.bucket(from, now).AllowN(now, 1) || !t.all.AllowN(now, 1) {
		return false
	}
	of := t.accounts[account]
	if of == nil {
		of = &tries{}
		t.accounts[account] = of
	}
	if now.Before(of.next) {
		return false
	}
	of.failed++
	if over := of.failed - freeTries; over >= 0 {
		of.next = now.Add(min(longestWait, time.Second<<min(over, 20)))
	} else {
		of.next = now
	}
	return true
}

// spare tells whether a source may have another sign-in by an identity provider fail; it uses nothing up, since a whole company comes from
// one network at nine.
func (t *throttle) spare(from netip.Addr, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sweep(now)
	return t.sources.bucket(from, now).TokensAt(now) >= 1
}

// missed counts a sign-in by an identity provider that failed.
func (t *throttle) missed(from netip.Addr, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sources.bucket(from, now).AllowN(now, 1)
}

// spareMessage tells whether a source may have another message of SAML refused; as spare it uses nothing up.
func (t *throttle) spareMessage(from netip.Addr, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sweep(now)
	return t.messages.bucket(from, now).TokensAt(now) >= 1
}

// missedMessage counts one that was refused.
func (t *throttle) missedMessage(from netip.Addr, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.messages.bucket(from, now).AllowN(now, 1)
}

// succeeded forgets the failures of an account.
func (t *throttle) succeeded(account string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.accounts, account)
}

// bucket is that of a network: one host of IPv6 has a /64 of its own, and a neighbour of IPv4 is seldom innocent.
func (n networks) bucket(from netip.Addr, now time.Time) *rate.Limiter {
	bits := 64
	if from = from.Unmap(); from.Is4() {
		bits = 24
	}
	network, _ := from.Prefix(bits) // of an address that could not be read: one network for all of them
	of := n.of[network]
	if of == nil && len(n.of) >= mostSources {
		network = netip.Prefix{}
		of = n.of[network]
	}
	if of == nil {
		of = &source{bucket: rate.NewLimiter(n.every, n.atOnce)}
		n.of[network] = of
	}
	of.used = now
	return of.bucket
}

// sweep forgets, once a minute, what makes no difference any more.
func (t *throttle) sweep(now time.Time) {
	if now.Sub(t.swept) < time.Minute {
		return
	}
	t.swept = now
	for _, n := range []networks{t.sources, t.messages} {
		full := time.Duration(float64(n.atOnce) / float64(n.every) * float64(time.Second)) // after so long a bucket is as good as new
		for network, of := range n.of {
			if now.Sub(of.used) > full {
				delete(n.of, network)
			}
		}
	}
	for account, of := range t.accounts {
		if now.Sub(of.next) > forgetAfter {
			delete(t.accounts, account)
		}
	}
}
