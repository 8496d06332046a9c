package idp

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// mostTyped is far above what a page of administrators sends, with metadata in it.
const mostTyped = 1 << 20

// filled reads a form, with a file or without.
func filled(w http.ResponseWriter, r *http.Request) (field func(name string) string, err error) {
	r.Body = http.MaxBytesReader(w, r.Body, mostTyped)
	if err := r.ParseMultipartForm(mostTyped); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return nil, fault(CodeRequest, "the form is damaged, or too large")
	}
	return func(name string) string { return strings.TrimSpace(r.PostForm.Get(name)) }, nil
}

// metadataOf are the metadata of a form, as a file or pasted; none where neither is there.
func metadataOf(r *http.Request) ([]byte, error) {
	file, _, err := r.FormFile("file")
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return bytes.TrimSpace([]byte(r.PostForm.Get("metadata"))), nil
	}
	if err != nil {
		return nil, fmt.Errorf("the file cannot be read: %w", err)
	}
	defer file.Close()
	text, err := io.ReadAll(file)
	if len(text) == 0 { // browsers send an empty one where nobody has chosen any
		text = bytes.TrimSpace([]byte(r.PostForm.Get("metadata")))
	}
	return text, err
}

// connectOf is what an application for Amazon Connect is derived from, as it was typed.
func connectOf(c Connect, field func(string) string) Connect {
	c.Role, c.Provider, c.Login, c.Landing, c.SignIn = field("role"), field("provider"), field("login"), field("landing"), field("sign_in")
	return c.usual()
}

// done notes what was done to an application, and goes back to it.
func (p *Provider) done(w http.ResponseWriter, r *http.Request, action, id string) error {
	if err := p.note(r.Context(), w, action, id); err != nil {
		return err
	}
	http.Redirect(w, r, "/portal/applications/"+id, http.StatusSeeOther)
	return nil
}

// change keeps an application as it was typed, or shows what is wrong with it.
func (p *Provider) change(w http.ResponseWriter, r *http.Request, action string, a Application) error {
	if err := a.check(); err != nil {
		return p.showOne(w, r, http.StatusUnprocessableEntity, a, err.Error())
	}
	if err := p.Register.Change(r.Context(), a); err != nil {
		return err
	}
	return p.done(w, r, action, a.ID)
}

// settings changes what an application is called, for how long it takes our word, and what it is derived from.
func (p *Provider) settings(w http.ResponseWriter, r *http.Request) error {
	a, err := p.of(r)
	if err != nil {
		return err
	}
	field, err := filled(w, r)
	if err != nil {
		return err
	}
	a.Name = field("name")
	if minutes, err := strconv.Atoi(field("session")); err != nil {
		return p.showOne(w, r, http.StatusUnprocessableEntity, a, "a session is a number of minutes")
	} else if minutes != (detail{Application: a}).Minutes() { // the command line may have said it by the second
		a.Session = time.Duration(minutes) * time.Minute
	}
	if a.Connect == nil {
		a.RelayState = field("relay_state")
	} else if of := connectOf(Connect{Instance: a.Connect.Instance}, field); of != *a.Connect {
		if err := a.Derive(of); err != nil {
			a.Connect = &of
			return p.showOne(w, r, http.StatusUnprocessableEntity, a, err.Error())
		}
	}
	return p.change(w, r, "change_application", a)
}

// mappings changes what an application is told of people. A row without a name is dropped.
func (p *Provider) mappings(w http.ResponseWriter, r *http.Request) error {
	a, err := p.of(r)
	if err != nil {
		return err
	}
	if _, err := filled(w, r); err != nil {
		return err
	}
	rows := [][]string{r.PostForm["name"], r.PostForm["value"], r.PostForm["format"]}
	if len(rows[0]) == 0 || slices.ContainsFunc(rows, func(column []string) bool { return len(column) != len(rows[0]) }) {
		return fault(CodeRequest, "the rows of the form are not whole")
	}
	a.Mappings = nil
	for i, name := range rows[0] {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		if a.aws() {
			name = awsName(name)
		}
		a.Mappings = append(a.Mappings, Mapping{name, strings.TrimSpace(rows[1][i]), rows[2][i]})
	}
	return p.change(w, r, "change_application", a)
}

// renew takes over an application's metadata when they have changed.
func (p *Provider) renew(w http.ResponseWriter, r *http.Request) error {
	a, err := p.of(r)
	if err != nil {
		return err
	}
	if _, err := filled(w, r); err != nil {
		return err
	}
	metadata, err := metadataOf(r)
	if err == nil {
		err = p.Register.Renew(r.Context(), a.ID, metadata, r.FormValue("plain") != "")
	}
	if err != nil {
		return p.showOne(w, r, http.StatusUnprocessableEntity, a, err.Error())
	}
	return p.done(w, r, "renew_application", a.ID)
}

// remove forgets an application, with its keys, where somebody is sure.
func (p *Provider) remove(w http.ResponseWriter, r *http.Request) error {
	a, err := p.of(r)
	if err != nil {
		return err
	}
	field, err := filled(w, r)
	if err != nil {
		return err
	}
	if field("sure") == "" {
		return p.showOne(w, r, http.StatusUnprocessableEntity, a, "tick that you are sure")
	}
	if err := p.Register.Store.DeleteApplication(r.Context(), a.ID); err != nil {
		return err
	}
	if err := p.note(r.Context(), w, "remove_application", a.ID); err != nil {
		return err
	}
	http.Redirect(w, r, "/portal/applications", http.StatusSeeOther)
	return nil
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
