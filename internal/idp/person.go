package idp

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/state"
)

// Profile is what is known of the owner of an account beside what lets them in.
type Profile struct {
	Email             string   `json:"email,omitempty"`
	GivenName         string   `json:"given_name,omitempty"`
	MiddleName        string   `json:"middle_name,omitempty"`
	FamilyName        string   `json:"family_name,omitempty"`
	DisplayName       string   `json:"display_name,omitempty"`       // given and family name unless given
	PreferredUsername string   `json:"preferred_username,omitempty"` // the display name unless given
	Groups            []string `json:"groups,omitempty"`             // names
}

// Person is the owner of an account.
type Person struct {
	Account string // the name to sign in with
	Secret  string // random, never told: names that applications may keep are derived from it
	Profile
	Provisioned []string // groups into which a directory has put them, by name; those of the profile are of people here
}

// personOf reads what is kept of a person.
func personOf(kept state.Person) (Person, error) {
	p := Person{Account: kept.Account, Secret: kept.Secret, Provisioned: kept.Groups}
	if err := json.Unmarshal([]byte(kept.Profile), &p.Profile); err != nil {
		return Person{}, fmt.Errorf("read the profile of %s: %w", kept.Account, err)
	}
	return p, nil
}

// AllGroups are all that somebody is in.
func (p Person) AllGroups() []string {
	all := append(slices.Clone(p.Groups), p.Provisioned...)
	slices.Sort(all)
	return slices.Compact(all)
}

// Called is the name to show.
func (p Person) Called() string {
	if p.DisplayName != "" {
		return p.DisplayName
	}
	return strings.TrimSpace(p.GivenName + " " + p.FamilyName)
}

func (p Person) preferredUsername() string {
	if p.PreferredUsername != "" {
		return p.PreferredUsername
	}
	return p.Called()
}

// persistent is the name by which one service provider knows a person and no other one does ("SAML 2.0 Core", 8.3.7).
func (p Person) persistent(entityID string) string {
	mac := hmac.New(sha256.New, []byte(p.Secret))
	mac.Write([]byte(p.Account + "\x00" + entityID))
	return "p-" + hex.EncodeToString(mac.Sum(nil)[:20])
}
