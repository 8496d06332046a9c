package state

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	_ "embed"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"
)

var (
	//go:embed sql/ingest_key_insert.sql
	ingestKeyInsert string
	//go:embed sql/ingest_key_list.sql
	ingestKeyList string
	//go:embed sql/ingest_key_revoke.sql
	ingestKeyRevoke string
	//go:embed sql/ingest_key_used.sql
	ingestKeyUsed string
)

// ErrNoKey says that there is no ingest key of that id.
var ErrNoKey = errors.New("no such ingest key")

const (
	// keyPrefix lets people and secret scanners recognise a key.
	keyPrefix = "rsk_"
	// maxKeyLength is the most that Firehose can send as an access key.
	// Source: Amazon Data Firehose Developer Guide, "HTTP endpoint delivery request and response specifications".
	maxKeyLength = 4096
	// keyringAge is for how long the keys in memory are believed, so that a key revoked by another process (the command
	// line) stops working here within that time.
	keyringAge = 5 * time.Second
	// usedEvery is how exact "last used" is: a write for each request would cost more than the request.
	usedEvery = time.Minute
)

// IngestKey is one key of the doors. The key itself is shown once, when it is made, and kept nowhere.
type IngestKey struct {
	ID       string
	Name     string
	Created  time.Time
	LastUsed time.Time // zero when never; exact to a minute
	Revoked  time.Time // when it goes, or went, out of force; zero where that is not known

	hash [sha256.Size]byte
}

// inForce reports whether the key opens the doors at a moment.
func (k *IngestKey) inForce(now time.Time) bool { return k.Revoked.IsZero() || now.Before(k.Revoked) }

// keyring is what Allowed knows without asking the database.
type keyring struct {
	mu         sync.Mutex // guards all below
	configured *[sha256.Size]byte
	keys       []IngestKey // in force when they were read
	loaded     time.Time
	used       map[string]time.Time // id to the last use written
}

// EnsureIngestKey makes sure that the doors can be opened. A configured key (RINGSIDE_INGEST_KEY or ingest.key) is
// accepted beside the stored ones for as long as this DB is open, and is not stored. Without one, and without a stored
// key in force, a key is made; it is returned this once and "" ever after.
func (d *DB) EnsureIngestKey(ctx context.Context, configured string) (shown string, err error) {
	configured = strings.TrimSpace(configured)
	if len(configured) > maxKeyLength {
		return "", fmt.Errorf("configured ingest key: longer than the %d bytes that Firehose can send", maxKeyLength)
	}
	if configured != "" {
		hash := sha256.Sum256([]byte(configured))
		d.keys.mu.Lock()
		d.keys.configured = &hash
		d.keys.mu.Unlock()
		return "", nil
	}
	keys, err := d.IngestKeys(ctx)
	if err != nil {
		return "", err
	}
	for _, key := range keys {
		if key.inForce(d.now()) {
			return "", nil
		}
	}
	_, shown, err = d.CreateIngestKey(ctx, "first start", time.Time{})
	return shown, err
}

// CreateIngestKey makes a key of 32 random bytes, which goes out of force at a moment if that is given, and returns its text,
// which cannot be had again.
func (d *DB) CreateIngestKey(ctx context.Context, name string, until time.Time) (IngestKey, string, error) {
	var secret [32]byte
	var id [8]byte
	_, _ = rand.Read(secret[:]) // never fails
	_, _ = rand.Read(id[:])
	shown := keyPrefix + base64.RawURLEncoding.EncodeToString(secret[:])
	key := IngestKey{
		ID: hex.EncodeToString(id[:]), Name: name, Created: moment(d.millis()), Revoked: until, hash: sha256.Sum256([]byte(shown)),
	}
	ends := int64(0)
	if !until.IsZero() {
		ends = until.UnixMilli()
	}
	_, err := d.db.ExecContext(ctx, ingestKeyInsert, key.ID, key.Name, hex.EncodeToString(key.hash[:]), key.Created.UnixMilli(), ends)
	if err != nil {
		return IngestKey{}, "", fmt.Errorf("store ingest key: %w", err)
	}
	d.expireKeyring()
	return key, shown, nil
}

