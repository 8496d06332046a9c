package journal

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
)

// Damage is a stretch of a segment that could not be read. It never hides entries outside of it.
type Damage struct {
	File   string // name of the segment
	Offset int64  // where the stretch begins
	Length int64
	// First and Last enclose the sequence numbers that may be lost; both are 0 when none can be. In the last segment
	// they may belong to a batch that was being written when the machine lost power and was never acknowledged.
	First, Last uint64
	Reason      string
}

// DamageError is what Get returns for a damaged entry. It wraps ErrDamaged.
type DamageError struct{ Damage Damage }

func (e *DamageError) Error() string {
	d := e.Damage
	return fmt.Sprintf("%v: %s, %d bytes at offset %d, entries %d to %d: %s",
		ErrDamaged, d.File, d.Length, d.Offset, d.First, d.Last, d.Reason)
}

func (e *DamageError) Unwrap() error { return ErrDamaged }

// Damage lists what was found damaged, by Open, Read, Get or Compact, in this run and in earlier ones. Reading everything
// with Read finds all there is, and drops from the list what is sound again.
func (j *Journal) Damage() []Damage {
	j.mu.RLock()
	defer j.mu.RUnlock()
	return slices.Clone(j.damage)
}

// reportDamage lists, keeps and logs d unless it is known already.
func (j *Journal) reportDamage(d Damage) {
	j.remembering.Lock()
	defer j.remembering.Unlock()
	known := func(k Damage) bool { return k.File == d.File && k.Offset == d.Offset }
	list := j.Damage()
	if slices.ContainsFunc(list, known) {
		return
	}
	j.log.Error("journal segment is damaged; other entries are not affected", "file", d.File, "offset", d.Offset,
		"length", d.Length, "first_seq", d.First, "last_seq", d.Last, "reason", d.Reason)
	j.setDamage(append(list, d))
}

// forgetDamage drops what which picks. It costs little while nothing is damaged: it is asked for each frame that is read.
func (j *Journal) forgetDamage(which func(Damage) bool) {
	j.mu.RLock()
	none := !slices.ContainsFunc(j.damage, which)
	j.mu.RUnlock()
	if none {
		return
	}
	j.remembering.Lock()
	defer j.remembering.Unlock()
	j.setDamage(slices.DeleteFunc(j.Damage(), which))
}

// setDamage replaces the list and its file. The caller holds remembering.
func (j *Journal) setDamage(list []Damage) {
	j.mu.Lock()
	j.damage = list
	j.mu.Unlock()
	if err := j.keepDamage(list); err != nil {
		j.log.Error("damage of the journal will be forgotten at the end of this process", "file", damageName, "error", err)
	}
}

// damageName is the file that keeps the list over a restart, as JSON. Whoever followed the journal has passed what is
// damaged and will not read it again.
const damageName = "damage.json"

func (j *Journal) keepDamage(list []Damage) error {
	b, err := json.MarshalIndent(list, "", "  ")
	if err != nil {
		return err
	}
	f, err := j.disk.Open(damageName+tempSuffix, os.O_WRONLY|os.O_CREATE|os.O_TRUNC)
	if err != nil {
		return err
	}
	_, err = f.WriteAt(b, 0)
	if err == nil {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, j.disk.Remove(damageName+tempSuffix))
	}
	if err := j.disk.Rename(damageName+tempSuffix, damageName); err != nil {
		return err
	}
	return j.disk.SyncDir()
}

// recallDamage reads the list that an earlier process kept, in a file of size bytes. One that cannot be read must not keep
// the journal shut: it is logged.
func (j *Journal) recallDamage(size int64) {
	f, err := j.disk.Open(damageName, os.O_RDONLY)
	if err == nil {
		b := make([]byte, size)
		if _, err = f.ReadAt(b, 0); err == nil {
			err = json.Unmarshal(b, &j.damage)
		}
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		j.log.Error("list of the journal's damage cannot be read", "file", damageName, "error", err)
	}
}
