package state

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"database/sql"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/ringside/ringside/internal/store"
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
	ID        string
	Name      string
	Doors     []string // that it opens, of KeyDoors; nil: all
	Instances []string // ids of the Amazon Connect instances whose records it may bring; nil: all
	By        string   // who made it, "" where that is not known
	Created   time.Time
	LastUsed  time.Time // zero when never; exact to a minute
	Ends      time.Time // as it was made; zero: without end
	Revoked   time.Time // when it goes, or went, out of force, which is Ends or before; zero where that is not known

	hash [sha256.Size]byte
}

// KeyDoors are the doors that a key can be for, by the names of their sources.
var KeyDoors = []string{"firehose", "eventbridge", store.ImportSource}

// instanceID is what an instance's id may be: Amazon's are UUIDs.
var instanceID = regexp.MustCompile(`^[0-9A-Za-z-]{1,64}$`)

// maxKeyInstances is how many instances a key can name; an account has a few.
const maxKeyInstances = 100

// ErrKeyScope says what is wrong with a key that is to be made.
var ErrKeyScope = errors.New("ingest key")

// valid mends what it can of a key that is to be made.
func (k *IngestKey) valid() (err error) {
	if k.Name, err = named(k.Name); err != nil {
		return fmt.Errorf("%w: %w", ErrKeyScope, err)
	}
	for _, door := range k.Doors {
		if !slices.Contains(KeyDoors, door) {
			return fmt.Errorf("%w: there is no door %.40q, only %s", ErrKeyScope, door, strings.Join(KeyDoors, ", "))
		}
	}
	for _, id := range k.Instances {
		if !instanceID.MatchString(id) {
			return fmt.Errorf("%w: %.80q is no id of an Amazon Connect instance, which is the end of its ARN", ErrKeyScope, id)
		}
	}
	if len(k.Instances) > maxKeyInstances {
		return fmt.Errorf("%w: it can name %d instances", ErrKeyScope, maxKeyInstances)
	}
	k.Doors, k.Instances = distinct(k.Doors), distinct(k.Instances)
	return nil
}

// distinct is each once; nil of none.
func distinct(values []string) []string {
	if len(values) == 0 {
		return nil
	}
	return slices.Compact(slices.Sorted(slices.Values(values)))
}

// Recorded is the key as the audit log has it.
func (k *IngestKey) Recorded() string {
	text := k.ID + " " + k.Name
	if k.Doors != nil {
		text += " doors=" + strings.Join(k.Doors, ",")
	}
	if k.Instances != nil {
		text += " instances=" + strings.Join(k.Instances, ",")
	}
	return text
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
	_, shown, err = d.CreateIngestKey(ctx, IngestKey{Name: "first start"})
	return shown, err
}

// CreateIngestKey makes a key of 32 random bytes, of which Name, Doors, Instances, By and Ends are given, and returns its text, which cannot
// be had again. The error wraps ErrKeyScope where they cannot be.
func (d *DB) CreateIngestKey(ctx context.Context, k IngestKey) (made IngestKey, shown string, err error) {
	made, shown, err = d.insertIngestKey(ctx, d.db, k)
	if err != nil {
		return IngestKey{}, "", fmt.Errorf("create ingest key: %w", err)
	}
	d.expireKeyring()
	return made, shown, nil
}

func (d *DB) insertIngestKey(ctx context.Context, to writer, k IngestKey) (IngestKey, string, error) {
	if err := k.valid(); err != nil {
		return k, "", err
	}
	doors, err := json.Marshal(k.Doors)
	if err != nil {
		return k, "", err
	}
	instances, err := json.Marshal(k.Instances)
	if err != nil {
		return k, "", err
	}
	secret, _ := newToken()
	shown := keyPrefix + secret
	k.ID, k.Created, k.Revoked, k.hash = newID(), moment(d.millis()), k.Ends, sha256.Sum256([]byte(shown))
	ends := int64(0)
	if !k.Ends.IsZero() {
		ends = k.Ends.UnixMilli()
	}
	_, err = to.ExecContext(ctx, ingestKeyInsert,
		k.ID, k.Name, hex.EncodeToString(k.hash[:]), string(doors), string(instances), k.By, k.Created.UnixMilli(), ends)
	return k, shown, err
}

