package state

import (
	"context"
	"crypto/rand"
	"database/sql"
	_ "embed"
	"encoding/hex"
	"errors"
	"time"
)

var (
	//go:embed sql/sealing_key_list.sql
	sealingKeyList string
	//go:embed sql/sealing_key_insert.sql
	sealingKeyInsert string
	//go:embed sql/sealing_key_forget.sql
	sealingKeyForget string
)

const (
	// sealingKeyLasts is for how long a key seals.
	sealingKeyLasts = 7 * 24 * time.Hour
	// sealingKeyOpens is for how long after that it opens: who asks keeps what they were told for SealingKeysHold, and what was sealed then is
	// good for minutes.
	sealingKeyOpens = 2 * SealingKeysHold
	// SealingKeysHold is for how long the keys may be kept by who has asked for them.
	SealingKeysHold = time.Hour
)

// errSealingKey says that a key cannot be read.
var errSealingKey = errors.New("a stored key is damaged")

// SealingKeys are those by which browsers keep things for us: the first seals, all of them open. One that has sealed for a week is followed by a new
// one.
func (d *DB) SealingKeys(ctx context.Context) (keys [][32]byte, err error) {
	err = d.within(ctx, "keys that seal", func(tx *sql.Tx) error {
		now := d.now()
		if _, err := tx.ExecContext(ctx, sealingKeyForget, now.Add(-sealingKeyLasts-sealingKeyOpens).UnixMilli()); err != nil {
			return err
		}
		var newest time.Time
		if keys, err = all(ctx, tx, func(row scanner) ([32]byte, error) {
			var key [32]byte
			var text string
			var created int64
			if err := row.Scan(&text, &created); err != nil {
				return key, err
			}
			if n, err := hex.Decode(key[:], []byte(text)); err != nil || n != len(key) {
				return key, errors.Join(err, errSealingKey)
			}
			if newest.IsZero() {
				newest = moment(created)
			}
			return key, nil
		}, sealingKeyList); err != nil {
			return err
		}
		if len(keys) > 0 && now.Sub(newest) < sealingKeyLasts {
			return nil
		}
		var key [32]byte
		_, _ = rand.Read(key[:]) // never fails
		keys = append([][32]byte{key}, keys...)
		_, err = tx.ExecContext(ctx, sealingKeyInsert, hex.EncodeToString(key[:]), now.UnixMilli())
		return err
	})
	return keys, err
}
