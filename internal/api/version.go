package api

import "context"

// version answers GET /version.
func (s *server) version(context.Context, *none) (VersionInfo, error) {
	return VersionInfo{
		Version: s.Version, Commit: s.Commit, Demo: s.Demo, Now: s.Clock.Now().UTC(), Speed: s.Speed, Zone: s.Zone,
	}, nil
}
