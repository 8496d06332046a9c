package trusted

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"syscall"
	"time"
)

// ErrFetch says that metadata could not be fetched; its text is written for people.
var ErrFetch = errors.New("the metadata could not be fetched")

const (
	// fetchPatience is for how long a fetch may take, from the name to the last byte.
	fetchPatience = 10 * time.Second
	// mostMetadata is the most that is read, in bytes: as much as package saml reads of one document.
	mostMetadata = 256 << 10
)

// Fetcher gets metadata by https, when somebody asks for them. It follows no redirect, uses no proxy, and connects to public addresses
// alone, whatever names lead to: whoever may type an address here must not reach what only this machine can.
type Fetcher struct {
	From  []netip.Prefix // beside public addresses: networks that whoever runs the server has named
	Roots *x509.CertPool // of certificates; nil: the system's
}

// Get fetches a document.
func (f *Fetcher) Get(ctx context.Context, from string) (string, error) {
	at, err := address(from)
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(ctx, fetchPatience)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), http.NoBody)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrFetch, err)
	}
	request.Header.Set("Accept", "application/samlmetadata+xml, application/xml, text/xml")
	client := f.client()
	defer client.CloseIdleConnections()
	w, err := client.Do(request)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrFetch, err)
	}
	defer func() { _ = w.Body.Close() }()
	if w.StatusCode != http.StatusOK {
		return "", fmt.Errorf("%w: the address answers %d; redirects are not followed", ErrFetch, w.StatusCode)
	}
	text, err := io.ReadAll(io.LimitReader(w.Body, mostMetadata+1))
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrFetch, err)
	}
	if len(text) > mostMetadata {
		return "", fmt.Errorf("%w: it has more than %d KiB: give the address of this one identity provider, not of a federation", ErrFetch, mostMetadata>>10)
	}
	return string(text), nil
}

func (f *Fetcher) client() *http.Client {
	dialer := &net.Dialer{Timeout: fetchPatience, Control: f.reachable} // after the name was looked up: what it leads to is what is checked
	return &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DialContext: dialer.DialContext, TLSClientConfig: &tls.Config{RootCAs: f.Roots, MinVersion: tls.VersionTLS12},
			TLSHandshakeTimeout: fetchPatience, ResponseHeaderTimeout: fetchPatience, MaxResponseHeaderBytes: 64 << 10, ForceAttemptHTTP2: true,
		},
	}
}

// reachable refuses a connection to an address that is not public, and in no network that was named.
func (f *Fetcher) reachable(_, to string, _ syscall.RawConn) error {
	pair, err := netip.ParseAddrPort(to)
	if err != nil {
		return err
	}
	at := pair.Addr().Unmap().WithZone("")
	if isPublic(at) || !at.IsLinkLocalUnicast() && slices.ContainsFunc(f.From, func(n netip.Prefix) bool { return n.Contains(at) }) {
		return nil
	}
	return fmt.Errorf("%s is no public address: upload the metadata, or start the server with --saml-metadata-from %s", at, at)
}

// reserved are networks of no public servers beside those that netip knows: IANA's special-purpose registries, read 2026-11-23. Those that
// wrap addresses of IPv4 are among them, as what they wrap may be anything.
var reserved = prefixes("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
	"240.0.0.0/4", "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fec0::/10")

func prefixes(all ...string) []netip.Prefix {
	found := make([]netip.Prefix, len(all))
	for i, text := range all {
		found[i] = netip.MustParsePrefix(text)
	}
	return found
}

func isPublic(at netip.Addr) bool {
	return at.IsGlobalUnicast() && !at.IsPrivate() && !slices.ContainsFunc(reserved, func(n netip.Prefix) bool { return n.Contains(at) })
}
