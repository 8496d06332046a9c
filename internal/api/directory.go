package api

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/directory"
	"github.com/ringside/ringside/internal/store"
)

// directoryInput is the parameters of GET /directory.
type directoryInput struct {
	Kind     string   `query:"kind" required:"true" enum:"queue,user,routing_profile,agent_status,hierarchy_group,instance"`
	Instance []string `query:"instance,explode" maxItems:"100" doc:"ARN, id or name; repeat for several"`
	Q        string   `query:"q" maxLength:"256" doc:"Only what is or was called so, in part and in whatever case, or has this id"`
	Gone     bool     `query:"gone" doc:"Also what is there no more"`
	After    string   `query:"after" maxLength:"512" doc:"ARN of the last one of the page before"`
	Limit    int      `query:"limit" minimum:"1" maximum:"1000" default:"100"`
}

// directory answers GET /directory: what Amazon Connect has listed, and what contact records name.
func (s *server) directory(ctx context.Context, in *directoryInput) (DirectoryList, error) {
	kind := directory.Kind(in.Kind)
	if kind == directory.Users && !seesNames(ctx) {
		return DirectoryList{}, errNameless
	}
	if len(in.Instance) > 0 {
		in.Instance = slices.Concat(in.Instance, s.instances(ctx, in.Instance))
	}
	var known []directory.Entry
	if s.Directory != nil {
		known = s.Directory.List(viewer(ctx), kind)
	}
	list := DirectoryList{Entries: []DirectoryEntry{}}
	for i := range known {
		if !known[i].Gone.IsZero() && !in.Gone {
			continue
		}
		if e := s.entry(&known[i]); in.wants(&e) {
			list.Entries = append(list.Entries, e)
		}
	}
	slices.SortFunc(list.Entries, func(a, b DirectoryEntry) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ARN, b.ARN))
	})
	list.Total = len(list.Entries)
	if in.After != "" {
		at := slices.IndexFunc(list.Entries, func(e DirectoryEntry) bool { return e.ARN == in.After })
		if at < 0 {
			return DirectoryList{}, fmt.Errorf("list the directory after %s: %w", in.After, store.ErrCursor)
		}
		list.Entries = list.Entries[at+1:]
	}
	if len(list.Entries) > in.Limit {
		list.Entries, list.More = list.Entries[:in.Limit], true
	}
	return list, nil
}

// wants reports whether an entry is asked for.
func (in *directoryInput) wants(e *DirectoryEntry) bool {
	if len(in.Instance) > 0 && !slices.ContainsFunc(in.Instance, func(one string) bool {
		return one == e.InstanceARN || one == connect.InstanceID(e.InstanceARN)
	}) {
		return false
	}
	has := func(name string) bool { return strings.Contains(strings.ToLower(name), strings.ToLower(in.Q)) }
	return has(e.Name) || has(e.FullName) || in.Q == connect.ResourceID(e.ARN) ||
		slices.ContainsFunc(e.Former, func(f FormerName) bool { return has(f.Name) || has(f.FullName) })
}

// entry is what is told of a thing.
func (s *server) entry(e *directory.Entry) DirectoryEntry {
	told := DirectoryEntry{
		ARN: e.ARN, InstanceARN: e.Instance, Kind: string(e.Kind), Name: e.Name, FullName: connect.FullName(e.First, e.Last), Type: e.Type,
		Source: "amazon_connect", Since: moment(e.Since), Gone: moment(e.Gone), Queues: s.named(e.Queues), Former: []FormerName{},
	}
	if e.Recorded {
		told.Source = "records"
	}
	path := e.Path
	if e.Group != "" {
		if path = []string{e.Group}; len(s.above(e.Group)) > 0 {
			path = s.above(e.Group)
		}
	}
	told.Hierarchy = s.named(path)
	if e.RoutingProfile != "" {
		told.RoutingProfile = some(&NamedThing{ARN: e.RoutingProfile, Name: s.Directory.Name(e.RoutingProfile)})
	}
	for _, f := range e.Former {
		told.Former = append(told.Former, FormerName{Name: f.Name, FullName: connect.FullName(f.First, f.Last), From: f.From, To: f.To})
	}
	return told
}

// above is a hierarchy group with those above it, level 1 first; nothing where that is not known.
func (s *server) above(group string) []string {
	known, _ := s.Directory.Entry(group)
	return known.Path
}

func (s *server) named(arns []string) []NamedThing {
	all := make([]NamedThing, len(arns))
	for i, arn := range arns {
		all[i] = NamedThing{ARN: arn, Name: s.Directory.Name(arn)}
	}
	return all
}
