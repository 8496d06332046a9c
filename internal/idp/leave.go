package idp

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/sealed"
	"github.com/ringside/ringside/internal/signin"
	"github.com/ringside/ringside/internal/state"
)

// leaving is a sign-out on its way from one application to the next. The browser keeps it, under a MAC.
type leaving struct {
	ID     string    `json:"id"` // of the request that is sent next or, where one is asked, was sent last
	Began  time.Time `json:"began"`
	Asked  string    `json:"asked,omitempty"`  // the application that has not answered yet; empty: none
	Left   []int64   `json:"left,omitempty"`   // participants who are to be asked, as the application state has them
	Missed []string  `json:"missed,omitempty"` // applications at which the person may still be signed in

	From       string `json:"from,omitempty"`    // application that waits for an answer; empty: the person signed out here
	Request    string `json:"request,omitempty"` // its
	RelayState []byte `json:"relay_state,omitempty"`
}

const (
	leavePath = "/idp/leave"
	// mostLeft is how many are asked: so many fit into a cookie. The ones that were told of the person last stand for the ones before.
	mostLeft = 16
	// mostIndexes bounds an address: an application that was told more often has replaced the sessions before.
	mostIndexes = 20
)

func (l *leaving) miss(application string) {
	if !slices.Contains(l.Missed, application) {
		l.Missed = append(l.Missed, application)
	}
}

// begin is a sign-out that has asked nobody yet.
func (p *Provider) begin(participants []int64) leaving {
	l := leaving{ID: saml.NewID(), Began: p.Register.Now(), Left: participants}
	if over := len(participants) - mostLeft; over > 0 {
		l.Left = participants[over:]
		l.miss("…")
	}
	return l
}

// Leave begins the sign-out from the applications that hang on a session, which has ended, as of signin.Portal.
func (p *Provider) Leave(w http.ResponseWriter, r *http.Request, session string) (next string, err error) {
	participants, err := p.Register.Store.Participants(r.Context(), session)
	if err != nil || len(participants) == 0 {
		return "", err
	}
	l := p.begin(participants)
	p.keep(w, l)
	return leavePath + "?" + url.Values{"id": {l.ID}}.Encode(), nil
}

// Follow lets what was opened in a session hang on the one that has replaced it, as of signin.Portal: whoever has to sign in anew for one
// application has opened the others nevertheless.
func (p *Provider) Follow(ctx context.Context, before, after string) error {
	return p.Register.Store.FollowSession(ctx, before, after)
}

// keep lets the browser keep a sign-out. Answers may come by a form of another site, with which browsers send SameSite=None alone.
func (p *Provider) keep(w http.ResponseWriter, l leaving) {
	http.SetCookie(w, sealed.Cookie(sealed.Name("leaving", l.ID), p.box.Seal(l), http.SameSiteNoneMode, patience))
}

func forget(w http.ResponseWriter, l leaving) {
	http.SetCookie(w, sealed.Cookie(sealed.Name("leaving", l.ID), "", http.SameSiteNoneMode, -time.Second))
}

// leavingBy finds a sign-out by the ID of its request among what the browser keeps.
func (p *Provider) leavingBy(r *http.Request, id string) (leaving, bool) {
	var l leaving
	c, err := r.Cookie(sealed.Name("leaving", id))
	found := err == nil && p.box.Open(c.Value, &l) && l.ID == id && id != "" && p.Register.Now().Sub(l.Began) <= patience
	return l, found
}

// leave goes on with a sign-out: from the page that says so, or where the application that was asked does not send the browser back.
func (p *Provider) leave(w http.ResponseWriter, r *http.Request) error {
	l, found := p.leavingBy(r, r.URL.Query().Get("id"))
	if !found {
		return fault(CodeRequest, "this browser has not begun that sign-out, or more than ten minutes ago")
	}
	if l.Asked != "" {
		p.skip(w, &l)
	}
	return p.tell(w, r, l)
}

