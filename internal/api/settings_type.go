package api

import (
	"time"

	"github.com/ringside/ringside/internal/settings"
)

// SettingsAnswer is what an instance has agreed.
type SettingsAnswer struct {
	Instance string            `json:"instance_arn" doc:"Whose settings these are; empty: of every instance that has none of its own"`
	Version  int64             `json:"version" doc:"To be sent back with a change; 0 while nobody has saved any"`
	SavedAt  *time.Time        `json:"saved_at"`
	Zone     string            `json:"zone" doc:"The server's time zone, in which people speak of the hours"`
	Settings settings.Settings `json:"settings"`
	Holidays []Holiday         `json:"holidays" doc:"All that hold, by day: the country's without those removed, and those added"`
	National National          `json:"national"`
}

// Holiday is one day.
type Holiday struct {
	Day  string `json:"day" format:"date"`
	Name Text   `json:"name"`
	Own  bool   `json:"own" doc:"Added here"`
}

// National is the country's holidays as they ship.
type National struct {
	Days      []Holiday `json:"days"`
	FirstYear int       `json:"first_year" doc:"0 where no country is chosen"`
	LastYear  int       `json:"last_year" doc:"Later years have to be added by hand, or come with a newer version"`
	Source    Text      `json:"source"`
	SourceURL string    `json:"source_url"`
	Read      string    `json:"read" doc:"Day on which the source was read"`
}

// SettingsChange is settings to be saved.
type SettingsChange struct {
	Instance string            `json:"instance_arn,omitempty" doc:"Whose; every instance's that has none of its own unless given"`
	Version  int64             `json:"version" doc:"The version that was read"`
	Settings settings.Settings `json:"settings"`
}
