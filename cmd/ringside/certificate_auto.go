package main

import (
	"crypto/x509"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/ringside/ringside/internal/acme"
)

// autoFlags let Ringside get its certificate itself.
type autoFlags struct {
	TLSAuto          bool   `name:"tls-auto" env:"RINGSIDE_TLS_AUTO" help:"Speak TLS with a certificate for the host of --public-url that an authority gives by ACME, and that is renewed in time. It asks at port 80 or 443 of that name."`
	TLSAgreeTerms    bool   `name:"tls-agree-terms" env:"RINGSIDE_TLS_AGREE_TERMS" help:"Agree to the terms of that authority; those of Let's Encrypt are at https://letsencrypt.org/repository/."`
	TLSEmail         string `name:"tls-email" env:"RINGSIDE_TLS_EMAIL" placeholder:"ADDRESS" help:"E-mail address that the authority is told, if you like."`
	TLSDirectory     string `name:"tls-directory" env:"RINGSIDE_TLS_DIRECTORY" placeholder:"URL" help:"ACME directory of the authority; Let's Encrypt's unless given."`
	TLSDirectoryRoot string `name:"tls-directory-root" env:"RINGSIDE_TLS_DIRECTORY_ROOT" placeholder:"FILE" type:"path" help:"Root certificates (PEM) that vouch for that directory's own address, where it is a private one."`
}

// check refuses what no authority could be asked for.
func (f autoFlags) check(publicURL string) error {
	if !f.TLSAuto {
		if f.TLSAgreeTerms || f.TLSEmail != "" || f.TLSDirectory != "" || f.TLSDirectoryRoot != "" {
			return exitError{exitUsage, "--tls-agree-terms, --tls-email, --tls-directory and --tls-directory-root belong to --tls-auto"}
		}
		return nil
	}
	if !f.TLSAgreeTerms {
		return exitError{exitUsage, "--tls-auto: the authority wants its terms agreed to: read them (Let's Encrypt: https://letsencrypt.org/repository/), and add --tls-agree-terms"}
	}
	name := publicName(publicURL)
	if name == "" || name == "localhost" || net.ParseIP(name) != nil {
		return exitError{exitUsage, fmt.Sprintf("--public-url %s: --tls-auto needs a name that leads to this machine, such as https://ringside.example.com; for an address give --tls-cert", publicURL)}
	}
	if f.TLSDirectory != "" && !strings.HasPrefix(f.TLSDirectory, "https://") {
		return exitError{exitUsage, fmt.Sprintf("--tls-directory %s: it begins with https://", f.TLSDirectory)}
	}
	return nil
}

// publicName is the host name of an address, in small letters.
func publicName(publicURL string) string {
	public, err := url.Parse(publicURL)
	if err != nil {
		return "" // said elsewhere
	}
	return strings.ToLower(public.Hostname())
}

// certificates are those that an authority is asked for; nil when none is. With plain, it may ask at port 80.
func (f autoFlags) certificates(publicURL, data string, plain bool, log *slog.Logger) (*acme.Certificates, error) {
	if !f.TLSAuto {
		return nil, nil
	}
	o := acme.Options{
		Name: publicName(publicURL), Directory: acme.LetsEncrypt, Email: f.TLSEmail, Folder: filepath.Join(data, "tls"), Plain: plain, Secure: true,
		Logger: log.With("component", "certificate"),
	}
	if f.TLSDirectory != "" {
		o.Directory = f.TLSDirectory
	}
	if f.TLSDirectoryRoot != "" {
		text, err := os.ReadFile(f.TLSDirectoryRoot)
		if err != nil {
			return nil, fmt.Errorf("--tls-directory-root: %w", err)
		}
		o.Roots = x509.NewCertPool()
		if !o.Roots.AppendCertsFromPEM(text) {
			return nil, exitError{exitUsage, fmt.Sprintf("--tls-directory-root %s: there is no certificate (PEM) in it", f.TLSDirectoryRoot)}
		}
	}
	return acme.New(o), nil
}
