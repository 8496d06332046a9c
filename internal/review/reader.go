package review

import (
	"cmp"
	"net/http"
	"slices"
	"time"

	"github.com/ringside/ringside/internal/metric"
	"github.com/ringside/ringside/internal/state"
)

// reader adds up a month and the months before it, entry by entry.
type reader struct {
	Report
	hours    metric.Windows
	months   int // before, that are read too
	accounts map[[2]string]*account
}

// account is an Account that is being added up.
type account struct {
	Account
	before    Account
	days      map[string]int // looks and downloads
	addresses map[string]bool
}

func (r *reader) add(e state.AuditEntry) {
	key := [2]string{e.Provider, e.Who}
	of := r.accounts[key]
	if of == nil {
		of = &account{Account: Account{Provider: e.Provider, Who: e.Who}, days: map[string]int{}, addresses: map[string]bool{}}
		r.accounts[key] = of
	}
	into := &of.Account
	if e.At.Before(r.Month.From) {
		into = &of.before
	}
	was := into.amount()
	into.count(e)
	if into != &of.Account {
		return
	}
	r.Entries++
	r.list(e)
	if !r.hours.Holds(e.At.UnixMilli()) {
		of.OffHours++
	}
	if e.Address != "" {
		of.addresses[e.Address] = true
	}
	of.days[e.At.In(r.Month.From.Location()).Format(time.DateOnly)] += of.amount() - was
}

// count counts an entry. What was refused or failed has shown and changed nothing.
func (a *Account) count(e state.AuditEntry) {
	a.Entries++
	if e.Status < http.StatusBadRequest || e.Action == "sign_in_failed" {
		if kind := kinds[e.Action]; kind != nil {
			kind(a)
		}
	} else if e.Status == http.StatusForbidden {
		a.Refused++
	}
}

// amount is how often persons' data was looked at or taken away.
func (a *Account) amount() int { return a.Looks + a.Downloads }

// list puts an entry into the lists that it belongs to.
func (r *reader) list(e state.AuditEntry) {
	into := func(list *[]state.AuditEntry) {
		if len(*list) < mostListed {
			*list = append(*list, e)
		} else {
			r.Cut = true
		}
	}
	var as Account
	as.count(e)
	switch {
	case as.Failed+as.Refused > 0:
		into(&r.Refused)
	case as.Downloads > 0:
		into(&r.Downloads)
	case as.Changes > 0:
		into(&r.Changes)
	}
}

func (r *reader) finish() {
	for _, of := range r.accounts {
		if of.Entries == 0 {
			continue // of the months before alone
		}
		of.Addresses = len(of.addresses)
		for day, n := range of.days {
			if n > of.Busiest || n == of.Busiest && n > 0 && day < of.BusiestDay {
				of.BusiestDay, of.Busiest = day, n
			}
		}
		if r.months > 0 {
			of.Before = float64(of.before.amount()) / float64(r.months)
			of.Unusual = of.amount() >= much && float64(of.amount()) > manyTimes*of.Before
		}
		r.Accounts = append(r.Accounts, of.Account)
	}
	slices.SortFunc(r.Accounts, func(a, b Account) int {
		return cmp.Or(cmp.Compare(b.amount(), a.amount()), cmp.Compare(b.Entries, a.Entries), cmp.Compare(a.Who, b.Who), cmp.Compare(a.Provider, b.Provider))
	})
}
