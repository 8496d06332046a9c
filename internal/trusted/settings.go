package trusted

import (
	"errors"
	"fmt"
	"time"

	"github.com/ringside/ringside/internal/saml"
)

// Settings are what is agreed with one identity provider. The zero value is what is usual.
type Settings struct {
	// Unasked lets people in whom it sends without our having asked, as from its portal. Nothing ties such a message to the browser that
	// brings it: whoever lures somebody there signs them in as somebody else.
	Unasked bool `json:"idp_initiated" doc:"People may come by its portal, without our having asked: whoever lures somebody to such a message signs them in as somebody else"`
	Signed  bool `json:"sign_requests" doc:"What it is asked is signed; so it is anyway where its metadata want that"`
	Both    bool `json:"both_signatures" doc:"Response and assertion have to be signed; either is enough otherwise"`
	SHA1    bool `json:"sha1" doc:"Its signatures may go by SHA-1, which is broken"`
	Skew    *int `json:"clock_skew_seconds,omitempty" minimum:"0" maximum:"180" doc:"Seconds by which its clock may differ; 60 unless given"`
	Force   bool `json:"force_sign_in" doc:"It is asked to let people sign in anew each time (ForceAuthn), and what it says is held to that"`
	// AttributeFormat is the NameFormat of attributes that count; "" takes all.
	AttributeFormat string `json:"attribute_format,omitempty" maxLength:"256" doc:"NameFormat of the attributes that count; without it all do"`
}

// ErrSettings says that settings exclude each other, or are out of range.
var ErrSettings = errors.New("settings of an identity provider")

// Check refuses settings that do not go together.
func (s Settings) Check() error {
	switch {
	case s.Skew != nil && (*s.Skew < 0 || *s.Skew > int(saml.MostSkew/time.Second)):
		return fmt.Errorf("%w: clocks may differ by 0 to %d seconds", ErrSettings, int(saml.MostSkew/time.Second))
	case s.Force && s.Unasked:
		return fmt.Errorf("%w: who comes from its portal was not asked to sign in anew: choose one of the two", ErrSettings)
	}
	return nil
}

// Shown are the settings with what holds where nothing is agreed.
func (s Settings) Shown() Settings {
	s.Skew = new(int(s.ClockSkew() / time.Second))
	return s
}

// ClockSkew is by how much its clock may differ.
func (s Settings) ClockSkew() time.Duration {
	if s.Skew == nil {
		return saml.Skew
	}
	return time.Duration(*s.Skew) * time.Second
}
