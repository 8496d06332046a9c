package trusted

import (
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ringside/ringside/internal/state"
)

// Provider is an identity provider that signs people in.
type Provider struct {
	ID   string `json:"-"`
	Name string `json:"-"` // on its button
	// URL is where its metadata can be fetched when somebody asks for that; "" where they are pasted.
	URL      string    `json:"url,omitempty"`
	Settings Settings  `json:"settings"`
	Counts   *Document `json:"counts,omitempty"` // nil: nothing of it does yet
	Waits    *Document `json:"waits,omitempty"`  // for somebody to agree; nil: nothing does
	Former   [][]byte  `json:"former,omitempty"` // certificates that were pinned once, the newest first
	version  int64
}

// mostFormer is how many former certificates are remembered.
const mostFormer = 8

// ErrProvider says what is wrong with a name or an address; its text is written for people.
var ErrProvider = errors.New("this identity provider cannot be kept")

// check refuses what cannot be kept.
func (p Provider) check() error {
	if p.Name == "" || utf8.RuneCountInString(p.Name) > 60 || strings.ContainsFunc(p.Name, unicode.IsControl) || p.Name != strings.TrimSpace(p.Name) {
		return fmt.Errorf("%w: give it a name of 1 to 60 characters, which its button says", ErrProvider)
	}
	if p.URL != "" {
		if _, err := address(p.URL); err != nil {
			return err
		}
	}
	return p.Settings.Check()
}

// address is one from which metadata are fetched.
func address(text string) (*url.URL, error) {
	at, err := url.Parse(text)
	if err != nil || at.Scheme != "https" || at.Hostname() == "" || at.User != nil || at.Fragment != "" || at.Opaque != "" || len(text) > 2000 {
		return nil, fmt.Errorf("%w: metadata are fetched from a plain address that begins with https://", ErrProvider)
	}
	return at, nil
}

// of reads what is kept.
func of(kept state.TrustedProvider) (Provider, error) {
	p := Provider{ID: kept.ID, Name: kept.Name, version: kept.Version}
	if err := json.Unmarshal([]byte(kept.Definition), &p); err != nil {
		return p, fmt.Errorf("identity provider %s: %w", kept.Name, err)
	}
	return p, nil
}

// kept writes it.
func (p Provider) kept() (state.TrustedProvider, error) {
	text, err := json.Marshal(p)
	return state.TrustedProvider{ID: p.ID, Name: p.Name, EntityID: p.Counts.EntityID(), Definition: string(text), Version: p.version}, err
}

// agree lets what waits count.
func (p *Provider) agree() {
	if p.Counts != nil {
		p.Former = slices.Concat(p.Counts.Certificates, p.Former)
	}
	p.Counts, p.Waits = p.Waits, nil
	var former [][]byte
	for _, der := range p.Former {
		if !p.Counts.pins(der) && !slices.ContainsFunc(former, func(one []byte) bool { return slices.Equal(one, der) }) && len(former) < mostFormer {
			former = append(former, der)
		}
	}
	p.Former = former
}

// Known are certificates that are known and do not count: those that wait, and former ones.
func (p Provider) Known() (waiting, former []*x509.Certificate) {
	if p.Waits != nil {
		waiting = parsed(slices.DeleteFunc(slices.Clone(p.Waits.Certificates), func(der []byte) bool { return p.Counts != nil && p.Counts.pins(der) }))
	}
	return waiting, parsed(p.Former)
}
