package duckdb

import (
	"log/slog"
	"time"
)

// progressEvery is the time between two lines about a long projection.
const progressEvery = 5 * time.Second

// progress logs how far a projection is that takes long, such as one from the beginning of the journal.
type progress struct {
	log     *slog.Logger
	target  uint64
	started time.Time
	said    time.Time
}

func (p *progress) say(at uint64) {
	now := time.Now()
	if now.Sub(p.started) < progressEvery || now.Sub(p.said) < progressEvery {
		return
	}
	p.said = now
	p.log.Info("projecting the journal", "record", at, "of", p.target)
}

func (p *progress) end(at uint64) {
	if !p.said.IsZero() {
		p.log.Info("journal is projected", "record", at, "duration", time.Since(p.started))
	}
}
