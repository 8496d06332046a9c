package journal

import (
	"fmt"
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

// Damage lists what was found damaged since Open, by Open itself, Read, Get, Compact or Rewrite. Reading everything with
// Read finds all there is.
func (j *Journal) Damage() []Damage {
	j.mu.RLock()
	defer j.mu.RUnlock()
	return slices.Clone(j.damage)
}

// reportDamage lists and logs d unless it is known already.
func (j *Journal) reportDamage(d Damage) {
	j.mu.Lock()
	defer j.mu.Unlock()
	known := slices.ContainsFunc(j.damage, func(k Damage) bool { return k.File == d.File && k.Offset == d.Offset })
	if known {
		return
	}
	j.damage = append(j.damage, d)
	j.log.Error("journal segment is damaged; other entries are not affected", "file", d.File, "offset", d.Offset,
		"length", d.Length, "first_seq", d.First, "last_seq", d.Last, "reason", d.Reason)
}

// forgetDamage drops what was reported of a segment whose file was replaced.
func (j *Journal) forgetDamage(file string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.damage = slices.DeleteFunc(j.damage, func(d Damage) bool { return d.File == file })
}
