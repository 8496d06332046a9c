package idp

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

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

// otherForm is that of any other new application.
type otherForm struct {
	ID, Name, EntityID, ACS, Subject, Metadata string
	Wrong                                      string
}

// detail is one application as an administrator sees it.
type detail struct {
	Application
	Wrong   string // why what was typed was not kept
	Rows    []row
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

// row is one of the rows of mappings, and the formats that it may have.
type row struct {
	Mapping
	Formats []string
}

// spareRows are empty ones, for more mappings.
const spareRows = 3

// rowsOf are those of an application; the names of AWS's attributes are written in short.
func rowsOf(a Application) (all []row) {
	for _, m := range append(slices.Clone(a.Mappings), make([]Mapping, spareRows)...) {
		if a.aws() {
			m.Name = strings.TrimPrefix(m.Name, awsAttributes)
		}
		known := attributeFormats
		if m.Name == Subject {
			known = subjectFormats
		}
		m.Format = cmp.Or(m.Format, "unspecified")
		all = append(all, row{m, slices.Sorted(maps.Keys(known))[1:]}) // without the empty word for unspecified
	}
	return all
}

// Minutes are for how long a sign-in lasts.
func (d detail) Minutes() int { return int(d.Session / time.Minute) }

// about is what stands below an application's name.
func (a Application) about() string {
	if a.Connect == nil {
		return a.EntityID
	}
	return "Amazon Connect · " + strings.Split(a.Connect.Instance, ":")[3]
}

// applications lists all.
func (p *Provider) applications(w http.ResponseWriter, r *http.Request) error {
	return p.list(w, r, http.StatusOK, form{}, otherForm{})
}

func (p *Provider) list(w http.ResponseWriter, r *http.Request, status int, with form, other otherForm) error {
	all, err := p.Register.Applications(r.Context())
	if err != nil {
		return err
	}
	p.show(w, r, status, page{Title: applicationsTitle, Text: warning, Applications: all, New: &with, Other: &other})
	return nil
}

// add adds an application, for Amazon Connect or another one.
func (p *Provider) add(w http.ResponseWriter, r *http.Request) error {
	field, err := filled(w, r)
	if err != nil {
		return err
	}
	var a Application
	with, other := form{}, otherForm{}
	if field("kind") == "saml" {
		other = otherForm{ID: field("id"), Name: field("name"), EntityID: field("entity_id"), ACS: field("acs"), Subject: field("subject"), Metadata: field("metadata")}
		a, err = p.addOther(r, other)
	} else {
		with = form{ID: field("id"), Name: field("name"), Connect: connectOf(Connect{Instance: field("instance")}, field)}
		a, err = p.Register.AddConnect(r.Context(), with.ID, with.Name, with.Connect)
	}
	if err != nil {
		with.Wrong, other.Wrong = err.Error(), err.Error()
		if field("kind") == "saml" {
			with.Wrong = ""
		} else {
			other.Wrong = ""
		}
		return p.list(w, r, http.StatusUnprocessableEntity, with, other)
	}
	return p.done(w, r, "add_application", a.ID)
}

func (p *Provider) addOther(r *http.Request, with otherForm) (Application, error) {
	a := Application{ID: with.ID, Name: with.Name, Mappings: []Mapping{NewSubject(cmp.Or(with.Subject, "persistent"))}}
	metadata, err := metadataOf(r)
	switch {
	case err != nil:
		return a, err
	case len(metadata) > 0:
		err = a.Describe(metadata, r.FormValue("plain") != "")
	case with.EntityID == "" || with.ACS == "":
		err = errors.New("give the application's metadata, or its entityID and where answers are sent (ACS)")
	default:
		a.Reach(with.EntityID, with.ACS)
	}
	if err != nil {
		return a, err
	}
	return p.Register.Add(r.Context(), a)
}

// application shows one, and what it would be told of somebody.
func (p *Provider) application(w http.ResponseWriter, r *http.Request) error {
	a, err := p.of(r)
	if err != nil {
		return err
	}
	return p.showOne(w, r, http.StatusOK, a, "")
}

// showOne shows an application, as it is or as it was typed and is wrong.
func (p *Provider) showOne(w http.ResponseWriter, r *http.Request, status int, a Application, wrong string) error {
	var err error
	shown := detail{
		Wrong: wrong, Rows: rowsOf(a),
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
	p.show(w, r, status, page{Title: words{a.Name, a.Name}, One: &shown})
	return nil
}

// assign says who may sign in to an application.
func (p *Provider) assign(w http.ResponseWriter, r *http.Request) error {
	a, err := p.of(r)
	if err != nil {
		return err
	}
	field, err := filled(w, r)
	if err != nil {
		return err
	}
	a.Disabled = field("disabled") != ""
	before := a.Groups
	a.Users, a.Groups = names(field("users")), names(field("groups"))
	added := slices.DeleteFunc(slices.Clone(a.Groups), func(name string) bool { return slices.Contains(before, name) })
	if err := p.Register.CheckGroups(r.Context(), added); errors.Is(err, ErrNoGroup) {
		return p.showOne(w, r, http.StatusUnprocessableEntity, a, err.Error()+"; make it on the page of groups first")
	} else if err != nil {
		return err
	}
	return p.change(w, r, "assign_application", a)
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
