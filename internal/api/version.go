package api

import (
	"context"
	"time"
)

// version answers GET /version.
func (s *server) version(ctx context.Context, _ *none) (VersionInfo, error) {
	days, _, err := s.days(ctx, time.UTC, nil)
	if err != nil {
		return VersionInfo{}, err
	}
	return VersionInfo{
		Version: s.Version, Commit: s.Commit, Demo: s.Demo, Now: s.Clock.Now().UTC(), Speed: s.Speed, Zone: s.Zone,
		DayStart: dayStart(days.From),
	}, nil
}
