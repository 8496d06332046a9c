package main

import (
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
	TLSCert        string `name:"tls-cert" env:"RINGSIDE_TLS_CERT" placeholder:"FILE" type:"path" help:"Speak TLS with this certificate (PEM, with what stands between it and its root). Read again when the file changes."`
	TLSKey         string `name:"tls-key" env:"RINGSIDE_TLS_KEY" placeholder:"FILE" type:"path" help:"Private key of that certificate (PEM)."`
	autoFlags      `embed:""`
	RedirectListen string   `env:"RINGSIDE_REDIRECT_LISTEN" placeholder:"ADDRESS" help:"Send browsers that come here without TLS, such as to 0.0.0.0:80, on to --public-url. With --tls-auto it is port 80 beside --listen unless given; off: nowhere."`
	TrustedProxy   []string `env:"RINGSIDE_TRUSTED_PROXY" placeholder:"ADDRESS" help:"Address or network (10.0.3.0/24) of a proxy that speaks TLS for Ringside: what it says of where requests come from (X-Forwarded-For) is believed, of nothing else. May be repeated."`
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

// tls is what a listener speaks by a certificate in files; nil: there is none.
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
	speaks := f.speaksTLS()
	switch {
	case f.TLSAuto && (f.TLSCert != "" || f.TLSKey != ""):
		return exitError{exitUsage, "--tls-auto and --tls-cert exclude each other: either an authority is asked for a certificate, or there is one"}
	case f.RedirectListen != "" && f.RedirectListen != "off" && !speaks:
		return exitError{exitUsage, "--redirect-listen needs --tls-auto or --tls-cert: what would it send browsers to?"}
	case (speaks || len(f.TrustedProxy) > 0) && signIn.PublicURL == "":
		return exitError{exitUsage, "--tls-auto, --tls-cert and --trusted-proxy need sign-in: name the address of Ringside with --public-url https://HOST"}
	case far && signIn.PublicURL == "":
		return exitError{exitUsage, fmt.Sprintf("--listen %s: without sign-in only loopback is allowed: use 127.0.0.1 or [::1], or let people sign in (--public-url https://HOST)", address)}
	case far && !speaks && len(f.TrustedProxy) == 0:
		return exitError{exitUsage, fmt.Sprintf("--listen %s: passwords and customers' numbers do not go over a network in plain text: give --tls-auto, or --tls-cert and --tls-key, or name the proxy that speaks TLS with --trusted-proxy", address)}
	case (far || speaks) && !strings.HasPrefix(signIn.PublicURL, "https://"):
		return exitError{exitUsage, fmt.Sprintf("--public-url %s: it begins with https:// where browsers come by TLS", signIn.PublicURL)}
	}
	if err := f.autoFlags.check(signIn.PublicURL); err != nil {
		return err
	}
	_, err = f.proxies()
	return err
}

// speaksTLS tells whether Ringside does so itself.
func (f reachFlags) speaksTLS() bool { return f.TLSAuto || f.TLSCert != "" || f.TLSKey != "" }

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
