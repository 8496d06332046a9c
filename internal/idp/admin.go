package idp

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/access"
	"github.com/ringside/ringside/internal/saml"
	"github.com/ringside/ringside/internal/state"
)

var (
	applicationsTitle = words{"애플리케이션 관리", "Applications"}
	warning           = words{
		"이 서버의 키로 서명하면 Amazon Connect에 누구로든 로그인할 수 있습니다. 데이터 폴더와 그 백업을 비밀번호처럼 다뤄 주세요.",
		"With the keys of this server one can become any user of Amazon Connect. Treat its data folder, and backups of it, like a password.",
	}
)

// form is that of a new application for Amazon Connect, as it was filled in.
type form struct {
	ID, Name string
	Connect
	Wrong string
}

// detail is one application as an administrator sees it.
type detail struct {
	Application
	SignOn  string
	SignOut string // empty: there is no single logout
	Keys    []Key
	People  []string // names of accounts
	Users   string
	Groups  string
	Whom    string // of the preview
	Preview *saml.Answer
	Refusal *saml.Fault
	Next    bool // there is a next key
}

// about is what stands below an application's name.
func (a Application) about() string {
	if a.Connect == nil {
		return a.EntityID
	}
	return "Amazon Connect · " + strings.Split(a.Connect.Instance, ":")[3]
}

// applications lists all.
func (p *Provider) applications(w http.ResponseWriter, r *http.Request) error {
	return p.list(w, r, http.StatusOK, form{Connect: Connect{Login: "email", Landing: "admin"}})
}

func (p *Provider) list(w http.ResponseWriter, r *http.Request, status int, with form) error {
	all, err := p.Register.Applications(r.Context())
	if err != nil {
		return err
	}
	p.show(w, r, status, page{Title: applicationsTitle, Text: warning, Applications: all, New: &with})
	return nil
}

// add adds an application for Amazon Connect.
func (p *Provider) add(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, 16<<10)
	if err := r.ParseForm(); err != nil {
		return fault(CodeRequest, "the form is damaged, or too large")
	}
	field := func(name string) string { return strings.TrimSpace(r.PostForm.Get(name)) }
	given := form{ID: field("id"), Name: field("name"), Connect: Connect{
		Instance: field("instance"), Role: field("role"), Provider: field("provider"), Login: field("login"), Landing: field("landing"),
	}}
	a, err := p.Register.AddConnect(r.Context(), given.ID, given.Name, given.Connect)
	if err != nil {
		given.Wrong = err.Error()
		return p.list(w, r, http.StatusUnprocessableEntity, given)
	}
	if err := p.note(r.Context(), w, "add_application", a.ID); err != nil {
		return err
	}
	http.Redirect(w, r, "/portal/applications/"+a.ID, http.StatusSeeOther)
	return nil
}

// application shows one, and what it would be told of somebody.
func (p *Provider) application(w http.ResponseWriter, r *http.Request) error {
	a, err := p.of(r)
	if err != nil {
		return err
	}
	shown := detail{
		Application: a, SignOn: SignOn(p.PublicURL, a.ID), Whom: r.URL.Query().Get("person"),
		Users: strings.Join(a.Users, ", "), Groups: strings.Join(a.Groups, ", "),
	}
	if a.leaves() {
		shown.SignOut = SignOut(p.PublicURL, a.ID)
	}
	if shown.Keys, err = p.Register.Keys(r.Context(), a.ID); err != nil {
		return err
	}
	shown.Next = slices.ContainsFunc(shown.Keys, func(k Key) bool { return k.Stage == state.KeyNext })
	known, err := p.Register.Store.People(r.Context())
	if err != nil {
		return err
	}
	for _, one := range known {
		shown.People = append(shown.People, one.Account)
	}
	if shown.Whom != "" {
		answer, err := p.Register.Preview(r.Context(), a.ID, shown.Whom)
		if refusal, is := errors.AsType[saml.Fault](err); is {
			shown.Refusal = &refusal
		} else if errors.Is(err, state.ErrNoAccount) {
			shown.Refusal = &saml.Fault{Code: CodePerson, Detail: "nobody has said who the owner of that account is: ringside idp person"}
		} else if err != nil {
			return err
		} else {
			shown.Preview = &answer
		}
		if err := p.note(r.Context(), w, "preview_assertion", a.ID+" "+shown.Whom); err != nil {
			return err
		}
	}
	p.show(w, r, http.StatusOK, page{Title: words{a.Name, a.Name}, One: &shown})
	return nil
}

// assign says who may sign in to an application.
func (p *Provider) assign(w http.ResponseWriter, r *http.Request) error {
	a, err := p.of(r)
	if err != nil {
		return err
	}
	r.Body = http.MaxBytesReader(w, r.Body, 256<<10)
	if err := r.ParseForm(); err != nil {
		return fault(CodeRequest, "the form is damaged, or too large")
	}
	a.Disabled = r.PostForm.Get("disabled") != ""
	a.Users, a.Groups = names(r.PostForm.Get("users")), names(r.PostForm.Get("groups"))
	if err := p.Register.Change(r.Context(), a); err != nil {
		return err
	}
	if err := p.note(r.Context(), w, "assign_application", a.ID); err != nil {
		return err
	}
	http.Redirect(w, r, "/portal/applications/"+a.ID, http.StatusSeeOther)
	return nil
}

// names reads a list that is parted by commas or lines.
func names(text string) []string {
	var all []string
	for name := range strings.FieldsFuncSeq(text, func(c rune) bool { return c == ',' || c == '\n' || c == '\r' }) {
		if name = strings.TrimSpace(name); name != "" {
			all = append(all, name)
		}
	}
	return all
}

// note adds to the audit log what an administrator did.
func (p *Provider) note(ctx context.Context, w http.ResponseWriter, action, subject string) error {
	by := access.Who(ctx)
	return p.Audit.Audit(ctx, state.AuditEntry{
		Provider: by.Provider, Who: by.Name, Address: by.Address, Action: action, Subject: subject, Request: requestID(w),
	})
}

// owner is who the owner of an account is; somebody of whom nothing else is known where nobody has said so.
func (p *Provider) owner(r *http.Request, account string) (Person, error) {
	found, err := p.Register.Person(r.Context(), account)
	if errors.Is(err, state.ErrNoAccount) {
		return Person{Account: account}, nil
	}
	return found, err
}