// IngestKeys lists all stored keys, newest first, the revoked ones too.
func (d *DB) IngestKeys(ctx context.Context) ([]IngestKey, error) {
	keys, err := all(ctx, d.db, scanIngestKey, ingestKeyList)
	if err != nil {
		return nil, fmt.Errorf("list ingest keys: %w", err)
	}
	return keys, nil
}

func scanIngestKey(row scanner) (IngestKey, error) {
	var key IngestKey
	var hash string
	var created, used, revoked int64
	if err := row.Scan(&key.ID, &key.Name, &hash, &created, &used, &revoked); err != nil {
		return IngestKey{}, err
	}
	if n, err := hex.Decode(key.hash[:], []byte(hash)); err != nil || n != len(key.hash) {
		return IngestKey{}, fmt.Errorf("key %s: stored hash is damaged", key.ID)
	}
	key.Created, key.LastUsed, key.Revoked = moment(created), moment(used), moment(revoked)
	return key, nil
}

// RevokeIngestKey takes a key out of force after some time, 0 for now: here at once, in other processes within five seconds. The
// error wraps ErrNoKey where there is none in force.
func (d *DB) RevokeIngestKey(ctx context.Context, id string, after time.Duration) error {
	now := d.millis()
	result, err := d.db.ExecContext(ctx, ingestKeyRevoke, now+after.Milliseconds(), id, now)
	if err != nil {
		return fmt.Errorf("revoke ingest key %s: %w", id, err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return fmt.Errorf("revoke ingest key %s: %w", id, errors.Join(ErrNoKey, err))
	}
	d.expireKeyring()
	return nil
}

// Allowed tells whether the key opens the doors. Hashes are compared in constant time, and all of them, so neither the
// key's bytes nor its place in the list can be learnt from the time taken. When the database cannot be read, the keys
// known last stay in force: a full disk must not turn senders away for good.
func (d *DB) Allowed(key string) bool {
	if key == "" || len(key) > maxKeyLength {
		return false
	}
	hash := sha256.Sum256([]byte(key))
	d.keys.mu.Lock()
	defer d.keys.mu.Unlock()
	d.refreshKeyring()
	allowed := 0
	if d.keys.configured != nil {
		allowed |= subtle.ConstantTimeCompare(hash[:], d.keys.configured[:])
	}
	usedID := ""
	for _, known := range d.keys.keys {
		if subtle.ConstantTimeCompare(hash[:], known.hash[:]) == 1 && known.inForce(d.now()) {
			allowed, usedID = 1, known.ID
		}
	}
	if usedID != "" {
		d.noteUse(usedID)
	}
	return allowed == 1
}

// refreshKeyring reads the keys again when they are too old to be believed. The lock is held.
func (d *DB) refreshKeyring() {
	now := d.now()
	if age := now.Sub(d.keys.loaded); !d.keys.loaded.IsZero() && age >= 0 && age < keyringAge {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	keys, err := d.IngestKeys(ctx)
	if err != nil {
		if !d.keys.loaded.IsZero() {
			d.keys.loaded = now // ask again later: senders must not queue up behind a database that does not answer
		}
		return
	}
	d.keys.keys = d.keys.keys[:0]
	for _, key := range keys {
		if key.inForce(now) {
			d.keys.keys = append(d.keys.keys, key)
		}
	}
	d.keys.loaded = now
}

// noteUse writes "last used" once a minute. It is a courtesy: failing to write it does not close the door. The lock is
// held.
func (d *DB) noteUse(id string) {
	now := d.now()
	if now.Sub(d.keys.used[id]) < usedEvery {
		return
	}
	if d.keys.used == nil {
		d.keys.used = map[string]time.Time{}
	}
	d.keys.used[id] = now
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_, _ = d.db.ExecContext(ctx, ingestKeyUsed, now.UnixMilli(), id)
}

// expireKeyring makes the next Allowed read the keys again.
func (d *DB) expireKeyring() {
	d.keys.mu.Lock()
	defer d.keys.mu.Unlock()
	d.keys.loaded = time.Time{}
}
