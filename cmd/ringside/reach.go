package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/access"
)

// reachFlags say who reaches Ringside beyond this machine. Without them it listens on loopback only.
type reachFlags struct {
	TLSCert      string   `name:"tls-cert" env:"RINGSIDE_TLS_CERT" placeholder:"FILE" type:"path" help:"Speak TLS with this certificate (PEM, with what stands between it and its root). Read again when the file changes."`
	TLSKey       string   `name:"tls-key" env:"RINGSIDE_TLS_KEY" placeholder:"FILE" type:"path" help:"Private key of that certificate (PEM)."`
	TrustedProxy []string `env:"RINGSIDE_TRUSTED_PROXY" placeholder:"ADDRESS" help:"Address or network (10.0.3.0/24) of a proxy that speaks TLS for Ringside: what it says of where requests come from (X-Forwarded-For) is believed, of nothing else. May be repeated."`
}

// proxies are the networks of TrustedProxy.
func (f reachFlags) proxies() ([]netip.Prefix, error) {
	var all []netip.Prefix
	for _, text := range f.TrustedProxy {
		network, err := access.ParseNetwork(text)
		if err != nil {
			return nil, exitError{exitUsage, "--trusted-proxy " + err.Error()}
		}
		if network.Bits() == 0 {
			return nil, exitError{exitUsage, fmt.Sprintf("--trusted-proxy %s: that is everybody, who could then claim to be anybody", text)}
		}
		all = append(all, network.Prefix)
	}
	return all, nil
}

// tls is what a listener speaks; nil is plain HTTP.
func (f reachFlags) tls(log *slog.Logger) (*tls.Config, error) {
	switch {
	case f.TLSCert == "" && f.TLSKey == "":
		return nil, nil
	case f.TLSCert == "" || f.TLSKey == "":
		return nil, exitError{exitUsage, "--tls-cert and --tls-key belong together"}
	}
	pair := &certificate{certFile: f.TLSCert, keyFile: f.TLSKey, log: log}
	if err := pair.read(); err != nil {
		return nil, err
	}
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: pair.current}, nil
}

// beyond tells whether an address to listen on is reached from other machines.
func beyond(address string) (bool, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false, exitError{exitUsage, fmt.Sprintf("--listen %s: %v; write HOST:PORT, such as 127.0.0.1:8080", address, err)}
	}
	ip := net.ParseIP(host)
	return host != "localhost" && (ip == nil || !ip.IsLoopback()), nil
}

// check refuses to be reached from other machines without sign-in, or in plain text by anybody.
func (f reachFlags) check(address string, signIn signInFlags) error {
	far, err := beyond(address)
	if err != nil {
		return err
	}
	speaks := f.TLSCert != "" || f.TLSKey != ""
	switch {
	case (speaks || len(f.TrustedProxy) > 0) && signIn.PublicURL == "":
		return exitError{exitUsage, "--tls-cert and --trusted-proxy need sign-in: name the address of Ringside with --public-url https://HOST"}
	case far && signIn.PublicURL == "":
		return exitError{exitUsage, fmt.Sprintf("--listen %s: without sign-in only loopback is allowed: use 127.0.0.1 or [::1], or let people sign in (--public-url https://HOST)", address)}
	case far && !speaks && len(f.TrustedProxy) == 0:
		return exitError{exitUsage, fmt.Sprintf("--listen %s: passwords and customers' numbers do not go over a network in plain text: give --tls-cert and --tls-key, or name the proxy that speaks TLS with --trusted-proxy", address)}
	case (far || speaks) && !strings.HasPrefix(signIn.PublicURL, "https://"):
		return exitError{exitUsage, fmt.Sprintf("--public-url %s: it begins with https:// where browsers come by TLS", signIn.PublicURL)}
	}
	_, err = f.proxies()
	return err
}

// onlyProxies lets requests through that come from the proxies, from this machine, or ask for the health of the process alone: the
// way from anybody else would be in plain text.
func onlyProxies(next http.Handler, proxies []netip.Prefix) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		from, _ := netip.ParseAddrPort(r.RemoteAddr) // what cannot be read is from nobody
		address := from.Addr().Unmap().WithZone("")
		known := slices.ContainsFunc(proxies, func(n netip.Prefix) bool { return n.Contains(address) })
		if !known && !address.IsLoopback() && r.URL.Path != "/healthz" && r.URL.Path != "/readyz" {
			http.Error(w, "Ringside answers here to its proxy alone. Open it by its public address.", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// listen opens the address.
func listen(ctx context.Context, address string) (net.Listener, error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("%w; is another Ringside running? Choose another port with --listen 127.0.0.1:8081", err)
	}
	return listener, nil
}
