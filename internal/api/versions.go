package api

import (
	"context"
	"fmt"

	"github.com/ringside/ringside/internal/store"
)

// versionsInput is the parameters of GET /contacts/{contact_id}/versions.
type versionsInput struct {
	ContactInput
	Before string `query:"before" maxLength:"64" doc:"earlier of the page before"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"20"`
}

// versions answers GET /contacts/{contact_id}/versions: the newest ones, or those before another one. Each is compared with
// the one before it, so that one more is read than is shown.
func (s *server) versions(ctx context.Context, in *versionsInput) (VersionList, error) {
	ref, err := in.ref(ctx)
	if err != nil {
		return VersionList{}, err
	}
	page, err := s.Store.ContactVersions(ctx, store.VersionQuery{ContactRef: ref, Before: in.Before, Limit: in.Limit + 1})
	if err != nil {
		return VersionList{}, fmt.Errorf("find versions: %w", err)
	}
	list := VersionList{Versions: make([]RecordVersion, 0, len(page.Versions)), Total: page.Total}
	readable := -1 // the last one that could be read
	for i := range page.Versions {
		v := recordVersion(&page.Versions[i], page.First+int64(i))
		if readable >= 0 && v.Damage == "" {
			v.ComparedWith = page.First + int64(readable)
			v.Changes, v.ChangesTotal = changes(page.Versions[readable].Raw, page.Versions[i].Raw)
		}
		if v.Damage == "" {
			readable = i
		}
		list.Versions = append(list.Versions, v)
	}
	if len(list.Versions) > in.Limit {
		list.Versions = list.Versions[1:]
		list.Earlier = list.Versions[0].Version
	}
	return list, nil
}

func recordVersion(v *store.ContactVersion, number int64) RecordVersion {
	return RecordVersion{
		Version: v.Key, Number: number, LastUpdate: v.LastUpdate.Time(), ReceivedAt: moment(v.Received), Source: v.Source,
		Late: v.Late, Damage: damage(v.Raw == nil), Bytes: len(v.Raw), Raw: rawJSON(v.Raw), Changes: []RecordChange{},
	}
}
