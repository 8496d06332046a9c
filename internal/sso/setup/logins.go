package setup

import (
	"context"

	"github.com/ringside/ringside/internal/sso/roster"
)

// Name adds to a plan which attribute the logins of the users are: of these people, or by their look where there are none (nil). A plan
// stands without it: where the users cannot be read it says so.
func (c *Clients) Name(ctx context.Context, p *Plan, w Wish, s *State, people []roster.Person) {
	if s.Instance == nil || p.Stop != "" || s.Instance.Status != "ACTIVE" {
		return
	}
	if err := c.know(ctx, s.Instance); err != nil {
		p.Logins = &roster.Logins{Sent: w.Login, Attributes: []roster.Fit{}, Named: []roster.Named{}, Unread: err.Error()}
		return
	}
	p.Logins = roster.LoginsOf(w.Login, s.Instance.logins(), people)
}
