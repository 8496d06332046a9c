package trusted

import (
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// soon is how long before its end a certificate is warned of.
const soon = 30 * 24 * time.Hour

// Facts are what a document says, as somebody has to see it who is to agree.
type Facts struct {
	Digest       string        `json:"digest" doc:"By which somebody agrees to exactly this"`
	EntityID     string        `json:"entity_id"`
	From         string        `json:"from" doc:"paste, or the address from which it was fetched; configuration"`
	By           string        `json:"by" doc:"Who brought it; empty for the configuration"`
	At           *time.Time    `json:"at"`
	AgreedBy     string        `json:"agreed_by"`
	AgreedAt     *time.Time    `json:"agreed_at"`
	ValidUntil   *time.Time    `json:"valid_until" doc:"By its own word"`
	Outdated     bool          `json:"outdated" doc:"That has passed; it counts nevertheless"`
	WantsSigned  bool          `json:"wants_signed_requests"`
	Services     []Service     `json:"services"`
	Certificates []Certificate `json:"certificates" doc:"Those that are pinned, then the others of the metadata"`
	Unreadable   int           `json:"unreadable" doc:"Certificates of the metadata that cannot be read"`
}

// Service is an address of an identity provider. The binding is the last part of its URI.
type Service struct {
	Kind     string `json:"kind" enum:"SingleSignOnService,SingleLogoutService"`
	Binding  string `json:"binding" example:"HTTP-Redirect"`
	Location string `json:"location"`
}

// Certificate is one for signing.
type Certificate struct {
	Fingerprint string     `json:"fingerprint" doc:"SHA-256 in hex"`
	Subject     string     `json:"subject"`
	Begins      time.Time  `json:"begins"`
	Ends        time.Time  `json:"ends"`
	Key         string     `json:"key" example:"RSA 2048"`
	State       string     `json:"state" enum:"good,ends_soon,ended,not_yet" doc:"ends_soon: within 30 days. A pinned key counts as long as it is pinned, whatever its certificate says"`
	Pinned      bool       `json:"pinned" doc:"Messages signed by it count, or would"`
	Unusable    string     `json:"unusable" doc:"Why it cannot be pinned; empty where it can"`
	Used        *time.Time `json:"used_at" doc:"When somebody last signed in by it, exact to a minute; null: never"`
}

// Difference is something in which what waits differs from what counts.
type Difference struct {
	Kind   string `json:"kind" enum:"key_added,key_gone,entity_id,service_added,service_gone,service_moved,wants_signed_requests"`
	What   string `json:"what" doc:"Fingerprint of a key; kind and binding of a service"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// Uses are when somebody last signed in by keys, by entity ID and fingerprint.
type Uses map[[2]string]time.Time

// FactsOf are those of a document; nil of none.
func FactsOf(d *Document, used Uses, now time.Time) *Facts {
	if d == nil {
		return nil
	}
	idp, _ := d.provider() // it was read before it was kept
	f := &Facts{
		Digest: d.Digest(), EntityID: idp.EntityID, From: d.From, By: d.By, At: moment(d.At), AgreedBy: d.Agreed, AgreedAt: moment(d.AgreedAt),
		ValidUntil: moment(idp.ValidUntil), Outdated: !idp.ValidUntil.IsZero() && idp.ValidUntil.Before(now), WantsSigned: idp.WantsSigned,
		Services: []Service{}, Certificates: []Certificate{}, Unreadable: idp.Unreadable,
	}
	for _, s := range idp.Services {
		f.Services = append(f.Services, Service{s.Kind, s.Binding[strings.LastIndexByte(s.Binding, ':')+1:], s.Location})
	}
	for _, c := range d.Pinned() {
		f.Certificates = append(f.Certificates, certificateOf(c, true, used[[2]string{idp.EntityID, Fingerprint(c.Raw)}], now))
	}
	for _, c := range idp.Certificates {
		if !d.pins(c.Raw) && !slices.ContainsFunc(f.Certificates, func(one Certificate) bool { return one.Fingerprint == Fingerprint(c.Raw) }) {
			f.Certificates = append(f.Certificates, certificateOf(c, false, used[[2]string{idp.EntityID, Fingerprint(c.Raw)}], now))
		}
	}
	return f
}

func certificateOf(c *x509.Certificate, pinned bool, used, now time.Time) Certificate {
	one := Certificate{
		Fingerprint: Fingerprint(c.Raw), Subject: c.Subject.String(), Begins: c.NotBefore.UTC(), Ends: c.NotAfter.UTC(), Key: c.PublicKeyAlgorithm.String(),
		State: "good", Pinned: pinned, Unusable: unusable(c), Used: moment(used),
	}
	if key, isRSA := c.PublicKey.(*rsa.PublicKey); isRSA {
		one.Key = fmt.Sprintf("RSA %d", key.N.BitLen())
	}
	switch {
	case c.NotAfter.Before(now):
		one.State = "ended"
	case c.NotBefore.After(now):
		one.State = "not_yet"
	case c.NotAfter.Before(now.Add(soon)):
		one.State = "ends_soon"
	}
	return one
}

func moment(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	return new(at.UTC())
}

// Differences are those of what waits from what counts, the gravest first; none where nothing counts.
func Differences(counts, waits *Facts) []Difference {
	found := []Difference{}
	if counts == nil || waits == nil {
		return found
	}
	add := func(kind, what, before, after string) { found = append(found, Difference{kind, what, before, after}) }
	if counts.EntityID != waits.EntityID {
		add("entity_id", "", counts.EntityID, waits.EntityID)
	}
	before, after := counts.pinned(), waits.pinned()
	for _, c := range waits.Certificates {
		if c.Pinned && !before[c.Fingerprint] {
			add("key_added", c.Fingerprint, "", c.Subject)
		}
	}
	for _, c := range counts.Certificates {
		if c.Pinned && !after[c.Fingerprint] {
			add("key_gone", c.Fingerprint, c.Subject, "")
		}
	}
	locations, moved := counts.locations(), waits.locations()
	for _, s := range waits.Services {
		if at, known := locations[s.name()]; !known {
			add("service_added", s.name(), "", s.Location)
		} else if at != s.Location && at != moved[s.name()] {
			add("service_moved", s.name(), at, moved[s.name()])
			locations[s.name()] = moved[s.name()] // said once
		}
	}
	for _, s := range counts.Services {
		if _, known := moved[s.name()]; !known {
			add("service_gone", s.name(), s.Location, "")
		}
	}
	if counts.WantsSigned != waits.WantsSigned {
		add("wants_signed_requests", "", strconv.FormatBool(counts.WantsSigned), strconv.FormatBool(waits.WantsSigned))
	}
	return found
}

// pinned are the fingerprints of what counts.
func (f *Facts) pinned() map[string]bool {
	found := map[string]bool{}
	for _, c := range f.Certificates {
		if c.Pinned {
			found[c.Fingerprint] = true
		}
	}
	return found
}

func (s Service) name() string { return s.Kind + " " + s.Binding }

// locations are where services are: the first of each kind and binding, which is the one that is used.
func (f *Facts) locations() map[string]string {
	found := map[string]string{}
	for _, s := range f.Services {
		if _, known := found[s.name()]; !known {
			found[s.name()] = s.Location
		}
	}
	return found
}

// OwnKey is one of ours, for which identity providers encrypt.
type OwnKey struct {
	Stage       string    `json:"stage" enum:"active,next,old" doc:"active: it signs what they are asked. next: it is in our metadata, too. old: it decrypts alone, until it is retired"`
	Fingerprint string    `json:"fingerprint" doc:"SHA-256 in hex"`
	Ends        time.Time `json:"ends"`
}

// ErrOwnKeys says why ours do not change as somebody wishes; its text is written for people.
var ErrOwnKeys = errors.New("Ringside's own keys do not change so") //nolint:staticcheck // begins with a name

// OwnKeyOf describes one by its certificate.
func OwnKeyOf(stage string, c *x509.Certificate) OwnKey {
	return OwnKey{stage, Fingerprint(c.Raw), c.NotAfter.UTC()}
}
