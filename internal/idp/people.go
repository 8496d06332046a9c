package idp

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/ringside/ringside/internal/access"
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
	EnableAccount(ctx context.Context, name string) error
	ForgetAccount(ctx context.Context, name, owner string) error
}

var peopleTitle = words{"사용자 관리", "People"}

// people is the page of people: all of them, and the one whose form is shown.
type people struct {
	All      []listed
	Account  string   // of the form; "" for somebody new
	Profile           // what is in the form
	Together string   // their groups, in one field
	Added    []string // groups into which a directory has put them
	Known    bool     // there is such a person
	Disabled bool     // whose account lets nobody in
	Own      bool     // it is the asker's
	Names    []string // of all groups, to choose from
	Strange  []string // groups that come to be by what is brought in
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
		if shown.Known && one.Account == shown.Account {
			shown.Managed, shown.Disabled = one.Provisioned, one.Disabled
		}
	}
	if account, is := signin.AccountOf(r.Context()); is {
		shown.Own = account.Name == shown.Account
	}
	groups, err := p.Register.Groups(r.Context())
	if err != nil {
		return err
	}
	for _, g := range groups {
		shown.Names = append(shown.Names, g.Name)
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
	of.MiddleName, of.DisplayName, of.PreferredUsername = field("middle_name"), field("display_name"), field("preferred_username")
	shown := people{Account: account, Profile: of, Together: field("groups")}
	if err := p.Register.CheckGroups(r.Context(), of.Groups); errors.Is(err, ErrNoGroup) {
		shown.Wrong = err.Error() + "; make it on the page of groups first"
		return p.showPeople(w, r, http.StatusUnprocessableEntity, shown)
	} else if err != nil {
		return err
	}
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
	if shown.Strange, err = p.Register.Strange(r.Context(), GroupsOf(all)); err != nil {
		return err
	}
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

// letIn lets somebody in no more, or again.
func (p *Provider) letIn(w http.ResponseWriter, r *http.Request) error {
	field, err := filled(w, r)
	if err != nil {
		return err
	}
	account, do, action := field("account"), p.Accounts.DisableAccount, "disable_user"
	if field("do") == "enable" {
		do, action = p.Accounts.EnableAccount, "enable_user"
	}
	if asker, is := signin.AccountOf(r.Context()); is && asker.Name == account {
		return p.showPeople(w, r, http.StatusUnprocessableEntity, people{Wrong: "that is your own account: somebody else has to"})
	}
	if err := do(r.Context(), account); err != nil {
		return p.noSuchPerson(w, r, err)
	}
	if err := p.note(r.Context(), w, action, account); err != nil {
		return err
	}
	http.Redirect(w, r, "/portal/people?"+url.Values{"account": {account}}.Encode(), http.StatusSeeOther)
	return nil
}

// removePerson forgets an account that is disabled, and who its owner is, where somebody is sure.
func (p *Provider) removePerson(w http.ResponseWriter, r *http.Request) error {
	field, err := filled(w, r)
	if err != nil {
		return err
	}
	account := field("account")
	if field("sure") == "" {
		return p.showPeople(w, r, http.StatusUnprocessableEntity, people{Wrong: "tick that you are sure"})
	}
	err = p.Accounts.ForgetAccount(r.Context(), account, access.Identity{Provider: state.Local, Name: account}.Key())
	if errors.Is(err, state.ErrEnabled) {
		return p.showPeople(w, r, http.StatusUnprocessableEntity, people{Wrong: "that account still lets somebody in: disable it first"})
	}
	if err != nil {
		return p.noSuchPerson(w, r, err)
	}
	if err := p.note(r.Context(), w, "forget_user", account); err != nil {
		return err
	}
	http.Redirect(w, r, "/portal/people", http.StatusSeeOther)
	return nil
}

// noSuchPerson tells of an account that is not there; any other error goes on.
func (p *Provider) noSuchPerson(w http.ResponseWriter, r *http.Request, err error) error {
	if !errors.Is(err, state.ErrNoAccount) {
		return err
	}
	return p.showPeople(w, r, http.StatusUnprocessableEntity, people{Wrong: "there is no such account, or it is so already"})
}