// skip gives up on an application that was asked.
func (p *Provider) skip(w http.ResponseWriter, l *leaving) {
	forget(w, *l)
	l.miss(l.Asked)
	l.Asked, l.ID = "", saml.NewID()
}

// answered goes on after the application that was asked. An answer that does not count is none: the others have to be asked nevertheless.
func (p *Provider) answered(w http.ResponseWriter, r *http.Request, l leaving, said saml.Status, refusal error) error {
	if refusal == nil && (!said.Success() || said.Detail == saml.StatusPartialLogout) {
		refusal = said.Refusal()
	}
	if refusal != nil {
		p.Logger.Warn("an application has not signed somebody out", "request_id", requestID(w), "application", l.Asked, "error", refusal)
		p.skip(w, &l)
		return p.tell(w, r, l)
	}
	forget(w, l)
	l.Asked, l.ID = "", saml.NewID()
	return p.tell(w, r, l)
}

// tell asks the next application, or ends the sign-out.
func (p *Provider) tell(w http.ResponseWriter, r *http.Request, l leaving) error {
	for len(l.Left) > 0 {
		whom, there, err := p.Register.Store.TakeParticipant(r.Context(), l.Left[0])
		if err != nil {
			return err
		}
		l.Left = l.Left[1:]
		if !there {
			continue
		}
		request, err := p.farewell(r.Context(), whom, l.ID)
		if err == nil && request.Address != "" {
			l.Asked = whom.Application
			p.keep(w, l)
			return signin.Send(w, r, request)
		}
		if err != nil && !errors.Is(err, state.ErrNoApplication) {
			p.Logger.Error("an application is not told of a sign-out", "request_id", requestID(w), "application", whom.Application, "error", err)
		}
		l.miss(whom.Application)
	}
	forget(w, l)
	return p.left(w, r, l)
}

// farewell asks an application to end sessions; nothing is sent to one that has no single logout.
func (p *Provider) farewell(ctx context.Context, whom state.Participant, id string) (saml.Sent, error) {
	a, err := p.Register.Application(ctx, whom.Application)
	if err != nil || a.Logout == (saml.SingleLogout{}) {
		return saml.Sent{}, err
	}
	key, err := p.Register.signs(ctx, a.ID)
	if err != nil {
		return saml.Sent{}, err
	}
	indexes := whom.SessionIndexes
	return saml.LogoutRequest{
		ID: id, At: p.Register.Now(), Issuer: a.Issuer, NameID: saml.NameID{Value: whom.NameID, Format: whom.NameFormat},
		SessionIndexes: indexes[max(0, len(indexes)-mostIndexes):],
	}.To(a.Logout, key)
}

// left answers the application that has begun a sign-out, or says to the person what has come of theirs.
func (p *Provider) left(w http.ResponseWriter, r *http.Request, l leaving) error {
	if l.From != "" {
		a, err := p.Register.Application(r.Context(), l.From)
		if err != nil {
			return err
		}
		if a.Logout != (saml.SingleLogout{}) {
			key, err := p.Register.signs(r.Context(), a.ID)
			if err != nil {
				return err
			}
			answer, err := saml.LogoutResponse{
				At: p.Register.Now(), Issuer: a.Issuer, InResponseTo: l.Request, RelayState: string(l.RelayState), Partial: len(l.Missed) > 0,
			}.To(a.Logout, key)
			if err != nil {
				return err
			}
			return signin.Send(w, r, answer)
		}
	}
	shown := page{Title: leftTitle, Text: leftAll, Gone: true}
	for _, id := range l.Missed {
		name := id
		if a, err := p.Register.Application(r.Context(), id); err == nil {
			name = a.Name
		}
		shown.Missed, shown.Text = append(shown.Missed, name), leftSome
	}
	p.show(w, r, http.StatusOK, shown)
	return nil
}
