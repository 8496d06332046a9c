package duckdb

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/ringside/ringside/internal/store"
)

// maxVersions is the largest page of versions.
const maxVersions = 200

// storedVersion is a version with its place in the journal.
type storedVersion struct {
	version
	seq uint64
}

func (v version) key() string { return fmt.Sprintf("%d.%016x", v.lastUpdate, v.hash) }

// ContactVersions reads the versions of a page from the journal.
func (s *Store) ContactVersions(ctx context.Context, q store.VersionQuery) (store.VersionPage, error) {
	var all []storedVersion
	err := s.read(ctx, func(r *reading) error {
		of, err := r.findContact(ctx, q.ContactRef)
		if err != nil {
			return err
		}
		all, err = r.versions(ctx, of)
		return err
	})
	if err != nil {
		return store.VersionPage{}, fmt.Errorf("versions of a contact: %w", err)
	}
	page := store.VersionPage{Total: int64(len(all))}
	end := len(all)
	if q.Before != "" {
		if end = slices.IndexFunc(all, func(v storedVersion) bool { return v.key() == q.Before }); end < 0 {
			return store.VersionPage{}, fmt.Errorf("versions of a contact: %w", store.ErrCursor)
		}
	}
	from := max(0, end-min(max(q.Limit, 1), maxVersions))
	page.First = int64(from) + 1
	for i := from; i < end; i++ {
		one, err := s.contactVersion(all[i])
		if err != nil {
			return store.VersionPage{}, fmt.Errorf("versions of a contact: %w", err)
		}
		one.Late = slices.ContainsFunc(all[i+1:], func(newer storedVersion) bool { return newer.seq < all[i].seq })
		page.Versions = append(page.Versions, one)
	}
	return page, nil
}

// versions are all distinct versions of a contact, the newest last.
func (r *reading) versions(ctx context.Context, of listed) ([]storedVersion, error) {
	var all []storedVersion
	text := statement("contact_versions")
	err := r.each(ctx, "versions", text, []any{uuidText(of.id), of.instance}, func(rows *sql.Rows) error {
		var v storedVersion
		var hash, seq int64
		err := rows.Scan(&v.lastUpdate, &hash, &seq)
		v.hash, v.seq = uint64(hash), uint64(seq)
		all = append(all, v)
		return err
	})
	slices.SortFunc(all, func(a, b storedVersion) int {
		if a.newer(b.version) {
			return 1
		}
		return -1
	})
	newest := storedVersion{version{of.lastUpdate, of.hash}, of.seq}
	return append(all, newest), err
}

// contactVersion reads a version from the journal.
func (s *Store) contactVersion(v storedVersion) (store.ContactVersion, error) {
	one := store.ContactVersion{Key: v.key(), LastUpdate: v.lastUpdate}
	got, err := s.kept(v.seq)
	if err != nil || got == nil {
		return one, err
	}
	one.Raw, one.Received, one.Source = got.fact.Raw, got.entry.Received, got.entry.Source
	return one, nil
}
