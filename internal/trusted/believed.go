package trusted

import (
	"context"
	"crypto/x509"
	"reflect"
	"time"
)

const (
	// lookEvery is how often it is looked whether the command line has changed something.
	lookEvery = 5 * time.Second
	// lookPatience is for how long that may take: a sign-in waits for it.
	lookPatience = 2 * time.Second
	// noteEvery is how often the use of a key is written down.
	noteEvery = time.Minute
)

// Believed are those of which something counts, and a number that changes whenever they do. A change by this process counts at once, one by
// the command line within five seconds. Where they cannot be read, those that were read before count.
func (r *Register) Believed() ([]Provider, uint64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.Now()
	if !r.changed && !r.read.IsZero() && now.Sub(r.read) < lookEvery {
		return r.believed, r.generation
	}
	r.changed, r.read = false, now
	ctx, cancel := context.WithTimeout(context.Background(), lookPatience)
	defer cancel()
	all, err := r.All(ctx)
	if err != nil {
		r.changed = true
		r.Logger.Error("identity providers cannot be read; those that were known before count", "error", err)
		return r.believed, r.generation
	}
	var believed []Provider
	for _, p := range all {
		if p.Counts != nil && !r.fixed[p.Counts.EntityID()] {
			believed = append(believed, p)
		}
	}
	if !reflect.DeepEqual(believed, r.believed) {
		r.believed = believed
		r.generation++
	}
	return r.believed, r.generation
}

// Used notes that somebody has signed in by a key.
func (r *Register) Used(ctx context.Context, entityID string, by *x509.Certificate) {
	fingerprint, now := Fingerprint(by.Raw), r.Now()
	key := entityID + "\x00" + fingerprint
	r.mu.Lock()
	recent := now.Sub(r.noted[key]) < noteEvery
	if !recent {
		r.noted[key] = now
	}
	r.mu.Unlock()
	if recent {
		return
	}
	if err := r.Store.UseSAMLKey(context.WithoutCancel(ctx), entityID, fingerprint); err != nil {
		r.Logger.Warn("the use of a key was not noted", "error", err)
	}
}
