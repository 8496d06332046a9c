package settings

import (
	"context"
	"errors"
	"time"
)

// Saved is settings as they are kept.
type Saved struct {
	Instance string // ARN, "" for every instance that has none of its own
	Version  int64  // from 1, one more with each change; deleting them is one
	SavedAt  time.Time
	Document []byte // JSON of Settings
}

// ErrChanged says that somebody else has saved since the version that was read.
var ErrChanged = errors.New("settings have been changed meanwhile")

// Keeper keeps settings.
type Keeper interface {
	// Settings lists those of every instance that has some.
	Settings(ctx context.Context) ([]Saved, error)
	// SaveSettings keeps a document in place of the version that was read, 0 where there was none. The error is ErrChanged
	// when that is no longer the newest.
	SaveSettings(ctx context.Context, instance string, version int64, document []byte) (Saved, error)
	// DeleteSettings takes away those of an instance, of the version that was read. The error is ErrChanged when that is no
	// longer the newest, or there are none.
	DeleteSettings(ctx context.Context, instance string, version int64) error
}
