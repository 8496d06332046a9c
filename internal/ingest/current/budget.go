package current

import (
	"cmp"
	"strings"
	"sync"

	"golang.org/x/time/rate"
)

// Budget is how many requests a second Ringside allows itself in an account and Region unless it is told otherwise, for all its
// instances together.
const Budget rate.Limit = 1

// Budgets has a budget for each account and Region: to these Amazon's quotas belong, whatever instances there are. Its zero
// value is ready for use, with Budget.
// Source: Amazon Connect Administrator Guide, "Amazon Connect service quotas", API throttling quotas.
type Budgets struct {
	Rate rate.Limit // of each; 0 is Budget. Set before first use

	mu sync.Mutex
	of map[string]*rate.Limiter // guarded by mu
}

// Of is the budget that an instance, by ARN, shares with the others of its account and Region.
func (b *Budgets) Of(instance string) *rate.Limiter {
	place, _, _ := strings.Cut(instance, ":instance/") // arn:aws:connect:REGION:ACCOUNT
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.of == nil {
		b.of = map[string]*rate.Limiter{}
	}
	if b.of[place] == nil {
		b.of[place] = rate.NewLimiter(cmp.Or(b.Rate, Budget), 1)
	}
	return b.of[place]
}
