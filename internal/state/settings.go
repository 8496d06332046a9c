package state

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"

	"github.com/ringside/ringside/internal/settings"
)

var (
	//go:embed sql/settings_list.sql
	settingsList string
	//go:embed sql/settings_insert.sql
	settingsInsert string
	//go:embed sql/settings_update.sql
	settingsUpdate string
	//go:embed sql/settings_delete.sql
	settingsDelete string
)

var _ settings.Keeper = (*DB)(nil)

// Settings lists the settings of every instance that has some, by ARN.
func (d *DB) Settings(ctx context.Context) ([]settings.Saved, error) {
	saved, err := all(ctx, d.db, scanSettings, settingsList)
	if err != nil {
		return nil, fmt.Errorf("list settings: %w", err)
	}
	return saved, nil
}

func scanSettings(row scanner) (settings.Saved, error) {
	var one settings.Saved
	var savedMS int64
	err := row.Scan(&one.Instance, &one.Version, &one.Document, &savedMS)
	one.SavedAt = moment(savedMS)
	return one, err
}

// SaveSettings keeps a document in place of the version that was read, 0 where there was none. The error wraps
// settings.ErrChanged when that is no longer the newest.
func (d *DB) SaveSettings(ctx context.Context, instance string, version int64, document []byte) (settings.Saved, error) {
	now := d.millis()
	statement, values := settingsUpdate, []any{string(document), now, instance, version}
	if version == 0 {
		statement, values = settingsInsert, []any{instance, string(document), now}
	}
	saved := settings.Saved{Instance: instance, SavedAt: moment(now), Document: document}
	switch err := d.db.QueryRowContext(ctx, statement, values...).Scan(&saved.Version); {
	case errors.Is(err, sql.ErrNoRows):
		return settings.Saved{}, fmt.Errorf("save settings: %w", settings.ErrChanged)
	case err != nil:
		return settings.Saved{}, fmt.Errorf("save settings: %w", err)
	}
	return saved, nil
}

// DeleteSettings takes away the settings of an instance, of the version that was read. The error wraps settings.ErrChanged
// when that is no longer the newest, or there are none.
func (d *DB) DeleteSettings(ctx context.Context, instance string, version int64) error {
	done, err := d.db.ExecContext(ctx, settingsDelete, d.millis(), instance, version)
	if err != nil {
		return fmt.Errorf("delete settings: %w", err)
	}
	changed, err := done.RowsAffected()
	if err != nil {
		return fmt.Errorf("delete settings: %w", err)
	}
	if changed == 0 {
		return fmt.Errorf("delete settings: %w", settings.ErrChanged)
	}
	return nil
}
