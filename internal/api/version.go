package api

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// version answers GET /version.
func (s *server) version(ctx context.Context, _ *none) (VersionInfo, error) {
	days, _, err := s.days(ctx, time.UTC, nil)
	if err != nil {
		return VersionInfo{}, err
	}
	own, err := s.ownDays(ctx)
	if err != nil {
		return VersionInfo{}, err
	}
	return VersionInfo{
		Version: s.Version, Commit: s.Commit, Demo: s.Demo, Now: s.Clock.Now().UTC(), Speed: s.Speed, Zone: s.Zone,
		DayStart: dayStart(days.From), OwnDays: own,
	}, nil
}

// ownDays are the instances that have settings of their own, with when their days begin.
func (s *server) ownDays(ctx context.Context) ([]InstanceDays, error) {
	all, err := s.allSettings(ctx)
	if err != nil {
		return nil, err
	}
	own := []InstanceDays{}
	for instance, of := range all.own {
		if instance != "" && viewer(ctx).SeesInstance(instance) {
			own = append(own, InstanceDays{InstanceARN: instance, DayStart: of.settings.BusinessDayStart})
		}
	}
	slices.SortFunc(own, func(a, b InstanceDays) int { return cmp.Compare(a.InstanceARN, b.InstanceARN) })
	return own, nil
}
