package idp

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/ringside/ringside/internal/signin"
	"github.com/ringside/ringside/internal/sso/roster"
	"github.com/ringside/ringside/internal/state"
)

// Accounts are made for people who are told of; the application state keeps them.
type Accounts interface {
	Account(ctx context.Context, name string) (state.Account, error)
	CreateAccount(ctx context.Context, name, role string) (token string, err error)
	InviteAccount(ctx context.Context, name string) (token string, err error)
	DisableAccount(ctx context.Context, name string) error
}

var peopleTitle = words{"사용자와 그룹", "People and groups"}

// people is the page of people: all of them, and the one whose form is shown.
type people struct {
	All      []listed
	Account  string   // of the form; "" for somebody new
	Profile           // what is in the form
	Together string   // their groups, in one field
	Added    []string // groups into which a directory has put them
	Known    bool     // there is such a person
	Managed  bool     // a directory has made the account
	Link     string   // one-time, of an account that was made just now
	Brought  []Brought
	Tried    bool // nobody was brought in yet
	Wrong    string
}

// listed is one of the people.
type listed struct {
	Person
	Disabled, Managed bool
}

// people shows who the owners of accounts are.
func (p *Provider) people(w http.ResponseWriter, r *http.Request) error {
	var shown people
	if account := r.URL.Query().Get("account"); account != "" {
		known, err := p.owner(r, account)
		if err != nil {
			return err
		}
		shown = people{
			Account: account, Profile: known.Profile, Together: strings.Join(known.Groups, ", "), Added: known.Provisioned, Known: true,
		}
	}
	return p.showPeople(w, r, http.StatusOK, shown)
}

func (p *Provider) showPeople(w http.ResponseWriter, r *http.Request, status int, shown people) error {
	kept, err := p.Register.Store.People(r.Context())
	if err != nil {
		return err
	}
	for _, one := range kept {
		of, err := personOf(one)
		if err != nil {
			return err
		}
		shown.All = append(shown.All, listed{of, one.Disabled, one.Provisioned})
		shown.Managed = shown.Managed || shown.Known && one.Provisioned && one.Account == shown.Account
	}
	p.show(w, r, status, page{Title: peopleTitle, People: &shown})
	return nil
}

// savePerson says who the owner of an account is, and makes the account where there is none.
func (p *Provider) savePerson(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	if err := r.ParseForm(); err != nil {
		return fault(CodeRequest, "the form is damaged, or too large")
	}
	field := func(name string) string { return strings.TrimSpace(r.PostForm.Get(name)) }
	account := strings.ToLower(field("account"))
	known, err := p.owner(r, account)
	if err != nil {
		return err
	}
	of := known.Profile
	of.Email, of.GivenName, of.FamilyName, of.Groups = field("email"), field("given_name"), field("family_name"), names(field("groups"))
	shown := people{Account: account, Profile: of, Together: field("groups")}
	_, err = p.Accounts.Account(r.Context(), account)
	if errors.Is(err, state.ErrNoAccount) {
		var token string
		if token, err = p.Accounts.CreateAccount(r.Context(), account, ""); err == nil {
			shown.Link = p.PublicURL + signin.LinkPath(token)
		}
	}
	if errors.Is(err, state.ErrAccountName) {
		shown.Wrong = err.Error()
		return p.showPeople(w, r, http.StatusUnprocessableEntity, shown)
	}
	if err == nil {
		err = p.Register.SavePerson(r.Context(), account, of)
	}
	if err == nil {
		err = p.note(r.Context(), w, "describe_user", account)
	}
	if err != nil {
		return err
	}
	if shown.Link == "" {
		http.Redirect(w, r, "/portal/people", http.StatusSeeOther)
		return nil
	}
	return p.showPeople(w, r, http.StatusOK, people{Account: "", Link: shown.Link})
}

// link makes a one-time link by which somebody without a role sets their account up, for the first time or anew.
func (p *Provider) link(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<10)
	account := r.PostFormValue("account")
	token, err := p.Accounts.InviteAccount(r.Context(), account)
	if errors.Is(err, state.ErrNoAccount) {
		return p.showPeople(w, r, http.StatusUnprocessableEntity, people{
			Wrong: "that account is disabled, or has a role: ringside user reset makes its link",
		})
	}
	if err == nil {
		err = p.note(r.Context(), w, "reset_user", account)
	}
	if err != nil {
		return err
	}
	return p.showPeople(w, r, http.StatusOK, people{Link: p.PublicURL + signin.LinkPath(token)})
}

// mostPeople is what a file may hold, in bytes: some ten thousand people.
const mostPeople = 2 << 20

// bringIn takes the people of a file, or says what would become of them.
func (p *Provider) bringIn(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, mostPeople)
	file, _, err := r.FormFile("file")
	var all []roster.Person
	if err == nil {
		all, err = roster.ReadPeople(file)
	}
	if err != nil {
		return p.showPeople(w, r, http.StatusUnprocessableEntity, people{Wrong: err.Error()})
	}
	shown := people{Tried: r.PostFormValue("do") != "import"}
	for _, one := range all {
		done, err := p.Register.BringIn(r.Context(), p.Accounts, one, shown.Tried)
		if err != nil {
			return err
		}
		if done.Token != "" {
			done.Link = p.PublicURL + signin.LinkPath(done.Token)
		}
		shown.Brought = append(shown.Brought, done)
	}
	if !shown.Tried {
		if err := p.note(r.Context(), w, "import_users", strconv.Itoa(len(all))+" people"); err != nil {
			return err
		}
	}
	return p.showPeople(w, r, http.StatusOK, shown)
}

// key makes the next key of an application, or signs with it.
func (p *Provider) key(w http.ResponseWriter, r *http.Request) error {
	a, err := p.of(r)
	if err != nil {
		return err
	}
	r.Body = http.MaxBytesReader(w, r.Body, 1<<10)
	do, action := p.Register.NextKey, "add_signing_key"
	if r.PostFormValue("do") == "turn" {
		do, action = p.Register.Turn, "turn_signing_key"
	}
	if err := do(r.Context(), a.ID); err != nil {
		return fault(CodeKey, "%v", err)
	}
	if err := p.note(r.Context(), w, action, a.ID); err != nil {
		return err
	}
	http.Redirect(w, r, "/portal/applications/"+a.ID, http.StatusSeeOther)
	return nil
}