// RotateIngestKey makes a key like another one, which goes on for the overlap and no longer: both, or neither. It ends at a moment, or, where
// that is zero, lasts as long as that one was made to. The error wraps ErrNoKey when that one is not there, or not in force.
func (d *DB) RotateIngestKey(ctx context.Context, id, by string, ends time.Time, overlap time.Duration) (made IngestKey, shown string, err error) {
	err = d.within(ctx, "rotate ingest key "+id, func(tx *sql.Tx) error {
		keys, err := all(ctx, tx, scanIngestKey, ingestKeyList)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(keys, func(k IngestKey) bool { return k.ID == id })
		if at < 0 {
			return ErrNoKey
		}
		next := IngestKey{Name: keys[at].Name, Doors: keys[at].Doors, Instances: keys[at].Instances, By: by, Ends: ends}
		if before := keys[at]; ends.IsZero() && !before.Ends.IsZero() {
			next.Ends = d.now().Add(before.Ends.Sub(before.Created))
		}
		if err := d.revokeIngestKey(ctx, tx, id, overlap); err != nil {
			return err
		}
		made, shown, err = d.insertIngestKey(ctx, tx, next)
		return err
	})
	if err != nil {
		return IngestKey{}, "", err
	}
	d.expireKeyring()
	return made, shown, nil
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
	var hash, doors, instances string
	var created, used, ends, revoked int64
	err := row.Scan(&key.ID, &key.Name, &hash, &doors, &instances, &key.By, &created, &used, &ends, &revoked)
	if err != nil {
		return IngestKey{}, err
	}
	if err := errors.Join(json.Unmarshal([]byte(doors), &key.Doors), json.Unmarshal([]byte(instances), &key.Instances)); err != nil {
		return IngestKey{}, fmt.Errorf("key %s: %w", key.ID, err)
	}
	if n, err := hex.Decode(key.hash[:], []byte(hash)); err != nil || n != len(key.hash) {
		return IngestKey{}, fmt.Errorf("key %s: stored hash is damaged", key.ID)
	}
	key.Created, key.LastUsed, key.Ends, key.Revoked = moment(created), moment(used), moment(ends), moment(revoked)
	return key, nil
}

// RevokeIngestKey takes a key out of force after some time, 0 for now: here at once, in other processes within five seconds. The
// error wraps ErrNoKey where there is none in force.
func (d *DB) RevokeIngestKey(ctx context.Context, id string, after time.Duration) error {
	if err := d.revokeIngestKey(ctx, d.db, id, after); err != nil {
		return fmt.Errorf("revoke ingest key %s: %w", id, err)
	}
	d.expireKeyring()
	return nil
}

func (d *DB) revokeIngestKey(ctx context.Context, in writer, id string, after time.Duration) error {
	now := d.millis()
	result, err := in.ExecContext(ctx, ingestKeyRevoke, now+after.Milliseconds(), id, now)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return errors.Join(ErrNoKey, err)
	}
	return nil
}

// HasConfiguredKey tells whether a key opens all doors that is not among the stored ones: see EnsureIngestKey.
func (d *DB) HasConfiguredKey() bool {
	d.keys.mu.Lock()
	defer d.keys.mu.Unlock()
	return d.keys.configured != nil
}

// Allowed tells whether the key is one of ours, which doors it opens, of KeyDoors, and of which instances it may bring records, by id; nil is
// all. Hashes are compared in constant time, and all of them, so neither the
// key's bytes nor its place in the list can be learnt from the time taken. When the database cannot be read, the keys
// known last stay in force: a full disk must not turn senders away for good.
func (d *DB) Allowed(key string) (doors, instances []string, ours bool) {
	if key == "" || len(key) > maxKeyLength {
		return nil, nil, false
	}
	hash := sha256.Sum256([]byte(key))
	d.keys.mu.Lock()
	defer d.keys.mu.Unlock()
	d.refreshKeyring()
	if d.keys.configured != nil {
		ours = subtle.ConstantTimeCompare(hash[:], d.keys.configured[:]) == 1
	}
	usedID := ""
	for _, known := range d.keys.keys {
		if subtle.ConstantTimeCompare(hash[:], known.hash[:]) == 1 && known.inForce(d.now()) {
			doors, instances, ours, usedID = known.Doors, known.Instances, true, known.ID
		}
	}
	if usedID != "" {
		d.noteUse(usedID)
	}
	return doors, instances, ours
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
