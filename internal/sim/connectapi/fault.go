package connectapi

import (
	"errors"
	"math/rand/v2"
	"sync"
	"time"
)

// Faults is the switch for what goes wrong. It may be turned while the API serves; the zero value is off.
type Faults struct {
	mu    sync.Mutex // guards fault
	fault Fault
}

// Fault is what goes wrong, on top of what the callers themselves bring about. Shares are of the requests, 0 to 1.
type Fault struct {
	Throttle float64       // answered with ThrottlingException, whatever is left of the quota
	Fail     float64       // answered with InternalServiceException
	Silence  float64       // never answered: the caller's own time limit has to end them
	Stale    time.Duration // how much older the snapshot is than it should be
	Hide     []string      // queues, by id or ARN, that current metrics and those of the past leave out
	Untold   []string      // metrics of the past that answers leave out
}

// Set turns the switch.
func (f *Faults) Set(to Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.fault = to
}

func (f *Faults) now() Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.fault
}

// errSilence is no answer at all.
var errSilence = errors.New("silence")

// strike decides what becomes of one request.
func (f Fault) strike() error {
	switch luck := rand.Float64(); {
	case luck < f.Throttle:
		return refuse("ThrottlingException", "Rate exceeded")
	case luck < f.Throttle+f.Fail:
		return refuse("InternalServiceException", "Internal failure")
	case luck < f.Throttle+f.Fail+f.Silence:
		return errSilence
	}
	return nil
}
